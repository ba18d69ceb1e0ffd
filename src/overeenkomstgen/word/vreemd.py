"""What a template brings along that is no text: links to elsewhere, programs, other files.

Word and LibreOffice fetch or run it when the document is opened, and what a
reader then sees is no longer what was checked. The types of relationship are
those of ISO/IEC 29500-1, annex C, and of Microsoft's [MS-OE376] and [MS-DOCX].
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from lxml import etree

from overeenkomstgen.errors import Fault
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import CONTENT_TYPES, W, parse, relations_of, source_of

_PLACES = {
    "header": "koptekst",
    "footer": "voettekst",
    "footnotes": "voetnoten",
    "endnotes": "eindnoten",
    "comments": "opmerkingen",
    "settings": "instellingen",
    "fontTable": "lettertypen",
}
_MACRO = ("heeft macro's", "bewaar het in Word als Word-document zonder macro's (.docx)")
_OBJECT = (
    "heeft een ingesloten object, zoals een werkblad of een programma",
    "verwijder het object, of zet er tekst of een afbeelding voor in de plaats",
)
_OTHER_FILE = (
    "haalt zijn inhoud uit een ander bestand dat erin of erbij zit",
    "plak die inhoud als gewone tekst in het sjabloon",
)
_MERGE = (
    "hangt aan een gegevensbron van Word (afdruk samenvoegen)",
    "kies in Word bij Verzendlijsten, Afdruk samenvoegen starten, voor Normaal Word-document",
)
_BOUND = (
    "heeft een invulvak waarvan Word de inhoud uit andere gegevens haalt",
    "verwijder het invulvak in Word en houd de tekst (Inhoudsbesturingselement verwijderen)",
)
# The last word of the type of a relationship, to what it means wherever it leads.
_NEVER = {
    **dict.fromkeys(
        (
            *("vbaProject", "wordVbaData", "vbaProjectSignature", "vbaProjectSignatureAgile"),
            *("keyMapCustomizations", "attachedToolbars"),
        ),
        _MACRO,
    ),
    **dict.fromkeys(("oleObject", "package", "control", "activeXControlBinary"), _OBJECT),
    **dict.fromkeys(("aFChunk", "subDocument", "frame"), _OTHER_FILE),
    **dict.fromkeys(("mailMergeSource", "mailMergeHeaderSource", "recipientData"), _MERGE),
}
# The same, for what is only wrong when it leads out of the file.
_OUTSIDE = {
    "image": (
        "heeft een afbeelding die niet in het bestand staat maar op {}",
        "voeg de afbeelding in Word opnieuw in, zonder koppeling",
    ),
    "attachedTemplate": (
        "hangt aan een ander sjabloon, {}",
        "koppel het in Word los: Ontwikkelaars, Documentsjabloon, en kies Normal",
    ),
    "oleObject": (
        "heeft een object dat gekoppeld is aan {}",
        "verwijder de koppeling, of zet er tekst of een afbeelding voor in de plaats",
    ),
}
_ELSEWHERE = (
    "verwijst naar iets buiten het bestand, {}",
    "verwijder de koppeling in Word (Bestand, Info, Koppelingen naar bestanden bewerken)",
)
_TYPES = {"vbaProject": _MACRO, "macroEnabled": _MACRO, "activeX": _OBJECT, "oleObject": _OBJECT}
# Fields with which Word or LibreOffice fetches something, ISO/IEC 29500-1, 17.16.5.
_FETCHING: Final = re.compile(
    r"\s*(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|EMBED|RD|MACROBUTTON)\b",
    re.IGNORECASE,
)
_FIELD_ADVICE = "verwijder dit veld in Word, of vervang het door de inhoud (Ctrl+Shift+F9)"
_REMOTE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]+:|\\\\|//)", re.IGNORECASE)
_SHOWN = 80


def find_foreign(name: str, bestand: Woordbestand) -> tuple[Fault, ...]:
    """Return what a file, that messages call by a name, brings along and should not."""
    return tuple(dict.fromkeys(_find(name, bestand)))


def find_fetching(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Find the fields of Word, and the pictures, that fetch something when the file is opened.

    Yields:
        What is wrong, to be read after a name, and what to do about it.
    """
    for instruction in _instructions(root):
        if found := _FETCHING.match(instruction):
            yield f"heeft een veld {found[1].upper()}, dat iets van buiten haalt", _FIELD_ADVICE
    for picture in root.iter("{urn:schemas-microsoft-com:vml}*"):
        source = picture.get("src")
        if source is not None and _REMOTE.match(source):
            what, advice = _OUTSIDE["image"]
            yield what.format(_show(source)), advice


def wrong_references(bestand: Woordbestand, part: str) -> Iterator[tuple[str, str, str]]:
    """Give what a part refers to and should not: its key, what is wrong, what to do about it."""
    content = bestand.parts.get(relations_of(part))
    for key, what, advice in () if content is None else _in_relations(parse(content)):
        yield key, f"dit bestand {what}", advice


def _find(name: str, bestand: Woordbestand) -> Iterator[Fault]:
    for part, content in bestand.parts.items():
        if not part.lower().endswith((".xml", ".rels")):
            continue
        root = parse(content)
        if part.endswith(".rels"):
            source = source_of(part)
            found = [(what, advice) for _, what, advice in _in_relations(root)]
        else:
            source, found = part, list(_in_part(root, part))
        kind = _PLACES.get(re.sub(r"[0-9]*\.xml", "", posixpath.basename(source)))
        where = f"{name}, {kind}" if kind else name
        for what, advice in found:
            yield Fault(where, f"dit bestand {what}", advice)


def _in_relations(root: etree._Element) -> Iterator[tuple[str, str, str]]:
    for relation in root:
        kind = posixpath.basename(relation.get("Type", ""))
        outside = relation.get("TargetMode", "").lower() == "external"
        target = relation.get("Target", "")
        wrong = None
        if outside and kind != "hyperlink":
            wrong = _OUTSIDE.get(kind) or _NEVER.get(kind) or _ELSEWHERE
        elif kind in _NEVER:
            wrong = _NEVER[kind]
        elif kind != "hyperlink" and _REMOTE.match(target):
            wrong = _ELSEWHERE
        if wrong:
            yield relation.get("Id", ""), wrong[0].format(_show(target)), wrong[1]


def _in_part(root: etree._Element, part: str) -> Iterator[tuple[str, str]]:
    if part == CONTENT_TYPES:
        for each in root:
            content_type = each.get("ContentType", "")
            yield from (found for word, found in _TYPES.items() if word in content_type)
        return
    if next(root.iter(f"{W}mailMerge"), None) is not None:
        yield _MERGE
    if next(root.iter(f"{W}dataBinding"), None) is not None:
        yield _BOUND
    yield from find_fetching(root)


def _instructions(root: etree._Element) -> Iterator[str]:
    """Return the instruction of each field; Word splits one over runs as it likes."""
    pieces: dict[int, list[str]] = defaultdict(list)
    begun = 0
    for node in root.iter(f"{W}fldSimple", f"{W}fldChar", f"{W}instrText"):
        if node.tag == f"{W}fldSimple":
            yield node.get(f"{W}instr", "")
        elif node.tag == f"{W}instrText":
            pieces[begun].append(node.text or "")
        else:
            begun += 1
    yield from map("".join, pieces.values())


def _show(target: str) -> str:
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in target)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
