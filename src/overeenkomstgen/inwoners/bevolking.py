"""The population figures of CBS, which counts on 1 January."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.waarden import show

_JAAR = re.compile(r"([0-9]{4})JJ00")


@dataclass(frozen=True, slots=True)
class Bevolking:
    """What CBS answered.

    Attributes:
        cijfers: The population of each municipality, by its code and the key of the period:
            ``GM0150`` and ``2022JJ00``; None where CBS gives no figure.
        namen: The names that CBS has for codes of municipalities, of now and of before.
        voorbehoud: What CBS remarks on the period when not all of it is final, else empty.
    """

    cijfers: Mapping[tuple[str, str], int | None]
    namen: Mapping[str, str]
    voorbehoud: str = ""


def period_key(peildatum: date) -> str:
    """Return the key that CBS gives a year: ``2022JJ00``."""
    return f"{peildatum.year:04}JJ00"


def show_period(key: str) -> str:
    """Return a period of CBS as the user knows it: ``1 januari 2022``."""
    found = _JAAR.fullmatch(key)
    return format_datum(date(int(found[1]), 1, 1)) if found and int(found[1]) else show(key)
