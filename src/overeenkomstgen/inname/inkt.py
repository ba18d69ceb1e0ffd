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


def at_size(scan: "Image", dpi: int) -> "Image":
    """Return a picture with as many dots in an inch as pages are compared at."""
    from PIL import Image  # noqa: PLC0415 - slow to load

    size = round(scan.width * FIJN / dpi), round(scan.height * FIJN / dpi)
    return scan if scan.size == size else scan.resize(size, Image.Resampling.BILINEAR)


def ink(image: "Image") -> Raster:
    """Return the ink in a picture, against the paper around it."""
    from PIL import Image, ImageFilter  # noqa: PLC0415 - slow to load

    small = image.reduce(max(1, min(image.size) // 100))
    paper = small.filter(ImageFilter.MaxFilter(7)).filter(ImageFilter.GaussianBlur(3))
    wide = np.asarray(paper.resize(image.size, Image.Resampling.BILINEAR), dtype=np.float32)
    return levelled(1 - np.asarray(image, dtype=np.float32) / np.maximum(wide, 1))


def levelled(found: Raster) -> Raster:
    """Let the darkest ink of a page be black."""
    some = found[::3, ::3]
    dark = some[some > INKED]
    if dark.size:
        found /= np.float32(np.percentile(dark, 90))
    clipped: Raster = np.clip(found, 0, 1, out=found)
    return clipped


def blurred(dots: "Image | NDArray[np.uint8]", *weights: int) -> "Image":
    """Return a picture with each dot the average of those around it, by three or five weights.

    They count across and down.
    """
    from PIL import Image, ImageFilter  # noqa: PLC0415 - slow to load

    size, kernel = (len(weights), len(weights)), np.outer(weights, weights).ravel()
    return Image.fromarray(np.asarray(dots)).filter(ImageFilter.Kernel(size, kernel.tolist()))
