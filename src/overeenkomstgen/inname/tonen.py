"""The pages of a paper that came back, as pictures."""

from overeenkomstgen.errors import InputError
from overeenkomstgen.inname.voorstel import Innamevoorstel
from overeenkomstgen.werkmap.bestand import toon_pdf


def toon_papier(papier: Innamevoorstel, nummer: int, dpi: int) -> bytes:
    """Return a page of a paper as a picture (PNG), by its place in the paper, from 1.

    Raises:
        InputError: It cannot be drawn, or has no such page.
    """
    if not 1 <= nummer <= len(papier.bladen):
        raise InputError.of(papier.plaats, f"bladzijde {nummer} is er niet", "kies een andere")
    picture, _ = toon_pdf(papier.inhoud, papier.plaats, papier.bladen[nummer - 1], dpi)
    return picture
