"""The fill-in line (*invulregel*) that stands where a fact is not known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Invulregel:
    """An unknown value: false in a condition, a line to write on in the text.

    Attributes:
        veld: The field's name as in a template, ``gemeente.collegebesluit``.
        lengte: The number of underscores; 25 are about 5 cm in 11-point Calibri.
    """

    veld: str
    lengte: int

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return "_" * self.lengte
