"""Word files become PDFs: workers side by side, each with one LibreOffice at a time.

Nothing that LibreOffice says is trusted: it ends with exit code 0 on a corrupt file and
on a full disk. A file is done when a new and whole PDF lies in a folder that was empty.
"""

import math
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Condition, Thread

from overeenkomstgen.errors import ToolError
from overeenkomstgen.office.installatie import Installatie
from overeenkomstgen.office.libreoffice import MOST, LibreOffice
from overeenkomstgen.progress import heed
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.process import IdleError

LEAST = 20  # files for which it is worth starting one, when there is enough for everyone
GIVE_UP = 3  # files that fail, while none succeeds, before LibreOffice itself is to blame

_HEED = 0.1  # seconds after which one who wants to stop is heard
NO_PDF = "LibreOffice maakt er geen PDF van; kijk of Word het kan openen."


@dataclass(frozen=True, slots=True)
class Omzetting:
    """What became of one Word file."""

    source: Path
    pdf: Path | None  # the PDF that was made of it; None when that failed
    problem: str = ""  # why it failed, in Dutch; empty when it did not


@dataclass(eq=False, slots=True)
class Werkers:
    """The workers, and the files that wait for them.

    Attributes:
        out: The folder for the PDFs; made when it is not there.
        idle_limit: Seconds that LibreOffice may spend on one file.
        number: How many LibreOffices at once.
        early: LibreOffices that were started early; they are taken from it, and those that
            stay come back. These get files as soon as they come.
    """

    office: Installatie
    out: Path
    idle_limit: float
    number: int
    early: deque[LibreOffice] = field(default_factory=deque)
    _waiting: deque[Path] = field(default_factory=deque)
    _suspects: deque[Path] = field(default_factory=deque)
    _names: set[str] = field(default_factory=set)
    _tried: set[Path] = field(default_factory=set)
    _changed: Condition = field(default_factory=Condition)
    _results: SimpleQueue[Omzetting | Exception | None] = field(default_factory=SimpleQueue)
    _running: set[LibreOffice] = field(default_factory=set)
    _threads: list[Thread] = field(default_factory=list)
    _ended: bool = False
    _closing: bool = False

    def convert(self, sources: Iterable[Path]) -> Generator[Omzetting]:
        """Make a PDF of each Word file, called as that is, and give each as soon as it is ready.

        The work begins while the files still come; the first PDF is given when the last file has
        come. A file that fails is tried once more, alone; the others do not suffer from it.
        Closing the generator ends every LibreOffice and leaves no temporary files.

        Raises:
            ValueError: Two files have the same name, apart from folder and capitals.
            ToolError: LibreOffice cannot be started, or fails on everything.
        """
        schijf.make_folders(self.out)
        try:
            for _ in range(self.number):
                self._threads.append(Thread(target=self._work, daemon=True))
                self._threads[-1].start()
            for source in sources:
                self.put(source)
            self.end()
            yield from self._made()
        finally:
            with self._changed:
                self._closing = True
                self._changed.notify_all()
            for libreoffice in tuple(self._running):
                libreoffice.program.stop()
            for thread in self._threads:
                if thread.is_alive():  # the last may not have been started yet
                    thread.join()

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
            if len(self._waiting) >= self._enough:
                self._changed.notify()

    def end(self) -> None:
        """Say that no more files come."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _made(self) -> Iterator[Omzetting]:
        """Give what the workers make, as it comes, until all have ended."""
        busy, failed, succeeded = self.number, 0, False
        while busy:
            try:
                result = self._results.get(timeout=_HEED)
            except Empty:
                heed()
                continue
            if isinstance(result, Exception):
                raise result
            if result is None:
                busy -= 1
                continue
            yield result
            succeeded = succeeded or result.pdf is not None
            failed += result.pdf is None
            if failed == GIVE_UP and not succeeded:
                raise ToolError(
                    f"LibreOffice ({self.office.executable}) maakt geen enkele PDF.",
                    "Kijk of een van de Word-bestanden in LibreOffice te openen is. "
                    "Zo niet, installeer LibreOffice dan opnieuw.",
                )

    @property
    def _enough(self) -> int:
        """How many files must have come before a LibreOffice gets some."""
        return 1 if any(each.stays for each in tuple(self.early)) else MOST

    def _take(self) -> tuple[Path, ...]:
        """Wait for the next files for one LibreOffice; none when there are no more."""
        with self._changed:
            while not (self._closing or self._ended or len(self._waiting) >= self._enough):
                self._changed.wait()
            if self._closing:
                return ()
            if self._suspects:
                return (self._suspects.popleft(),)
            least = min(LEAST, self._enough, math.ceil(len(self._names) / self.number))
            number = max(least, math.ceil(len(self._waiting) / self.number))
            if len(self._waiting) - number < least / 2:  # so few that nobody starts for them
                number = len(self._waiting)
            return tuple(self._waiting.popleft() for _ in range(min(MOST, number)))

    def _work(self) -> None:
        try:
            while reeks := self._take():
                self._convert(reeks)
        except Exception as error:  # noqa: BLE001 - raised again by _made(), for the caller
            self._results.put(error)
        self._results.put(None)

    def _convert(self, reeks: tuple[Path, ...]) -> None:
        """Deliver what one LibreOffice makes of its files; the rest is tried again or given up."""
        waiting, problem = reeks, NO_PDF
        with ExitStack() as stack:
            libreoffice = stack.enter_context(self._started(reeks))
            self._running.add(libreoffice)
            if self._closing:  # it may have come just too late to be ended with the others
                return
            try:
                for line in libreoffice.lines(self.idle_limit):
                    if " using filter" in line:  # LibreOffice starts to write the file it names
                        waiting = self._deliver(waiting, libreoffice.folder, busy_with=line)
            except IdleError:
                seconds = f"{self.idle_limit:g}".replace(".", ",")
                problem = f"LibreOffice was er na {seconds} seconden nog niet mee klaar."
            if not libreoffice.stays:
                libreoffice.program.stop()
            waiting = self._deliver(waiting, libreoffice.folder)
            self._running.discard(libreoffice)
            if libreoffice.lasts and not (waiting or self._closing):
                self.early.append(libreoffice)
                stack.pop_all()
        if waiting:
            self._try_again(waiting, problem)

    def _started(self, reeks: tuple[Path, ...]) -> LibreOffice:
        """Return a LibreOffice that has files to work on, if possible one that was ready."""
        try:
            ready = self.early.popleft()
        except IndexError:
            return LibreOffice.start(self.office, reeks)
        self._running.add(ready)  # so that nobody waits until it listens, when all must end
        if ready.feed(reeks):
            return ready
        self._running.discard(ready)
        ready.close()
        return LibreOffice.start(self.office, reeks)

    def _deliver(
        self, sources: tuple[Path, ...], folder: Path, *, busy_with: str = ""
    ) -> tuple[Path, ...]:
        """Move the whole PDFs to their place; return the files that have none yet."""
        left: list[Path] = []
        for source in sources:
            pdf = folder / f"{source.stem}.pdf"
            if f"{pdf.name} using filter" not in busy_with and _is_whole(pdf):
                target = schijf.carry(pdf, self.out.absolute() / pdf.name)
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
