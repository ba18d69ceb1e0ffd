"""The lock that gives one run the sole use of a werkmap, or of a folder that documents go to."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from overeenkomstgen.errors import BusyError
from overeenkomstgen.progress import heed, is_stopped

WAIT = 30.0
"""How many seconds a run that records something waits for another."""
LONG_WAIT = 600.0
"""The same, of one that comes after whatever documents are being made."""


@contextmanager
def locked(slot: Path, *, wait: float = 0) -> Iterator[None]:
    """Hold a lock file, that the system lets go of when we end; BusyError if another run has it."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - slow to load

    try:
        with FileLock(slot).acquire(wait, cancel_check=is_stopped):
            yield
    except Timeout as error:
        heed()
        advice = "Wacht tot die klaar is en probeer het dan opnieuw."
        raise BusyError(f"Er is al een run bezig in {slot.parent}.", advice) from error
