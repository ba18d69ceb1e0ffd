"""Pages that came in: where they are, whether they are blank, and as the PDF that is kept."""

import io
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from pikepdf import Pdf

from overeenkomstgen.inname.blad import FIJN, Blad, Bladen, Vak, Woord
from overeenkomstgen.kern.tabel import show_rows
from overeenkomstgen.pdf.tekst import Pagina

if TYPE_CHECKING:
    from PIL.Image import Image

_PAGE = 300_000  # dots of the pictures of a page, which may be strips; A4 has 480,000 at 75 dpi
_ROUGH, _DARK, _SPECKS = 3, 128, 0.0002
"""As many dots become one; shades below this are ink; which part of a blank page may be so."""


def make_blad(bron: str, nummer: int, pagina: Pagina, draw: "Callable[[int], Image]") -> Blad:
    """Return a page of a PDF as one that came in or was issued; see :class:`Blad`."""
    woorden = tuple(Woord(text, Vak(*box)) for text, box in pagina.woorden)
    return Blad(bron, nummer, pagina.tekst, woorden, draw)


def place_of(bladen: Sequence[Blad]) -> str:
    """Return where pages are, as the user finds them: ``scan.pdf, bladzijde 1 t/m 3``."""
    piles = groupby(bladen, key=lambda each: each.bron)
    return "; ".join(
        f"{bron}, bladzijde {show_rows([each.nummer for each in own])}" for bron, own in piles
    )


def is_blank(blad: Blad) -> bool:
    """Tell whether nothing stands on a page, but specks and what a scanner adds at its edges."""
    if blad.tekst.strip():
        return False
    image = blad.beeld(FIJN).reduce(_ROUGH)
    width, height = image.size
    inner = image.crop((width // 20, height // 20, width - width // 20, height - height // 20))
    shades = inner.histogram()
    return sum(shades[:_DARK]) <= _SPECKS * sum(shades)


def pictured(deel: Bladen) -> frozenset[int]:
    """Return which pages of a file are pictures, whatever text was put behind them."""
    with Pdf.open(io.BytesIO(deel.pdf)) as pdf:
        pages = [[*page.get_images().values()] for page in pdf.pages]
        sizes = [[int(i.get("/Width", 0)) * int(i.get("/Height", 0)) for i in own] for own in pages]
    return frozenset(n for n, own in enumerate(sizes, 1) if sum(own) > _PAGE)


def put_together(bladen: Sequence[Blad], delen: Sequence[Bladen]) -> tuple[bytes, tuple[int, ...]]:
    """Return pages as a PDF, and which pages of that they are.

    It is the file itself where they are all of its pages that are given. Else they are
    taken out of their files, the same each time.
    """
    whose = {each.bron: each for each in delen}
    first = whose[bladen[0].bron]
    if (*bladen,) == first.bladen:
        return first.pdf, tuple(blad.nummer for blad in bladen)
    made, out = Pdf.new(), io.BytesIO()
    for bron, own in groupby(bladen, key=lambda each: each.bron):
        with Pdf.open(io.BytesIO(whose[bron].pdf)) as pdf:
            made.add_pages_from(pdf, [blad.nummer - 1 for blad in own])
    made.save(out, deterministic_id=True)
    return out.getvalue(), tuple(range(1, len(bladen) + 1))
