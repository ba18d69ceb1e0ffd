"""Making documents on this machine: LibreOffices side by side, and the finishing meanwhile."""

import math
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Self

from overeenkomstgen.office.installatie import Installatie, Maakwijze, cores
from overeenkomstgen.office.libreoffice import LibreOffice
from overeenkomstgen.office.omzetting import LEAST, Omzetting, Werkers
from overeenkomstgen.office.voorraad import Voorraad
from overeenkomstgen.office.werkstuk import Uitslag, Werkstuk
from overeenkomstgen.progress import unbroken
from overeenkomstgen.schijf import schijf


@dataclass(frozen=True)
class Hier(AbstractContextManager["Hier"]):
    """This machine to make documents on; leaving the block ends all that it started.

    Attributes:
        idle_limit: Seconds that LibreOffice may spend on one document.
        workers: How many LibreOffices at once; by default one for each core.
        early: LibreOffices that were started early, and wait for work.
        voorraad: Where they come from and go back to, so that they stay; None when they end.
    """

    office: Installatie
    idle_limit: float
    workers: int = field(default_factory=cores)
    early: deque[LibreOffice] = field(default_factory=deque)
    voorraad: Voorraad | None = None

    @unbroken
    def __enter__(self) -> Self:
        if self.voorraad:
            self.early.extend(self.voorraad.take(self.how.pdf))
        return self

    @unbroken
    def __exit__(self, *_: object) -> None:
        if self.voorraad:
            self.voorraad.give_back(self.early, self.office, self.how.pdf)
        while self.early:
            self.early.popleft().close()

    @cached_property
    def how(self) -> Maakwijze:
        """How documents are made here, now."""
        return self.office.maakwijze

    @unbroken
    def warm_up(self, number: int) -> None:
        """Begin to get ready for work on this many documents, while they are being made.

        LibreOffices are started until there is one for each, or for each worker; where none
        can wait for work, nothing is done.

        Raises:
            ToolError: LibreOffice cannot be started.
        """
        warm = self.voorraad
        most = min(math.ceil(number / LEAST) if warm else number, self.workers)
        while self.office.kernel and len(self.early) < most:
            begun = (
                warm.start(self.office, self.how.pdf) if warm else LibreOffice.start(self.office)
            )
            self.early.append(begun)

    def make(self, werkstukken: Iterable[Werkstuk], out: Path) -> Generator[Uitslag]:
        """Make an archive PDF of each Word file; the first is given when the last has come.

        Each is finished while LibreOffice goes on with the next. LibreOffice gets a lean copy,
        never the file that is handed out. Closing the generator stops the work; until then
        files may appear in the folder.

        Args:
            werkstukken: The Word files; the work begins while they still come.
            out: The folder for the PDFs; made when it is not there.

        Raises:
            ToolError: LibreOffice cannot be started, or fails on everything.
        """
        copies: dict[Path, Werkstuk] = {}
        folder = out / "omzetten"
        schijf.make_folders(folder)

        def come() -> Iterator[Path]:
            for werkstuk in werkstukken:
                from overeenkomstgen.word.voor_omzetting import slim  # noqa: PLC0415 - slow to load

                copy = folder / werkstuk.word.name
                schijf.write(copy, slim(werkstuk.word.read_bytes()))
                copies[copy] = werkstuk
                yield copy
            if copies:  # what is needed next is loaded while LibreOffice is at work
                werkers.end()
                import overeenkomstgen.office.afwerking  # noqa: F401, PLC0415 - slow to load

        workers = len(self.early) if self.voorraad and self.early else self.workers
        werkers = Werkers(self.office, out, self.idle_limit, workers, self.early)
        with closing(werkers.convert(come())) as omzettingen:
            yield from _aside(
                partial(_finish, copies.pop(omzetting.source), omzetting)
                for omzetting in omzettingen
            )


def _finish(werkstuk: Werkstuk, omzetting: Omzetting) -> Uitslag:
    from overeenkomstgen.office.afwerking import finish  # noqa: PLC0415 - slow to load

    schijf.remove(omzetting.source)
    if omzetting.pdf is None:
        return Uitslag(werkstuk, None, redenen=(omzetting.problem,))
    return finish(werkstuk, omzetting.pdf)


def _aside(tasks: Iterable[Callable[[], Uitslag]]) -> Iterator[Uitslag]:
    """Do each thing in a thread beside ours, in order, while something is done with the former."""
    coming: deque[Future[Uitslag]] = deque()
    with ThreadPoolExecutor(1) as thread:
        try:
            for task in tasks:
                coming.append(thread.submit(task))
                while coming and coming[0].done():
                    yield coming.popleft().result()
            while coming:
                yield coming.popleft().result()
        finally:
            thread.shutdown(cancel_futures=True)
