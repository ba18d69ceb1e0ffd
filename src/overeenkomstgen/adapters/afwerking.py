"""Finishing a document: LibreOffice's PDF made fit for the archive, judged and proofread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from overeenkomstgen.adapters.archief import Documentgegevens, archive
from overeenkomstgen.adapters.pdf.oordeel import judge
from overeenkomstgen.adapters.proef import proofread
from overeenkomstgen.adapters.word.gegevens import read_properties
from overeenkomstgen.errors import ToolError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Afgewerkt:
    """What became of a PDF.

    Attributes:
        paginas: The number of its pages; 0 when it could not be read.
        redenen: Why it is not fit to be published, in Dutch sentences; empty when it is.
    """

    paginas: int
    redenen: tuple[str, ...]


def finish(word: bytes, pdf: Path, values: Sequence[str], pages: tuple[int, int]) -> Afgewerkt:
    """Make a PDF an archive PDF, in place; judge it, and compare it with its Word file.

    Args:
        word: The Word file that it was made from.
        pdf: The PDF.
        values: Every value that was merged into the document, as it stands there.
        pages: The least and the greatest number of pages that are allowed.
    """
    about = read_properties(word)
    try:
        paginas = archive(pdf, Documentgegevens(about.title, about.author, about.subject))
    except ToolError as error:
        return Afgewerkt(0, (str(error),))
    findings = judge(pdf).findings + proofread(word, pdf, values=values, pages=pages)
    return Afgewerkt(paginas, findings)
