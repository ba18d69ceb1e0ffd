"""Printing an agreement: from the command line, through a real CUPS."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from hulp.cups import Cups, make_document, private_cups
from hulp.uitvoeren import run_program
from hulp.werkmappen import copy_werkmap, files
from overeenkomstgen.afdrukken import printer
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.cli.hoofd import run

STEM = "samenwerkingsovereenkomst-deventer"


@pytest.fixture
def cups() -> Iterator[Cups]:
    with private_cups() as cups:
        yield cups


@pytest.fixture(scope="session")
def printable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one agreement, to be printed only."""
    werkmap = copy_werkmap(tmp_path_factory.mktemp("afdrukken") / "werkmap")
    assert run_program("genereer", "Deventer", cwd=werkmap).code == ExitCode.OK
    return werkmap


def pictures(pdf: Path) -> list[bytes]:
    """Return what is to be seen on each page; a printer need not keep text."""
    document = pypdfium2.PdfDocument(pdf)
    shown = [page.render(scale=0.5).to_pil().tobytes() for page in document]
    document.close()
    return shown


def test_two_copies_on_both_sides(printable: Path, cups: Cups) -> None:
    cups.add_printer("kantoor")
    cups.run("lpadmin", "-d", "kantoor")
    before = files(printable)
    ran = run_program("afdrukken", "deventer", cwd=printable, environment=cups.environment)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    lines = ran.out.splitlines()
    assert lines[0] == f"Printer kantoor: {STEM}, 2 exemplaren, dubbelzijdig, 2 vellen."
    assert lines[-1] == "Opdracht kantoor-1 is afgedrukt op kantoor."
    (printed,) = cups.output.glob("*.pdf")
    first, second, *copy = pictures(printed)
    assert copy == [first, second]
    assert first != second
    assert cups.log.read_text("utf-8") == f"{STEM}|1|two-sided-long-edge\n"
    assert files(printable) == before


def test_a_stopped_queue_is_told(printable: Path, cups: Cups) -> None:
    cups.add_printer("kantoor")
    cups.run("cupsdisable", "kantoor")
    command = ("afdrukken", "Deventer", "--printer", "kantoor")
    ran = run_program(*command, cwd=printable, environment=cups.environment)
    assert (ran.code, ran.out) == (ExitCode.TOOL, "")
    assert ran.err.startswith("Fout: Printer kantoor staat stil.\nEr is niets afgedrukt. ")


def test_a_print_file(printable: Path, tmp_path: Path) -> None:
    target = tmp_path / "pakket.pdf"
    command = ("afdrukken", "Deventer", "--exemplaren", "3", "--pakket", str(target))
    ran = run_program(*command, cwd=printable)
    assert ran.code == ExitCode.OK
    assert ran.out == f"Het afdrukbestand staat in {target}: 3 vellen.\n"
    assert len(PdfReader(target).pages) == 6
    one_sided = ("afdrukken", "Deventer", "--enkelzijdig", "--pakket", str(target))
    assert run_program(*one_sided, cwd=printable).out.endswith(": 4 vellen.\n")


def test_an_agreement_that_was_not_made(printable: Path, tmp_path: Path) -> None:
    werkmap = shutil.copytree(printable, tmp_path / "werkmap")
    ran = run_program("afdrukken", "Zwolle", cwd=werkmap)
    assert (ran.code, ran.out) == (ExitCode.INPUT, "")
    assert ran.err == (
        "Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd.\n"
        "  Zwolle: er is nog geen PDF van de overeenkomst om af te drukken; maak haar eerst met: "
        'overeenkomstgen genereer "Zwolle"\n'
    )


def print_here(werkmap: Path, *options: str) -> int:
    return run(["--werkmap", str(werkmap), "afdrukken", "Deventer", *options])


@pytest.fixture
def one_page(werkmap: Path) -> Path:
    """Give a werkmap in which Deventer's agreement is one page, without making it."""
    (werkmap / "uitvoer/overeenkomsten").mkdir(parents=True)
    (werkmap / "ondertekend").mkdir()
    make_document(werkmap / f"uitvoer/overeenkomsten/{STEM}.pdf", 1)
    return werkmap


@pytest.mark.parametrize(
    ("place", "folder"),
    [
        ("uitvoer/pakket.pdf", "uitvoer"),
        ("uitvoer/overeenkomsten/samenwerkingsovereenkomst-ede.pdf", "uitvoer"),
        ("uitvoer/../ondertekend/samenwerkingsovereenkomst-ede.pdf", "ondertekend"),
        ("snel/pakket.pdf", "ondertekend"),
    ],
)
def test_a_print_file_never_stands_among_the_documents(
    one_page: Path, capsys: pytest.CaptureFixture[str], place: str, folder: str
) -> None:
    (one_page / "snel").symlink_to(one_page / "ondertekend")
    target = one_page / place
    before = files(one_page)
    assert print_here(one_page, "--pakket", str(target)) == ExitCode.INPUT
    assert capsys.readouterr() == (
        "",
        (
            "Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd.\n"
            f"  {target}: in de map {folder} staan alleen de documenten zelf; "
            "kies een andere map, zoals de werkmap\n"
        ),
    )
    assert files(one_page) == before


def test_a_print_file_of_one_sheet(one_page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = one_page / "pakket.pdf"
    assert print_here(one_page, "--exemplaren", "1", "--pakket", str(target)) == ExitCode.OK
    assert capsys.readouterr().out == f"Het afdrukbestand staat in {target}: 1 vel.\n"


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """Stand in for Windows; return what it is given to print."""
    given: list[Path] = []
    monkeypatch.setattr(printer, "needs_windows", lambda: True)
    monkeypatch.setattr(printer, "print_on_windows", given.append)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return given


def test_windows_cannot_choose_a_printer(
    one_page: Path, windows: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert print_here(one_page, "--printer", "kantoor") == ExitCode.TOOL
    assert capsys.readouterr() == (
        "",
        (
            "Fout: Op Windows kan dit programma printer kantoor niet kiezen.\n"
            "Er is niets afgedrukt. Laat --printer weg voor de standaardprinter van Windows, of "
            "maak met --pakket BESTAND.pdf een afdrukbestand en druk dat zelf af.\n"
        ),
    )
    assert windows == []


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "2 exemplaren; kies dubbelzijdig"),
        (["--enkelzijdig", "--exemplaren", "1"], "1 exemplaar; kies enkelzijdig"),
    ],
)
def test_windows_is_told_nothing_of_sides(
    one_page: Path,
    windows: list[Path],
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    sentence: str,
) -> None:
    assert print_here(one_page, *options) == ExitCode.OK
    assert capsys.readouterr() == (
        f"{STEM} is aan Windows gegeven om af te drukken: {sentence} in het venster van Windows.\n",
        "",
    )
    (given,) = windows
    assert (given.name, given.is_file()) == (f"{STEM}.pdf", True)
