"""What a template has no business with, each at its place: macros, objects, links to elsewhere.

What that is, :mod:`overeenkomstgen.word.vreemd` knows.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from overeenkomstgen.keuring.stuk import paragraph_of
from overeenkomstgen.keuring.vondst import Graad, Vondst
from overeenkomstgen.word.bestand import parse
from overeenkomstgen.word.vreemd import find_fetching, find_foreign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from overeenkomstgen.keuring.stuk import Alinea, Stuk

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REFERS = tuple(f"{_R}{name}" for name in ("id", "embed", "link", "pict"))


def find_strange(stuk: Stuk) -> Iterator[Vondst]:
    """Find what does more than show text; a link for a reader to click on does not."""
    told: set[str] = set()
    known: dict[str, dict[str, Alinea]] = {}
    for part, key, what, advice in _relations(stuk):
        told.add(what)
        yield stuk.vondst(Graad.FOUT, what, advice, _places(stuk, part, known).get(key))
    for alinea in stuk.alineas:
        if "tekstvak" in alinea.kind:
            continue  # it is told of the paragraph that holds the box
        for what, advice in dict.fromkeys(find_fetching(alinea.element)):
            told.add(f"dit bestand {what}")
            yield stuk.vondst(Graad.FOUT, f"dit bestand {what}", advice, alinea)
    for fault in find_foreign(stuk.name, stuk.bestand):
        if fault.what not in told:
            told.add(fault.what)
            yield Vondst(Graad.FOUT, fault)


def _relations(stuk: Stuk) -> Iterator[tuple[str, str, str, str]]:
    """Give the references that are wrong, each looked at by itself: part, key, what, advice."""
    for name, content in stuk.bestand.parts.items():
        folder, file = posixpath.split(name)
        if not file.endswith(".rels"):
            continue
        part = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
        if part not in stuk.trees or not find_foreign(
            "", replace(stuk.bestand, parts={name: content})
        ):
            continue
        for relation in parse(content):
            alone = etree.Element("Relationships")
            key = relation.get("Id", "")
            alone.append(relation)
            single = replace(stuk.bestand, parts={name: etree.tostring(alone)})
            for fault in find_foreign("", single):
                yield part, key, fault.what, fault.advice


def _places(stuk: Stuk, part: str, known: dict[str, dict[str, Alinea]]) -> dict[str, Alinea]:
    """Return from which paragraphs a part refers, by key; ``known`` remembers it."""
    if part not in known:
        found = known[part] = {}
        alineas = stuk.by_element()
        for element in stuk.trees[part].iter():
            for key in filter(None, map(element.get, _REFERS)):
                paragraph = paragraph_of(element)
                if paragraph is not None and paragraph in alineas:
                    found.setdefault(key, alineas[paragraph])
    return known[part]
