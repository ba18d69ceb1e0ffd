"""What a Word file says of itself: title, author, subject (ISO/IEC 29500-2, core properties)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import parse

_DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True, slots=True)
class Woordgegevens:
    """The properties of a Word file; empty where it has none."""

    title: str = ""
    author: str = ""
    subject: str = ""


def read_properties(content: bytes | Path | Woordbestand) -> Woordgegevens:
    """Read the properties of a Word file.

    Raises:
        InputError: It is no Word file.
    """
    bestand = Woordbestand.of(content)
    if bestand.properties is None:
        return Woordgegevens()
    root = parse(bestand.parts[bestand.properties])
    return Woordgegevens(
        title=root.findtext(f"{_DC}title") or "",
        author=root.findtext(f"{_DC}creator") or "",
        subject=root.findtext(f"{_DC}subject") or "",
    )
