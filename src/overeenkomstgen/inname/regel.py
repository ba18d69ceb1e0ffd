"""A line of the issued page, each word held against its picture in a scan."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise, product
from statistics import median

import numpy as np
from numpy.typing import NDArray

from overeenkomstgen.inname.blad import FIJN, Vak, Woord
from overeenkomstgen.inname.gelezen import is_blank_line, rows_of
from overeenkomstgen.inname.inkt import Raster, blurred

_POINT = FIJN / 72
_FAR = 3  # dots that a word lies off at most, where a line lies badly
_BLACK = 0.65  # the ink of a line, at most, that is printed in grey
_FULL, _PALE = 0.8, 0.2  # the most ink of a line that is black, after blurring; and of the palest
_POOR = 0.2  # of the ink of its words, that differs then
_DOUBT = 0.29  # by how much ink, on average, a spot as wide as a stroke may differ
_NOISE = 2.3  # and by how many times what is usual on the page
_SHORT, _STRICT = 10, 0.87  # signs of a word that differs less by chance, and how much less
_FAINT = 1.15  # times what is doubtful, of dirt at most
_FINE = np.float32(127)  # shades of a difference, which goes from -1 to 1
_SPOT = 1, 1, 2  # how a spot of four dots is summed, as wide as a stroke is


@dataclass(slots=True, eq=False)
class Plek:
    """A word of the issued page, and how its picture in a scan differs.

    Attributes:
        meer: By how much a spot in it is darker in the scan, at most.
        minder: By how much one is lighter.
        lees: Whether it must be read.
        vuil: Whether it has all its ink, and at most dirt or a stamp over it.
    """

    woord: Woord
    meer: float
    minder: float
    lees: bool = False
    vuil: bool = False


@dataclass(slots=True, eq=False)
class Regel:
    """A line of the issued page, from ``top`` to ``bottom`` in dots.

    Attributes:
        bleek: Whether it is printed in grey.
        naast: Whether something stands beside its words, as if it were one.
    """

    top: int
    bottom: int
    plekken: list[Plek]
    bleek: bool
    naast: bool = False

    def beside(self, vak: Vak) -> bool:
        """Return whether something stands on its height, wherever that is on it."""
        return self.top < vak.bottom * _POINT and vak.top * _POINT < self.bottom

    def has_within(self, vak: Vak) -> bool:
        """Return whether something is hardly higher than its words are, and on their height."""
        own = Vak.around(plek.woord.vak for plek in self.plekken)
        spare = 0.5 * (own.bottom - own.top)
        return vak.top >= own.top - spare and vak.bottom <= own.bottom + spare


def has_figure(woord: Woord) -> bool:
    """Tell whether a word has a figure, which a pen can make another."""
    return any(map(str.isdigit, woord.tekst))


def hold(
    woorden: Iterable[Woord], seen: Raster, known: Raster
) -> tuple[list[Regel], Raster, float]:
    """Hold each word against its picture, a dot beside its place and a little paler or darker.

    Returns:
        The lines, what differs dot by dot, and by how much a spot differs by chance.
    """
    around, off, regels = np.pad(seen, _FAR), seen - known, list[Regel]()
    for row in rows_of(woorden):
        top, bottom = _lay_over(row, around, known, off)
        plekken = [Plek(woord, 0, 0) for woord in row]
        grey = all(box_in(woord.vak, known).max(initial=0) < _BLACK for woord in row)
        regels.append(Regel(top, bottom, plekken, grey))
    off += 1
    off *= _FINE
    spots = blurred(off.astype(np.uint8), *_SPOT) / _FINE - 1
    every = [plek for regel in regels for plek in regel.plekken]
    for plek in every:
        if not is_blank_line(plek.woord.tekst):
            box = box_in(plek.woord.vak, spots)
            plek.meer, plek.minder = float(box.max(initial=0)), -float(box.min(initial=0))
    usual = median(max(plek.meer, plek.minder) for plek in every) if every else 0.0
    limit = max(_DOUBT, _NOISE * usual)
    for plek in every:
        short = len(plek.woord.tekst) <= _SHORT
        plain = not (has_figure(plek.woord) or is_blank_line(plek.woord.tekst))
        plek.lees = max(plek.meer, plek.minder) > limit * (_STRICT if short else 1)
        plek.vuil = plain and plek.minder <= limit and plek.meer <= _FAINT * limit
    return regels, spots, limit


def _lay_over(row: list[Woord], around: Raster, known: Raster, off: Raster) -> tuple[int, int]:
    """Put in ``off`` how a line differs, each word where it fits best; return its top and bottom.

    ``around`` is the scan with some dots around it.
    """
    height, width = known.shape
    top = max(int(min(w.vak.top for w in row) * _POINT) - 2, 0)
    bottom = min(int(max(w.vak.bottom for w in row) * _POINT) + 3, height)
    middles = [(a.vak.right + b.vak.left) / 2 * _POINT for a, b in pairwise(row)]
    sides = (row[0].vak.left * _POINT - 3, *middles, row[-1].vak.right * _POINT + 3)
    *lefts, end = np.maximum.accumulate(np.clip(sides, 0, width).astype(int))
    page = known[top:bottom, lefts[0] : end]
    there = around[top : bottom + 2 * _FAR, lefts[0] : end + 2 * _FAR]
    wrong, best = _fitted(page, there, np.array(lefts) - lefts[0], 1)
    if wrong > _POOR:
        _, best = _fitted(page, there, np.array(lefts) - lefts[0], _FAR)
    for (left, right), (down, across, darker) in zip(pairwise([*lefts, end]), best, strict=True):
        moved = around[top + down : bottom + down, left + across : right + across]
        differs = moved / darker - known[top:bottom, left:right]
        off[top:bottom, left:right] = np.minimum(differs, 1)
    return top, bottom


def _fitted(
    page: Raster, there: Raster, starts: NDArray[np.int_], reach: int
) -> tuple[float, list[tuple[int, int, float]]]:
    """Lay words over a scan, each where it fits best, within a reach of its place.

    Returns:
        Which part of their ink differs, and of each word how far down and to the right it lies
        in what was given of the scan, and how much darker it is there.
    """
    (height, width), tried = page.shape, range(_FAR - reach, _FAR + reach + 1)
    per_column = partial(np.einsum, "ij,ij->j")  # the sum of products
    strips = [there[down : down + height] for down in tried]
    products = [per_column(strip[:, at : at + width], page) for strip in strips for at in tried]
    squares = [each[at : at + width] for each in map(per_column, strips, strips) for at in tried]
    both, total = (np.add.reduceat(each, starts, axis=1) for each in (products, squares))
    own = np.maximum(np.add.reduceat(per_column(page, page), starts), 1e-6)
    pale = min(1.0, float(page.max(initial=_PALE)) / _FULL)  # a scan in black and white is not
    darker = np.clip(both / own, 0.6, 1.4 / pale)
    errors = total / own - 2 * darker * both / own + darker * darker
    best, places = errors.argmin(axis=0), [*product(tried, tried)]
    found = [(*places[at], float(darker[at, word])) for word, at in enumerate(best)]
    return median(errors.min(axis=0).tolist()), found


def box_in(vak: Vak, raster: Raster) -> Raster:
    """Return the part of a picture in a box on the page."""
    left, top, right, bottom = vak.dots(FIJN)
    return raster[max(top - 1, 0) : bottom + 2, max(left, 0) : right + 2]
