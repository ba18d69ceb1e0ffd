"""The print file: all copies of documents in one PDF, each on sheets of its own.

The copies stand in the file itself, so that no printer or driver has to be trusted
with collating: a copy with an odd number of pages is followed by a blank one, and the
next copy starts on a new sheet.
"""

import io
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from pikepdf import Dictionary, Name, Page, Pdf, PdfError

from overeenkomstgen.errors import InputError, os_fault
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.plaats import read_bytes
from overeenkomstgen.schijf.schijf import UitvoerError


@dataclass(frozen=True, slots=True)
class Pakket:
    """A print file.

    Attributes:
        vellen: The sheets of paper that all copies together take.
        papier: The paper that it is for, as CUPS calls it; empty where that is not A4 alone.
    """

    path: Path
    exemplaren: int
    dubbelzijdig: bool
    vellen: int
    papier: str = ""


def make_pakket(
    pdfs: Sequence[Path], target: Path, *, exemplaren: int = 2, dubbelzijdig: bool = True
) -> Pakket:
    """Write the print file of documents; the same documents give the same bytes.

    It appears whole or not at all, and asks a viewer to print at full size and on one side or
    on both, turned over the long edge (ISO 32000-1, 12.2, ``PrintScaling`` and ``Duplex``).

    Args:
        pdfs: The documents, at least one; they are only read.
        target: Where the print file goes.
        exemplaren: How many copies of each, at least one.
        dubbelzijdig: Whether to print on both sides.

    Raises:
        InputError: A document is missing or no readable PDF, no copies are asked for, or
            the print file is not called a PDF or would replace a document.
        UitvoerError: The print file cannot be written.
    """
    if exemplaren < 1:
        raise InputError.of("exemplaren", f"{exemplaren} kan niet", "vraag er ten minste 1")
    if target.suffix.lower() != ".pdf":
        advice = "kies een naam die op .pdf eindigt, zoals afdrukken.pdf"
        raise InputError.of(str(target), "een afdrukbestand is een PDF", advice)
    if schijf.real(target) in {schijf.real(pdf) for pdf in pdfs}:
        raise InputError.of(str(target), "dit is het document zelf", "kies een andere naam")
    content = io.BytesIO()  # on a disk that is full, qpdf ends the whole program
    with ExitStack() as sources, Pdf.new() as pakket:
        for pdf in pdfs:
            source = _open(pdf, sources)
            for _ in range(exemplaren):
                pakket.pages.extend(source.pages)
                if dubbelzijdig and len(source.pages) % 2:
                    pakket.pages.append(_blank_like(pakket.pages[-1]))
        pakket.Root.ViewerPreferences = Dictionary(
            Duplex=Name.DuplexFlipLongEdge if dubbelzijdig else Name.Simplex,
            PrintScaling=Name("/None"),
        )
        sizes = {tuple(sorted(round(float(s)) for s in page.mediabox)) for page in pakket.pages}
        papier = "A4" if sizes == {(0, 0, 595, 842)} else ""
        vellen = len(pakket.pages) // (2 if dubbelzijdig else 1)
        pakket.save(content, min_version="1.7", deterministic_id=True)
    try:
        schijf.write_whole(target, content.getvalue())
    except UitvoerError as error:
        raise UitvoerError(
            error.message,
            "Kijk of de map bestaat en beschreven mag worden, en of er schijfruimte is, of kies "
            "een andere plaats.",
        ) from error
    return Pakket(target, exemplaren, dubbelzijdig, vellen, papier)


def _open(pdf: Path, sources: ExitStack) -> Pdf:
    """Open a document, until all sources are closed."""
    first, again = "maak het document eerst", "maak het document opnieuw"
    try:
        with os_fault(str(pdf), first, first):
            source = sources.enter_context(Pdf.open(io.BytesIO(read_bytes(pdf))))
    except PdfError as error:
        raise InputError.of(str(pdf), "dit is geen leesbare PDF", again) from error
    if not source.pages:
        raise InputError.of(str(pdf), "er staan geen pagina's in", again)
    return source


def _blank_like(page: Page) -> Page:
    blank = Dictionary(Type=Name.Page, Resources=Dictionary())
    for key in (Name.MediaBox, Name.CropBox, Name.Rotate, Name.UserUnit):
        if key in page.obj:
            blank[key] = page.obj[key]
    return Page(blank)
