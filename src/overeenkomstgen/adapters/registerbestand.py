"""The register on disk: ``register.csv``, which only grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from overeenkomstgen.adapters import klok
from overeenkomstgen.adapters.registerregels import RegisterError, add_rows, parse_rows
from overeenkomstgen.adapters.schijf import sole_use, write_whole
from overeenkomstgen.adapters.uitvoer import UitvoerError
from overeenkomstgen.domain.register import Inschrijving
from overeenkomstgen.errors import os_reason

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from overeenkomstgen.domain.register import Gebeurtenis


@dataclass(frozen=True, slots=True)
class Melding:
    """What is to be recorded: an entry that has no number and moment yet.

    The attributes are those of :class:`~overeenkomstgen.domain.register.Inschrijving`.
    """

    cbs_code: str
    gemeente: str
    gebeurtenis: Gebeurtenis
    datum: date | None
    ondertekenaar: str = ""
    bestand: str = ""
    sha256: str = ""
    betreft: int | None = None
    opmerking: str = ""


Besluit = Callable[[tuple[Inschrijving, ...]], Sequence[Melding]]
"""Decides, from the entries that there are, what to record; may refuse with an exception."""


def read_register(path: Path) -> tuple[Inschrijving, ...]:
    """Return the entries of a register; none when there is no file.

    The chain of hashes cannot show that rows are missing at the end; a small file beside
    the register, with the number of rows, does.

    Raises:
        RegisterError: The file cannot be read, is not as the program wrote it, or has lost
            rows.
    """
    return _parse(_read(path), path)


def record(path: Path, besluit: Besluit) -> tuple[Inschrijving, ...]:
    """Add to the register, and return all its entries, with those that were added.

    What to add is decided while nobody else can write, so that what the decision rests
    on, such as that a municipality has not signed yet, is still so when it is recorded.
    What stood in the file stays, byte for byte; the new rows are all there, or none.

    Args:
        path: The register; it need not exist.
        besluit: Decides what to add. When it raises, nothing is recorded.

    Raises:
        RegisterError: The register is damaged; see :func:`read_register`.
        BusyError: Another run kept the register for too long.
        UitvoerError: The file cannot be written.
    """
    with sole_use(path):
        data = _read(path)
        present = _parse(data, path)
        meldingen = besluit(present)
        if not meldingen:
            return present
        moment = klok.now()
        grown = add_rows(
            data or b"",
            (
                Inschrijving(nummer=nummer, moment=moment, **asdict(melding))
                for nummer, melding in enumerate(meldingen, len(present) + 1)
            ),
        )
        entries = _parse(grown, path)
        write_whole(path, grown)
        with suppress(UitvoerError):  # the register counts, and it has been written
            write_whole(_length(path), f"{len(entries)}\n".encode())
        return entries


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RegisterError(
            f"{path} is niet te lezen: {os_reason(error)}.",
            "Kijk of het een bestand is dat u mag lezen.",
        ) from error


def _length(path: Path) -> Path:
    """Return the file that says how many rows the register had at least."""
    return path.with_name(f".{path.name}.lengte")


def _parse(data: bytes | None, path: Path) -> tuple[Inschrijving, ...]:
    entries = () if data is None else parse_rows(data, path.name)
    try:
        known = int(_length(path).read_text("ascii"))
    except (FileNotFoundError, ValueError):
        known = 0
    if len(entries) < known:
        what = "is er niet meer" if data is None else f"heeft nog {len(entries)} rijen"
        raise RegisterError(
            f"{path.name} {what}; er waren er al {known} vastgelegd.",
            "Zet de laatste goede kopie terug. Is die er niet, verwijder dan "
            f"{_length(path).name} en leg opnieuw vast wat ontbreekt.",
        )
    return entries
