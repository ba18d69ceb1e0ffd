"""Printing an agreement: from the command line, through a real CUPS."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from hulp.cups import Cups, private_cups
from hulp.uitgave import issue
from hulp.uitvoeren import Ran, call_program, interrupt
from hulp.werkmappen import copy_werkmap, files, keep_gemeenten
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
    assert call_program("genereer", "Deventer", cwd=werkmap).code == ExitCode.OK
    return werkmap


def pictures(pdf: Path) -> list[bytes]:
    """Return what is to be seen on each page; a printer need not keep text."""
    document = pypdfium2.PdfDocument(pdf)
    shown = [page.render(scale=0.5).to_pil().tobytes() for page in document]
    document.close()
    return shown


@pytest.mark.ongemeten
def test_two_copies_on_both_sides(printable: Path, cups: Cups) -> None:
    cups.add_printer("kantoor")
    cups.run("lpadmin", "-d", "kantoor")
    before = files(printable)
    ran = call_program("afdrukken", "deventer", cwd=printable, environment=cups.environment)
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
    ran = call_program(*command, cwd=printable, environment=cups.environment)
    assert (ran.code, ran.out) == (ExitCode.TOOL, "")
    assert ran.err.startswith("Fout: Printer kantoor staat stil.\nEr is niets afgedrukt. ")


def test_a_print_file(printable: Path, tmp_path: Path) -> None:
    target = tmp_path / "pakket.pdf"
    command = ("afdrukken", "Deventer", "--exemplaren", "3", "--pakket", str(target))
    ran = call_program(*command, cwd=printable)
    assert ran.code == ExitCode.OK
    assert ran.out == f"Het afdrukbestand staat in {target}: 3 vellen.\n"
    assert len(PdfReader(target).pages) == 6
    one_sided = ("afdrukken", "Deventer", "--enkelzijdig", "--pakket", str(target))
    assert call_program(*one_sided, cwd=printable).out.endswith(": 4 vellen.\n")


def test_what_would_say_something_else_now_is_told(printable: Path, tmp_path: Path) -> None:
    """And printed: it is what was made, also when its template is no longer right."""
    werkmap = shutil.copytree(printable, tmp_path / "werkmap")
    table = werkmap / "gemeenten.csv"
    table.write_bytes(table.read_bytes().replace(b";101446;", b";101447;"))
    command = ("afdrukken", "Deventer", "--pakket", "pakket.pdf")
    packed = "Het afdrukbestand staat in pakket.pdf: 2 vellen.\n"
    ran = call_program(*command, cwd=werkmap)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert ran.out == (
        "Let op: een stuk is van een andere dag, of gemaakt met andere gegevens dan nu; maak het "
        f"zo nodig eerst opnieuw, en druk het dan af: Deventer.\n{packed}"
    )
    (werkmap / "sjablonen/herinnering.docx").write_bytes(b"stuk")
    assert call_program(*command, cwd=werkmap).out == packed


def test_an_agreement_that_was_not_made(printable: Path, tmp_path: Path) -> None:
    werkmap = shutil.copytree(printable, tmp_path / "werkmap")
    ran = call_program("afdrukken", "Zwolle", cwd=werkmap)
    assert (ran.code, ran.out) == (ExitCode.INPUT, "")
    assert ran.err == (
        "Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd.\n"
        "  Zwolle: samenwerkingsovereenkomst-zwolle.pdf is er nog niet; maak dit stuk eerst met: "
        'overeenkomstgen genereer "Zwolle"\n'
    )


@pytest.fixture
def three(werkmap: Path) -> Path:
    """Give a werkmap with three agreements, without making them."""
    for gemeente in ("Almelo", "Deventer", "Zwolle"):
        issue(werkmap, gemeente, 3)
    return werkmap


def stem(gemeente: str) -> str:
    return f"samenwerkingsovereenkomst-{gemeente.lower()}"


@pytest.mark.ongemeten
def test_several_are_printed_one_after_the_other(three: Path, cups: Cups) -> None:
    cups.add_printer("kantoor", "number-up-default=4", "page-set-default=odd")
    command = ("afdrukken", "zwolle", "almelo", "--printer", "kantoor")
    ran = call_program(*command, cwd=three, environment=cups.environment)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    told = [
        line for line in ran.out.splitlines() if " wacht " not in line and " drukt " not in line
    ]
    sheets = "2 exemplaren, dubbelzijdig, 4 vellen."
    assert told == [
        f"Printer kantoor: {stem('Almelo')}, {sheets}",
        "Opdracht kantoor-1 is afgedrukt op kantoor.",
        f"Printer kantoor: {stem('Zwolle')}, {sheets}",
        "Opdracht kantoor-2 is afgedrukt op kantoor.",
    ]
    printed = sorted(cups.output.glob("*.pdf"))
    assert [file.name.partition("__")[0] for file in printed] == [stem("Almelo"), stem("Zwolle")]
    texts = [[page.extract_text().strip() for page in PdfReader(file).pages] for file in printed]
    assert texts == [["blad 1", "blad 2", "blad 3", ""] * 2] * 2
    sides = "|1|two-sided-long-edge\n"
    assert cups.log.read_text("utf-8") == f"{stem('Almelo')}{sides}{stem('Zwolle')}{sides}"


def test_not_all_are_printed_before_that_is_confirmed(three: Path, cups: Cups) -> None:
    keep_gemeenten(three, "Almelo", "Deventer", "Zwolle")
    cups.add_printer("kantoor")
    command = ("afdrukken", "--printer", "kantoor")
    ran = call_program(*command, cwd=three, environment=cups.environment)
    assert (ran.code, ran.out) == (ExitCode.INPUT, "")
    assert ran.err == (
        "Fout: Niet bevestigd dat alle 3 documenten moeten; er is niets afgedrukt.\n"
        "Noem de gemeenten, of geef --ja voor alle.\n"
    )
    assert not cups.log.exists()
    ran = call_program(*command, "--ja", cwd=three, environment=cups.environment)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert len(cups.log.read_text("utf-8").splitlines()) == 3


def break_off(werkmap: Path, cups: Cups, job: str, number: signal.Signals) -> Ran:
    """Print three agreements; send the program a signal when a job is being printed."""
    command = (sys.executable, "-m", "overeenkomstgen", "afdrukken", "--ja", "--printer", "kantoor")
    keep_gemeenten(werkmap, "Almelo", "Deventer", "Zwolle")
    with subprocess.Popen(
        command,
        cwd=werkmap,
        env={**os.environ, **cups.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as program:
        assert program.stdout
        out = ""
        while not out.endswith(f"Printer kantoor drukt opdracht {job} af.\n"):
            line = program.stdout.readline()
            assert line, out
            out += line
        program.send_signal(number)
        rest, err = program.communicate(timeout=300)
    return Ran(ExitCode(program.returncode), out + rest, err)


@pytest.mark.ongemeten
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_breaking_off_tells_the_job_and_how_to_withdraw_it(
    three: Path, cups: Cups, number: signal.Signals
) -> None:
    cups.add_bad_printer("kantoor", "traag-tweede")
    ran = break_off(three, cups, "kantoor-2", number)
    assert ran.code == ExitCode.INTERRUPTED
    assert ran.err == (
        f"\nAfgebroken. Opdracht kantoor-2 ({STEM}) is bij printer kantoor en wordt afgedrukt.\n"
        "Trek haar zo nodig in met: cancel kantoor-2\n"
        "Afgedrukt: Almelo.\n"
        "Niet verstuurd: Zwolle.\n"
    )
    assert cups.run("lpstat", "-o").split()[0] == "kantoor-2"
    cups.run("cancel", "kantoor-2")
    assert cups.run("lpstat", "-o") == ""


@pytest.mark.ongemeten
def test_breaking_off_while_a_job_is_sent(three: Path, cups: Cups, tmp_path: Path) -> None:
    """Whether CUPS has it nobody knows then."""
    cups.add_printer("kantoor")
    (tmp_path / "bin").mkdir()
    slow, begun = tmp_path / "bin/lp", tmp_path / "begonnen"
    slow.write_text(f"#!/bin/sh\n: > {begun}\nexec sleep 60\n")
    slow.chmod(0o755)
    ran = interrupt(
        *("afdrukken", "Deventer", "--printer", "kantoor"),
        cwd=three,
        environment={**cups.environment, "PATH": f"{slow.parent}:{os.environ['PATH']}"},
        number=signal.SIGINT,
        once=begun,
    )
    assert ran.code == ExitCode.INTERRUPTED
    assert ran.err == (
        f"\nAfgebroken. {STEM} is misschien al naar printer kantoor gestuurd.\n"
        "Kijk met: lpstat kantoor en trek de opdracht zo nodig in met cancel.\n"
    )


def test_a_printer_that_breaks_down_half_way(three: Path, cups: Cups) -> None:
    cups.add_bad_printer("kantoor", "kapot-tweede")
    command = ("afdrukken", "almelo", "deventer", "zwolle", "--printer", "kantoor")
    ran = call_program(*command, cwd=three, environment=cups.environment)
    assert ran.code == ExitCode.TOOL
    assert ran.err == (
        "Fout: Printer kantoor staat stil; de melding is: De lamp is stuk. Opdracht kantoor-2 "
        "wacht in de wachtrij.\n"
        "Laat de printer weer starten (cupsenable kantoor), dan wordt zij vanzelf afgedrukt, of "
        "trek de opdracht in met: cancel kantoor-2\n"
        "Afgedrukt: Almelo.\n"
        "Niet verstuurd: Zwolle.\n"
    )


def print_here(werkmap: Path, *options: str) -> int:
    return run(["--werkmap", str(werkmap), "afdrukken", "Deventer", *options])


@pytest.fixture
def one_page(werkmap: Path) -> Path:
    """Give a werkmap in which Deventer's agreement is one page, without making it."""
    (werkmap / "ondertekend").mkdir()
    issue(werkmap, "Deventer", 1)
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


@pytest.mark.ongemeten
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


@pytest.mark.ongemeten
def test_windows_is_given_several_in_one_file(
    three: Path, windows: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--werkmap", str(three), "afdrukken", "almelo", "zwolle"]) == ExitCode.OK
    told = "2 documenten zijn aan Windows gegeven om af te drukken: 2 exemplaren; "
    assert capsys.readouterr().out == f"{told}kies dubbelzijdig in het venster van Windows.\n"
    (given,) = windows
    assert len(PdfReader(given).pages) == 16


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
