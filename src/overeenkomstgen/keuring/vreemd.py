"""What a template has no business with, each at its place: macros, objects, links to elsewhere.

What that is, :mod:`overeenkomstgen.word.vreemd` knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from overeenkomstgen.keuring.sjabloonbestand import Sjabloonalinea, Sjabloonbestand
from overeenkomstgen.keuring.vondst import Graad, Vondst
from overeenkomstgen.word.vreemd import find_fetching, find_foreign, wrong_references

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REFERS = tuple(f"{_R}{name}" for name in ("id", "embed", "link", "pict"))


def find_strange(bestand: Sjabloonbestand) -> Iterator[Vondst]:
    """Find what does more than show text; a link for a reader to click on does not."""
    told: set[str] = set()
    for part, tree in bestand.trees.items():
        wrong = list(wrong_references(bestand.word, part))
        places = _places(bestand, tree) if wrong else {}
        for key, what, advice in wrong:
            told.add(f"dit bestand {what}")
            yield bestand.vondst(Graad.FOUT, f"dit bestand {what}", advice, places.get(key))
    for alinea in bestand.alineas:
        if alinea.alinea.box is not None:
            continue  # it is told of the paragraph that holds the box
        for what, advice in dict.fromkeys(find_fetching(alinea.alinea.element)):
            told.add(f"dit bestand {what}")
            yield bestand.vondst(Graad.FOUT, f"dit bestand {what}", advice, alinea)
    for fault in find_foreign(bestand.name, bestand.word):
        if fault.what not in told:
            told.add(fault.what)
            yield Vondst(Graad.FOUT, fault)


def _places(bestand: Sjabloonbestand, tree: etree._Element) -> dict[str, Sjabloonalinea]:
    """Return from which paragraphs a part refers, by key."""
    found: dict[str, Sjabloonalinea] = {}
    for element in tree.iter():
        for key in filter(None, map(element.get, _REFERS)):
            if alinea := bestand.around(element):
                found.setdefault(key, alinea)
    return found
