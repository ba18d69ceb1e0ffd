"""The numbers of invoices: consecutive, in one or more series (Wet OB 1968, article 35a)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from overeenkomstgen.kern.factuur import PLAATS, Factuur, Factuurregels


@dataclass(frozen=True, slots=True)
class Reeks:
    """A series of consecutive numbers: what stands around them."""

    voor: str
    na: str
    breedte: int

    def nummer(self, volgnummer: int) -> str:
        """Return the number at a place in the series, from 1."""
        return f"{self.voor}{volgnummer:0{self.breedte}}{self.na}"

    def volgnummer(self, nummer: str) -> int:
        """Return the place of a number in the series; 0 when it is of another."""
        middle = nummer.removeprefix(self.voor).removesuffix(self.na)
        place = int(middle) if middle.isascii() and middle.isdecimal() else 0
        return place if place and self.nummer(place) == nummer else 0


def find_reeks(regels: Factuurregels, factuur: Factuur) -> Reeks | None:
    """Return the series that an invoice is of, or its credit; None where numbers have no place."""
    voor, *rest = PLAATS.split(regels.nummer)
    if not rest:
        return None
    around = {"jaar": factuur.jaar, "cbs_code": factuur.cbs_code}
    return Reeks(voor.format(**around), rest[1].format(**around), int(rest[0] or 1))


def genummerd(
    regels: Factuurregels, nieuw: Iterable[Factuur], gegeven: Sequence[Factuur]
) -> list[Factuur]:
    """Return new invoices with their numbers, which go on where those that were given end.

    Without a series there is one number for a municipality and year.
    """
    last: dict[Reeks | None, int] = {None: 0}
    found = []
    for factuur in nieuw:
        reeks = find_reeks(regels, factuur)
        if reeks and reeks not in last:
            last[reeks] = max((reeks.volgnummer(f.nummer) for f in gegeven), default=0)
        last[reeks] += 1
        nummer = regels.make_nummer(factuur.jaar, factuur.cbs_code, last[reeks])
        found.append(replace(factuur, nummer=nummer))
    return found
