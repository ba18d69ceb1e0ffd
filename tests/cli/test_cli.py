"""The command line: help, mistakes in typing, and what happens when all goes wrong."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from hulp.uitvoeren import call_program, run_on_terminal, run_program
from overeenkomstgen.cli.afloop import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from hulp.snapshots import Snapshots

pytestmark = pytest.mark.processen

ENGLISH = re.compile(
    r"\b(Usage|Options|Commands|Error|Show|Missing|Invalid|the|and)\b|[<>]=|\[standaard"
)


@pytest.mark.parametrize(
    "command",
    [
        *("", "genereer", "controleer", "onderteken", "zeg-op", "corrigeer", "bijlage3"),
        *("status", "overzicht", "afdrukken", "verzend", "facturen", "inwoners", "begin", "nieuw"),
        *("sjabloon", "sjabloon controleer", "sjabloon velden", "sjabloon proef"),
        *(
            "sjabloon afleiden",
            "vergelijk",
            "beeindig",
            "draag-over",
            "verleng",
            "verzonden",
            "agenda",
            "inname",
            "loket",
        ),
    ],
)
def test_help(tmp_path: Path, snapshots: Snapshots, command: str) -> None:
    how = call_program if command else run_program
    ran = how(*command.split(), "--help", cwd=tmp_path, environment={"LANG": "en_US.UTF-8"})
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert not ENGLISH.search(ran.out)
    snapshots.check(f"help-{command.replace(' ', '-') or 'programma'}.txt", ran.out)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("genreer",),
            (
                "Gebruik: overeenkomstgen [OPTIES] OPDRACHT …\n"
                "Met 'overeenkomstgen --help' krijgt u uitleg.\n\n"
                "Fout: De opdracht 'genreer' bestaat niet. Bedoelt u 'genereer'?\n"
            ),
        ),
        (
            ("facturen", "1899"),
            (
                "Gebruik: overeenkomstgen facturen [OPTIES] JAAR [GEMEENTE]…\n"
                "Met 'overeenkomstgen facturen --help' krijgt u uitleg.\n\n"
                "Fout: Ongeldige waarde voor 'JAAR': 1899 is geen getal van 1900 tot en met "
                "2999.\n"
            ),
        ),
        (
            ("facturen", "9" * 5000),  # more figures than Python reads
            (
                "Gebruik: overeenkomstgen facturen [OPTIES] JAAR [GEMEENTE]…\n"
                "Met 'overeenkomstgen facturen --help' krijgt u uitleg.\n\n"
                f"Fout: Ongeldige waarde voor 'JAAR': {'9' * 5000} is geen getal van 1900 tot en "
                "met 2999.\n"
            ),
        ),
        (
            ("genereer", "--strik"),
            (
                "Gebruik: overeenkomstgen genereer [OPTIES] [GEMEENTE]…\n"
                "Met 'overeenkomstgen genereer --help' krijgt u uitleg.\n\n"
                "Fout: De optie '--strik' bestaat niet. Bedoelt u '--strikt'?\n"
            ),
        ),
        (
            ("genereer", "--tijdslimiet", "snel"),
            (
                "Gebruik: overeenkomstgen genereer [OPTIES] [GEMEENTE]…\n"
                "Met 'overeenkomstgen genereer --help' krijgt u uitleg.\n\n"
                "Fout: Ongeldige waarde voor '--tijdslimiet': "
                "snel is geen aantal seconden boven nul.\n"
            ),
        ),
        (
            ("--werkmap", "nergens", "genereer"),
            (
                "Gebruik: overeenkomstgen [OPTIES] OPDRACHT …\n"
                "Met 'overeenkomstgen --help' krijgt u uitleg.\n\n"
                "Fout: Ongeldige waarde voor '--werkmap': Map 'nergens' bestaat niet.\n"
            ),
        ),
    ],
)
def test_mistakes_in_typing(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    ran = call_program(*arguments, cwd=tmp_path)
    assert (ran.code, ran.out, ran.err) == (ExitCode.USAGE, "", message)


def test_without_a_command_there_is_help(tmp_path: Path, snapshots: Snapshots) -> None:
    ran = run_program(cwd=tmp_path)
    assert ran.code == ExitCode.USAGE
    snapshots.check("help-programma.txt", ran.out + ran.err)


def test_version(tmp_path: Path) -> None:
    assert run_program("--version", cwd=tmp_path).out == "overeenkomstgen, versie 0.1.0\n"


def test_no_werkmap(tmp_path: Path) -> None:
    ran = run_program("genereer", cwd=tmp_path)
    assert ran.code == ExitCode.INPUT
    assert ran.err == (
        f"Fout: Er is geen werkmap: convenant.toml staat niet in {tmp_path} of een map daarboven.\n"
        "Ga naar de map van de convenantperiode, of wijs hem aan met --werkmap PAD. "
        "Is er nog geen, maak hem dan met: overeenkomstgen begin MAP\n"
    )


@pytest.mark.ongemeten
def test_another_werkmap(werkmap: Path, tmp_path: Path) -> None:
    ran = call_program("--werkmap", str(werkmap), "controleer", cwd=tmp_path)
    assert ran.out.startswith("In orde: 41 gemeenten, 14 sjablonen, convenant 2023 t/m 2027.\n")


@pytest.mark.ongemeten
def test_no_room_for_the_output(werkmap: Path) -> None:
    (werkmap / "uitvoer").write_text("")
    ran = run_program("genereer", "Deventer", cwd=werkmap)
    assert ran.code == ExitCode.UNEXPECTED
    assert ran.err == (
        f"Fout: De map {werkmap}/uitvoer is niet te gebruiken: er staat al iets met die naam.\n"
        "Kijk of er schijfruimte is en of de map beschreven mag worden, of kies een andere map "
        "met --uitvoer PAD.\n"
    )


@pytest.mark.ongemeten
def test_no_place_for_temporary_files(werkmap: Path) -> None:
    ran = run_program("genereer", "Deventer", cwd=werkmap, environment={"TMPDIR": "/proc/1/x"})
    assert (ran.code, ran.err) == (ExitCode.OK, "")  # another place is found


def test_a_document_that_is_open_elsewhere(werkmap: Path) -> None:
    """A folder in its place stands for a file that cannot be replaced."""
    place = werkmap / "uitvoer/overeenkomsten/samenwerkingsovereenkomst-deventer.pdf"
    (place / "bezet").mkdir(parents=True)
    ran = call_program("genereer", "Almelo", "Deventer", cwd=werkmap)
    assert ran.code == ExitCode.DOCUMENTS_FAILED
    assert ran.err == (
        "\nNiet gemaakt: Deventer\n"
        f"    {place} is niet te schrijven: er staat een map met die naam.\n"
        "    Sluit het bestand als het open staat, en kijk of er schijfruimte is en of de map "
        "beschreven mag worden. Wat er stond is ongewijzigd.\n"
        "Wat er hiervan al stond is ongewijzigd.\n"
    )
    assert not place.with_suffix(".docx").exists()
    word = call_program("genereer", "Deventer", "--alleen-word", cwd=werkmap)
    assert word.code == ExitCode.OK


@pytest.mark.ongemeten
def test_progress_shows_on_a_terminal_only(werkmap: Path) -> None:
    code, shown = run_on_terminal("genereer", "Deventer", "--alleen-word", cwd=werkmap)
    assert code == ExitCode.OK
    assert "Documenten maken" in shown
    assert "100%" in shown


def test_the_unexpected_is_told_in_dutch(werkmap: Path) -> None:
    """A fault of the program itself: what happened, and what to send to its makers."""
    ran = subprocess.run(
        [
            *(sys.executable, "-c"),
            (
                "import overeenkomstgen.uitgifte.controleer as p\n"
                "def broken(*_, **__):\n    raise ZeroDivisionError('kapot')\n"
                "p.controleer = broken\n"
                "from overeenkomstgen.cli import main\nmain(['controleer'])"
            ),
        ],
        cwd=werkmap,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == ExitCode.UNEXPECTED
    assert ran.stderr.startswith(
        "Fout: Er ging iets mis dat niet had mogen gebeuren (ZeroDivisionError: kapot).\n"
        "Wat al klaar was is bewaard. Stuur de regels hieronder naar wie het programma "
        "onderhoudt.\n\n"
        "Traceback (most recent call last):\n"
    )
