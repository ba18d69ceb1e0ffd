"""A Word file as a package of parts: read with distrust, written the same every time.

Any Word file is a stranger's (invariant 7), so everything that could do harm is
refused before any of it is used. The package is that of ISO/IEC 29500-2: a zip of
parts, of which the relationships say what they are for.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from overeenkomstgen.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_SIZE = 50 * 1024 * 1024
MAX_ENTRIES = 2000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_CONTENT_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KINDS = {
    "header": "koptekst",
    "footer": "voettekst",
    "footnotes": "voetnoot",
    "endnotes": "eindnoot",
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
_MAKE_AGAIN = "gebruik dit bestand niet; maak het opnieuw in Word"

_FORBIDDEN = frozenset("\\:\0")  # these lead out of a folder on one system or another
_COMPRESSED = (".gif", ".jpeg", ".jpg", ".png")


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


class Verwijzing(NamedTuple):
    """A reference from one part to another.

    Attributes:
        key: What the part that refers calls it, its ``r:id``.
        kind: The last word of the type of relationship: ``header``, ``styles``.
        target: The name of the part that is referred to.
    """

    key: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Woordbestand:
    """A Word file that was read.

    Attributes:
        sha256: Fingerprint of the file, in hexadecimal.
        parts: The content of each part by its name, content types first.
        body: The name of the main part.
        references: What the body refers to, as far as it is XML of this file.
        properties: The name of the part with title, author and subject; None without one.
    """

    sha256: str
    parts: Mapping[str, bytes]
    body: str
    references: tuple[Verwijzing, ...]
    properties: str | None

    @classmethod
    def read(cls, source: bytes | Path, name: str | None = None) -> Woordbestand:
        """Read a Word file; what it holds is then known to be sound XML.

        Args:
            source: The file, or where it stands.
            name: What messages call it; by default the name of the file.

        Raises:
            InputError: There is no such file, it is damaged, it is no Word document,
                or it holds what a Word document has no business with.
        """
        if name is None:
            name = "Word-bestand" if isinstance(source, bytes) else source.name
        content = source if isinstance(source, bytes) else _content(source, name)
        parts = _unpack(content, name)
        trees = {
            part: _sound(name, part, data)
            for part, data in parts.items()
            if part.lower().endswith((".xml", ".rels"))
        }
        package = {found.kind: found.target for found in reversed(_references(trees, ""))}
        body = package.get("officeDocument")
        if body is None or _content_type(trees, body) != _MAIN:
            raise _refuse(
                name, "dit is geen Word-document: het hoofddocument ontbreekt", _SAVE_AGAIN
            )
        if trees[body].tag != f"{W}document" or trees[body].nsmap.get("w") != W.strip("{}"):
            raise _refuse(name, "dit is een Word-document van een ander type", _SAVE_AGAIN)
        references = tuple(_references(trees, body))
        properties = package.get("core-properties")
        return cls(hashlib.sha256(content).hexdigest(), parts, body, references, properties)

    @property
    def onderdelen(self) -> tuple[Onderdeel, ...]:
        """The parts that hold text, the body first."""
        found = {self.body: "alinea"}
        for kind, called in _KINDS.items():
            found |= {each.target: called for each in self.references if each.kind == kind}
        if self.properties is not None:
            found[self.properties] = "eigenschap"
        return tuple(
            Onderdeel(part, kind, etree.tostring(parse(self.parts[part]), encoding="unicode"))
            for part, kind in found.items()
        )

    def related(self, kind: str) -> bytes | None:
        """Return the part that the body refers to as ``styles`` or the like, if there is one."""
        return next(
            (self.parts[each.target] for each in self.references if each.kind == kind), None
        )

    def write(self, changed: Mapping[str, bytes]) -> bytes:
        """Return the file with some parts changed; the same input gives the same bytes.

        The entries stand in the order of the file that was read, content types first,
        dated 1 January 1980.
        """
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for part, content in {**self.parts, **changed}.items():
                entry = zipfile.ZipInfo(part)
                entry.create_system = 0  # the same on every system
                if not part.lower().endswith(_COMPRESSED):
                    entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content)
        return made.getvalue()


def parse(content: bytes | str) -> etree._Element:
    """Parse XML without entities and network, comments and ignorable white space.

    Raises:
        lxml.etree.XMLSyntaxError: It is no XML.
    """
    return etree.fromstring(content, _PARSER)


def _refuse(name: str, what: str, advice: str) -> InputError:
    return InputError([Fault(name, what, advice)])


def _content(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > MAX_SIZE:
            raise _too_big(name)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise _refuse(
            name, "dit bestand bestaat niet", "zet het op zijn plaats of verbeter de naam"
        ) from error
    except OSError as error:
        raise _refuse(
            name, "dit bestand is niet te lezen", "controleer of het bestand voor u toegankelijk is"
        ) from error


def _unpack(content: bytes, name: str) -> dict[str, bytes]:
    """Return the entries of the zip, content types first."""
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
    first = {_CONTENT_TYPES: entries[_CONTENT_TYPES]} if _CONTENT_TYPES in entries else {}
    return first | entries


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


def _sound(name: str, entry: str, data: bytes) -> etree._Element:
    try:
        root = parse(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refuse(name, f"het onderdeel {entry} is beschadigd", _SAVE_AGAIN) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refuse(
            name,
            f"het onderdeel {entry} heeft een DOCTYPE, en die hoort niet in een Word-document",
            _MAKE_AGAIN,
        )
    return root


def _references(trees: Mapping[str, etree._Element], source: str) -> list[Verwijzing]:
    """Return what a part, or the package as a whole, refers to, as far as it is in the trees."""
    folder, file = posixpath.split(source)
    relations = trees.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    found = []
    for relation in relations if relations is not None else ():
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
        if target.lstrip("/") in trees and relation.get("TargetMode") != "External":
            kind = posixpath.basename(relation.get("Type", ""))
            found.append(Verwijzing(relation.get("Id", ""), kind, target.lstrip("/")))
    return found


def _content_type(trees: Mapping[str, etree._Element], part: str) -> str | None:
    types = trees.get(_CONTENT_TYPES)
    for override in types if types is not None else ():
        if override.get("PartName") == f"/{part}":
            return override.get("ContentType")
    return None
