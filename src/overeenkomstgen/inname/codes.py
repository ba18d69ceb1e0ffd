"""Reading the codes on a page that came in (*paginacode*), from its picture.

What reads a code gets whatever somebody scanned, so that is done aside: where it crashes or hangs
on a page, nothing is read on that page alone. First it is looked where the footer is, then at the
other end, then anywhere; then in a picture twice as large. Where one of ours is, no further.
"""

from typing import TYPE_CHECKING, Final

from overeenkomstgen.inname.binnenkomst import ASIDE
from overeenkomstgen.inname.blad import DPI, Vak
from overeenkomstgen.kern.paginacode import Paginacode
from overeenkomstgen.schijf.process import LostError

if TYPE_CHECKING:
    from PIL.Image import Image

SECONDS: Final = 20.0
"""In which a page must be read; that takes some hundredths of one."""
_WIT = 3.3  # points around a code: more than a millimetre
_STRIP = 5  # of a page, the part in which its footer is


def read_codes(beeld: "Image", dpi: int = DPI) -> tuple[tuple[Paginacode, Vak], ...]:
    """Return the codes of ours in the picture of a page, of mode ``L``, however it is turned.

    Each with the box around it and its white. What another made, and what cannot be read, is left
    out; the page may lie on its head.
    """
    width, height = beeld.size
    strip = max(height // _STRIP, 1)
    foot, head = (0, height - strip, width, height), (0, 0, width, strip)
    whole = (0, 0, width, height)
    for box, scale in ((foot, 1), (head, 1), (whole, 1), (foot, 2), (head, 2)):
        try:
            found = ASIDE.call(SECONDS, find_codes, beeld.crop(box), scale)
        except LostError:
            return ()
        read = [(Paginacode.read(text), at) for text, at in found]
        if own := tuple((code, _place(at, box, dpi)) for code, at in read if code):
            return own
    return ()


def _place(at: tuple[float, ...], part: tuple[int, ...], dpi: int) -> Vak:
    left, top, right, bottom = ((part[n % 2] + side) * 72 / dpi for n, side in enumerate(at))
    return Vak(left - _WIT, top - _WIT, right + _WIT, bottom + _WIT)


def find_codes(picture: "Image", scale: int) -> list[tuple[str, tuple[float, ...]]]:
    """Return what the codes in a picture say, made so many times larger, and where each stands."""
    import zxingcpp  # noqa: PLC0415 - not needed where nothing comes in

    larger = picture.resize((picture.width * scale, picture.height * scale))
    kind = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.DataMatrix)
    found = list[tuple[str, tuple[float, ...]]]()
    for code in zxingcpp.read_barcodes(larger, formats=kind):
        at = code.position
        corners = at.top_left, at.top_right, at.bottom_right, at.bottom_left
        x, y = ([getattr(corner, side) / scale for corner in corners] for side in "xy")
        found.append((code.text, (min(x), min(y), max(x), max(y))))
    return found
