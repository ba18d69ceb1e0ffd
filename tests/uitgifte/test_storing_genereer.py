"""Making documents while the program is killed: nothing half is left, and the next run ends it."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hulp.storing import (
    ROUNDS,
    ZAAD,
    Plek,
    alive,
    open_plek,
    prepare,
    small_werkmap,
    wait_until_gone,
)
from hulp.werkmappen import edit
from overeenkomstgen.cli.afloop import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hulp.kiemcel import Run

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]

INTERRUPTED = re.compile(
    r"\nAfgebroken\. Wat al klaar was is bewaard, de rest is niet gemaakt\.\n"
    r"(Klaar: \d van de \d\. Dezelfde opdracht maakt alleen wat er nog niet is\.\n)?"
)


@pytest.fixture(scope="module")
def plek() -> Iterator[Plek]:
    with open_plek() as place:
        yield place


def change_all(werkmap: Path) -> None:
    """Change the table so that each agreement becomes another."""
    for old, new in (("73155", "73156"), ("101446", "101447"), ("130668", "130669")):
        edit(werkmap, old, new)


@pytest.fixture(scope="module")
def empty(plek: Plek) -> Path:
    return small_werkmap(plek.new_folder() / "leeg")


@pytest.fixture(scope="module")
def made(plek: Plek) -> Path:
    """Return a werkmap with documents, of a table that has since been changed."""
    werkmap = small_werkmap(plek.new_folder() / "gemaakt")
    plek.run(werkmap, "genereer")
    change_all(werkmap)
    return werkmap


def test_at_least_five_hundred_processes_are_killed() -> None:
    assert sum(ROUNDS.values()) >= 500


def test_genereer_in_word_for_the_first_time(plek: Plek, empty: Path) -> None:
    proef = prepare(plek, empty, "genereer", "--alleen-word")
    for werkmap, _ in proef.kill("genereer in Word, voor het eerst", chain=5):
        proef.finish(werkmap)


def test_genereer_in_word_over_what_was_made(plek: Plek, made: Path) -> None:
    proef = prepare(plek, made, "genereer", "--alleen-word")
    for werkmap, _ in proef.kill("genereer in Word, opnieuw", chain=5):
        proef.finish(werkmap)


def test_genereer_with_pdf(plek: Plek, made: Path) -> None:
    proef = prepare(plek, made, "genereer")
    for werkmap, _ in proef.kill("genereer met PDF", chain=3):
        proef.finish(werkmap)


def test_bijlage3(plek: Plek, made: Path) -> None:
    proef = prepare(plek, made, "bijlage3", environment={"SOURCE_DATE_EPOCH": "1677672000"})
    for werkmap, _ in proef.kill("bijlage3", chain=2):
        proef.finish(werkmap)


def test_genereer_with_libreoffice_itself(plek: Plek, made: Path) -> None:
    """What a killed run left of LibreOffice ends by itself, and does not disturb the next."""
    proef = prepare(plek, made, "genereer", real=True)
    for werkmap, _ in proef.kill("genereer met PDF van LibreOffice zelf", chain=3):
        proef.finish(werkmap)
    wait_until_gone(plek.folder)


def test_libreoffice_is_killed_while_the_program_goes_on(plek: Plek, made: Path) -> None:
    """It is tried again; when that fails too, the program says so, and the next run ends it."""
    wanted, victim = ROUNDS["LibreOffice zelf"], "soffice.bin"
    moments = random.Random(f"{ZAAD} {victim}")  # noqa: S311 - the same moments each time
    proef = prepare(plek, made, "genereer", real=True)
    killed, werkmap = 0, proef.copy()
    for attempt in range(1, 4 * wanted):
        delay = moments.uniform(0, proef.length)
        print(f"{victim}: zaad {ZAAD}, poging {attempt}, {delay:.4f} s")  # noqa: T201 - shown on failure
        environment = proef.own()
        run = plek.cel.start("genereer", cwd=werkmap, environment=environment)
        time.sleep(delay)
        victims = wait_for(Path(environment["TMPDIR"]), victim, run)
        for pid in victims:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                killed += 1
        ended = run.wait()
        if ended.code == ExitCode.OK:
            assert ended.err == ""
            proef.check_finished(werkmap)
        else:
            assert ended.code == ExitCode.DOCUMENTS_FAILED
            assert "LibreOffice maakt er geen PDF van; kijk of Word het kan openen." in ended.err
            proef.check_whole(werkmap)
            proef.finish(werkmap)
        if killed >= wanted:
            break
        shutil.rmtree(werkmap.parent)
        werkmap = proef.copy()
    assert killed >= wanted
    wait_until_gone(plek.folder)


def wait_for(folder: Path, name: str, run: Run) -> list[int]:
    """Wait until a LibreOffice is at work in a folder; return none when the run ends first."""
    while not run.has_ended():
        found = [pid for pid in alive(folder) if comm(pid) == name]
        if found:
            return found
        time.sleep(0.005)
    return []


def comm(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:  # it has gone
        return ""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("real", [False, True])
def test_interrupted(plek: Plek, made: Path, number: signal.Signals, *, real: bool) -> None:
    """The program ends with 130 and says what became of the work; nothing runs on."""
    moments = random.Random(f"{ZAAD} {number}")  # noqa: S311 - the same moments each time
    proef = prepare(plek, made, "genereer", real=real)
    for attempt in range(1, 4 if real else 7):
        delay = moments.uniform(0.005, proef.length)
        print(f"{number}: zaad {ZAAD}, poging {attempt}, {delay:.4f} s")  # noqa: T201 - shown on failure
        werkmap, environment = proef.copy(), proef.own()
        run = plek.cel.start("genereer", cwd=werkmap, environment=environment)
        time.sleep(delay)
        run.send(number)
        ended = run.wait()
        wait_until_gone(Path(environment["TMPDIR"]))
        proef.check_whole(werkmap)
        if ended.code == ExitCode.INTERRUPTED:
            assert ended.out == ""
            assert INTERRUPTED.fullmatch(ended.err), ended.err
        else:
            assert (ended.code, ended.err) == (ExitCode.OK, "")
        proef.finish(werkmap)
        shutil.rmtree(werkmap.parent)


def test_interrupted_twice(plek: Plek, made: Path) -> None:
    """Who presses Ctrl-C again while the program tidies up gets no half document either."""
    moments = random.Random(f"{ZAAD} twee keer")  # noqa: S311 - the same moments each time
    proef = prepare(plek, made, "genereer")
    for attempt in range(1, 7):
        delays = moments.uniform(0.005, proef.length), moments.uniform(0, 0.03)
        print(f"twee keer: zaad {ZAAD}, poging {attempt}, {delays} s")  # noqa: T201 - shown on failure
        werkmap, environment = proef.copy(), proef.own()
        run = plek.cel.start("genereer", cwd=werkmap, environment=environment)
        for delay in delays:
            time.sleep(delay)
            run.send(signal.SIGINT)
        ended = run.wait()
        assert ended.code in {ExitCode.OK, ExitCode.INTERRUPTED}, ended
        assert "Traceback" not in ended.err
        wait_until_gone(Path(environment["TMPDIR"]))
        proef.check_whole(werkmap)
        proef.finish(werkmap)
        shutil.rmtree(werkmap.parent)
