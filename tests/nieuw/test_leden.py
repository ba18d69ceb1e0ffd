"""Who goes on to a next period, and for how many inhabitants each paid in the old one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hulp.values import DEVENTER
from overeenkomstgen.kern.register import Gebeurtenis, Inschrijving, Stand
from overeenkomstgen.nieuw.leden import count_vorige

INGANG, DAG = date(2028, 1, 1), date(2026, 1, 1)
A, B, C = (
    replace(DEVENTER, naam=naam, cbs_code=f"GM000{rij}", rij=rij, inwoners=inwoners)
    for naam, rij, inwoners in (("A", 1, 1), ("B", 2, 20), ("C", 3, 300))
)


def passed(aan: str, datum: date = DAG) -> Stand:
    entry = Inschrijving(
        *("GM0000", "X", Gebeurtenis.OVERGEDRAGEN, datum, "A. B"),
        aan=aan,
        nummer=1,
        moment=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return Stand(overdracht=entry)


@pytest.mark.parametrize(
    ("standen", "toetreding", "paid"),
    [
        ({}, None, {1: 1, 2: 20, 3: 300}),
        ({"GM0001": passed("GM0002")}, None, {1: 0, 2: 21, 3: 300}),
        ({"GM0001": passed("GM0002"), "GM0002": passed("GM0003")}, None, {1: 0, 2: 0, 3: 321}),
        # C came to be by the merger: its inhabitants are those of A and B
        (dict.fromkeys(("GM0001", "GM0002"), passed("GM0003")), DAG, {1: 0, 2: 0, 3: 21}),
        # C had joined before, with an agreement of its own
        ({"GM0001": passed("GM0003")}, date(2024, 7, 1), {1: 0, 2: 20, 3: 301}),
        ({"GM0001": passed("GM0002", date(2028, 1, 2))}, None, {1: 1, 2: 20, 3: 300}),
    ],
)
def test_who_got_an_agreement_paid_for_those_of_it_too(
    standen: dict[str, Stand], toetreding: date | None, paid: dict[int, int]
) -> None:
    every = (A, B, replace(C, toetreding=toetreding))
    assert count_vorige(INGANG, every, standen, ()) == paid
    assert count_vorige(INGANG, every, standen, ("GM0001", "GM0002")) == {3: paid[3]}
