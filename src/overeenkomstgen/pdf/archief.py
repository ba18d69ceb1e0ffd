"""Makes a PDF fit for the archive: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1).

LibreOffice makes tagged PDFs that nearly are. What it leaves out differs by
version, so the metadata is not mended but written anew, in one form:

* 7.4 names PDF/UA without the extension schema that PDF/A-2 then asks for
  (ISO 19005-2, 6.6.2.3.1), and writes a page's tab order as text;
* 7.4 draws the borders of paragraphs without saying that they are decoration;
* neither says of a footer that it is one;
* both tag as a table what only lays text out, such as a block to sign in;
* 25.2 gives links no description (ISO 14289-1, 7.18.5);
* both say level B, and vary the identifier, a checksum, the dates, and the
  moment at which the colour profile was made.

No dates are written. Neither standard asks for them, LibreOffice knows only the
time of conversion, and the same document must give the same bytes.
"""

import io
import os
import struct
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf

from overeenkomstgen.errors import ToolError
from overeenkomstgen.pdf.bladinhoud import Bladen
from overeenkomstgen.pdf.metagegevens import TAAL, write_packet
from overeenkomstgen.pdf.opbouw import mend_structure
from overeenkomstgen.pdf.paginateken import Vak, draw
from overeenkomstgen.schijf import schijf

_ICC_DATE = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
"""Stands at byte 24 of each colour profile (ISO 15076-1, 7.2.8)."""


def archive(
    pdf: Path,
    title: str,
    author: str,
    subject: str,
    code: Callable[[int], tuple[str, int]] | None = None,
) -> tuple[Vak | None, ...]:
    """Make LibreOffice's tagged PDF a PDF/A-2a and PDF/UA-1 file, in place.

    It then says of itself what is given. The same document gives the same bytes, whenever it
    is converted. It stands where nobody looks yet. ``code`` says of a page, by its number
    from 1, which code to draw on it, and in which place.

    Returns:
        Of each page the box of the code on it, with the white around that.

    Raises:
        ToolError: The file is no readable PDF.
    """
    try:
        with _memory() as content, pikepdf.open(pdf) as document:
            _describe(document, {"Title": title, "Author": author, "Subject": subject})
            _describe_links(document, title)
            _settle_colour_profiles(document)
            bladen = Bladen.of(document)
            mend_structure(bladen)
            boxes = [
                _draw(bladen, page, *code(number)) if code else None
                for number, page in enumerate(document.pages, 1)
            ]
            bladen.write()
            document.save(content, deterministic_id=True, fix_metadata_version=False)
            content.seek(0)
            made = content.read()
    except pikepdf.PdfError as error:
        advice = "Probeer het opnieuw; helpt dat niet, kijk dan of het Word-bestand heel is."
        raise ToolError("LibreOffice heeft er geen leesbare PDF van gemaakt.", advice) from error
    schijf.write(pdf, made)
    return tuple(boxes)


def _memory() -> BinaryIO:
    """Return a file in memory: on a disk that is full, qpdf ends the whole program.

    To one of the system's it writes by itself, some thousands of pieces; that halves the time.
    """
    return os.fdopen(os.memfd_create("pdf"), "w+b") if sys.platform == "linux" else io.BytesIO()


def _draw(bladen: Bladen, page: Page, text: str, place: int) -> Vak | None:
    """Draw a code on a page, of which the content can be read, before all else."""
    drawn, content = draw(page, text, place), bladen.contents[page.objgen]
    if drawn is None or not content:
        return None
    bladen.contents[page.objgen] = drawn[0] + content
    return drawn[1]


def _describe(document: Pdf, about: Mapping[str, str]) -> None:
    """Write metadata, document information and catalog; drop what varies between runs."""
    programs = {name: str(document.docinfo.get(f"/{name}", "")) for name in ("Producer", "Creator")}
    texts = {**about, **programs}
    root = document.Root
    root.Metadata = document.make_stream(write_packet(texts), Type=Name.Metadata, Subtype=Name.XML)
    root.Lang = TAAL
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    document.trailer.Info = document.make_indirect(
        Dictionary({f"/{name}": text for name, text in texts.items()})
    )
    for holder, name in (
        (document.trailer, Name.ID),  # made anew from the contents
        (document.trailer, Name.DocChecksum),
        (root, Name.OpenAction),  # the first page, where a reader opens anyway
    ):
        if name in holder:
            del holder[name]


def _describe_links(document: Pdf, title: str) -> None:
    """Give each page its tab order, as a copy may be signed, and each link a description."""
    for page in document.pages:
        page.Tabs = Name.S
        for annotation in page.get(Name.Annots, Array()):
            if Name.Contents not in annotation:
                target = annotation.get(Name.A, Dictionary()).get(Name.URI, title)
                annotation.Contents = str(target)


def _settle_colour_profiles(document: Pdf) -> None:
    """Give the colour profiles a fixed date: LibreOffice makes them at each conversion."""
    for intent in document.Root.get(Name.OutputIntents, Array()):
        profile = intent.DestOutputProfile
        data = profile.read_bytes()
        profile.write(data[:24] + _ICC_DATE + data[36:])
