"""The one reading of a Word file: its paragraphs, in order, each with its place and its text.

Names of elements are those of ISO/IEC 29500-1, clause 17 (WordprocessingML). What only wraps
text is looked through; of alternatives for newer and older programs the first is read, the
others are told apart as doubles (ISO/IEC 29500-3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml import etree

from overeenkomstgen.word.alinea import PAGE, PAGES, Alinea, Cel, Letters
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import MC, W, is_on
from overeenkomstgen.word.nummering import Nummering, read_lists
from overeenkomstgen.word.stijl import Stijl, Stijlen, read_styles

FIELD_MARKS = {"PAGE": PAGE, "NUMPAGES": PAGES}
SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}softHyphen": "\N{SOFT HYPHEN}",
    f"{W}noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    f"{W}pgNum": PAGE,
}
_CHAR = re.compile("(?![dD][89a-fA-F]..)[0-9a-fA-F]{1,4}")  # and no half of a pair
# Names are put together once: a document asks for them thousands of times.
_P, _R, _T = f"{W}p", f"{W}r", f"{W}t"
_TBL, _TR, _TC = f"{W}tbl", f"{W}tr", f"{W}tc"
_HEADER = f"{W}trPr/{W}tblHeader"
_SYM, _CHARACTER = f"{W}sym", f"{W}char"
_NOTE, _NOTE_NUMBER = f"{W}footnoteReference", f"{W}footnoteRef"
_FLD_SIMPLE, _INSTR, _INSTR_TEXT = f"{W}fldSimple", f"{W}instr", f"{W}instrText"
_FLD_CHAR, _FLD_CHAR_TYPE = f"{W}fldChar", f"{W}fldCharType"
_BOX, _ALTERNATES = f"{W}txbxContent", f"{MC}AlternateContent"
_PROPERTIES = frozenset({f"{W}pPr", f"{W}rPr"})
_OF_FIELDS = frozenset({_FLD_CHAR, _INSTR_TEXT, _FLD_SIMPLE})
_WITHOUT_TEXT = frozenset({_SYM, _NOTE, _NOTE_NUMBER})
_HOLDING = frozenset({_BOX, _P, _TBL})
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})


@dataclass(slots=True)
class _Veld:
    """A field that is being read: first its instruction, then its result."""

    instruction: str = ""
    separated: bool = False

    @property
    def mark(self) -> str | None:
        words = self.instruction.split(maxsplit=1)
        return FIELD_MARKS.get(words[0].upper()) if words else None

    @property
    def shown(self) -> bool:
        """Whether a reader sees what stands at this point of the field."""
        return self.separated and self.mark is None


@dataclass(slots=True)
class _Plaats:
    """Where the reading has come; in a table its row and column count on."""

    cell: Cel | None = None
    box: etree._Element | None = None
    double: bool = False
    table: int = -1
    row: int = -1
    column: int = -1
    header: bool = False


@dataclass(slots=True)
class Lezer:
    """Reads the parts of one document; counts paragraphs, tables and footnotes along.

    Attributes:
        notes: The ids of the footnotes that were met, in order.
    """

    styles: Stijlen
    numbering: Nummering
    notes: list[str] = field(default_factory=list)
    _note: int = 0
    _tables: int = 0
    _found: list[Alinea] = field(default_factory=list)
    _fields: list[_Veld] = field(default_factory=list)
    # Of the paragraph at hand:
    _text: list[str] = field(default_factory=list)
    _pieces: list[Letters] = field(default_factory=list)
    _instructions: list[str] = field(default_factory=list)
    _held: list[tuple[etree._Element, bool]] = field(default_factory=list)
    _double: bool = False
    _gone: int = 0

    @classmethod
    def of(cls, bestand: Woordbestand) -> Lezer:
        """Return a reader for the parts of a Word file that number along with each other."""
        styles = bestand.related("styles")
        lists = read_lists(bestand.related("numbering"), styles)
        return cls(read_styles(styles), Nummering(lists))

    def read(self, container: etree._Element, note: int = 0) -> list[Alinea]:
        """Return all paragraphs, those in tables and text boxes too, in order of their begin.

        ``note`` is the number of the footnote that is read.
        """
        self._found, self._note = [], note
        self._afresh(container, _Plaats())
        return self._found

    def _afresh(self, container: Iterable[etree._Element], place: _Plaats) -> None:
        """Read what has fields of its own."""
        outer, self._fields = self._fields, []
        self._blocks(container, place)
        self._fields = outer

    def _blocks(self, container: Iterable[etree._Element], place: _Plaats) -> None:
        for child in container:
            tag = child.tag
            if tag == _P:
                self._paragraph(child, place)
            elif tag == _TBL:
                self._tables += 1
                self._blocks(child, replace(place, table=self._tables - 1, row=-1))
            elif tag == _TR:
                place.row, place.column = place.row + 1, -1
                place.header = is_on(child.find(_HEADER)) is True
                self._blocks(child, place)
            elif tag == _TC:
                place.column += 1
                cell = Cel(place.table, place.row, place.column, place.header, place.cell)
                self._blocks(child, replace(place, cell=cell))
            elif tag == _ALTERNATES:
                for number, each in enumerate(child):
                    self._blocks(each, replace(place, double=place.double or number > 0))
            elif len(child):
                self._blocks(child, place)

    def _paragraph(self, element: etree._Element, place: _Plaats) -> None:
        style = self.styles.of_paragraph(element)
        self._text, self._pieces, self._instructions, self._held = [], [], [], []
        self._double = place.double
        self._inside(element, None, style)
        label = "" if place.double else self.numbering.label(style)
        self._found.append(
            Alinea(
                *(element, label, "".join(self._text), style, place.cell, place.box, place.double),
                *(self._pieces, self._instructions),
            )
        )
        for held, double in self._held:
            inner = _Plaats(place.cell, held, double)
            self._afresh(held if held.tag == _BOX else [held], inner)

    def _inside(
        self, container: Iterable[etree._Element], run: etree._Element | None, style: Stijl
    ) -> None:
        """Read what stands in a paragraph, or in a part of it."""
        for child in container:
            tag = child.tag
            if tag == _T:
                self._piece(child.text or "", child, run, style)
            elif tag == _R:
                self._inside(child, child, self.styles.of_run(child, style))
            elif tag in _PROPERTIES:
                continue
            elif tag in SIGNS:
                self._piece(SIGNS[tag], child, run, style)
            elif tag in _OF_FIELDS:
                self._field(child, run, style)
            elif tag in _WITHOUT_TEXT:
                self._show(self._sign(child, style), style)
            elif tag in _HOLDING:
                self._held.append((child, self._double or self._gone > 0))
            elif len(child):
                self._wrapped(child, run, style)

    def _wrapped(self, element: etree._Element, run: etree._Element | None, style: Stijl) -> None:
        """Read what stands in something that wraps text."""
        if element.tag == _ALTERNATES:
            self._inside(element[:1], run, style)
            self._held += ((each, True) for each in element[1:])
        else:
            gone = element.tag in _GONE
            self._gone += gone
            self._inside(element, run, style)
            self._gone -= gone

    def _piece(
        self, text: str, element: etree._Element, run: etree._Element | None, style: Stijl
    ) -> None:
        hidden, gone = style.hidden is True, self._gone > 0
        self._pieces.append(Letters(text, element, run, bool(self._fields), gone, hidden))
        self._show(text, style)

    def _show(self, text: str, style: Stijl) -> None:
        if not (self._gone or style.hidden or self._unseen()):
            self._text.append(text.upper() if style.caps or style.small_caps else text)

    def _unseen(self) -> bool:
        """Tell whether a field shows something else than what stands at this point of it."""
        return bool(self._fields) and not all(each.shown for each in self._fields)

    def _sign(self, element: etree._Element, style: Stijl) -> str:
        """Return what a reader sees of a sign that cannot be written in."""
        if element.tag == _SYM:
            char = element.get(_CHARACTER, "20")
            return chr(int(char, 16)) if _CHAR.fullmatch(char) else "\N{REPLACEMENT CHARACTER}"
        if element.tag == _NOTE_NUMBER:
            return str(self._note)
        if not (self._gone or self._double or style.hidden or self._unseen()):
            self.notes.append(element.get(f"{W}id", ""))
        return str(len(self.notes))

    def _field(self, element: etree._Element, run: etree._Element | None, style: Stijl) -> None:
        """Follow a field of Word's own."""
        step = element.get(_FLD_CHAR_TYPE, "")
        if element.tag == _FLD_SIMPLE:
            self._fields.append(_Veld(element.get(_INSTR, "")))
            self._separate()
            self._inside(element, run, style)
            self._end(style)
        elif self._gone:
            return
        elif element.tag == _INSTR_TEXT and self._fields:
            self._fields[-1].instruction += element.text or ""
        elif element.tag == _INSTR_TEXT:
            self._instructions.append(element.text or "")
        elif step == "begin":
            self._fields.append(_Veld())
        elif step == "separate" and self._fields:
            self._separate()
        elif step == "end" and self._fields:
            self._end(style)

    def _separate(self) -> None:
        """Note that the instruction of a field is whole."""
        own = self._fields[-1]
        if own.instruction and not own.separated:
            self._instructions.append(own.instruction)
        own.separated = True

    def _end(self, style: Stijl) -> None:
        """Leave a field; show the mark of a page number."""
        self._separate()
        if mark := self._fields.pop().mark:
            self._show(mark, style)
