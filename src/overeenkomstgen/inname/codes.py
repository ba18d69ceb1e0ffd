"""Reading the codes on a page that came in (*paginacode*), from its picture.

What reads a code gets whatever somebody scanned, so that is done aside: where it crashes or hangs
on a page, nothing is read on that page alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from overeenkomstgen.kern.paginacode import Paginacode
from overeenkomstgen.schijf.process import LostError, Worker

if TYPE_CHECKING:
    from PIL.Image import Image

SECONDS: Final = 20.0
"""In which a page must be read; that takes some hundredths of one."""
_WIT = 9  # dots around a code: a millimetre
_STRIP = 5  # of a page, the part in which its footer is

Punt = tuple[float, float]
"""A place in a picture, in dots from its upper left."""

_aside: Final = Worker(memory=2 * 1024**3)


@dataclass(frozen=True, slots=True)
class Gelezencode:
    """A code that was read in a picture.

    Attributes:
        hoeken: The corners of the code itself, turned as it may be: its upper left, upper right,
            lower right and lower left, as it stands on a page that lies straight.
    """

    code: Paginacode
    hoeken: tuple[Punt, Punt, Punt, Punt]

    @property
    def vak(self) -> tuple[int, int, int, int]:
        """The box around it, with its white: left, top, right and bottom, in dots."""
        x, y = zip(*self.hoeken, strict=True)
        return int(min(x)) - _WIT, int(min(y)) - _WIT, int(max(x)) + _WIT, int(max(y)) + _WIT


def read_codes(beeld: "Image") -> tuple[Gelezencode, ...]:
    """Return the codes of ours in the picture of a page, of mode ``L``, however it is turned.

    What another made, and what cannot be read, is left out; the page may lie on its head.
    """
    try:
        found = _aside.call(SECONDS, find_codes, beeld.tobytes(), beeld.size)
    except LostError:
        return ()
    read = ((Paginacode.read(text), corners) for text, corners in found)
    return tuple(Gelezencode(code, corners) for code, corners in read if code)


Gevonden = tuple[str, tuple[Punt, Punt, Punt, Punt]]


def find_codes(dots: bytes, size: tuple[int, int]) -> list[Gevonden]:
    """Return what the codes in a picture say, with their corners; runs aside.

    First where the footer is, then at the other end, then anywhere; then in a picture twice as
    large. Where there is one that can be ours, no further.
    """
    from PIL import Image  # noqa: PLC0415 - not needed where nothing comes in

    picture = Image.frombuffer("L", size, dots)
    width, height = size
    strip = max(height // _STRIP, 1)
    whole = (0, 0, width, height)
    ends = ((0, height - strip, width, height), (0, 0, width, strip))
    for box, scale in ((ends[0], 1), (ends[1], 1), (whole, 1), (ends[0], 2), (ends[1], 2)):
        if found := list(_find(picture, box, scale)):
            return found
    return []


def _find(picture: "Image", box: tuple[int, int, int, int], scale: int) -> Iterator[Gevonden]:
    import zxingcpp  # noqa: PLC0415 - the same

    part = picture.crop(box)
    if scale != 1:
        part = part.resize((part.width * scale, part.height * scale))
    kind = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.DataMatrix)
    for code in zxingcpp.read_barcodes(part, formats=kind):
        place = code.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        one, two, three, four = (
            (box[0] + each.x / scale, box[1] + each.y / scale) for each in corners
        )
        if Paginacode.read(code.text):
            yield code.text, (one, two, three, four)
