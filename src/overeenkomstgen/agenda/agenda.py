"""The agenda of a werkmap, and the file with which a calendar takes it in.

That is iCalendar (RFC 5545): of each line a whole day, the same one each time (UID), so that who
takes it in twice has it once. What is for now stands on the day of the agenda.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from overeenkomstgen.agenda.agendaregels import Agendaregel, agendaregels
from overeenkomstgen.errors import InputError
from overeenkomstgen.kern.notatie import slug
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.klok import now
from overeenkomstgen.werkmap.invoer import read
from overeenkomstgen.werkmap.werkmap import Werkmap

ENDING = ".ics"
_ESCAPED = re.compile(r"[\\;,]")
_LINE = re.compile(rb".{1,73}(?![\x80-\xbf])")  # 75 octets, the space before a folded one included


@dataclass(frozen=True, slots=True)
class Agenda:
    """What needs someone, on a day, in the werkmap that ``naam`` tells from others."""

    op: date
    moment: datetime
    naam: str
    regels: tuple[Agendaregel, ...]


def maak_agenda(werkmap: Werkmap) -> Agenda:
    """Return what needs someone, by date; InputError or RegisterError as of :func:`.read`."""
    invoer = read(werkmap)
    periode = invoer.periode
    naam = f"{slug(periode.netwerk.korte_naam)}-{periode.convenant.ingang}"
    regels = agendaregels(periode, invoer.status, invoer.regels)
    return Agenda(invoer.vandaag, now(), naam, regels)


def write_ics(found: Agenda, place: Path, say: Callable[[Agendaregel], str]) -> None:
    """Write the agenda for a calendar to a file of the user's, in the place of what stands there.

    ``say`` gives for each line whose it is and what is done about it, in a front's own words.

    Raises:
        InputError: The file is called as something else, which it would take the place of.
        UitvoerError: The file cannot be written.
    """
    if place.suffix.lower() != ENDING:
        what = "een agenda is een bestand met een naam die eindigt op .ics"
        raise InputError.of(str(place), what, f"geef een naam, zoals agenda{ENDING}")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//overeenkomstgen//agenda//NL"]
    lines += [line for regel in found.regels for line in _event(found, regel, say(regel))]
    schijf.write_whole(place, b"".join(map(_fold, (*lines, "END:VCALENDAR"))))


def _event(found: Agenda, regel: Agendaregel, more: str) -> Iterator[str]:
    day = regel.dag or found.op
    yield "BEGIN:VEVENT"
    yield f"UID:{regel.sleutel}.{found.naam}@overeenkomstgen"
    yield f"DTSTAMP:{found.moment:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(regel.wat)}"
    yield f"DESCRIPTION:{_text(more)}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy that day
    yield "END:VEVENT"


def _text(value: str) -> str:
    """Return a text as it is escaped there (3.3.11)."""
    return _ESCAPED.sub(r"\\\g<0>", value).replace("\n", r"\n")


def _fold(line: str) -> bytes:
    """Return a line folded after 75 octets at most (3.1), and never within a character."""
    return b"\r\n ".join(_LINE.findall(line.encode())) + b"\r\n"
