"""Finishing a document: its PDF made fit for the archive, judged, and proofread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from overeenkomstgen.errors import ToolError
from overeenkomstgen.pdf.archief import Documentgegevens, archive
from overeenkomstgen.pdf.oordeel import judge
from overeenkomstgen.proef.proef import proofread
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.gegevens import read_properties

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Afgewerkt:
    """What became of a document.

    Attributes:
        paginas: The number of pages of its PDF; 0 where that could not be read.
        redenen: Why it may not be published, in Dutch; empty when it may.
    """

    paginas: int
    redenen: tuple[str, ...]


def finish(word: bytes, pdf: Path, *, values: Sequence[str], pages: tuple[int, int]) -> Afgewerkt:
    """Make a PDF fit for the archive, in place, and judge and proofread what was written.

    The Word file is read once for all of it. Several documents can be finished at once, in
    threads.

    Args:
        word: The Word file.
        pdf: The PDF that LibreOffice made of it.
        values: Every value that was merged into the document, as it stands there.
        pages: The least and the greatest number of pages that are allowed.

    Raises:
        InputError: It is no Word file.
    """
    bestand = Woordbestand.read(word)
    about = read_properties(bestand)
    try:
        paginas = archive(pdf, Documentgegevens(about.title, about.author, about.subject))
    except ToolError as error:
        return Afgewerkt(0, (str(error),))
    found = judge(pdf).findings + proofread(bestand, pdf, values=values, pages=pages)
    return Afgewerkt(paginas, found)
