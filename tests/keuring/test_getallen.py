"""Amounts, numbers and days are read however people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overeenkomstgen.kern.euro import format_bedrag, format_bedrag_in_woorden
from overeenkomstgen.kern.notatie import (
    format_datum,
    format_datum_kort,
    format_getal,
    format_getal_in_woorden,
)
from overeenkomstgen.keuring.getallen import NO_YEAR, read_quantities
from overeenkomstgen.keuring.leesvorm import fold, readable

SPACES = " \xa0\u2009\u202f"
BEFORE = ("", "het is ", "(", "dus: ")
AFTER = ("", " per jaar", ".", ", en")


def first(text: str) -> tuple[str, object]:
    """Return the first thing that is read in a text, and where."""
    shown = fold(readable(text))
    start, end, value = read_quantities(shown)[0]
    return shown[start:end], value


around = st.tuples(st.sampled_from(BEFORE), st.sampled_from(AFTER))


@given(st.integers(1000, 9_999_999), st.sampled_from([".", "", *SPACES]), around)
def test_a_number_in_figures(number: int, between: str, beside: tuple[str, str]) -> None:
    written = format_getal(number).replace(".", between)
    assert first(written.join(beside)) == (fold(readable(written)), number)


@given(st.integers(1, 9_999_999), st.booleans(), st.booleans(), around)
def test_a_number_in_words(number: int, loose: bool, loud: bool, beside: tuple[str, str]) -> None:  # noqa: FBT001 - drawn
    written = format_getal_in_woorden(number)
    if loose:  # as people write who do not know the rules
        written = written.replace("honderd", "honderd ").replace("  ", " ").strip()
    written = written.upper() if loud else written
    assert first(written.join(beside))[1] == number


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(SPACES), around)
def test_a_day(day: date, space: str, beside: tuple[str, str]) -> None:
    month = format_datum(day).split()[1]
    for written in (
        format_datum(day).replace(" ", space),
        format_datum(day).upper(),
        format_datum_kort(day),
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day}.{day.month:02}.{day.year % 100:02}",
        f"{day.day}e {month.replace('maart', 'mrt')[:3]}. {day.year}",
        " ".join((format_getal_in_woorden(day.day), month, format_getal_in_woorden(day.year))),
    ):
        assert first(written.join(beside)) == (fold(readable(written)), day)


@given(st.integers(1, 99_999_999), around)
def test_an_amount(cents: int, beside: tuple[str, str]) -> None:
    amount = Decimal(cents) / 100
    plain = f"{amount:.2f}".replace(".", ",")
    for written in (
        format_bedrag(amount),
        f"€{plain}",
        f"EUR {plain}",
        f"{plain} euro",
        plain,
        format_bedrag_in_woorden(amount).capitalize(),
    ):
        assert first(written.join(beside)) == (fold(readable(written)), amount)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("de eerste maart 2023", date(2023, 3, 1)),
        ("de eenendertigste december tweeduizend zevenentwintig", date(2027, 12, 31)),
        ("10 jan. '23", date(2023, 1, 10)),
        ("10 januari jl.", date(NO_YEAR, 1, 10)),
        ("vijftienhonderd euro", Decimal(1500)),
        ("€ 15.217,-", Decimal(15217)),
        ("vijftien eurocent", Decimal("0.15")),
        ("zestien euro en 90 cent", Decimal("16.90")),
        ("honderd een duizend vierhonderd zes en veertig", 101446),
    ],
)
def test_a_way_to_write_it(text: str, value: object) -> None:
    assert first(text)[1] == value


@pytest.mark.parametrize("text", ["31-2-2023", "101.4467", "1.2.3", "artikel 1.3", "en, een en"])
def test_what_is_no_number_of_any_size(text: str) -> None:
    values = [value for *_, value in read_quantities(text)]
    assert all(isinstance(value, int) and value <= 1 for value in values)


@given(st.text(alphabet="een tiwghondrdzv0123456789.,-€' ", max_size=80))
def test_no_text_is_too_strange(text: str) -> None:
    for start, end, _ in read_quantities(text):
        assert 0 <= start < end <= len(text)
