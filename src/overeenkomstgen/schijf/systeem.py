"""The system that we run on, and how it comes by what we need of others.

What differs by system stands here, unless it is a line of something else. Tried on Debian only.
"""

import platform
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from overeenkomstgen.errors import ToolError

_INSTALL = {
    "debian": "sudo apt-get install",
    "fedora": "sudo dnf install",
    "darwin": "brew install",
    "win32": "winget install",
}
"""What installs a package, by what :func:`find_system` calls the system."""


def find_system() -> str:
    """Return ``debian`` or ``fedora`` for that and what is made of it, or ``darwin``, ``win32``.

    Of another Linux no more is known (os-release(5)), nor of another system.
    """
    if sys.platform != "linux":
        return sys.platform
    try:
        told = platform.freedesktop_os_release()
    except OSError:
        return sys.platform
    names = [told.get("ID", ""), *told.get("ID_LIKE", "").split()]
    return next((name for name in names if name in _INSTALL), sys.platform)


@dataclass(frozen=True, slots=True)
class Hulpmiddel:
    """A program or a font of others.

    Attributes:
        naam: What it is called, at the beginning of a sentence.
        gemis: What is wrong where it is not there, in Dutch, the rest of that sentence.
        pakketten: The arguments of what installs it, by system.
        programmas: What its program is called, or where it is put though nobody looks there.
    """

    naam: str
    gemis: str
    pakketten: Mapping[str, str]
    programmas: tuple[str, ...] = ()

    def find(self) -> str | None:
        """Return where its program is; None where it is not."""
        return next(filter(None, map(shutil.which, self.programmas)), None)

    @property
    def hoe(self) -> str:
        """How it is installed on this system, in Dutch, to come behind who does that."""
        system = find_system()
        if system in self.pakketten:
            return f"met: {_INSTALL[system]} {self.pakketten[system]}"
        return f"uit de pakketten van dit systeem (bij Debian: {self.pakketten['debian']})"

    def missing(self, gemis: str = "") -> ToolError:
        """Return the error that it is not there, or of what else is wrong with it."""
        advice = f"Installeer het, of vraag uw beheerder dat te doen, {self.hoe}"
        return ToolError(f"{self.naam} {gemis or self.gemis}.", advice)


LIBREOFFICE = Hulpmiddel(
    "LibreOffice",
    "is niet gevonden; daarmee worden de PDF's gemaakt",
    {
        "debian": "libreoffice-writer-nogui",
        "fedora": "libreoffice-writer",
        "darwin": "--cask libreoffice",
        "win32": "TheDocumentFoundation.LibreOffice",
    },
    (
        *("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"),
        r"C:\Program Files\LibreOffice\program\soffice.com",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    ),
)
TESSERACT = Hulpmiddel(
    "tesseract",
    "is niet gevonden; daarmee wordt de tekst van scans gelezen",
    {
        "debian": "tesseract-ocr tesseract-ocr-nld",
        "fedora": "tesseract tesseract-langpack-nld",
        "darwin": "tesseract tesseract-lang",
        "win32": "--interactive UB-Mannheim.TesseractOCR (kies Dutch bij Additional language data)",
    },
    (
        *("tesseract", "/opt/homebrew/bin/tesseract", "/usr/local/bin/tesseract"),
        r"C:\Program Files\Tesseract-OCR\tesseract.exe",
    ),
)
GEEN_NEDERLANDS = "kent geen Nederlands; daarin zijn de scans"
"""What can be wrong with a tesseract that is there."""
CARLITO = Hulpmiddel(
    "Het lettertype Carlito",
    "is er niet, en Calibri ook niet; met een ander kunnen regels en bladzijden anders lopen",
    {
        "debian": "fonts-crosextra-carlito",
        "fedora": "google-carlito-fonts",
        "darwin": "--cask font-carlito",
    },
)
"""What stands in for Calibri, that our templates are set in; Windows has that one itself."""
