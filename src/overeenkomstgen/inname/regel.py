"""A line of the issued page, each word held against its picture in a scan."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from overeenkomstgen.inname.blad import Vak, Woord
from overeenkomstgen.inname.gelezen import is_blank_line, rows_of
from overeenkomstgen.inname.registratie import FIJN, Getallen, Raster, summed

_POINT = FIJN / 72
_FAR = 3  # dots that a word lies off at most, where a line lies badly
_BLACK = 0.65  # the ink of a line, at most, that is printed in grey
_FULL, _PALE = 0.8, 0.2  # the most ink of a line that is black, after blurring; and of the palest
_POOR = 0.2  # of the ink of its words, that differs then
_SHORT, _STRICT = 10, 0.87  # signs of a word that differs less by chance, and how much less
_FAINT = 1.15  # times what is doubtful, of dirt at most
_SPOT = 1, 1, 2  # how a spot of four dots is summed, as wide as a stroke is
_FINE, _HALF = np.float32(127), np.float32(1)  # shades of a difference, which goes from -1 to 1


@dataclass(slots=True, eq=False)
class Regel:
    """A line of the issued page, in dots.

    Attributes:
        extra: By how much a spot in each word is darker in the scan, at most.
        lacks: By how much one is lighter.
        lees: Which words must be read.
        vuil: Which words have all their ink, and at most dirt or a stamp over it.
    """

    top: int
    bottom: int
    woorden: list[Woord]
    extra: Getallen
    lacks: Getallen
    lees: NDArray[np.bool_]
    vuil: NDArray[np.bool_]
    bleek: bool = False  # it is printed in grey
    naast: bool = False  # something stands beside its words, as if it were one

    @property
    def vak(self) -> Vak:
        """The box around its words, in points."""
        return Vak.around([woord.vak for woord in self.woorden])

    def doubt(self, limit: float) -> None:
        """Find which words must be read, and which of those may only be dirty.

        By no more than the limit a spot differs by chance; of figures any of it counts.
        """
        short = np.array([len(woord.tekst) <= _SHORT for woord in self.woorden])
        plain = [not (has_figure(each) or is_blank_line(each.tekst)) for each in self.woorden]
        self.lees = np.maximum(self.extra, self.lacks) > limit * np.where(short, _STRICT, 1)
        self.vuil = (self.lacks <= limit) & (self.extra <= _FAINT * limit) & np.array(plain)

    def beside(self, vak: Vak) -> bool:
        """Return whether something stands on its height, wherever that is on it."""
        return self.top < vak.bottom * _POINT and vak.top * _POINT < self.bottom


def has_figure(woord: Woord) -> bool:
    """Tell whether a word has a figure, which a pen can make another."""
    return any(map(str.isdigit, woord.tekst))


def hold(woorden: Iterable[Woord], seen: Raster, known: Raster) -> tuple[list[Regel], Raster]:
    """Hold each word against its picture; return the lines, and what differs dot by dot.

    A word may lie a dot beside its place, and its ink be a little paler or darker.
    """
    height, width = known.shape
    around, off = np.pad(seen, _FAR), seen - known
    rows, places = rows_of(woorden), list[tuple[int, int]]()
    for row in rows:
        top = max(int(min(w.vak.top for w in row) * _POINT) - 2, 0)
        bottom = min(int(max(w.vak.bottom for w in row) * _POINT) + 3, height)
        middles = [(a.vak.right + b.vak.left) / 2 * _POINT for a, b in pairwise(row)]
        sides = (row[0].vak.left * _POINT - 3, *middles, row[-1].vak.right * _POINT + 3)
        *lefts, end = np.maximum.accumulate(np.clip(sides, 0, width).astype(int))
        page = known[top:bottom, lefts[0] : end]
        there = around[top : bottom + 2 * _FAR, lefts[0] : end + 2 * _FAR]
        starts = np.array(lefts) - lefts[0]
        wrong, best = _laid_over(page, there, starts, 1)
        if wrong > _POOR:
            _, best = _laid_over(page, there, starts, _FAR)
        for (left, right), (down, across, darker) in zip(
            pairwise([*lefts, end]), best, strict=True
        ):
            moved = around[top + down : bottom + down, left + across : right + across]
            off[top:bottom, left:right] = np.minimum(
                moved / darker - known[top:bottom, left:right], 1
            )
        places.append((top, bottom))
    off += _HALF
    off *= _FINE
    spots = summed(off.astype(np.uint8), *_SPOT)
    spots /= _FINE
    spots -= _HALF
    regels = []
    for row, (top, bottom) in zip(rows, places, strict=True):
        boxes = [box_in(woord.vak, spots) for woord in row]
        blank = np.array([not is_blank_line(woord.tekst) for woord in row])
        regels.append(
            Regel(
                *(top, bottom, row),
                extra=np.array([float(box.max(initial=0)) for box in boxes]) * blank,
                lacks=np.array([-float(box.min(initial=0)) for box in boxes]) * blank,
                lees=np.zeros(len(row), bool),
                vuil=np.zeros(len(row), bool),
                bleek=all(box_in(woord.vak, known).max(initial=0) < _BLACK for woord in row),
            )
        )
    return regels, spots


def _laid_over(
    page: Raster, there: Raster, starts: NDArray[np.int_], reach: int
) -> tuple[float, list[tuple[int, int, float]]]:
    """Lay words over a scan, each where it fits best, within a reach of its place.

    Returns:
        Which part of their ink differs, and of each word how far down and to the right it lies
        in what was given of the scan, and how much darker it is there.
    """
    height, width = page.shape
    own = np.maximum(np.add.reduceat(np.einsum("ij,ij->j", page, page), starts), 1e-6)
    pale = min(1.0, float(page.max(initial=_PALE)) / _FULL)  # a scan in black and white is not
    tried, places = [], []
    for down in range(_FAR - reach, _FAR + reach + 1):
        strip = there[down : down + height]
        squares = np.einsum("ij,ij->j", strip, strip)
        for across in range(_FAR - reach, _FAR + reach + 1):
            where = slice(across, across + width)
            both = np.add.reduceat(np.einsum("ij,ij->j", strip[:, where], page), starts)
            darker = np.clip(both / own, 0.6, 1.4 / pale)
            total = np.add.reduceat(squares[where], starts)
            tried.append((total / own - 2 * darker * both / own + darker * darker, darker))
            places.append((down, across))
    errors = np.array([error for error, _ in tried])
    best = errors.argmin(axis=0)
    found = [(*places[at], float(tried[at][1][word])) for word, at in enumerate(best)]
    return float(np.median(errors.min(axis=0))), found


def box_in(vak: Vak, raster: Raster) -> Raster:
    """Return the part of a picture in a box on the page."""
    left, top, right, bottom = (
        int(each * _POINT) for each in (vak.left, vak.top, vak.right, vak.bottom)
    )
    return raster[max(top - 1, 0) : bottom + 2, max(left, 0) : right + 2]
