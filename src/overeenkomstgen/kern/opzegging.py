"""Giving notice: the rule of 1 September (article 1.3 of the agreement)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Opzegdag:
    """The day of the year before which notice counts for the same year (article 1.3)."""

    dag: int
    maand: int

    def check(self) -> Iterator[tuple[str, str, str]]:
        """Yield what cannot be: key, what is wrong, what to do."""
        try:
            date(2023, self.maand, self.dag)
        except (ValueError, OverflowError):
            yield "dag", f"{self.dag}-{self.maand} is geen dag van elk jaar", "verbeter de dag"


def last_day(opgezegd_op: date, voor: Opzegdag, einde: date) -> date:
    """Return the last day of an agreement after notice (article 1.3).

    Notice before the given day ends the agreement on 31 December of that year, notice
    on or after it a year later; never beyond the term.
    """
    in_time = (opgezegd_op.month, opgezegd_op.day) < (voor.maand, voor.dag)
    return min(date(opgezegd_op.year + (not in_time), 12, 31), einde)
