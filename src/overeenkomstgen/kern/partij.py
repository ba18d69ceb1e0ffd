"""The parties of the convenant, who represents them and who is there to be asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from operator import mul

from overeenkomstgen.kern.waarden import WaardeError, adressen, show

_SPACED = re.compile(r"(?<=\w)[\s.](?=\w)")  # one at a time, between two signs
_KVK = re.compile("[0-9]{8}")
_BTW, _RSIN = re.compile("NL([0-9]{9})B[0-9]{2}"), (9, 8, 7, 6, 5, 4, 3, 2, -1)
_IBAN = re.compile("([A-Z]{2}[0-9]{2})([A-Z0-9]{11,30})")


def _is_btw(text: str) -> bool:
    """Tell whether it can be a btw-identificatienummer: that of a legal person holds its RSIN."""
    found = _BTW.fullmatch(text)
    return found is not None and sum(map(mul, map(int, found[1]), _RSIN)) % 11 == 0


def _is_iban(text: str) -> bool:
    """Tell whether the check digits are right: the remainder of 97 is 1 (ISO 13616-1)."""
    found = _IBAN.fullmatch(text)
    return (
        found is not None and int("".join(str(int(c, 36)) for c in found[2] + found[1])) % 97 == 1
    )


_NUMBERS = (
    ("kvk_nummer", _KVK.fullmatch, "KvK-nummer", "schrijf alle 8 cijfers, ook nullen vooraan"),
    (
        "btw_nummer",
        _is_btw,
        "btw-nummer van een stichting",
        "kijk alle tekens na: NL, 9 cijfers, B en 2 cijfers",
    ),
    ("iban", _is_iban, "rekeningnummer (IBAN)", "kijk het na op een afschrift, teken voor teken"),
)
"""What is a number of the foundation's, what it is called, and what to do where it is none."""


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
        for key, fits, noun, advice in _NUMBERS:
            text = getattr(self, key)
            if text and not fits(_SPACED.sub("", text).upper()):
                yield key, f"{show(text)} is geen {noun}", advice
        yield from _check_email(self.email)
        yield from _check_opvolgers(self)


def _check_email(text: str) -> Iterator[tuple[str, str, str]]:
    try:
        adressen(text)
    except WaardeError as error:
        yield "email", error.what, "schrijf het als naam@voorbeeld.nl"


@dataclass(frozen=True, slots=True)
class Aanspreekpunt:
    """Whom the municipalities turn to; what is not known is empty."""

    naam: str = ""
    email: str = ""
    telefoon: str = ""

    def check(self) -> Iterator[tuple[str, str, str]]:
        """Yield what cannot be: key, what is wrong, what to do."""
        yield from _check_email(self.email)


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
