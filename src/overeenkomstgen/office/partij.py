"""A batch of filled Word files as another machine gets it, and what it gives back."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from overeenkomstgen.office.hier import open_hier
from overeenkomstgen.office.libreoffice import find_libreoffice
from overeenkomstgen.office.maakwijze import Maakwijze, find_maakwijze
from overeenkomstgen.office.motor import Stuk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Verzonden:
    """A filled Word file that is sent.

    Attributes:
        name: Its name, no two alike in a run.
        word: The Word file.
        values: Every value that was merged into it, as it stands there.
        paginas: The least and the greatest number of pages that are allowed.
    """

    name: str
    word: bytes
    values: tuple[str, ...]
    paginas: tuple[int, int]

    @classmethod
    def of(cls, stuk: Stuk) -> Verzonden:
        """Return a Word file of this machine as it is sent."""
        return cls(stuk.word.name, stuk.word.read_bytes(), stuk.values, stuk.paginas)


@dataclass(frozen=True, slots=True)
class Teruggekomen:
    """What came back of a Word file.

    Attributes:
        name: The name under which it was sent.
        pdf: The archive PDF; None when there is none.
        paginas: The number of its pages.
        redenen: Why it is not fit to be published, in Dutch sentences; empty when it is.
    """

    name: str
    pdf: bytes | None
    paginas: int
    redenen: tuple[str, ...]


def work(partij: Sequence[Verzonden], idle_limit: float) -> list[Teruggekomen]:
    """Make archive PDFs of a batch, on the machine where this runs; nothing of it stays there.

    Args:
        partij: The Word files.
        idle_limit: Seconds that LibreOffice may spend on one document.

    Raises:
        ToolError: LibreOffice is missing there, or does not work.
    """
    with (
        tempfile.TemporaryDirectory(prefix="overeenkomstgen-") as folder,
        open_hier(find_libreoffice(), idle_limit, workers=1) as motor,
    ):
        motor.warm_up(1)
        stukken = _unpack(partij, Path(folder))
        return [
            Teruggekomen(
                uitslag.stuk.word.name,
                uitslag.pdf.read_bytes() if uitslag.pdf else None,
                uitslag.paginas,
                uitslag.redenen,
            )
            for uitslag in motor.make(stukken, Path(folder, "pdf"))
        ]


def how() -> Maakwijze:
    """Return how documents are made on the machine where this runs.

    Raises:
        ToolError: LibreOffice is missing there.
    """
    return find_maakwijze(find_libreoffice())


def _unpack(partij: Iterable[Verzonden], folder: Path) -> Iterable[Stuk]:
    for verzonden in partij:
        word = folder / verzonden.name
        word.write_bytes(verzonden.word)
        yield Stuk(word, verzonden.values, verzonden.paginas)
