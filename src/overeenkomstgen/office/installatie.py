"""What makes documents on this machine: LibreOffice and its fonts, the program, what it uses.

The same template and values give another document when one of these changes, so this goes
into the decision whether a document is still as it would be made now.
"""

import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import overeenkomstgen
from overeenkomstgen.errors import ToolError
from overeenkomstgen.office.lettertypen import font_files, installed_fonts
from overeenkomstgen.schijf.process import IdleError, run
from overeenkomstgen.schijf.systeem import CARLITO, GEEN_NEDERLANDS, LIBREOFFICE, TESSERACT

SETTING = "OVEREENKOMSTGEN_SOFFICE"
"""The environment variable that names LibreOffice's program."""

_IDLE_LIMIT = 30.0

_MAKERS = (
    *("babel-", "docxcompose-", "docxtpl-", "jinja2-", "lxml-", "markupsafe-", "num2words-"),
    *("pikepdf-", "pypdfium2-", "python_docx-", "zxing_cpp-"),
)
"""What the folders of the libraries that have a part in a document begin with."""


@dataclass(frozen=True, slots=True)
class Maakwijze:
    """How Word files and PDFs are made.

    Attributes:
        word: Fingerprint of what makes Word files, in hexadecimal.
        pdf: Fingerprint of what makes PDFs; empty when none are made.
    """

    word: str
    pdf: str

    def marked(self, code: object) -> "Maakwijze":
        """Return how a PDF is made of which the first page gets this code; None for no code."""
        return replace(self, pdf=f"{self.pdf} {code}") if self.pdf and code else self


@dataclass(frozen=True, slots=True)
class Installatie:
    """LibreOffice as it is installed, by its program."""

    executable: Path

    @property
    def build(self) -> str:
        """The number of its build, that differs for each version; empty when it does not say."""
        versionrc = self.executable.resolve().parent / "versionrc"
        lines = versionrc.read_text("utf-8").splitlines() if versionrc.is_file() else []
        builds = (line.removeprefix("buildid=") for line in lines if line.startswith("buildid="))
        return next(builds, "")

    @property
    def kernel(self) -> Path | None:
        """The program that a Linux LibreOffice starts after a script and a splash screen.

        It can be started by itself where the build is known: a profile without that number
        makes it ask to be started again.
        """
        program = self.executable.resolve().parent / "soffice.bin"
        known = sys.platform == "linux" and program.is_file() and self.build
        return program if known else None

    @property
    def maakwijze(self) -> Maakwijze:
        """How documents are made with it on this machine, now."""
        program = self.executable.resolve()
        status = program.stat()
        there = f"{program} {status.st_size} {status.st_mtime_ns}"
        return find_maakwijze((self.build, there, *font_files()))


def find_libreoffice() -> Installatie:
    """Find LibreOffice, or raise a ToolError.

    It is in OVEREENKOMSTGEN_SOFFICE, on the search path, or in the usual folders.
    """
    named = os.environ.get(SETTING)
    if found := shutil.which(named) if named else LIBREOFFICE.find():
        return Installatie(Path(found))
    if named:
        what = f"De instelling {SETTING} wijst naar {named}, maar dat is geen programma."
        advice = "Verbeter die instelling, of haal haar weg om LibreOffice te laten zoeken."
        raise ToolError(what, advice)
    raise LIBREOFFICE.missing()


def ontbreekt() -> tuple[ToolError, ...]:
    """Return what is not on this machine, each as a command says it that cannot do without."""
    found: list[ToolError] = []
    try:
        find_libreoffice()
    except ToolError as error:
        found.append(error)
    fonts = installed_fonts()
    if fonts is not None and fonts.isdisjoint({"calibri", "carlito"}):
        found.append(CARLITO.missing())
    try:
        _, said = run([TESSERACT.find() or "tesseract", "--list-langs"], idle_limit=_IDLE_LIMIT)
    except (OSError, IdleError):
        return (*found, TESSERACT.missing())
    return tuple(found) if "nld" in said.split() else (*found, TESSERACT.missing(GEEN_NEDERLANDS))


def cores() -> int:
    """Count the cores that are ours to use: as many LibreOffices can work at once."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def find_maakwijze(pdf: Iterable[str] = ()) -> Maakwijze:
    """Return how documents are made by the program that runs.

    ``pdf`` tells apart what makes the PDFs; it holds nothing when none are made.
    """
    word, parts = _program(), tuple(pdf)
    return Maakwijze(word, _fingerprint([word, *parts]) if parts else "")


def _fingerprint(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


@cache
def _program() -> str:
    """Return the fingerprint of the program that runs, so that no change goes unseen."""
    return _fingerprint(_parts())


def _parts() -> Iterator[str]:
    """Give each file of the program, and the versions of what has a part in a document."""
    root = Path(overeenkomstgen.__file__).parent
    for folder, _, files in sorted(os.walk(root)):
        for name in sorted(name for name in files if name.endswith(".py")):
            file = Path(folder, name)
            yield f"{file.relative_to(root)} {hashlib.sha256(file.read_bytes()).hexdigest()}"
    yield ".".join(map(str, sys.version_info[:3]))
    for place in sys.path:
        if os.path.isdir(place):  # noqa: PTH112 - of an entry that may be anything
            found = [name for name in os.listdir(place) if name.endswith(".dist-info")]  # noqa: PTH208 - the same
            yield from sorted(name for name in found if name.lower().startswith(_MAKERS))
