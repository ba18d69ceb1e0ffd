"""Dutch notation, as the conventions of the facts have it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overeenkomstgen.kern.euro import format_bedrag, format_bedrag_heel, format_bedrag_in_woorden
from overeenkomstgen.kern.notatie import (
    format_datum,
    format_datum_kort,
    format_getal,
    format_getal_in_woorden,
    format_percentage,
    slug,
)

MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


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


def test_getal_percentage_and_dates() -> None:
    assert format_getal(101446) == "101.446"
    assert format_percentage(Decimal("0.02") / Decimal("0.13")) == "15,38\u00a0%"
    assert format_datum(date(2023, 1, 10)) == "10 januari 2023"
    assert format_datum_kort(date(2023, 1, 10)) == "10-01-2023"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nul"),
        (1, "een"),
        (21, "eenentwintig"),
        (22, "tweeëntwintig"),
        (100, "honderd"),
        (1000, "duizend"),
        (15216, "vijftienduizend tweehonderdzestien"),
        (101446, "honderdeenduizend vierhonderdzesenveertig"),
        (2_000_000, "twee miljoen"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert format_getal_in_woorden(number) == words


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


@given(st.dates())
def test_a_date_can_be_read_back(day: date) -> None:
    written = format_datum(day).split(" ")
    assert (int(written[0]), int(written[2])) == (day.day, day.year)
    assert written[1] == MAANDEN[day.month - 1]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("'s-Hertogenbosch", "s-hertogenbosch"),
        ("Alphen aan den Rijn", "alphen-aan-den-rijn"),
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("Bergen & Terblijt <b> {{ x }}", "bergen-terblijt-b-x"),
        ("Nuenen, Gerwen en Nederwetten", "nuenen-gerwen-en-nederwetten"),
    ],
)
def test_slug(name: str, text: str) -> None:
    assert slug(name) == text


def test_slug_refuses_what_leaves_nothing() -> None:
    with pytest.raises(ValueError, match="gives no file name"):
        slug("…")


@given(st.text())
def test_a_slug_is_a_safe_file_name(name: str) -> None:
    try:
        text = slug(name)
    except ValueError:
        return
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", text)
    assert slug(text) == text
