"""The margins of a Word file's pages, and where in them something has room.

All lengths are in points, from the lower left of the paper.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import W, is_on, parse, whole_number

RAND = 5 * 72 / 25.4
"""How far from the edge of the paper any printer prints: 5 mm."""
_LUCHT = 1.5 * 72 / 25.4  # between the text and what stands beside or below it
_TWIPS = 20  # in a point
_SAME = 2.0  # points: LibreOffice rounds the size of the paper
_ROUNDED = 0.001  # what a sum may differ by
_A4 = {"w": 11906, "h": 16838}
_USUAL = {"left": 1417, "right": 1417, "bottom": 1417, "footer": 708}


@dataclass(frozen=True, slots=True)
class Marges:
    """The paper of a section, and its margins.

    Attributes:
        voet: From the edge of the paper to its footer.
        onder: From there to what stands lowest: the footer, or the text where there is none.
    """

    breedte: float
    hoogte: float
    links: float
    rechts: float
    voet: float
    onder: float


def read_marges(bestand: Woordbestand) -> tuple[Marges, ...]:
    """Return the margins of each section (ISO/IEC 29500-1, 17.6.11 and 17.6.13)."""
    mirrored = parse(bestand.related("settings")).find(f"{W}mirrorMargins")
    footers = any(each.kind == "footer" for each in bestand.references)
    root = parse(bestand.parts[bestand.body])
    found = []
    for section in list(root.iter(f"{W}sectPr")) or [etree.Element(f"{W}sectPr")]:
        size = _lengths(section.find(f"{W}pgSz"), _A4)
        room = _lengths(section.find(f"{W}pgMar"), _USUAL)
        beside = (room["left"], room["right"])
        if is_on(mirrored):
            beside = (min(beside), min(beside))
        below = room["footer" if footers else "bottom"]
        found.append(Marges(size["w"], size["h"], *beside, room["footer"], below))
    return tuple(found)


def _lengths(element: etree._Element | None, usual: dict[str, int]) -> dict[str, float]:
    """Return measures that are given in twips, of either sign; what is not given is usual."""
    return {
        name: abs(whole_number(None if element is None else element.get(W + name), each)) / _TWIPS
        for name, each in usual.items()
    }


def find_room(
    marges: Sequence[Marges], breedte: float, hoogte: float, zijde: float
) -> Iterator[tuple[float, float]]:
    """Give where the lower left of a square can stand on a page of a size, the best first.

    Beside the footer on the right, on the left, or below it. Of sections on the same paper, the
    narrowest margins count: which of them a page is of stands nowhere.
    """
    same = [
        (each.links, each.rechts, each.voet, each.onder)
        for each in marges
        if abs(each.breedte - breedte) < _SAME and abs(each.hoogte - hoogte) < _SAME
    ]
    if not same:
        return
    left, right, foot, below = (min(each) for each in zip(*same, strict=True))
    least, height = RAND + zijde + _LUCHT, max(RAND, foot)
    places = (
        (right, breedte - max((right + zijde) / 2, RAND + zijde), height),
        (left, max((left - zijde) / 2, RAND), height),
        (below, breedte - max(right, RAND) - zijde, max((below - zijde) / 2, RAND)),
    )
    edge = RAND - _ROUNDED
    for free, x, y in places:
        on_paper = x >= edge and max(x + zijde - breedte, y + zijde - hoogte) <= -edge
        if free >= least and on_paper:
            yield x, y
