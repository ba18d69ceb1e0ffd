"""A filled-in example: its paragraphs with what stands around them, and tags put in their place.

Names of elements are those of ISO/IEC 29500-1, clause 17 (WordprocessingML).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from lxml import etree

from overeenkomstgen.afleiding.keuze import Vervanging
from overeenkomstgen.afleiding.tekst import Omgeving, Voorbeeldalinea, read_text
from overeenkomstgen.errors import InputError
from overeenkomstgen.keuring.leesvorm import readable
from overeenkomstgen.word.alinea import Alinea, Letters
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import SPACE, W, parse, serialize
from overeenkomstgen.word.getoond import TEKENS
from overeenkomstgen.word.lezer import Lezer

MOST, LONGEST = 5000, 500_000
_OF_A_CELL = 20
_TEXT = f"{W}t"
_PROPERTIES = tuple(
    f"{{*}}{name}"
    for name in ("title", "subject", "creator", "description", "keywords", "category")
)


@dataclass(frozen=True, slots=True)
class Voorbeeldbestand:
    """A filled-in example."""

    bestand: Woordbestand
    trees: Mapping[str, etree._Element]  # the XML of its parts that hold text, by name
    alineas: tuple[Voorbeeldalinea, ...]
    stukken: tuple[list[Letters], ...]  # the pieces of text of each paragraph


def take_apart(bestand: Woordbestand, name: str) -> Voorbeeldbestand:
    """Return a Word file in paragraphs and their pieces; InputError if far larger than any."""
    trees = {part: parse(bestand.parts[part]) for part in bestand.kinds}
    made: list[Voorbeeldalinea] = []
    stukken: list[list[Letters]] = []
    for part, kind in bestand.kinds.items():
        if kind == "eigenschap":
            alineas = []
            own = [
                [Letters(each.text or "", each, None, vast=False, gone=False)]
                for each in trees[part].iterchildren(*_PROPERTIES)
            ]
        else:
            alineas = Lezer.of(bestand).read(trees[part])
            own = [[piece for piece in each.pieces if not piece.gone] for each in alineas]
        if len(own) > MOST or sum(len(piece.text) for each in own for piece in each) > LONGEST:
            what = f"dit document heeft meer dan {MOST} alinea's of meer dan {LONGEST} tekens"
            raise InputError.of(name, what, "geef een ingevulde overeenkomst op")
        made += _in_place(alineas, own, kind) if alineas else (_made(each, kind) for each in own)
        stukken += own
    return Voorbeeldbestand(bestand, trees, tuple(made), tuple(stukken))


def put_in(boek: Voorbeeldbestand, vervangingen: Iterable[Vervanging]) -> bytes:
    """Return the Word file with its stretches replaced; the paragraphs are changed.

    What is in more than one piece gets the new text in the piece of its anchor, and is cut
    from the others; tabs, line breaks and hyphens inside it go. Nothing of the layout changes.
    """
    for each in sorted(vervangingen, key=lambda v: (v.alinea, -v.start)):
        pieces = boek.stukken[each.alinea]
        pieces[:] = _replaced(list(pieces), each)
    return boek.bestand.write({part: serialize(root) for part, root in boek.trees.items()})


def _replaced(pieces: list[Letters], new: Vervanging) -> Iterator[Letters]:
    at = 0
    for piece in pieces:
        begin, end = at, at + len(piece.text)
        at = end
        if end <= new.start or new.end <= begin:
            yield piece
            continue
        before = piece.text[: max(new.start - begin, 0)]
        after = piece.text[max(new.end - begin, 0) :] if new.end < end else ""
        own = new.tekst if begin <= new.anker < end else ""
        parent = piece.element.getparent()
        if piece.element.tag in TEKENS and parent is not None:
            parent.remove(piece.element)
            continue
        piece.element.text = before + own + after
        if piece.element.tag == _TEXT:
            piece.element.set(SPACE, "preserve")
        yield piece._replace(text=piece.element.text)


def _text(pieces: list[Letters]) -> str:
    return "".join(piece.text for piece in pieces)


def _made(pieces: list[Letters], plaats: str) -> Voorbeeldalinea:
    ends = accumulate(len(piece.text) for piece in pieces)
    placed = zip(pieces, ends, strict=True)
    fixed = tuple((end - len(it.text), end) for it, end in placed if it.vast and it.text)
    return Voorbeeldalinea(read_text(_text(pieces)), plaats, vast=fixed)


def _in_place(
    alineas: list[Alinea], stukken: list[list[Letters]], kind: str
) -> Iterator[Voorbeeldalinea]:
    """Yield the paragraphs of a part, each with what stands around it."""
    texts = {each.element: _text(own) for each, own in zip(alineas, stukken, strict=True)}
    cells = _cells(alineas, texts)
    heading = ""
    for alinea, own in zip(alineas, stukken, strict=True):
        element, cell = alinea.element, alinea.cell
        plaats = "tekstvak" if alinea.box is not None else "tabel" if cell else kind
        above, under = _neighbour(element, -1, texts), _neighbour(element, 1, texts)
        label = column = ""
        if cell is not None:
            table, row, at = cell[:3]
            before = element.getprevious()
            first = before is None or before.tag == f"{W}tcPr"
            label = readable(cells[table, row, at - 1]) if first else ""
            column = readable(cells[table, 0, at]) if row else ""
            above = above or _line(cells[table, row - 1, at], last=True)
            under = under or _line(cells[table, row + 1, at], last=False)
        around = Omgeving(label, column, above, under, heading)
        made = replace(_made(own, plaats), omgeving=around, dubbel=alinea.double)
        yield made
        if alinea.style.heading is not None and made.text.strip():
            heading = readable(made.text)


def _cells(
    alineas: list[Alinea], texts: Mapping[etree._Element, str]
) -> Mapping[tuple[int, int, int], str]:
    """Return the text of each cell, a line for each paragraph, by table, row and column."""
    lines: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    for each in alineas:
        cell = each.cell
        while cell is not None:
            lines[cell[:3]].append(texts[each.element])
            cell = cell.within
    found = {at: filter(str.strip, own[:_OF_A_CELL]) for at, own in lines.items()}
    return defaultdict(str, {at: "\n".join(own) for at, own in found.items()})


def _neighbour(paragraph: etree._Element, way: int, texts: Mapping[etree._Element, str]) -> str:
    """Return the paragraph before or after one, in the same cell, box or body."""
    for other in paragraph.itersiblings(preceding=way < 0):
        if other.tag != f"{W}p":
            break
        if text := texts[other].strip():
            return _line(text, last=way < 0)
    return ""


def _line(text: str, *, last: bool) -> str:
    """Return the last or the first line of a text, its tabs kept."""
    lines = read_text(text).text.strip("\n ").split("\n")
    return lines[-1 if last else 0]
