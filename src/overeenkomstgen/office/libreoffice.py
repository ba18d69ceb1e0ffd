"""LibreOffice on this machine: where it is, which version, and having it make PDFs."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from overeenkomstgen.errors import ToolError
from overeenkomstgen.office.werkvloer import Omzetting, Werkvloer

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from overeenkomstgen.office.wachtkamer import Wachtkamer

SETTING = "OVEREENKOMSTGEN_SOFFICE"
"""The environment variable that names LibreOffice's program."""

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


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """LibreOffice on this machine.

    Attributes:
        executable: Its program.
    """

    executable: Path

    @property
    def build(self) -> str:
        """The number of its build, that differs for each version; empty when it does not say."""
        versionrc = self.executable.resolve().parent / "versionrc"
        if versionrc.is_file():
            for line in versionrc.read_text("utf-8").splitlines():
                if line.startswith("buildid="):
                    return line.removeprefix("buildid=")
        return ""

    @property
    def kernel(self) -> Path | None:
        """The program that a Linux LibreOffice starts after a script and a splash screen.

        It can be started by itself where the build is known: a profile without that number
        makes it ask to be started again.
        """
        program = self.executable.resolve().parent / "soffice.bin"
        known = sys.platform == "linux" and program.is_file() and self.build
        return program if known else None


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


def cores() -> int:
    """Count the cores that are ours to use: as many LibreOffices can work at once."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def to_pdf(  # noqa: PLR0913 - what a user may set, and what was started early
    sources: Iterable[Path],
    out: Path,
    *,
    office: LibreOffice,
    workers: int | None = None,
    idle_limit: float = 60.0,
    wachtkamer: Wachtkamer | None = None,
) -> Generator[Omzetting]:
    """Make a PDF of each Word file, and give each as soon as it is ready.

    The work begins while the files still come; the first PDF is given when the last file has
    come. A file that fails is tried once more, alone; the others do not suffer from it.
    Closing the generator ends every LibreOffice and leaves no temporary files.

    Args:
        sources: The Word files, no two of one name; a PDF is called as its Word file.
        out: The folder for the PDFs; made when it is not there.
        office: The LibreOffice to use.
        workers: How many LibreOffices at once; by default one for each core.
        idle_limit: Seconds that LibreOffice may spend on one file.
        wachtkamer: LibreOffices that were started early.

    Raises:
        ValueError: Two files have the same name, apart from folder and capitals.
        ToolError: LibreOffice cannot be started, or fails on everything.
    """
    out = out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    floor = Werkvloer(office, out, idle_limit, workers or cores(), wachtkamer)
    failed, succeeded = 0, False
    try:
        floor.open()
        for source in sources:
            floor.put(source)
        floor.end()
        for omzetting in floor.results():
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
