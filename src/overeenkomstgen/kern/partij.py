"""The parties of the convenant, who represents them and who is there to be asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from overeenkomstgen.kern.waarden import show

_KVK = re.compile(r"[0-9](?:[ .]?[0-9]){7}")


@dataclass(frozen=True, slots=True)
class Vertegenwoordiger:
    """Who represents a party: *de heer* or *mevrouw*, initials and surname, office.

    ``vanaf`` is the first day in office, which of a successor is known.
    """

    aanhef: str
    naam: str
    functie: str
    vanaf: date | None = None


@dataclass(frozen=True, slots=True)
class Stichting:
    """The foundation that the municipalities contract with; what is not known is empty."""

    naam: str
    korte_naam: str
    adres: str
    plaats: str
    vertegenwoordiger: Vertegenwoordiger
    postcode: str = ""
    kvk_nummer: str = ""
    btw_nummer: str = ""
    iban: str = ""
    email: str = ""
    telefoon: str = ""
    opvolgers: tuple[Vertegenwoordiger, ...] = ()

    def check(self) -> Iterator[tuple[str, str, str]]:
        """Yield what cannot be: key, what is wrong, what to do."""
        if self.kvk_nummer and not _KVK.fullmatch(self.kvk_nummer):
            what = f"{show(self.kvk_nummer)} is geen KvK-nummer"
            yield "kvk_nummer", what, "schrijf alle 8 cijfers, ook nullen vooraan"
        yield from _check_opvolgers(self)


@dataclass(frozen=True, slots=True)
class Aanspreekpunt:
    """Whom the municipalities turn to; what is not known is empty."""

    naam: str = ""
    email: str = ""
    telefoon: str = ""


@dataclass(frozen=True, slots=True)
class Netwerk:
    """The network of municipalities; no legal person, it cannot bind its members."""

    naam: str
    korte_naam: str
    vertegenwoordiger: Vertegenwoordiger
    secretaris: Aanspreekpunt = field(default_factory=Aanspreekpunt)
    opvolgers: tuple[Vertegenwoordiger, ...] = ()

    def check(self) -> Iterator[tuple[str, str, str]]:
        """Yield what cannot be: key, what is wrong, what to do."""
        yield from _check_opvolgers(self)


def in_functie(partij: Stichting | Netwerk, op: date) -> Vertegenwoordiger:
    """Return who represents a party on a day: the last who came into office by then."""
    came = [each for each in partij.opvolgers if each.vanaf and each.vanaf <= op]
    return came[-1] if came else partij.vertegenwoordiger


def _check_opvolgers(partij: Stichting | Netwerk) -> Iterator[tuple[str, str, str]]:
    former = partij.vertegenwoordiger
    for each in partij.opvolgers:
        if each.vanaf is None:
            what = f"van {each.naam} staat er niet vanaf welke dag"
            yield "opvolgers", what, "zet er vanaf = met die dag bij, zoals 2025-06-01"
        elif former.vanaf and each.vanaf <= former.vanaf:
            what = f"{each.naam} volgt {former.naam} op, en is er niet later gekomen"
            yield "opvolgers", what, "zet wie later kwam eronder, en kijk de dagen na"
        former = each
