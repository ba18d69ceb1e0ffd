"""Pages of agreements that were issued, as they are kept for the tests."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from overeenkomstgen.inname.blad import Blad, Vak
from overeenkomstgen.inname.bladen import make_blad
from overeenkomstgen.pdf.tekst import draw_page, read_pages

_KEPT = Path(__file__).parents[1] / "bewaard/werkmap-1/uitvoer/overeenkomsten"
DEVENTER: Final = _KEPT / "samenwerkingsovereenkomst-deventer.pdf"
ALMELO: Final = _KEPT / "samenwerkingsovereenkomst-almelo.pdf"


@lru_cache
def issued(pdf: Path) -> tuple[Blad, ...]:
    """Return the pages of a PDF."""
    content = pdf.read_bytes()
    return tuple(
        make_blad(pdf.name, number, page, partial(draw_page, content, number - 1))
        for number, page in enumerate(read_pages(content), 1)
    )


def places(blad: Blad, words: str) -> list[Vak]:
    """Return the boxes around words that follow each other on a page, each time they do."""
    wanted = words.split()
    texts = [woord.tekst for woord in blad.woorden]
    return [
        Vak.around(woord.vak for woord in blad.woorden[at : at + len(wanted)])
        for at in range(len(texts))
        if texts[at : at + len(wanted)] == wanted
    ]


def sides(vak: Vak) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a box."""
    return vak.left, vak.top, vak.right, vak.bottom
