"""Two documents as versions to compare: what is a matter of pages is taken out of a PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from overeenkomstgen.proef.drukproef import BOX, FOOTER, HEADER, Drukproef
from overeenkomstgen.proef.vergelijking import SOFT_HYPHEN, flat, normalise
from overeenkomstgen.vergelijken.brondocument import Brondocument
from overeenkomstgen.vergelijken.passage import Passage, make_passage
from overeenkomstgen.vergelijken.pdfpassages import (
    RAND,
    alike_lines,
    mend,
    passages_of,
    take_repeated,
    vocabulary,
)
from overeenkomstgen.vergelijken.verschil import Versie
from overeenkomstgen.word.alinea import Alinea, Inhoud, by_row
from overeenkomstgen.word.tekst import Sectie, Woordtekst

KOPTEKST, VOETTEKST, TEKSTVAK, VOETNOOT = "Koptekst", "Voettekst", "Tekstvak", "Voetnoot"
BETWEEN_CELLS = "|"
PAGE = "[bladzijde]"

_NAMES = {HEADER: KOPTEKST, FOOTER: VOETTEKST, BOX: TEKSTVAK}


def make_versies(old: Brondocument, new: Brondocument) -> tuple[Versie, Versie]:
    """Return two documents, ready to compare."""
    if isinstance(old.tekst, Woordtekst):
        if isinstance(new.tekst, Woordtekst):
            return _woordversie(old.tekst, old.naam), _woordversie(new.tekst, new.naam)
        return _word_and_pdf(old.tekst, new.tekst, old.naam, new.naam)
    if isinstance(new.tekst, Woordtekst):
        word, pdf = _word_and_pdf(new.tekst, old.tekst, new.naam, old.naam)
        return pdf, word
    return _two_pdfs(old.tekst, new.tekst, old.naam, new.naam)


def _word_and_pdf(
    word: Woordtekst, pages: Sequence[str], word_name: str, pdf_name: str
) -> tuple[Versie, Versie]:
    """Return a Word file and a PDF; what stands outside the text only where it differs."""
    bladzijden = _Bladzijden(word, pages)
    outside = bladzijden.take_outside()
    guide = _body_passages(word.body.numbered("", str(len(pages))).paragraphs, word.leaders)
    text, extra = bladzijden.take_body()
    body = passages_of(text, guide, word.leaders)
    in_word: dict[str, tuple[Passage, ...]] = {}
    in_pdf: dict[str, tuple[Passage, ...]] = {RAND: extra} if extra else {}
    for name, one, other in outside:
        in_word[name] = (*in_word.get(name, ()), one)
        in_pdf[name] = (*in_pdf.get(name, ()), *([other] if other else []))
    return (Versie(word_name, guide, in_word), Versie(pdf_name, body, in_pdf, vaste_alineas=False))


def _two_pdfs(
    old: Sequence[str], new: Sequence[str], old_name: str, new_name: str
) -> tuple[Versie, Versie]:
    words = vocabulary((*old, *new))
    versies: list[Versie] = []
    for pages, name in ((old, old_name), (new, new_name)):
        left, edges = take_repeated([mend(normalise(page), words) for page in pages])
        body = mend("\n".join(left), words).replace(SOFT_HYPHEN, "-")
        guide = versies[0].passages if versies else ()
        apart = {RAND: tuple(make_passage("", edge, None) for edge in edges)}
        passages = passages_of(body, guide)
        versies.append(Versie(name, passages, apart, vaste_alineas=False))
    return versies[0], versies[1]


class _Bladzijden(Drukproef):
    """The pages of a PDF, beside a Word file that may say something else."""

    def __init__(self, word: Woordtekst, pages: Sequence[str]) -> None:
        self._text = word
        everything = word.everything(str(len(pages)))
        self._words = vocabulary((normalise(everything), *pages))
        super().__init__(pages, normalise(everything, word.leaders), word.leaders)

    def take_outside(self) -> list[tuple[str, Passage, Passage | None]]:
        """Take out what stands outside the text; return what is not the same in both.

        Returns:
            What it is, how it stands in Word, and how in the PDF, where it is found.
        """
        found: dict[tuple[str, str], tuple[str, Passage, Passage | None]] = {}
        for index, name, text in list(self.missing_edges(self._text.sections)):
            place = self._take_alike([index], text)
            key = (name, flat(text) if place is None else "")
            found.setdefault(key, (_NAMES[name], self._passage(text), place))
        notes = [(VOETNOOT, note) for note in self._text.footnotes]
        boxes = [(TEKSTVAK, box) for box in self._text.body.boxes if box.strip()]
        for number, (name, text) in enumerate([*notes, *boxes]):
            if not self.take(text):
                place = self._take_alike(range(len(self._pages)), text)
                found[name, str(number)] = (name, self._passage(text), place)
        return list(found.values())

    def take_body(self) -> tuple[str, tuple[Passage, ...]]:
        """Return the text itself, as lines, and headers and footers that Word does not have."""
        paragraphs = self._text.body.numbered("", str(len(self._pages))).paragraphs
        self.take_repeated_rows(paragraphs)
        self.join_split_rows(paragraphs)
        self._pages, edges = take_repeated(self._pages, self._word)
        whole = self._unbroken("\n".join(self._pages))
        text = mend(whole, self._words).replace(SOFT_HYPHEN, "-")
        return text, tuple(map(self._passage, edges))

    def _take_alike(self, indexes: Sequence[int], text: str) -> Passage | None:
        """Take out the lines that say nearly the same as a text."""
        for index in indexes:
            page = self._pages[index]
            place = alike_lines(page, normalise(text))
            if place is not None:
                self._pages[index] = f"{page[: place[0]]}\n{page[place[1] :]}"
                return self._passage(page[place[0] : place[1]])
        return None

    def _passage(self, text: str) -> Passage:
        return make_passage("", text, None, self._leaders)


def _woordversie(text: Woordtekst, naam: str) -> Versie:
    """Return a Word file, with all that stands outside the text apart."""
    edges: dict[str, list[Passage]] = {KOPTEKST: [], VOETTEKST: []}
    for section in text.sections:
        for name, stories in ((KOPTEKST, section.headers), (VOETTEKST, section.footers)):
            for kind in _shown(section):
                edges[name] += _edge(stories[kind])
    apart = {name: tuple(dict.fromkeys(passages)) for name, passages in edges.items()}
    apart[TEKSTVAK] = tuple(make_passage("", box, None) for box in text.body.boxes)
    apart[VOETNOOT] = tuple(make_passage("", note, None) for note in text.footnotes)
    return Versie(naam, _body_passages(text.body.numbered(PAGE, PAGE).paragraphs), apart)


def _body_passages(paragraphs: Sequence[Alinea], leaders: str = "") -> tuple[Passage, ...]:
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
