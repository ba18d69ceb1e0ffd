"""LibreOffices that a test starts: where they work, and that none is left."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import docx

if TYPE_CHECKING:
    import pytest

WAIT = 300
"""Seconds after which something that does not happen is a fault, on the busiest machine."""


@contextmanager
def left_empty(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let temporary files be in a new folder; nothing may be left in it or at work in it."""
    folder.mkdir()
    patch.setenv("TMPDIR", str(folder))
    patch.setattr(tempfile, "tempdir", None)
    yield folder
    assert not list(folder.iterdir())
    none_left(folder)


def none_left(folder: Path) -> None:
    """Wait until no program works in a folder any more."""
    deadline = time.monotonic() + WAIT
    while processes_in(folder) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not processes_in(folder)


def processes_in(folder: Path, name: str = "") -> list[int]:
    """Return the programs, other than this one, that keep their temporary files in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if process.name != str(os.getpid()) and name in (process / "comm").read_text():
                environment = (process / "environ").read_bytes()
                found += [int(process.name)] * (f"{folder}/over".encode() in environment)
        except OSError:  # it has gone, or is not ours
            continue
    return found


def started(folder: Path, number: int) -> list[int]:
    """Wait until so many LibreOffices have been started in a folder, and return them."""
    deadline = time.monotonic() + WAIT
    while len(found := processes_in(folder, "soffice.bin")) < number:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return found


def word_files(folder: Path, count: int) -> list[Path]:
    """Make small Word files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"brief {number}.docx" for number in range(count)]
    for file in files:
        document = docx.Document()
        document.add_heading("Artikel 1", 1)
        document.add_paragraph(f"Dit is {file.stem}.")
        document.save(str(file))
    return files
