"""A file of the werkmap, by the path that a front asks for: found, and a PDF shown as pictures.

Such a path can come from anyone, and so can what stands in the file.
"""

import os.path
from pathlib import Path, PurePath
from typing import Final

from overeenkomstgen.errors import InputError
from overeenkomstgen.schijf.plaats import PlaatsError, inside, read_bytes
from overeenkomstgen.schijf.process import Worker
from overeenkomstgen.werkmap.werkmap import Werkmap

MOST_BYTES: Final = 200 * 1024**2
"""Of a file that is shown."""
SECONDS: Final = 20.0
"""In which a page must be drawn."""
_DPI: Final = (24, 300)
"""The least and the most dots in an inch of a picture that is looked at."""
_HIDDEN: Final = (".", "~$")  # files of ours and of the system, and those by which Word locks one
_LEAST: Final = 2  # steps to a file: none stands in the werkmap itself
_ADVICE: Final = "download het, en open het in een ander programma"
_aside: Final = Worker(memory=2 * 1024**3)


def bestand_van(werkmap: Werkmap, plaats: str) -> Path:
    """Return a file of a werkmap, by its path there: ``uitvoer/bijlage-3.pdf``.

    It stands in one of the folders that the werkmap has for papers, and no step to it is a link.

    Raises:
        PlaatsError: There is no such file, or it is none to show.
    """
    parts = PurePath(plaats).parts
    place = inside(werkmap.folder, plaats)
    known = {folder.name for folder in werkmap.mappen}
    hidden = any(part.startswith(_HIDDEN) for part in parts)
    is_file = os.path.isfile(place)  # noqa: PTH113 - Path's raises for a name that is too long
    if hidden or len(parts) < _LEAST or parts[0] not in known or not is_file:
        what = f"Er is in deze werkmap geen bestand {plaats!r} dat te bekijken is."
        raise PlaatsError(what, "Misschien heeft het nu een andere naam, of is het verplaatst.")
    return place


def toon_blad(werkmap: Werkmap, plaats: str, nummer: int, dpi: int) -> tuple[bytes, int]:
    """Return a page of a PDF of a werkmap as a picture (PNG), and how many pages that has.

    Pages are counted from 1. The dots in an inch stay within bounds, and are fewer where a page is
    very big.

    Raises:
        PlaatsError: There is no such file, or it is none to show.
        InputError: It is no PDF that can be drawn, or has no such page.
    """
    place = bestand_van(werkmap, plaats)
    if place.stat().st_size > MOST_BYTES:
        raise InputError.of(place.name, "dit bestand is te groot om te laten zien", _ADVICE)
    return toon_pdf(place, place.name, nummer, dpi)


def toon_pdf(pdf: Path | bytes, naam: str, nummer: int, dpi: int) -> tuple[bytes, int]:
    """Return the same of a PDF itself, which is called ``naam``; InputError as above."""
    dots = min(max(dpi, _DPI[0]), _DPI[1])
    return _aside.safely(naam, _ADVICE, SECONDS, _draw, pdf, naam, nummer, dots)


def _draw(pdf: Path | bytes, name: str, number: int, dpi: int) -> tuple[bytes, int]:
    """Draw a page; done aside."""
    from overeenkomstgen.pdf.tekst import draw_as_png  # noqa: PLC0415 - loads PDFium

    return draw_as_png(pdf if isinstance(pdf, bytes) else read_bytes(pdf), number, dpi, name)
