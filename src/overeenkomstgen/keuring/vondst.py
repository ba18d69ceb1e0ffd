"""A finding in a template: how bad it is, what it is, and where."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final

from overeenkomstgen.errors import Fault

MOST: Final = 50
"""The number of findings of one kind that is told in full; a stranger's file can have millions."""

_LOOKED_AT = 1000


class Graad(StrEnum):
    """How bad a finding is; the worst first."""

    FOUT = "fout"
    """No document can be made, or it would be wrong."""
    LET_OP = "let op"
    """It works, but deserves a look."""
    HERSTELD = "hersteld"
    """It was wrong, and is read as it was meant."""


@dataclass(frozen=True, slots=True)
class Vondst:
    """A finding; the ``plek`` of its fault is None when it is about the whole document."""

    graad: Graad
    fault: Fault


def limited(found: Iterable[Vondst], name: str) -> Iterator[Vondst]:
    """Give the first findings of each grade of one kind, and of the others only how many."""
    counts: Counter[Graad] = Counter()
    for vondst in islice(found, _LOOKED_AT):
        counts[vondst.graad] += 1
        if counts[vondst.graad] <= MOST:
            yield vondst
    for graad, count in counts.items():
        if (more := count - MOST) > 0:
            places = "1 plaats" if more == 1 else f"{more} plaatsen"
            atleast = "minstens " if counts.total() == _LOOKED_AT else ""
            what = f"op nog {atleast}{places} is er iets als het voorgaande"
            yield Vondst(graad, Fault(name, what, "verhelp eerst wat hiervoor staat"))
