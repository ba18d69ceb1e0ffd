"""The register: what happened to the agreements, and what follows from it.

The register is a list of events that only grows. Who has signed, who has given
notice and until when, is computed from the events, never kept beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum


class Gebeurtenis(StrEnum):
    """What an entry of the register records."""

    ONDERTEKEND = "ondertekend"
    OPGEZEGD = "opgezegd"
    GECORRIGEERD = "gecorrigeerd"


@dataclass(frozen=True, slots=True)
class Melding:
    """What is to be recorded: an entry that has no number and moment yet.

    Attributes:
        datum: The day of the event; None in a correction that takes the event back.
        ondertekenaar: Who signed, as it stands on the paper.
        bestand: The filed copy of the signed PDF, relative to the werkmap; empty without one.
        sha256: The fingerprint of that copy.
        betreft: In a correction, the number of the entry that is corrected.
    """

    cbs_code: str
    gemeente: str
    gebeurtenis: Gebeurtenis
    datum: date | None
    ondertekenaar: str = ""
    bestand: str = ""
    sha256: str = ""
    betreft: int | None = None
    opmerking: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inschrijving(Melding):
    """One entry of the register: what was recorded.

    Attributes:
        nummer: Its place in the register, from 1.
        moment: When it was recorded, in UTC.
    """

    nummer: int
    moment: datetime


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a municipality stands now; the entries are as corrected."""

    ondertekening: Inschrijving | None = None
    opzegging: Inschrijving | None = None

    def of(self, gebeurtenis: Gebeurtenis) -> Inschrijving | None:
        """Return the signature or the notice, where there is one."""
        signed = gebeurtenis is Gebeurtenis.ONDERTEKEND
        return self.ondertekening if signed else self.opzegging


NIETS = Stand()
"""The state of a municipality that nothing is recorded of."""


@dataclass(frozen=True, slots=True)
class Opzegdag:
    """The day of the year before which notice counts for the same year (article 1.3)."""

    dag: int
    maand: int

    def check(self) -> Iterator[tuple[str, str, str]]:
        """Yield what cannot be: key, what is wrong, what to do."""
        try:
            date(2023, self.maand, self.dag)
        except (ValueError, OverflowError):
            yield "dag", f"{self.dag}-{self.maand} is geen dag van elk jaar", "verbeter de dag"


def present_states(entries: Iterable[Inschrijving]) -> dict[str, Stand]:
    """Return for each CBS code in the register where that municipality stands.

    A correction takes the place of the entry that it is about, or takes it back. What is
    about a correction is about the event that was corrected.
    """
    standing: dict[int, Inschrijving] = {}
    events: dict[int, int] = {}
    for entry in entries:
        if entry.gebeurtenis is not Gebeurtenis.GECORRIGEERD:
            standing[entry.nummer] = entry
        elif entry.betreft is not None:
            event = events[entry.nummer] = events.get(entry.betreft, entry.betreft)
            former = standing.pop(event, None)
            if former and entry.datum:
                standing[event] = replace(entry, nummer=event, gebeurtenis=former.gebeurtenis)
    states: dict[str, Stand] = {}
    for _, entry in sorted(standing.items()):
        stand = states.get(entry.cbs_code, NIETS)
        if entry.gebeurtenis is Gebeurtenis.ONDERTEKEND:
            states[entry.cbs_code] = replace(stand, ondertekening=entry)
        else:
            states[entry.cbs_code] = replace(stand, opzegging=entry)
    return states


def last_day(opgezegd_op: date, voor: Opzegdag, einde: date) -> date:
    """Return the last day of an agreement after notice (article 1.3).

    Notice before the given day ends the agreement on 31 December of that year, notice
    on or after it a year later; never beyond the term.

    Args:
        opgezegd_op: The day on which notice was given.
        voor: The day before which notice counts for the same year.
        einde: The last day of the term.
    """
    in_time = (opgezegd_op.month, opgezegd_op.day) < (voor.maand, voor.dag)
    return min(date(opgezegd_op.year + (not in_time), 12, 31), einde)
