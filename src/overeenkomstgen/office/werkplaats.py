"""What documents are made with: a motor for the PDFs, and how everything is made there."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from overeenkomstgen.errors import Fault, InputError
from overeenkomstgen.office.hier import Hier, open_hier
from overeenkomstgen.office.libreoffice import find_libreoffice
from overeenkomstgen.office.maakwijze import Maakwijze, find_maakwijze
from overeenkomstgen.verwijzing import vak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from overeenkomstgen.office.cluster import Cluster

TIME_LIMIT = 60.0
"""Seconds that LibreOffice may spend on one document, unless the user says otherwise."""
DASK = "dask://"
"""What the address of a Dask cluster begins with."""


@dataclass(frozen=True)
class Werkplaats:
    """What documents are made with.

    Attributes:
        motor: Makes the PDFs; None when none are made.
    """

    motor: Hier | Cluster | None = None

    @cached_property
    def how(self) -> Maakwijze:
        """How documents are made there, now."""
        if self.motor is None or isinstance(self.motor, Hier):
            return find_maakwijze(self.motor.office if self.motor else None)
        return self.motor.how

    def warm_up(self, number: int) -> None:
        """Begin to get ready for work on this many documents.

        Raises:
            ToolError: The motor does not work.
        """
        if self.motor is not None:
            self.motor.warm_up(number)


@contextmanager
def open_werkplaats(
    *, alleen_word: bool = False, time_limit: float = TIME_LIMIT, address: str | None = None
) -> Iterator[Werkplaats]:
    """Give what documents are made with; afterwards nothing that it started is left.

    Args:
        alleen_word: No PDFs are to be made.
        time_limit: Seconds that LibreOffice may spend on one document.
        address: The cluster that makes the PDFs; None for this machine.

    Raises:
        InputError: There is no such kind of cluster.
        ToolError: LibreOffice is missing, or there is no such cluster.
    """
    with ExitStack() as stack:
        if alleen_word:
            yield Werkplaats()
        elif address is None:
            yield Werkplaats(stack.enter_context(open_hier(find_libreoffice(), time_limit)))
        else:
            if not address.startswith(DASK):
                what = "zo'n motor is er niet"
                advice = (
                    f"laat {vak('motor')} weg, of geef het adres van een cluster: "
                    f"{DASK}computer:8786"
                )
                raise InputError([Fault(vak("motor", address), what, advice)])
            from overeenkomstgen.office.cluster import open_cluster  # noqa: PLC0415 - rare

            yield Werkplaats(stack.enter_context(open_cluster(address, time_limit)))
