"""A Word file as a package of parts: read with distrust, written the same every time.

A template is a stranger's file (invariant 7), so everything that could do harm
is refused before any of it is used. The package is that of ISO/IEC 29500-2:
a zip of parts, of which the relationships say what they are for.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from lxml import etree

from overeenkomstgen.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_SIZE = 50 * 1024 * 1024
MAX_ENTRIES = 2000

CONTENT_TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_KINDS = {
    f"{_OFFICE}header": "koptekst",
    f"{_OFFICE}footer": "voettekst",
    f"{_OFFICE}footnotes": "voetnoot",
    f"{_OFFICE}endnotes": "eindnoot",
}
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_blank_text=True,
    remove_comments=True,
    remove_pis=True,
)
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,  # a compression that Python does not know
    OSError,
    RuntimeError,  # an entry with a password
    ValueError,
    OverflowError,
)
_SAVE_AGAIN = "open het in Word en bewaar het als Word-document (.docx), zonder wachtwoord"
_MAKE_AGAIN = "gebruik dit bestand niet; maak het sjabloon opnieuw in Word"

_FORBIDDEN = frozenset("\\:\0")  # these lead out of a folder on one system or another

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UTF8, _DEFLATE, _MIDNIGHT = 20, 0x800, 8, 0
_1980_01_01 = 0x21


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """A part of the file that holds text.

    Attributes:
        name: The name in the package, ``word/header1.xml``.
        kind: What a reader calls its places: ``alinea``, ``koptekst``, ``voettekst``,
            ``voetnoot``, ``eindnoot`` or ``eigenschap``.
        xml: The XML, without declaration, comments and ignorable white space.
    """

    name: str
    kind: str
    xml: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the zip as it is written."""

    name: bytes
    crc: int
    size: int
    deflated: bytes

    @classmethod
    def of(cls, name: str, content: bytes) -> _Entry:
        deflated = zlib.compress(content, wbits=-zlib.MAX_WBITS)
        return cls(name.encode(), zlib.crc32(content), len(content), deflated)


@dataclass(frozen=True, slots=True)
class Woordbestand:
    """A Word file that was read.

    Attributes:
        sha256: Fingerprint of the file, in hexadecimal.
        onderdelen: The parts that hold text, the body first.
    """

    sha256: str
    onderdelen: tuple[Onderdeel, ...]
    _entries: Mapping[str, _Entry]

    @classmethod
    def read(cls, path: Path, name: str) -> Woordbestand:
        """Read a Word file.

        Args:
            path: The file.
            name: What messages call it.

        Raises:
            InputError: There is no such file, it is damaged, it is no Word document,
                or it holds what a Word document has no business with.
        """
        content, entries = _unpack(path, name)
        trees = {
            entry: _parse(name, entry, data)
            for entry, data in entries.items()
            if entry.lower().endswith((".xml", ".rels"))
        }
        return cls(
            hashlib.sha256(content).hexdigest(),
            tuple(
                Onderdeel(entry, kind, etree.tostring(trees[entry], encoding="unicode"))
                for entry, kind in _text_parts(name, trees).items()
            ),
            MappingProxyType({entry: _Entry.of(entry, data) for entry, data in entries.items()}),
        )

    def write(self, changed: Mapping[str, bytes]) -> bytes:
        """Return the file with some parts changed; the same input gives the same bytes.

        The entries stand in the order of the file that was read, content types first,
        dated 1 January 1980. What did not change is not compressed again; that is what
        :mod:`zipfile` cannot do, and why the zip is written here.
        """
        entries = {**self._entries} | {
            name: _Entry.of(name, data) for name, data in changed.items()
        }
        body: list[bytes] = []
        directory: list[bytes] = []
        offset = 0
        for entry in entries.values():
            sizes = (entry.crc, len(entry.deflated), entry.size, len(entry.name))
            names = 0 if entry.name.isascii() else _UTF8
            how = (names, _DEFLATE, _MIDNIGHT, _1980_01_01)
            body += (
                _LOCAL.pack(b"PK\3\4", _VERSION, *how, *sizes, 0),
                entry.name,
                entry.deflated,
            )
            directory += (
                _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *how, *sizes, 0, 0, 0, 0, 0, offset),
                entry.name,
            )
            offset += _LOCAL.size + len(entry.name) + len(entry.deflated)
        listing = b"".join(directory)
        count = len(entries)
        end = _END.pack(b"PK\5\6", 0, 0, count, count, len(listing), offset, 0)
        return b"".join((*body, listing, end))


def _refuse(name: str, what: str, advice: str) -> InputError:
    return InputError([Fault(name, what, advice)])


def _unpack(path: Path, name: str) -> tuple[bytes, dict[str, bytes]]:
    """Return the file and its entries, content types first."""
    try:
        if path.stat().st_size > MAX_SIZE:
            raise _too_big(name)
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise _refuse(
            name, "dit bestand bestaat niet", "zet het sjabloon op zijn plaats of verbeter de naam"
        ) from error
    except OSError as error:
        raise _refuse(
            name, "dit bestand is niet te lezen", "controleer of het bestand voor u toegankelijk is"
        ) from error
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MAX_ENTRIES or sum(info.file_size for info in infos) > MAX_SIZE:
                raise _too_big(name)
            _check_names(name, [info.orig_filename for info in infos])
            entries = {info.filename: archive.read(info) for info in infos}
    except _UNREADABLE as error:
        raise _refuse(
            name, "dit is geen Word-document (.docx), of het is beschadigd", _SAVE_AGAIN
        ) from error
    first = {CONTENT_TYPES: entries[CONTENT_TYPES]} if CONTENT_TYPES in entries else {}
    return content, first | entries


def _too_big(name: str) -> InputError:
    return _refuse(
        name,
        f"uitgepakt is dit bestand groter dan {MAX_SIZE // 1024**2} MB "
        f"of heeft het meer dan {MAX_ENTRIES} onderdelen",
        "verklein of verwijder de afbeeldingen erin",
    )


def _check_names(name: str, entries: list[str]) -> None:
    for entry in entries:
        if set(entry) & _FORBIDDEN or entry.startswith("/") or ".." in entry.split("/"):
            raise _refuse(name, f"het onderdeel {entry!a} wijst buiten het bestand", _MAKE_AGAIN)
    if len({entry.lower() for entry in entries}) < len(entries):
        raise _refuse(name, "een onderdeel komt er twee keer in voor", _MAKE_AGAIN)


def _parse(name: str, entry: str, data: bytes) -> etree._Element:
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refuse(name, f"het onderdeel {entry} is beschadigd", _SAVE_AGAIN) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refuse(
            name,
            f"het onderdeel {entry} heeft een DOCTYPE, en die hoort niet in een Word-document",
            _MAKE_AGAIN,
        )
    return root


def _text_parts(name: str, trees: Mapping[str, etree._Element]) -> dict[str, str]:
    """Return the parts that hold text, with their kind, the body first."""
    package = _relationships(trees, "")
    main = next((part for part, kind in package if kind == f"{_OFFICE}officeDocument"), None)
    if main is None or main not in trees or _content_type(trees, main) != MAIN:
        raise _refuse(name, "dit is geen Word-document: het hoofddocument ontbreekt", _SAVE_AGAIN)
    if trees[main].tag != f"{W}document" or trees[main].nsmap.get("w") != W.strip("{}"):
        raise _refuse(name, "dit is een Word-document van een ander type", _SAVE_AGAIN)
    found = {main: "alinea"}
    for wanted, called in _KINDS.items():
        found |= {part: called for part, kind in _relationships(trees, main) if kind == wanted}
    found |= {part: "eigenschap" for part, kind in package if kind == _CORE}
    return {part: kind for part, kind in found.items() if part in trees}


def _relationships(trees: Mapping[str, etree._Element], source: str) -> list[tuple[str, str]]:
    """Return the parts that a part (or the package) refers to, each with the type of relation."""
    folder, file = posixpath.split(source)
    relations = trees.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    return [
        (
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
            relation.get("Type", ""),
        )
        for relation in (relations if relations is not None else ())
        if relation.get("TargetMode") != "External"
    ]


def _content_type(trees: Mapping[str, etree._Element], part: str) -> str | None:
    types = trees.get(CONTENT_TYPES)
    for override in types if types is not None else ():
        if override.get("PartName") == f"/{part}":
            return override.get("ContentType")
    return None
