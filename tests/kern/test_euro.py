"""Amounts of euros, as they are printed and as people type them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overeenkomstgen.kern.euro import (
    format_bedrag,
    format_bedrag_heel,
    format_bedrag_in_woorden,
    format_kaal,
    format_tarief,
    parse_euro,
    parse_kaal,
)
from overeenkomstgen.kern.waarden import WaardeError


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("15216.90", "€ 15.216,90"),
        ("0.15", "€ 0,15"),
        ("0", "€ 0,00"),
        ("784643.10", "€ 784.643,10"),
        ("-12500", "€ -12.500,00"),
    ],
)
def test_bedrag(amount: str, text: str) -> None:
    assert format_bedrag(Decimal(amount)) == text.replace("€ ", "€\u00a0")


def test_bedrag_refuses_a_fraction_of_a_cent() -> None:
    with pytest.raises(ValueError, match=r"0\.155 is no whole number of cents"):
        format_bedrag(Decimal("0.155"))


@pytest.mark.parametrize(
    ("amount", "text"),
    [("15216.90", "€ 15.217"), ("2028.92", "€ 2.029"), ("0.5", "€ 1"), ("1.49", "€ 1")],
)
def test_whole_euros_are_rounded_half_up(amount: str, text: str) -> None:
    assert format_bedrag_heel(Decimal(amount)) == text.replace("€ ", "€\u00a0")


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("15216.90", "vijftienduizend tweehonderdzestien euro en negentig cent"),
        ("12.00", "twaalf euro"),
        ("0.01", "nul euro en een cent"),
    ],
)
def test_amounts_in_words(amount: str, words: str) -> None:
    assert format_bedrag_in_woorden(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["-1", "0.001"])
def test_amounts_in_words_refuses(amount: str) -> None:
    with pytest.raises(ValueError, match="is no amount of whole cents"):
        format_bedrag_in_woorden(Decimal(amount))


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_an_amount_can_be_read_back_to_the_cent(cents: int) -> None:
    amount = Decimal(cents) / 100
    text = format_bedrag(amount)
    assert re.fullmatch("€\u00a0-?[0-9]{1,3}(\\.[0-9]{3})*,[0-9]{2}", text)
    digits = text.removeprefix("€\u00a0").replace(".", "").replace(",", ".")
    assert Decimal(digits) == amount


def test_a_tariff_shows_parts_of_a_cent_where_it_has_them() -> None:
    shown = [format_tarief(Decimal(amount)) for amount in ("0.15", "0.1525", "1.5")]
    assert shown == ["€\u00a00,15", "€\u00a00,1525", "€\u00a01,50"]


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
    assert parse_euro(format_kaal(tarief)) == parse_kaal(format_kaal(tarief)) == tarief
    if not tarief >= 1:  # with a point, from one euro on, it can be a thousand
        assert parse_euro(str(tarief)) == tarief


@pytest.mark.parametrize("text", ["", "veel", "1e999999999", "NaN", "1.5", "1,", "9" * 21])
def test_a_cell_that_the_program_did_not_write_holds_no_amount(text: str) -> None:
    assert parse_kaal(text) is None


@given(st.decimals(-10_000_000, 10_000_000, places=2))
def test_an_amount_is_read_back_as_it_is_shown(amount: Decimal) -> None:
    shown = format_bedrag(amount).replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-")
    assert parse_euro(shown) == amount
