"""What LibreOffice is on this machine: its program, its version, and how many can work at once."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from overeenkomstgen.errors import ToolError

SETTING = "OVEREENKOMSTGEN_SOFFICE"
"""The environment variable that names LibreOffice's program."""

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
class Installatie:
    """LibreOffice as it is installed, by its program."""

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


def find_libreoffice() -> Installatie:
    """Find LibreOffice: in OVEREENKOMSTGEN_SOFFICE, on the search path, in the usual folders.

    Raises:
        ToolError: It is not there.
    """
    named = os.environ.get(SETTING)
    candidates = (named,) if named else ("soffice", "libreoffice", *_USUAL_PLACES)
    for candidate in candidates:
        if found := shutil.which(candidate):
            return Installatie(Path(found))
    if named:
        raise ToolError(
            f"De instelling {SETTING} wijst naar {named}, maar dat is geen programma.",
            "Verbeter die instelling, of haal haar weg om LibreOffice te laten zoeken.",
        )
    raise ToolError("LibreOffice is niet gevonden; daarmee worden de PDF's gemaakt.", _INSTALL)


def cores() -> int:
    """Count the cores that are ours to use: as many LibreOffices can work at once."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
