"""The codes on the pages of a PDF, read from pictures of them."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pypdfium2
import zxingcpp

if TYPE_CHECKING:
    from pathlib import Path

MM = 72 / 25.4
"""Points in a millimetre."""
DPI = 200


def codes_on(pdf: Path) -> list[list[tuple[str, tuple[int, int]]]]:
    """Return of each page, as it is seen, its codes.

    Each with where its upper left is, in whole millimetres from the left and the bottom.
    """
    found = []
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            picture = page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
            kind = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.DataMatrix)
            read = zxingcpp.read_barcodes(picture, formats=kind)
            found.append(
                [
                    (
                        code.text,
                        (
                            round(code.position.top_left.x / DPI * 25.4),
                            round((picture.height - code.position.top_left.y) / DPI * 25.4),
                        ),
                    )
                    for code in read
                ]
            )
    return found
