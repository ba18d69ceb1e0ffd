"""Pages that come back: how long one takes that is clean, on one core."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pypdfium2
from eigen import Eigenwerk
from meting import measure
from PIL import Image
from verhouding import Doel

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mappen import Mappen

_DPI, _JPEG, _ASKEW = 200, 75, 0.4


def measure_retour(mappen: Mappen) -> list[Doel]:
    """Measure a page with a code, and one without, which has to be read letter by letter.

    Starting the program is counted as well, over all pages of a file.
    """
    with_codes, without = (Eigenwerk(mappen.new()) for _ in range(2))
    without.leave_out_codes()
    return [
        Doel("een schone bladzijde die terugkomt, met code", 0.3, _per_page(with_codes, 10), "s"),
        Doel("hetzelfde zonder code, met OCR", 4.0, _per_page(without, 3), "s"),
    ]


def _per_page(werk: Eigenwerk, agreements: int) -> float:
    """Return the seconds of processor that a page of some agreements takes."""
    werk.run("genereer")
    scans = _scan(sorted(werk.pdfs.glob("*.pdf"))[:agreements])
    place = werk.werkmap / "scan.pdf"
    scans[0].save(place, save_all=True, append_images=scans[1:], resolution=_DPI, quality=_JPEG)
    return measure(lambda: werk.run("inname", place.name)).cpu / len(scans)


def _scan(pdfs: Iterable[Path]) -> list[Image.Image]:
    """Return the pages of PDFs as a scanner that lies nearly straight gives them."""
    found = []
    for pdf in pdfs:
        with closing(pypdfium2.PdfDocument(pdf)) as document:
            for page in document:
                drawn: Image.Image = page.render(scale=_DPI / 72, grayscale=True).to_pil()
                askew = drawn.convert("L").rotate(_ASKEW, Image.Resampling.BICUBIC, fillcolor=255)
                found.append(askew)
    return found
