"""The salutation of a letter."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hulp.werkmappen import ROOT
from overeenkomstgen.kern.gemeente import GENERAL, salutation, surname_of


@pytest.mark.parametrize(
    ("aanhef", "naam", "written"),
    [
        ("de heer", "R.C. König", "Geachte heer König"),
        ("mevrouw", "A.Th.B. Bijleveld-Schouten", "Geachte mevrouw Bijleveld-Schouten"),
        ("de heer", "S. van Haersma Buma", "Geachte heer Van Haersma Buma"),
        ("mevrouw", "J.M. Penn-te Strake", "Geachte mevrouw Penn-te Strake"),
        ("de heer", "mr. drs. J.P. de Vries", "Geachte heer De Vries"),
        ("de heer", "J.P. (Jan) in 't Veld", "Geachte heer In 't Veld"),
        ("mevrouw", "H. 't Hart", "Geachte mevrouw 't Hart"),
        ("mevrouw", "M. ijsbrandy", "Geachte mevrouw IJsbrandy"),
        ("de heer", "  R.C.   König ", "Geachte heer König"),
        ("de heer", "König", "Geachte heer König"),
        ("de heer", "R.C.", GENERAL),
        ("de heer", None, GENERAL),
        (None, "R.C. König", GENERAL),
        ("", "R.C. König", GENERAL),
        ("burgemeester", "R.C. König", GENERAL),
    ],
)
def test_salutations(aanhef: str | None, naam: str | None, written: str) -> None:
    assert salutation(aanhef, naam) == written


def test_nobody_of_the_table_is_addressed_by_initials() -> None:
    with (ROOT / "gemeenten.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    written = [salutation(row["aanhef"], row["ondertekenaar"]) for row in rows]
    assert len(written) == 41
    assert not [text for text in written if "." in text or text == GENERAL]
    assert "Geachte heer Van den Top" in written


@given(
    st.from_regex(r"([A-Z]\.){1,5}", fullmatch=True), st.from_regex(r"[A-Z][a-z]+", fullmatch=True)
)
def test_a_surname_stays_as_it_is(initials: str, surname: str) -> None:
    assert surname_of(f"{initials} {surname}") == surname
