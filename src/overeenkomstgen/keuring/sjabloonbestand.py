"""A template, laid out to be examined: its paragraphs, each with its place as a reader sees it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from overeenkomstgen.errors import Fault
from overeenkomstgen.keuring.vondst import Graad, Vondst
from overeenkomstgen.sjabloon.opdrachten.vindplaats import Vindplaats
from overeenkomstgen.word.alinea import Alinea, Letters
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import W, paragraph_of
from overeenkomstgen.word.getoond import TEKENS
from overeenkomstgen.word.lezer import Lezer, read_parts

_READ_AS = {"\t": " ", "\n": " ", "\N{NON-BREAKING HYPHEN}": "-"}
"""What a sign is in the text that tags are read in; others are nothing there."""


@dataclass(frozen=True, slots=True, eq=False)
class Sjabloonalinea:
    """A paragraph of a template, which no other equals.

    Attributes:
        plek: The name of its part, and its number in it, counted from 0.
        kind: What a reader calls its place: ``alinea``, ``koptekst``, ``tabel 1, rij 2, kolom 3``.
        pieces: Its text, as tags are read in it.
        after: The text of the last paragraph before it that has any.
    """

    plek: tuple[str, int]
    kind: str
    alinea: Alinea
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


@dataclass(frozen=True)
class Sjabloonbestand:
    """A template that is being examined.

    Attributes:
        name: What messages call it: ``sjablonen/brief.docx``.
        alineas: All paragraphs, in order, without those for older programs.
        lezers: What was read of the parts that hold text, by name, the body first.
    """

    name: str
    word: Woordbestand
    alineas: tuple[Sjabloonalinea, ...]
    lezers: Mapping[str, Lezer]

    @classmethod
    def read(cls, path: Path) -> "Sjabloonbestand":
        """Read a Word file; InputError if it is no Word document, or not one to trust."""
        name = "/".join(path.parts[-2:])
        word = Woordbestand.read(path, name)
        kinds, lezers = word.kinds, read_parts(word)
        alineas = [
            alinea
            for part, lezer in lezers.items()
            for alinea in _alineas(part, kinds[part], lezer)
        ]
        return cls(name, word, tuple(alineas), lezers)

    @property
    def body(self) -> etree._Element:
        """The XML of the main part."""
        return self.lezers[self.word.body].root

    @property
    def tekst(self) -> list[Sjabloonalinea]:
        """The paragraphs of the main part."""
        return [each for each in self.alineas if each.plek[0] == self.word.body]

    @cached_property
    def _by_element(self) -> dict[etree._Element | None, Sjabloonalinea]:
        return {each.alinea.element: each for each in self.alineas}

    def around(self, element: etree._Element | None) -> Sjabloonalinea | None:
        """Return the paragraph that an element is, or that it stands in."""
        if element is not None and element.tag != f"{W}p":
            element = paragraph_of(element)
        return self._by_element.get(element)

    def vondst(
        self,
        graad: Graad,
        what: str,
        advice: str,
        alinea: Sjabloonalinea | None = None,
        focus: str = "",
    ) -> Vondst:
        """Return a finding at a paragraph, or about the whole document."""
        where = f"{self.name}, {alinea.show(focus)}" if alinea else self.name
        plek = alinea.plek if alinea else None
        return Vondst(graad, Fault(where, what, advice, plek))


def _alineas(part: str, kind: str, lezer: Lezer) -> Iterator[Sjabloonalinea]:
    numbers = {element: number for number, element in enumerate(lezer.root.iter(f"{W}p"))}
    after = ""
    for each in lezer.alineas:
        if each.double:
            continue
        pieces = (
            piece._replace(text=_READ_AS.get(piece.text, ""))
            if piece.element.tag in TEKENS
            else piece
            for piece in each.pieces
        )
        plek = (part, numbers[each.element])
        made = Sjabloonalinea(plek, _place(each, kind), each, tuple(pieces), after)
        yield made
        after = made.text if made.text.strip() else after


def _place(alinea: Alinea, kind: str) -> str:
    """Return what a reader calls the place of a paragraph; cells are counted from 1."""
    if alinea.cell is not None:
        table, row, column = (number + 1 for number in alinea.cell[:3])
        found = f"tabel {table}, rij {row}, kolom {column}"
    elif alinea.box is not None:
        found = "tekstvak"
    else:
        return kind
    return found if kind == "alinea" else f"{kind}, {found}"
