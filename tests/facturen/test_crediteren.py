"""What a credit takes from an invoice, to the cent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hulp.values import FACTUUR
from overeenkomstgen.facturen.facturering import credit, credit_aandeel
from overeenkomstgen.kern.factuur import restanten


def test_a_whole_credit_turns_every_sign() -> None:
    found = credit(FACTUUR, "verkeerd adres", date(2027, 3, 1))
    assert (found.nummer, found.credit_van, found.reden) == ("", FACTUUR.nummer, "verkeerd adres")
    assert found.inwoners == -101446
    assert (found.bijdrage, found.overschot) == (Decimal("-15216.90"), Decimal("-4780.03"))
    assert (found.bedrag, found.btw) == (-FACTUUR.bedrag, -FACTUUR.btw)
    assert found.totaal == Decimal("-12628.61")
    assert restanten([FACTUUR, found]) == {}


def test_a_credit_in_part_leaves_the_rest() -> None:
    """As does a share in a surplus that came later; then the whole rest, on another day."""
    given = replace(FACTUUR, overschot=Decimal(0), overschot_totaal=Decimal(0))
    part = credit(given, "korting", date(2027, 3, 1), Decimal("216.90"))
    assert (part.inwoners, part.bijdrage, part.overschot) == (0, Decimal("-216.90"), Decimal(0))
    (rest,) = restanten([given, part]).values()
    assert (rest.bedrag, rest.totaal) == (Decimal("15000.00"), Decimal("18150.00"))
    share = credit_aandeel(rest, Decimal("4780.03"), Decimal("10000.01"), date(2027, 4, 1))
    assert (share.bijdrage, share.overschot) == (Decimal(0), Decimal("4780.03"))
    assert share.bedrag == Decimal("-4780.03")
    (rest,) = restanten([given, part, share]).values()
    assert (rest.bedrag, rest.overschot_totaal) == (Decimal("10219.97"), Decimal("10000.01"))
    last = credit(rest, "onjuist", date(2027, 5, 1), rest.bedrag)
    assert restanten([given, part, share, last]) == {}
    every = (given, part, share, last)
    assert [sum(getattr(f, name) for f in every) for name in ("bedrag", "btw", "totaal")] == [0] * 3
    assert [sum(getattr(f, name) for f in every) for name in ("bijdrage", "overschot")] == [0, 0]


@given(st.lists(st.integers(1, 999), min_size=1, max_size=9), st.integers(0, 99))
def test_parts_together_never_exceed_the_invoice(cents: list[int], per_cent: int) -> None:
    """To the cent, VAT included, whatever each is rounded to; the last part is what is left."""
    total = Decimal(sum(cents)) / 100
    invoice = replace(
        FACTUUR, bijdrage=total, overschot=Decimal(0), btw_tarief=Decimal(per_cent) / 100
    )
    given = [invoice]
    for part in cents:
        (rest,) = restanten(given).values()
        given.append(credit(rest, "deel", FACTUUR.datum, Decimal(part) / 100))
        assert abs(given[-1].afronding) <= Decimal("0.01")
        assert 0 <= sum(f.totaal for f in given) <= invoice.totaal
        assert all(
            rest.totaal == sum(f.totaal for f in given) for rest in restanten(given).values()
        )
    assert restanten(given) == {}
    assert sum(f.totaal for f in given) == sum(f.btw for f in given) == 0
