"""The ink in a picture of a page, dot by dot (*inkt*)."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

Getallen = NDArray[np.floating[Any]]
Raster = Getallen
"""Ink on a page, dot by dot: 0 is paper, 1 is black."""

FIJN = 150
"""The dots in an inch at which pages are compared: enough for the strokes of a letter."""

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
    """Return the average of what lies around each dot: of it and one some steps away, and again."""
    around = sum(steps) // 2
    total = np.pad(dots, around, mode="edge").astype(np.uint16)
    for step in steps:
        total = total[:, step:] + total[:, :-step]
    for step in steps:
        total = total[step:] + total[:-step]
    average: Raster = total * np.float32(0.25 ** len(steps))
    return average
