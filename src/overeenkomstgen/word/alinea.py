"""Paragraphs of a Word file, read once for all who want to know something of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from overeenkomstgen.word.nummering import format_number
from overeenkomstgen.word.stijl import NO_STYLE, Stijl

# Marks for what differs from page to page. Unicode keeps these code points out of all text.
PAGE = "\ufdd0"
PAGES = "\ufdd1"
_FORMATS = {
    **dict.fromkeys(("Arabic", "ARABIC"), "decimal"),
    "roman": "lowerRoman",
    "ROMAN": "upperRoman",
    "alphabetic": "lowerLetter",
    "ALPHABETIC": "upperLetter",
}
"""How a field says that its number is written (17.16.4.3.1), as ``w:numFmt`` names it."""
FORMAT_MARKS = {name: chr(0xFDE0 + at) for at, name in enumerate(_FORMATS)}
"""What stands behind the mark of a number that is not written as its section says."""
_BY_MARK = {mark: _FORMATS[name] for name, mark in FORMAT_MARKS.items()}
_NUMBER = re.compile(f"[{PAGE}{PAGES}][{''.join(_BY_MARK)}]?")


class Cel(NamedTuple):
    """Where a paragraph stands in a table, of all tables of what is read; all count from 0.

    A ``header`` is a row on each page (``w:tblHeader``); ``within`` is what holds an inner table.
    """

    table: int
    row: int
    column: int
    header: bool
    within: "Cel | None" = None


_NOWHERE = Cel(-1, -1, -1, header=False)


@dataclass(slots=True)
class Leesplaats:
    """Where the reading has come: in which cell, and at which of the table that is read."""

    cell: Cel | None = None
    box: etree._Element | None = None
    double: bool = False
    at: Cel = _NOWHERE


class Letters(NamedTuple):
    """A piece of text: what is in one ``w:t``, or a tab, line break or hyphen."""

    text: str
    element: etree._Element
    run: etree._Element | None  # None for what stands in none
    vast: bool  # of a field of Word's own
    gone: bool  # deleted, or moved elsewhere
    style: Stijl = NO_STYLE


@dataclass(slots=True)
class Alinea:
    """A paragraph; its text is as a reader sees it, the numbers of pages as marks.

    Attributes:
        box: What holds it: the text box, or whatever else stands in a paragraph; else None.
        pieces: All its text, also what a reader does not see.
        instructions: What the fields in it do, as Word writes it: ``PAGE``.
    """

    element: etree._Element = field(compare=False, repr=False)
    label: str  # the number that Word puts before it, ``Artikel 1``; may be empty
    text: str  # with tabs and line breaks, without that of a text box in it
    style: Stijl
    cell: Cel | None
    box: etree._Element | None = field(compare=False, repr=False)
    double: bool  # whether no reader meets it: it is there for older programs, or was deleted
    pieces: list[Letters] = field(compare=False, repr=False, default_factory=list)
    instructions: list[str] = field(compare=False, repr=False, default_factory=list)
    beelden: list[etree._Element] = field(compare=False, repr=False, default_factory=list)
    listed: bool = field(compare=False, default=False)  # whether it has text of a table of contents

    @property
    def line(self) -> str:
        """The label and the text."""
        return f"{self.label} {self.text}".strip()

    @property
    def framed(self) -> tuple[tuple[str, str], ...]:
        """The frame in which it stands apart from the text; several can share one."""
        alone = self.box is not None or self.cell is not None or self.style.is_initial
        return () if alone else self.style.frame

    @property
    def outer(self) -> Cel | None:
        """The cell that it stands in, of a table that stands in no other."""
        cell = self.cell
        while cell and cell.within:
            cell = cell.within
        return cell


@dataclass(frozen=True, slots=True)
class Inhoud:
    """Paragraphs that follow each other, with text boxes, files of pictures, what fields do."""

    paragraphs: tuple[Alinea, ...] = ()
    boxes: tuple[str, ...] = ()
    beelden: tuple[bytes, ...] = ()
    velden: tuple[str, ...] = field(default=(), compare=False)  # the instructions

    @classmethod
    def of(cls, alineas: Iterable[Alinea], beelden: tuple[bytes, ...] = ()) -> "Inhoud":
        """Return paragraphs as a reader meets them, those in text boxes and frames apart."""
        shown = [each for each in alineas if not each.double]
        boxes: dict[object, list[str]] = {}
        apart: object = None
        for before, each in zip([None, *shown], shown, strict=False):
            if each.box is not None:
                boxes.setdefault(each.box, []).append(each.line)
            elif each.framed:
                apart = apart if before and before.framed == each.framed else each.element
                boxes.setdefault(apart, []).append(each.line)
        return cls(
            tuple(each for each in shown if each.box is None and not each.framed),
            tuple(map("\n".join, boxes.values())),
            beelden,
            tuple(code for each in shown for code in each.instructions),
        )

    @property
    def text(self) -> str:
        """All paragraphs, one on a line; without the text boxes."""
        return "\n".join(paragraph.line for paragraph in self.paragraphs)

    def numbered(self, page: str | int, pages: str | int, written: str = "decimal") -> "Inhoud":
        """Return the same with page numbers in the place of their marks.

        A number of a page is written as its section says, or the field itself; a text is as it is.
        """

        def shown(found: re.Match[str]) -> str:
            of_page = found[0][0] == PAGE
            number = page if of_page else pages
            how = _BY_MARK.get(found[0][1:], written if of_page else "decimal")
            return number if isinstance(number, str) else format_number(number, how)

        paragraphs = (
            replace(each, text=_NUMBER.sub(shown, each.text)) if _NUMBER.search(each.text) else each
            for each in self.paragraphs
        )
        boxes = (_NUMBER.sub(shown, box) for box in self.boxes)
        return replace(self, paragraphs=tuple(paragraphs), boxes=tuple(boxes))


def by_row(paragraphs: Iterable[Alinea]) -> Iterator[list[list[Alinea]]]:
    """Give each row of a table as its cells; a paragraph outside tables is a row by itself."""

    def place(numbered: tuple[int, Alinea]) -> tuple[int, int]:
        cell = numbered[1].outer
        return (-1, numbered[0]) if cell is None else (cell.table, cell.row)

    for _, row in groupby(enumerate(paragraphs), key=place):
        cells = groupby((each for _, each in row), key=lambda each: each.outer)
        yield [list(cell) for _, cell in cells]
