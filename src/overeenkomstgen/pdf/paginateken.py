"""A code drawn on a page of a PDF: a Data Matrix (ISO/IEC 16022) as an area of black squares.

It is an artifact of the page, which a screen reader skips (ISO 32000-1, 14.8.2.2): neither text
nor a figure. It is drawn before all else, so that nothing of the page changes what it looks like,
and as one path, in which no white shows between squares that touch.
"""

import re
from dataclasses import dataclass

from pikepdf import Page

ZIJDE = 12 * 72 / 25.4
"""The side of a code, in points: 12 mm. A scan of 150 dots in an inch has four for each square."""
_SQUARES = 18  # on a side: the size that has room for all that we write
_ONE = ZIJDE / _SQUARES
_SIZE = 5  # of those that zxing-cpp has, the one of so many squares
_BLACK = re.compile(rb"\0+")
_CORNERS = {0: (0, 1), 90: (2, 1), 180: (2, 3), 270: (0, 3)}  # lower left as seen, of the box
_TURNS = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}  # cosine and sine

Vak = tuple[float, float, float, float]
"""A box on a page, in its own coordinates: left, bottom, right, top."""


@dataclass(frozen=True, slots=True)
class Teken:
    """A code, with where its lower left stands on the page as it is seen, in points."""

    tekst: str
    x: float
    y: float


def size(page: Page) -> tuple[float, float]:
    """Return how wide and how high a page is as it is seen, in points."""
    left, bottom, right, top = _seen(page)
    sides = (right - left, top - bottom)
    return sides if page.rotation % 180 == 0 else sides[::-1]


def draw(page: Page, teken: Teken) -> tuple[bytes, Vak]:
    """Return what draws a code, to come before the content of a page, and the box to keep free."""
    turn, box = page.rotation % 360, _seen(page)
    cos, sin = _TURNS[turn]
    across, up = (box[corner] for corner in _CORNERS[turn])
    x, y = across + cos * teken.x - sin * teken.y, up + sin * teken.x + cos * teken.y
    numbers = (cos * _ONE, sin * _ONE, -sin * _ONE, cos * _ONE, x, y)
    placed = " ".join(f"{number:.4f}" for number in numbers).encode()
    content = b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC\nq %s cm\n0 g\n%sf\nQ\nEMC\n"
    (left, right), (bottom, top) = (
        sorted((x, x + (cos - sin) * ZIJDE)),
        sorted((y, y + (sin + cos) * ZIJDE)),
    )
    # A reader needs one square of white on all sides (ISO/IEC 16022, 5.2).
    free = left - _ONE, bottom - _ONE, right + _ONE, top + _ONE
    return content % (placed, _squares(teken.tekst)), free


def _seen(page: Page) -> Vak:
    """Return the part of a page that is seen (ISO 32000-1, 14.11.2.1)."""
    media, crop = ([float(side) for side in box] for box in (page.mediabox, page.cropbox))
    left, bottom = (max(media[side], crop[side]) for side in (0, 1))
    right, top = (min(media[side], crop[side]) for side in (2, 3))
    return left, bottom, right, top


def _squares(text: str) -> bytes:
    """Return the black squares of a code as rectangles, of one each, from the lower left."""
    import zxingcpp  # noqa: PLC0415 - not needed where no codes are

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix, version=_SIZE)
    image = code.to_image(add_quiet_zones=False)
    dots = memoryview(image).tobytes()  # type: ignore[arg-type] # a buffer, which it does not say
    rows = (dots[at : at + _SQUARES] for at in range(0, len(dots), _SQUARES))
    return b"".join(
        b"%d %d %d 1 re\n" % (run.start(), _SQUARES - number, len(run[0]))
        for number, row in enumerate(rows, 1)
        for run in _BLACK.finditer(row)
    )
