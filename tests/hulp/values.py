"""Values that several tests start from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from overeenkomstgen.kern.documentsoort import Per
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.kern.gemeente import Functie, Gemeente, Ondertekenaar
from overeenkomstgen.kern.status import make_status
from overeenkomstgen.velden.onderwerp import Onderwerp
from overeenkomstgen.werkmap.werkmap import Werkmap, read_periode

if TYPE_CHECKING:
    from overeenkomstgen.kern.convenant import Periode

DEVENTER = Gemeente(
    naam="Deventer",
    cbs_code="GM0150",
    inwoners=101446,
    adres="Grote Kerkhof 1",
    postcode="7411 KT",
    plaats="Deventer",
    ondertekenaar=Ondertekenaar("de heer", "R.C. König", Functie.BURGEMEESTER),
    collegebesluit=date(2023, 1, 10),
    plaats_ondertekening="Deventer",
    datum_ondertekening=date(2023, 1, 10),
    email=None,
    rij=13,
)
FACTUUR = Factuur(
    nummer="P31-2027-GM0150",
    cbs_code="GM0150",
    gemeente="Deventer",
    jaar=2027,
    datum=date(2027, 1, 15),
    inwoners=101446,
    tarief=Decimal("0.15"),
    peildatum=date(2022, 1, 1),
    bijdrage=Decimal("15216.90"),
    overschot=Decimal("4780.03"),
    overschot_totaal=Decimal("10000.01"),
    btw_tarief=Decimal("0.21"),
    termijn=30,
)
"""Deventer's last invoice, with its share in a surplus."""


def onderwerp(gemeente: Gemeente | None = DEVENTER) -> Onderwerp:
    """Return a subject in the project's own period, with nothing signed."""
    found = periode()
    status = make_status(found, [DEVENTER], {}, {}, date(2023, 2, 1))
    per = Per.CONVENANT if gemeente is None else Per.GEMEENTE
    soort = next(soort for soort in found.documentsoort.values() if soort.per is per)
    return Onderwerp(found, status, soort, gemeente)


def periode() -> Periode:
    """Return the period of the project's own werkmap."""
    found, faults = read_periode(Werkmap(Path(__file__).parents[2]))
    assert found is not None, faults
    return found
