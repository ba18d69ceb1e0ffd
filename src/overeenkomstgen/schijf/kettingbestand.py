"""A file that only grows: its rows are chained, and are all on the disk or none."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

from overeenkomstgen.errors import os_reason
from overeenkomstgen.schijf import klok
from overeenkomstgen.schijf.kettingregels import Ketting, RegisterError, Schakel
from overeenkomstgen.schijf.schijf import sole_use, write_whole
from overeenkomstgen.schijf.uitvoer import UitvoerError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


class Kettingbestand(Generic[T]):
    """Such a file.

    The chain of hashes cannot show that rows are missing at the end; a small file beside
    it, with the number of rows, does.

    Args:
        path: The file; it need not exist.
        ketting: How its rows are written.
    """

    def __init__(self, path: Path, ketting: Ketting[T]) -> None:
        self._path, self._ketting = path, ketting
        self._length = path.with_name(f".{path.name}.lengte")

    def read(self) -> tuple[Schakel[T], ...]:
        """Return the rows; none when there is no file.

        Raises:
            RegisterError: The file cannot be read, is not as the program wrote it, or has lost
                rows.
        """
        return self._parse(self._data())

    def record(
        self, besluit: Callable[[tuple[Schakel[T], ...]], Sequence[T]]
    ) -> tuple[Schakel[T], ...]:
        """Add rows, and return all rows, with those that were added.

        What to add is decided while nobody else can write, so that what the decision rests
        on, such as that a municipality has not signed yet, is still so when it is recorded.
        What stood in the file stays, byte for byte; the new rows are all there, or none.

        Args:
            besluit: Decides, from the rows that there are, what to add. When it raises, nothing
                is recorded.

        Raises:
            RegisterError: The file is damaged; see :meth:`read`.
            BusyError: Another run kept the file for too long.
            UitvoerError: The file cannot be written.
        """
        with sole_use(self._path):
            data = self._data()
            present = self._parse(data)
            values = besluit(present)
            if not values:
                self._remember(len(present))  # a run that was killed may not have come to it
                return present
            moment = klok.now()
            new = (
                Schakel(nummer, moment, value)
                for nummer, value in enumerate(values, len(present) + 1)
            )
            grown = self._ketting.add(data or b"", new)
            rows = self._parse(grown)
            write_whole(self._path, grown)
            self._remember(len(rows))
            return rows

    def _remember(self, rows: int) -> None:
        """Keep the number of rows, where it is not kept already."""
        if rows != self._known():
            with suppress(UitvoerError):  # the file itself counts, and it has been written
                write_whole(self._length, f"{rows}\n".encode())

    def _known(self) -> int:
        """Return the number of rows that there were at least."""
        try:
            return int(self._length.read_text("ascii"))
        except (FileNotFoundError, ValueError):
            return 0

    def _data(self) -> bytes | None:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise RegisterError(
                f"{self._path} is niet te lezen: {os_reason(error)}.",
                "Kijk of het een bestand is dat u mag lezen.",
            ) from error

    def _parse(self, data: bytes | None) -> tuple[Schakel[T], ...]:
        name = self._path.name
        rows = () if data is None else self._ketting.parse(data, name)
        known = self._known()
        if len(rows) < known:
            what = "is er niet meer" if data is None else f"heeft nog {len(rows)} rijen"
            raise RegisterError(
                f"{name} {what}; er waren er al {known} vastgelegd.",
                "Zet de laatste goede kopie terug. Is die er niet, verwijder dan "
                f"{self._length.name} en {self._ketting.opnieuw}.",
            )
        return rows
