"""What a credit takes from an invoice: all that is left of it, a part, or a share in a surplus."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from overeenkomstgen.kern.factuur import Factuur


def credit(rest: Factuur, reden: str, datum: date, bedrag: Decimal | None = None) -> Factuur:
    """Return a credit, without a number, of an invoice of which ``rest`` is what is left.

    ``bedrag`` is in euros, excluding VAT, at most what is left; None for all of it.
    """
    if bedrag is None or bedrag == rest.bedrag:
        whole = replace(rest, bijdrage=-rest.bijdrage, overschot=-rest.overschot)
        return _credit(rest, replace(whole, inwoners=-rest.inwoners), reden, datum)
    part = replace(rest, inwoners=0, bijdrage=-bedrag, overschot=Decimal(0))
    return _credit(rest, part, reden, datum)


def credit_aandeel(rest: Factuur, aandeel: Decimal, totaal: Decimal, datum: date) -> Factuur:
    """Return the same of a share in a surplus that was established after the invoice."""
    part = replace(rest, inwoners=0, bijdrage=Decimal(0), overschot=aandeel)
    found = replace(part, overschot_totaal=totaal)
    return _credit(rest, found, "aandeel in het overschot", datum)


def _credit(rest: Factuur, taken: Factuur, reden: str, datum: date) -> Factuur:
    own = replace(taken, nummer="", credit_van=rest.nummer, reden=reden, datum=datum, getuige="")
    return replace(own, afronding=rest.plus(own).btw - rest.btw - own.btw)
