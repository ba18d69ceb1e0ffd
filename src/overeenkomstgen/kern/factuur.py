"""An invoice: what a municipality is to pay for a year."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from overeenkomstgen.kern.euro import CENT
from overeenkomstgen.kern.naamvorm import check_vorm, is_file_name

_LONGEST_TERM = 365
_DIGITS = 13  # of a rate: written out, one like 1E-999999999 fills the memory


@dataclass(frozen=True, slots=True)
class Factuurregels:
    """How invoices are made out, as ``convenant.toml`` says.

    Attributes:
        nummer: The form of an invoice number; ``{jaar}`` and ``{cbs_code}`` stand in it.
        btw: The rate of VAT, as a fraction.
        termijn: The days within which is to be paid.
    """

    nummer: str
    btw: Decimal
    termijn: int

    def make_nummer(self, jaar: int, cbs_code: str) -> str:
        """Return the number of a municipality's invoice for a year."""
        return self.nummer.format(jaar=jaar, cbs_code=cbs_code)

    def check(self) -> Iterator[tuple[str, str, str]]:
        """Yield what cannot be: key, what is wrong, what to do."""
        if faults := check_vorm("nummer", self.nummer, must=("jaar", "cbs_code")):
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
class Factuur:
    """An invoice as it was given; none of this ever changes.

    Attributes:
        inwoners: Those, on the peildatum, that the contribution was computed from.
        tarief: Euros per inhabitant per year, excluding VAT.
        bijdrage: The contribution, in euros, excluding VAT.
        overschot: The share in the surplus that is taken off; 0 when there is none.
        overschot_totaal: The surplus of all municipalities together.
        btw_tarief: The rate of VAT, as a fraction.
        termijn: The days within which is to be paid.
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
    getuige: str = field(default="", compare=False)

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
        """The VAT, in euros, rounded half up to the cent."""
        return (self.bedrag * self.btw_tarief).quantize(CENT, rounding=ROUND_HALF_UP)

    @property
    def totaal(self) -> Decimal:
        """What is to be paid, in euros, including VAT."""
        return self.bedrag + self.btw

    @property
    def vervaldatum(self) -> date:
        """The last day of the term of payment."""
        return self.datum + timedelta(days=self.termijn)
