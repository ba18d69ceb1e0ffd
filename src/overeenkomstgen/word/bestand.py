"""A Word file as a package of parts: read with distrust, written the same every time.

Any Word file is a stranger's (invariant 7): what could do harm is refused before any of it is used.
The package is that of ISO/IEC 29500-2: a zip of parts; relationships say what they are for.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape, unescape
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote

from lxml import etree

from overeenkomstgen.errors import InputError
from overeenkomstgen.word.elementen import (
    CONTENT_TYPES,
    Verwijzing,
    W,
    inside,
    is_xml,
    parse,
    related,
    relations_of,
)
from overeenkomstgen.word.pakket import MAKE_AGAIN, SAVE_AGAIN, pack, read_file, show, unpack

WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN = f"{WORD_TYPE}.document.main+xml"
_MACROS = "application/vnd.ms-word"
_OTHERS = {
    f"{WORD_TYPE}.template.main+xml": "dit is een Word-sjabloon (.dotx), geen Word-document",
    f"{_MACROS}.document.macroEnabled.main+xml": "dit is een Word-document met macro's (.docm)",
    f"{_MACROS}.template.macroEnabledTemplate.main+xml": "dit is een Word-sjabloon met macro's "
    "(.dotm), geen Word-document",
}
_DC = "{http://purl.org/dc/elements/1.1/}"
_KINDS = {
    "header": "koptekst",
    "footer": "voettekst",
    "footnotes": "voetnoot",
    "endnotes": "eindnoot",
}
_TABLES = (".rels", CONTENT_TYPES.lower())  # the parts in which others are named
_NAMED = re.compile(rb'(?<=PartName=")[^":]+|(?<=Target=")[^":]+')
MAX_XML: Final = 20 * 1024 * 1024  # bytes of XML in a file; a book has some millions
MAX_MARKS: Final = 1_000_000  # tags and attributes of that XML

# In UTF-8, and in UTF-16 and UTF-32 with their zeroes.
_DOCTYPE = re.compile(rb"<\0{0,3}!\0{0,3}D\0{0,3}O\0{0,3}C\0{0,3}T\0{0,3}Y\0{0,3}P\0{0,3}E")
_ENCODING = re.compile(rb"<\?xml[^>]{0,99}?encoding\s*=\s*[\"']([^\"']*)")
_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}
TAG: Final = re.compile(rb"[{%](?:(?<=\{)|(?<=%)7b)(?:[{%]|%7b)", re.IGNORECASE)
"""How a tag begins; in an address Word writes it otherwise."""
_IN_ADDRESS = re.compile(rb"(?i)(?:\{|%7b)(?:%7b|%25|[{%])[^\"<>]*?(?:%7d|%25|[}%])(?:\}|%7d)")


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """A part of the file that holds text.

    Attributes:
        kind: What a reader calls its places: ``alinea``, ``koptekst``, ``voettekst``,
            ``voetnoot``, ``eindnoot``, ``eigenschap`` or ``koppeling``.
    """

    name: str  # in the package, ``word/header1.xml``
    kind: str
    xml: str  # without declaration, comments and ignorable white space


class Woordgegevens(NamedTuple):
    """What a Word file says of itself (ISO/IEC 29500-2, core properties); may be empty."""

    title: str = ""
    author: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Woordbestand:
    """A Word file that was read; ``sha256`` is its fingerprint, in hexadecimal."""

    sha256: str
    parts: Mapping[str, bytes]  # the content of each by its name, content types first
    body: str
    references: tuple[Verwijzing, ...]  # of the body, as far as it is XML of this file
    properties: str  # the part with title, author and subject; '' without one

    @classmethod
    def read(cls, source: bytes | Path, name: str | None = None) -> "Woordbestand":
        """Read a Word file; what it holds is then known to be sound XML.

        Messages call it by the name given, or else that of the file.

        Raises:
            InputError: There is no such file, it is damaged, it is no Word document,
                or it holds what a Word document has no business with.
        """
        if name is None:
            name = "Word-bestand" if isinstance(source, bytes) else source.name
        content = source if isinstance(source, bytes) else read_file(source, name)
        parts = unpack(content, name)
        xml = {
            part: data
            for part, data in parts.items()
            if part.lower().endswith((".xml", ".rels")) or is_xml(data)
        }
        sha256 = hashlib.sha256(content).hexdigest()
        marks = sum(data.count(b"<") + data.count(b"=") for data in xml.values())
        if marks > MAX_MARKS or sum(map(len, xml.values())) > MAX_XML:  # too much as a tree
            what = "dit bestand heeft veel meer tekst of opmaak dan een gewoon Word-document"
            advice = "maak het opnieuw in Word, of verdeel het over meer bestanden"
            raise InputError.of(name, what, advice)
        roots = {part: _sound(name, part, data) for part, data in xml.items()}
        if lowered := _in_one_case(parts):
            return replace(cls.read(pack(lowered), name), sha256=sha256)
        body = related(xml, "", "officeDocument")
        kind = _content_type(parts, body) if body else ""
        if kind != _MAIN:
            missing = "dit is geen Word-document: het hoofddocument ontbreekt"
            raise InputError.of(name, _OTHERS.get(kind, missing), SAVE_AGAIN)
        if roots[body] != (f"{W}document", W.strip("{}")):
            raise InputError.of(name, "dit is een Word-document van een ander type", SAVE_AGAIN)
        properties = related(xml, "", "core-properties")
        return cls(sha256, parts, body, tuple(inside(xml, body)), properties)

    @classmethod
    def of(cls, source: "bytes | Path | Woordbestand", name: str | None = None) -> "Woordbestand":
        """Return a Word file that was read already, or read it as :meth:`read` does."""
        return source if isinstance(source, Woordbestand) else cls.read(source, name)

    @property
    def kinds(self) -> dict[str, str]:
        """The kind of each part that holds text, by its name, the body first."""
        found = {self.body: "alinea"}
        for kind, called in _KINDS.items():
            found |= {each.target: called for each in self.references if each.kind == kind}
        return found | ({self.properties: "eigenschap"} if self.properties else {})

    @property
    def onderdelen(self) -> tuple[Onderdeel, ...]:
        """The parts that hold text, the body first; then addresses and properties with a tag.

        Word writes a tag in an address as ``%7b%7b``; here it is as it was typed.
        """
        found = {part: (kind, self.parts[part]) for part, kind in self.kinds.items()}
        more = {relations_of(part): "koppeling" for part in self.kinds}
        for kind in ("extended-properties", "custom-properties"):
            more[related(self.parts, "", kind)] = "eigenschap"
        for name, kind in more.items():
            if TAG.search(content := self.parts.get(name, b"")):
                typed = _IN_ADDRESS.sub(_as_typed, content) if kind == "koppeling" else content
                found[name] = kind, typed
        return tuple(
            Onderdeel(part, kind, etree.tostring(parse(content), encoding="unicode"))
            for part, (kind, content) in found.items()
        )

    @property
    def gegevens(self) -> Woordgegevens:
        """What the file says of itself."""
        root = parse(self.parts.get(self.properties))
        return Woordgegevens(
            *(root.findtext(f"{_DC}{name}") or "" for name in ("title", "creator", "subject"))
        )

    def related(self, kind: str) -> bytes | None:
        """Return the part that the body refers to as ``styles`` or the like, if there is one."""
        found = (each.target for each in self.references if each.kind == kind)
        return self.parts.get(next(found, ""))

    def write(self, changed: Mapping[str, bytes]) -> bytes:
        """Return the file with some parts changed, in its order; the same input, the same bytes."""
        return pack({**self.parts, **changed})


def _as_typed(tag: re.Match[bytes]) -> bytes:
    return escape(unquote(unescape(tag[0].decode()))).encode()


@lru_cache(maxsize=32)  # the documents of a run share most parts of their template
def _sound(name: str, entry: str, data: bytes) -> tuple[str, str | None]:
    """Return what a part of a file that is sound XML begins with, and what it calls ``w``."""
    part = f"het onderdeel {show(entry)}"
    if _DOCTYPE.search(data):
        what = f"{part} heeft een DOCTYPE, en die hoort niet in een Word-document"
        raise InputError.of(name, what, MAKE_AGAIN)
    encoding = _ENCODING.match(data)
    known = data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")
    damaged = InputError.of(name, f"{part} is beschadigd", SAVE_AGAIN)
    if not known or (encoding and encoding[1].lower() not in _ENCODINGS):
        raise damaged  # an encoding in which nothing can be counted
    try:
        root = parse(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged from error
    return str(root.tag), root.nsmap.get("w")


def _content_type(parts: Mapping[str, bytes], part: str) -> str:
    """Return the type of a part: its own, or else that of its ending (ISO/IEC 29500-2, 7.2.3)."""
    called: dict[str, str] = {}
    for each in parse(parts.get(CONTENT_TYPES)):
        key = each.get("PartName") or each.get("Extension", "").lower()
        called.setdefault(key, each.get("ContentType", ""))  # of two, the first counts
    return called.get(f"/{part}") or called.get(part.lower().rpartition(".")[2]) or ""


def _in_one_case(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return all parts by names in small letters; nothing where each is called by its own name.

    Names are the same whatever their case (ISO/IEC 29500-2, 6.2.2.3), but not to LibreOffice.
    """
    tables = {name: data for name, data in parts.items() if name.lower().endswith(_TABLES)}
    there = {step for name in parts for step in name.split("/")}
    called = {each.decode(errors="replace") for d in tables.values() for each in _NAMED.findall(d)}
    steps = {CONTENT_TYPES, *(step for each in called for step in each.split("/"))}
    if {step.lower() for step in steps - there}.isdisjoint(map(str.lower, there)):
        return {}
    small = {name: _NAMED.sub(lambda found: found[0].lower(), tables[name]) for name in tables}
    small = {name.lower(): data for name, data in {**parts, **small}.items()}
    small = {CONTENT_TYPES: small.pop(CONTENT_TYPES.lower(), b""), **small}
    return {} if small == parts else small
