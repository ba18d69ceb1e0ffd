"""Sharing an amount in proportion, so that the parts add up to the cent."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

_CENTS = 100


def verdeel(bedrag: Decimal, naar: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Return each one's share of an amount, by largest remainder.

    Everyone first gets the whole cents of the exact share. The cents that are left go one by
    one to the largest remainders; of equal remainders the larger weight goes first, then the
    key in alphabetical order. (The method of Hamilton, in Dutch *grootste resten*.)

    Args:
        bedrag: The amount in euros, whole cents, not negative.
        naar: The weight of each; together above nought.

    Raises:
        ValueError: The amount has a part of a cent or is negative, or nobody has a weight.
    """
    cents = bedrag * _CENTS
    total = sum(map(Fraction, naar.values()), Fraction(0))
    if cents != int(cents) or cents < 0:
        raise ValueError(f"{bedrag} is no amount of whole cents to share")
    if total <= 0 or min(naar.values()) < 0:
        raise ValueError("nobody has a weight to share by, or a weight is negative")
    exact = {key: int(cents) * Fraction(weight) / total for key, weight in naar.items()}
    whole = {key: int(share) for key, share in exact.items()}
    order = sorted(naar, key=lambda key: (whole[key] - exact[key], -naar[key], key))
    for key in order[: int(cents) - sum(whole.values())]:
        whole[key] += 1
    return {key: Decimal(share) / _CENTS for key, share in whole.items()}
