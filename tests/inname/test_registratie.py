"""How a scan lies on the issued page is found to within a dot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from hulp.bladen import ALMELO, DEVENTER, issued
from hulp.lengte import count
from hulp.scannen import PRINT, SCANNERS, Scanner, print_page, scan, scan_known, set_text
from overeenkomstgen.inname.blad import FIJN
from overeenkomstgen.inname.inkt import at_size
from overeenkomstgen.inname.registratie import level, register

if TYPE_CHECKING:
    from overeenkomstgen.inname.blad import Blad

KINDS = ["150 dpi", "zwart-wit", "verkleind", "ondersteboven", "foto"]


def middles(blad: Blad) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return the middles of all words of a page, in dots."""
    return np.array(
        [
            ((word.vak.left + word.vak.right) / 2, (word.vak.top + word.vak.bottom) / 2)
            for word in blad.woorden
        ]
    ) * (FIJN / 72)


@pytest.mark.parametrize("kind", KINDS)
def test_each_word_is_found_within_a_dot(kind: str) -> None:
    for seed in range(count(8, 1)):
        pdf, number = (DEVENTER, ALMELO)[seed % 2], (seed + len(kind)) % 2 + 1
        blad = issued(pdf)[number - 1]
        seen, matrix = scan_known(print_page(pdf, number), SCANNERS[kind], seed)
        ligging = register(at_size(seen, SCANNERS[kind].dpi), blad.beeld(FIJN))
        assert ligging is not None, (kind, seed)
        there = ligging.places(middles(blad)) * SCANNERS[kind].dpi / FIJN
        page = np.column_stack((there, np.ones(len(there)))) @ matrix.T
        found = page[:, :2] / page[:, 2:] * FIJN / PRINT
        off = np.linalg.norm(found - middles(blad), axis=1)
        assert np.median(off) < 0.75, (kind, seed, np.median(off))
        assert np.percentile(off, 95) < 1.5, (kind, seed, off.max())


def test_a_page_on_its_side_is_found() -> None:
    blad = issued(DEVENTER)[0]
    seen = scan(print_page(DEVENTER, 1)).rotate(90, expand=True)
    assert register(at_size(seen, 200), blad.beeld(FIJN)) is not None


def test_another_text_and_another_layout_lie_on_no_page() -> None:
    blad = issued(DEVENTER)[0]
    other = set_text(blad.tekst)
    white, dot = Image.new("L", (1240, 1754), 255), Image.new("L", (1, 1), 0)
    for seen in (at_size(scan(other), 200), white, dot):
        assert register(seen, blad.beeld(FIJN)) is None
    assert register(blad.beeld(FIJN), white) is None


def test_lines_are_made_level() -> None:
    crooked = scan(print_page(DEVENTER, 1), Scanner(scheef=4.0), seed=2)
    once = np.asarray(level(crooked), float).mean(axis=1)
    before = np.asarray(crooked, float).mean(axis=1)
    assert np.abs(np.diff(once)).sum() > 3 * np.abs(np.diff(before)).sum()
