"""Where Word files become PDFs: workers, each with one LibreOffice at a time.

Nothing that LibreOffice says is trusted: it ends with exit code 0 on a corrupt file and
on a full disk. A file is done when a new and whole PDF lies in a folder that was empty.
"""

from __future__ import annotations

import math
import shutil
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Condition, Thread
from typing import TYPE_CHECKING

from overeenkomstgen.office.kantoor import FeedError, Kantoor
from overeenkomstgen.progress import heed
from overeenkomstgen.schijf.process import IdleError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from overeenkomstgen.office.libreoffice import LibreOffice
    from overeenkomstgen.office.wachtkamer import Wachtkamer

BATCH = 100  # files for one LibreOffice: it grows with each, and Windows limits a command
LEAST = 20  # files for which it is worth starting one, when there is enough for everyone

_HEED = 0.1  # seconds after which one who wants to stop is heard
NO_PDF = "LibreOffice maakt er geen PDF van; kijk of Word het kan openen."


@dataclass(frozen=True, slots=True)
class Omzetting:
    """What became of one Word file.

    Attributes:
        source: The Word file, as it was given.
        pdf: The PDF that was made of it; None when that failed.
        problem: Why it failed, in Dutch; empty when it did not.
    """

    source: Path
    pdf: Path | None
    problem: str = ""


@dataclass(eq=False, slots=True)
class Werkvloer:
    """The workers and the files that wait for them.

    Attributes:
        office: The LibreOffice to use.
        out: The folder for the PDFs, which exists.
        idle_limit: Seconds that LibreOffice may spend on one file.
        workers: How many LibreOffices at once, at most.
        wachtkamer: LibreOffices that were started early.
    """

    office: LibreOffice
    out: Path
    idle_limit: float
    workers: int
    wachtkamer: Wachtkamer | None = None
    _waiting: deque[Path] = field(default_factory=deque)
    _suspects: deque[Path] = field(default_factory=deque)
    _names: set[str] = field(default_factory=set)
    _tried: set[Path] = field(default_factory=set)
    _changed: Condition = field(default_factory=Condition)
    _results: SimpleQueue[Omzetting | Exception | None] = field(default_factory=SimpleQueue)
    _kantoren: set[Kantoor] = field(default_factory=set)
    _threads: list[Thread] = field(default_factory=list)
    _ended: bool = False
    _closing: bool = False

    def open(self) -> None:
        """Start the workers; they wait for files."""
        for _ in range(self.workers):
            self._threads.append(Thread(target=self._work, daemon=True))
            self._threads[-1].start()

    def put(self, source: Path) -> None:
        """Let a Word file be converted.

        Raises:
            ValueError: One of the same name, apart from folder and capitals, was put before.
        """
        name = source.stem.casefold()
        if name in self._names:
            raise ValueError("two Word files of one name would give one PDF")
        self._names.add(name)
        with self._changed:
            self._waiting.append(source)
            if len(self._waiting) >= BATCH:
                self._changed.notify()

    def end(self) -> None:
        """Say that no more files come."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def results(self) -> Iterator[Omzetting]:
        """Give what the workers make, as it comes, until all have ended."""
        busy = self.workers
        while busy:
            try:
                result = self._results.get(timeout=_HEED)
            except Empty:
                heed()
                continue
            if isinstance(result, Omzetting):
                yield result
            elif result is None:
                busy -= 1
            else:
                raise result

    def close(self) -> None:
        """End every LibreOffice and every worker."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        for kantoor in tuple(self._kantoren):
            kantoor.stop()
        for thread in self._threads:
            thread.join()

    def _take(self) -> tuple[Path, ...]:
        """Wait for the next batch; empty when there is no more."""
        with self._changed:
            while not (self._closing or self._ended or len(self._waiting) >= BATCH):
                self._changed.wait()
            if self._closing:
                return ()
            if self._suspects:
                return (self._suspects.popleft(),)
            share = math.ceil(len(self._waiting) / self.workers)
            least = min(LEAST, math.ceil(len(self._names) / self.workers))
            number = max(share, least)
            if len(self._waiting) - number < least / 2:  # so few that nobody starts for them
                number = len(self._waiting)
            number = min(BATCH, number)
            return tuple(self._waiting.popleft() for _ in range(number))

    def _work(self) -> None:
        try:
            while batch := self._take():
                self._convert(batch)
        except Exception as error:  # noqa: BLE001 - raised again by results(), for the caller
            self._results.put(error)
        self._results.put(None)

    def _convert(self, batch: tuple[Path, ...]) -> None:
        """Deliver what one LibreOffice makes of a batch; the rest is tried again or given up."""
        waiting, problem = batch, NO_PDF
        with self._kantoor(batch) as kantoor:
            self._kantoren.add(kantoor)
            if self._closing:  # close() may just have missed this one
                return
            try:
                for line in kantoor.lines(self.idle_limit):
                    if " using filter" in line:  # LibreOffice starts to write the file it names
                        waiting = self._deliver(waiting, kantoor.folder, busy_with=line)
            except IdleError:
                seconds = f"{self.idle_limit:g}".replace(".", ",")
                problem = f"LibreOffice was er na {seconds} seconden nog niet mee klaar."
            kantoor.stop()
            self._kantoren.discard(kantoor)
            waiting = self._deliver(waiting, kantoor.folder)
        if waiting:
            self._try_again(waiting, problem)

    def _kantoor(self, batch: tuple[Path, ...]) -> Kantoor:
        """Return a LibreOffice that has a batch to work on, if possible one that was ready."""
        ready = self.wachtkamer.take() if self.wachtkamer else None
        if ready is not None:
            self._kantoren.add(ready)  # so that close() need not wait until it listens
            try:
                ready.feed(batch)
            except FeedError:
                self._kantoren.discard(ready)
                ready.close()
            else:
                return ready
        return Kantoor.start(self.office, batch)

    def _deliver(
        self, sources: tuple[Path, ...], folder: Path, *, busy_with: str = ""
    ) -> tuple[Path, ...]:
        """Move the whole PDFs to their place; return the files that have none yet."""
        left: list[Path] = []
        for source in sources:
            pdf = folder / f"{source.stem}.pdf"
            if f"{pdf.name} using filter" not in busy_with and _is_whole(pdf):
                target = Path(shutil.move(pdf, self.out / pdf.name))
                self._results.put(Omzetting(source, target))
            else:
                left.append(source)
        return tuple(left)

    def _try_again(self, waiting: tuple[Path, ...], problem: str) -> None:
        """Try the first, on which LibreOffice stumbled, alone; then go on with the others."""
        suspect, *others = waiting
        with self._changed:
            self._waiting.extendleft(reversed(others))
            if suspect in self._tried:
                self._results.put(Omzetting(suspect, None, problem))
            else:
                self._tried.add(suspect)
                self._suspects.append(suspect)


def _is_whole(pdf: Path) -> bool:
    """Tell whether a PDF is there, from its first byte to its last (ISO 32000-1, 7.5)."""
    if not pdf.is_file():
        return False
    content = pdf.read_bytes()
    return content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")
