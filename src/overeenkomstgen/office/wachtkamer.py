"""LibreOffices that were started early, and wait until there is work for them."""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from overeenkomstgen.office.kantoor import Kantoor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from overeenkomstgen.office.libreoffice import LibreOffice


@dataclass(eq=False, slots=True)
class Wachtkamer:
    """The LibreOffices that wait; each is taken once."""

    _kantoren: deque[Kantoor] = field(default_factory=deque)
    _started: int = 0

    def fill(self, office: LibreOffice, number: int) -> None:
        """Start LibreOffices until there were so many; where none can wait for work, do nothing.

        Raises:
            ToolError: LibreOffice cannot be started.
        """
        while office.kernel is not None and self._started < number:
            self._kantoren.append(Kantoor.start(office))
            self._started += 1

    def take(self) -> Kantoor | None:
        """Return one that was started; None when there is none left."""
        try:
            return self._kantoren.popleft()
        except IndexError:
            return None


@contextmanager
def open_wachtkamer() -> Iterator[Wachtkamer]:
    """Give an empty one; end all that are still in it."""
    wachtkamer = Wachtkamer()
    try:
        yield wachtkamer
    finally:
        while (kantoor := wachtkamer.take()) is not None:
            kantoor.close()
