"""What a template brings along that is no text: links to elsewhere, programs, other files.

Word and LibreOffice fetch or run it when the document is opened, and what a
reader then sees is no longer what was checked. The types of relationship are
those of ISO/IEC 29500-1, annex C, and of Microsoft's [MS-OE376] and [MS-DOCX].
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from lxml import etree

from overeenkomstgen.errors import Fault
from overeenkomstgen.word.beeld import MISSING, other_kind, wrong_picture
from overeenkomstgen.word.bestand import TAG, Woordbestand
from overeenkomstgen.word.elementen import (
    CONTENT_TYPES,
    is_xml,
    parse,
    references,
    relations_of,
    source_of,
)
from overeenkomstgen.word.getoond import OBJECT, OTHER_FILE, SOORTEN, Soort
from overeenkomstgen.word.lezer import Lezer
from overeenkomstgen.word.pakket import cut

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
_OBJECT = (f"heeft {OBJECT.what}", OBJECT.advice)
_OTHER_FILE = (f"heeft {OTHER_FILE.what}", OTHER_FILE.advice)
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
    **dict.fromkeys(("vbaProject", "vbaProjectSignature", "vbaProjectSignatureAgile"), _MACRO),
    **dict.fromkeys(("wordVbaData", "keyMapCustomizations", "attachedToolbars"), _MACRO),
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
# The same of elements, whatever relationship they have; and what may refer to the outside.
_ELEMENTS = {
    **dict.fromkeys(("altChunk", "subDoc"), _OTHER_FILE),
    **dict.fromkeys(("OLEObject", "control"), _OBJECT),
    "mailMerge": _MERGE,
    "dataBinding": _BOUND,
}
_PICTURES = {"blip", "imagedata", "fill", "svgBlip"}
_LINKS = {"hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver"}
_COMPRESSED = b"\x1f\x8b"
# What an SVG fetches with: attributes, also those that it changes, and CSS; not from itself.
_SVG = re.compile(
    r"""\b(?:href|src|base|to|from|values)=(?!"#)|url\((?!\s*(?:['"]|&quot;)?#)|@import|\\""",
    re.IGNORECASE,
)
# Fields with which Word or LibreOffice fetches something, ISO/IEC 29500-1, 17.16.5.
_FETCHING: Final = re.compile(
    r"[^\w{]*(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|EMBED|RD|MACROBUTTON)\b",
    re.IGNORECASE,
)
_FIELD_PARTS = ("fldSimple", "fldChar", "instrText", "delInstrText", "t")
_FIELD_ADVICE = "verwijder dit veld in Word, of vervang het door de inhoud (Ctrl+Shift+F9)"
_OTHER_FIELD = "\N{OBJECT REPLACEMENT CHARACTER}"  # where an instruction begins with another's
_REMOTE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]+:|\\\\|//)", re.IGNORECASE)
# Word's own template, where it stands on the disk of who made the file; no server has it.
_NORMAL = re.compile(
    r"(?:file:///(?![/\\])|(?![/\\]{2}))(?:[a-z]:)?(?:(?:[^:%]|%20)*[/\\])?normal\.dotm?",
    re.IGNORECASE,
)


def find_foreign(
    name: str, bestand: Woordbestand, lezers: Mapping[str, Lezer]
) -> tuple[Fault, ...]:
    """Return what a file, called by a name, brings along and should not, or that is not read.

    The parts with paragraphs are given as they were read.
    """
    faults: dict[Fault, None] = {}
    xml = (".xml", ".rels")
    trees = {
        part: lezers[part].root if part in lezers else parse(content)
        for part, content in bestand.parts.items()
        if part.lower().endswith(xml) or is_xml(content)
    }
    for part, content in bestand.parts.items():
        source = source_of(part) if part.lower().endswith(".rels") else part
        found: list[tuple[str, str]] = []
        if source == part and part in trees:
            found += _in_part(trees[part], part)
        elif content.startswith(_COMPRESSED):
            found.append(other_kind())
        if source != part or relations_of(part) not in bestand.parts:
            wrong = wrong_references(bestand, source, trees.get(source))
            found += [(what, advice) for what, advice, _ in wrong]
        kind = _PLACES.get(re.sub(r"[0-9]*\.xml", "", posixpath.basename(source)))
        where = f"{name}, {kind}" if kind else name
        faults |= {Fault(where, f"dit bestand {what}", advice): None for what, advice in found}
    told = {fault.what for fault in faults}
    for part, kind in bestand.kinds.items():
        for each in lezers[part].unread if part in lezers else ():
            where = f'{name}, {kind} "{_show(each.near)}"'
            fault = Fault(where, f"dit bestand heeft {each.naam.what}", each.naam.advice)
            if fault.what not in told:
                faults[fault] = None
    return tuple(faults)


def find_fetching(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Find the fields of Word, and the pictures, that fetch something when the file is opened.

    Of each it gives what is wrong, to be read after a name, and what to do about it.
    """
    for instruction in _instructions(root):
        if found := _FETCHING.match(instruction):
            yield f"heeft een veld {found[1].upper()}, dat iets van buiten haalt", _FIELD_ADVICE
        elif instruction.lstrip().startswith(_OTHER_FIELD):
            yield "heeft een veld waarvan de naam uit een ander veld komt", _FIELD_ADVICE
    for picture in root.iter("{urn:schemas-microsoft-com:vml}*"):
        names = ("src", "href", "althref") if _local(picture.tag) in _PICTURES else ("src",)
        for source in filter(None, (_get(picture, name) for name in names)):
            if not source.startswith("#"):
                what, advice = _OUTSIDE["image"]
                yield what.format(_show(source)), advice


def find_unseen(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Give, of parts by their names, each text with a tag that stands where no reader sees it.

    That is in properties, addresses and descriptions, in fields of Word, and in what else there
    is: everywhere but in the letters of a text.
    """
    tagged = (part for part, content in parts.items() if TAG.search(content) and is_xml(content))
    for part in tagged:
        for element in parse(parts[part]).iter():
            own = "" if SOORTEN.get(str(element.tag)) is Soort.LETTERS else element.text or ""
            texts = (unquote(text) for text in (own, *map(str, element.attrib.values())))
            yield from ((part, text) for text in texts if TAG.search(text.encode()))


def wrong_references(
    bestand: Woordbestand, part: str, root: etree._Element | None
) -> Iterator[tuple[str, str, list[etree._Element]]]:
    """Give what a part refers to and should not, by the elements that do so and what is there.

    That is what is wrong, to be read after a name, what to do about it, and those elements.
    """
    users = _users(root)
    names = {key: {_local(each.tag) for each in elements} for key, elements in users.items()}
    missing = {key for key, used in names.items() if used & _PICTURES}
    there = {name.lower(): content for name, content in bestand.parts.items()}
    for key, kind, target, address, outside in references(bestand.parts, part):
        used = names.get(key, set())
        if kind == "attachedTemplate" and _NORMAL.fullmatch(address):
            continue
        missing.discard(key)
        link = kind == "hyperlink" and used <= _LINKS
        shown = not used.isdisjoint(_PICTURES)
        wrong = _NEVER.get(kind)
        if outside and not link:
            wrong = _OUTSIDE.get("image" if shown else kind) or wrong or _ELSEWHERE
        elif not wrong and _REMOTE.match(address) and not link:
            wrong = _ELSEWHERE
        elif not wrong and shown:  # what nothing shows is not asked anything
            wrong = _wrong_picture(there.get(target.lower()), used)
        if wrong:
            yield wrong[0].format(_show(address)), wrong[1], users[key]
    yield from ((*MISSING, users[key]) for key in sorted(missing))


def _wrong_picture(content: bytes | None, users: set[str]) -> tuple[str, str] | None:
    """Judge a picture by what is there; an SVG may only stand beside another, for new programs."""
    if content is None:
        return MISSING
    if is_xml(content) and _local(parse(content).tag) == "svg":
        return None if users == {"svgBlip"} else other_kind("SVG")
    return wrong_picture(content)


def _users(root: etree._Element | None) -> dict[str, list[etree._Element]]:
    """Return the elements of a part that use a reference, by its key."""
    found: dict[str, list[etree._Element]] = defaultdict(list)
    for element in () if root is None else root.iter():
        for name, value in element.attrib.items():
            if "/relationships}" in name or name.endswith("}relid"):
                found[value].append(element)
    return found


def _in_part(root: etree._Element, part: str) -> Iterator[tuple[str, str]]:
    for each in root if part == CONTENT_TYPES else ():
        content_type = each.get("ContentType", "")
        yield from (found for word, found in _TYPES.items() if word in content_type)
    for element in root.iter(*(f"{{*}}{name}" for name in _ELEMENTS)):
        yield _ELEMENTS[_local(element.tag)]
    if _local(root.tag) == "svg" and _SVG.search(etree.tostring(root, encoding="unicode")):
        yield other_kind("SVG")
    yield from find_fetching(root)


def _instructions(root: etree._Element) -> Iterator[str]:
    """Return the instruction of each field (17.16.18).

    Word splits one over runs as it likes. Of a field in a field, what it gives is part of the
    instruction around it; LibreOffice takes any text there for a part of it.
    """
    loose: list[str] = []
    opened: list[list[str]] = []  # the instruction of each field that is open
    inner: list[list[str]] = []  # of those, the ones of which it has not ended yet
    for node in root.iter(*(f"{{*}}{name}" for name in _FIELD_PARTS)):
        name = _local(node.tag)
        kind = _get(node, "fldCharType") if name == "fldChar" else ""
        if name == "fldSimple":
            yield _get(node, "instr")
        elif kind == "begin":
            if inner and opened[-1] is inner[-1] and not "".join(inner[-1]).strip():
                inner[-1].append(_OTHER_FIELD)
            opened.append([])
            inner.append(opened[-1])
        elif kind in {"separate", "end"} and opened:
            if inner and inner[-1] is opened[-1]:
                inner.pop()
            if kind == "end":
                yield "".join(opened.pop())
        elif inner or name == "instrText":
            (inner[-1] if inner else loose).append(node.text or "")
    yield from map("".join, (*opened, loose))


def _get(element: etree._Element, name: str) -> str:
    """Return an attribute by its name in whatever namespace; '' without one."""
    found = (value for key, value in element.attrib.items() if _local(key) == name)
    return str(next(found, ""))


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]


def _show(target: str) -> str:
    shown = (each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in target)
    return cut("".join(shown))
