"""Sharing an amount by largest remainder: to the cent, and the same whatever the order."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overeenkomstgen.kern.euro import verdeel

CENT = Fraction(1, 100)
BIJDRAGEN = {
    "GM0150": Decimal("15216.90"),  # Deventer
    "GM0193": Decimal("19600.20"),  # Zwolle
    "GM0361": Decimal("16617.45"),  # Alkmaar
}


def test_ten_thousand_euros_and_a_cent_over_three() -> None:
    """Worked out by hand, in cents, over 51.434,55 together.

    Deventer: 1521690 x 1000001 / 5143455 = 295850, remainder 0,07.
    Zwolle:   1960020 x 1000001 / 5143455 = 381071, remainder 0,08.
    Alkmaar:  1661745 x 1000001 / 5143455 = 323079, remainder 0,85.
    That is 1000000; the cent that is left goes to Alkmaar.
    """
    assert verdeel(Decimal("10000.01"), BIJDRAGEN) == {
        "GM0150": Decimal("2958.50"),
        "GM0193": Decimal("3810.71"),
        "GM0361": Decimal("3230.80"),
    }


@pytest.mark.parametrize(
    ("bedrag", "naar", "expected"),
    [
        pytest.param("0", {"a": "1", "b": "2"}, {"a": "0", "b": "0"}, id="niets"),
        pytest.param("0.01", {"a": "1", "b": "2"}, {"a": "0", "b": "0.01"}, id="een cent"),
        pytest.param("12.34", {"a": "7"}, {"a": "12.34"}, id="voor een"),
        pytest.param("1.00", {"a": "0", "b": "3"}, {"a": "0", "b": "1"}, id="een zonder gewicht"),
        pytest.param(
            "0.02",
            {"c": "1", "b": "1", "a": "1"},
            {"a": "0.01", "b": "0.01", "c": "0"},
            id="gelijk: het alfabet",
        ),
        pytest.param(
            "0.02", {"a": "1", "b": "3"}, {"a": "0", "b": "0.02"}, id="gelijke rest: het grootste"
        ),
        pytest.param("6.00", {"a": "1", "b": "2"}, {"a": "2", "b": "4"}, id="het komt uit"),
    ],
)
def test_shares(bedrag: str, naar: dict[str, str], expected: dict[str, str]) -> None:
    found = verdeel(Decimal(bedrag), {key: Decimal(weight) for key, weight in naar.items()})
    assert found == {key: Decimal(share) for key, share in expected.items()}


euros = st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100)
weights = st.dictionaries(st.text(max_size=6), euros, min_size=1, max_size=45).filter(
    lambda naar: sum(naar.values()) > 0
)


@given(euros, weights)
def test_the_shares_add_up_and_are_each_within_a_cent(
    bedrag: Decimal, naar: dict[str, Decimal]
) -> None:
    shares = verdeel(bedrag, naar)
    assert sum(shares.values()) == bedrag
    assert shares.keys() == naar.keys()
    total = sum(map(Fraction, naar.values()))
    for key, share in shares.items():
        assert share == share.quantize(Decimal("0.01")) >= 0
        exact = Fraction(bedrag) * Fraction(naar[key]) / total
        assert abs(Fraction(share) - exact) < CENT


@given(euros, weights)
def test_who_weighs_more_never_gets_less(bedrag: Decimal, naar: dict[str, Decimal]) -> None:
    shares = verdeel(bedrag, naar)
    ordered = [shares[key] for key in sorted(naar, key=lambda key: (naar[key], shares[key]))]
    assert ordered == sorted(ordered)


@given(euros, weights.flatmap(lambda naar: st.tuples(st.just(naar), st.permutations(list(naar)))))
def test_the_order_does_not_matter(
    bedrag: Decimal, both: tuple[dict[str, Decimal], list[str]]
) -> None:
    naar, order = both
    assert verdeel(bedrag, {key: naar[key] for key in order}) == verdeel(bedrag, naar)


@given(weights.flatmap(lambda naar: st.tuples(st.just(naar), st.integers(0, 10**11))))
def test_no_share_is_more_than_the_weight_when_the_amount_is_not(
    both: tuple[dict[str, Decimal], int],
) -> None:
    """So no invoice falls below nought: the surplus is at most all contributions."""
    naar, cents = both
    bedrag = min(Decimal(cents) / 100, sum(naar.values(), Decimal(0)))
    assert all(share <= naar[key] for key, share in verdeel(bedrag, naar).items())


@pytest.mark.parametrize(
    ("bedrag", "naar", "message"),
    [
        ("0.001", {"a": "1"}, "0.001 is no amount of whole cents to share"),
        ("-1.00", {"a": "1"}, "-1.00 is no amount of whole cents to share"),
        ("1.00", {}, "nobody has a weight to share by, or a weight is negative"),
        ("1.00", {"a": "0"}, "nobody has a weight to share by, or a weight is negative"),
        ("1.00", {"a": "3", "b": "-1"}, "nobody has a weight to share by, or a weight is negative"),
    ],
)
def test_what_cannot_be_shared(bedrag: str, naar: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=rf"^{message}$"):
        verdeel(Decimal(bedrag), {key: Decimal(weight) for key, weight in naar.items()})
