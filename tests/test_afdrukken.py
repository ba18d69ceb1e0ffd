"""Printing an agreement: from the command line, through a real CUPS."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pypdf import PdfReader

from conftest import copy_werkmap, files, run_program
from cups import Cups, private_cups
from overeenkomstgen.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
    assert ran.err.startswith("Fout: ")
    assert "kantoor" in ran.err


def test_an_unknown_printer(printable: Path, cups: Cups) -> None:
    cups.add_printer("kantoor")
    command = ("afdrukken", "Deventer", "--printer", "kantor")
    ran = run_program(*command, cwd=printable, environment=cups.environment)
    assert ran.code == ExitCode.TOOL
    assert "kantoor" in ran.err


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
