"""The register: what happened to the agreements, and what follows from it.

The register is a list of events that only grows. Who has signed, who has given
notice and until when, is computed from the events, never kept beside them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from overeenkomstgen.kern.documentsoort import Voor


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
        getuige: What documents tell of its row; of an entry as corrected, that of the correction.
    """

    nummer: int
    moment: datetime
    getuige: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a municipality stands now; the entries are as corrected."""

    ondertekening: Inschrijving | None = None
    opzegging: Inschrijving | None = None

    def of(self, gebeurtenis: Gebeurtenis) -> Inschrijving | None:
        """Return the signature or the notice, where there is one."""
        return self.ondertekening if gebeurtenis is Gebeurtenis.ONDERTEKEND else self.opzegging

    def getuige(self, voor: Voor) -> str:
        """Return what a document for these municipalities tells of the row that it rests on."""
        rests_on = {Voor.GETEKEND: self.ondertekening, Voor.OPGEZEGD: self.opzegging}.get(voor)
        return rests_on.getuige if rests_on else ""


NIETS = Stand()
"""The state of a municipality that nothing is recorded of."""


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
