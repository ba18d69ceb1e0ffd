"""Makes what comes in: PDFs, pictures, zips and e-mails, whole and not."""

from __future__ import annotations

import io
from collections.abc import Iterable

from pikepdf import Dictionary, Name, Pdf

A4 = (595, 842)


def make_pdf(pages: Iterable[str] = ("Overeenkomst",), *, turned: int = 0, cut: int = 0) -> bytes:
    """Make a PDF of a line of text a page, its baseline at 72, 700 points from the lower left.

    It is turned by so many degrees when it is seen, and so many points are cut off of each side.
    """
    pdf = Pdf.new()
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Name.WinAnsiEncoding,
    )
    for text in pages:
        page = pdf.add_blank_page(page_size=A4)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        shown = text.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
        page.Contents = pdf.make_stream(b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % shown)
        page.Rotate = turned
        page.CropBox = [cut, cut, A4[0] - cut, A4[1] - cut]
    made = io.BytesIO()
    pdf.save(made, deterministic_id=True)
    return made.getvalue()
