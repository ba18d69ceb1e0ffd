"""The rules of the register: what cannot have happened, and why.

Each function yields every objection, as faults for the user; none when all is well.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.convenant import Convenant
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.register import Gebeurtenis, Stand
from overeenkomstgen.kern.statusregel import Dossier
from overeenkomstgen.verwijzing import actie, vak

_MISTAKE = f"is dat een vergissing, verbeter die dan met: {actie('corrigeer')}"
_FUTURE = "ligt in de toekomst; het is vandaag"


@dataclass(frozen=True, slots=True)
class Zaak:
    """What a decision rests on."""

    convenant: Convenant
    gemeente: Gemeente
    stand: Stand
    vandaag: date

    def fault(self, what: str, advice: str) -> Fault:
        """Return an objection."""
        return Fault(self.gemeente.naam, what, advice)

    def wrong_day(self, op: date, what: str, day: date) -> Fault:
        """Return an objection to a day, with another day that it has to do with."""
        what = f"{format_datum(op)} {what} {format_datum(day)}"
        return self.fault(what, f"kijk op het papier en geef de juiste dag met {vak('op')}")


def refuse_signature(
    zaak: Zaak, dossier: Dossier, op: date, *, gewijzigd: bool = False
) -> Iterator[Fault]:
    """Find what is against a signature on a day; ``gewijzigd``: a file is not as published."""
    signed, make = zaak.stand.ondertekening, actie("genereer", zaak.gemeente.naam)
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
        yield from _wrong_day_of_signing(zaak, op)


def refuse_notice(zaak: Zaak, op: date) -> Iterator[Fault]:
    """Find what is against recording notice on a day."""
    notice = zaak.stand.opzegging
    if zaak.stand.ondertekening is None:
        what = "deze gemeente heeft niet getekend, en kan dus niet opzeggen"
        yield zaak.fault(what, f"leg eerst de ondertekening vast met: {actie('onderteken')}")
    elif notice and notice.datum:
        what = f"deze gemeente heeft al opgezegd, op {format_datum(notice.datum)}"
        yield zaak.fault(what, _MISTAKE)
    else:
        yield from _wrong_day_of_notice(zaak, op)


def refuse_correction(zaak: Zaak, van: Gebeurtenis, op: date | None) -> Iterator[Fault]:
    """Find what is against a correction of either; without a day the event is taken back."""
    notice = zaak.stand.opzegging.datum if zaak.stand.opzegging else None
    of_signature = van is Gebeurtenis.ONDERTEKEND
    if zaak.stand.of(van) is None:
        noun = "ondertekening" if of_signature else "opzegging"
        what = f"er is geen {noun} vastgelegd om te verbeteren"
        yield zaak.fault(what, f"kijk wat er wel is vastgelegd met: {actie('status')}")
    elif of_signature and notice and (op is None or op > notice):
        what = f"deze gemeente heeft opgezegd, op {format_datum(notice)}"
        yield zaak.fault(what, "verbeter eerst de opzegging")
    elif op is not None:
        yield from (_wrong_day_of_signing if of_signature else _wrong_day_of_notice)(zaak, op)


def _wrong_day_of_signing(zaak: Zaak, op: date) -> Iterator[Fault]:
    getekend_op, besluit = zaak.convenant.getekend_op, zaak.gemeente.collegebesluit
    if op > zaak.vandaag:
        yield zaak.wrong_day(op, _FUTURE, zaak.vandaag)
    elif op < getekend_op:
        yield zaak.wrong_day(op, "ligt voor de ondertekening van het convenant, op", getekend_op)
    elif besluit and op < besluit:
        yield zaak.wrong_day(op, "ligt voor het collegebesluit van", besluit)


def _wrong_day_of_notice(zaak: Zaak, op: date) -> Iterator[Fault]:
    signed = zaak.stand.ondertekening.datum if zaak.stand.ondertekening else None
    if op > zaak.vandaag:
        yield zaak.wrong_day(op, _FUTURE, zaak.vandaag)
    elif signed and op < signed:
        yield zaak.wrong_day(op, "ligt voor de ondertekening, op", signed)
    elif op > zaak.convenant.einde:
        yield zaak.wrong_day(op, "ligt na het einde van de overeenkomst, op", zaak.convenant.einde)
