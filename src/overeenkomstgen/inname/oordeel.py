"""What a paper says otherwise than was issued, what was filled in on it, and what is wrong."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from overeenkomstgen.inname.blad import Vak
from overeenkomstgen.kern.tabel import count, show_list
from overeenkomstgen.velden.velden import VELDEN, find_veld
from overeenkomstgen.vergelijken.passage import key_of
from overeenkomstgen.vergelijken.verschil import Stapsoort, Verschil

_MOST_FILLED = 60  # signs on one line; more is no name or date, but text that was added
_KEUZE = "|".join(re.escape(veld.keuze) for veld in VELDEN if veld.keuze)
_LIJN = re.compile(rf"_{{3,}}(?:\s*\((?P<woord>[^()]+)\))?|(?P<keuze>{_KEUZE})")
_FILL = " _.…"

Lijn = tuple[str, str]
"""A line to write on: the word behind it, or what there was to choose from; what was written."""


@dataclass(frozen=True, slots=True)
class Anders:
    """Words that are not as they were issued, and where: ``Artikel 3 Prijs, 3.1``."""

    plaats: str
    oud: str
    nieuw: str

    def __str__(self) -> str:
        if self.oud and self.nieuw:
            return f'{self.plaats}: "{self.oud}" is "{self.nieuw}"'
        what = "ontbreekt" if self.oud else "staat er te veel"
        return f'{self.plaats}: "{self.oud or self.nieuw}" {what}'


@dataclass(frozen=True, slots=True)
class Merk:
    """Where on a paper something is that deserves a look.

    Attributes:
        blad: Which page of the paper, from 1.
        vak: Where on that page, in parts of its width and height.
        stuit: Whether its words are not as issued; else they are dirty, or it is ink.
    """

    blad: int
    vak: Vak
    stuit: bool


@dataclass(frozen=True, slots=True)
class Bezwaar:
    """What is wrong with a paper, in Dutch, and what to do.

    Attributes:
        stuit: Whether the paper is not recorded for it; else that is asked.
    """

    wat: str
    doe: str
    stuit: bool = True


@dataclass(frozen=True, slots=True)
class Gezien:
    """What was seen of one paper.

    Attributes:
        andere: Which other version it is, ``verzonden op 3 januari 2023``; empty for that of now.
        tegen: Whose it is by its text, where its code says otherwise.
        nummers: Which page each of its pages is; None where that is not known.
        totaal: How many pages there should be.
        anders: The words that are not as issued.
        onzeker: The words that are dirty or have a stamp over them, and are not read surely.
        inkt: Where something is written on it; nothing says what.
        plek: Whether that is on the page to sign on, as far as is known.
        digitaal: What there is to say of each digital signature, and whether the paper is not
            recorded for it; None where it holds.
        vreemd: Where pages lie in it or right behind it that were not recognised.
        getekend: Whether it can have been signed: a Word file cannot.
        merken: Where all that was seen is, where its pages are laid out as they were issued.
    """

    andere: str = ""
    tegen: str = ""
    nummers: tuple[int | None, ...] = ()
    totaal: int = 0
    anders: tuple[Anders, ...] = ()
    onzeker: tuple[str, ...] = ()
    inkt: tuple[str, ...] = ()
    plek: bool = True
    digitaal: tuple[tuple[str, bool | None], ...] = ()
    vreemd: str = ""
    getekend: bool = True
    merken: tuple[Merk, ...] = ()

    @property
    def ontbreekt(self) -> tuple[str, ...]:
        """The pages that are not there, where that is known."""
        every = () if None in self.nummers else range(1, self.totaal + 1)
        return tuple(str(number) for number in every if number not in self.nummers)

    def bezwaren(self, wie: str) -> Iterator[Bezwaar]:
        """Give what is wrong with it, the paper of a municipality."""
        if self.tegen:
            what = f"de code is van {wie}, en de tekst van {self.tegen}"
            yield Bezwaar(what, "kijk zelf van wie het papier is")
        if self.andere:
            what = f"dit is een andere versie dan die van nu: {self.andere}"
            yield Bezwaar(what, f"laat {wie} die van nu tekenen, of maak weer die versie")
        if not self.getekend:
            yield Bezwaar("een Word-bestand is niet getekend", "vraag de scan of de PDF")
        yield from self._pages()
        if self.anders:
            places = count(len(self.anders), "plaats", "plaatsen")
            what = f"de tekst is anders dan is uitgegeven, op {places}"
            yield Bezwaar(what, f"vraag {wie} waarom")
        if self.onzeker:
            what = f"er is over geschreven, gestempeld of gemorst: {show_list(self.onzeker, 'en')}"
            yield Bezwaar(what, "lees zelf na wat er staat", stuit=False)
        for told, stuit in self.digitaal:
            if stuit is not None:
                yield Bezwaar(told.rstrip("."), f"laat {wie} opnieuw tekenen", stuit)
        if self.getekend and not (self.inkt or self.digitaal):
            yield Bezwaar("er is geen inkt gezien", "kijk of het is getekend", stuit=False)
        elif self.getekend and not (self.plek or self.digitaal):
            what = "er is geen inkt gezien op de bladzijde om te tekenen"
            yield Bezwaar(what, "kijk of het is getekend", stuit=False)

    def _pages(self) -> Iterator[Bezwaar]:
        if self.ontbreekt:
            of = "ontbreken" if self.ontbreekt[1:] else "ontbreekt"
            what = f"bladzijde {show_list(self.ontbreekt, 'en')} {of}"
            yield Bezwaar(what, "vraag het hele papier, of scan het opnieuw")
        if (order := [number for number in self.nummers if number]) != sorted(order):
            what = f"de bladzijden liggen niet op volgorde: {', '.join(map(str, order))}"
            yield Bezwaar(what, "kijk of het klopt", stuit=False)
        if self.vreemd:
            what = f"er ligt iets bij dat niet is herkend: {self.vreemd}"
            yield Bezwaar(what, "kijk of het bij de overeenkomst hoort", stuit=False)


def filled(oud: str, nieuw: str) -> tuple[Lijn, ...] | None:
    """Return what was written on the lines of a text; None where it differs otherwise as well.

    An empty line counts too. The word behind a line, ``(datum)``, may have gone.
    """
    oud, nieuw = (_text(text.split()) for text in (oud, nieuw))
    pattern, words, at = "", list[str](), 0
    for found in _LIJN.finditer(oud):
        pattern += _spaced(oud[at : found.start()])
        if keuze := found["keuze"]:
            pattern += rf"\s*({'|'.join(map(_spaced, (keuze, *keuze.split('/'))))})\s*"
        else:
            behind = rf"(?:\s*\({_spaced(found['woord'])}\))?" if found["woord"] else ""
            pattern += rf"\s*(.{{0,{_MOST_FILLED}}}?){behind}\s*"
        words.append(found["woord"] or keuze or "")
        at = found.end()
    match = re.fullmatch(pattern + _spaced(oud[at:]), nieuw)
    if match is None:
        return None
    return tuple(zip(words, (text.strip(_FILL) for text in match.groups()), strict=True))


def _spaced(text: str) -> str:
    return r"\s*".join(map(re.escape, text.split()))


def judge(verschil: Verschil) -> tuple[tuple[Anders, ...], tuple[Lijn, ...]]:
    """Return which words are not as issued, and what was written on each line, in order."""
    anders, lijnen = list[Anders](), list[Lijn]()
    for stap in (*verschil.stappen, *verschil.apart):
        if stap.soort is Stapsoort.VERTROKKEN:
            continue
        pieces = [(_text(d.oud), _text(d.oud if d.gelijk else d.nieuw)) for d in stap.delen]
        whole = " ".join(oud for oud, _ in pieces), " ".join(nieuw for _, nieuw in pieces)
        if _LIJN.search(whole[0]) and filled(*whole) is not None:
            pieces = [whole]
        for oud, nieuw in pieces:
            lines = filled(oud, nieuw)
            anders += [Anders(stap.plaats, oud, nieuw)] * (lines is None)
            lijnen += lines or ()
        if stap.soort is Stapsoort.VERPLAATST:
            anders.append(Anders(stap.plaats, f"stond bij {stap.was}", "staat nu hier"))
        elif stap.soort is Stapsoort.HERNUMMERD:
            anders.append(Anders(stap.plaats, *stap.nummers))
    for old, new in product(tuple(anders), repeat=2):  # a line may have become a paragraph
        lines = filled(old.oud, new.nieuw) if _LIJN.search(old.oud) else None
        if lines and not (old.nieuw or new.oud) and {old, new} <= {*anders}:
            anders, lijnen = [each for each in anders if each not in {old, new}], [*lijnen, *lines]
    return tuple(anders), tuple(lijnen)


def _text(words: Iterable[str]) -> str:
    return " ".join(filter(None, map(key_of, words)))


def name_fields(lijnen: Iterable[Lijn], open_velden: Sequence[str]) -> dict[str, str]:
    """Return what was filled in, by field: the open ones stand in the order of the text."""
    found, left = dict[str, str](), [*open_velden]
    for woord, waarde in lijnen:
        known = ((naam, find_veld(naam)) for naam in left)
        veld = next((naam for naam, v in known if woord and woord in {v.invulwoord, v.keuze}), "")
        if veld:
            left.remove(veld)
            found |= {veld: waarde} if waarde else {}
    return found
