"""The articles of the agreement's template, to which other documents refer by bookmark."""

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from overeenkomstgen.sjabloon.leeg import WHOLE_TAG
from overeenkomstgen.word.alinea import Alinea
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.bladwijzer import find_bookmarks, number_in_words, read_numbers
from overeenkomstgen.word.elementen import parse
from overeenkomstgen.word.lezer import Lezer

Artikelen = tuple[Mapping[str, str], Mapping[str, str]]
"""The numbers of the articles by bookmark, and the texts of all by number."""
_HEAD = re.compile(
    r"(?i)(?P<word>artikel\s+)?(?P<number>\d+(?:\.\d+)*)[.:]?(?:\s+(?!(?:van|uit)\b)|\s*$)"
)
_BLOCK = re.compile(
    r"(?i)\{%(?:p|tr|tc|r)?[-+\s]*(end)?(?:if|for|macro|call|filter|block|with|set(?![^%]*=))\b"
)


def find_artikelen(alineas: Iterable[Alinea]) -> dict[str, str]:
    """Return the texts of the articles of a document by their numbers, ``1`` and ``1.1``.

    Their numbers are Word's, or typed below a heading such as ``Artikel 1``. Where no number is
    like that, or has a point in it, there are none.
    """
    named, others = dict[str, str](), dict[str, str]()
    for each in alineas:
        if (found := _HEAD.match(each.label or each.text)) and (
            each.label or found["word"] or named
        ):
            (named if found["word"] else others).setdefault(found["number"], each.text)
    own = {number: text for number, text in others.items() if "." in number or not named}
    return own | named if named or any("." in number for number in own) else {}


def read_artikelen(bestand: Woordbestand) -> Artikelen:
    """Return the articles of a template.

    A tag can take a paragraph away, or repeat it; from there on no number of its list is certain,
    and none has a bookmark. After one that joins paragraphs none is at all.
    """
    lezer, root = Lezer.of(bestand), parse(bestand.parts[bestand.body])
    alineas, lists = lezer.read(root), lezer.numbering.lists
    numbers, loose, depth = read_numbers(lezer), set[str](), 0
    certain: dict[etree._Element, str] = {}
    for each in alineas:
        before = depth
        depth += sum(-1 if end else 1 for end in _BLOCK.findall(each.text))
        depth += each.text.count("{%-") + each.text.count("-%}")
        if nummer := numbers.get(each.element):
            if before or depth or WHOLE_TAG.search(each.text):
                loose.add(lists[each.style.num_id or ""].count)
            if lists[each.style.num_id or ""].count not in loose:
                certain[each.element] = number_in_words(nummer)
    marks = find_bookmarks(root).items()  # of which those with _ in front are Word's own
    named = {name: certain.get(place) for name, place in marks if not name.startswith("_")}
    return {name: number for name, number in named.items() if number}, find_artikelen(alineas)
