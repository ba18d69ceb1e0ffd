"""A stain on a scan: where it is darker than the issued page, cell by cell of a millimetre."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from overeenkomstgen.inname.blad import FIJN, Vak
from overeenkomstgen.inname.inkt import Getallen, Raster

_CELL = 6  # dots
_SIZE = _CELL * 72 / FIJN
_NEAR = [*product(range(-2, 3), range(-4, 5))]  # where cells lie that belong to the same stain
_PALE = 0.2  # by how much something is darker at least where the page is blank
_COVER = 0.08  # of a cell, at least
_INKED = 0.1  # the ink of a dot that is not blank
_TRACE = 0.01  # of a cell that is not blank
_LEAST = 5  # cells of a stain
_EDGE = 5  # cells along the edges of the page, where a scan may show anything
_THIN, _LONG = 2 * _SIZE, 10 * _SIZE

Cel = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Vlek:
    """Something that is too dark.

    Attributes:
        cellen: The cells that it covers, by row and column.
        vak: The box around it.
        blank: Which part of it lies where the issued page is blank.
    """

    cellen: list[Cel]
    vak: Vak
    blank: float

    @property
    def is_flat(self) -> bool:
        """Whether it is as a line is."""
        return self.vak.bottom - self.vak.top <= _THIN and self.vak.right - self.vak.left > _LONG

    def under(self, vakken: Iterable[Vak]) -> float:
        """Return which part of it lies in boxes."""
        boxes = [each for each in vakken if each.touches(self.vak)]
        cells = [
            Vak(x * _SIZE, y * _SIZE, (x + 1) * _SIZE, (y + 1) * _SIZE) for y, x in self.cellen
        ]
        return sum(any(map(cell.touches, boxes)) for cell in cells) / len(cells)


def find_stains(off: Raster, known: Raster, limit: float) -> Iterator[Vlek]:
    """Give what is too dark on a page.

    Args:
        off: By how much each dot is darker than it should be.
        known: The ink of the issued page.
        limit: From how much on it counts where that is not blank.
    """
    rows, columns = (side // _CELL for side in off.shape)
    inked = np.pad(_share(known > _INKED) > _TRACE, 1)
    near = np.logical_or.reduce(
        [inked[a : a + rows, b : b + columns] for a, b in product(range(3), repeat=2)]
    )
    dark = (_share(off > limit) > _COVER) | ((_share(off > _PALE) > _COVER) & ~near)
    dark[:_EDGE], dark[-_EDGE:], dark[:, :_EDGE], dark[:, -_EDGE:] = False, False, False, False
    left = {(int(row), int(column)) for row, column in np.argwhere(dark)}
    while left:
        stain, fresh = list[Cel](), [left.pop()]
        while fresh:
            row, column = fresh.pop()
            stain.append((row, column))
            around = {(row + down, column + across) for down, across in _NEAR} & left
            fresh += around
            left -= around
        if len(stain) >= _LEAST:
            (top, first), (bottom, last) = np.min(stain, 0), np.max(stain, 0) + 1
            vak = Vak(*(float(each) * _SIZE for each in (first, top, last, bottom)))
            yield Vlek(stain, vak, float(np.mean([not near[cell] for cell in stain])))


def _share(of: NDArray[np.bool_]) -> Getallen:
    """Return of each cell which part of it is so."""
    from PIL import Image  # noqa: PLC0415 - slow to load

    rows, columns = (side // _CELL for side in of.shape)
    cells = Image.fromarray(of.view(np.uint8) * np.uint8(255)).reduce(_CELL)
    return np.asarray(cells, dtype=np.float32)[:rows, :columns] / 255
