r"""Bookmarks, and by what number Word's own references call the paragraphs that they stand in.

That is the field REF with a switch ``\n``, ``\r`` or ``\w`` (ISO/IEC 29500-1, 17.16.5.51).
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import W, paragraph_of, serialize
from overeenkomstgen.word.lezer import Lezer, read_parts
from overeenkomstgen.word.woordveld import Woordveld

_REF = re.compile(r"(?i)\s*REF\s+(\S+)((?:\s+(?:\\[hnrtw]|\\\*\s*(?:MERGE|CHAR)FORMAT))*)\s*")
_PLACE = etree.XPath("(ancestor::w:p[1]|following::w:p[1])[1]", namespaces={"w": W.strip("{}")})

Nummer = tuple[tuple[int, str], ...]
"""The label of a paragraph, and where it stands; before it the levels above that it leaves out."""


def number_in_words(nummer: Nummer, how: Iterable[str] = "wt", near: Nummer = ()) -> str:
    r"""Return a number as a reference shows it, ``1.3``, by its switches.

    ``\n`` is the label alone, ``\t`` leaves out a word such as ``Artikel``, and ``\r`` the levels
    that it shares with the paragraph ``near``. Empty for what is not understood.
    """
    if "r" in how and len(nummer) > 1 and not near:  # Word and LibreOffice differ
        return ""
    while "r" in how and len(nummer) > 1 and near[:1] == nummer[:1]:
        nummer, near = nummer[1:], near[1:]
    shown = "".join(label for _, label in nummer[-("n" in how) :]).rstrip(".")
    return re.sub(r"\b[^\W\d_]{2,}\.?\s+", "", shown) if "t" in how else shown


def read_numbers(lezer: Lezer) -> dict[etree._Element | None, Nummer]:
    """Return the numbers of those of the paragraphs that were read that have one, in order."""
    found: dict[etree._Element | None, Nummer] = {}
    last: dict[str, dict[int, Nummer]] = {}
    for place, each in enumerate(lezer.alineas):
        if each.label and (lijst := lezer.numbering.lists.get(each.style.num_id or "")):
            level, there = lijst.level_of(each.style), last.get(lijst.count, {})
            last[lijst.count] = there = {at: there[at] for at in there if at < level}
            if included := re.findall("%([1-9])", lijst.levels[level].text):
                above = [(), *(there[at] for at in there if at < int(min(included)) - 1)]
                found[each.element] = there[level] = (*above[-1], (place, each.label))
    return found


def find_bookmarks(root: etree._Element) -> dict[str, etree._Element]:
    """Return the paragraph in which each bookmark begins, or else the next one, by its name."""
    marks = {each.get(f"{W}name", ""): _PLACE(each) for each in root.iter(f"{W}bookmarkStart")}
    return {name: places[0] for name, places in marks.items() if places}


def find_references(lezers: Mapping[str, Lezer]) -> Iterator[tuple[str, Woordveld, str]]:
    """Give each reference in parts as read, body first: its part, what it shows, '' if unsure."""
    body = next(iter(lezers.values()))
    numbers = read_numbers(body)
    marks = {name.lower(): place for name, place in find_bookmarks(body.root).items()}
    for part, veld in ((name, each) for name in lezers for each in lezers[name].velden):
        found, own = _REF.fullmatch(veld.instruction), paragraph_of(veld.element)
        how = set(re.findall(r"\\([nrtw])", found[2].lower())) if found else set()
        if nummer := found and how - {"t"} and numbers.get(marks.get(found[1].lower())):
            yield part, veld, number_in_words(nummer, how, numbers.get(own, ()))


def renumbered(bestand: Woordbestand) -> dict[str, bytes]:
    """Return the parts of which a reference showed another number than that of its paragraph."""
    lezers = read_parts(bestand)
    changed = {part for part, veld, shown in find_references(lezers) if veld.show(shown)}
    return {part: serialize(lezers[part].root) for part in changed}
