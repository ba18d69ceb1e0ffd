"""The lock that gives one run the sole use of a file or a folder."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from overeenkomstgen.errors import BusyError
from overeenkomstgen.progress import heed, is_stopped
from overeenkomstgen.schijf.schijf import unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAIT = 30.0
"""How many seconds one run waits for another that is writing the same thing."""

_ADVICE = "Wacht tot die klaar is en probeer het dan opnieuw."


@contextmanager
def locked(slot: Path, *, wait: float = 0) -> Iterator[None]:
    """Hold a lock file; the operating system lets go of it when the process ends.

    Args:
        slot: The file.
        wait: Seconds to wait for another run that holds it.

    Raises:
        BusyError: Another run holds it.
    """
    try:
        with FileLock(slot).acquire(wait, cancel_check=is_stopped):
            yield
    except Timeout as error:
        heed()
        raise BusyError(f"Er is al een run bezig in {slot.parent}.", _ADVICE) from error


@contextmanager
def sole_use(place: Path) -> Iterator[None]:
    """Wait for and hold the sole right to write a file or a folder; the lock stands beside it.

    Raises:
        BusyError: Another run held it for too long.
        UitvoerError: The lock file cannot be made.
    """
    lock = FileLock(place.with_name(f".{place.name}.slot"), timeout=WAIT, poll_interval=0.02)
    try:
        lock.acquire(cancel_check=is_stopped)
    except Timeout as error:
        heed()
        message = f"{place} is al te lang in gebruik bij een andere run. Er is niets gewijzigd."
        raise BusyError(message, _ADVICE) from error
    except OSError as error:
        raise unwritable(place, error) from error
    try:
        yield
    finally:
        lock.release()
