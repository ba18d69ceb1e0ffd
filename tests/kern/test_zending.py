"""What was sent to whom, and who is owed the list of who has signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from test_register import getekend

from hulp.values import DEVENTER, periode
from overeenkomstgen.kern.register import Gebeurtenis, Inschrijving, present_states
from overeenkomstgen.kern.status import Status, make_status
from overeenkomstgen.kern.zending import Zending

ALMELO, ZWOLLE = (
    replace(DEVENTER, naam=naam, cbs_code=code)
    for naam, code in (("Almelo", "GM0141"), ("Zwolle", "GM0193"))
)
TODAY = date(2025, 1, 1)


def signed(nummer: int, code: str) -> Inschrijving:
    return replace(getekend, nummer=nummer, cbs_code=code)


def sent(code: str, version: int, soort: str = "bijlage-3", jaar: int | None = None) -> Zending:
    return Zending(soort, code, code, TODAY, version, "b", "s", jaar=jaar)


def status(entries: list[Inschrijving], *zendingen: Zending) -> Status:
    found = make_status(periode(), (DEVENTER, ALMELO, ZWOLLE), present_states(entries), {}, TODAY)
    return found.met((), zendingen, entries)


def owed(entries: list[Inschrijving], *zendingen: Zending) -> list[str]:
    return [regel.gemeente for regel in status(entries, *zendingen).achter("bijlage-3")]


BOTH = [signed(1, "GM0150"), signed(2, "GM0141")]


def test_who_signed_is_owed_the_version_of_now() -> None:
    assert status(BOTH).versie == 3
    assert owed(BOTH) == ["Almelo", "Deventer"]
    assert owed(BOTH, sent("GM0150", 2), sent("GM0141", 3)) == ["Deventer"]
    assert owed(BOTH, sent("GM0150", 2), sent("GM0141", 3), sent("GM0150", 3)) == []
    assert owed(BOTH, sent("GM0150", 3, "bijlage-2"), sent("GM0141", 3)) == ["Deventer"]


def test_who_no_longer_takes_part_is_owed_none() -> None:
    ended = replace(getekend, nummer=3, gebeurtenis=Gebeurtenis.BEEINDIGD, datum=date(2024, 12, 31))
    assert owed([*BOTH, ended]) == ["Almelo"]


def test_a_successor_is_owed_it_in_the_place_of_who_ceased() -> None:
    passed = replace(
        getekend,
        nummer=3,
        gebeurtenis=Gebeurtenis.OVERGEDRAGEN,
        datum=date(2024, 1, 1),
        aan="GM0193",
    )
    assert owed([*BOTH, passed]) == ["Almelo", "Zwolle"]
    assert owed([*BOTH, passed], sent("GM0193", 4)) == ["Almelo"]
    assert owed([*BOTH, replace(passed, datum=date(2026, 1, 1))]) == ["Almelo", "Deventer"]


def test_which_letter_it_had_last() -> None:
    letters = [sent("GM0150", number, "herinnering") for number in (1, 2)]
    bills = [sent("GM0150", 1, "factuurbrief", jaar) for jaar in (2023, 2024)]
    regel = status(BOTH, *letters, *bills).per_code["GM0150"]
    assert regel.verzonden == (*letters, *bills)
    assert [regel.had("herinnering"), regel.had("aanbiedingsbrief")] == [2, 0]
    assert [regel.had("factuurbrief", 2024), regel.had("factuurbrief")] == [1, 0]
