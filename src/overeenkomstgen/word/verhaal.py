"""A run of text in a Word file: the body, a header, a footnote, a text box.

Names of elements are those of ISO/IEC 29500-1, clause 17 (WordprocessingML).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from overeenkomstgen.word.bestand import W
from overeenkomstgen.word.nummering import Nummering
from overeenkomstgen.word.stijl import VAL, toggle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml import etree

    from overeenkomstgen.word.nummering import Lijst
    from overeenkomstgen.word.stijl import Stijl, Stijlen

# Marks for what differs from page to page. Unicode keeps these code points out of all text.
PAGE = "\ufdd0"
PAGES = "\ufdd1"
FIELD_MARKS = {"PAGE": PAGE, "NUMPAGES": PAGES}

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TRANSPARENT = frozenset(
    f"{W}{name}"
    for name in (
        "sdt",
        "sdtContent",
        "customXml",
        "smartTag",
        "hyperlink",
        "ins",
        "moveTo",
        "dir",
        "bdo",
    )
)
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
HOLDERS_OF_BOXES = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
# Names are put together once: a document asks for them thousands of times.
_P, _P_PR, _P_STYLE = f"{W}p", f"{W}pPr", f"{W}pStyle"
_R, _R_PR, _R_STYLE = f"{W}r", f"{W}rPr", f"{W}rStyle"
_TBL, _TR, _TR_PR, _TC = f"{W}tbl", f"{W}tr", f"{W}trPr", f"{W}tc"
_T, _SYM, _CHARACTER = f"{W}t", f"{W}sym", f"{W}char"
_FLD_SIMPLE, _INSTR, _INSTR_TEXT = f"{W}fldSimple", f"{W}instr", f"{W}instrText"
_FLD_CHAR, _FLD_CHAR_TYPE = f"{W}fldChar", f"{W}fldCharType"
_NOTE, _NOTE_NUMBER = f"{W}footnoteReference", f"{W}footnoteRef"
_BOX, _ALTERNATES = f"{W}txbxContent", f"{MC}AlternateContent"


@dataclass(frozen=True, slots=True)
class Cel:
    """Where a paragraph stands in a table; all count from 0.

    Attributes:
        header: Whether the row is repeated on each page (``w:tblHeader``).
    """

    table: int
    row: int
    column: int
    header: bool


@dataclass(frozen=True, slots=True)
class Alinea:
    """A paragraph.

    Attributes:
        label: The number that Word puts before it, ``Artikel 1``; may be empty.
        text: The text, with tabs and line breaks.
        style: The name of its style.
        heading: Its level as a heading, 1 to 9; None for body text.
        cell: Where it stands in a table; None outside tables. In a table within a
            table it is the cell of the outer one.
    """

    label: str
    text: str
    style: str
    heading: int | None
    cell: Cel | None

    @property
    def line(self) -> str:
        """The label and the text."""
        return f"{self.label} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Verhaal:
    """Paragraphs that follow each other, and the text boxes that float among them."""

    paragraphs: tuple[Alinea, ...] = ()
    boxes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All paragraphs, one on a line; without the text boxes."""
        return "\n".join(paragraph.line for paragraph in self.paragraphs)

    def numbered(self, page: str, pages: str) -> Verhaal:
        """Return the same with page numbers in the place of their marks."""

        def fill(text: str) -> str:
            return text.replace(PAGE, page).replace(PAGES, pages)

        return Verhaal(
            tuple(
                replace(paragraph, text=fill(paragraph.text))
                if PAGE in paragraph.text or PAGES in paragraph.text
                else paragraph
                for paragraph in self.paragraphs
            ),
            tuple(map(fill, self.boxes)),
        )


@dataclass(slots=True)
class _Field:
    """A field that is being read: first its instruction, then its result."""

    instruction: str = ""
    result: bool = False

    @property
    def mark(self) -> str | None:
        return _mark(self.instruction)


@dataclass(slots=True)
class Lezer:
    """Reads the stories of one document; counts paragraphs and footnotes along.

    Attributes:
        notes: The ids of the footnotes that were met, in order.
    """

    styles: Stijlen
    lists: Mapping[str, Lijst]
    notes: list[str] = field(default_factory=list)
    _boxes: list[str] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)
    _note: int = 0
    _tables: int = 0
    _numbering: Nummering = field(init=False)

    def __post_init__(self) -> None:
        self._numbering = Nummering(self.lists)

    def read(self, container: etree._Element, note: int = 0) -> Verhaal:
        """Read a story.

        Args:
            container: The element that holds the paragraphs.
            note: The number of the footnote that is read.
        """
        self._boxes, self._fields, self._note = [], [], note
        paragraphs = tuple(self._blocks(container, None))
        return Verhaal(paragraphs, tuple(self._boxes))

    def _blocks(self, container: etree._Element, cell: Cel | None) -> Iterator[Alinea]:
        for child in _children(container):
            if child.tag == _P:
                yield from self._paragraph(child, cell)
            elif child.tag == _TBL:
                yield from self._table(child, cell)

    def _table(self, table: etree._Element, outer: Cel | None) -> Iterator[Alinea]:
        index = self._tables
        self._tables += 1
        rows = [child for child in _children(table) if child.tag == _TR]
        for number, row in enumerate(rows):
            properties = row.find(_TR_PR)
            header = properties is not None and toggle(properties, "tblHeader") is True
            cells = [child for child in _children(row) if child.tag == _TC]
            for column, cell in enumerate(cells):
                yield from self._blocks(cell, outer or Cel(index, number, column, header))

    def _paragraph(self, element: etree._Element, cell: Cel | None) -> Iterator[Alinea]:
        properties = element.find(_P_PR)
        named = None if properties is None else properties.find(_P_STYLE)
        style_id = self.styles.default if named is None else named.get(VAL)
        style = self.styles.get(style_id).with_paragraph(properties)
        text = "".join(self._inline(element, style))
        yield Alinea(self._numbering.label(style), text, style.name, style.heading, cell)

    def _inline(self, container: etree._Element, style: Stijl) -> Iterator[str]:
        for child in _children(container):
            if child.tag == _R:
                yield from self._run(child, style)
            elif child.tag == _FLD_SIMPLE:
                mark = _mark(child.get(_INSTR, ""))
                yield from self._inline(child, style) if mark is None else mark

    def _run(self, run: etree._Element, style: Stijl) -> Iterator[str]:
        style = self._run_style(run, style)
        for child in _children(run):
            tag = child.tag
            if tag == _FLD_CHAR:
                yield self._field_step(child.get(_FLD_CHAR_TYPE, ""))
            elif tag == _INSTR_TEXT and self._fields:
                self._fields[-1].instruction += child.text or ""
            elif tag in HOLDERS_OF_BOXES:
                self._read_boxes(child)
            elif not style.hidden and self._shown():
                text = self._sign(child)
                yield text.upper() if style.caps or style.small_caps else text

    def _run_style(self, run: etree._Element, style: Stijl) -> Stijl:
        properties = run.find(_R_PR)
        if properties is None:
            return style
        named = properties.find(_R_STYLE)
        if named is not None:
            style = style.with_character_style(self.styles.get(named.get(VAL)))
        return style.with_run(properties)

    def _sign(self, element: etree._Element) -> str:
        if element.tag == _T:
            return element.text or ""
        if element.tag == _SYM:
            char = element.get(_CHARACTER, "20")
            return chr(int(char, 16)) if _CHAR.fullmatch(char) else "\N{REPLACEMENT CHARACTER}"
        if element.tag == _NOTE:
            self.notes.append(element.get(f"{W}id", ""))
            return str(len(self.notes))
        if element.tag == _NOTE_NUMBER:
            return str(self._note)
        return SIGNS.get(str(element.tag), "")

    def _field_step(self, step: str) -> str:
        """Follow a field; return the mark of one that ends, if it is a page number."""
        if step == "begin":
            self._fields.append(_Field())
        elif step == "separate" and self._fields:
            self._fields[-1].result = self._fields[-1].mark is None
        elif step == "end" and self._fields:
            mark = self._fields.pop().mark
            return mark if mark and self._shown() else ""
        return ""

    def _shown(self) -> bool:
        return not self._fields or all(each.result for each in self._fields)

    def _read_boxes(self, holder: etree._Element) -> None:
        for box in holder.iter(_BOX):
            if next(box.iterancestors(f"{MC}Fallback"), None) is None:
                self._boxes.append("\n".join(each.line for each in self._blocks(box, None)))


def _mark(instruction: str) -> str | None:
    words = instruction.split(maxsplit=1)
    return FIELD_MARKS.get(words[0].upper()) if words else None


def _children(container: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """Give the children that show; look through what only wraps them.

    Of alternatives for newer and older programs the first is taken (ISO/IEC 29500-3).
    """
    for child in container:
        tag = child.tag
        if tag in TRANSPARENT:
            yield from _children(child)
        elif tag == _ALTERNATES:
            yield from _children(next(iter(child), ()))
        else:
            yield child
