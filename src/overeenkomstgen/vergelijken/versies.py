"""Two documents to compare, each a Word file or a PDF: read with distrust, and made ready.

What is a matter of pages is taken out of a PDF.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from overeenkomstgen.errors import InputError, os_fault
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.pdf.vreemd import is_pdf, opened
from overeenkomstgen.proef.drukproef import BOX, FOOTER, HEADER, Drukproef
from overeenkomstgen.proef.vergelijking import SOFT_HYPHEN, excerpt, flat, normalise
from overeenkomstgen.schijf.plaats import read_bytes
from overeenkomstgen.schijf.process import Worker
from overeenkomstgen.vergelijken.passage import Passage, make_passage, whole_keys, whole_words
from overeenkomstgen.vergelijken.pdfpassages import (
    RAND,
    alike_lines,
    mend,
    passages_of,
    take_repeated,
    vocabulary,
)
from overeenkomstgen.vergelijken.verschil import Versie
from overeenkomstgen.word.alinea import Inhoud, by_row
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import W, parse
from overeenkomstgen.word.getoond import W14
from overeenkomstgen.word.tekst import Woordtekst, read_word

MOST_PAGES = 2000
MOST_WORDS = 300_000
"""Of one document; the largest contracts have a tenth of it."""

SECONDS = 120.0
"""In which a PDF must be read."""

_aside = Worker(memory=2 * 1024**3)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # [MS-CFB]: a .doc, or a .docx with a password
_CHANGES = (
    *(f"{W}{kind}" for kind in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel")),
    *(f"{W14}{kind}" for kind in ("conflictIns", "conflictDel")),
)
"""What Word tracks (ISO/IEC 29500-1, 17.13.5; [MS-DOCX], 2.5.2): text, rows, cells, numbers."""

KOPTEKST, VOETTEKST, TEKSTVAK = "Koptekst", "Voettekst", "Tekstvak"
VOETNOOT, EINDNOOT = "Voetnoot", "Eindnoot"
PAGE, BETWEEN_CELLS = "[bladzijde]", "|"
DOORGEHAALD = ("[doorgehaald: ", "]")

_NAMES = {HEADER: KOPTEKST, FOOTER: VOETTEKST, BOX: TEKSTVAK}


@dataclass(frozen=True, slots=True)
class Brondocument:
    """A document that was read.

    Attributes:
        tekst: That of a Word file, or of each page of a PDF.
        opmerkingen: What a reader should know, in Dutch sentences.
        niet_vergeleken: What a reader sees and is not compared: ``een grafiek, in oud.docx``.
        doorgehaald: The text of a Word file once more, where some is struck through: with that
            between marks. Of a PDF that is not known.
    """

    naam: str
    tekst: Woordtekst | tuple[str, ...]
    opmerkingen: tuple[str, ...] = ()
    niet_vergeleken: tuple[str, ...] = ()
    doorgehaald: Woordtekst | None = None

    @property
    def text(self) -> str:
        """All that it says."""
        one = self.tekst
        return one.as_text() if isinstance(one, Woordtekst) else "\n".join(one)

    def left_out(self, other: "Brondocument") -> tuple[str, ...]:
        """Return what is not compared with the other document."""
        found, one = list(self.niet_vergeleken), self.tekst
        if not isinstance(one, Woordtekst):
            return tuple(found)
        word = other.tekst if isinstance(other.tekst, Woordtekst) else None  # a PDF knows less
        if one.beelden and (word is None or one.beelden != word.beelden):
            found.append(f"de afbeeldingen in {self.naam}")
        if one.velden and word and one.velden != word.velden:
            found.append(f"wat velden van Word uitrekenen in {self.naam}")
        if self.doorgehaald is not None and word is None:
            struck = f"welke tekst is doorgehaald in {self.naam}"
            found.append(f"{struck} (aan een PDF is dat niet te zien)")
        return tuple(found)


def read_bron(place: Path, naam: str) -> Brondocument:
    """Read a document to compare, called by a name; InputError without text that can be read."""
    missing = "controleer de naam; zet een naam met een spatie erin tussen aanhalingstekens"
    with os_fault(naam, missing, "kijk of het een bestand is dat u mag lezen"):
        if place.is_dir():
            raise InputError.of(naam, "dit is een map", "geef een Word-bestand of een PDF")
        content = read_bytes(place)
    if is_pdf(content):
        return _read_pdf(content, naam)
    if content.startswith(_OLE):
        what = "dit is een oud Word-bestand (.doc), of een Word-bestand met een wachtwoord"
        advice = "open het in Word en bewaar het als Word-document (.docx), zonder wachtwoord"
        raise InputError.of(naam, what, advice)
    if not content.startswith(b"PK"):
        what = "dit is geen Word-bestand (.docx) en geen PDF"
        raise InputError.of(naam, what, "geef een Word-bestand of een PDF")
    return read_woord(content, naam)


def read_woord(content: bytes, naam: str) -> Brondocument:
    """Read a Word file to compare; InputError if it is no Word file, or too long."""
    bestand = Woordbestand.read(content, naam)
    text = read_word(bestand)
    _check_length(naam, text.body.text)
    unread = [
        f"{each.naam.what},{each.near and f' bij {excerpt(each.near.split())}'} in {naam}"
        for each in text.unread
        if not each.naam.compared
    ]
    if any(True for part in bestand.kinds for _ in parse(bestand.parts[part]).iter(*_CHANGES)):
        unread.append(f"de bijgehouden wijzigingen in {naam} (gelezen alsof zij zijn aanvaard)")
    struck = read_word(bestand, DOORGEHAALD)
    marked = None if struck.as_text() == text.as_text() else struck
    return Brondocument(naam, text, niet_vergeleken=tuple(unread), doorgehaald=marked)


def _read_pdf(content: bytes, naam: str) -> Brondocument:
    advice = "geef het Word-bestand"
    pages, sheets = _aside.safely(naam, advice, SECONDS, _sheets, content, naam, MOST_PAGES)
    _check_length(naam, "\n".join(sheets), pages)
    empty = [str(number) for number, sheet in enumerate(sheets, start=1) if not sheet.strip()]
    if len(empty) == len(sheets):
        advice = "geef het Word-bestand, of laat er eerst tekst van maken (OCR)"
        what = "in deze PDF staat geen tekst, alleen beeld; het is waarschijnlijk een scan"
        raise InputError.of(naam, what, advice)
    if not empty:
        return Brondocument(naam, sheets)
    one = f"Bladzijde {empty[0]} van {naam} heeft"
    remark = one if len(empty) == 1 else f"De bladzijden {', '.join(empty)} van {naam} hebben"
    unread = "geen tekst (leeg, of een scan); beeld wordt niet vergeleken."
    return Brondocument(naam, sheets, (f"{remark} {unread}",))


def _sheets(content: bytes, naam: str, most: int) -> tuple[int, tuple[str, ...]]:
    """Count the pages of a PDF of anyone, and read them if there are no more; done aside."""
    with opened(content, naam) as pdf:
        pages = len(pdf.pages)
    return pages, () if pages > most else read_pdf(content, naam)


def _check_length(naam: str, text: str = "", pages: int = 0) -> None:
    if pages > MOST_PAGES or len(text.split()) > MOST_WORDS:
        what = f"dit document is te lang: meer dan {MOST_PAGES} bladzijden of {MOST_WORDS} woorden"
        raise InputError.of(naam, what, "verdeel het document, en vergelijk de delen")


def make_versies(old: Brondocument, new: Brondocument) -> tuple[Versie, Versie]:
    """Return two documents, ready to compare."""
    one, other = old.tekst, new.tekst
    if isinstance(one, Woordtekst):
        if isinstance(other, Woordtekst):
            return _woordversie(old.doorgehaald or one), _woordversie(new.doorgehaald or other)
        return _word_and_pdf(one, other)
    if isinstance(other, Woordtekst):
        word, pdf = _word_and_pdf(other, one)
        return pdf, word
    return _two_pdfs(one, other)


def _word_and_pdf(word: Woordtekst, pages: Sequence[str]) -> tuple[Versie, Versie]:
    """Return a Word file and a PDF; what stands outside the text only where it differs."""
    bladzijden = _Bladzijden(word, pages)
    outside = bladzijden.take_outside()
    guide = (
        *_word_passages(word.body.numbered("", len(pages)), word.leaders),
        *(make_passage("", note, None) for note in word.endnotes),
    )
    text, extra = bladzijden.take_body()
    body = passages_of(text, guide, word.leaders, labels=True)
    in_word: dict[str, tuple[Passage, ...]] = {}
    in_pdf: dict[str, tuple[Passage, ...]] = {RAND: extra} if extra else {}
    for name, one, other in outside:
        in_word[name] = (*in_word.get(name, ()), one)
        in_pdf[name] = (*in_pdf.get(name, ()), *([other] if other else []))
    return Versie(guide, in_word), Versie(body, in_pdf, vaste_alineas=False)


def _two_pdfs(old: Sequence[str], new: Sequence[str]) -> tuple[Versie, Versie]:
    words = vocabulary((*old, *new))
    versies: list[Versie] = []
    for pages in (old, new):
        left, edges = take_repeated([mend(normalise(page), words) for page in pages])
        body = mend("\n".join(left), words).replace(SOFT_HYPHEN, "-")
        guide = versies[0].passages if versies else ()
        apart = {RAND: tuple(make_passage("", edge, None) for edge in edges)}
        versies.append(Versie(passages_of(body, guide), apart, vaste_alineas=False))
    return versies[0], versies[1]


class _Bladzijden(Drukproef):
    """The pages of a PDF, beside a Word file that may say something else."""

    def __init__(self, word: Woordtekst, pages: Sequence[str]) -> None:
        self._text = word
        everything = word.everything(len(pages))
        self._words = vocabulary((normalise(everything), *pages))
        super().__init__(pages, normalise(everything, word.leaders), word.leaders)

    def take_outside(self) -> list[tuple[str, Passage, Passage | None]]:
        """Take out what stands outside the text; return what is not the same in both.

        That is what it is, how it stands in Word, and how in the PDF, where it is found.
        """
        found: dict[tuple[str, str], tuple[str, Passage, Passage | None]] = {}
        for index, name, text in list(self.missing_edges(self._text.sections)):
            place = self._take_alike([index], text)
            key = (name, flat(text) if place is None else "")
            found.setdefault(key, (_NAMES[name], self._passage(text), place))
        pieces = [(VOETNOOT, note) for note in self._text.footnotes]
        pieces += [(TEKSTVAK, box) for box in self._text.body.boxes if box.strip()]
        for number in sorted(self.take_all([text for _, text in pieces])):
            name, text = pieces[number]
            place = self._take_alike(range(len(self._pages)), text)
            found[name, str(number)] = (name, self._passage(text), place)
        return list(found.values())

    def take_body(self) -> tuple[str, tuple[Passage, ...]]:
        """Return the text itself, as lines, and headers and footers that Word does not have."""
        paragraphs = self._text.body.numbered("", len(self._pages)).paragraphs
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


def _woordversie(text: Woordtekst) -> Versie:
    """Return a Word file, with all that stands outside the text apart."""
    edges: dict[str, dict[Passage, None]] = {KOPTEKST: {}, VOETTEKST: {}}
    for section in text.sections:
        shown = {"default": True, "first": section.title_page, "even": section.even_pages}
        for name, stories in ((KOPTEKST, section.headers), (VOETTEKST, section.footers)):
            for kind in filter(shown.__getitem__, shown):
                story = stories[kind].numbered(PAGE, PAGE)
                texts = filter(str.strip, (story.text, *story.boxes))
                edges[name] |= dict.fromkeys(make_passage("", each, None) for each in texts)
    apart = {name: tuple(passages) for name, passages in edges.items()}
    others = {TEKSTVAK: text.body.boxes, VOETNOOT: text.footnotes, EINDNOOT: text.endnotes}
    for name, pieces in others.items():
        apart[name] = tuple(make_passage("", piece, None) for piece in pieces)
    body = _word_passages(text.body.numbered(PAGE, PAGE), "", bar=BETWEEN_CELLS)
    return Versie(body, apart)


def _word_passages(text: Inhoud, leaders: str = "", bar: str = "") -> tuple[Passage, ...]:
    """Return the paragraphs of a Word file as passages; of a table each row is one.

    The bar is what is compared of the border of a cell; a PDF has none.
    """
    found = []
    for row in by_row(text.paragraphs):
        cells = [
            [make_passage(each.label, each.text, each.style.heading, leaders) for each in cell]
            for cell in row
        ]
        if row[0][0].cell is None:
            found.append(cells[0][0])
            continue
        words = [word for cell in cells for word in (BETWEEN_CELLS, *whole_words(cell))]
        keys = [key for cell in cells for key in (bar, *whole_keys(cell))]
        found.append(Passage("", tuple(words[1:]), tuple(keys[1:])))
    return tuple(found)
