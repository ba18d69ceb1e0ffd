"""The program as users run it, and what it made."""

from __future__ import annotations

import csv
import io
import os
import pty
import subprocess
import sys
import time
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.cli.hoofd import run

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

ONE_FAULT = "Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd.\n  "
"""What stands before the only fault that was found."""


@dataclass(frozen=True)
class Ran:
    """What the program did: its exit code and what it printed."""

    code: ExitCode
    out: str
    err: str


def run_program(*arguments: str, cwd: Path, environment: dict[str, str] | None = None) -> Ran:
    """Run the program as a process of its own, in a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "overeenkomstgen", *arguments],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
    return Ran(ExitCode(done.returncode), done.stdout, done.stderr)


def call_program(*arguments: str, cwd: Path, environment: Mapping[str, str] | None = None) -> Ran:
    """Run the program in this process, in a folder, from its arguments to its exit code.

    Nothing is different but that Python is not started and ended for it, nor a template read and
    examined that was before, with the same table: what takes longer than most of what is asked.
    Who tests that, or kills it, takes :func:`run_program`.
    """
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    shown = redirect_stdout(out), redirect_stderr(err)
    with pytest.MonkeyPatch.context() as patch, shown[0], shown[1]:
        patch.chdir(cwd)
        for name, value in (environment or {}).items():
            patch.setenv(name, value)
        code = run(arguments)
    for stream in (out, err):
        stream.seek(0)
    return Ran(ExitCode(code), *(stream.read().replace("\r\n", "\n") for stream in (out, err)))


def run_on_terminal(
    *arguments: str, cwd: Path, typed: str = "", environment: dict[str, str] | None = None
) -> tuple[ExitCode, str]:
    """Run the program on a terminal and type; return its exit code and all that it showed."""
    parent, child = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "overeenkomstgen", *arguments],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdin=child,
        stdout=child,
        stderr=child,
    ) as program:
        os.close(child)
        os.write(parent, typed.encode())
        shown = b""
        with suppress(OSError):  # the terminal is closed
            while part := os.read(parent, 4096):
                shown += part
    os.close(parent)
    return ExitCode(program.returncode), shown.decode().replace("\r\n", "\n")


def interrupt(
    *arguments: str, cwd: Path, environment: dict[str, str], number: signal.Signals, once: Path
) -> Ran:
    """Run the program, and send it a signal as soon as a file is there."""
    with subprocess.Popen(
        [sys.executable, "-m", "overeenkomstgen", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as program:
        deadline = time.monotonic() + 300
        while not once.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        program.send_signal(number)
        try:
            out, err = program.communicate(timeout=300)
        finally:
            program.kill()  # a program that does not end must not hold up the tests as well
    return Ran(ExitCode(program.returncode), out, err)


@contextmanager
def interrupting(label: str, total: int) -> Iterator[Callable[[], None]]:  # noqa: ARG001
    """Follow the work until the first document, then press Ctrl-C."""

    def step() -> None:
        raise KeyboardInterrupt

    yield step


@dataclass(frozen=True)
class Made:
    """A werkmap in which all agreements were made, and what the program said."""

    werkmap: Path
    ran: Ran

    @property
    def folder(self) -> Path:
        return self.werkmap / "uitvoer" / "overeenkomsten"

    def words(self) -> list[Path]:
        return sorted(self.folder.glob("*.docx"))

    def pdfs(self) -> list[Path]:
        return sorted(self.folder.glob("*.pdf"))

    def account(self) -> list[dict[str, str]]:
        with (self.werkmap / "uitvoer" / "verantwoording.csv").open(encoding="utf-8-sig") as file:
            return list(csv.DictReader(file, delimiter=";"))
