"""Amounts of euros as people type them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overeenkomstgen.kern.euro import format_bedrag, parse_euro
from overeenkomstgen.kern.waarden import WaardeError

if TYPE_CHECKING:
    from decimal import Decimal


@pytest.mark.parametrize(
    ("text", "tarief"),
    [
        ("0,15", "0.15"),
        ("0.15", "0.15"),
        ("€ 0,15", "0.15"),
        ("€0,15", "0.15"),
        (" 0,1525 euro ", "0.1525"),
        ("1", "1.00"),
        ("0,2", "0.20"),
        ("0.150", "0.150"),
        ("-0,15", "-0.15"),
        ("1,500", "1.500"),
        ("12.500,00", "12500.00"),
        ("€ 1.012.500,5", "1012500.50"),
        ("1.012.500", "1012500.00"),
        ("12500.00", "12500.00"),
    ],
)
def test_a_tariff_as_it_is_typed(text: str, tarief: str) -> None:
    assert str(parse_euro(text, "tarief", "0,15")) == tarief


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("vijftien cent", "vijftien cent is geen tarief"),
        ("1.500", "1.500 is op twee manieren te lezen"),
        ("1.500.00", "1.500.00 is geen tarief"),
        ("€ 12.500", "€ 12.500 is op twee manieren te lezen"),
        ("12.50.000", "12.50.000 is geen tarief"),
        ("0,15,0", "0,15,0 is geen tarief"),
        (",15", ",15 is geen tarief"),
        ("1e3", "1e3 is geen tarief"),
        ("", " is geen tarief"),
    ],
)
def test_no_tariff(text: str, message: str) -> None:
    with pytest.raises(WaardeError) as caught:
        parse_euro(text, "tarief", "0,15")
    assert (caught.value.what, caught.value.advice) == (
        message,
        "schrijf het tarief in euro's als 0,15",
    )


@given(st.decimals("0.0001", "99", places=4))
def test_a_tariff_is_read_back_as_it_is_shown(tarief: Decimal) -> None:
    assert parse_euro(str(tarief).replace(".", ",")) == tarief
    if not tarief >= 1:  # with a point, from one euro on, it can be a thousand
        assert parse_euro(str(tarief)) == tarief


@given(st.decimals(-10_000_000, 10_000_000, places=2))
def test_an_amount_is_read_back_as_it_is_shown(amount: Decimal) -> None:
    shown = format_bedrag(amount).replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-")
    assert parse_euro(shown) == amount
