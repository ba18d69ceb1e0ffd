"""A place to break commands in, and commands to break: fixtures, as a plugin of pytest."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from hulp.cbsserver import cbs_server
from hulp.proeven import Proeven
from hulp.storing import Plek, open_plek
from hulp.werkmappen import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def plek() -> Iterator[Plek]:
    with open_plek() as place:
        yield place


@pytest.fixture(scope="module")
def cbs() -> Iterator[dict[str, str]]:
    """Run a CBS; give the environment in which it is found."""
    with (ROOT / "gemeenten.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    with cbs_server(
        figures={(row["cbs_code"], "2022JJ00"): int(row["inwoners"]) for row in rows},
        names={row["cbs_code"]: row["gemeente"] for row in rows},
    ) as server:
        yield {"OVEREENKOMSTGEN_CBS": server.address}


@pytest.fixture(scope="module")
def proeven(plek: Plek, cbs: dict[str, str]) -> Proeven:
    return Proeven(plek, cbs)
