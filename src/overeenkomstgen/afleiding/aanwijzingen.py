"""What in the surroundings of a value points to a field, as it is declared with the field.

Nothing of it is about one convenant or one municipality.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from overeenkomstgen.kern.veldentabel import VELDEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from overeenkomstgen.kern.veld import Veld


class Kant(StrEnum):
    """Where words stand, as the ground of a choice says it."""

    VOOR = "er staat {} voor"
    """Directly before the value."""
    NA = "er staat {} achter"
    """Directly after it."""
    EERDER = "eerder in de zin staat {}"
    """Of the fields that a value can be, only the nearest word counts."""
    LATER = "verderop in de zin staat {}"
    """The same."""
    LABEL = "links ervan staat {}"
    """In the cell, or the column between tabs, to the left."""
    KOLOM = "boven de kolom staat {}"
    BOVEN = "op de regel erboven staat {}"
    ONDER = "op de regel eronder staat {}"
    KOP = "het staat onder de kop {}"


@dataclass(frozen=True, slots=True)
class Aanwijzing:
    """Words that point to a field, or away from it.

    Attributes:
        veld: The name of the field.
        kant: Where they stand.
        woorden: The words, each of which will do; capitals make no difference.
            ``{gemeente.adres}`` stands for the value of that field, in any notation.
        gewicht: How strongly they point; below zero they point away.
    """

    veld: str
    kant: Kant
    woorden: tuple[str, ...]
    gewicht: int


GENOEG = 4
"""The weight from which a choice is sure; what weighs less only tips the balance."""


def _read(veld: Veld) -> Iterator[Aanwijzing]:
    """Yield what points to a field: on each line, or between slashes, where, how strongly, words.

    A star in them is what the field's own name begins with.
    """
    for line in filter(str.strip, re.split(r"\n| / ", veld.aanwijzingen)):
        kant, gewicht, words = line.split(maxsplit=2)
        own = words.strip().replace("*", veld.naam.rpartition(".")[0])
        yield Aanwijzing(veld.naam, Kant[kant.upper()], tuple(own.split("; ")), int(gewicht))


AANWIJZINGEN = tuple(aanwijzing for veld in VELDEN for aanwijzing in _read(veld))
"""All that points to a field."""

INVULWOORDEN = {veld.naam: veld.invulwoord for veld in VELDEN if veld.invulwoord}
"""What is said behind a fill-in line in running text: which fact belongs there."""
