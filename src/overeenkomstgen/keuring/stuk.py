"""A Word file, laid out to be examined: its paragraphs, each with its place as a reader sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from overeenkomstgen.errors import Fault
from overeenkomstgen.keuring.vondst import Graad, Plek, Vondst
from overeenkomstgen.sjabloon.opdrachten.vindplaats import Vindplaats
from overeenkomstgen.word.bestand import W, Woordbestand, parse
from overeenkomstgen.word.stijl import read_styles
from overeenkomstgen.word.verhaal import MC

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from overeenkomstgen.word.stijl import Stijlen

_SPACES = frozenset(f"{W}{name}" for name in ("tab", "ptab", "br", "cr"))
_SIGNS = {f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}


@dataclass(frozen=True, slots=True)
class Letters:
    """A piece of text of a paragraph.

    Attributes:
        text: The text, as one run has it.
        run: The run; None for what stands in none.
    """

    text: str
    run: etree._Element | None


@dataclass(frozen=True, slots=True)
class Alinea:
    """A paragraph.

    Attributes:
        plek: Which paragraph it is.
        kind: What a reader calls its place: ``alinea``, ``koptekst``, ``tabel 1, rij 2, kolom 3``.
        element: Its XML.
        pieces: Its text, without that of a text box in it, and without deleted text.
        after: The text of the last paragraph before it that has any.
    """

    plek: Plek
    kind: str
    element: etree._Element
    pieces: tuple[Letters, ...]
    after: str

    @property
    def text(self) -> str:
        """Its text, with a space for a tab or a line break."""
        return "".join(piece.text for piece in self.pieces)

    def show(self, focus: str = "") -> str:
        """Return the place for a message, its text cut so that the focus can be seen."""
        if self.text.strip():
            return Vindplaats(self.kind, self.text).show(focus)
        following = f", na{Vindplaats('', self.after).show()}" if self.after else ""
        return f"{self.kind} zonder tekst{following}"


@dataclass(frozen=True, slots=True)
class Stuk:
    """A template that is being examined.

    Attributes:
        name: What messages call it: ``sjablonen/brief.docx``.
        bestand: The Word file.
        trees: The XML of the parts that hold text, by name, the body first.
        alineas: All paragraphs, in order.
        stijlen: The styles.
    """

    name: str
    bestand: Woordbestand
    trees: Mapping[str, etree._Element]
    alineas: tuple[Alinea, ...]
    stijlen: Stijlen

    @classmethod
    def read(cls, path: Path) -> Stuk:
        """Read a Word file.

        Raises:
            InputError: It is no Word document, or not one to trust.
        """
        name = "/".join(path.parts[-2:])
        bestand = Woordbestand.read(path, name)
        kinds = {part.name: part.kind for part in bestand.onderdelen if part.kind != "eigenschap"}
        trees = {part: parse(bestand.parts[part]) for part in kinds}
        alineas = [
            alinea
            for part, kind in kinds.items()
            for alinea in _paragraphs(part, kind, trees[part])
        ]
        stijlen = read_styles(bestand.related("styles"))
        return cls(name, bestand, trees, tuple(alineas), stijlen)

    @property
    def body(self) -> etree._Element:
        """The XML of the main part."""
        return self.trees[self.bestand.body]

    def by_element(self) -> dict[etree._Element, Alinea]:
        """Return the paragraphs by their XML."""
        return {alinea.element: alinea for alinea in self.alineas}

    def vondst(
        self, graad: Graad, what: str, advice: str, alinea: Alinea | None = None, focus: str = ""
    ) -> Vondst:
        """Return a finding at a paragraph, or about the whole document."""
        if alinea is None:
            return Vondst(graad, Fault(self.name, what, advice))
        return Vondst(graad, Fault(f"{self.name}, {alinea.show(focus)}", what, advice), alinea.plek)


def paragraph_of(element: etree._Element) -> etree._Element | None:
    """Return the paragraph that an element stands in, if any."""
    return next(element.iterancestors(f"{W}p"), None)


def _paragraphs(part: str, kind: str, root: etree._Element) -> Iterator[Alinea]:
    """Give the paragraphs of a part; text for older programs, said twice, is left out."""
    walk = _Wandeling(kind)
    number, after = -1, ""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        walk.follow(event, str(element.tag))
        if element.tag == f"{W}p" and event == "start":
            number += 1
            if next(element.iterancestors(f"{MC}Fallback"), None) is None:
                pieces = tuple(_letters(element))
                alinea = Alinea(Plek(part, number), walk.place, element, pieces, after)
                yield alinea
                after = alinea.text if alinea.text.strip() else after


@dataclass(slots=True)
class _Table:
    number: int
    row: int = 0
    column: int = 0


@dataclass(slots=True)
class _Wandeling:
    """Where a walk through a part has come: in which cell of which table, or in a text box."""

    kind: str
    tables: list[_Table] = field(default_factory=list)
    seen: int = 0
    boxes: int = 0

    @property
    def place(self) -> str:
        """What a reader calls it."""
        if self.tables:
            table = self.tables[-1]
            found = f"tabel {table.number}, rij {table.row}, kolom {table.column}"
        elif self.boxes:
            found = "tekstvak"
        else:
            return self.kind
        return found if self.kind == "alinea" else f"{self.kind}, {found}"

    def follow(self, event: str, tag: str) -> None:
        """Take one step: the start or the end of an element."""
        start = event == "start"
        if tag == f"{W}tbl":
            if start:
                self.seen += 1
                self.tables.append(_Table(self.seen))
            else:
                self.tables.pop()
        elif tag == f"{W}txbxContent":
            self.boxes += 1 if start else -1
        elif start and self.tables and tag == f"{W}tr":
            self.tables[-1].row += 1
            self.tables[-1].column = 0
        elif start and self.tables and tag == f"{W}tc":
            self.tables[-1].column += 1


def _letters(paragraph: etree._Element) -> Iterator[Letters]:
    """Give the text of a paragraph, run by run, without the paragraphs within it."""
    run: etree._Element | None = None
    walker = etree.iterwalk(paragraph, events=("start",))
    for _, element in walker:
        if element.tag in {f"{W}p", f"{MC}Fallback"} and element is not paragraph:
            walker.skip_subtree()
        elif element.tag == f"{W}r":
            run = element
        elif element.tag == f"{W}t" and element.text:
            yield Letters(element.text, run)
        elif element.tag in _SPACES and element.getparent() is run:
            yield Letters(" ", run)
        elif element.tag in _SIGNS:
            yield Letters(_SIGNS[element.tag], run)
