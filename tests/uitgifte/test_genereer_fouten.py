"""When LibreOffice fails: with real programs, from the command line."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hulp.uitvoeren import ONE_FAULT, Ran, call_program, interrupt, interrupting
from hulp.werkmappen import copy_werkmap, edit, files, keep_gemeenten
from overeenkomstgen import progress
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.errors import AfgebrokenError
from overeenkomstgen.office.installatie import SETTING, find_libreoffice
from overeenkomstgen.schijf.schijf import UitvoerError
from overeenkomstgen.uitgifte.genereer import genereer
from overeenkomstgen.uitgifte.maken import Keuzes
from overeenkomstgen.werkmap.geheugen import NAME
from overeenkomstgen.werkmap.werkmap import find_werkmap

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]

DEVENTER = "samenwerkingsovereenkomst-deventer"


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Return the folder for temporary files; every test must leave it empty."""
    folder = tmp_path / "tijdelijk"
    folder.mkdir()
    return folder


def stand_in(folder: Path, script: str) -> str:
    """Write a program that does what LibreOffice sometimes does; return its path."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/bash\n{script}\n")
    program.chmod(0o755)
    return str(program)


def generate(
    werkmap: Path,
    scratch: Path,
    soffice: str,
    *arguments: str,
    gemeenten: tuple[str, ...] = ("Almelo", "Deventer"),
) -> Ran:
    """Make agreements with a LibreOffice, and see that nothing is left behind."""
    environment = {SETTING: soffice, "TMPDIR": str(scratch)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(scratch))
        ran = call_program("genereer", *gemeenten, *arguments, cwd=werkmap, environment=environment)
    assert not list(scratch.iterdir())
    assert not list((werkmap / "uitvoer").glob(".bezig-*"))
    assert not running(str(scratch))
    return ran


def running(text: str) -> list[str]:
    """Return the running programs that have a text in their command or environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue
        if text.encode() in words and process.name != str(os.getpid()):
            found.append(process.name)
    return found


@pytest.fixture(scope="module")
def deventer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make Deventer, once, and return its output folder."""
    werkmap = copy_werkmap(tmp_path_factory.mktemp("deventer") / "werkmap")
    assert call_program("genereer", "Deventer", cwd=werkmap).code == ExitCode.OK
    return werkmap / "uitvoer"


def published(werkmap: Path) -> dict[str, bytes]:
    """Return what stands in the output folder, without what a run remembers for the next."""
    return {name: data for name, data in files(werkmap / "uitvoer").items() if name != NAME}


@pytest.fixture
def made_before(werkmap: Path, deventer: Path) -> dict[str, bytes]:
    """Let Deventer have been made, and return what stands in the output folder then."""
    shutil.copytree(deventer, werkmap / "uitvoer")
    before = published(werkmap)
    edit(werkmap, "101446", "101447")
    return before


def test_missing(werkmap: Path, scratch: Path, made_before: dict[str, bytes]) -> None:
    ran = generate(werkmap, scratch, "/nergens/soffice")
    assert ran.code == ExitCode.TOOL
    assert ran.err == (
        "Fout: De instelling OVEREENKOMSTGEN_SOFFICE wijst naar /nergens/soffice, maar dat is geen "
        "programma.\n"
        "Verbeter die instelling, of haal haar weg om LibreOffice te laten zoeken.\n"
    )
    assert published(werkmap) == made_before


NO_PDF = {
    "trap '' TERM; sleep 300 & sleep 300": "LibreOffice was er na 0,5 seconden nog niet mee klaar.",
    "exit 0": "LibreOffice maakt er geen PDF van; kijk of Word het kan openen.",
}
"""What is said of a LibreOffice that hangs, and of one that writes nothing."""


@pytest.mark.parametrize("script", NO_PDF)
def test_no_pdf(
    werkmap: Path, scratch: Path, tmp_path: Path, made_before: dict[str, bytes], script: str
) -> None:
    reason = NO_PDF[script]
    limit = ("--tijdslimiet", "0.5") if "sleep" in script else ()
    ran = generate(werkmap, scratch, stand_in(tmp_path, script), *limit)
    assert ran.code == ExitCode.DOCUMENTS_FAILED
    assert ran.err == (
        f"\nNiet gemaakt: Almelo\n    {reason}\n"
        f"\nNiet gemaakt: Deventer\n    {reason}\n"
        "Wat er hiervan al stond is ongewijzigd.\n"
    )
    assert published(werkmap) == made_before


def test_killed_halfway(werkmap: Path, scratch: Path, tmp_path: Path) -> None:
    """The first start is killed before it is done; a second delivers the documents."""
    real = find_libreoffice().executable
    mark = tmp_path / "al-gedood"
    soffice = stand_in(
        tmp_path,
        f"""if mkdir "{mark}" 2>/dev/null; then
              {real} "$@" & sleep 0.2; kill -9 $!; pkill -9 -g $$ soffice.bin; exit 0
            fi
            exec {real} "$@" """,
    )
    ran = generate(werkmap, scratch, soffice)
    assert mark.exists()
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert len(published(werkmap)) == 5


def test_a_pdf_that_does_not_pass_its_proof(
    werkmap: Path, scratch: Path, tmp_path: Path, made_before: dict[str, bytes]
) -> None:
    """LibreOffice makes a PDF of another text: the proofreader stops it."""
    real = find_libreoffice().executable
    other = werkmap / "uitvoer/overeenkomsten" / f"{DEVENTER}.docx"
    soffice = stand_in(
        tmp_path,
        f"""words=("$@"); for i in "${{!words[@]}}"; do
              case ${{words[i]}} in *.docx) cp "{other}" "${{words[i]}}";; esac
            done
            exec {real} "$@" """,
    )
    ran = generate(werkmap, scratch, soffice, gemeenten=("Deventer",))
    assert ran.code == ExitCode.DOCUMENTS_FAILED
    assert ran.err.replace("\N{NO-BREAK SPACE}", " ") == (
        "\nNiet gemaakt: Deventer\n"
        '    In Word staat "de bijdrage € 15.217,05 exclusief btw per", '
        'in de PDF staat "de bijdrage € 15.216,90 exclusief btw per".\n'
        '    De waarde "€ 15.217,05" staat niet in de PDF.\n'
        "Wat er hiervan al stond is ongewijzigd.\n"
    )
    assert published(werkmap) == made_before


def test_a_pdf_that_cannot_be_read_stops_only_its_own_document(
    werkmap: Path, scratch: Path, tmp_path: Path
) -> None:
    real = find_libreoffice().executable
    soffice = stand_in(
        tmp_path,
        f"""{real} "$@" || exit
            for word in "$@"; do [ "$previous" = --outdir ] && out=$word; previous=$word; done
            case " $* " in *"/0.docx "*) printf "%%PDF-1.7\\n%%%%EOF\\n" > "$out/0.pdf";; esac """,
    )
    ran = generate(werkmap, scratch, soffice)
    assert ran.code == ExitCode.DOCUMENTS_FAILED
    assert ran.err == (
        "\nNiet gemaakt: Almelo\n"
        "    LibreOffice heeft er geen leesbare PDF van gemaakt.\n"
        "    Probeer het opnieuw; helpt dat niet, kijk dan of het Word-bestand heel is.\n"
        "Wat er hiervan al stond is ongewijzigd.\n"
    )
    overeenkomsten = werkmap / "uitvoer/overeenkomsten"
    assert sorted(file.name for file in overeenkomsten.iterdir()) == [
        f"{DEVENTER}.docx",
        f"{DEVENTER}.pdf",
    ]


def test_an_account_that_cannot_be_written_takes_nothing_else_away(werkmap: Path) -> None:
    def refuse(*_: object) -> tuple[str, ...]:
        raise UitvoerError("verantwoording.csv is niet te schrijven: geen toegang.", "Sluit het.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("overeenkomstgen.uitgifte.maken.record", refuse)
        verslag = genereer(
            find_werkmap(werkmap, werkmap), Keuzes(namen=("Almelo", "Deventer"), alleen_word=True)
        )
    assert [made.concept.naam for made in verslag.gemaakt] == ["Almelo", "Deventer"]
    assert verslag.opmerkingen[-1] == (
        "De verantwoording is niet bijgewerkt. verantwoording.csv is niet te schrijven: geen "
        "toegang. Sluit het bestand als het open staat en maak de documenten opnieuw; tot dan kan "
        "een volgende run denken dat ze met de hand zijn gewijzigd."
    )


KILLED = """
import os, signal, sys
from overeenkomstgen import cli
from overeenkomstgen.uitgifte import maken

def last(*_):
    os.kill(os.getpid(), signal.SIGKILL)

maken.remember = last
sys.argv = ["overeenkomstgen", "genereer", "Deventer", "Almelo", "--alleen-word"]
cli.main()
"""


def test_a_killed_run_leaves_no_document_that_seems_changed_by_hand(werkmap: Path) -> None:
    keep_gemeenten(werkmap, "Almelo", "Deventer", "Zwolle")
    assert call_program("genereer", "--alleen-word", cwd=werkmap).code == ExitCode.OK
    edit(werkmap, "101446", "101447")
    edit(werkmap, "73155", "73156")
    killed = subprocess.run([sys.executable, "-c", KILLED], cwd=werkmap, check=False)
    assert killed.returncode == -signal.SIGKILL
    ran = call_program("genereer", "Deventer", "Almelo", "--alleen-word", cwd=werkmap)
    assert ran.code == ExitCode.OK
    assert "met de hand" not in ran.out + ran.err
    assert not (werkmap / "uitvoer/gewijzigd").exists()


def test_a_changed_document_that_cannot_be_kept_is_not_written_over(werkmap: Path) -> None:
    arguments = ("genereer", "Deventer", "Almelo", "--alleen-word")
    assert call_program(*arguments, cwd=werkmap).code == ExitCode.OK
    word = werkmap / f"uitvoer/overeenkomsten/{DEVENTER}.docx"
    word.write_bytes(b"met de hand gewijzigd")
    (werkmap / "uitvoer/gewijzigd").write_text("geen map")
    ran = call_program(*arguments, "--alles", cwd=werkmap)
    assert ran.code == ExitCode.DOCUMENTS_FAILED
    assert word.read_bytes() == b"met de hand gewijzigd"
    assert "\nNiet gemaakt: Deventer\n" in ran.err
    assert f"{werkmap}/uitvoer/gewijzigd is niet te schrijven" in ran.err
    assert "Almelo" not in ran.err
    assert "1 samenwerkingsovereenkomst gemaakt" in ran.out


def test_a_corrupt_template(werkmap: Path, scratch: Path, made_before: dict[str, bytes]) -> None:
    template = werkmap / "sjablonen/samenwerkingsovereenkomst.docx"
    template.write_bytes(template.read_bytes()[:3000])
    ran = generate(werkmap, scratch, str(find_libreoffice().executable))
    assert ran.code == ExitCode.INPUT
    assert ran.err == (
        f"{ONE_FAULT}sjablonen/samenwerkingsovereenkomst.docx: dit is geen Word-document (.docx), "
        "of het is beschadigd; open het in Word en bewaar het als Word-document (.docx), zonder "
        "wachtwoord\n"
    )
    assert published(werkmap) == made_before


@pytest.mark.parametrize(
    ("alles", "next_time"),
    [(False, "wordt alleen gemaakt wat er nog niet is"), (True, "begint het van voren af aan")],
)
def test_interrupted_between_two_documents(
    werkmap: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch, next_time: str, *, alles: bool
) -> None:
    """The work has ended when the interruption is told, whoever still holds on to it."""
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    before = set(threading.enumerate())
    with pytest.raises(AfgebrokenError) as held:
        genereer(find_werkmap(None, werkmap), Keuzes(alles=alles), interrupting)
    assert held.tb is not None  # all that was at work is still within reach
    assert str(held.value) == (
        "Afgebroken. Wat al klaar was is bewaard, de rest is niet gemaakt.\n"
        f"Klaar: 1 van de 42. De volgende keer {next_time}."
    )
    assert set(threading.enumerate()) <= before
    assert not list((werkmap / "uitvoer").glob(".bezig-*"))
    assert not list(scratch.iterdir())


def test_a_library_makes_another_error_of_an_interruption(
    werkmap: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it is told like any other: how far the work was."""
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    monkeypatch.setattr(progress, "INTERRUPTED", [signal.SIGINT])

    @contextmanager
    def failing(label: str, total: int) -> Iterator[Callable[[], None]]:
        def step() -> None:
            raise SystemError(label, total)

        yield step

    with pytest.raises(AfgebrokenError) as told:
        genereer(find_werkmap(None, werkmap), Keuzes(), failing)
    assert str(told.value).splitlines()[1:] == [
        "Klaar: 1 van de 42. De volgende keer wordt alleen gemaakt wat er nog niet is."
    ]
    monkeypatch.setattr(progress, "INTERRUPTED", [])
    with pytest.raises(SystemError):
        genereer(find_werkmap(None, werkmap), Keuzes(), failing)


@pytest.mark.ongemeten
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted(
    werkmap: Path, scratch: Path, made_before: dict[str, bytes], number: signal.Signals
) -> None:
    """Ctrl-C while LibreOffice works leaves whole documents, and nothing else."""
    almelo = werkmap / "uitvoer/overeenkomsten/samenwerkingsovereenkomst-almelo.pdf"
    environment = {"TMPDIR": str(scratch)}
    ran = interrupt("genereer", cwd=werkmap, environment=environment, number=number, once=almelo)
    assert (ran.code, ran.out) == (ExitCode.INTERRUPTED, "")
    found = re.fullmatch(
        r"\nAfgebroken\. Wat al klaar was is bewaard, de rest is niet gemaakt\.\n"
        r"Klaar: (\d+) van de 42\. De volgende keer wordt alleen gemaakt wat er nog niet is\.\n",
        ran.err,
    )
    assert found, ran.err
    assert not list(scratch.iterdir())
    assert not list((werkmap / "uitvoer").glob(".bezig-*"))
    assert not running(str(scratch))
    present = published(werkmap)
    assert present.keys() >= made_before.keys()
    rows = (werkmap / "uitvoer/verantwoording.csv").read_bytes().count(b"\n") - 1
    # Deventer, made before, may not have had its turn, and one may just have been finished.
    assert rows - int(found[1]) in {0, 1, 2}
    words = {name.removesuffix(".docx") for name in present if name.endswith(".docx")}
    assert words == {name.removesuffix(".pdf") for name in present if name.endswith(".pdf")}
    assert all(
        re.fullmatch(rb"%PDF-.*%%EOF\n", present[f"{name}.pdf"], re.DOTALL) for name in words
    )
