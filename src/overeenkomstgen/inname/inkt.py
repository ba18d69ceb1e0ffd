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

INKED = 0.4
"""The ink of a dot that counts."""
_ROWS = 48  # of a picture that are blurred at once, near to the processor
# Memory stays for the next array, rather than being made blank for it: glibc keeps twice as much as
# the largest block that it ever got back, of those under 32 MiB (mallopt(3)).
np.empty(31 << 20, np.uint8)


def at_size(scan: "Image", dpi: int) -> "Image":
    """Return a picture with as many dots in an inch as pages are compared at."""
    from PIL import Image  # noqa: PLC0415 - slow to load

    size = round(scan.width * FIJN / dpi), round(scan.height * FIJN / dpi)
    return scan if scan.size == size else scan.resize(size, Image.Resampling.BILINEAR)


def ink(dots: "Image | NDArray[np.uint8]") -> Raster:
    """Return the ink in a picture, against the paper around it."""
    from PIL import Image, ImageFilter  # noqa: PLC0415 - slow to load

    shades = np.asarray(dots)
    image = Image.fromarray(shades)
    small = image.reduce(max(1, min(image.size) // 100))
    paper = small.filter(ImageFilter.MaxFilter(7)).filter(ImageFilter.GaussianBlur(3))
    wide = np.maximum(np.asarray(paper.resize(image.size, Image.Resampling.BILINEAR)), 1)
    found = np.divide(shades, wide, dtype=np.float32)
    return levelled(np.subtract(1, found, out=found))


def levelled(found: Raster) -> Raster:
    """Let the darkest ink of a page be black."""
    some = found[::3, ::3]
    dark = some[some > INKED]
    if dark.size:
        found /= np.float32(np.percentile(dark, 90))
    return np.clip(found, 0, 1, out=found)


def blurred(dots: "Image | NDArray[np.uint8]", *steps: int) -> NDArray[np.uint8]:
    """Return a picture with each dot the average of it and one some steps on, time after time."""
    shades, around, halvings = np.asarray(dots), sum(steps) // 2, 2 * len(steps)
    found = shades.copy()  # its edges stay as they are
    for top in range(0, len(shades) - 2 * around, _ROWS):
        total = shades[top : top + _ROWS + 2 * around].astype(np.uint16)
        for step in steps:
            total = total[step:] + total[:-step]
            total = total[:, step:] + total[:, :-step]
        place = found[top + around : top + around + len(total), around:-around]
        place[:] = (total + (1 << halvings - 1)) >> halvings
    return found
