"""New folders, as many as are asked for."""

from __future__ import annotations

import itertools
from pathlib import Path


class Mappen:
    """A folder in which each run gets a new one."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers = folder, itertools.count(1)

    def new(self) -> Path:
        """Return a new and empty folder."""
        folder = self._folder / str(next(self._numbers))
        folder.mkdir(parents=True)
        return folder
