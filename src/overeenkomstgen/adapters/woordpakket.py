"""A Word file as what it is: a zip file of parts that refer to each other (ISO/IEC 29500-2)."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from overeenkomstgen.adapters.woordstijl import parse
from overeenkomstgen.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MAIN = "officeDocument"
PROPERTIES = "core-properties"


@dataclass(frozen=True, slots=True)
class Woordpakket:
    """The parts of a Word file that hold its text.

    Attributes:
        document: The main part.
        by_id: The parts that the main part refers to, by the id of the reference.
        by_kind: The same, by the last word of the kind of reference: ``styles``.
        properties: The part with title, author and subject; None without one.
    """

    document: bytes
    by_id: Mapping[str, bytes]
    by_kind: Mapping[str, bytes]
    properties: bytes | None


def open_package(content: bytes | Path) -> Woordpakket:
    """Read the parts of a Word file.

    Raises:
        InputError: It is no Word file.
    """
    where = "Word-bestand" if isinstance(content, bytes) else content.name
    source = BytesIO(content) if isinstance(content, bytes) else content
    try:
        with zipfile.ZipFile(source) as archive:
            package = dict(_targets(archive, "").values())
            main = package[MAIN]
            parts = {
                key: (kind, archive.read(name))
                for key, (kind, name) in _targets(archive, main).items()
            }
            return Woordpakket(
                document=archive.read(main),
                by_id={key: part for key, (_, part) in parts.items()},
                by_kind=dict(parts.values()),
                properties=archive.read(package[PROPERTIES]) if PROPERTIES in package else None,
            )
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        fault = Fault(
            where,
            "dit is geen Word-document, of het is beschadigd",
            "open het in Word en sla het opnieuw op als .docx",
        )
        raise InputError([fault]) from error


def _targets(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return what a part refers to inside the file: id to kind and name."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive.namelist():
        return {}
    present = set(archive.namelist())
    found = {}
    for relation in parse(archive.read(relations)).iterfind(RELATIONSHIP):
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:]
        if target in present and relation.get("TargetMode") != "External":
            kind = posixpath.basename(relation.get("Type", ""))
            found[relation.get("Id", "")] = (kind, target)
    return found
