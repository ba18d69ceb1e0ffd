"""A disk of its own for a test: small enough to be full, or only to be read."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hulp.gereedschap import lacking


@contextmanager
def small_disk(folder: Path, size: str = "64k") -> Iterator[Path]:
    """Put a small disk in a new folder; skip the test where that is not allowed, save in CI."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        lacking(f"a disk of its own needs root: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def fill(disk: Path) -> None:
    """Leave no room on a disk."""
    with (disk / "vulling").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return


def make_read_only(disk: Path) -> None:
    """Let a disk of :func:`small_disk` be read only from now on."""
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
