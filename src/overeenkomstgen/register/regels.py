"""The rules of the register: what cannot have happened, and why.

Each function returns every objection, as faults for the user; none when all is well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.register import Gebeurtenis, Stand
from overeenkomstgen.verwijzing import actie, vak

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from overeenkomstgen.kern.convenant import Convenant
    from overeenkomstgen.kern.gemeente import Gemeente
    from overeenkomstgen.kern.status import Dossier

_DAY = f"kijk op het papier en geef de juiste dag met {vak('op')}"


@dataclass(frozen=True, slots=True)
class Zaak:
    """What a decision rests on.

    Attributes:
        stand: What the register says of the municipality.
        vandaag: The present day.
    """

    convenant: Convenant
    gemeente: Gemeente
    stand: Stand
    vandaag: date


def refuse_signature(
    zaak: Zaak, dossier: Dossier, op: date, *, gewijzigd: bool = False
) -> tuple[Fault, ...]:
    """Return what is against recording a signature.

    Args:
        zaak: The case.
        dossier: What there is of the municipality's agreement.
        op: The day of signing.
        gewijzigd: Whether a file of it is no longer as it was published.
    """
    gemeente, stand = zaak.gemeente, zaak.stand
    if stand.ondertekening and stand.ondertekening.datum:
        day = format_datum(stand.ondertekening.datum)
        return (
            Fault(
                gemeente.naam,
                f"deze gemeente heeft al getekend, op {day}",
                f"is dat een vergissing, verbeter die dan met: {actie('corrigeer')}",
            ),
        )
    if not dossier.complete:
        return (
            Fault(
                gemeente.naam,
                "deze overeenkomst is nog niet gemaakt, in Word en in PDF",
                f"maak haar eerst met: {actie('genereer', gemeente.naam)}",
            ),
        )
    if gewijzigd:
        return (
            Fault(
                gemeente.naam,
                "het Word-bestand of de PDF in uitvoer is gewijzigd nadat het was gemaakt",
                f"maak haar opnieuw met: {actie('genereer', gemeente.naam)}",
            ),
        )
    return tuple(_wrong_day_of_signing(zaak, op))


def refuse_notice(zaak: Zaak, op: date) -> tuple[Fault, ...]:
    """Return what is against recording notice.

    Args:
        zaak: The case.
        op: The day on which notice was given.
    """
    gemeente, stand = zaak.gemeente, zaak.stand
    if stand.ondertekening is None:
        return (
            Fault(
                gemeente.naam,
                "deze gemeente heeft niet getekend, en kan dus niet opzeggen",
                f"leg eerst de ondertekening vast met: {actie('onderteken')}",
            ),
        )
    if stand.opzegging and stand.opzegging.datum:
        day = format_datum(stand.opzegging.datum)
        return (
            Fault(
                gemeente.naam,
                f"deze gemeente heeft al opgezegd, op {day}",
                f"is dat een vergissing, verbeter die dan met: {actie('corrigeer')}",
            ),
        )
    return tuple(_wrong_day_of_notice(zaak, op))


def refuse_correction(zaak: Zaak, van: Gebeurtenis, op: date | None) -> tuple[Fault, ...]:
    """Return what is against a correction of a signature or of a notice.

    Args:
        zaak: The case.
        van: What is corrected.
        op: The right day; None takes the event back.
    """
    gemeente, stand = zaak.gemeente, zaak.stand
    noun = "ondertekening" if van is Gebeurtenis.ONDERTEKEND else "opzegging"
    if stand.of(van) is None:
        return (
            Fault(
                gemeente.naam,
                f"er is geen {noun} vastgelegd om te verbeteren",
                f"kijk wat er wel is vastgelegd met: {actie('status')}",
            ),
        )
    if van is Gebeurtenis.OPGEZEGD:
        return () if op is None else tuple(_wrong_day_of_notice(zaak, op))
    notice = stand.opzegging.datum if stand.opzegging else None
    if notice and (op is None or op > notice):
        return (
            Fault(
                gemeente.naam,
                f"deze gemeente heeft opgezegd, op {format_datum(notice)}",
                "verbeter eerst de opzegging",
            ),
        )
    return () if op is None else tuple(_wrong_day_of_signing(zaak, op))


def _wrong_day_of_signing(zaak: Zaak, op: date) -> Iterator[Fault]:
    convenant, gemeente = zaak.convenant, zaak.gemeente
    if op > zaak.vandaag:
        yield _future(zaak, op)
    elif op < convenant.getekend_op:
        day = format_datum(convenant.getekend_op)
        yield _fault(gemeente, op, f"ligt voor de ondertekening van het convenant, op {day}")
    elif gemeente.collegebesluit and op < gemeente.collegebesluit:
        day = format_datum(gemeente.collegebesluit)
        yield _fault(gemeente, op, f"ligt voor het collegebesluit van {day}")


def _wrong_day_of_notice(zaak: Zaak, op: date) -> Iterator[Fault]:
    convenant, gemeente = zaak.convenant, zaak.gemeente
    signed = zaak.stand.ondertekening.datum if zaak.stand.ondertekening else None
    if op > zaak.vandaag:
        yield _future(zaak, op)
    elif signed and op < signed:
        yield _fault(gemeente, op, f"ligt voor de ondertekening, op {format_datum(signed)}")
    elif op > convenant.einde:
        day = format_datum(convenant.einde)
        yield _fault(gemeente, op, f"ligt na het einde van de overeenkomst, op {day}")


def _future(zaak: Zaak, op: date) -> Fault:
    what = f"ligt in de toekomst; het is vandaag {format_datum(zaak.vandaag)}"
    return _fault(zaak.gemeente, op, what)


def _fault(gemeente: Gemeente, op: date, what: str) -> Fault:
    return Fault(gemeente.naam, f"{format_datum(op)} {what}", _DAY)
