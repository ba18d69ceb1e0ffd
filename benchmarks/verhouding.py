"""The arithmetic: ratios of pairs of measurements, and what they should be."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass


def median_ratio(pairs: Iterable[tuple[float, float]]) -> float:
    """Return the median of the ratios within each pair.

    Both of a pair are measured right after each other, so a machine that gets slower
    slows both; the ratio of two medians would not have that.

    Args:
        pairs: Ours and the other's, of each round.

    Raises:
        ValueError: There is no pair.
    """
    ratios = [ours / theirs for ours, theirs in pairs]
    if not ratios:
        raise ValueError("no rounds were measured")
    return statistics.median(ratios)


@dataclass(frozen=True, slots=True)
class Doel:
    """What was asked of a figure.

    Attributes:
        wat: What is measured, in Dutch.
        grens: The most that it may be.
        waarde: What was measured.
        eenheid: What it is counted in, in Dutch: ``keer`` or ``s``.
    """

    wat: str
    grens: float
    waarde: float
    eenheid: str = "keer"

    @property
    def gehaald(self) -> bool:
        """Whether it is as was asked."""
        return self.waarde <= self.grens
