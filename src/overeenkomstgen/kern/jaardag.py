"""A day of each year, and what ``convenant.toml`` puts on the agenda on one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from overeenkomstgen.kern.notatie import format_datum


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
