"""Who gets a document today."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hulp.values import DEVENTER, periode
from overeenkomstgen.kern.documentsoort import Documentsoort, Voor
from overeenkomstgen.kern.register import Gebeurtenis, Inschrijving, Stand, present_states
from overeenkomstgen.kern.selectie import select
from overeenkomstgen.kern.status import make_status
from overeenkomstgen.verwijzing import actie

ALMELO = replace(DEVENTER, naam="Almelo", cbs_code="GM0141", rij=3)
EDE = replace(DEVENTER, naam="Ede", cbs_code="GM0228", rij=14)
GEMEENTEN = (ALMELO, DEVENTER, EDE)


def entry(event: Gebeurtenis, day: date) -> Inschrijving:
    moment = datetime(2023, 1, 1, tzinfo=UTC)
    return Inschrijving("GM0150", "Deventer", event, day, nummer=1, moment=moment)


SIGNED = entry(Gebeurtenis.ONDERTEKEND, date(2023, 1, 10))
NOTICE = entry(Gebeurtenis.OPGEZEGD, date(2025, 8, 15))
STATUS = make_status(
    periode(),
    GEMEENTEN,
    {DEVENTER.cbs_code: Stand(SIGNED), EDE.cbs_code: Stand(SIGNED, NOTICE)},
    {},
    date(2025, 9, 1),
)


def soort(voor: Voor) -> Documentsoort:
    return Documentsoort("Brief", "Brieven", "b.docx", "b-{gemeente}", (1, 1), voor=voor)


@pytest.mark.parametrize(
    ("voor", "chosen"),
    [
        (Voor.ALLE, ["Almelo", "Deventer", "Ede"]),
        (Voor.GETEKEND, ["Deventer", "Ede"]),
        (Voor.NIET_GETEKEND, ["Almelo"]),
        (Voor.OPGEZEGD, ["Ede"]),
    ],
)
def test_who_gets_one(voor: Voor, chosen: list[str]) -> None:
    gemeenten, faults = select(soort(voor), GEMEENTEN, STATUS, by_name=False)
    assert [gemeente.naam for gemeente in gemeenten] == chosen
    assert faults == ()


@pytest.mark.parametrize(
    ("voor", "refused"),
    [
        (Voor.ALLE, []),
        (Voor.GETEKEND, ["Almelo: zij heeft nog niet getekend"]),
        (
            Voor.NIET_GETEKEND,
            [
                "Deventer: zij heeft getekend op 10 januari 2023",
                "Ede: zij heeft getekend op 10 januari 2023",
            ],
        ),
        (Voor.OPGEZEGD, ["Almelo: zij heeft niet opgezegd", "Deventer: zij heeft niet opgezegd"]),
    ],
)
def test_who_is_asked_for_by_name_and_gets_none(voor: Voor, refused: list[str]) -> None:
    _, faults = select(soort(voor), GEMEENTEN, STATUS, by_name=True)
    assert [str(fault) for fault in faults] == [
        line.replace(": ", ": deze gemeente krijgt geen brief: ", 1)
        + f"; laat haar weg, of kijk wat er is vastgelegd met: {actie('status')}"
        for line in refused
    ]


def stands(*entries: Inschrijving) -> str:
    """Return why Deventer, with these entries, gets no letter to who signed; empty if it does."""
    states = present_states(entries)
    found = make_status(periode(), GEMEENTEN, states, {}, date(2026, 1, 1))
    _, faults = select(soort(Voor.GETEKEND), (DEVENTER,), found, by_name=True)
    return "".join(fault.what.rpartition(": ")[2] for fault in faults)


def test_why_who_has_ended_or_only_succeeds_gets_no_letter_to_members() -> None:
    passed = replace(SIGNED, cbs_code="GM0141", nummer=2)
    passed = replace(passed, gebeurtenis=Gebeurtenis.OVERGEDRAGEN, aan="GM0150")
    assert stands(SIGNED) == ""
    assert stands(SIGNED, replace(NOTICE, nummer=2)) == (
        "haar overeenkomst is geëindigd op 31 december 2025"
    )
    assert stands(passed) == "zij is alleen opvolger, en hoeft zelf niet te tekenen"


@pytest.mark.parametrize(
    ("voor", "why"),
    [
        (Voor.OPGEZEGD_DOOR_STICHTING, "de stichting heeft haar overeenkomst niet opgezegd"),
        (Voor.BEEINDIGD, "haar overeenkomst is niet in overleg beëindigd"),
        (Voor.OVERGEDRAGEN, "haar overeenkomst is niet overgegaan op een ander"),
        (Voor.VERLENGD, "haar overeenkomst is niet verlengd nadat zij tekende"),
    ],
)
def test_why_there_is_no_letter_about_what_did_not_happen(voor: Voor, why: str) -> None:
    _, (fault,) = select(soort(voor), (EDE,), STATUS, by_name=True)
    assert fault.what == f"deze gemeente krijgt geen brief: {why}"
