"""The text of a Word file as a reader sees it, numbers before paragraphs included.

Names of elements are those of ISO/IEC 29500-1, clause 17 (WordprocessingML).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from overeenkomstgen.word.alinea import Alinea, Inhoud, by_row
from overeenkomstgen.word.beeld import pictures
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import R, W, is_on, parse, whole_number
from overeenkomstgen.word.getoond import Ongelezen
from overeenkomstgen.word.lezer import Lezer
from overeenkomstgen.word.woordveld import FIELD_MARKS

KINDS = ("default", "first", "even")
LEADERS = {"dot": ".", "hyphen": "-", "underscore": "_", "heavy": "_", "middleDot": "·"}


@dataclass(frozen=True, slots=True)
class Sectie:
    """A stretch of pages with headers and footers of its own.

    Those are by kind: ``default``, ``first``, ``even``; each is whole, also where the file leaves
    it to the section before.
    """

    headers: Mapping[str, Inhoud]
    footers: Mapping[str, Inhoud]
    title_page: bool  # the first page has a header and a footer of its own
    even_pages: bool
    first_number: int | None  # None to count on
    number_format: str  # as ``w:numFmt`` names it
    line_step: int = 0  # of how many lines each has its number in the margin; 0 for none

    def edges(self, number: int, pages: int, *, first: bool) -> tuple[Inhoud, Inhoud]:
        """Return the header and the footer of a page, maybe the first of the section, numbered."""
        even = self.even_pages and number % 2 == 0
        kind = "first" if first and self.title_page else "even" if even else "default"
        header, footer = self.headers[kind], self.footers[kind]
        written = self.number_format
        return header.numbered(number, pages, written), footer.numbered(number, pages, written)


@dataclass(frozen=True, slots=True)
class Woordtekst:
    """The text of a Word file."""

    body: Inhoud
    footnotes: tuple[str, ...]  # each with its number
    endnotes: tuple[str, ...]
    noten: tuple[Inhoud, ...]  # the same, as they are read
    sections: tuple[Sectie, ...]  # at least one
    leaders: str  # the signs that fill up tabs, such as ``.``; they stand nowhere as text
    unread: tuple[Ongelezen, ...]

    @property
    def beelden(self) -> tuple[bytes, ...]:
        """The files of the pictures in the text and at the edges of its pages, sorted."""
        return tuple(sorted(each for story in self._stories for each in story.beelden))

    @property
    def velden(self) -> tuple[str, ...]:
        """The instructions of the fields there, but for those that show the number of a page."""
        stories = (*self._stories, *self.noten)
        codes = (code.split() for story in stories for code in story.velden)
        return tuple(
            " ".join(code) for code in codes if code and code[0].upper() not in FIELD_MARKS
        )

    @property
    def _stories(self) -> tuple[Inhoud, ...]:
        """The text, and once each what stands at the edges."""
        return (self.body, *{id(edge): edge for _, edge in self._edges}.values())

    @property
    def _edges(self) -> Iterable[tuple[str, Inhoud]]:
        """The headers and footers, each once: sections share them, thousands at times."""
        return {
            (name, id(story)): (name, story)
            for section in self.sections
            for name, stories in (("koptekst", section.headers), ("voettekst", section.footers))
            for story in stories.values()
        }.values()

    def everything(self, pages: int) -> str:
        """Return all that stands in the file, without soft hyphens and numbers of pages."""
        edges = (edge for _, edge in self._edges)
        stories = [story.numbered("…", pages) for story in (self.body, *edges)]
        boxes = (box for story in stories for box in story.boxes)
        texts = (story.text for story in stories)
        whole = "\n".join((*texts, *boxes, *self.footnotes, *self.endnotes))
        return whole.replace("\N{SOFT HYPHEN}", "")

    def as_text(self) -> str:
        """Return the document in plain text, to read and to compare as a whole.

        Headings start with ``#``; the cells of a table's row stand between bars.
        """
        blocks = list(_lines(self.body.paragraphs))
        blocks += [f"[tekstvak] {box}" for box in self.body.boxes]
        blocks += [f"[voetnoot] {note}" for note in self.footnotes]
        blocks += [f"[eindnoot] {note}" for note in self.endnotes]
        blocks += dict.fromkeys(
            f"[{name}] {edge.numbered('{pagina}', '{paginas}').text}"
            for name, edge in self._edges
            if edge.text
        )
        return "\n".join(blocks) + "\n"


def read_word(
    content: bytes | Path | Woordbestand, struck: tuple[str, str] = ("", "")
) -> Woordtekst:
    """Read the text of a Word file.

    Hidden and deleted text is left out, inserted text kept; of a field the result is
    kept, apart from page numbers, which become marks; a tab becomes a tab, a line
    break a line break; capitals that only the layout makes become real ones. Texts can be
    put before and after what is struck through. InputError if it is no Word file.
    """
    bestand = Woordbestand.of(content)
    reader = Lezer.of(bestand, struck)
    root = parse(bestand.parts[bestand.body])
    alineas = reader.read(root)
    notes = [tuple(_notes(bestand, reader, kind)) for kind in ("footnote", "endnote")]
    return Woordtekst(
        body=Inhoud.of(alineas, pictures(bestand, bestand.body, alineas)),
        footnotes=tuple(note.text for note in notes[0]),
        endnotes=tuple(note.text for note in notes[1]),
        noten=(*notes[0], *notes[1]),
        sections=tuple(_sections(root, bestand, reader)),
        leaders=_leaders(bestand),
        unread=tuple(reader.unread),
    )


def _notes(bestand: Woordbestand, reader: Lezer, kind: str) -> Iterator[Inhoud]:
    notes = {note.get(f"{W}id", ""): note for note in parse(bestand.related(f"{kind}s"))}
    for note_id, number in tuple(reader.notes.met[kind]):
        note = notes.pop(note_id, None)  # each stands in the document once
        if note is not None:
            yield Inhoud.of(reader.read(note, number))


def _sections(root: etree._Element, bestand: Woordbestand, body: Lezer) -> Iterator[Sectie]:
    """Give the sections; a file that has none is one (17.6.17). What is not read is added."""
    even_pages = parse(bestand.related("settings")).find(f"{W}evenAndOddHeaders")
    targets = {each.key: each.target for each in bestand.references}
    headers = dict.fromkeys(KINDS, Inhoud())
    footers = dict(headers)
    read: dict[str, Inhoud] = {}
    for properties in list(root.iter(f"{W}sectPr")) or [etree.Element(f"{W}sectPr")]:
        for name, stories in (("headerReference", headers), ("footerReference", footers)):
            for reference in properties.iterfind(f"{W}{name}"):
                key, kind = reference.get(f"{R}id", ""), reference.get(f"{W}type", "default")
                if key not in targets or kind not in KINDS:
                    continue
                if key not in read:
                    reader = Lezer.of(bestand, body.struck)  # an edge numbers by itself
                    alineas = reader.read(parse(bestand.parts[targets[key]]))
                    read[key] = Inhoud.of(alineas, pictures(bestand, targets[key], alineas))
                    body.unread += reader.unread
                stories[kind] = read[key]
        numbers = properties.find(f"{W}pgNumType")
        first = None if numbers is None else numbers.get(f"{W}start")
        lines = properties.find(f"{W}lnNumType")
        yield Sectie(
            headers=dict(headers),
            footers=dict(footers),
            title_page=is_on(properties.find(f"{W}titlePg")) is True,
            even_pages=is_on(even_pages) is True,
            first_number=None if first is None else whole_number(first, 1),
            number_format="decimal" if numbers is None else numbers.get(f"{W}fmt", "decimal"),
            line_step=0 if lines is None else whole_number(lines.get(f"{W}countBy"), 0),
        )


def _leaders(bestand: Woordbestand) -> str:
    names = (bestand.body, *(each.target for each in bestand.references))
    parts = (bestand.parts[name] for name in names)
    found = {name for part in parts for name in re.findall(rb'w:leader="(\w+)"', part)}
    return "".join(sorted({sign for name, sign in LEADERS.items() if name.encode() in found}))


def _lines(paragraphs: tuple[Alinea, ...]) -> Iterator[str]:
    """Give paragraphs as lines, and the rows of tables with bars between their cells."""
    for row in by_row(paragraphs):
        first = row[0][0]
        if first.cell is None:
            yield f"{'#' * (first.style.heading or 0)} {first.line}".strip()
        else:
            yield " | ".join(" ".join(each.line for each in cell) for cell in row)
