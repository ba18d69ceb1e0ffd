"""The numbers of invoices: consecutive, in one or more series (Wet OB 1968, article 35a)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from overeenkomstgen.kern.factuur import PLAATS, Factuur, Factuurregels


def volgnummer(regels: Factuurregels, factuur: Factuur, nummer: str) -> int:
    """Return the place, from 1, of a number in the series of an invoice; 0 when it is in none.

    A series is what stands around that place; a credit is in that of the invoice.
    """
    voor, *rest = PLAATS.split(regels.nummer)
    around = {"jaar": factuur.jaar, "cbs_code": factuur.cbs_code}
    na = rest[-1].format(**around) if rest else ""
    middle = nummer.removeprefix(voor.format(**around)).removesuffix(na)
    place = int(middle) if middle.isascii() and middle.isdecimal() else 0
    is_there = place and regels.make_nummer(factuur.jaar, factuur.cbs_code, place) == nummer
    return place if is_there else 0


def genummerd(
    regels: Factuurregels, nieuw: Iterable[Factuur], gegeven: Sequence[Factuur]
) -> list[Factuur]:
    """Return new invoices with their numbers, which go on where those that were given end.

    Without a series there is one number for a municipality and year.
    """
    last: dict[str, int] = {}
    found = []
    for factuur in nieuw:
        reeks = regels.make_nummer(factuur.jaar, factuur.cbs_code, 0)
        if reeks not in last:
            last[reeks] = max((volgnummer(regels, factuur, f.nummer) for f in gegeven), default=0)
        last[reeks] += 1
        nummer = regels.make_nummer(factuur.jaar, factuur.cbs_code, last[reeks])
        found.append(replace(factuur, nummer=nummer))
    return found
