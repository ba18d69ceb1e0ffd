"""The articles of the agreement's template, to which other documents refer by bookmark."""

from __future__ import annotations

import re

from overeenkomstgen.sjabloon.leeg import WHOLE_TAG
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.bladwijzer import find_bookmarks, number_in_words, read_numbers
from overeenkomstgen.word.elementen import parse
from overeenkomstgen.word.lezer import Lezer

_BLOCK = re.compile(r"(?i)\{%(?:p|tr|tc|r)?\s*(end)?(?:if|for)\b")


def read_artikelen(bestand: Woordbestand) -> tuple[dict[str, str], dict[str, str]]:
    """Return the numbers of the articles by bookmark, and the texts of all by number.

    A tag can take a paragraph away, or repeat it; from there on no number of its list is certain,
    and none has a bookmark.
    """
    lezer, root = Lezer.of(bestand), parse(bestand.parts[bestand.body])
    alineas, lists = lezer.read(root), lezer.numbering.lists
    numbers, texts, loose, depth = read_numbers(alineas, lists), dict[str, str](), set[str](), 0
    certain = {}
    for each in alineas:
        before = depth
        depth += sum(-1 if end else 1 for end in _BLOCK.findall(each.text))
        if nummer := numbers.get(each.element):
            texts.setdefault(number_in_words(nummer), each.text)
            if before or depth or WHOLE_TAG.search(each.text):
                loose.add(lists[each.style.num_id or ""].count)
            if lists[each.style.num_id or ""].count not in loose:
                certain[each.element] = number_in_words(nummer)
    marks = find_bookmarks(root).items()  # of which those with _ in front are Word's own
    named = {name: certain.get(place) for name, place in marks if not name.startswith("_")}
    return {name: number for name, number in named.items() if number}, texts
