"""The disk: a file is on it whole and for good, or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from overeenkomstgen.errors import BusyError, os_reason
from overeenkomstgen.schijf.uitvoer import UitvoerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAIT = 30.0
"""How many seconds one run waits for another that is writing the same thing."""


@contextmanager
def sole_use(place: Path) -> Iterator[None]:
    """Wait for and hold the sole right to write a file or a folder.

    The lock file stands beside it. The operating system lets go of it when the process ends.

    Raises:
        BusyError: Another run held it for too long.
        UitvoerError: The lock file cannot be made.
    """
    lock = FileLock(place.with_name(f".{place.name}.slot"), timeout=WAIT, poll_interval=0.02)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError(
            f"{place} is al te lang in gebruik bij een andere run. Er is niets gewijzigd.",
            "Wacht tot die klaar is en probeer het dan opnieuw.",
        ) from error
    except OSError as error:
        raise _unwritable(place, error) from error
    try:
        yield
    finally:
        lock.release()


def fingerprint_of(place: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(place.read_bytes()).hexdigest()


def make_folder(folder: Path) -> None:
    """Make a folder where it does not exist yet.

    Raises:
        UitvoerError: It cannot be made.
    """
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    _sync(folder.parent)


def write_whole(place: Path, data: bytes) -> None:
    """Write a file in one go: whoever looks, and whatever fails, sees the old file or the new.

    The caller has the sole use of the place (:func:`sole_use`). When this returns, the
    file outlives a power cut, where the file system can promise that.

    Raises:
        UitvoerError: It cannot be written; what stood there still does.
    """
    draft = place.with_name(f".{place.name}.nieuw")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            shutil.copymode(place, draft)
        draft.replace(place)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise _unwritable(place, error) from error
    _sync(place.parent)


def move(place: Path, new: Path) -> None:
    """Give a file another name, for good.

    Raises:
        UitvoerError: It cannot be moved; it stands where it stood.
    """
    try:
        place.rename(new)
    except OSError as error:
        raise _unwritable(new, error) from error
    _sync(new.parent)


def _sync(folder: Path) -> None:
    """Put the names in a folder on the disk; not every system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _unwritable(place: Path, error: OSError) -> UitvoerError:
    return UitvoerError(
        f"{place} is niet te schrijven: {os_reason(error)}.",
        "Sluit het als het open staat, en kijk of er schijfruimte is en of de map beschreven mag "
        "worden. Wat er stond is ongewijzigd.",
    )
