"""What the papers that are kept say of what was recorded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from overeenkomstgen.errors import Fault


@dataclass(frozen=True, slots=True)
class Bevinding:
    """What the papers say of what was recorded.

    Attributes:
        ongeboekt: Of whom papers are kept while no signature was recorded, by CBS code. A run
            that was killed before recording leaves them so, until the same command is given again.
        opnieuw: Whose former signature was taken back, of those: an agreement that is kept may be
            of then.
        strijdig: What was recorded otherwise than the papers say.
        opmerkingen: What is no longer as it was kept, in Dutch.
        onvoltooid: What a run that was broken off did not keep yet, or what has gone since.
    """

    ongeboekt: Mapping[str, Fault]
    strijdig: tuple[Fault, ...]
    opmerkingen: tuple[str, ...]
    onvoltooid: tuple[str, ...]
    opnieuw: Collection[str] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All for which nothing can be made."""
        return *self.ongeboekt.values(), *self.strijdig
