"""A Word file, as passages to compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from overeenkomstgen.vergelijken.passage import Passage, make_passage
from overeenkomstgen.vergelijken.verschil import Versie
from overeenkomstgen.word.alinea import Alinea, Inhoud, by_row
from overeenkomstgen.word.tekst import Sectie, Woordtekst

KOPTEKST, VOETTEKST, TEKSTVAK, VOETNOOT = "Koptekst", "Voettekst", "Tekstvak", "Voetnoot"
BETWEEN_CELLS = "|"
PAGE = "[bladzijde]"


def woordversie(text: Woordtekst, naam: str) -> Versie:
    """Return a Word file, with all that stands outside the text apart."""
    edges: dict[str, list[Passage]] = {KOPTEKST: [], VOETTEKST: []}
    for section in text.sections:
        for name, stories in ((KOPTEKST, section.headers), (VOETTEKST, section.footers)):
            for kind in _shown(section):
                edges[name] += _edge(stories[kind])
    apart = {name: tuple(dict.fromkeys(passages)) for name, passages in edges.items()}
    apart[TEKSTVAK] = tuple(make_passage("", box, None) for box in text.body.boxes)
    apart[VOETNOOT] = tuple(make_passage("", note, None) for note in text.footnotes)
    return Versie(naam, body_passages(text.body.numbered(PAGE, PAGE).paragraphs), apart)


def body_passages(paragraphs: Sequence[Alinea], leaders: str = "") -> tuple[Passage, ...]:
    """Return the paragraphs of a text as passages; of a table each row is one."""
    return tuple(_passages(paragraphs, leaders))


def _passages(paragraphs: Sequence[Alinea], leaders: str) -> Iterator[Passage]:
    for row in by_row(paragraphs):
        cells = [
            [make_passage(each.label, each.text, each.style.heading, leaders) for each in cell]
            for cell in row
        ]
        yield cells[0][0] if row[0][0].cell is None else _row(cells)


def _row(cells: Sequence[Sequence[Passage]]) -> Passage:
    """Return a row of a table; bars between the cells show, and do not count."""
    words: list[str] = []
    keys: list[str] = []
    for column, cell in enumerate(cells):
        if column:
            words.append(BETWEEN_CELLS)
            keys.append("")
        for passage in cell:
            words += passage.alle_woorden
            keys += passage.alle_sleutels
    return Passage("", tuple(words), tuple(keys))


def _shown(section: Sectie) -> Iterator[str]:
    """Give the kinds of pages of which headers and footers show."""
    yield "default"
    if section.title_page:
        yield "first"
    if section.even_pages:
        yield "even"


def _edge(story: Inhoud) -> Iterator[Passage]:
    numbered = story.numbered(PAGE, PAGE)
    for text in (numbered.text, *numbered.boxes):
        if text.strip():
            yield make_passage("", text, None)
