"""A file that only grows: its rows are chained, and are all on the disk or none.

Whoever records holds the lock of the werkmap.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Generic

from overeenkomstgen.schijf import klok
from overeenkomstgen.schijf.kettingregels import Ketting, RegisterError, Schakel
from overeenkomstgen.schijf.kluis import KluisError, read_kept
from overeenkomstgen.schijf.koppen import NieuwerError, T
from overeenkomstgen.schijf.schijf import UitvoerError, remove, write_whole

_VERSION = 1
"""Of ``.ketting.json``; raised when a chain comes to say what no heading of it shows."""


class Kettingbestand(Generic[T]):
    """Such a file.

    The chain of hashes cannot show that rows are missing at the end; ``.ketting.json``
    beside it, with the number of rows of each such file in the folder, does. Earlier
    versions kept that number in a file of its own, which is still read.
    """

    def __init__(self, path: Path, ketting: Ketting[T]) -> None:
        self._path, self._ketting = path, ketting
        self._beside = path.with_name(".ketting.json")
        self._formerly = path.with_name(f".{path.name}.lengte")

    def read(self) -> tuple[Schakel[T], ...]:
        """Return the rows; none when there is no file.

        Raises:
            RegisterError: The file is not as the program wrote it, or has lost rows.
            KluisError: It cannot be read.
            NieuwerError: A newer version of the program wrote it.
        """
        return self._parse(_read(self._path))

    def record(self, values: Sequence[T]) -> tuple[Schakel[T], ...]:
        """Add rows, and return all rows, with those that were added.

        What stood in the file stays, byte for byte; the new rows are all there, or none.

        Raises:
            RegisterError: The file is damaged; see :meth:`read`.
            NieuwerError: A newer version of the program wrote it.
            UitvoerError: The file cannot be written.
        """
        data = _read(self._path)
        rows = self._parse(data)
        if values:
            moment = klok.now()
            numbered = enumerate(values, len(rows) + 1)
            new = (Schakel(nummer, moment, value) for nummer, value in numbered)
            grown = self._ketting.add(data or b"", new)
            rows = self._parse(grown)
            write_whole(self._path, grown)
        self._remember(len(rows))  # a run that was killed may not have come to it
        return rows

    def _parse(self, data: bytes | None) -> tuple[Schakel[T], ...]:
        name = self._path.name
        rows = () if data is None else self._ketting.parse(data, name)
        known, beside = self._counted()
        if len(rows) < known:
            what = "is er niet meer" if data is None else f"heeft nog {len(rows)} rijen"
            raise RegisterError(
                f"{name} {what}; er waren er al {known} vastgelegd.",
                "Zet de laatste goede kopie terug. Is die er niet, verwijder dan "
                f"{beside} en {self._ketting.opnieuw}.",
            )
        return rows

    def _counted(self) -> tuple[int, str]:
        """Return how many rows there were at least, and the name of the file that says so."""
        formerly = (_read(self._formerly) or b"").strip()
        then = int(formerly) if formerly.isdigit() else 0
        now = self._counts().get(self._path.name, 0)
        return max((now, self._beside.name), (then, self._formerly.name))

    def _counts(self) -> dict[str, int]:
        """Return what ``.ketting.json`` says, by the name of the file; nothing if it is no use."""
        try:
            content = json.loads(_read(self._beside) or b"{}")
            if content.get("versie", _VERSION) > _VERSION:
                raise NieuwerError(self._beside.name)
            return {str(name): int(rows) for name, rows in content.get("rijen", {}).items()}
        except (ValueError, TypeError, AttributeError):
            return {}

    def _remember(self, rows: int) -> None:
        """Keep the number of rows, where it is not kept already."""
        counts = self._counts()
        if rows != counts.get(self._path.name, 0):
            content = {"versie": _VERSION, "rijen": {**counts, self._path.name: rows}}
            with suppress(UitvoerError, OSError):  # the file itself counts, and it is written
                write_whole(self._beside, json.dumps(content, indent=1).encode())
                remove(self._formerly)


def _read(place: Path) -> bytes | None:
    """Return what stands in a file; None when there is none."""
    try:
        return read_kept(place)
    except KluisError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return None
        raise
