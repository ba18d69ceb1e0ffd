"""The register: what happened to the agreements, and what follows from it.

The register is a list of events that only grows. Who has signed, whose agreement ends or
has passed to another, is computed from the events, never kept beside them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from overeenkomstgen.kern.documentsoort import Voor
from overeenkomstgen.kern.jaardag import Opzegdag, last_day


class Gebeurtenis(StrEnum):
    """What an entry of the register records, with the noun for it, as users say it."""

    naamwoord: str
    """Empty for a correction, which is about another of these."""

    def __new__(cls, value: str, naamwoord: str = "") -> Self:
        """Make one of these."""
        made = str.__new__(cls, value)
        made._value_, made.naamwoord = value, naamwoord
        return made

    ONDERTEKEND = "ondertekend", "ondertekening"
    OPGEZEGD = "opgezegd", "opzegging"
    GECORRIGEERD = "gecorrigeerd"
    BEEINDIGD = "beëindigd", "beëindiging"
    """Ended by agreement of both parties; the day is the last one."""
    OVERGEDRAGEN = "overgedragen", "overdracht"
    """Passed, with all its rights and duties, to the municipality that got the territory (Wet
    algemene regels herindeling, article 44); the day is the first one with that."""
    VERLENGD = "verlengd", "verlenging"
    """Of the whole period, without a municipality; the day is the new last one."""
    MEDEONDERTEKEND = "medeondertekend", "medeondertekening"
    """Signed by the foundation, the other party, on its own day: before or after the municipality.

    Nothing follows from it for who takes part, or until when.
    """


STICHTING = "stichting"
"""Who gave notice or signed, where it is not the municipality."""
PERIODE = ""
"""What stands for a CBS code in what is recorded of the whole period."""


@dataclass(frozen=True, slots=True)
class Melding:
    """What is to be recorded: an entry that has no number and moment yet.

    Attributes:
        datum: The day of the event; None in a correction that takes the event back.
        ondertekenaar: Who signed, as it stands on the paper.
        bestand: The filed copy of the signed PDF, relative to the werkmap; empty without one.
        sha256: The fingerprint of that copy.
        betreft: In a correction, the number of the entry that is corrected.
        aan: The CBS code of the municipality that the agreement passed to.
        door: Who gave notice: :data:`STICHTING`, or empty for the municipality.
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
    aan: str = ""
    door: str = ""


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
    """Where a municipality stands now; the entries are as corrected, by the nouns for them.

    Attributes:
        verlenging: The extension of the period that its agreement goes along with: one recorded
            after it was signed, and before any end of it was.
        getekend_tot: The end of the period as it had been extended by the signature; None
            where it had not.
    """

    ondertekening: Inschrijving | None = None
    opzegging: Inschrijving | None = None
    beeindiging: Inschrijving | None = None
    overdracht: Inschrijving | None = None
    medeondertekening: Inschrijving | None = None
    verlenging: Inschrijving | None = None
    getekend_tot: date | None = None

    def of(self, gebeurtenis: Gebeurtenis) -> Inschrijving | None:
        """Return what was recorded of such an event, where it was; of a correction nothing."""
        found: Inschrijving | None = getattr(self, _key(gebeurtenis), None)
        return found

    def met(self, gebeurtenis: Gebeurtenis, entry: Inschrijving | None) -> "Stand":
        """Return the same with this recorded of such an event, or nothing."""
        changed: dict[str, Any] = {_key(gebeurtenis): entry}
        return replace(self, **changed)

    def van(self, voor: Voor) -> Inschrijving | None:
        """Return the entry for which a municipality is one of these; None where it is not."""
        by_stichting = self.opzegging is not None and self.opzegging.door == STICHTING
        ends = self.opzegging or self.beeindiging
        return {
            Voor.GETEKEND: self.ondertekening,
            Voor.OPGEZEGD: None if by_stichting else self.opzegging,
            Voor.OPGEZEGD_DOOR_STICHTING: self.opzegging if by_stichting else None,
            Voor.BEEINDIGD: self.beeindiging,
            Voor.OVERGEDRAGEN: self.overdracht,
            Voor.VERLENGD: None if ends else self.verlenging,
        }.get(voor)

    def einde(self, einde: date, opzeggen_voor: Opzegdag) -> tuple[date, bool]:
        """Return the last day of the agreement, and whether it was ended.

        ``einde`` is that of the period as it was signed. Notice, and an end that was agreed,
        hold against the period as it had been extended by then; the first of them counts.
        """
        verlengd_tot = self.verlenging.datum if self.verlenging else self.getekend_tot
        days = [verlengd_tot or einde]
        if self.opzegging and self.opzegging.datum:
            days.append(last_day(self.opzegging.datum, opzeggen_voor, days[0]))
        if self.beeindiging and self.beeindiging.datum:
            days.append(self.beeindiging.datum)
        return min(days), len(days) > 1


def _key(gebeurtenis: Gebeurtenis) -> str:
    return gebeurtenis.naamwoord.replace("ë", "e")


NIETS = Stand()
"""The state of a municipality that nothing is recorded of."""


def present_states(entries: Iterable[Inschrijving]) -> dict[str, Stand]:
    """Return for each CBS code in the register where that municipality stands.

    A correction takes the place of the entry that it is about, or takes it back. What is
    about a correction is about the event that was corrected. Of an extension, :data:`PERIODE`
    has the last one.
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
        wat, code, whose = entry.gebeurtenis, entry.cbs_code, {entry.cbs_code}
        if wat is Gebeurtenis.VERLENGD:  # for who has no end
            going = (who for who, s in states.items() if not (s.opzegging or s.beeindiging))
            whose = {PERIODE, *going}
        elif wat is Gebeurtenis.ONDERTEKEND:
            stand = states.get(code, NIETS)
            states[code] = replace(stand, getekend_tot=extended_to(states))
        states |= {who: states.get(who, NIETS).met(wat, entry) for who in whose}
    return states


def extended_to(states: Mapping[str, Stand]) -> date | None:
    """Return the day to which the period was extended last; None where it was not."""
    verlenging = states.get(PERIODE, NIETS).verlenging
    return verlenging.datum if verlenging else None


def holder(states: Mapping[str, Stand], cbs_code: str, op: date) -> str:
    """Return who has the agreement of a municipality on a day: itself, or a successor."""
    for _ in states:  # who has an agreement can pass to another as well, each of them once
        passed = states.get(cbs_code, NIETS).overdracht
        if passed is None or passed.datum is None or passed.datum > op:
            break
        cbs_code = passed.aan
    return cbs_code


def lijstwijzigingen(entries: Iterable[Inschrijving]) -> Iterator[Inschrijving]:
    """Yield the entries that change who stands on the list of who has signed, or with what day.

    The correction of anything else, such as a scan, does not; nor does what the foundation signs.
    """
    days: dict[int, date | None] = {}
    events: dict[int, int] = {}
    unlisted = {Gebeurtenis.GECORRIGEERD, Gebeurtenis.MEDEONDERTEKEND}
    for entry in entries:
        event, is_new = entry.nummer, entry.gebeurtenis not in unlisted
        if entry.betreft is not None:
            event = events[entry.nummer] = events.get(entry.betreft, entry.betreft)
        if is_new or days.get(event) is not None:
            if days.get(event) != entry.datum:
                yield entry
            days[event] = entry.datum


def versie(entries: Iterable[Inschrijving]) -> int:
    """Return the version of the list of who has signed, from 1: one more for each change of it."""
    return 1 + sum(1 for _ in lijstwijzigingen(entries))
