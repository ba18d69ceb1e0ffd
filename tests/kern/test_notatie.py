"""Dutch notation, as the conventions of the facts have it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from overeenkomstgen.kern.notatie import (
    format_datum,
    format_datum_kort,
    format_getal,
    format_getal_in_woorden,
    format_percentage,
    keep_together,
    slug,
)

MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def test_getal_percentage_and_dates() -> None:
    assert format_getal(101446) == "101.446"
    assert format_percentage(Decimal("0.02") / Decimal("0.13")) == "15,38\u00a0%"
    assert format_datum(date(2023, 1, 10)) == "10 januari 2023"
    assert format_datum_kort(date(2023, 1, 10)) == "10-01-2023"


@pytest.mark.parametrize(
    "text",
    [
        "op 10~januari~2023 of vóór 1~september",
        "de heer V.~Everhardt, mr.~dr.~A.Th.B.~Bijleveld=Schouten en J.~(Jan) de Vries",
        "'s=Hertogenbosch, \u2019s=Gravenhage, Sittard=Geleen en Noord=Holland",
        "IJ.~van der Aa=Élan en P.J.M.G.~Blanksma=van den Heuvel",
        "€~15.216,90, € vijf, 15,38~% en 12~euro",
        "Koningin Julianaplein~10 (7e~verdieping)",
        "Wolvenhoek~1, 5211~HH 's=Hertogenbosch",
        "artikel~1.2, eerste lid; lid~3; per e=mail (e=mailadres)",
        # What may stand at the end of a line:
        "101.446 inwoners, 2023 t/m 2027, en in 2023 januari",
        "niet-bindend, half-te gaar, P31-2024-GM0150, e-mail@Sittard-Geleen.nl, de G40. Dat is zo",
        "https://x.nl/Sittard-Geleen en info@V-W.nl, 12 januariland",
        "www.Noord-Holland.nl en (www.Sittard-Geleen.nl)",
        "<w:t>https://Noord-Holland.nl",  # as it is typed in a template
        "<w:t>www.Noord-Holland.nl",
    ],
)
def test_where_no_line_ends(text: str) -> None:
    made = text.replace("~", "\N{NO-BREAK SPACE}").replace("=", "\N{NON-BREAKING HYPHEN}")
    assert keep_together(text.replace("~", " ").replace("=", "-")) == made
    assert keep_together(made) == made


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


@pytest.mark.parametrize("number", range(14))
def test_the_numbers_that_are_known_are_those_of_the_library(number: int) -> None:
    assert format_getal_in_woorden(number) == num2words(number, lang="nl").replace("één", "een")


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
