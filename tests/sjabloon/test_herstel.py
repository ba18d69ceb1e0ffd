"""Tags that Word spoiled, read as they were meant."""
# ruff: noqa: RUF001 - the signs that Word makes of others are what it is about

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overeenkomstgen.sjabloon.opdrachten.herstel import mend, mend_source, reasons
from overeenkomstgen.velden.velden import VELDEN

FIELDS = [veld.naam for veld in VELDEN]


@pytest.mark.parametrize(
    ("spoiled", "mended"),
    [
        (" gemeente.Naam ", " gemeente.naam "),
        (" GEMEENTE.NAAM|upper ", " gemeente.naam|upper "),
        (" convenant.Einde.year ", " convenant.einde.year "),
        (" Gemeente.Nam ", " Gemeente.Nam "),
        (" Lid.naam ", " Lid.naam "),
        (" x.Gemeente.Naam ", " x.Gemeente.Naam "),
        (" a – b ", " a - b "),
        (" “Gemeente.Naam – x” ", ' "Gemeente.Naam – x" '),
        (" ‚x’ ", " 'x' "),
        ("\xa0a\u200b\u202fb ", " a b "),
        (" “a\xa0b” ", ' "a\xa0b" '),
        (" a And b Or Not c ", " a and b or not c "),
        (" gemeente.Not ", " gemeente.Not "),
        (" x If y Else z ", " x if y else z "),
    ],
)
def test_what_prints(spoiled: str, mended: str) -> None:
    assert mend(spoiled, statement=False) == mended


@pytest.mark.parametrize(
    ("spoiled", "mended"),
    [
        (" If x ", " if x "),
        ("– IF x –", "- if x -"),
        ("–If x", "-if x"),
        ("Endfor", "endfor"),
        (" Als x ", " Als x "),
        ("tr For Lid In leden ", "tr for Lid in leden "),
        ("raw", "raw"),
        ("", ""),
    ],
)
def test_what_does(spoiled: str, mended: str) -> None:
    assert mend(spoiled, statement=True) == mended


@pytest.mark.parametrize(
    ("spoiled", "why"),
    [
        (" gemeente.naam ", ()),
        (" gemeente.Naam ", ("een hoofdletter",)),
        (" “–” ", ("gekrulde aanhalingstekens",)),
        ("\xa0a – b\u200b", ("een gedachtestreepje", "een vaste spatie", "een onzichtbaar teken")),
    ],
)
def test_why(spoiled: str, why: tuple[str, ...]) -> None:
    assert reasons(spoiled, mend(spoiled, statement=False)) == why


def test_a_fixed_space_in_a_tag_for_a_paragraph() -> None:
    xml = "<w:t>{%p\xa0if x %}{%tr\u202ffor y %}{%\xa0p %} p\xa0if</w:t>"
    assert mend_source(xml) == "<w:t>{%p if x %}{%tr for y %}{%\xa0p %} p\xa0if</w:t>"


@given(st.text(max_size=40), st.booleans())
def test_mending_is_done_at_once(text: str, statement: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    once = mend(text, statement=statement)
    assert mend(once, statement=statement) == once
    assert bool(reasons(text, once)) <= (text != once)


@given(st.sampled_from(FIELDS), st.data())
def test_a_field_comes_out_whatever_its_capitals(field: str, data: st.DataObject) -> None:
    capitals = data.draw(st.lists(st.booleans(), min_size=len(field), max_size=len(field)))
    spoiled = "".join(
        char.upper() if up else char for char, up in zip(field, capitals, strict=True)
    )
    mended = mend(f"\xa0{spoiled}\xa0", statement=False).strip()
    assert mended == (field if "." in field else spoiled)
