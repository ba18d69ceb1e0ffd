"""The agenda: on six days of one story what needs someone, and the file of it for a calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from icalendar import Calendar

from hulp.uitvoeren import Ran, call_program
from hulp.values import DEVENTER, FACTUUR, periode
from overeenkomstgen.agenda.agenda import Agenda, write_ics
from overeenkomstgen.agenda.agendaregels import Agendaregel, agendaregels
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.cli.scherm import in_words
from overeenkomstgen.errors import InputError
from overeenkomstgen.kern.register import Gebeurtenis, Inschrijving, present_states
from overeenkomstgen.kern.status import Status, make_status
from overeenkomstgen.kern.zending import Zending
from overeenkomstgen.verwijzing import zeg

PERIODE = periode()
CODES = {"Almelo": "GM0141", "Deventer": "GM0150", "Hengelo": "GM0164", "Zwolle": "GM0193"}
GEMEENTEN = [replace(DEVENTER, naam=naam, cbs_code=code) for naam, code in CODES.items()]
GETEKEND, OPGEZEGD = Gebeurtenis.ONDERTEKEND, Gebeurtenis.OPGEZEGD
MEDE, BEEINDIGD = Gebeurtenis.MEDEONDERTEKEND, Gebeurtenis.BEEINDIGD

# What was recorded, when, of whom, of which day, and with which scan.
REGISTER = [
    ("2023-01-12", "Deventer", GETEKEND, "2023-01-10", "scan.pdf"),
    ("2023-02-02", "Zwolle", GETEKEND, "2023-02-01", ""),
    ("2023-02-22", "Deventer", MEDE, "2023-02-22", ""),
    ("2023-02-27", "Almelo", GETEKEND, "2023-02-25", "scan.pdf"),
    ("2023-03-20", "Hengelo", GETEKEND, "2023-03-20", "scan.pdf"),
    ("2023-03-21", "Zwolle", MEDE, "2023-03-21", "scan.pdf"),
    ("2023-03-21", "Almelo", MEDE, "2023-03-21", ""),
    ("2023-03-21", "Hengelo", MEDE, "2023-03-21", ""),
    ("2023-05-22", "Almelo", OPGEZEGD, "2023-05-20", ""),
    ("2025-11-10", "Zwolle", BEEINDIGD, "2026-06-30", ""),
]
# What was sent: when, what, to whom, which one, and of which year.
ZENDINGEN = [
    *(("2023-01-09", "aanbiedingsbrief", naam, 1, None) for naam in CODES),
    ("2023-02-16", "herinnering", "Almelo", 1, None),
    ("2023-02-21", "herinnering", "Hengelo", 1, None),
    ("2023-02-21", "ontvangstbevestiging", "Deventer", 1, None),
    *(("2023-02-28", "bijlage-3", naam, 4, None) for naam in ("Almelo", "Deventer")),
    ("2023-03-16", "factuurbrief", "Deventer", 1, 2023),
    *(("2023-06-02", "bijlage-3", naam, 6, None) for naam in CODES),
    *(("2023-07-01", "factuurbrief", naam, 1, 2023) for naam in ("Almelo", "Hengelo", "Zwolle")),
    ("2023-07-01", "opzegbevestiging", "Almelo", 1, None),
    *(
        (f"{jaar}-02-01", "factuurbrief", naam, 1, jaar)
        for jaar in (2024, 2025)
        for naam in ("Deventer", "Hengelo", "Zwolle")
    ),
    ("2025-11-11", "bijlage-3", "Zwolle", 7, None),
    *((f"{jaar}-02-01", "factuurbrief", "Deventer", 1, jaar) for jaar in (2026, 2027)),
    *((f"{jaar}-02-01", "factuurbrief", "Hengelo", 1, jaar) for jaar in (2026, 2027)),
    ("2026-02-01", "factuurbrief", "Zwolle", 1, 2026),
    *(("2026-02-01", "bijlage-3", naam, 7, None) for naam in ("Deventer", "Hengelo")),
]
# The invoices: when, whose, and of which year.
FACTUREN = [
    *(("2023-03-15", naam, 2023) for naam in ("Almelo", "Deventer", "Zwolle")),
    ("2023-06-20", "Hengelo", 2023),
    *(
        (f"{jaar}-01-15", naam, jaar)
        for jaar in (2024, 2025)
        for naam in ("Deventer", "Hengelo", "Zwolle")
    ),
    ("2025-01-20", "Almelo", 2025),  # by mistake
    *(("2026-01-15", naam, 2026) for naam in ("Deventer", "Hengelo", "Zwolle")),
    *(("2027-01-15", naam, 2027) for naam in ("Deventer", "Hengelo")),
]
# The letters that were made: when, what, whose.
BRIEVEN = [
    *(("2023-01-05", "Aanbiedingsbrief", naam) for naam in CODES),
    *(("2023-02-15", "Herinnering", naam) for naam in ("Almelo", "Hengelo")),
    ("2023-02-15", "Ontvangstbevestiging", "Deventer"),
    ("2023-05-22", "Opzegbevestiging", "Almelo"),
]


def status_on(op: date) -> Status:
    entries = [
        Inschrijving(
            *(CODES[naam], naam, wat, date.fromisoformat(dag)),
            bestand=f"ondertekend/{scan}" if scan else "",
            nummer=number,
            moment=datetime.fromisoformat(f"{then}T09:00:00+00:00"),
        )
        for number, (then, naam, wat, dag, scan) in enumerate(REGISTER, 1)
        if date.fromisoformat(then) <= op
    ]
    numbers = {(naam, jaar): f"P31-{jaar}-{n:03}" for n, (_, naam, jaar) in enumerate(FACTUREN, 1)}
    zendingen = [
        Zending(
            *(soort, CODES[naam], naam, date.fromisoformat(dag), which, "", "", jaar),
            factuurnummer=numbers[naam, jaar] if jaar else "",
        )
        for dag, soort, naam, which, jaar in ZENDINGEN
        if date.fromisoformat(dag) <= op
    ]
    facturen = tuple(
        replace(
            FACTUUR,
            nummer=numbers[naam, jaar],
            cbs_code=CODES[naam],
            gemeente=naam,
            jaar=jaar,
            datum=date.fromisoformat(dag),
            overschot=Decimal(0),
        )
        for dag, naam, jaar in FACTUREN
        if date.fromisoformat(dag) <= op
    )
    found = make_status(PERIODE, GEMEENTEN, present_states(entries), {}, op)
    return found.met(facturen, zendingen, entries)


def shown(op: str) -> str:
    day = date.fromisoformat(op)
    gemaakt = {(soort, CODES[naam], "", "") for dag, soort, naam in BRIEVEN if dag <= op}
    return "".join(
        f"{regel.dag or 'nu'} | {regel.wat} | {', '.join(regel.wie) or '-'} | {_doe(regel)}\n"
        for regel in agendaregels(PERIODE, status_on(day), gemaakt)
    )


def _doe(regel: Agendaregel) -> str:
    return zeg(regel.doe, in_words).replace("overeenkomstgen ", "") or "-"


ALLE = "Almelo, Deventer, Hengelo, Zwolle"
JAARPLAN = "Jaarplan vastgesteld door het Dagelijks Bestuur, uiterlijk in maart"
LAATSTE = "Convenant geëvalueerd, in de eerste helft van het laatste jaar"
EINDE = "Laatste dag van de periode, als zij niet wordt verlengd"
BY_HAND = {
    "2023-01-05": f"""\
nu | Aanbiedingsbrieven verzenden | {ALLE} | verzend "aanbiedingsbrief"
2023-02-15 | Herinneren aan de overeenkomst | {ALLE} | genereer --soort herinnering
2023-03-01 | Getekende overeenkomst binnen | {ALLE} | status --ontbrekend
2023-03-01 | Jaarplan gereed, in het eerste jaar | - | -
2023-03-02 | Herinneren aan de overeenkomst | {ALLE} | genereer --soort herinnering
2023-03-31 | {JAARPLAN} | - | -
2023-07-31 | Jaarplan geëvalueerd, in juli | - | -
2023-11-30 | Jaarplan geëvalueerd, in november | - | -
2024-01-01 | Jaarplan gereed | - | -
2027-06-30 | {LAATSTE} | - | -
""",
    "2023-02-20": f"""\
nu | Handtekening van de stichting vastleggen | Deventer, Zwolle | onderteken --namens stichting
nu | Scan van wat is getekend bewaren | Zwolle | corrigeer --bestand PDF --reden TEKST
nu | Herinneringen verzenden | Hengelo | verzend "herinnering"
nu | Ontvangstbevestigingen verzenden | Deventer | verzend "ontvangstbevestiging"
nu | Bijlage 3, versie 3, verzenden | Deventer, Zwolle | verzend "bijlage-3"
2023-03-01 | Getekende overeenkomst binnen | Almelo, Hengelo | status --ontbrekend
2023-03-01 | Jaarplan gereed, in het eerste jaar | - | -
2023-03-02 | Herinneren aan de overeenkomst | Almelo, Hengelo | \
genereer --soort herinnering --volgende
2023-03-31 | Facturen over 2023 geven | Deventer, Zwolle | facturen 2023
2023-03-31 | {JAARPLAN} | - | -
2023-07-31 | Jaarplan geëvalueerd, in juli | - | -
2023-08-31 | Laatste dag om op te zeggen per 31 december 2023 | Deventer, Zwolle | zeg-op
2023-11-30 | Jaarplan geëvalueerd, in november | - | -
2024-01-01 | Jaarplan gereed | - | -
2027-06-30 | {LAATSTE} | - | -
2027-12-31 | {EINDE} | Deventer, Zwolle | verleng --tot DATUM
""",
    "2023-03-03": f"""\
nu | Getekende overeenkomst binnen | Hengelo | status --ontbrekend
nu | Herinneren aan de overeenkomst | Hengelo | genereer --soort herinnering --volgende
nu | Handtekening van de stichting vastleggen | Almelo, Zwolle | onderteken --namens stichting
nu | Scan van wat is getekend bewaren | Zwolle | corrigeer --bestand PDF --reden TEKST
nu | Bijlage 3, versie 4, verzenden | Zwolle | verzend "bijlage-3"
2023-03-31 | Facturen over 2023 geven | Almelo, Deventer, Zwolle | facturen 2023
2023-03-31 | {JAARPLAN} | - | -
2023-07-31 | Jaarplan geëvalueerd, in juli | - | -
2023-08-31 | Laatste dag om op te zeggen per 31 december 2023 | Almelo, Deventer, Zwolle | zeg-op
2023-11-30 | Jaarplan geëvalueerd, in november | - | -
2024-01-01 | Jaarplan gereed | - | -
2027-06-30 | {LAATSTE} | - | -
2027-12-31 | {EINDE} | Almelo, Deventer, Zwolle | verleng --tot DATUM
""",
    "2023-06-01": f"""\
nu | Facturen over 2023 geven | Hengelo | facturen 2023
nu | Facturen over 2023 verzenden | Almelo, Zwolle | verzend "factuurbrief" --jaar 2023
nu | Opzegbevestigingen verzenden | Almelo | verzend "opzegbevestiging"
nu | Bijlage 3, versie 6, verzenden | {ALLE} | verzend "bijlage-3"
2023-07-31 | Jaarplan geëvalueerd, in juli | - | -
2023-08-31 | Laatste dag om op te zeggen per 31 december 2023 | Deventer, Hengelo, Zwolle | zeg-op
2023-11-30 | Jaarplan geëvalueerd, in november | - | -
2023-12-31 | Laatste dag van de overeenkomst | Almelo | bijlage3
2024-01-01 | Jaarplan gereed | - | -
2024-03-31 | Facturen over 2024 geven | Deventer, Hengelo, Zwolle | facturen 2024
2024-03-31 | {JAARPLAN} | - | -
2027-06-30 | {LAATSTE} | - | -
2027-12-31 | {EINDE} | Deventer, Hengelo, Zwolle | verleng --tot DATUM
""",
    "2025-12-01": f"""\
nu | Factuur P31-2025-011 crediteren, want zij is niet meer verschuldigd | Almelo | \
crediteer "P31-2025-011" --reden TEKST
nu | Bijlage 3, versie 7, verzenden | Deventer, Hengelo | verzend "bijlage-3"
2026-01-01 | Jaarplan gereed | - | -
2026-03-31 | Facturen over 2026 geven | Deventer, Hengelo, Zwolle | facturen 2026
2026-03-31 | {JAARPLAN} | - | -
2026-06-30 | Laatste dag van de overeenkomst | Zwolle | bijlage3
2026-07-31 | Jaarplan geëvalueerd, in juli | - | -
2026-08-31 | Laatste dag om op te zeggen per 31 december 2026 | Deventer, Hengelo | zeg-op
2026-11-30 | Jaarplan geëvalueerd, in november | - | -
2027-06-30 | {LAATSTE} | - | -
2027-12-31 | {EINDE} | Deventer, Hengelo | verleng --tot DATUM
""",
    "2027-10-01": f"""\
nu | Factuur P31-2025-011 crediteren, want zij is niet meer verschuldigd | Almelo | \
crediteer "P31-2025-011" --reden TEKST
2027-11-30 | Jaarplan geëvalueerd, in november | - | -
2027-12-31 | {EINDE} | Deventer, Hengelo | verleng --tot DATUM
""",
}


@pytest.mark.parametrize("op", BY_HAND)
def test_it_is_the_list_that_was_made_by_hand(op: str) -> None:
    assert shown(op) == BY_HAND[op]


def test_who_joins_later_has_until_the_first_day_of_its_agreement() -> None:
    gemeenten = [replace(DEVENTER, toetreding=date(2025, 1, 1))]
    status = make_status(PERIODE, gemeenten, {}, {}, date(2024, 11, 1))
    asked = [regel for regel in agendaregels(PERIODE, status, set()) if regel.wie]
    assert [(str(regel.dag), regel.wat, _doe(regel)) for regel in asked] == [
        ("2024-12-18", "Herinneren aan de overeenkomst", "genereer --soort herinnering"),
        ("2025-01-01", "Getekende overeenkomst binnen", "status --ontbrekend"),
        ("2025-01-02", "Herinneren aan de overeenkomst", "genereer --soort herinnering"),
    ]


def write(place: Path, op: str) -> Calendar:
    """Write the agenda of a day for a calendar, and return what another program reads of it."""
    day = date.fromisoformat(op)
    moment = datetime.combine(day, datetime.min.time(), UTC)
    regels = agendaregels(PERIODE, status_on(day), set())
    found = Agenda(day, moment, "g40-2023-03-01", regels)
    write_ics(found, place, lambda regel: f"{', '.join(regel.wie)}\n{_doe(regel)}")
    return Calendar.from_ical(place.read_bytes())


def events(calendar: Calendar) -> dict[str, tuple[date, str]]:
    """Return the day and the text of each event, by what a calendar knows it by."""
    return {
        str(event["UID"]): (event.decoded("DTSTART"), str(event["SUMMARY"]))
        for event in calendar.walk("VEVENT")
    }


def test_who_takes_it_in_again_has_nothing_double_and_what_was_done_is_gone(tmp_path: Path) -> None:
    first = write(tmp_path / "agenda.ics", "2023-02-20")
    taken_in = events(first)
    assert len(taken_in) == len(first.walk("VEVENT")) == 15
    again = events(write(tmp_path / "agenda.ics", "2023-02-20"))
    assert taken_in | again == taken_in
    later = events(write(tmp_path / "agenda.ics", "2023-03-03"))
    both = {uid.partition(".")[0] for uid in taken_in.keys() & later.keys()}
    assert both >= {"binnen-2023-03-01", "herinnering-2023-03-02", "scan", "facturen-2023"}
    key = "binnen-2023-03-01.g40-2023-03-01@overeenkomstgen"
    assert taken_in[key] == (date(2023, 3, 1), "Getekende overeenkomst binnen")
    assert later[key] == (date(2023, 3, 3), "Getekende overeenkomst binnen")  # open: for now
    signed = events(write(tmp_path / "agenda.ics", "2023-06-01"))
    assert not any(uid.startswith(("binnen", "herinnering", "scan")) for uid in signed)


def test_another_program_reads_each_sign_of_it(tmp_path: Path) -> None:
    wat = "Vergadering; over 's-Hertogenbosch, Ede \\ en König, met heel veel ë, é en 🙂 " * 3
    wie = ("'s-Hertogenbosch", "Súdwest-Fryslân")
    moment = datetime(2023, 2, 20, 9, 30, tzinfo=UTC)
    regel = Agendaregel("sleutel", wat.strip(), dag=date(2023, 12, 31), wie=wie)
    place = tmp_path / "agenda.ics"
    write_ics(Agenda(moment.date(), moment, "g40", (regel,)), place, lambda _: "een\ntwee, drie")
    (event,) = Calendar.from_ical(place.read_bytes()).walk("VEVENT")
    assert str(event["SUMMARY"]) == wat.strip()
    assert str(event["DESCRIPTION"]) == "een\ntwee, drie"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (
        date(2023, 12, 31),
        date(2024, 1, 1),
    )
    assert event.decoded("DTSTAMP") == moment
    assert max(map(len, place.read_bytes().split(b"\r\n"))) <= 75  # RFC 5545, 3.1


def test_nothing_else_is_overwritten(tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text("nummer", "utf-8")
    found = Agenda(date(2023, 2, 20), datetime(2023, 2, 20, tzinfo=UTC), "g40", ())
    with pytest.raises(InputError, match=r"naam die eindigt op \.ics"):
        write_ics(found, register, str)
    assert register.read_text("utf-8") == "nummer"


def run(werkmap: Path, *arguments: str, op: str) -> Ran:
    clock = str(int(datetime.fromisoformat(f"{op}T12:00:00+00:00").timestamp()))
    return call_program("agenda", *arguments, cwd=werkmap, environment={"SOURCE_DATE_EPOCH": clock})


def test_it_is_shown_with_the_commands_and_written_for_a_calendar(werkmap: Path) -> None:
    ran = run(werkmap, "--ics", "agenda.ics", op="2023-03-05")
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    heading, _, first, second, *_, last = ran.out.splitlines()
    assert heading.split() == ["dag", "wat", "wie", "opdracht"]
    assert " ".join(first.split()) == (
        "nu Getekende overeenkomst binnen 41 gemeenten overeenkomstgen status --ontbrekend"
    )
    assert " ".join(second.split()) == (
        "nu Herinneren aan de overeenkomst 41 gemeenten "
        "overeenkomstgen genereer --soort herinnering"
    )
    assert last == "Voor uw agenda: agenda.ics."
    calendar = Calendar.from_ical((werkmap / "agenda.ics").read_bytes())
    assert len(calendar.walk("VEVENT")) == len(ran.out.splitlines()) - 4
    description = str(calendar.walk("VEVENT")[1]["DESCRIPTION"])
    assert description.startswith("Alkmaar, Almelo, ")
    assert description.endswith(", Zwolle\novereenkomstgen genereer --soort herinnering")


def test_a_point_of_the_convenant_that_cannot_be_is_told(werkmap: Path) -> None:
    toml = werkmap / "convenant.toml"
    text = toml.read_text("utf-8")
    toml.write_text(text.replace("dag = 31\nmaand = 7\n", "dag = 31\nmaand = 6\n"), "utf-8")
    ran = run(werkmap, op="2023-03-05")
    assert (ran.code, ran.out) == (ExitCode.INPUT, "")
    assert "31-6 is geen dag van elk jaar; verbeter de dag" in ran.err
