"""What a Word file does not say of itself, and its readers need: a title, and a language."""

import posixpath
import re
from dataclasses import replace
from typing import Final

from lxml import etree

from overeenkomstgen.word.bestand import WORD_TYPE, Woordbestand
from overeenkomstgen.word.elementen import (
    CONTENT_TYPES,
    VAL,
    R,
    W,
    parse,
    reach,
    relations_of,
    serialize,
)
from overeenkomstgen.word.pakket import pack

OPEN_TITEL: Final = "\ufdef"  # a title still to be given; Unicode keeps it out of all text
TAAL: Final = "nl-NL"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = f"{_PACKAGE}/metadata/core-properties"
_TYPES = {
    "officeDocument": (f"{R[1:-1]}/officeDocument", f"{WORD_TYPE}.document.main+xml"),
    "core-properties": (
        f"{_PACKAGE}/relationships/metadata/core-properties",
        "application/vnd.openxmlformats-package.core-properties+xml",
    ),
}
"""The types of relationship and content of parts where not both end in the kind alone."""
_LANGUAGE = re.compile(rb"<w:lang [^>]*?w:val=.[a-z]")
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def complete(bestand: Woordbestand, titel: str = OPEN_TITEL) -> Woordbestand:
    """Return a Word file that has a title, if only an open one, and a language."""
    parts = dict(bestand.parts)
    if not bestand.gegevens.title.strip():
        name = bestand.properties or add_part(parts, "", "docProps/core.xml", "core-properties")
        core = parse(parts.get(name) or f'<c:coreProperties xmlns:c="{_CORE}"/>')
        title = core.find(_TITLE)
        title = etree.SubElement(core, _TITLE) if title is None else title
        title.text = titel
        parts[name] = serialize(core)
    if not _LANGUAGE.search(bestand.related("styles") or b""):
        found = (each.target for each in bestand.references if each.kind == "styles")
        name = next(found, "") or add_part(parts, bestand.body, "styles.xml", "styles")
        styles = parse(parts.get(name) or f'<w:styles xmlns:w="{W.strip("{}")}"/>')
        general = reach(styles, "docDefaults", "rPrDefault", "rPr")
        reach(general, "lang").set(VAL, TAAL)
        general.append(reach(general, "lang"))  # it comes last
        parts[name] = serialize(styles)
    if parts == bestand.parts:
        return bestand
    return replace(Woordbestand.read(pack(parts)), sha256=bestand.sha256)


def add_part(parts: dict[str, bytes], source: str, name: str, kind: str) -> str:
    """Let a part, or the package, refer to one beside it that the caller adds; return its name.

    The kind is the last word of the type of relationship: ``styles``.
    """
    of_word = f"{R[1:-1]}/{kind}", f"{WORD_TYPE}.{kind}+xml"
    relation_type, content_type = _TYPES.get(kind, of_word)
    wanted = posixpath.join(posixpath.dirname(source), name)
    whole = next((part for part in parts if part.lower() == wanted.lower()), wanted)
    empty = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'
    relations = parse(parts.get(relations_of(source), empty))
    taken = {relation.get("Id") for relation in relations}
    key = next(key for n in range(len(taken) + 1) if (key := f"rId{n + 1}") not in taken)
    of = f"{{{_PACKAGE}/relationships}}Relationship"
    etree.SubElement(relations, of, {"Id": key, "Type": relation_type, "Target": f"/{whole}"})
    types = parse(parts[CONTENT_TYPES])
    override = {"PartName": f"/{whole}", "ContentType": content_type}
    if not any(each.get("PartName") == f"/{whole}" for each in types):
        etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override", override)
    parts |= {relations_of(source): serialize(relations), CONTENT_TYPES: serialize(types)}
    return whole
