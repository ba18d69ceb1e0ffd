"""The pages of a paper that came back, as pictures with marks where they deserve a look."""

import io

from overeenkomstgen.errors import InputError
from overeenkomstgen.inname.voorstel import Innamevoorstel
from overeenkomstgen.werkmap.bestand import toon_pdf

_ANDERS, _INKT = (179, 38, 13, 6), (31, 56, 100, 2)
"""Of a mark: its colour in red, green and blue, and how thick its line is, in dots."""
_RUIM = 6  # dots between a line and what is marked


def toon_papier(papier: Innamevoorstel, nummer: int, dpi: int) -> bytes:
    """Return a page of a paper as a picture (PNG), by its place in the paper, from 1.

    A thick line is around words that are not as issued, a thin one around what may be dirt or
    is ink. Of a page that is laid out otherwise than it was issued nothing is marked.

    Raises:
        InputError: It cannot be drawn, or has no such page.
    """
    if not 1 <= nummer <= len(papier.bladen):
        raise InputError.of(papier.plaats, f"bladzijde {nummer} is er niet", "kies een andere")
    picture, _ = toon_pdf(papier.inhoud, papier.plaats, papier.bladen[nummer - 1], dpi)
    merken = [each for each in papier.gezien.merken if each.blad == nummer]
    if not merken:
        return picture
    from PIL import Image, ImageDraw  # noqa: PLC0415 - slow to load

    page = Image.open(io.BytesIO(picture)).convert("RGB")
    draw, made = ImageDraw.Draw(page), io.BytesIO()
    for each in merken:
        *colour, width = _ANDERS if each.stuit else _INKT
        left, right = each.vak.left * page.width, each.vak.right * page.width
        top, bottom = each.vak.top * page.height, each.vak.bottom * page.height
        box = left - _RUIM, top - _RUIM, right + _RUIM, bottom + _RUIM
        draw.rectangle(box, outline=tuple(colour), width=width)
    page.save(made, "PNG")
    return made.getvalue()
