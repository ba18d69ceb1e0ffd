"""A copy of a Word file with each finding as a comment at its place.

Comments are those of ISO/IEC 29500-1, 17.13.4. They stand in the body only: what is found in
a header or a footnote, or is about the whole document, is said at the first paragraph.
"""

import posixpath
from collections.abc import Iterable
from itertools import count

from lxml import etree

from overeenkomstgen.keuring.sjabloonbestand import Sjabloonbestand
from overeenkomstgen.keuring.vondst import Vondst
from overeenkomstgen.word.aanvulling import add_part
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import SPACE, W, parse, reach, serialize, whole_number
from overeenkomstgen.word.pakket import pack

AUTHOR = "overeenkomstgen"


def mark(bestand: Sjabloonbestand, vondsten: Iterable[Vondst]) -> bytes:
    """Return a copy of a Word file with its findings as comments; the file is left as it is."""
    word = bestand.word
    body, parts = parse(word.parts[word.body]), dict(word.parts)
    paragraphs = list(body.iter(f"{W}p"))
    names = (each.target for each in word.references if each.kind == "comments")
    name = next(names, "") or add_part(parts, word.body, _free(word), "comments")
    comments = parse(parts.get(name, f'<w:comments xmlns:w="{W.strip("{}")}"/>'))
    numbers = (whole_number(each.get(f"{W}id"), 0) for each in comments.iter(f"{W}comment"))
    for number, vondst in enumerate(vondsten, 1 + max(numbers, default=-1)):
        part, at = vondst.fault.plek or ("", 0)
        place = paragraphs[at] if part == word.body else _first(body)
        _anchor([place, *place.iterancestors(f"{W}p")][-1], number)  # none stands in a text box
        comments.append(_comment(number, vondst))
    return pack({**parts, word.body: serialize(body), name: serialize(comments)})


def _free(word: Woordbestand) -> str:
    """Return a name for a part beside the body that no part has, used or not."""
    folder, taken = posixpath.dirname(word.body), {part.lower() for part in word.parts}
    names = (f"comments{number or ''}.xml" for number in count())
    return next(name for name in names if posixpath.join(folder, name).lower() not in taken)


def _first(body: etree._Element) -> etree._Element:
    """Return the first paragraph; without one it is made."""
    story = reach(body, "body")
    found = next(story.iter(f"{W}p"), None)
    return reach(story, "p") if found is None else found


def _anchor(paragraph: etree._Element, number: int) -> None:
    """Put the range and the reference of a comment around what stands in a paragraph."""
    key = {f"{W}id": str(number)}
    properties = paragraph.find(f"{W}pPr")
    start = etree.Element(f"{W}commentRangeStart", key)
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, start)
    etree.SubElement(paragraph, f"{W}commentRangeEnd", key)
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}commentReference", key)


def _comment(number: int, vondst: Vondst) -> etree._Element:
    fault = vondst.fault
    comment = etree.Element(
        f"{W}comment", {f"{W}id": str(number), f"{W}author": AUTHOR, f"{W}initials": "o"}
    )
    what = f"{vondst.graad.capitalize()}: {fault.what}; {fault.advice}"
    for text in (what, f"({fault.where})"):
        run = etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r")
        element = etree.SubElement(run, f"{W}t", {SPACE: "preserve"})
        element.text = "".join(max(char, " ") for char in text)
    return comment
