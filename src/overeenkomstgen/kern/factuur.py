"""An invoice: what a municipality is to pay for a year; and what takes from it, a credit."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from overeenkomstgen.kern.euro import CENT
from overeenkomstgen.kern.naamvorm import check_vorm, is_file_name
from overeenkomstgen.kern.tabel import count

_LONGEST_TERM = 365
_DIGITS = 13  # of a rate: written out, one like 1E-999999999 fills the memory
PLAATS = re.compile(r"\{volgnummer(?::0([1-9]))?\}")
"""The place in a series of numbers, in their form."""

CONCEPT = "CONCEPT"
"""What stands in the place of a number on what is no invoice yet."""


@dataclass(frozen=True, slots=True)
class Factuur:
    """An invoice as it was given; none of this ever changes.

    A credit is one too, with its amounts below nought, so that a sum of them is right by itself.

    Attributes:
        inwoners: Those, on the peildatum, that the contribution was computed from.
        tarief: Euros per inhabitant per year, excluding VAT.
        bijdrage: The contribution, in euros, excluding VAT.
        overschot: The share in the surplus that is taken off; 0 when there is none.
        overschot_totaal: The surplus of all municipalities together.
        btw_tarief: The rate of VAT, as a fraction.
        termijn: The days within which is to be paid.
        credit_van: The number of the invoice that it credits; empty for an invoice.
        reden: Why it was credited.
        betaler: The CBS code of the successor that pays; empty for the municipality itself.
        afronding: Cents of VAT that a credit has more than its own rounding gives, so that what
            is left of an invoice and its VAT stay right.
        getuige: What it tells of its row in ``facturen.csv``; empty before it has one.
    """

    nummer: str
    cbs_code: str
    gemeente: str
    jaar: int
    datum: date
    inwoners: int
    tarief: Decimal
    peildatum: date
    bijdrage: Decimal
    overschot: Decimal
    overschot_totaal: Decimal
    btw_tarief: Decimal
    termijn: int
    credit_van: str = ""
    reden: str = ""
    betaler: str = ""
    afronding: Decimal = Decimal(0)
    getuige: str = field(default="", compare=False)

    @property
    def is_concept(self) -> bool:
        """Whether it is not given, but made to look at."""
        return self.nummer == CONCEPT

    @property
    def bedrag(self) -> Decimal:
        """What is to be paid, in euros, excluding VAT."""
        return self.bijdrage - self.overschot

    @property
    def verrekening(self) -> Decimal:
        """The share in the surplus, as an amount below nought: ``€ -4.780,03``."""
        return -self.overschot

    @property
    def btw(self) -> Decimal:
        """The VAT, in euros, rounded half up to the cent; away from nought below it."""
        own = (self.bedrag * self.btw_tarief).quantize(CENT, rounding=ROUND_HALF_UP)
        return own + self.afronding

    @property
    def totaal(self) -> Decimal:
        """What is to be paid, in euros, including VAT."""
        return self.bedrag + self.btw

    @property
    def tegoed(self) -> Decimal:
        """What a credit takes from an invoice, in euros, including VAT."""
        return -self.totaal

    @property
    def vervaldatum(self) -> date:
        """The last day of the term of payment."""
        return self.datum + timedelta(days=self.termijn)

    def plus(self, credit: "Factuur") -> "Factuur":
        """Return what is left of an invoice after a credit; its VAT is that of what is left."""
        return replace(
            self,
            inwoners=self.inwoners + credit.inwoners,
            bijdrage=self.bijdrage + credit.bijdrage,
            overschot=self.overschot + credit.overschot,
            overschot_totaal=self.overschot_totaal or credit.overschot_totaal,
        )


@dataclass(frozen=True, slots=True)
class Factuurregels:
    """How invoices are made out, as ``convenant.toml`` says.

    Attributes:
        nummer: The form of an invoice number. ``{volgnummer:03}`` is its place in a series, and
            ``{jaar}`` and ``{cbs_code}`` can stand around it. Without a place, as earlier
            versions had it, it must have those two.
        btw: The rate of VAT, as a fraction.
        termijn: The days within which is to be paid.
    """

    nummer: str
    btw: Decimal
    termijn: int

    def make_nummer(self, jaar: int, cbs_code: str, volgnummer: int = 1) -> str:
        """Return the number of a municipality's invoice for a year, at a place in its series."""
        return self.nummer.format(jaar=jaar, cbs_code=cbs_code, volgnummer=volgnummer)

    def volgnummer(self, factuur: Factuur, nummer: str) -> int:
        """Return the place, from 1, of a number in the series of an invoice; 0 when it is in none.

        A series is what stands around that place; a credit is in that of the invoice.
        """
        voor, *rest = PLAATS.split(self.nummer)
        around = {"jaar": factuur.jaar, "cbs_code": factuur.cbs_code}
        na = rest[-1].format(**around) if rest else ""
        middle = nummer.removeprefix(voor.format(**around)).removesuffix(na)
        place = int(middle) if middle.isascii() and middle.isdecimal() else 0
        is_there = place and self.make_nummer(factuur.jaar, factuur.cbs_code, place) == nummer
        return place if is_there else 0

    def genummerd(self, nieuw: Iterable[Factuur], gegeven: Sequence[Factuur]) -> list[Factuur]:
        """Return new invoices with their numbers, which go on where those that were given end.

        They are consecutive, in one or more series (Wet OB 1968, article 35a). Without a series
        there is one number for a municipality and year.
        """
        last: dict[str, int] = {}
        found = []
        for factuur in nieuw:
            reeks = self.make_nummer(factuur.jaar, factuur.cbs_code, 0)
            if reeks not in last:
                last[reeks] = max((self.volgnummer(factuur, f.nummer) for f in gegeven), default=0)
            last[reeks] += 1
            nummer = self.make_nummer(factuur.jaar, factuur.cbs_code, last[reeks])
            found.append(replace(factuur, nummer=nummer))
        return found

    @property
    def doorlopend(self) -> str:
        """The form of the numbers with a place in it, also where they have none."""
        return self.nummer.replace("{cbs_code}", "{volgnummer:03}")

    def check(self) -> Iterator[tuple[str, str, str]]:
        """Yield what cannot be: key, what is wrong, what to do."""
        around = ("jaar", "cbs_code")
        faults = check_vorm("nummer", self.nummer, must=around)
        if faults:  # else it is as earlier versions had it
            plain = PLAATS.sub("{volgnummer}", self.nummer)
            faults = check_vorm("nummer", plain, must=("volgnummer",), may=around)
        if faults:
            yield from faults
        elif not is_file_name(self.make_nummer(2000, "GM0000")):
            what = f'"{self.nummer}" kan niet in een bestandsnaam staan'
            yield "nummer", what, "gebruik letters, cijfers en streepjes"
        if not (0 <= self.btw < 1 and abs(self.btw.adjusted()) < _DIGITS):
            what = f"{self.btw} is geen tarief van de btw"
            yield "btw", what, "schrijf 21 procent als 0.21"
        if not 1 <= self.termijn <= _LONGEST_TERM:
            what = f"{self.termijn} is geen termijn van betaling"
            yield "termijn", what, "vul een aantal dagen in, zoals 30"


@dataclass(frozen=True, slots=True)
class Samen:
    """Invoices and credits together; its amounts are the sums of theirs, in euros."""

    facturen: tuple[Factuur, ...]

    @property
    def aantal(self) -> str:
        """How many there are, in Dutch: ``12 facturen en 1 creditfactuur``."""
        taken = sum(1 for factuur in self.facturen if factuur.credit_van)
        number = count(len(self.facturen) - taken, "factuur", "facturen")
        return f"{number} en {count(taken, 'creditfactuur', 'creditfacturen')}" if taken else number

    @property
    def bijdrage(self) -> Decimal:
        """The contributions, excluding VAT."""
        return sum((each.bijdrage for each in self.facturen), Decimal(0))

    @property
    def verrekening(self) -> Decimal:
        """The shares in the surplus, as an amount below nought."""
        return sum((each.verrekening for each in self.facturen), Decimal(0))

    @property
    def bedrag(self) -> Decimal:
        """What is to be paid, excluding VAT."""
        return self.bijdrage + self.verrekening

    @property
    def btw(self) -> Decimal:
        """The VAT."""
        return sum((each.btw for each in self.facturen), Decimal(0))

    @property
    def totaal(self) -> Decimal:
        """What is to be paid, including VAT."""
        return self.bedrag + self.btw


def exemplaar(factuur: Factuur, facturen: Iterable[Factuur]) -> int:
    """Return which one it is of the invoices, or the credits, of a municipality and year."""
    whose = factuur.cbs_code, factuur.jaar, bool(factuur.credit_van)
    same = [f.nummer for f in facturen if (f.cbs_code, f.jaar, bool(f.credit_van)) == whose]
    return [*same, factuur.nummer].index(factuur.nummer) + 1


def restanten(facturen: Iterable[Factuur]) -> dict[str, Factuur]:
    """Return by its number what is left of each invoice after its credits.

    What was credited whole is left out; of a municipality and year there is one at most.
    """
    left: dict[str, Factuur] = {}
    for factuur in facturen:
        if not factuur.credit_van:
            left[factuur.nummer] = factuur
        elif former := left.get(factuur.credit_van):
            left[former.nummer] = former.plus(factuur)
            if not left[former.nummer].bijdrage:
                del left[former.nummer]
    return left
