"""The numbers of invoices: consecutive in each series, whatever stands around them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from hulp.values import FACTUUR
from overeenkomstgen.kern.factuur import Factuurregels

REGELS = Factuurregels("P31-{jaar}-{cbs_code}", Decimal("0.21"), 30)
OWN = replace(FACTUUR, jaar=2023)
DOORLOPEND = Factuurregels("P31-{jaar}-{volgnummer:03}", Decimal("0.21"), 30)


@pytest.mark.parametrize(
    ("vorm", "own"),
    [
        ("P31-{jaar}-{volgnummer:03}", "P31-2023-001"),
        ("{volgnummer}.{jaar}", "1.2023"),
        ("F{volgnummer:06}", "F000001"),
        ("{cbs_code}-{volgnummer:02}", "GM0150-01"),
    ],
)
def test_a_series_is_what_stands_around_the_place(vorm: str, own: str) -> None:
    regels = replace(REGELS, nummer=vorm)
    assert regels.make_nummer(2023, "GM0150") == own
    for place in (1, 9, 999, 1000):
        assert regels.volgnummer(OWN, regels.make_nummer(2023, "GM0150", place)) == place


@pytest.mark.parametrize(
    "nummer",
    [
        *("P31-2023-GM0150", "P31-2023-1", "P31-2023-000", "P31-2023-0001", "P31-2023-", "x"),
        *(
            "P31-2024-001",
            "P31-2023-\N{SUPERSCRIPT TWO}00",
            "P31-2023-\N{ARABIC-INDIC DIGIT ONE}11",
        ),
    ],
)
def test_what_is_of_another_series(nummer: str) -> None:
    assert DOORLOPEND.volgnummer(OWN, nummer) == REGELS.volgnummer(OWN, nummer) == 0


def numbered(regels: Factuurregels, given: list[str], *new: tuple[int, str]) -> list[str]:
    """Return the numbers of new invoices, for a year and a municipality each."""
    gegeven = [replace(FACTUUR, nummer=nummer) for nummer in given]
    nieuw = [replace(FACTUUR, nummer="", jaar=jaar, cbs_code=code) for jaar, code in new]
    return [factuur.nummer for factuur in regels.genummerd(nieuw, gegeven)]


def test_numbers_go_on_where_those_that_were_given_end() -> None:
    """Each year has a series of its own; numbers of before are of none."""
    given = ["P31-2023-GM0141", "P31-2023-001", "P31-2024-007", "P31-2023-002"]
    new = ((2023, "GM0150"), (2024, "GM0150"), (2023, "GM0193"), (2025, "GM0150"))
    assert numbered(DOORLOPEND, given, *new) == [
        *("P31-2023-003", "P31-2024-008", "P31-2023-004", "P31-2025-001")
    ]
    assert numbered(DOORLOPEND, ["P31-2023-999"], (2023, "GM0150")) == ["P31-2023-1000"]
    assert numbered(REGELS, given, (2023, "GM0150"), (2024, "GM0193")) == [
        *("P31-2023-GM0150", "P31-2024-GM0193")
    ]
