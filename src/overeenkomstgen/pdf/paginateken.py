"""A code drawn on a page of a PDF: a Data Matrix (ISO/IEC 16022) as an area of black squares.

It is an artifact of the page, which a screen reader skips (ISO 32000-1, 14.8.2.2): neither text
nor a figure. It is drawn before all else, so that nothing of the page changes what it looks like,
and as one path, in which no white shows between squares that touch.
"""

import re

from pikepdf import Page, Rectangle

_MM = 72 / 25.4
_SIDE = 12 * _MM  # a scan of 150 dots in an inch has four for each square
_EDGE, _USUAL = 5 * _MM, 8 * _MM  # from the edge of the paper: any printer prints from 5 mm
_FOOT = 12.5 * _MM  # where Word lets a footer begin
_SQUARES = 18  # on a side: the size that has room for all that we write
_ONE = _SIDE / _SQUARES
_SIZE = 5  # of those that zxing-cpp has, the one of so many squares
_BLACK = re.compile(rb"\0+")
_CORNERS = {0: (0, 1), 90: (2, 1), 180: (2, 3), 270: (0, 3)}  # lower left as seen, of the box
_TURNS = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}  # cosine and sine

Vak = tuple[float, float, float, float]
"""A box on a page, in its own coordinates: left, bottom, right, top."""


def draw(page: Page, text: str, place: int) -> tuple[bytes, Vak] | None:
    """Return what draws a code, to come before the content of a page, and the box to keep free.

    The places are counted from 0, the best: beside the footer on the right, on the left, and
    below it. None where there is no such place.
    """
    turn, box = page.rotation % 360, _seen(page)
    across = (box[2] - box[0], box[3] - box[1])[turn // 90 % 2] - _SIDE
    beside = (across - _USUAL, across - _EDGE, _USUAL, _EDGE)
    places = [*((x, _FOOT) for x in beside), (across - _USUAL, _EDGE)]
    if place >= len(places):
        return None
    cos, sin = _TURNS[turn]
    (x, y), corner = places[place], [box[side] for side in _CORNERS[turn]]
    x, y = corner[0] + cos * x - sin * y, corner[1] + sin * x + cos * y
    numbers = (cos * _ONE, sin * _ONE, -sin * _ONE, cos * _ONE, x, y)
    placed = " ".join(f"{number:.4f}" for number in numbers).encode()
    content = b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC\nq %s cm\n0 g\n%sf\nQ\nEMC\n"
    left, right = sorted((x, x + (cos - sin) * _SIDE))
    bottom, top = sorted((y, y + (sin + cos) * _SIDE))
    # A reader needs one square of white on all sides (ISO/IEC 16022, 5.2).
    free = left - _ONE, bottom - _ONE, right + _ONE, top + _ONE
    return content % (placed, _squares(text)), free


def _seen(page: Page) -> Vak:
    """Return the part of a page that is seen (ISO 32000-1, 14.11.2.1)."""
    media, crop = Rectangle(page.mediabox), Rectangle(page.cropbox)
    left, bottom = max(media.llx, crop.llx), max(media.lly, crop.lly)
    return left, bottom, min(media.urx, crop.urx), min(media.ury, crop.ury)


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
