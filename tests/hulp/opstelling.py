"""A place to break commands in, and commands to break: fixtures, as a plugin of pytest."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from hulp.cbsserver import cbs_server
from hulp.lengte import Lengte
from hulp.proeven import Proeven
from hulp.storing import Plek, open_plek
from hulp.werkmappen import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hulp.storing import Proefneming


@pytest.fixture(scope="session")
def plek(onthoudend: Path) -> Iterator[Plek]:
    with open_plek(onthoudend) as place:
        yield place


@pytest.fixture(scope="session")
def cbs() -> Iterator[dict[str, str]]:
    """Run a CBS; give the environment in which it is found."""
    with (ROOT / "gemeenten.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    with cbs_server(
        figures={(row["cbs_code"], "2022JJ00"): int(row["inwoners"]) for row in rows},
        names={row["cbs_code"]: row["gemeente"] for row in rows},
    ) as server:
        yield {"OVEREENKOMSTGEN_CBS": server.address}


@pytest.fixture(scope="session")
def proeven(plek: Plek, cbs: dict[str, str]) -> Proeven:
    return Proeven(plek, cbs)


@pytest.fixture
def punten(record_property: Callable[[str, object], None]) -> Callable[..., list[int]]:
    """Give the numbers of the changes to try: all, or a sample; tell how many there are."""

    def choose(name: str, proef: Proefneming, few: int, part: float = 0.5) -> list[int]:
        total = len(proef.changes)
        assert total
        record_property("crashpunten", (name, total))
        if Lengte.lang or total <= few:
            return list(range(1, total + 1))
        return [1 + int((number + part) * total / few) for number in range(few)]

    return choose
