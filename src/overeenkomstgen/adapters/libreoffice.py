"""LibreOffice: finds it, and has it make PDFs of Word files, as many at once as there are cores.

Nothing that LibreOffice says is trusted: it ends with exit code 0 on a corrupt file and
on a full disk. A file is done when a new and whole PDF lies in a folder that was empty.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import sys
import tempfile
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from overeenkomstgen.adapters.process import IdleError, Program
from overeenkomstgen.adapters.profiel import lay_out, remove_pipe
from overeenkomstgen.errors import ToolError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

SETTING = "OVEREENKOMSTGEN_SOFFICE"
"""The environment variable that names LibreOffice's program."""

BATCH = 100  # files for one LibreOffice: it grows with each, and Windows limits a command
GIVE_UP = 3  # documents that fail, while none succeeds, before LibreOffice itself is to blame

_USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)

_INSTALL = (
    "Installeer het met: sudo apt-get install libreoffice-writer-nogui"
    if sys.platform == "linux"
    else "Installeer LibreOffice vanaf de eigen website van LibreOffice."
)

_EXPORT = {
    "SelectPdfVersion": {"type": "long", "value": "2"},  # PDF/A-2b: tagged, all fonts embedded
    "PDFUACompliance": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
    "ExportFormFields": {"type": "boolean", "value": "false"},  # Word's content controls are text
    "UseLosslessCompression": {"type": "boolean", "value": "true"},
}


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """LibreOffice on this machine.

    Attributes:
        executable: Its program.
    """

    executable: Path


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


def find_libreoffice() -> LibreOffice:
    """Find LibreOffice: in OVEREENKOMSTGEN_SOFFICE, on the search path, in the usual folders.

    Raises:
        ToolError: It is not there.
    """
    named = os.environ.get(SETTING)
    candidates = (named,) if named else ("soffice", "libreoffice", *_USUAL_PLACES)
    for candidate in candidates:
        if found := shutil.which(candidate):
            return LibreOffice(Path(found))
    if named:
        raise ToolError(
            f"De instelling {SETTING} wijst naar {named}, maar dat is geen programma.",
            "Verbeter die instelling, of haal haar weg om LibreOffice te laten zoeken.",
        )
    raise ToolError("LibreOffice is niet gevonden; daarmee worden de PDF's gemaakt.", _INSTALL)


def to_pdf(
    sources: Sequence[Path],
    out: Path,
    *,
    office: LibreOffice,
    workers: int | None = None,
    idle_limit: float = 60.0,
) -> Generator[Omzetting]:
    """Make a PDF of each Word file, and give each as soon as it is ready.

    A file that fails is tried once more, alone; the others do not suffer from it. Closing
    the generator ends every LibreOffice and leaves no temporary files.

    Args:
        sources: The Word files; a PDF is called as its Word file.
        out: The folder for the PDFs; made when it is not there.
        office: The LibreOffice to use.
        workers: How many LibreOffices at once; by default one for each core.
        idle_limit: Seconds that LibreOffice may spend on one file.

    Raises:
        ValueError: Two files have the same name, apart from folder and capitals.
        ToolError: LibreOffice cannot be started, or fails on everything.
    """
    if len({source.stem.casefold() for source in sources}) < len(sources):
        raise ValueError("two Word files of one name would give one PDF")
    return _to_pdf(sources, out.absolute(), office, workers or _cores(), idle_limit)


def _to_pdf(
    sources: Sequence[Path], out: Path, office: LibreOffice, workers: int, idle_limit: float
) -> Generator[Omzetting]:
    count = max(min(workers, len(sources)), math.ceil(len(sources) / BATCH))
    batches = deque(tuple(sources[start::count]) for start in range(count))
    out.mkdir(parents=True, exist_ok=True)
    failed, succeeded = 0, False
    with tempfile.TemporaryDirectory(
        prefix="overeenkomstgen-", ignore_cleanup_errors=True
    ) as folder:
        floor = _Floor(office, Path(folder), out, idle_limit, batches)
        try:
            for omzetting in floor.work(min(workers, count)):
                yield omzetting
                succeeded = succeeded or omzetting.pdf is not None
                failed += omzetting.pdf is None
                if failed == GIVE_UP and not succeeded:
                    raise ToolError(
                        f"LibreOffice ({office.executable}) maakt geen enkele PDF.",
                        "Kijk of een van de Word-bestanden in LibreOffice te openen is. "
                        "Zo niet, installeer LibreOffice dan opnieuw.",
                    )
        finally:
            floor.close()


@dataclass(eq=False, slots=True)
class _Floor:
    """The workers, each with one LibreOffice at a time, and the batches that wait for them."""

    office: LibreOffice
    folder: Path
    out: Path
    idle_limit: float
    batches: deque[tuple[Path, ...]]
    tried: set[Path] = field(default_factory=set)
    results: SimpleQueue[Omzetting | Exception | None] = field(default_factory=SimpleQueue)
    closing: Event = field(default_factory=Event)
    programs: set[Program] = field(default_factory=set)
    threads: list[Thread] = field(default_factory=list)

    def work(self, workers: int) -> Iterator[Omzetting]:
        """Start the workers, and give what they make until they have all ended."""
        for _ in range(workers):
            self.threads.append(Thread(target=self._work, daemon=True))
            self.threads[-1].start()
        while workers:
            result = self.results.get()
            if isinstance(result, Omzetting):
                yield result
            elif result is None:
                workers -= 1
            else:
                raise result

    def close(self) -> None:
        """End every LibreOffice and every worker."""
        self.closing.set()
        for program in tuple(self.programs):
            program.stop()
        for thread in self.threads:
            thread.join()

    def _work(self) -> None:
        try:
            while not self.closing.is_set():
                try:
                    batch = self.batches.popleft()
                except IndexError:
                    break
                self._convert(batch)
        except Exception as error:  # noqa: BLE001 - raised again by work(), for the caller
            self.results.put(error)
        self.results.put(None)

    def _convert(self, batch: tuple[Path, ...]) -> None:
        """Deliver what one LibreOffice makes of a batch; the rest is tried again or given up."""
        waiting, problem = batch, "LibreOffice maakt er geen PDF van; kijk of Word het kan openen."
        with (
            tempfile.TemporaryDirectory(dir=self.folder, ignore_cleanup_errors=True) as folder,
            _soffice(self.office, batch, Path(folder)) as program,
        ):
            self.programs.add(program)
            if self.closing.is_set():  # close() may just have missed this program
                return
            try:
                for line in program.lines(self.idle_limit):
                    if " using filter" in line:  # LibreOffice starts to write the file it names
                        waiting = self._deliver(waiting, Path(folder), busy_with=line)
            except IdleError:
                seconds = f"{self.idle_limit:g}".replace(".", ",")
                problem = f"LibreOffice was er na {seconds} seconden nog niet mee klaar."
            program.stop()
            self.programs.discard(program)
            waiting = self._deliver(waiting, Path(folder))
        if waiting:
            self._try_again(waiting, problem)

    def _deliver(
        self, sources: tuple[Path, ...], folder: Path, *, busy_with: str = ""
    ) -> tuple[Path, ...]:
        """Move the whole PDFs to their place; return the files that have none yet."""
        left: list[Path] = []
        for source in sources:
            pdf = folder / f"{source.stem}.pdf"
            if f"{pdf.name} using filter" not in busy_with and _is_whole(pdf):
                target = Path(shutil.move(pdf, self.out / pdf.name))
                self.results.put(Omzetting(source, target))
            else:
                left.append(source)
        return tuple(left)

    def _try_again(self, waiting: tuple[Path, ...], problem: str) -> None:
        """Try the first, on which LibreOffice stumbled, alone; then go on with the others."""
        suspect, *others = waiting
        if others:
            self.batches.appendleft(tuple(others))
        if suspect in self.tried:
            self.results.put(Omzetting(suspect, None, problem))
        else:
            self.tried.add(suspect)
            self.batches.appendleft((suspect,))


@contextmanager
def _soffice(office: LibreOffice, sources: Sequence[Path], folder: Path) -> Iterator[Program]:
    """Run a LibreOffice that turns Word files into PDFs in an empty folder.

    All that it keeps while it works is in that folder as well.
    """
    profile, temporary = folder / ".profile", folder / ".temporary"
    lay_out(profile, office.executable)
    temporary.mkdir()
    options = json.dumps(_EXPORT, separators=(",", ":"))
    command = [
        *(str(office.executable), f"-env:UserInstallation={profile.as_uri()}"),
        *("--headless", "--norestore", "--nologo", "--infilter=MS Word 2007 XML"),
        *("--convert-to", f"pdf:writer_pdf_Export:{options}", "--outdir", str(folder)),
        *(str(source.absolute()) for source in sources),
    ]
    own = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    try:  # in any other locale LibreOffice may not find files with an accent in their name
        program = Program(command, env={**os.environ, **own, "LC_ALL": "C.UTF-8"})
    except OSError as error:
        raise ToolError(
            f"LibreOffice ({office.executable}) is niet te starten.",
            "Installeer LibreOffice opnieuw.",
        ) from error
    try:
        with program:
            yield program
    finally:
        remove_pipe(profile)


def _is_whole(pdf: Path) -> bool:
    """Tell whether a PDF is there, from its first byte to its last (ISO 32000-1, 7.5)."""
    if not pdf.is_file():
        return False
    content = pdf.read_bytes()
    return content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")


def _cores() -> int:
    """Count the cores that are ours to use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
