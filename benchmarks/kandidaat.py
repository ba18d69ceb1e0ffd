"""What each program that is compared has to have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

Ronde: TypeAlias = "Callable[[Path], object]"
"""Makes all PDFs in a folder that is empty: the first time cold, after that warm."""


class Kandidaat(Protocol):
    """A way to make the 41 agreements."""

    @property
    def naam(self) -> str:
        """What the table calls it."""
        ...

    @property
    def geeft(self) -> str:
        """What it gives and what it does not, in Dutch."""
        ...

    @property
    def koud(self) -> str:
        """What a cold run starts with, in Dutch."""
        ...

    @property
    def warm(self) -> str:
        """What is there already in a warm run, in Dutch."""
        ...

    @property
    def blijft(self) -> bool:
        """Whether something stays at work between two runs; if not, warm is the same as cold."""
        ...

    def sessie(self, folder: Path) -> AbstractContextManager[Ronde]:
        """Lay out what is not timed in an empty folder; afterwards end what still runs."""
        ...
