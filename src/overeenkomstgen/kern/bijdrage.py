"""The yearly contribution: money, exact to the cent."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from overeenkomstgen.kern.euro import CENT


def jaarbedrag(inwoners: int, tarief: Decimal) -> Decimal:
    """Return what a municipality pays for one year, in euros, excluding VAT.

    Inhabitants times tariff (article 3.1); a tariff of less than a cent can leave
    a fraction, which is rounded half up.
    """
    return (inwoners * tarief).quantize(CENT, rounding=ROUND_HALF_UP)
