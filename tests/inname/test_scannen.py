"""The scans that other tests go by lie where they say."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from hulp.scannen import PRINT, SCANNERS, scan, scan_known, sign, write


def blank() -> Image.Image:
    return Image.new("L", (round(8.27 * PRINT), round(11.69 * PRINT)), 255)


@pytest.mark.parametrize("kind", ["200 dpi", "ondersteboven", "foto"])
def test_a_mark_is_found_where_the_scan_says(kind: str) -> None:
    page = blank()
    ImageDraw.Draw(page).rectangle((600, 900, 659, 959), fill=0)
    seen, matrix = scan_known(page, SCANNERS[kind], seed=4)
    there = np.linalg.solve(matrix, [630, 930, 1])
    x, y = (there[:2] / there[2]).round().astype(int)
    shades = np.asarray(seen, float)[y - 40 : y + 41, x - 40 : x + 41]
    down, across = np.nonzero(shades < (shades.min() + shades.max()) / 2)
    assert len(down) > 500
    assert abs(down.mean() - 40) < 1.5
    assert abs(across.mean() - 40) < 1.5


def test_the_same_seed_gives_the_same_scan_and_another_another() -> None:
    page = blank()
    sign(page, (100, 500, 250, 560), seed=1)
    write(page, "14-03-2023", (100, 600, 200, 615), seed=1)
    once, again, other = (scan(page, SCANNERS["150 dpi"], seed) for seed in (1, 1, 2))
    assert once.tobytes() == again.tobytes() != other.tobytes()
    assert np.asarray(once).min() < 100, "the pen is gone"
