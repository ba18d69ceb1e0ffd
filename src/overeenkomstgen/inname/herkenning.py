"""Recognising what came back: of which municipality a page is, and which pages are one paper."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from math import log
from pathlib import Path

from overeenkomstgen.inname.blad import Blad, Vak
from overeenkomstgen.inname.bladen import make_blad
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.paginacode import Paginacode
from overeenkomstgen.kern.statusregel import ENDINGS
from overeenkomstgen.kern.zending import Zending
from overeenkomstgen.pdf.tekst import draw_page, read_pages, read_pdf
from overeenkomstgen.proef.vergelijking import flat
from overeenkomstgen.schijf.plaats import read_bytes
from overeenkomstgen.uitgifte.bevroren import code_of
from overeenkomstgen.vergelijken.passage import key_of
from overeenkomstgen.vergelijken.versies import Brondocument, read_bron
from overeenkomstgen.werkmap.invoer import Invoer
from overeenkomstgen.werkmap.verantwoording import Regel, read_row

_LEAST, _APART = 0.5, 0.15
"""Which part of the words of an issued page a page has, by weight; how much more than others."""
_SHARED = 0.025  # the weight of a word that all municipalities have
_NUMMER = re.compile(r"(?i)\b(?:pagina|bladzijde|blz\.?)\s+(\d{1,3})\s+(?:van|/)\s+(\d{1,3})\b")
_EDGE = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True)
class Uitgave:
    """An agreement as it was issued once: what the municipality was given, in Word and as PDF.

    Attributes:
        regel: Its row in the account.
        verzonden: When it was sent, where another has taken its place since; else None.
    """

    gemeente: Gemeente
    regel: Regel
    word: Path
    pdf: Path
    verzonden: date | None

    @cached_property
    def bladen(self) -> tuple[str, ...]:
        """The text of each page of the PDF."""
        return read_pdf(self.pdf)

    @cached_property
    def tekenblad(self) -> int:
        """The page to sign on: the last that names who signs, or else the last of all."""
        naam = flat(self.gemeente.ondertekenaar.naam or "")
        named = [number for number, text in enumerate(self.bladen, 1) if naam in flat(text)]
        return named[-1] if naam and named else len(self.bladen)

    @cached_property
    def gedrukt(self) -> Mapping[int, Blad]:
        """Each page of the PDF as it was issued, by its number."""
        content = read_bytes(self.pdf)
        return {
            number: make_blad(self.pdf.name, number, page, partial(draw_page, content, number - 1))
            for number, page in enumerate(read_pages(content, self.pdf.name), 1)
        }

    def bron(self, nummers: Sequence[int | None] = ()) -> Brondocument:
        """Return what to compare with: the Word file, or of some pages what the PDF says."""
        if nummers:
            own = (self.bladen[n - 1] for n in nummers if n and n <= len(self.bladen))
            return Brondocument(self.pdf.name, tuple(own))
        return read_bron(self.word, self.word.name)

    def is_of(self, code: Paginacode) -> bool:
        """Whether a code on a page is of this very text."""
        own = Paginacode.of(self.gemeente.cbs_code, 0, 1, self.regel.sha256_word)
        return (code.cbs_code, code.vingerafdruk) == (own.cbs_code, own.vingerafdruk)


def uitgaven(invoer: Invoer) -> Iterator[Uitgave]:
    """Give the agreements that count now or are signed, then those that were sent before."""
    soort, papieren = invoer.periode.overeenkomst, invoer.papieren
    sent: Mapping[str, list[Zending]] = defaultdict(list)
    for each in invoer.zendingen:
        if each.soort == invoer.periode.key_of(soort):
            sent[each.cbs_code].append(each)
    for gemeente in invoer.gemeenten:
        now = invoer.kept(soort, gemeente) or invoer.places(soort, gemeente)
        former = [
            (papieren.verzonden.find(code_of(z.sha256)), z.datum) for z in sent[gemeente.cbs_code]
        ]
        seen = set[str]()
        for files, day in ((now, None), *reversed(former)):
            regel = read_row(files) or (None if day else invoer.regel(soort, gemeente))
            of_kind = {file.suffix: file for file in files if file.is_file()}
            if regel and regel.sha256_word not in seen and of_kind.keys() >= {*ENDINGS}:
                seen.add(regel.sha256_word)
                word, pdf = (of_kind[ending] for ending in ENDINGS)
                yield Uitgave(gemeente, regel, word, pdf, day)


@dataclass(frozen=True, slots=True)
class Herkend:
    """A page that came in, and what it is.

    Attributes:
        tekst: What it says; of a picture where no code told enough, as it was read by OCR.
        cbs_code: Of whom it is; empty where that is not known.
        nummer: Which page of the agreement; None where that is not known.
        totaal: How many pages it says that there are.
        code: The code that stands on it, where there is just one.
        codes: Where codes stand on its picture.
        tegen: What municipality it is of by its text, where the code says another.
        leeg: Whether nothing stands on it.
        beeld: Whether it is a picture, of which the text tells no more than what was read in it.
    """

    blad: Blad
    tekst: str = ""
    cbs_code: str = ""
    nummer: int | None = None
    totaal: int | None = None
    code: Paginacode | None = None
    codes: tuple[Vak, ...] = ()
    tegen: str = ""
    leeg: bool = False
    beeld: bool = False


def beside(
    paper: Sequence[Herkend], strange: Collection[Blad], every: Sequence[Blad]
) -> list[Blad]:
    """Return which pages that are of no paper lie between those of one, or right behind them."""
    own = [every.index(each.blad) for each in paper]
    return [blad for blad in every[min(own) : max(own) + 2] if blad in strange]


class Kenner:
    """Knows each municipality by its words: those that few others have weigh most."""

    def __init__(self, every: Sequence[Uitgave]) -> None:
        self._bladen = [
            (each.gemeente.cbs_code, number, _words(tekst))
            for each in every
            for number, tekst in enumerate(each.bladen, 1)
        ]
        whose = {(word, code) for code, _, words in self._bladen for word in words}
        known = Counter(word for word, _ in whose)
        many = len({code for code, _, _ in self._bladen})
        self._weight = {word: log(many / number) + _SHARED for word, number in known.items()}

    def recognise(self, tekst: str) -> tuple[str, int, int | None] | None:
        """Return of whom a page with a text is, by CBS code, which page, and of how many.

        None where that is not sure.
        """
        words, best = _words(tekst), dict[str, tuple[float, int]]()
        for code, number, own in self._bladen:
            total = self._weigh(own)
            score = self._weigh(words & own) / total if total else 0.0
            best[code] = max(best.get(code, (0.0, 0)), (score, -number))
        ranked = sorted(best, key=best.__getitem__, reverse=True)
        scores = [*(best[code][0] for code in ranked[:2]), 0.0]
        if scores[0] < _LEAST or scores[0] - scores[1] < _APART:
            return None
        if printed := _NUMMER.search(tekst):
            return ranked[0], int(printed[1]), int(printed[2])
        return ranked[0], -best[ranked[0]][1], None

    def _weigh(self, words: Iterable[str]) -> float:
        return sum(self._weight[word] for word in words)


def _words(tekst: str) -> frozenset[str]:
    words = (_EDGE.sub("", key_of(word)).casefold() for word in tekst.split())
    return frozenset(filter(None, words))


def papers(
    bladen: Iterable[Herkend], totaal: Callable[[str], int]
) -> tuple[list[list[Herkend]], list[Herkend]]:
    """Return the pages of each paper, as they lie, and those that belong to none.

    A paper ends where another municipality comes, or a page that it has already. A page that is
    not recognised is the one that its neighbour misses, where it does: ``totaal`` tells how many
    pages there are of a municipality, by its CBS code.
    """
    every, found = list(bladen), list[list[Herkend]]()
    for at, each in enumerate(every):
        before, after = ([*every[at - 1 : at]] if at else []), every[at + 1 : at + 2]
        if not each.cbs_code and not each.leeg:
            every[at] = _between(each, before, after, totaal)
        if every[at].cbs_code and found and _goes_on(found[-1], every[at]):
            found[-1].append(every[at])
        elif every[at].cbs_code:
            found.append([every[at]])
    return found, [each for each in every if not each.cbs_code]


def _between(
    each: Herkend,
    before: Sequence[Herkend],
    after: Sequence[Herkend],
    totaal: Callable[[str], int],
) -> Herkend:
    """Return a page as the one that the page before it or after it misses, if it does."""
    for one, step, others in ((before, 1, after), (after, -1, before)):
        for other in one:
            number = (other.nummer or -1) + step
            taken = any((n.cbs_code, n.nummer) == (other.cbs_code, number) for n in others)
            if other.cbs_code and 0 < number <= totaal(other.cbs_code) and not taken:
                return replace(each, cbs_code=other.cbs_code, nummer=number)
    return each


def _goes_on(paper: Sequence[Herkend], each: Herkend) -> bool:
    numbers = {other.nummer for other in paper}
    own = paper[0].cbs_code == each.cbs_code
    return own and (each.nummer is None or each.nummer not in numbers)
