"""The screen: one that lacks signs, one that nobody reads any more, one that is full or gone."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hulp.werkmappen import ROOT
from overeenkomstgen.cli.afloop import ExitCode

if TYPE_CHECKING:
    from hulp.storing import Plek

pytest_plugins = ("hulp.opstelling",)
pytestmark = pytest.mark.processen

PROGRAM = (sys.executable, "-m", "overeenkomstgen")


def shown(encoding: str, *arguments: str, cwd: Path = ROOT) -> str:
    """Return what a screen of an encoding shows of a run that succeeds."""
    done = subprocess.run(
        [*PROGRAM, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr.decode(encoding)) == (ExitCode.OK, "")
    return done.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["cp850", "cp437", "latin-1"])
def test_a_console_that_knows_no_euro(encoding: str) -> None:
    """What it lacks is spelt; what it has stays as it is."""
    whole = shown("utf-8", "status")
    assert "€\N{NO-BREAK SPACE}15.216,90" in whole
    assert shown(encoding, "status") == whole.replace("€", "EUR")


@pytest.mark.ongemeten
def test_signs_of_all_kinds(werkmap: Path) -> None:
    """Dashes, quotes and accents are made plain; of the rest it is shown that there is a sign."""
    table = werkmap / "gemeenten.csv"
    table.write_text(
        table.read_text("utf-8").replace("Almelo", "Ålmělő\u2013\u2019t \u2192"), "utf-8"
    )
    assert "\nÅlmelo-'t ?  " in shown("cp850", "status", cwd=werkmap)


@pytest.mark.parametrize(
    "arguments", [("status",), ("status", "--json"), ("--help",), ("status", "--help")]
)
def test_nobody_reads_it(arguments: tuple[str, ...]) -> None:
    """As with ``| head -1``: it ends as other programs do, without a word."""
    reads, writes = os.pipe()
    os.close(reads)
    with subprocess.Popen(
        [*PROGRAM, *arguments], cwd=ROOT, stdout=writes, stderr=subprocess.PIPE
    ) as program:
        os.close(writes)
        _, err = program.communicate()
    assert (program.returncode, err) == (ExitCode.UNREAD, b"")


@pytest.mark.ongemeten
def test_nobody_reads_the_error() -> None:
    """The exit code is that of the error."""
    reads, writes = os.pipe()
    os.close(reads)
    with subprocess.Popen(
        [*PROGRAM, "status", "--csv", "--json"], cwd=ROOT, stdout=subprocess.PIPE, stderr=writes
    ) as program:
        os.close(writes)
        out, _ = program.communicate()
    assert (program.returncode, out) == (ExitCode.USAGE, b"")


def test_the_file_that_the_answer_goes_to_is_full() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [*PROGRAM, "status"], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == ExitCode.UNEXPECTED
    assert done.stderr.decode() == (
        "Fout: het scherm, of het bestand waar het antwoord in komt, is niet te gebruiken: de "
        "schijf is vol.\nWat al klaar was is bewaard. Verhelp dit en probeer het opnieuw.\n"
    )


@pytest.mark.traag
@pytest.mark.ongemeten
@pytest.mark.parametrize("times", [1, 2])
def test_the_window_is_closed(plek: Plek, werkmap: Path, times: int) -> None:
    """The terminal is gone, and says so once or twice: the run stops, and leaves nothing."""
    parent, child = pty.openpty()
    environment = plek.environment(real=True)
    temporary = Path(environment["TMPDIR"])
    with subprocess.Popen(
        [*PROGRAM, "genereer", "Deventer"],
        cwd=werkmap,
        env={**os.environ, **environment},
        stdin=child,
        stdout=child,
        stderr=child,
        start_new_session=True,
    ) as program:
        os.close(child)
        while not list(temporary.glob("*/.profile/user/*")):  # LibreOffice is being started
            assert program.poll() is None
            time.sleep(0.01)
        os.close(parent)
        for _ in range(times):
            program.send_signal(signal.SIGHUP)
        assert program.wait(300) == ExitCode.INTERRUPTED
    assert list(temporary.iterdir()) == []
    assert list(werkmap.rglob(".bezig-*")) == []


def test_with_nohup_it_goes_on() -> None:
    python = sys.executable.encode()
    with subprocess.Popen(
        ["nohup", *PROGRAM, "status"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        while program.poll() is None:
            if Path(f"/proc/{program.pid}/cmdline").read_bytes().startswith(python):
                program.send_signal(signal.SIGHUP)
            time.sleep(0.01)
    assert program.returncode == ExitCode.OK
