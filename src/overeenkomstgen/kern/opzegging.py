"""Giving notice: until when it counts for the same year, and what follows from that."""

from dataclasses import dataclass
from datetime import date

from overeenkomstgen.kern.jaardag import Jaardag
from overeenkomstgen.kern.notatie import format_getal_in_woorden


@dataclass(frozen=True, slots=True)
class Opzegdag(Jaardag):
    """The rule of article 1.3: notice before this day, 1 September, counts for the same year."""

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


def last_day(opgezegd_op: date, voor: Opzegdag, einde: date) -> date:
    """Return the last day of an agreement after notice (article 1.3).

    Notice before the given day ends the agreement on 31 December of that year, notice
    on or after it a year later; never beyond the term.
    """
    in_time = (opgezegd_op.month, opgezegd_op.day) < (voor.maand, voor.dag)
    return min(date(opgezegd_op.year + (not in_time), 12, 31), einde)
