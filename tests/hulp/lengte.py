"""How long the tests take: a fixed sample of what can be counted, or all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

_Item = TypeVar("_Item")


class Lengte:
    """Which of both it is.

    Attributes:
        lang: All of it, as ``make test-lang`` asks.
    """

    lang = False


def sample(everything: Sequence[_Item], many: int) -> list[_Item]:
    """Return all, or so many that lie evenly spread, the first and the last among them."""
    if Lengte.lang or len(everything) <= many:
        return list(everything)
    return [everything[(len(everything) - 1) * number // (many - 1)] for number in range(many)]


def count(full: int, few: int) -> int:
    """Return a number for both: how often something is done, or in what steps."""
    return full if Lengte.lang else few
