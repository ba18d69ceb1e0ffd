"""The paragraphs of a Word file in pieces, each with the element that it stands in.

Names of elements are those of ISO/IEC 29500-1, clause 17 (WordprocessingML).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from overeenkomstgen.afleiding.tekst import Passage, plain, read_text
from overeenkomstgen.errors import Fault, InputError
from overeenkomstgen.word.bestand import W, Woordbestand, parse
from overeenkomstgen.word.stijl import read_styles
from overeenkomstgen.word.verhaal import MC, SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from overeenkomstgen.word.stijl import Stijlen

MOST, LONGEST = 5000, 500_000
_OF_A_CELL = 20

_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
_NOT_TEXT = frozenset(f"{W}{name}" for name in ("pPr", "rPr", "drawing", "pict", "object"))
_PROPERTIES = frozenset(
    {
        "{http://purl.org/dc/elements/1.1/}title",
        "{http://purl.org/dc/elements/1.1/}subject",
        "{http://purl.org/dc/elements/1.1/}creator",
        "{http://purl.org/dc/elements/1.1/}description",
        "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords",
        "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}category",
    }
)
_DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Stuk:
    """A piece of text: what is in one ``w:t``, or a tab, line break or hyphen.

    Attributes:
        element: Where it stands.
        text: The text.
        vast: Whether it is the result of a field of Word's own.
    """

    element: etree._Element
    text: str
    vast: bool

    @property
    def writable(self) -> bool:
        """Whether text can be put in it."""
        return self.element.tag not in SIGNS


@dataclass(slots=True)
class Onderdeeltekst:
    """A part of a Word file, with the pieces of each of its paragraphs."""

    name: str
    root: etree._Element
    alineas: list[list[Stuk]] = field(default_factory=list)

    def content(self) -> bytes:
        """Return the part as it now is."""
        return _DECLARATION + etree.tostring(self.root, encoding="UTF-8")


@dataclass(slots=True)
class Leesbestand:
    """A Word file that is taken to pieces.

    Attributes:
        bestand: The file.
        delen: Its parts that hold text.
        passages: Each paragraph, with what stands around it.
        stukken: The pieces of each, in the same order.
    """

    bestand: Woordbestand
    delen: tuple[Onderdeeltekst, ...]
    passages: tuple[Passage, ...]
    stukken: tuple[list[Stuk], ...]


def take_apart(bestand: Woordbestand, name: str) -> Leesbestand:
    """Return the paragraphs of a Word file and the pieces that they are made of.

    Args:
        bestand: The file.
        name: What messages call it.

    Raises:
        InputError: It is far larger than any agreement.
    """
    styles = read_styles(bestand.related("styles"))
    delen, passages, stukken = [], [], []
    for onderdeel in bestand.onderdelen:
        deel = Onderdeeltekst(onderdeel.name, parse(onderdeel.xml))
        if onderdeel.kind == "eigenschap":
            found = [(each, [Stuk(each, each.text or "", vast=False)]) for each in deel.root]
            found = [(element, own) for element, own in found if element.tag in _PROPERTIES]
            _check_size(name, [own for _, own in found])
            passages += [_passage(own, "eigenschap") for _, own in found]
        else:
            found = [(each, list(_pieces(each))) for each in deel.root.iter(f"{W}p")]
            _check_size(name, [own for _, own in found])
            passages += _in_place(found, onderdeel.kind, styles)
        deel.alineas = [own for _, own in found]
        stukken += deel.alineas
        delen.append(deel)
    return Leesbestand(bestand, tuple(delen), tuple(passages), tuple(stukken))


def _check_size(name: str, alineas: list[list[Stuk]]) -> None:
    if len(alineas) > MOST or sum(len(piece.text) for own in alineas for piece in own) > LONGEST:
        what = f"dit document heeft meer dan {MOST} alinea's of meer dan {LONGEST} tekens"
        raise InputError([Fault(name, what, "geef een ingevulde overeenkomst op")])


def _pieces(paragraph: etree._Element) -> Iterator[Stuk]:
    """Yield the pieces of a paragraph; those of a text box in it are of its own paragraphs."""
    depth = 0
    stack: list[tuple[etree._Element, bool]] = [(paragraph, False)]
    while stack:
        element, simple = stack.pop()
        tag = str(element.tag)
        if tag == f"{W}t" or tag in SIGNS:
            text = (element.text or "") if tag == f"{W}t" else SIGNS[tag]
            yield Stuk(element, text, simple or depth > 0)
        elif tag == f"{W}fldChar":
            step = element.get(f"{W}fldCharType")
            depth = max(depth + (step == "begin") - (step == "end"), 0)
        elif tag not in _NOT_TEXT and tag not in _GONE and tag != f"{W}instrText":
            children = list(element) if tag != f"{MC}AlternateContent" else list(element)[:1]
            stack += [(each, simple or tag == f"{W}fldSimple") for each in reversed(children)]


def _text(pieces: list[Stuk]) -> str:
    return "".join(piece.text for piece in pieces)


def _passage(pieces: list[Stuk], plaats: str) -> Passage:
    fixed, at = [], 0
    for piece in pieces:
        if piece.vast and piece.text:
            fixed.append((at, at + len(piece.text)))
        at += len(piece.text)
    return Passage(read_text(_text(pieces)), plaats, vast=tuple(fixed))


def _in_place(
    found: list[tuple[etree._Element, list[Stuk]]], kind: str, styles: Stijlen
) -> Iterator[Passage]:
    """Yield the passages of a part, each with what stands around it."""
    texts = {element: _text(own) for element, own in found}
    heading = ""
    for element, own in found:
        made = _passage(own, kind)
        cell = _inside(element, f"{W}tc")
        box = _inside(element, f"{W}txbxContent")
        plaats = "tekstvak" if box is not None else "tabel" if cell is not None else kind
        above, under = _neighbour(element, -1, texts), _neighbour(element, 1, texts)
        label = column = ""
        if cell is not None:
            label = plain(_cell_text(_beside(cell, -1), texts))
            column = plain(_cell_text(_head(cell), texts))
            above = above or _line(_cell_text(_stacked(cell, -1), texts), last=True)
            under = under or _line(_cell_text(_stacked(cell, 1), texts), last=False)
        yield Passage(
            made.inhoud,
            plaats,
            label=label if _is_first(element) else "",
            kolomkop=column,
            boven=above,
            onder=under,
            kop=heading,
            vast=made.vast,
            dubbel=_inside(element, f"{MC}Fallback") is not None,
        )
        if _level(element, styles) is not None and made.text.strip():
            heading = plain(made.text)


def _inside(element: etree._Element, tag: str) -> etree._Element | None:
    """Return the nearest element of a kind that an element stands in."""
    return next(element.iterancestors(tag), None)


def _is_first(paragraph: etree._Element) -> bool:
    before = paragraph.getprevious()
    return before is None or before.tag == f"{W}tcPr"


def _neighbour(paragraph: etree._Element, way: int, texts: dict[etree._Element, str]) -> str:
    """Return the paragraph before or after one, in the same cell, box or body."""
    other = paragraph.getnext() if way > 0 else paragraph.getprevious()
    while other is not None and other.tag == f"{W}p":
        if text := texts[other].strip():
            return _line(text, last=way < 0)
        other = other.getnext() if way > 0 else other.getprevious()
    return ""


def _line(text: str, *, last: bool) -> str:
    """Return the last or the first line of a text, its tabs kept."""
    lines = read_text(text).text.strip("\n ").split("\n")
    return lines[-1 if last else 0]


def _beside(cell: etree._Element, way: int) -> etree._Element | None:
    """Return the cell to the left or the right."""
    other = cell.getnext() if way > 0 else cell.getprevious()
    return other if other is not None and other.tag == f"{W}tc" else None


def _stacked(cell: etree._Element, way: int) -> etree._Element | None:
    """Return the cell above or under one."""
    row = _inside(cell, f"{W}tr")
    other = None if row is None else row.getnext() if way > 0 else row.getprevious()
    return _nth(other, _number(cell))


def _head(cell: etree._Element) -> etree._Element | None:
    """Return the cell at the head of a column, in a table of more rows than one."""
    row, table = _inside(cell, f"{W}tr"), _inside(cell, f"{W}tbl")
    first = None if table is None else table.find(f"{W}tr")
    return None if first is row else _nth(first, _number(cell))


def _number(cell: etree._Element) -> int:
    return sum(1 for each in cell.itersiblings(f"{W}tc", preceding=True))


def _nth(row: etree._Element | None, number: int) -> etree._Element | None:
    cells = [] if row is None or row.tag != f"{W}tr" else row.findall(f"{W}tc")
    return cells[number] if number < len(cells) else None


def _cell_text(cell: etree._Element | None, texts: dict[etree._Element, str]) -> str:
    """Return the text of a cell, a line for each paragraph."""
    if cell is None:
        return ""
    first = islice(cell.iter(f"{W}p"), _OF_A_CELL)
    return "\n".join(texts[each] for each in first if texts[each].strip())


def _level(paragraph: etree._Element, styles: Stijlen) -> int | None:
    properties = paragraph.find(f"{W}pPr")
    named = None if properties is None else properties.find(f"{W}pStyle")
    style_id = styles.default if named is None else named.get(f"{W}val")
    return styles.get(style_id).with_paragraph(properties).heading
