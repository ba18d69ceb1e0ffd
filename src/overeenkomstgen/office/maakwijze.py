"""How documents are made: the program itself, what it uses, and what makes the PDFs.

The same template and values give another document when one of these changes, so this goes
into the decision whether a document is still as it would be made now.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import overeenkomstgen
from overeenkomstgen.schijf.schijf import fingerprint_of

_MAKERS = (
    *("babel-", "docxcompose-", "docxtpl-", "jinja2-", "lxml-", "markupsafe-", "num2words-"),
    *("pikepdf-", "pypdfium2-", "python_docx-"),
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
    return _fingerprint([*_sources(), *_libraries()])


def _sources() -> Iterator[str]:
    """Give each file of the program with its content."""
    root = Path(overeenkomstgen.__file__).parent
    for folder, _, files in sorted(os.walk(root)):
        for name in sorted(name for name in files if name.endswith(".py")):
            place = Path(folder, name)
            yield f"{place.relative_to(root)} {fingerprint_of(place)}"


def _libraries() -> Iterator[str]:
    """Give the versions of Python and of the libraries that have a part in a document."""
    yield ".".join(map(str, sys.version_info[:3]))
    for place in sys.path:
        if os.path.isdir(place):  # noqa: PTH112 - of an entry that may be anything
            yield from sorted(name for name in os.listdir(place) if _is_maker(name))  # noqa: PTH208 - the same


def _is_maker(name: str) -> bool:
    return name.endswith(".dist-info") and name.lower().startswith(_MAKERS)
