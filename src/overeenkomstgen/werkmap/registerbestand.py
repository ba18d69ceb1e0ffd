"""The register on disk: ``register.csv``, which only grows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from overeenkomstgen.kern.register import Inschrijving, Melding
from overeenkomstgen.schijf.kettingbestand import Kettingbestand
from overeenkomstgen.schijf.kettingregels import Ketting, Schakel
from overeenkomstgen.verwijzing import actie

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
        RegisterError: The file is not as the program wrote it, or has lost rows.
        NieuwerError: A newer version of the program wrote it.
    """
    return _entries(Kettingbestand(path, KETTING).read())


def record(path: Path, meldingen: Sequence[Melding]) -> tuple[Inschrijving, ...]:
    """Add to the register, and return all its entries, with those that were added.

    Raises:
        RegisterError: The register is damaged; see :func:`read_register`.
        NieuwerError: A newer version of the program wrote it.
        BusyError: Another run kept the register for too long.
        UitvoerError: The file cannot be written.
    """
    return _entries(Kettingbestand(path, KETTING).record(meldingen))


def _entries(rows: Iterable[Schakel[Melding]]) -> tuple[Inschrijving, ...]:
    return tuple(
        Inschrijving(**asdict(row.waarde), nummer=row.nummer, moment=row.moment) for row in rows
    )
