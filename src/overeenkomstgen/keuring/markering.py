"""A copy of a Word file with each finding as a comment at its place.

Comments are those of ISO/IEC 29500-1, 17.13.4. They stand in the body only: what is found in
a header or a footnote, or is about the whole document, is said at the first paragraph.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from lxml import etree

from overeenkomstgen.word.bestand import W, parse, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from overeenkomstgen.keuring.stuk import Stuk
    from overeenkomstgen.keuring.vondst import Vondst

AUTHOR = "overeenkomstgen"

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_CONTENT_TYPES = "[Content_Types].xml"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


def mark(stuk: Stuk, vondsten: Iterable[Vondst]) -> bytes:
    """Return a copy of a Word file with comments; the file itself is left as it is.

    Args:
        stuk: The Word file.
        vondsten: What was found in it.
    """
    bestand = stuk.bestand
    body = parse(bestand.parts[bestand.body])
    paragraphs = list(body.iter(f"{W}p"))
    name = _comments_name(stuk)
    present = bestand.parts.get(name)
    comments = (
        etree.Element(f"{W}comments", nsmap={"w": W.strip("{}")})
        if present is None
        else parse(present)
    )
    first = 1 + max(map(_number, comments.iter(f"{W}comment")), default=-1)
    for number, vondst in enumerate(vondsten, first):
        plek = vondst.plek
        inside = plek is not None and plek.part == bestand.body
        paragraph = paragraphs[plek.number] if plek is not None and inside else None
        place = _outermost(paragraph) if paragraph is not None else _first(body)
        _anchor(place, number)
        comments.append(_comment(number, vondst))
    changed = {bestand.body: _serialized(body), name: _serialized(comments)}
    if present is None:
        changed |= _registered(bestand.parts, bestand.body, name)
    return bestand.write(changed)


def _comments_name(stuk: Stuk) -> str:
    """Return the name of the part with comments: the present one, or a new one."""
    bestand = stuk.bestand
    for each in bestand.references:
        if each.kind == "comments":
            return each.target
    folder = posixpath.dirname(bestand.body)
    taken = {part.lower() for part in bestand.parts}
    names = (posixpath.join(folder, f"comments{n or ''}.xml") for n in range(len(taken) + 1))
    return next(name for name in names if name.lower() not in taken)


def _number(comment: etree._Element) -> int:
    return whole_number(comment.get(f"{W}id"), 0)


def _first(body: etree._Element) -> etree._Element:
    """Return the first paragraph that stands in the text itself; without one it is made."""
    story = body.find(f"{W}body")
    if story is None:
        story = etree.SubElement(body, f"{W}body")
    found = next((p for p in story.iter(f"{W}p") if _outermost(p) is p), None)
    if found is None:
        found = etree.Element(f"{W}p")
        story.insert(0, found)
    return found


def _outermost(paragraph: etree._Element) -> etree._Element:
    """Return the paragraph that holds a text box, for a paragraph in that box."""
    return next(reversed(list(paragraph.iterancestors(f"{W}p"))), paragraph)


def _anchor(paragraph: etree._Element, number: int) -> None:
    """Put the range and the reference of a comment around what stands in a paragraph."""
    key = {f"{W}id": str(number)}
    properties = paragraph.find(f"{W}pPr")
    start = etree.Element(f"{W}commentRangeStart", key)
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, start)
    etree.SubElement(paragraph, f"{W}commentRangeEnd", key)
    run = etree.SubElement(paragraph, f"{W}r")
    etree.SubElement(run, f"{W}commentReference", key)


def _comment(number: int, vondst: Vondst) -> etree._Element:
    fault = vondst.fault
    comment = etree.Element(
        f"{W}comment", {f"{W}id": str(number), f"{W}author": AUTHOR, f"{W}initials": "o"}
    )
    grade = vondst.graad.value.capitalize()
    for text in (f"{grade}: {fault.what}; {fault.advice}", f"({fault.where})"):
        run = etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r")
        element = etree.SubElement(run, f"{W}t", {_XML_SPACE: "preserve"})
        element.text = "".join(max(char, " ") for char in text)
    return comment


def _registered(parts: Mapping[str, bytes], body: str, name: str) -> dict[str, bytes]:
    """Return the relationships of the body and the content types, with the comments in them."""
    folder, file = posixpath.split(body)
    relations_name = posixpath.join(folder, "_rels", f"{file}.rels")
    present = parts.get(relations_name)
    relations = (
        etree.Element(
            f"{{{_PACKAGE}/relationships}}Relationships", nsmap={None: f"{_PACKAGE}/relationships"}
        )
        if present is None
        else parse(present)
    )
    taken = {relation.get("Id") for relation in relations}
    keys = (f"rId{n}" for n in range(1, len(taken) + 2))
    etree.SubElement(
        relations,
        f"{{{_PACKAGE}/relationships}}Relationship",
        {
            "Id": next(key for key in keys if key not in taken),
            "Type": f"{_OFFICE}/comments",
            "Target": posixpath.relpath(name, folder),
        },
    )
    types = parse(parts[_CONTENT_TYPES])
    etree.SubElement(
        types,
        f"{{{_PACKAGE}/content-types}}Override",
        {"PartName": f"/{name}", "ContentType": _TYPE},
    )
    return {relations_name: _serialized(relations), _CONTENT_TYPES: _serialized(types)}


def _serialized(root: etree._Element) -> bytes:
    return _DECLARATION + etree.tostring(root, encoding="UTF-8", xml_declaration=False)
