"""The ink in a picture of a page, dot by dot (*inkt*)."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from overeenkomstgen.inname.blad import FIJN

if TYPE_CHECKING:
    from PIL.Image import Image

Getallen = NDArray[np.floating[Any]]
Raster = Getallen
"""Ink on a page, dot by dot: 0 is paper, 1 is black."""

_ROWS = 64  # of a picture that are summed at once
INKED = 0.4
"""The ink of a dot that counts."""


def at_size(scan: "Image", dpi: int) -> "Image":
    """Return a picture with as many dots in an inch as pages are compared at."""
    from PIL import Image  # noqa: PLC0415 - slow to load

    size = round(scan.width * FIJN / dpi), round(scan.height * FIJN / dpi)
    return scan if scan.size == size else scan.resize(size, Image.Resampling.BILINEAR)


def ink(image: "Image", blur: int = 0) -> Raster:
    """Return the ink in a picture, blurred so many times, against the paper around it."""
    from PIL import Image, ImageFilter  # noqa: PLC0415 - slow to load

    factor = max(1, min(image.size) // 100)
    paper = (
        image.reduce(factor).filter(ImageFilter.MaxFilter(7)).filter(ImageFilter.GaussianBlur(3))
    )
    wide = paper.resize((image.width, paper.height), Image.Resampling.BILINEAR)
    found = summed(np.asarray(image), *[1, 1] * blur)
    for number, row in enumerate(-1 / np.maximum(np.asarray(wide, dtype=np.float32), 1)):
        found[number * factor : (number + 1) * factor] *= row
    found += 1
    return levelled(found)


def levelled(found: Raster) -> Raster:
    """Let the darkest ink of a page be black."""
    some = found[::3, ::3]
    dark = some[some > INKED]
    if dark.size:
        found /= np.float32(np.percentile(dark, 90))
    clipped: Raster = np.clip(found, 0, 1, out=found)
    return clipped


def summed(dots: NDArray[np.uint8], *steps: int) -> Raster:
    """Return the average of what lies around each dot: of it and one some steps away, and again.

    Some rows at a time, which stay near the processor, as one long row: what goes round from the
    end of one to the begin of the next is cut off.
    """
    (height, width), around = dots.shape, sum(steps) // 2
    wider = np.pad(dots, ((around, around + 1), (around, around)), mode="edge")
    average, long = np.empty(dots.shape, np.float32), wider.shape[1]
    for top in range(0, height, _ROWS):
        rows = min(_ROWS, height - top)
        total = wider[top : top + rows + 2 * around + 1].astype(np.uint16).ravel()
        for step in (*steps, *(long * step for step in steps)):
            total = total[step:] + total[:-step]
        found = total[: rows * long].reshape(rows, long)[:, :width]
        np.multiply(found, np.float32(0.25 ** len(steps)), out=average[top : top + rows])
    return average
