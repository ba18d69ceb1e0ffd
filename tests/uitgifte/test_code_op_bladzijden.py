"""Every page of every agreement has its code, unless the settings say that it has none."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from hulp.codes import codes_on
from hulp.lengte import sample
from hulp.storing import small_werkmap
from hulp.uitvoeren import ONE_FAULT, Made, Ran, call_program
from hulp.werkmappen import edit, edit_word, files
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.kern.paginacode import Paginacode
from overeenkomstgen.pdf.tekst import read_pdf

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten, pytest.mark.usefixtures("onthoudt")]

ON, OFF = "paginacode = true", "paginacode = false"
DEVENTER = "uitvoer/overeenkomsten/samenwerkingsovereenkomst-deventer.pdf"
ZWOLLE = "uitvoer/overeenkomsten/samenwerkingsovereenkomst-zwolle.pdf"
UNCHANGED = "3 samenwerkingsovereenkomsten waren al gemaakt en zijn ongewijzigd.\n"


@pytest.fixture(scope="module")
def drie(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make three agreements and the list, once."""
    werkmap = small_werkmap(tmp_path_factory.mktemp("drie") / "werkmap")
    generate(werkmap)
    return werkmap


@pytest.fixture
def werkmap(drie: Path, tmp_path: Path) -> Path:
    return shutil.copytree(drie, tmp_path / "werkmap")


def generate(werkmap: Path, *arguments: str) -> Ran:
    ran = call_program("genereer", *arguments, cwd=werkmap)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    return ran


def read(pdf: Path) -> list[list[str]]:
    return [[text for text, _ in page] for page in codes_on(pdf)]


def test_each_page_says_whose_it_is_which_page_and_of_which_text(made: Made) -> None:
    rows = [row for row in made.account() if row["cbs_code"]]
    assert len(rows) == len(made.pdfs()) == 41
    for row in sample(rows, 5):
        code = f"{row['cbs_code']}-23-{{}}-{row['sha256_word'][:5].upper()}"
        pages = range(1, int(row["paginas"]) + 1)
        assert read(made.werkmap / "uitvoer" / row["pdf"]) == [[code.format(n)] for n in pages]


def test_no_two_pages_have_the_same_code(made: Made) -> None:
    rows = [row for row in made.account() if row["cbs_code"]]
    codes = {
        Paginacode.of(row["cbs_code"], date(2023, 3, 1).year, page, row["sha256_word"])
        for row in rows
        for page in range(1, int(row["paginas"]) + 1)
    }
    assert len(codes) == sum(int(row["paginas"]) for row in rows)
    assert len({row["sha256_word"][:5] for row in rows}) == 41


def test_what_is_not_signed_by_who_it_is_of_has_none(werkmap: Path) -> None:
    assert read(werkmap / "uitvoer/bijlage-3.pdf") == [[]]


def test_a_change_of_the_setting_makes_what_is_not_signed_anew_and_nothing_that_is(
    werkmap: Path,
) -> None:
    signed = call_program("onderteken", "Zwolle", "--op", "2023-02-01", "--ja", cwd=werkmap)
    assert signed.code == ExitCode.OK
    before = files(werkmap / "uitvoer")
    words = {name: content for name, content in before.items() if name.endswith(".docx")}
    edit(werkmap, ON, OFF, "convenant.toml")
    assert "2 samenwerkingsovereenkomsten gemaakt" in generate(werkmap).out
    assert read(werkmap / DEVENTER) == [[], []]
    assert [len(page) for page in read(werkmap / ZWOLLE)] == [1, 1]
    after = files(werkmap / "uitvoer")
    assert {name: after[name] for name in words} == words
    assert read_pdf(werkmap / DEVENTER)[0].startswith("Samenwerkingsovereenkomst")
    assert "2 samenwerkingsovereenkomsten waren al gemaakt" in generate(werkmap).out

    edit(werkmap, OFF, ON, "convenant.toml")
    assert "2 samenwerkingsovereenkomsten gemaakt" in generate(werkmap).out
    again = files(werkmap / "uitvoer")
    pdfs = {name: content for name, content in before.items() if name.endswith(".pdf")}
    assert {name: again[name] for name in pdfs} == pdfs


def test_what_is_as_it_was_is_not_made_anew(werkmap: Path) -> None:
    assert UNCHANGED in generate(werkmap).out
    edit(werkmap, ON, "", "convenant.toml")
    assert UNCHANGED in generate(werkmap).out


def test_word_alone_does_not_depend_on_it(werkmap: Path) -> None:
    edit(werkmap, ON, OFF, "convenant.toml")
    assert UNCHANGED in generate(werkmap, "--alleen-word").out
    assert [len(page) for page in read(werkmap / DEVENTER)] == [1, 1]


def test_a_template_without_room_is_told_of(werkmap: Path) -> None:
    sides = ("top", "left", "bottom", "right")
    lines = (f'<w:{side} w:val="single" w:sz="8" w:space="24"/>' for side in sides)
    border = f'<w:pgBorders w:offsetFrom="page">{"".join(lines)}</w:pgBorders>'
    edit_word(werkmap, "<w:cols ", f"{border}<w:cols ", "samenwerkingsovereenkomst.docx")
    told = generate(werkmap).out
    assert told.count("paginacode") == 6
    assert (
        "Let op: Zwolle: op bladzijde 1 t/m 2 van de PDF staat geen paginacode, want onderaan is "
        "er geen plaats voor. Maak in sjablonen/samenwerkingsovereenkomst.docx de rechter- of "
        "linkermarge 2 cm en laat daar onderaan niets staan, of schrijf bij deze documentsoort in "
        "convenant.toml: paginacode = false.\n"
    ) in told
    assert read(werkmap / DEVENTER) == [[], []]
    edit(werkmap, ON, OFF, "convenant.toml")
    assert "paginacode" not in generate(werkmap).out


REFUSED = {
    '"nee"': (
        'samenwerkingsovereenkomst], sleutel paginacode: "nee" past hier niet; vul hier zonder '
        "aanhalingstekens true of false in\n"
    ),
    "true": (
        "bijlage-3], sleutel paginacode: een code staat op bladzijden die terugkomen, met rol = "
        '"overeenkomst"; laat deze sleutel weg\n'
    ),
}


@pytest.mark.parametrize(("line", "written"), [(ON, '"nee"'), ('rol = "deelnemerslijst"', "true")])
def test_a_setting_that_cannot_be(werkmap: Path, line: str, written: str) -> None:
    kept = "" if line == ON else line
    edit(werkmap, line, f"{kept}\npaginacode = {written}", "convenant.toml")
    ran = call_program("genereer", cwd=werkmap)
    assert ran.code == ExitCode.INPUT
    assert ran.err == f"{ONE_FAULT}convenant.toml, [documentsoort.{REFUSED[written]}"
