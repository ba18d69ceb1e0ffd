"""Footnotes and endnotes: how Word numbers them (ISO/IEC 29500-1, 17.11), and endnotes as text."""

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from overeenkomstgen.word.elementen import (
    VAL,
    W,
    is_double,
    parse,
    related,
    serialize,
    whole_number,
)
from overeenkomstgen.word.getoond import Naam
from overeenkomstgen.word.nummering import format_number

_KINDS = {f"{W}{kind}Reference": kind for kind in ("footnote", "endnote")}
_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}  # 17.11.17 and 17.11.18
_KNOWN = {"decimal", "lowerRoman", "upperRoman", "lowerLetter", "upperLetter"}
_NUMBERED = re.compile(rb"footnotePr>.*?num(Fmt|Start).*?footnotePr>", re.DOTALL)
_AFRESH = {"eachPage", "eachSect", "sectEnd"}
_ID: Final = f"{W}id"
_RULE = f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:pBdr><w:top w:val="single"/></w:pBdr></w:pPr></w:p>'
_ADVICE = "kies in Word bij Verwijzingen, Voetnoten (het pijltje in de hoek) voor {}"
_OWN_MARK = Naam("een noot met een eigen teken", _ADVICE.format("een gewoon nummer"))
_AGAIN = Naam("noten die opnieuw tellen", _ADVICE.format("Doorlopend"), compared=True)
_STRANGE = Naam("noten met tekens als nummer", _ADVICE.format("de getalnotatie 1, 2, 3"))

IN_ENDNOTE: Final = Naam("een afbeelding in een eindnoot", "zet haar in de tekst")


@dataclass(slots=True)
class Noten:
    """The notes of a document as a reader meets them.

    Attributes:
        settings: The settings of the document; None without any.
        met: The ids and numbers of those that a reader met, and no others, in order, by kind.
    """

    settings: bytes | None
    met: Mapping[str, list[tuple[str, str]]] = field(
        default_factory=lambda: {kind: [] for kind in _FORMATS}
    )
    _said: dict[str, dict[str, str]] = field(default_factory=dict)

    def meet(self, reference: etree._Element, *, seen: bool = True) -> tuple[str, Naam | None]:
        """Return the number of a note that is referred to, and what of it is not read."""
        kind = _KINDS[str(reference.tag)]
        if kind not in self._said:
            self._said[kind] = self._read(kind, reference.getroottree().getroot())
        said, met = self._said[kind], self.met[kind]
        how = said.get("numFmt", _FORMATS[kind])
        number = format_number(whole_number(said.get("numStart"), 1) + len(met), how)
        if seen:
            met.append((reference.get(_ID, ""), number))
        if reference.get(f"{W}customMarkFollows") in {"1", "true", "on"}:
            return number, _OWN_MARK
        again = len(met) > 1 and not _AFRESH.isdisjoint(said.values())
        return number, _AGAIN if again else None if how in _KNOWN else _STRANGE

    def _read(self, kind: str, root: etree._Element) -> dict[str, str]:
        """Return what is said of the notes of a kind; a section says more than the settings."""
        name = f"{W}{kind}Pr"
        found = parse(self.settings).findall(name)
        sections = list(root.iter(f"{W}sectPr"))
        found += (own for each in sections for own in each.findall(name))
        said = {etree.QName(child).localname: child.get(VAL, "") for own in found for child in own}
        one = _AFRESH - {"eachPage"} if not sections[1:] else set()
        return {key: what for key, what in said.items() if what not in one}


def write_notes(parts: dict[str, bytes], body: str) -> None:
    """Write out what LibreOffice knows of no notes: how settings number them, where endnotes stand.

    Endnotes become text behind the body; what one is linked to goes, as it is said elsewhere.
    """
    settings = parts.get(related(parts, body, "settings"))
    endnotes = parts.get(related(parts, body, "endnotes"))
    if settings is not None and b"Reference" in parts[body] and _NUMBERED.search(settings):
        root = parse(parts[body])
        for own in parse(settings).iterfind(f"{W}footnotePr"):
            for section in root.iter(f"{W}sectPr"):
                if section.find(str(own.tag)) is None:
                    section.append(deepcopy(own))
        parts[body] = serialize(root)
    if endnotes is not None and b"endnoteReference" in parts[body]:
        root = parse(parts[body])
        _append(root[0], {note.get(_ID): note for note in parse(endnotes)}, Noten(settings))
        parts[body] = serialize(root)


def _append(body: etree._Element, notes: Mapping[str | None, etree._Element], noten: Noten) -> None:
    """Put the endnotes that a body refers to behind it, below a line."""
    last = body.find(f"{W}sectPr")
    add = body.append if last is None else last.addprevious
    add(etree.fromstring(_RULE))
    for reference in list(body.iter(f"{W}endnoteReference")):
        note = None if is_double(reference) else notes.get(reference.get(_ID))
        if note is not None:
            number, _ = noten.meet(reference)
            for mark in (reference, *note.iter(f"{W}endnoteRef")):
                mark.tag, mark.text = f"{W}t", number
            for link in note.iter(f"{W}hyperlink"):
                link.attrib.clear()
            for each in list(note):
                add(each)
