"""The code on a page: written, read back, and refused where it is another's."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overeenkomstgen.kern.paginacode import Paginacode

DEVENTER = Paginacode("GM0150", 23, 2, "9F3C2")
CODES = st.builds(
    Paginacode.of,
    st.from_regex(r"GM[0-9]{4}", fullmatch=True),
    st.integers(1900, 2199),
    st.integers(1, 999),
    st.binary().map(lambda data: hashlib.sha256(data).hexdigest()),
)


def test_a_code_is_short_and_in_capitals() -> None:
    sha256 = "9f3c2d" + "0" * 58
    assert Paginacode.of("GM0150", 2023, 2, sha256) == DEVENTER
    assert str(DEVENTER) == "GM0150-23-2-9F3C2"
    assert str(Paginacode.of("GM0014", 2008, 12, sha256)) == "GM0014-08-12-9F3C2"


@given(CODES)
def test_every_code_is_read_back(code: Paginacode) -> None:
    assert Paginacode.read(str(code)) == code
    assert str(code).isascii()
    assert len(str(code)) <= 19


@given(CODES, CODES)
def test_two_codes_are_written_alike_only_where_they_are_the_same(
    code: Paginacode, other: Paginacode
) -> None:
    assert (str(code) == str(other)) is (code == other)


@given(CODES, st.integers(0, 18), st.characters())
def test_a_sign_that_was_misread_gives_another_code_or_none(
    code: Paginacode, at: int, sign: str
) -> None:
    text = str(code)
    changed = f"{text[:at]}{sign}{text[at + 1 :]}"
    read = Paginacode.read(changed)
    assert read is None or str(read) == changed


@given(st.text())
def test_whatever_a_code_says_costs_nothing(text: str) -> None:
    read = Paginacode.read(text)
    assert read is None or str(read) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org/GM0150-23-2-9F3C2",
        "GM0150-23-2-9f3c2",
        "gm0150-23-2-9F3C2",
        "GM150-23-2-9F3C2",
        "GM0150-2023-2-9F3C2",
        "GM0150-23-0-9F3C2",
        "GM0150-23-02-9F3C2",
        "GM0150-23-1000-9F3C2",
        "GM0150-23-2-9F3C",
        "GM0150-23-2-9F3C2A",
        "GM0150-23-2-9F3G2",
        "GM0150-23-2-9F3C2\n",
        " GM0150-23-2-9F3C2",
        "GM0150-23-2-9F3C2 GM0150-23-3-9F3C2",
        "GM0150-23-\N{ARABIC-INDIC DIGIT TWO}-9F3C2",
        "GM\N{FULLWIDTH DIGIT ZERO}150-23-2-9F3C2",
    ],
)
def test_what_is_not_exactly_ours_is_refused(text: str) -> None:
    assert Paginacode.read(text) is None
