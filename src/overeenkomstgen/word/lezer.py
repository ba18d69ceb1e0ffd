"""The one reading of a Word file: its paragraphs, in order, each with its place and its text.

Names of elements are those of ISO/IEC 29500-1, clause 17 (WordprocessingML). What only wraps
text is looked through; of alternatives for newer and older programs the first is read, the
others are told apart as doubles (ISO/IEC 29500-3).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml import etree

from overeenkomstgen.word.alinea import Alinea, Cel, Leesplaats, Letters
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import W, is_on, parse
from overeenkomstgen.word.formule import operands, signs
from overeenkomstgen.word.getoond import (
    FIELDS,
    HIDDEN_PICTURE,
    SOORTEN,
    TEKENS,
    Naam,
    Ongelezen,
    Soort,
    is_hidden,
    naam_of,
    soort_of,
)
from overeenkomstgen.word.noten import IN_ENDNOTE, Noten
from overeenkomstgen.word.nummering import Nummering, read_lists
from overeenkomstgen.word.stijl import NO_STYLE, Stijl, Stijlen, read_styles
from overeenkomstgen.word.symbolen import bullet_naam, letters_in, sign_of
from overeenkomstgen.word.woordveld import Woordveld

# Names are put together once: a document asks for them thousands of times.
_P, _TBL, _TR, _TC = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_HEADER = f"{W}trPr/{W}tblHeader"
_STIL, _LETTERS, _LOOP, _TEKEN = Soort.STIL, Soort.LETTERS, Soort.LOOP, Soort.TEKEN
_VELD, _HOUDER, _KEUZE = Soort.VELD, Soort.HOUDER, Soort.KEUZE
_NOT_READ = frozenset({Soort.GENOEMD, Soort.FORMULE})
_WITHOUT_TEXT = frozenset({Soort.SYMBOOL, Soort.NOOT, Soort.NOOTNUMMER})
_FLD_SIMPLE, _INSTR, _INSTR_TEXT = f"{W}fldSimple", f"{W}instr", f"{W}instrText"
_FLD_CHAR_TYPE, _BOX, _ENDNOTES = f"{W}fldCharType", f"{W}txbxContent", f"{W}endnotes"


@dataclass(slots=True)
class Lezer:
    """Reads the parts of one document; counts paragraphs, tables and notes along."""

    styles: Stijlen
    numbering: Nummering
    notes: Noten
    struck: tuple[str, str] = ("", "")  # shown before and after text with a line through it
    root: etree._Element = field(init=False)  # of the part that was read last
    alineas: list[Alinea] = field(default_factory=list)  # of the same
    unread: list[Ongelezen] = field(default_factory=list)
    velden: list[Woordveld] = field(default_factory=list)  # in the order in which they end
    _number: str = ""
    _tables: int = 0
    _fields: list[Woordveld] = field(default_factory=list)
    # Of the paragraph at hand, the last that was found:
    _text: list[str] = field(default_factory=list)
    _held: list[tuple[etree._Element, bool]] = field(default_factory=list)
    _double: bool = False
    _gone: int = 0
    _named: int = 0
    _struck: bool = False

    @classmethod
    def of(cls, bestand: Woordbestand, struck: tuple[str, str] = ("", "")) -> "Lezer":
        """Return a reader for the parts of a Word file that number along with each other."""
        styles = bestand.related("styles")
        lists = read_lists(bestand.related("numbering"), styles)
        notes = Noten(bestand.related("settings"))
        return cls(read_styles(styles), Nummering(lists), notes, struck)

    def read(self, container: etree._Element, number: str = "") -> list[Alinea]:
        """Return all paragraphs, those in tables and text boxes too, in order of their begin.

        The number is that of the note that is read; '' of anything else.
        """
        self.root, self.alineas, self._number = container, [], number
        self._afresh(container, Leesplaats())
        return self.alineas

    def _afresh(self, container: Iterable[etree._Element], place: Leesplaats) -> None:
        """Read what has fields of its own."""
        outer, self._fields = self._fields, []
        self._blocks(container, place)
        self._fields = outer

    def _blocks(self, container: Iterable[etree._Element], place: Leesplaats) -> None:
        for child in container:
            tag = child.tag
            if tag == _P:
                self._paragraph(child, place)
            elif tag == _TBL:
                self._tables += 1
                at = Cel(self._tables - 1, -1, -1, header=False, within=place.cell)
                self._blocks(child, replace(place, at=at))
            elif tag == _TR:
                header = is_on(child.find(_HEADER)) is True
                place.at = place.at._replace(row=place.at.row + 1, column=-1, header=header)
                self._blocks(child, place)
            elif tag == _TC:
                place.at = place.at._replace(column=place.at.column + 1)
                self._blocks(child, replace(place, cell=place.at))
            else:
                self._around(child, place)

    def _around(self, element: etree._Element, place: Leesplaats) -> None:
        """Read what stands around paragraphs; of a formula that stands by itself, its name."""
        soort = soort_of(str(element.tag))
        if soort is Soort.KEUZE:
            for number, each in enumerate(element):
                self._blocks(each, replace(place, double=place.double or number > 0))
        elif soort is not Soort.STIL:
            named = soort in _NOT_READ
            if named:
                self._double = place.double
                self._unread(element, NO_STYLE, naam_of(element))
            self._named += named
            self._blocks(element, place)
            self._named -= named

    def _paragraph(self, element: etree._Element, place: Leesplaats) -> None:
        style = self.styles.of_paragraph(element)
        label = "" if place.double else self.numbering.label(self._of_mark(element, style))
        own = Alinea(element, label, "", style, place.cell, place.box, place.double)
        self.alineas.append(own)
        self._text, self._held, self._double = [], [], place.double
        self._inside(element, None, style)
        self._strike(begins=False)
        own.text = "".join(self._text)
        self._unread(element, NO_STYLE, bullet_naam(label))
        for held, double in self._held:
            inner = Leesplaats(place.cell, held, double)
            self._afresh(held if held.tag == _BOX else [held], inner)

    def _of_mark(self, element: etree._Element, style: Stijl) -> Stijl:
        """Return the style of the end of a paragraph, of which its number has the looks."""
        properties = element.find(f"{W}pPr") if style.num_id else None
        return style if properties is None else self.styles.of_run(properties, style)

    def _inside(
        self, container: Iterable[etree._Element], run: etree._Element | None, style: Stijl
    ) -> None:
        """Read what stands in a paragraph, or in a part of it."""
        for child in container:
            tag = str(child.tag)
            soort = SOORTEN.get(tag) or soort_of(tag)
            if soort is _STIL:
                continue
            if run is container:
                for each in self._fields:
                    (each.result if each.separated else each.code).append(child)
            if soort is _LETTERS or soort is _TEKEN:
                self._piece(child, run, style)
            elif soort is _LOOP:
                self._inside(child, child, self.styles.of_run(child, style))
            elif soort is _VELD:
                self._field(child, run, style)
            elif soort in _WITHOUT_TEXT:
                self._show(self._sign(child, soort, style), style)
            elif soort is _HOUDER:
                self._held.append((child, self._double or self._gone > 0))
            else:
                self._wrapped(child, soort, run, style)

    def _wrapped(
        self, element: etree._Element, soort: Soort, run: etree._Element | None, style: Stijl
    ) -> None:
        """Read what stands in something that wraps text, or in what is not known."""
        gone, named = soort is Soort.WEG, soort is Soort.GENOEMD
        if named:
            self._unread(element, style, naam_of(element))
        elif soort is Soort.BEELD:
            self._picture(element, style)
        self._gone, self._named = self._gone + gone, self._named + named
        before, between, after = signs(element)
        read = element[:1] if soort is _KEUZE else operands(element)
        for number, part in enumerate(read):
            self._show(between if number else before, style)
            self._inside([part], run, style)
        self._show(after, style)
        self._held += ((each, True) for each in element[1:] if soort is _KEUZE)
        self._gone, self._named = self._gone - gone, self._named - named

    def _unread(self, element: etree._Element, style: Stijl, naam: Naam | None) -> None:
        """Note what a reader sees and is not read; once for all that is in it."""
        if naam and not (self._named or self._double or self._out_of_sight(style)):
            self.unread.append(Ongelezen(element, naam))

    def _picture(self, element: etree._Element, style: Stijl) -> None:
        """Note a picture; LibreOffice draws one that is hidden nonetheless."""
        if element.getroottree().getroot().tag == _ENDNOTES:
            self._unread(element, style, IN_ENDNOTE)
        elif style.hidden or is_hidden(element):
            self._unread(element, NO_STYLE, HIDDEN_PICTURE)
        elif not (self._double or self._out_of_sight(style)):
            self.alineas[-1].beelden.append(element)

    def _piece(self, element: etree._Element, run: etree._Element | None, style: Stijl) -> None:
        text = TEKENS.get(str(element.tag))
        if text is None:
            text, naam = letters_in(style.fonts, element.text or "")
            self._unread(element, style, naam)
        own = Letters(text, element, run, bool(self._fields), self._gone > 0, style)
        self.alineas[-1].pieces.append(own)
        self._show(text, style)

    def _show(self, text: str, style: Stijl) -> None:
        if not self._out_of_sight(style):
            self._strike(begins=style.struck is True)
            self._text.append(text.upper() if style.caps or style.small_caps else text)
            if self._fields and any(each.name == "TOC" for each in self._fields):
                self.alineas[-1].listed = True

    def _strike(self, *, begins: bool) -> None:
        """Mark where text with a line through it begins or ends."""
        if begins is not self._struck:
            self._text.append(self.struck[not begins])
            self._struck = begins

    def _out_of_sight(self, style: Stijl) -> bool:
        """Tell whether it was deleted, is hidden, or a field shows something else here."""
        if self._gone or style.hidden:
            return True
        return bool(self._fields) and not all(each.shown for each in self._fields)

    def _sign(self, element: etree._Element, soort: Soort, style: Stijl) -> str:
        """Return what a reader sees of a sign that cannot be written in."""
        if soort is Soort.NOOTNUMMER:
            return self._number
        if soort is Soort.SYMBOOL:
            shown, naam = sign_of(element)
        else:
            seen = not (self._double or self._out_of_sight(style))
            shown, naam = self.notes.meet(element, seen=seen)
        self._unread(element, style, naam)
        return shown

    def _field(self, element: etree._Element, run: etree._Element | None, style: Stijl) -> None:
        """Follow a field of Word's own."""
        step = element.get(_FLD_CHAR_TYPE, "")
        if element.tag == _FLD_SIMPLE:
            self._fields.append(Woordveld(element, element.get(_INSTR, "")))
            self._separate(style)
            self._inside(element, run, style)
            self._end(style)
        elif self._gone:
            return
        elif step == "begin":
            self._fields.append(Woordveld(element))
        elif not self._fields:
            if element.tag == _INSTR_TEXT:
                self.alineas[-1].instructions.append(element.text or "")
        elif element.tag == _INSTR_TEXT:
            self._fields[-1].instruction += element.text or ""
        elif step == "separate":
            self._separate(style)
        elif step == "end":
            self._fields[-1].code.append(element)
            self._end(style)

    def _separate(self, style: Stijl) -> None:
        """Note that the instruction of a field is whole."""
        own = self._fields.pop()
        if own.instruction and not own.separated:
            self.alineas[-1].instructions.append(own.instruction)
            self._unread(own.element, style, FIELDS.get(own.name))
        own.separated = True
        self._fields.append(own)

    def _end(self, style: Stijl) -> None:
        """Leave a field; show the mark of a page number."""
        self._separate(style)
        self.velden.append(self._fields.pop())
        if mark := self.velden[-1].mark:
            self._show(mark, style)


def read_parts(bestand: Woordbestand) -> dict[str, Lezer]:
    """Read the parts of a Word file with paragraphs, the body first, each by its own reader."""
    parts = [part for part, kind in bestand.kinds.items() if kind != "eigenschap"]
    lezers = {part: Lezer.of(bestand) for part in parts}
    for part, lezer in lezers.items():
        lezer.read(parse(bestand.parts[part]))
    return lezers
