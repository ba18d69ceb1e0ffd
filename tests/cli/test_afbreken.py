"""Ctrl-C at each point of the command line, and Ctrl-C again while it is being dealt with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hulp import onderbroken
from hulp.lengte import count
from hulp.storing import small_werkmap, wait_until_gone
from hulp.werkmappen import VOOR_FACTUREN, fill_in
from overeenkomstgen.cli.afloop import ExitCode

if TYPE_CHECKING:
    from hulp.storing import Plek

pytest_plugins = ("hulp.opstelling",)
pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]

TOLD = "\nAfgebroken. Wat al klaar was is bewaard, de rest is niet gemaakt.\n"


def runs(werkmap: Path, how: str, step: int) -> tuple[int, list[tuple[int, str, str]]]:
    """Return how many points there are, and how each run ended that was interrupted at one."""
    done = subprocess.run(
        [sys.executable, onderbroken.__file__, werkmap.parent, how, str(step)],
        cwd=werkmap,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    total, ended = json.loads(done.stdout)
    return total, [(code, out, err) for code, out, err in ended]


def test_once(werkmap: Path) -> None:
    """What has not begun to end is stopped; what has been done stays done."""
    total, ended = runs(werkmap, "once", count(11, 797))
    assert total > 1000
    whole = (ExitCode.OK, ended[0][1], "")
    assert "Getekend: 0 van 41." in whole[1]
    assert ended[:2] == [whole] * 2  # while Python ends
    assert ended[2] == (ExitCode.INTERRUPTED, "", TOLD)
    for code, out, err in ended[2:]:
        stopped = code == ExitCode.INTERRUPTED and err.replace("\n\n", "\n") == TOLD
        assert (stopped and whole[1].startswith(out)) or (code, out, err) == whole, err


def test_twice(werkmap: Path) -> None:
    """Whenever the second comes, the first is told, once, and decides the exit code."""
    total, ended = runs(werkmap, "twice", step := count(1, 7))
    assert total > 20
    assert len(ended) > total / step
    for code, out, err in ended:
        assert (code, out, err.replace("\n\n", "\n")) == (ExitCode.INTERRUPTED, "", TOLD)


def stopped(
    plek: Plek, werkmap: Path, many: int, folders: str, *words: str, real: bool = False
) -> list[tuple[int, str, list[str]]]:
    """Return how a command ended: undisturbed, and stopped at points in these folders."""
    environment = {**os.environ, **plek.environment(real=real), "SOURCE_DATE_EPOCH": "1735732800"}
    done = subprocess.run(
        [sys.executable, onderbroken.__file__, werkmap, str(many), folders, *words],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [(code, out, left) for code, out, left, _ in json.loads(done.stdout)]


def check_stopped(ended: list[tuple[int, str, list[str]]]) -> None:
    """See that each run did all, or stopped with a word, and that none left anything."""
    (code, whole, left), *others = ended
    assert (code, left) == (ExitCode.OK, [])
    for code, out, left in others:
        assert code in {ExitCode.OK, ExitCode.INTERRUPTED}, (code, out)
        assert (out == whole) if code == ExitCode.OK else ("\nAfgebroken. " in out), out
        assert left == []
    assert any(code == ExitCode.INTERRUPTED for code, *_ in others)


@pytest.fixture(scope="module")
def signed(plek: Plek) -> Path:
    """Return a werkmap in which two have signed."""
    werkmap = small_werkmap(plek.new_folder() / "getekend", "factuurbrief")
    fill_in(werkmap, *VOOR_FACTUREN)
    plek.run(werkmap, "genereer")
    plek.run(werkmap, "onderteken", "Almelo", "Zwolle", "--op", "10-01-2023")
    return werkmap


def test_making_invoices_is_stopped_anywhere(plek: Plek, signed: Path) -> None:
    """Ctrl-C, SIGTERM or SIGHUP, in what makes PDFs and the workbook as well."""
    folders = "/overeenkomstgen/,/pikepdf/,/pypdfium2/,/openpyxl/"
    check_stopped(stopped(plek, signed, count(600, 4), folders, "facturen", "2025", "--ja"))


def test_stopped_while_a_compiled_library_is_loaded(plek: Plek, signed: Path) -> None:
    """What loads pikepdf would end the whole program (SIGABRT); what loads lxml loses it."""
    many = count(200, 4)
    ended = stopped(plek, signed, many, onderbroken.LOADING, "facturen", "2025", "--ja")
    check_stopped(ended)
    assert [code for code, *_ in ended[1:]] == [ExitCode.INTERRUPTED] * many


def test_nothing_is_left_of_libreoffice_when_it_is_stopped(plek: Plek, signed: Path) -> None:
    """Not of its folder, and not of itself, while it is started, at work or ended."""
    folders = "/office/libreoffice,/office/hier,/schijf/process,/schijf/schijf,/subprocess,/tempf"
    ended = stopped(plek, signed, count(120, 4), folders, "genereer", "--alles", real=True)
    check_stopped(ended)
    wait_until_gone(plek.folder)


HEARD = """
import os, signal
from overeenkomstgen.cli.afbreken import interruptible, listen
from overeenkomstgen.progress import INTERRUPTED, interruption

def work():
    with interruption():
        try:
            os.kill(os.getpid(), signal.SIGINT)
            signal.pause()
        except KeyboardInterrupt:
            raise SystemError from None  # as a library may do

listen()
try:
    interruptible(work)
except KeyboardInterrupt:
    signal.setitimer(signal.ITIMER_REAL, 0)
    print("onderbroken", INTERRUPTED[0])
"""


def test_an_interruption_is_one_whatever_a_library_makes_of_it() -> None:
    ran = subprocess.run([sys.executable, "-c", HEARD], capture_output=True, text=True, check=True)
    assert (ran.stdout, ran.stderr) == ("onderbroken 2\n", "")
