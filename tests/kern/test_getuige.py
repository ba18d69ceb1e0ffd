"""Witnesses: written, read back, and held against chains that were forged."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hulp.lengte import count
from hulp.values import FACTUUR
from overeenkomstgen.kern.getuige import Getuige, find_breuk, find_getuigen
from overeenkomstgen.kern.register import Gebeurtenis, Melding
from overeenkomstgen.schijf.kettingregels import Ketting, Schakel
from overeenkomstgen.werkmap.registers import FACTUREN, REGISTER

OWN = Getuige("register", 17, "3f2a9c01b2d4e6f8")


@pytest.mark.parametrize(
    "text",
    [
        "Controlecode: register rij 17 · 3f2a9c01b2d4e6f8\n2 februari 2023",
        "register rij 17 · 3f2a9c01b2d4e6f8 deze brief",
        "Register, rij 17 - 3F2A 9C01 B2D4 E6F8",
        "REGISTER-17-3F2A-9C01-B2D4-E6F8",
        "register rij\N{NO-BREAK SPACE}17\n·\n3f2a9c01\N{SOFT HYPHEN}\nb2d4e6f8",
    ],
)
def test_a_witness_is_read_back_as_it_was_printed_or_typed(text: str) -> None:
    assert find_getuigen(text) == [OWN]
    assert find_getuigen(text.lower().partition("register")[2]) == [replace(OWN, ketting="")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "register rij 17",
        "3f2a9c01b2d4e6f8",
        "register rij 17 · 3f2a9c01b2d4e6f",
        "register rij 17 · 3f2a9c01b2d4e6f83f",
        "register rij 0 · 3f2a9c01b2d4e6f8",
        "register rij 17 · 3f2a9c01b2d4g6f8",
    ],
)
def test_what_is_no_witness_is_none(text: str) -> None:
    assert find_getuigen(text) == []


def test_a_text_that_goes_on_and_on_is_read_at_once() -> None:
    for text in (
        "register " * 30_000,
        "register rij 1" + " \N{SOFT HYPHEN}" * 100_000,
        "1 abcdef" * 50_000,
    ):
        assert find_getuigen(text) == []


def test_one_that_does_not_say_its_chain_is_of_the_one_in_which_it_holds() -> None:
    loose = replace(OWN, ketting="")
    factuur = replace(OWN, ketting="facturen")
    assert loose.placed([str(OWN)]) == OWN
    assert loose.placed([str(factuur)]) == factuur
    assert loose.placed([]) == OWN
    assert factuur.placed([str(OWN)]) == factuur


# Acceptance: chains that were forged at or before a row, and computed anew in full

FIRST = datetime(2023, 1, 11, 9, tzinfo=UTC)
KETTINGEN: dict[str, tuple[Ketting[Any], Callable[[int], Any]]] = {
    "register": (
        REGISTER,
        lambda number: Melding(
            f"GM{number:04}", f"Gemeente {number}", Gebeurtenis.ONDERTEKEND, date(2023, 1, 10)
        ),
    ),
    "facturen": (
        FACTUREN,
        lambda number: replace(FACTUUR, nummer=f"F-{number}", cbs_code=f"GM{number:04}"),
    ),
}


def moved_day(row: Schakel[Any]) -> Schakel[Any]:
    return replace(row, waarde=replace(row.waarde, datum=row.waarde.datum + timedelta(1)))


def renamed(row: Schakel[Any]) -> Schakel[Any]:
    return replace(row, waarde=replace(row.waarde, gemeente="Elders"))


def other_moment(row: Schakel[Any]) -> Schakel[Any]:
    return replace(row, moment=row.moment - timedelta(seconds=1))


Rijen = list[Schakel[Any]]
VERVALSINGEN: dict[str, Callable[[Rijen, int], Rijen]] = {
    "een andere dag": lambda rows, at: [*rows[:at], moved_day(rows[at]), *rows[at + 1 :]],
    "een andere naam": lambda rows, at: [*rows[:at], renamed(rows[at]), *rows[at + 1 :]],
    "een ander moment": lambda rows, at: [*rows[:at], other_moment(rows[at]), *rows[at + 1 :]],
    "een rij weg": lambda rows, at: rows[:at] + rows[at + 1 :],
    "een rij erbij": lambda rows, at: [*rows[:at], renamed(rows[at]), *rows[at:]],
    "verplaatst": lambda rows, at: [*rows[:at], *rows[at + 1 :], rows[at]],
    "alles erna weg": lambda rows, at: rows[:at],
}


def told(ketting: str, rows: Sequence[Schakel[Any]]) -> tuple[str, ...]:
    """Write rows in a file of their own, all chained; return what documents tell of them."""
    rules, _ = KETTINGEN[ketting]
    numbered = [replace(row, nummer=number) for number, row in enumerate(rows, 1)]
    found = rules.parse(rules.add(b"", numbered), ketting) if rows else ()
    return tuple(str(Getuige(ketting, row.nummer, row.controle)) for row in found)


@pytest.mark.ongemeten
def test_no_chain_that_was_forged_goes_unseen() -> None:
    chance = random.Random(12)  # noqa: S311 - which forgery is tried is no secret
    tried = 0
    for number in range(count(1000, 50)):
        ketting, vervalsing = (
            chance.choice([*KETTINGEN]),
            [*VERVALSINGEN][number % len(VERVALSINGEN)],
        )
        make = KETTINGEN[ketting][1]
        rows = [
            Schakel(row, FIRST + timedelta(hours=row), make(row))
            for row in range(1, chance.randint(3, 45))
        ]
        before = told(ketting, rows)
        at = chance.randrange(len(rows) - (vervalsing == "verplaatst"))
        now = told(ketting, VERVALSINGEN[vervalsing](rows, at))
        getuigen = [witness for text in before for witness in find_getuigen(text)]
        assert find_breuk(getuigen, before) is None
        for witness in getuigen[at:]:
            assert find_breuk([witness], now) == (0, witness.nummer), vervalsing
            tried += 1
        some = chance.sample(getuigen, chance.randint(2, len(getuigen)))
        some.append(getuigen[chance.randrange(at, len(getuigen))])
        holding = [each.nummer for each in some if each.nummer <= at]
        failing = [each.nummer for each in some if each.nummer > at]
        assert find_breuk(some, now) == (max(holding, default=0), min(failing)), vervalsing
    assert tried >= count(1000, 50)


def test_where_a_later_witness_holds_it_is_the_other_that_is_wrong() -> None:
    rows = ("register rij 1 · 0000000000000001", "register rij 2 · 0000000000000002")
    first, second = (find_getuigen(row)[0] for row in rows)
    wrong = replace(first, controle=OWN.controle)
    assert find_breuk([wrong, second], rows) is None
    assert find_breuk([wrong], rows) == (0, 1)
    assert find_breuk([replace(second, nummer=3), first, second], rows) == (2, 3)
