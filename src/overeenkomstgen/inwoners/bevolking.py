"""The population figures of CBS, which counts on 1 January."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.waarden import show

_JAAR = re.compile(r"([0-9]{4})JJ00")


@dataclass(frozen=True, slots=True)
class Cijfer:
    """One figure of CBS.

    Attributes:
        cbs_code: The code of the municipality: ``GM0150``.
        periode: The key of the period: ``2022JJ00``.
        inwoners: The population on 1 January of it; None where CBS gives no figure.
    """

    cbs_code: str
    periode: str
    inwoners: int | None


@dataclass(frozen=True, slots=True)
class Bevolking:
    """What CBS answered.

    Attributes:
        cijfers: The figures; each code and period once.
        namen: The names that CBS has for codes of municipalities, of now and of before.
        voorbehoud: What CBS remarks on the period when not all of it is final, else empty.
    """

    cijfers: tuple[Cijfer, ...]
    namen: Mapping[str, str]
    voorbehoud: str = ""


def period_key(peildatum: date) -> str:
    """Return the key that CBS gives a year: ``2022JJ00``."""
    return f"{peildatum.year:04}JJ00"


def show_period(key: str) -> str:
    """Return a period of CBS as the user knows it: ``1 januari 2022``."""
    found = _JAAR.fullmatch(key)
    return format_datum(date(int(found[1]), 1, 1)) if found and int(found[1]) else show(key)


def refuse_peildatum(peildatum: date) -> Iterator[tuple[str, str]]:
    """Yield why CBS has no figures of a day: what is wrong, and what to do."""
    if (peildatum.month, peildatum.day) != (1, 1):
        yield (
            f"CBS telt de inwoners op 1 januari, en niet op {format_datum(peildatum)}",
            f"kies 01-01-{peildatum.year}",
        )
