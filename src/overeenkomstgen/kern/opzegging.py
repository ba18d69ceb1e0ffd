"""Giving notice: until when it counts for the same year, and what follows from that."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from overeenkomstgen.kern.notatie import format_datum, format_getal_in_woorden


@dataclass(frozen=True, slots=True)
class Opzegdag:
    """The rule of article 1.3: notice before this day, 1 September, counts for the same year."""

    dag: int
    maand: int

    @property
    def tekst(self) -> str:
        """The day without a year: ``1 september``."""
        return format_datum(date(2000, self.maand, self.dag)).rpartition(" ")[0]

    @property
    def termijn(self) -> str:
        """The term of notice, from this day to 1 January, in words: ``vier maanden``."""
        days = (32 - self.dag) % 31  # of December
        months = 12 - self.maand + (not days)
        parts = ((months, "maand", "maanden"), (days, "dag", "dagen"))
        return " en ".join(
            f"{format_getal_in_woorden(number)} {one if number == 1 else more}"
            for number, one, more in parts
            if number
        )

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
