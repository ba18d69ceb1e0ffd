"""The elements of a Word file: their names, and what every reader asks of them.

Names are those of ISO/IEC 29500-1, clause 17 (WordprocessingML), and 29500-3.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple
from urllib.parse import unquote

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VAL: Final = f"{W}val"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
CONTENT_TYPES: Final = "[Content_Types].xml"

DECLARATION: Final = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_XML = re.compile(
    rb"[\xef\xbb\xbf\xff\xfe\0\s]*+<\0{0,3}[?!a-z_][\0a-z0-9_:.-]*[\s/>]", re.IGNORECASE
)
_WHOLE = re.compile("[-+]?[0-9]{1,9}")
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_blank_text=True,
    remove_comments=True,
    remove_pis=True,
)


class Verwijzing(NamedTuple):
    """A reference from one part to another, or to the outside."""

    key: str  # what the part that refers calls it, its ``r:id``
    kind: str  # the last word of the type of relationship: ``header``, ``styles``
    target: str  # the name of the part that is referred to; of what is outside it means nothing
    address: str  # the same as it is written
    outside: bool


def is_xml(content: bytes) -> bool:
    """Tell whether a part begins as XML, whatever it is called."""
    return _XML.match(content) is not None


def parse(content: bytes | str | None) -> etree._Element:
    """Parse XML without entities and network, comments and ignorable white space.

    Of a part that is not there, None, comes an element with nothing in it; of what is no XML
    lxml's XMLSyntaxError.
    """
    return etree.fromstring("<none/>" if content is None else content, _PARSER)


def serialize(root: etree._Element) -> bytes:
    """Return a part as it is written."""
    return DECLARATION + etree.tostring(root, encoding="UTF-8", xml_declaration=False)


def whole_number(text: str | None, otherwise: int) -> int:
    """Return the number in an attribute; for what is no number that Word can hold, the other.

    ISO/IEC 29500-1, 17.18.10 (ST_DecimalNumber) sets no bounds; Word does, at 32 bits.
    """
    return int(text) if text is not None and _WHOLE.fullmatch(text) else otherwise


def value(element: etree._Element | None, path: str) -> str | None:
    """Return the ``w:val`` of the child at a path such as ``pPr/pStyle``; None without one."""
    child = None if element is None else element.find("/".join(W + n for n in path.split("/")))
    return None if child is None else child.get(VAL)


def is_on(element: etree._Element | None) -> bool | None:
    """Return an on-or-off property (17.3.2), or None where it is not mentioned."""
    return None if element is None else element.get(VAL, "true") in {"true", "1", "on"}


def children(element: etree._Element) -> dict[str, etree._Element]:
    """Return the first child of each name; one look is quicker than one for each name."""
    return {str(child.tag): child for child in element.iterchildren(reversed=True)}


def reach(element: etree._Element, *names: str) -> etree._Element:
    """Return what stands in an element by a path of names; what is not there is made, in front."""
    for name in names:
        inner = element.find(f"{W}{name}")
        if inner is None:
            inner = etree.Element(f"{W}{name}")
            element.insert(0, inner)
        element = inner
    return element


def paragraph_of(element: etree._Element) -> etree._Element | None:
    """Return the paragraph that an element stands in, if any."""
    return next(element.iterancestors(f"{W}p"), None)


def is_double(element: etree._Element) -> bool:
    """Tell whether an element is there a second time, for older programs."""
    return next(element.iterancestors(f"{MC}Fallback"), None) is not None


def text_in(element: etree._Element, *tags: str) -> str:
    """Return the text in the ``w:t`` below an element, and in the other tags that are named."""
    return "".join(found.text or "" for found in element.iter(f"{W}t", *tags))


def relations_of(part: str) -> str:
    """Return the name of the part that says what a part refers to; '' is the whole package."""
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def source_of(relations: str) -> str:
    """Return the name of the part whose references a part holds."""
    folder, file = posixpath.split(relations)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def references(parts: Mapping[str, bytes], source: str) -> Iterator[Verwijzing]:
    """Give what a part refers to, or the package as a whole, '' (ISO/IEC 29500-2).

    A target is the part of that name as it is written; if there is none, with its escapes (%20)
    decoded and each backslash read as a slash.
    """
    folder = posixpath.join("/", posixpath.dirname(source))
    for each in parse(parts.get(relations_of(source))):
        address = each.get("Target", "")
        target = posixpath.normpath(posixpath.join(folder, address)).lstrip("/")
        if target not in parts:
            way = posixpath.join(folder, unquote(address).replace("\\", "/"))
            target = posixpath.normpath(way).lstrip("/")
        outside = each.get("TargetMode", "").strip().lower() == "external"
        kind = posixpath.basename(each.get("Type", ""))
        yield Verwijzing(each.get("Id", ""), kind, target, address, outside)


def inside(parts: Mapping[str, bytes], source: str) -> Iterator[Verwijzing]:
    """Give of what a part refers to that which is among the parts."""
    found = references(parts, source)
    return (each for each in found if each.target in parts and not each.outside)


def related(parts: Mapping[str, bytes], source: str, kind: str) -> str:
    """Return the name of the part of a kind that a part refers to, or the package, ''; or ''."""
    found = (each for each in inside(parts, source) if each.kind == kind)
    return next((each.target for each in found), "")
