r"""Bookmarks, and by what number Word's own references call the paragraphs that they stand in.

That is the field REF with a switch ``\n``, ``\r`` or ``\w`` (ISO/IEC 29500-1, 17.16.5.51).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from overeenkomstgen.word.alinea import Alinea
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import W, paragraph_of, parse, serialize
from overeenkomstgen.word.lezer import Lezer
from overeenkomstgen.word.nummering import Lijst
from overeenkomstgen.word.woordveld import Woordveld

_REF = re.compile(
    r"(?i)\s*REF\s+(\S+)((?:\s+(?:\\[hnrtw]|\\\*\s*(?:MERGE|CHAR)FORMAT))*)\s*",
)
_PLACE = etree.XPath("(ancestor::w:p[1]|following::w:p[1])[1]", namespaces={"w": W.strip("{}")})

Nummer = tuple[tuple[str, str], ...]
"""The label of a paragraph, whole and without the word before the number, as in ``Artikel 1``.

Before it those of the levels above, as far as it leaves them out.
"""


def number_in_words(nummer: Nummer, how: Iterable[str] = "wt", near: Nummer = ()) -> str:
    r"""Return a number as a reference shows it, ``1.3``, by its switches.

    ``\n`` is the label alone, ``\t`` leaves out the word before a number, and ``\r`` the levels
    that it shares with the paragraph ``near``. Empty for what is not understood.
    """
    if "n" in how:
        nummer = nummer[-1:]
    elif "r" in how and len(nummer) > 1:
        if not near:  # Word and LibreOffice differ
            return ""
        while len(nummer) > 1 and near[:1] == nummer[:1]:
            nummer, near = nummer[1:], near[1:]
    return "".join(each["t" in how] for each in nummer).rstrip(".")


def read_numbers(
    alineas: Iterable[Alinea], lists: Mapping[str, Lijst]
) -> dict[etree._Element, Nummer]:
    """Return the numbers of those of the paragraphs of a text that have one, in order."""
    found: dict[etree._Element, Nummer] = {}
    last: dict[tuple[str, int], Nummer] = {}
    for each in alineas:
        lijst = lists.get(each.style.num_id or "")
        if lijst and each.label:
            level = lijst.level_of(each.style)
            text = lijst.levels[level].text
            if included := [int(number) - 1 for number in re.findall("%([1-9])", text)]:
                before = text.partition("%")[0]
                word = len(before) * any(map(str.isalpha, before))
                above = last.get((lijst.count, min(included) - 1), ())
                found[each.element] = (*above, (each.label, each.label[word:]))
                last[lijst.count, level] = found[each.element]
    return found


def find_bookmarks(root: etree._Element) -> dict[str, etree._Element]:
    """Return the paragraph in which each bookmark begins, or else the next one, by its name."""
    marks = {each.get(f"{W}name", ""): _PLACE(each) for each in root.iter(f"{W}bookmarkStart")}
    return {name: places[0] for name, places in marks.items() if places}


def renumbered(bestand: Woordbestand) -> dict[str, bytes]:
    """Return the parts of which a reference showed another number than that of its paragraph."""
    trees = {part: parse(bestand.parts[part]) for part in bestand.kinds}
    lezers = {part: Lezer.of(bestand) for part in trees}
    read = {part: lezers[part].read(root) for part, root in trees.items()}
    numbers = read_numbers(read[bestand.body], lezers[bestand.body].numbering.lists)
    marks = find_bookmarks(trees[bestand.body])
    places = {name.lower(): numbers.get(place, ()) for name, place in marks.items()}
    mended = {part: [*_mend(lezers[part].velden, places, numbers)] for part in trees}
    return {part: serialize(trees[part]) for part, each in mended.items() if any(each)}


def _mend(
    velden: Iterable[Woordveld],
    places: Mapping[str, Nummer],
    numbers: Mapping[etree._Element, Nummer],
) -> Iterator[bool]:
    """Let each reference show its number; tell whether that is another one."""
    for veld in velden:
        if found := _REF.fullmatch(veld.instruction):
            how = {*re.findall(r"\\([nrtw])", found[2].lower())}
            own = paragraph_of(veld.element)
            near = () if own is None else numbers.get(own, ())
            nummer = places.get(found[1].lower(), ())
            shown = number_in_words(nummer, how, near) if how - {"t"} else ""
            yield shown != "" and veld.show(shown)
