"""A short run of the fuzzer, of fixed cases; and what long runs found.

The long run is ``python tests/hulp/fuzz_docx.py FIRST COUNT``.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from hulp.fuzz_docx import RIDDLE, mutate, seeds, try_case, values
from hulp.wordbouw import (
    FOOTNOTE_REFERENCE,
    docx,
    footnote,
    lists,
    numbered,
    of,
    paragraph,
    section,
)
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.word.nummering import format_number
from overeenkomstgen.word.tekst import read_word

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]


@pytest.fixture(autouse=True)
def _quiet() -> None:
    """Let the mutations put a name into a zip twice, of which zipfile warns."""
    warnings.filterwarnings("ignore", "Duplicate name", UserWarning)


@pytest.mark.parametrize("first", range(0, 300, 30))
def test_no_mutated_file_crashes_hangs_or_speaks_riddles(tmp_path: Path, first: int) -> None:
    assert [found for case in range(first, first + 30) for found in try_case(case, tmp_path)] == []


def test_a_number_makes_the_same_file_each_time() -> None:
    assert [mutate(number) for number in range(20)] == [mutate(number) for number in range(20)]
    assert len({mutate(number) for number in range(20)}) > 15


def test_the_files_to_start_from_can_be_filled(tmp_path: Path) -> None:
    path = tmp_path / "sjabloon.docx"
    contents = list(seeds())
    assert contents
    for content in contents:
        path.write_bytes(content)
        assert Sjabloon.load(path).fill(values()).content


@pytest.mark.parametrize(
    "message", ["ValueError: x", "<class 'int'>", "object at 0x7f", "invalid syntax", "line 12"]
)
def test_a_riddle_is_known(message: str) -> None:
    assert RIDDLE.search(f"het bestand: {message}")


# --- what long runs found ---


def one_list(number: str, level: str = "0") -> str:
    start = f'<w:start w:val="{number}"/>'
    inner = f'<w:lvl w:ilvl="{level}">{start}<w:lvlText w:val="%1."/></w:lvl>'
    return lists({1: inner}, {1: of(1)})


@pytest.mark.parametrize(
    ("number", "level", "label"),
    [
        ("9" * 5000, "0", "0."),  # Python reads no more than 4300 digits
        (" %}", "0", "0."),
        ("NaN", "0", "0."),
        ("3", "99", ""),
        ("3", "-9", ""),
        ("3", "x", "3."),
    ],
)
def test_numbers_of_lists_that_are_no_numbers(number: str, level: str, label: str) -> None:
    content = docx(paragraph("tekst", properties=numbered(1)), numbering=one_list(number, level))
    assert read_word(content).as_text().strip() == f"{label} tekst".strip()


@pytest.mark.parametrize("level", ["99", "-1"])
def test_a_list_that_changes_a_level_that_is_not_there(level: str) -> None:
    override = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="7"/></w:lvlOverride>'
    numbering = one_list("3").replace("</w:num>", f"{override}</w:num>")
    content = docx(paragraph("tekst", properties=numbered(1)), numbering=numbering)
    assert read_word(content).as_text().strip() == "3. tekst"


@pytest.mark.parametrize("kind", ["lowerLetter", "upperRoman"])
def test_a_number_that_no_list_has_is_no_book(kind: str) -> None:
    assert format_number(999_999_999, kind) == "999999999"


@pytest.mark.parametrize("attribute", ['w:val="NaN"', "", 'w:val="-7"', 'w:val="{#"'])
def test_levels_of_paragraphs_that_are_no_numbers(attribute: str) -> None:
    properties = (
        f'<w:outlineLvl {attribute}/><w:numPr><w:ilvl {attribute}/><w:numId w:val="1"/></w:numPr>'
    )
    content = docx(paragraph("tekst", properties=properties), numbering=one_list("3"))
    assert read_word(content).as_text().strip() == "3. tekst"


@pytest.mark.parametrize("number", [1, 2, 20_000])
def test_styles_that_are_based_on_each_other_without_end(number: int) -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{each}">'
        f'<w:basedOn w:val="S{(each + 1) % number}"/></w:style>'
        for each in range(number)
    )
    assert read_word(docx(paragraph("tekst", "S0"), styles=styles)).as_text().strip() == "tekst"


def test_a_header_and_a_note_that_are_used_thousands_of_times() -> None:
    many = 3000
    header = "".join(paragraph(f"kop {number}") for number in range(many))
    edge = section("default header1\nraar header1\ndefault weg")
    body = f"<w:p><w:pPr>{edge}</w:pPr>{FOOTNOTE_REFERENCE}</w:p>" * many + edge
    made = read_word(docx(body, header1=header, footnotes=footnote("noot")))
    assert len(made.sections) == many + 1
    assert made.footnotes == ("1noot",)
    assert made.as_text().count("[koptekst]") == 1
    assert made.as_text().count("kop 2999") == 1


@pytest.mark.parametrize("char", ["D83D", "110000", "x", "", "-1"])
def test_signs_that_are_no_characters(char: str) -> None:
    content = docx(paragraph(f'<w:r><w:sym w:char="{char}"/></w:r>'))
    assert read_word(content).as_text().strip() == "\N{REPLACEMENT CHARACTER}"


def test_a_first_page_that_is_no_number() -> None:
    content = docx(paragraph("tekst") + section("", '<w:pgNumType w:start="x"/>'))
    assert read_word(content).sections[0].first_number == 1
