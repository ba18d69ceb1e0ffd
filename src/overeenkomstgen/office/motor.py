"""What every motor does: batches of filled Word files in, archive PDFs out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stuk:
    """A filled Word file, and what its PDF is held against.

    Attributes:
        word: The Word file; no two in a run have the same name.
        values: Every value that was merged into it, as it stands there.
        paginas: The least and the greatest number of pages that are allowed.
    """

    word: Path
    values: tuple[str, ...]
    paginas: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What became of a filled Word file.

    Attributes:
        pdf: The archive PDF; None when there is none.
        paginas: The number of its pages.
        redenen: Why it is not fit to be published, in Dutch sentences; empty when it is.
    """

    stuk: Stuk
    pdf: Path | None
    paginas: int = 0
    redenen: tuple[str, ...] = ()


class Motor(Protocol):
    """Makes archive PDFs, in no particular order."""

    def warm_up(self, number: int) -> None:
        """Begin to get ready for work on this many documents, while they are being made."""

    def make(self, stukken: Iterable[Stuk], out: Path) -> Generator[Uitslag]:
        """Make a PDF of each Word file; the first is given when the last Word file has come.

        Closing the generator stops the work; until then files may appear in the folder.

        Args:
            stukken: The Word files; the work begins while they still come.
            out: The folder for the PDFs; made when it is not there.

        Raises:
            ToolError: The motor does not work, or fails on everything.
        """
