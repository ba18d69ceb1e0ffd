"""The register on disk: ``register.csv``, which only grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from overeenkomstgen.kern.register import Inschrijving, Melding
from overeenkomstgen.schijf.kettingbestand import Kettingbestand
from overeenkomstgen.schijf.kettingregels import Ketting
from overeenkomstgen.verwijzing import actie

if TYPE_CHECKING:
    from pathlib import Path

    from overeenkomstgen.schijf.kettingregels import Schakel


Besluit = Callable[[tuple[Inschrijving, ...]], Sequence[Melding]]
"""Decides, from the entries that there are, what to record; may refuse with an exception."""

KETTING = Ketting(
    Melding,
    "nummer",
    "Zet de laatste goede kopie van het register terug, bijvoorbeeld uit een reservekopie, en "
    "leg opnieuw vast wat daar nog niet in staat. Wijzig het bestand nooit zelf: een "
    f"vergissing herstelt u met {actie('corrigeer')}.",
    "leg opnieuw vast wat ontbreekt",
)
"""How the rows of the register are written."""


def read_register(path: Path) -> tuple[Inschrijving, ...]:
    """Return the entries of a register; none when there is no file.

    Raises:
        RegisterError: The file cannot be read, is not as the program wrote it, or has lost
            rows.
    """
    return _entries(Kettingbestand(path, KETTING).read())


def record(path: Path, besluit: Besluit) -> tuple[Inschrijving, ...]:
    """Add to the register, and return all its entries, with those that were added.

    Args:
        path: The register; it need not exist.
        besluit: Decides what to add, while nobody else can write. When it raises, nothing is
            recorded.

    Raises:
        RegisterError: The register is damaged; see :func:`read_register`.
        BusyError: Another run kept the register for too long.
        UitvoerError: The file cannot be written.
    """
    return _entries(Kettingbestand(path, KETTING).record(lambda rows: besluit(_entries(rows))))


def _entries(rows: Sequence[Schakel[Melding]]) -> tuple[Inschrijving, ...]:
    return tuple(
        Inschrijving(nummer=row.nummer, moment=row.moment, **asdict(row.waarde)) for row in rows
    )
