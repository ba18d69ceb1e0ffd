"""A helper process that stays: it makes all PDFs each time that it is given a folder."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

READY = "klaar\n"


class Dienst:
    """The process; it starts with its first work, so that this is cold."""

    def __init__(self, command: list[str], environment: Mapping[str, str]) -> None:
        self._command, self._environment = command, environment
        self._process: subprocess.Popen[str] | None = None

    def work(self, folder: Path) -> None:
        """Have all PDFs made in a folder."""
        if self._process is None:
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        process = self._process
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("a process with pipes has pipes")
        process.stdin.write(f"{folder}\n")
        process.stdin.flush()
        if process.stdout.readline() != READY:
            raise SystemExit(f"Mislukt: {Path(self._command[1]).name}")

    def close(self) -> None:
        """Let it end."""
        if self._process is not None:
            self._process.communicate()


@contextmanager
def running(command: list[str], environment: Mapping[str, str]) -> Iterator[Dienst]:
    """Keep a service for as long as is wanted."""
    dienst = Dienst(command, environment)
    try:
        yield dienst
    finally:
        dienst.close()
