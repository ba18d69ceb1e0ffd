"""The motor on this machine: LibreOffices side by side, and the finishing meanwhile."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from overeenkomstgen.office.libreoffice import LibreOffice, cores, to_pdf
from overeenkomstgen.office.motor import Stuk, Uitslag
from overeenkomstgen.office.wachtkamer import Wachtkamer, open_wachtkamer

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Hier:
    """This machine.

    Attributes:
        office: The LibreOffice to use.
        idle_limit: Seconds that LibreOffice may spend on one document.
        workers: How many LibreOffices at once.
        wachtkamer: LibreOffices that were started early.
    """

    office: LibreOffice
    idle_limit: float
    workers: int
    wachtkamer: Wachtkamer

    def warm_up(self, number: int) -> None:
        """Start as many LibreOffices as there will be work for."""
        self.wachtkamer.fill(self.office, min(number, self.workers))

    def make(self, stukken: Iterable[Stuk], out: Path) -> Generator[Uitslag]:
        """Make a PDF of each Word file, finish it while LibreOffice goes on with the next.

        LibreOffice gets a lean copy, and never the file that is handed out.
        """
        from overeenkomstgen.word.slank import slim  # noqa: PLC0415 - slow to load

        copies: dict[Path, Stuk] = {}
        folder = out / "omzetten"
        folder.mkdir(parents=True, exist_ok=True)

        def come() -> Iterator[Path]:
            for stuk in stukken:
                copy = folder / stuk.word.name
                copy.write_bytes(slim(stuk.word.read_bytes()))
                copies[copy] = stuk
                yield copy

        omzettingen = to_pdf(
            come(),
            out,
            office=self.office,
            workers=self.workers,
            idle_limit=self.idle_limit,
            wachtkamer=self.wachtkamer,
        )
        with closing(omzettingen):
            for omzetting in omzettingen:
                stuk = copies.pop(omzetting.source)
                omzetting.source.unlink()
                if omzetting.pdf is None:
                    yield Uitslag(stuk, None, redenen=(omzetting.problem,))
                else:
                    yield _finished(stuk, omzetting.pdf)


@contextmanager
def open_hier(office: LibreOffice, idle_limit: float, workers: int | None = None) -> Iterator[Hier]:
    """Give the motor on this machine; afterwards nothing that it started is left.

    Args:
        office: The LibreOffice to use.
        idle_limit: Seconds that LibreOffice may spend on one document.
        workers: How many LibreOffices at once; by default one for each core.
    """
    with open_wachtkamer() as wachtkamer:
        yield Hier(office, idle_limit, workers or cores(), wachtkamer)


def _finished(stuk: Stuk, pdf: Path) -> Uitslag:
    # What finishes is large to load, and can wait until LibreOffice is at work.
    from overeenkomstgen.office.afwerking import finish  # noqa: PLC0415

    word = stuk.word.read_bytes()
    found = finish(word, pdf, values=stuk.values, pages=stuk.paginas)
    return Uitslag(stuk, pdf, found.paginas, found.redenen)
