"""The rules of the register: what cannot have happened, and why.

Each function yields every objection, as faults for the user; none when all is well.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.convenant import LANGSTE, Convenant
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.register import Gebeurtenis, Inschrijving, Stand
from overeenkomstgen.kern.statusregel import Dossier
from overeenkomstgen.verwijzing import actie, vak

_MISTAKE = f"is dat een vergissing, verbeter die dan met: {actie('corrigeer')}"
_TEKENEN = {Gebeurtenis.ONDERTEKEND, Gebeurtenis.MEDEONDERTEKEND}
"""What either party does, in whichever order."""
_LATER = (Gebeurtenis.OPGEZEGD, Gebeurtenis.BEEINDIGD, Gebeurtenis.OVERGEDRAGEN)
"""What can happen to an agreement that was signed, and not before that."""


@dataclass(frozen=True, slots=True)
class Zaak:
    """What a decision rests on.

    Attributes:
        gemeente: None where it is about the whole period.
        dagvak: A reference to the box in which the day is given.
    """

    convenant: Convenant
    gemeente: Gemeente | None
    stand: Stand
    vandaag: date
    dagvak: str = vak("op")

    @property
    def naam(self) -> str:
        """What it is about, as users call it."""
        return self.gemeente.naam if self.gemeente else "de overeenkomsten"

    def fault(self, what: str, advice: str) -> Fault:
        """Return an objection."""
        return Fault(self.naam, what, advice)

    def wrong_day(self, op: date, what: str, day: date) -> Fault:
        """Return an objection to a day, with another day that it has to do with."""
        what = f"{format_datum(op)} {what} {format_datum(day)}"
        return self.fault(what, f"kijk op het papier en geef de juiste dag met {self.dagvak}")


def refuse_signature(
    zaak: Zaak, dossier: Dossier, op: date, *, gewijzigd: bool = False
) -> Iterator[Fault]:
    """Find what is against a signature on a day; ``gewijzigd``: a file is not as published."""
    signed, make = zaak.stand.ondertekening, actie("genereer", zaak.naam)
    if signed and signed.datum:
        what = f"deze gemeente heeft al getekend, op {format_datum(signed.datum)}"
        yield zaak.fault(what, _MISTAKE)
    elif not dossier.complete:
        what = "deze overeenkomst is nog niet gemaakt, in Word en in PDF"
        yield zaak.fault(what, f"maak haar eerst met: {make}")
    elif gewijzigd:
        what = "het Word-bestand of de PDF in uitvoer is gewijzigd nadat het was gemaakt"
        yield zaak.fault(what, f"maak haar opnieuw met: {make}")
    else:
        yield from _wrong_day(zaak, Gebeurtenis.ONDERTEKEND, op)


def refuse_event(zaak: Zaak, wat: Gebeurtenis, op: date) -> Iterator[Fault]:
    """Find what is against recording on a day what happened to an agreement that was signed."""
    former = zaak.stand.of(wat)
    if zaak.stand.ondertekening is None:
        what = f"deze gemeente heeft niet getekend; er is geen overeenkomst die wordt {wat}"
        if wat in _TEKENEN:
            what = (
                "haar eigen handtekening staat nog niet in het register; die komt eerst, ook als "
                "de stichting eerder tekende"
            )
        yield zaak.fault(what, f"leg eerst de ondertekening vast met: {actie('onderteken')}")
    elif former and former.datum:
        what = f"er is al een {wat.naamwoord} vastgelegd, van {format_datum(former.datum)}"
        yield zaak.fault(what, _MISTAKE)
    else:
        yield from _wrong_day(zaak, wat, op)


def refuse_successor(
    zaak: Zaak, opvolger: Gemeente, van_opvolger: Stand, per: date
) -> Iterator[Fault]:
    """Find what is against the agreement passing on a day to another municipality."""
    passed = van_opvolger.overdracht
    if zaak.gemeente == opvolger:
        what = "een overeenkomst gaat over op een andere gemeente, niet op dezelfde"
        yield zaak.fault(what, f"noem de opvolger met {vak('aan')}")
    elif passed and passed.datum:
        what = f"{opvolger.naam} is zelf per {format_datum(passed.datum)} opgegaan in een ander"
        yield zaak.fault(what, f"noem met {vak('aan')} de gemeente die er dan nog is")
    elif opvolger.toetreding and per < opvolger.toetreding:
        what = f"ligt voor de toetreding van {opvolger.naam}, op"
        yield zaak.wrong_day(per, what, opvolger.toetreding)


def refuse_extension(zaak: Zaak, tot: date) -> Iterator[Fault]:
    """Find what is against extending the period to a day."""
    last, years = zaak.convenant.laatste_dag, tot.year - zaak.convenant.ingang.year
    if tot <= last:
        yield zaak.wrong_day(tot, "ligt niet na de laatste dag van nu,", last)
    elif years > LANGSTE:
        yield zaak.wrong_day(tot, f"ligt {years} jaar na de ingang, op", zaak.convenant.ingang)


def refuse_correction(zaak: Zaak, van: Gebeurtenis, op: date | None) -> Iterator[Fault]:
    """Find what is against a correction; without a day the event is taken back."""
    if zaak.stand.of(van) is None:
        what = f"er is geen {van.naamwoord} vastgelegd om te verbeteren"
        yield zaak.fault(what, f"kijk wat er wel is vastgelegd met: {actie('status')}")
    elif van is Gebeurtenis.ONDERTEKEND and (found := _first(zaak, op)) and found.datum:
        noun = found.gebeurtenis.naamwoord
        what = f"er is een {noun} vastgelegd, van {format_datum(found.datum)}"
        yield zaak.fault(what, f"verbeter eerst de {noun}")
    elif op is not None and van is Gebeurtenis.VERLENGD:
        yield from refuse_extension(replace(zaak, convenant=replace(zaak.convenant, tot=None)), op)
    elif op is not None:
        yield from _wrong_day(zaak, van, op)


def _first(zaak: Zaak, op: date | None) -> Inschrijving | None:
    """Return what was recorded that cannot be without a signature, or before its new day."""
    either = () if op else (Gebeurtenis.MEDEONDERTEKEND,)
    later = filter(None, map(zaak.stand.of, (*_LATER, *either)))
    return next((e for e in later if e.datum and (op is None or op > e.datum)), None)


def _wrong_day(zaak: Zaak, wat: Gebeurtenis, op: date) -> Iterator[Fault]:
    """Find what is against a day of such an event; an end or a transfer can be to come."""
    signed, others = zaak.stand.ondertekening, zaak.stand.met(wat, None)
    einde, _ = others.einde(zaak.convenant.einde, zaak.convenant.opzeggen_voor)
    besluit = zaak.gemeente.collegebesluit if zaak.gemeente else None
    if wat in {*_TEKENEN, Gebeurtenis.OPGEZEGD} and op > zaak.vandaag:
        yield zaak.wrong_day(op, "ligt in de toekomst; het is vandaag", zaak.vandaag)
    elif wat in _TEKENEN:
        start = zaak.convenant.getekend_op
        if op < start:
            yield zaak.wrong_day(op, "ligt voor de ondertekening van het convenant, op", start)
        elif besluit and op < besluit and wat is Gebeurtenis.ONDERTEKEND:
            yield zaak.wrong_day(op, "ligt voor het collegebesluit van", besluit)
    elif signed and signed.datum and op < signed.datum:
        yield zaak.wrong_day(op, "ligt voor de ondertekening, op", signed.datum)
    elif op > einde:
        yield zaak.wrong_day(op, "ligt na het einde van de overeenkomst, op", einde)
