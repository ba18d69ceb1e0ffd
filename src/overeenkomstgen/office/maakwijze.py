"""How documents are made here: the program itself, what it uses, LibreOffice and the fonts.

The same template and values give another document when one of these changes, so this goes
into the decision whether a document is still as it would be made now.
"""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import overeenkomstgen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from overeenkomstgen.office.libreoffice import LibreOffice

_HOME = Path(os.path.expanduser("~"))  # noqa: PTH111 - it need not exist
_FONT_FOLDERS = (
    *("/etc/fonts", "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig"),
    *(_HOME / ".fonts", _HOME / ".local/share/fonts", _HOME / ".config/fontconfig"),
    *("/Library/Fonts", "/System/Library/Fonts", _HOME / "Library/Fonts"),
    *(r"C:\Windows\Fonts", _HOME / "AppData/Local/Microsoft/Windows/Fonts"),
)
_MAKERS = (
    *("babel-", "docxcompose-", "docxtpl-", "jinja2-", "lxml-", "markupsafe-", "num2words-"),
    *("pikepdf-", "pypdfium2-", "python_docx-"),
)
"""What the folders of the libraries that have a part in a document begin with."""
_SURROUNDINGS = ("FONTCONFIG_FILE", "FONTCONFIG_PATH", "SAL_FONTPATH")
"""The environment variables that tell LibreOffice which fonts there are."""


@dataclass(frozen=True, slots=True)
class Maakwijze:
    """How Word files and PDFs are made here.

    Attributes:
        word: Fingerprint of what makes Word files, in hexadecimal.
        pdf: Fingerprint of what makes PDFs; empty when none are made.
    """

    word: str
    pdf: str


def find_maakwijze(office: LibreOffice | None) -> Maakwijze:
    """Return how documents are made here and now.

    Args:
        office: The LibreOffice that makes the PDFs; None when none are made.
    """
    word = _here()
    if office is None:
        return Maakwijze(word, "")
    return Maakwijze(word, _fingerprint([word, *_libreoffice(office), *_fonts()]))


@cache
def _here() -> str:
    """Return the fingerprint of the program that runs."""
    return _fingerprint([*_program(), *_libraries()])


def _fingerprint(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _program() -> Iterator[str]:
    """Give each file of the program with its content, so that no change goes unseen."""
    root = Path(overeenkomstgen.__file__).parent
    for folder, _, files in sorted(os.walk(root)):
        for name in sorted(name for name in files if name.endswith(".py")):
            place = Path(folder, name)
            yield f"{place.relative_to(root)} {hashlib.sha256(place.read_bytes()).hexdigest()}"


def _libraries() -> Iterator[str]:
    """Give the versions of Python and of the libraries that have a part in a document."""
    yield ".".join(map(str, sys.version_info[:3]))
    for place in sys.path:
        if os.path.isdir(place):  # noqa: PTH112 - of an entry that may be anything
            yield from sorted(name for name in os.listdir(place) if _is_maker(name))  # noqa: PTH208 - the same


def _is_maker(name: str) -> bool:
    return name.endswith(".dist-info") and name.lower().startswith(_MAKERS)


def _libreoffice(office: LibreOffice) -> Iterator[str]:
    yield office.build
    program = office.executable.resolve()
    yield f"{program} {program.stat().st_size} {program.stat().st_mtime_ns}"


def _fonts() -> Iterator[str]:
    """Give each file with a font or about fonts, with its size and time."""
    yield from (f"{name}={os.environ.get(name, '')}" for name in _SURROUNDINGS)
    for start in _FONT_FOLDERS:
        for folder, _, files in sorted(os.walk(start)):
            for name in sorted(files):
                status = os.stat(os.path.join(folder, name), follow_symlinks=False)  # noqa: PTH116, PTH118 - there are thousands
                yield f"{folder}/{name} {status.st_size} {status.st_mtime_ns}"
