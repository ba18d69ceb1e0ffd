"""The contribution, to the cent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overeenkomstgen.kern.convenant import jaarbedrag


@pytest.mark.parametrize(
    ("inwoners", "tarief", "bedrag"),
    [
        (101446, "0.15", "15216.90"),
        (99653, "0.13", "12954.89"),
        (1, "0.155", "0.16"),
        (1, "0.1549", "0.15"),
    ],
)
def test_jaarbedrag(inwoners: int, tarief: str, bedrag: str) -> None:
    assert jaarbedrag(inwoners, Decimal(tarief)) == Decimal(bedrag)


@given(st.integers(1, 10**7), st.integers(1, 1000))
def test_a_tariff_in_cents_gives_an_exact_amount(inwoners: int, cents: int) -> None:
    bedrag = jaarbedrag(inwoners, Decimal(cents) / 100)
    assert int(bedrag * 100) == inwoners * cents
    assert bedrag.as_tuple().exponent == -2
