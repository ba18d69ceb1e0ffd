"""A line of the issued page, each word held against its picture in a scan."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from overeenkomstgen.inname.blad import Vak, Woord
from overeenkomstgen.inname.gelezen import is_blank_line, rows_of
from overeenkomstgen.inname.registratie import FIJN, Getallen, Raster

_POINT = FIJN / 72
_SHIFTS = [*product(range(3), repeat=2)]
_SPOT = 1.5  # half the width of a spot that is looked at, in dots, less a half: as a stroke is


@dataclass(slots=True)
class Regel:
    """A line of the issued page, in dots.

    Attributes:
        extra: By how much a spot in each word is darker in the scan, at most.
        lacks: By how much one is lighter.
        lees: Which words must be read.
    """

    top: int
    bottom: int
    woorden: list[Woord]
    extra: Getallen
    lacks: Getallen
    lees: NDArray[np.bool_]
    naast: bool = False  # something stands beside its words, as if it were one

    @property
    def vak(self) -> Vak:
        """The box around its words, in points."""
        return Vak.around([woord.vak for woord in self.woorden])

    def beside(self, vak: Vak) -> bool:
        """Return whether something stands on its height, wherever that is on it."""
        return self.top < vak.bottom * _POINT and vak.top * _POINT < self.bottom


def hold(woorden: Iterable[Woord], seen: Raster, known: Raster) -> tuple[list[Regel], Raster]:
    """Hold each word against its picture; return the lines, and what differs dot by dot.

    A word may lie a dot beside its place, and its ink be a little paler or darker.
    """
    from PIL import Image, ImageFilter  # noqa: PLC0415 - slow to load

    height, width = known.shape
    around = np.pad(seen, 1)
    off = seen - known
    rows = rows_of(woorden)
    places = []
    for row in rows:
        top = max(int(min(w.vak.top for w in row) * _POINT) - 2, 0)
        bottom = min(int(max(w.vak.bottom for w in row) * _POINT) + 3, height)
        middles = [(a.vak.right + b.vak.left) / 2 * _POINT for a, b in pairwise(row)]
        lefts = np.maximum.accumulate(np.clip([0, *middles], 0, width - 1).astype(int))
        page = known[top:bottom]
        own = np.add.reduceat((page * page).sum(0), lefts)
        tried = []
        for down, across in _SHIFTS:
            moved = around[top + down : bottom + down, across : across + width]
            both = np.add.reduceat((moved * page).sum(0), lefts)
            darker = np.clip(both / np.maximum(own, 1e-6), 0.6, 1.4)
            total = np.add.reduceat((moved * moved).sum(0), lefts)
            tried.append((total - 2 * darker * both + darker * darker * own, darker))
        best = np.argmin([error for error, _ in tried], axis=0)
        for number, (left, right) in enumerate(pairwise([*lefts, width])):
            (down, across), (_, darker) = _SHIFTS[best[number]], tried[best[number]]
            moved = around[top + down : bottom + down, across + left : across + right]
            off[top:bottom, left:right] = moved / darker[number] - page[:, left:right]
        places.append((top, bottom))
    grey = Image.fromarray(np.clip(128 + 127 * off, 0, 255).astype(np.uint8))
    blurred = np.asarray(grey.filter(ImageFilter.BoxBlur(_SPOT)), dtype=np.float32)
    spots = (blurred - np.float32(128)) / np.float32(127)
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
            )
        )
    return regels, spots


def box_in(vak: Vak, raster: Raster) -> Raster:
    """Return the part of a picture in a box on the page."""
    left, top, right, bottom = (
        int(each * _POINT) for each in (vak.left, vak.top, vak.right, vak.bottom)
    )
    return raster[max(top - 1, 0) : bottom + 2, max(left, 0) : right + 2]
