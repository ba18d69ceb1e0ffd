"""A day of each year: that of giving notice, and what ``convenant.toml`` puts on the agenda."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from overeenkomstgen.kern.notatie import format_datum, format_getal_in_woorden


@dataclass(frozen=True, slots=True)
class Jaardag:
    """A day of each year; one that not every year has is found by :meth:`check`."""

    dag: int
    maand: int

    @property
    def tekst(self) -> str:
        """The day without a year: ``1 september``."""
        return format_datum(self.van(2000)).rpartition(" ")[0]

    def van(self, jaar: int) -> date:
        """Return the day in a year."""
        return date(jaar, self.maand, self.dag)

    def eerstvolgende(self, op: date, jaren: Sequence[int]) -> date | None:
        """Return the first of these days from a day on, in some years; None without one."""
        return next((day for day in map(self.van, jaren) if day >= op), None)

    def check(self) -> Iterator[tuple[str, str, str]]:
        """Yield what cannot be: key, what is wrong, what to do."""
        try:
            self.van(2023)
        except (ValueError, OverflowError):
            yield "dag", f"{self.dag}-{self.maand} is geen dag van elk jaar", "verbeter de dag"


class Jaren(StrEnum):
    """In which years of the period something is to be done."""

    ALLE = "alle"
    EERSTE = "eerste"
    LATER = "later"
    """All but the first."""
    LAATSTE = "laatste"


@dataclass(frozen=True, slots=True)
class Agendapunt(Jaardag):
    """What is to be done by a day, and in which years of the period."""

    wat: str
    jaren: Jaren = Jaren.ALLE

    def volgende(self, op: date, jaren: Sequence[int]) -> date | None:
        """Return the next day for it, in the years of a period; None without one."""
        chosen = {Jaren.EERSTE: jaren[:1], Jaren.LATER: jaren[1:], Jaren.LAATSTE: jaren[-1:]}
        return self.eerstvolgende(op, chosen.get(self.jaren, jaren))


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
