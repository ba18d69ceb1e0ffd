"""Reading papers: each held against the agreements as they were issued, to propose what it is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from operator import attrgetter

from overeenkomstgen.errors import Fault, InputError
from overeenkomstgen.inname.beeld import Bladvergelijking, find_ink
from overeenkomstgen.inname.beeld import compare as compare_pictures
from overeenkomstgen.inname.blad import FIJN, Blad, Bladen, Vak
from overeenkomstgen.inname.bladen import is_blank, pictured, place_of, put_together
from overeenkomstgen.inname.bladoordeel import judge_pages, where
from overeenkomstgen.inname.codes import read_codes
from overeenkomstgen.inname.gelezen import Gelezenblad, read_page, settled
from overeenkomstgen.inname.handtekening import NIET_NAGEGAAN, Handtekening, read_signatures
from overeenkomstgen.inname.herkenning import Herkend, Kenner, Uitgave, beside, papers, uitgaven
from overeenkomstgen.inname.oordeel import Bezwaar, Gezien, Lijn, judge, name_fields
from overeenkomstgen.inname.voorstel import Innamevoorstel
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.waarden import WaardeError, parse_datum
from overeenkomstgen.proef.vergelijking import flat
from overeenkomstgen.register.regels import refuse_signature
from overeenkomstgen.register.vastlegging import zaak_of
from overeenkomstgen.velden.velden import find_veld
from overeenkomstgen.vergelijken.vergelijken import compare
from overeenkomstgen.vergelijken.versies import Brondocument, make_versies, read_woord
from overeenkomstgen.verwijzing import ZELF, actie
from overeenkomstgen.werkmap.invoer import Invoer

_STRANGE = "hierop is geen overeenkomst van deze werkmap herkend"
_BLANK = "hierop staat niets"
_LOOK = "kijk wat het is; hoort het erbij, scan het dan opnieuw"
_PAGES = 8  # that OCR read last, which are kept: a page is recognised, and then compared
_FEW = 3  # places that differ; with more a page may be laid out otherwise, though much fits
_DATUM, _NAAM = "ondertekening.datum", "ondertekenaar.naam"

Gelezen = tuple[list[Innamevoorstel], list[Fault]]
"""What is proposed of what was read, and what of it is no paper."""


@dataclass(frozen=True, slots=True)
class _Gehouden:
    """A paper held against a version of the agreement.

    Attributes:
        gescand: Whether what was filled in was read in a picture, where a pen reads as anything.
    """

    uitgave: Uitgave
    gezien: Gezien
    lijnen: tuple[Lijn, ...] = ()
    gescand: bool = False
    handtekeningen: tuple[Handtekening, ...] = ()

    def places(self) -> int:
        return len(self.gezien.anders)


class Lezer:
    """Knows all agreements of a werkmap as they were issued, and reads papers by them.

    ``register`` is for whether the register can be against a paper as well.
    """

    def __init__(self, invoer: Invoer, *, register: bool = True) -> None:
        self._invoer, self._register = invoer, register
        self._uitgaven: dict[str, list[Uitgave]] = defaultdict(list)
        for each in uitgaven(invoer):
            self._uitgaven[each.gemeente.cbs_code].append(each)
        self._read_page = lru_cache(maxsize=_PAGES)(_read_page)
        self._compare = cache(_compare)

    @cached_property
    def _kenner(self) -> Kenner:
        return Kenner([each for own in self._uitgaven.values() for each in own])

    def read(self, delen: Sequence[Bladen]) -> Gelezen:
        """Read files whose pages follow each other, or one Word file."""
        if not delen[0].bladen:
            return self._read_word(delen[0])
        bladen = [
            self._recognise(blad, beeld=blad.nummer in pictures)
            for deel in delen
            for pictures in [pictured(deel)]
            for blad in deel.bladen
        ]
        every = [each.blad for each in bladen]
        found, loose = papers(bladen, lambda code: len(self._uitgaven[code][0].bladen))
        leeg = [each.blad for each in loose if each.leeg]
        delen = [replace(d, bladen=tuple(b for b in d.bladen if b not in leeg)) for d in delen]
        strange = [each.blad for each in loose if not each.leeg]
        faults = [Fault(place_of(strange), _STRANGE, _LOOK)] if strange else []
        if not (found or strange):
            faults.append(Fault(place_of(every), _BLANK, _LOOK))
        own = [self._propose(paper, delen, beside(paper, strange, every)) for paper in found]
        return own, faults

    def _read_word(self, papier: Bladen) -> Gelezen:
        try:
            bron = read_woord(papier.inhoud, papier.bron)
        except InputError as error:
            return [], [*error.faults]
        found = self._kenner.recognise(bron.text)
        if found is None:
            return [], [Fault(papier.bron, _STRANGE, _LOOK)]
        held = self._held(self._uitgaven[found[0]], bron, Gezien(getekend=False))
        return [self._proposal(held, (papier.bron,), papier.bron, papier.inhoud)], []

    def _recognise(self, blad: Blad, *, beeld: bool) -> Herkend:
        if is_blank(blad):
            return Herkend(blad, leeg=True)
        read = read_codes(blad.beeld(FIJN), FIJN) or read_codes(blad.beeld())
        jaar = self._invoer.periode.convenant.ingang.year % 100
        own = {c for c, _ in read if c.periode == jaar and c.cbs_code in self._uitgaven}
        page = Herkend(blad, blad.tekst, beeld=beeld, codes=tuple(vak for _, vak in read))
        if len(own) == 1:
            (code,) = own
            page = replace(page, code=code, cbs_code=code.cbs_code, nummer=code.bladzijde)
            if beeld:
                for each in (u for u in self._uitgaven[code.cbs_code] if u.is_of(code)):
                    self._compare(page, each)  # while it is drawn
                return page
        if beeld:
            page = replace(page, tekst=self._read_page(blad, page.codes).tekst)
        whose, nummer, totaal = self._kenner.recognise(page.tekst) or ("", None, None)
        if page.code is None:
            return replace(page, cbs_code=whose, nummer=nummer, totaal=totaal)
        tegen = self._uitgaven[whose][0].gemeente.naam if whose not in {"", page.cbs_code} else ""
        return replace(page, totaal=totaal, tegen=tegen)

    def _propose(
        self, paper: Sequence[Herkend], delen: Sequence[Bladen], erbij: Sequence[Blad]
    ) -> Innamevoorstel:
        bladen, own = [each.blad for each in paper], self._uitgaven[paper[0].cbs_code]
        codes = [each.code for each in paper if each.code]
        named = [each for each in own if any(map(each.is_of, codes))]
        totaal = next((each.totaal for each in paper if each.totaal), len(own[0].bladen))
        tegen = next((each.tegen for each in paper if each.tegen), "")
        numbers = tuple(each.nummer for each in paper)
        gezien = Gezien(tegen=tegen, nummers=numbers, totaal=totaal, vreemd=place_of(erbij))
        if codes and not named:
            gezien = replace(gezien, andere="die is niet als verzonden bewaard")
        held = self._compared(paper, named or own, gezien)
        bronnen = tuple(dict.fromkeys(each.bron for each in bladen))
        pdfs = [each for each in delen if each.bron in bronnen and each.soort == "pdf"]
        signed = [sign for each in pdfs for sign in read_signatures(each.inhoud, each.bron)]
        held = replace(held, handtekeningen=tuple(signed))
        inhoud, pages = put_together(bladen, delen)
        return replace(self._proposal(held, bronnen, place_of(bladen), inhoud), bladen=pages)

    def _compared(
        self, paper: Sequence[Herkend], own: Sequence[Uitgave], gezien: Gezien
    ) -> _Gehouden:
        """Hold a paper against versions: its pictures, and its text where that is no picture's.

        Pages that are laid out otherwise are read; a text counts only where it is what is seen.
        """
        seen = [held for each in own if (held := self._seen(each, paper, gezien))]
        best = min(seen, key=_Gehouden.places, default=None)
        if not any(each.beeld for each in paper):
            bron = Brondocument("het papier", tuple(each.tekst for each in paper))
            held = self._held(own, bron, gezien)
            if not best or best.uitgave is not held.uitgave or best.places() > _FEW:
                best = self._read(paper, [held.uitgave], gezien)  # text can lie behind what is seen
            seen_too = {name: getattr(best.gezien, name) for name in ("inkt", "plek", "merken")}
            both = replace(held.gezien, **seen_too)
            return replace(held, gezien=both if both.anders else best.gezien)
        if best and best.places() <= _FEW:
            return best
        return min([*seen, self._read(paper, own, gezien)], key=_Gehouden.places)

    def _seen(self, uitgave: Uitgave, paper: Sequence[Herkend], gezien: Gezien) -> _Gehouden | None:
        """Hold pictures of pages against those issued; None where one is laid out otherwise."""
        bladen = list[Bladvergelijking]()
        for each in paper:
            found = self._compare(each, uitgave)
            if not found:
                return None
            bladen.append(found)
        gezien, lijnen = judge_pages(gezien, bladen, uitgave.tekenblad)
        return _Gehouden(uitgave, _named(gezien, uitgave), lijnen, gescand=True)

    def _read(self, paper: Sequence[Herkend], own: Sequence[Uitgave], gezien: Gezien) -> _Gehouden:
        """Hold the text of pictures against versions, laid out as it may be."""
        read = [self._read_page(each.blad, each.codes) for each in paper]
        texts = [settled(read, [*each.gedrukt.values()]) for each in own]
        held = min(
            (
                self._held([each], Brondocument("het papier", text), gezien)
                for each, text in zip(own, texts, strict=True)
            ),
            key=_Gehouden.places,
        )
        pages = zip(paper, read, strict=True)
        inkt = tuple(where(each.nummer, spot) for each, page in pages for spot in find_ink(page))
        return replace(held, gescand=True, gezien=replace(held.gezien, inkt=inkt))

    def _held(self, own: Sequence[Uitgave], bron: Brondocument, gezien: Gezien) -> _Gehouden:
        """Hold a text against versions of an agreement; the first that it is most like is it."""
        numbers = gezien.nummers if gezien.ontbreekt else ()
        judged = [(each, judge(compare(*make_versies(each.bron(numbers), bron)))) for each in own]
        uitgave, (anders, lijnen) = min(judged, key=lambda each: len(each[1][0]))
        return _Gehouden(uitgave, _named(replace(gezien, anders=anders), uitgave), lijnen)

    def _proposal(
        self, held: _Gehouden, bronnen: tuple[str, ...], plaats: str, inhoud: bytes
    ) -> Innamevoorstel:
        gemeente = held.uitgave.gemeente
        ingevuld = name_fields(held.lijnen, held.uitgave.regel.open_fields)
        known = {} if held.gescand else ingevuld
        op, vanwaar = _day(held.uitgave, known, held.handtekeningen)
        verdicts = ((f"{sign} {NIET_NAGEGAAN}", sign.stuit) for sign in held.handtekeningen)
        gezien = replace(held.gezien, digitaal=tuple(verdicts))
        against = self._recorded(gemeente, op) if self._register else ()
        signed = self._invoer.stand(gemeente).ondertekening
        return Innamevoorstel(
            *(gemeente, bronnen, plaats, inhoud, gezien),
            bezwaren=(*against, *gezien.bezwaren(gemeente.naam)),
            op=op,
            vanwaar=vanwaar,
            ondertekenaar=known.get(_NAAM),
            voor_de_tabel=tuple(self._cells(gemeente, ingevuld)),
            vastgelegd=bool(signed and signed.sha256 == sha256(inhoud).hexdigest()),
        )

    def _cells(self, gemeente: Gemeente, ingevuld: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Give the cells that are empty, and what was filled in for them."""
        for veld, waarde in ((find_veld(naam), waarde) for naam, waarde in ingevuld.items()):
            known = not veld.kolom or attrgetter(veld.attribuut)(gemeente)
            if self._invoer.tabel and not known:
                yield self._invoer.tabel.place(gemeente.rij, veld.kolom), waarde

    def _recorded(self, gemeente: Gemeente, op: date | None) -> Iterator[Bezwaar]:
        """Find what is against a signature, by the rules of the register."""
        invoer, signed = self._invoer, self._invoer.stand(gemeente).ondertekening
        if signed and not signed.bestand:
            again = actie("corrigeer", gemeente.naam, bestand=ZELF, reden=ZELF)
            yield Bezwaar("dit is al vastgelegd, zonder scan", f"bewaar haar met: {again}")
            return
        about = zaak_of(invoer, gemeente), invoer.dossiers[gemeente.cbs_code]
        changed, day = invoer.is_changed(gemeente), op or invoer.vandaag
        for fault in refuse_signature(*about, day, gewijzigd=changed):
            yield Bezwaar(fault.what, fault.advice)


def _compare(page: Herkend, uitgave: Uitgave) -> Bladvergelijking | None:
    issued = uitgave.gedrukt.get(page.nummer or 0)
    return compare_pictures(page.blad.beeld(FIJN, page.codes), issued, FIJN) if issued else None


def _read_page(blad: Blad, codes: tuple[Vak, ...]) -> Gelezenblad:
    return read_page(blad.beeld(bedekt=codes))


def _named(gezien: Gezien, uitgave: Uitgave) -> Gezien:
    """Say which version it is, where that is not the one of now."""
    if gezien.andere or not uitgave.verzonden:
        return gezien
    return replace(gezien, andere=f"verzonden op {format_datum(uitgave.verzonden)}")


def _day(
    uitgave: Uitgave, ingevuld: Mapping[str, str], signed: Iterable[Handtekening]
) -> tuple[date | None, str]:
    """Return the day of signing that the text says, filled in or printed, or else a signature."""
    with suppress(WaardeError):
        return parse_datum(ingevuld.get(_DATUM, "")), "wat is ingevuld"
    day = uitgave.gemeente.datum_ondertekening
    if day and flat(format_datum(day)) in flat("".join(uitgave.bladen)):
        return day, "de tekst"
    moments = sorted(each.moment for each in signed if each.stuit is None and each.moment)
    return (moments[0].date(), "de digitale handtekening") if moments else (None, "")
