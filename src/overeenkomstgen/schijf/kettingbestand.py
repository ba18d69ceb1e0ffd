"""A file that only grows: its rows are chained, and are all on the disk or none.

Whoever records holds the lock of the werkmap.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Generic

from overeenkomstgen.kern.tabel import count
from overeenkomstgen.schijf import klok
from overeenkomstgen.schijf.kettingregels import Ketting, NieuwerError, RegisterError, Schakel, T
from overeenkomstgen.schijf.kluis import KluisError, read_kept
from overeenkomstgen.schijf.schijf import UitvoerError, make_folder, remove, write_whole
from overeenkomstgen.verwijzing import actie

HERSTEL = f"Kijk wat er terug te zetten is met: {actie('herstel')}"
"""What to do when rows have gone, in Dutch."""
Hersteldals = Mapping[Path, bytes] | None
"""What files are to hold once they are put back."""
_LATER = (
    "dat kan na een opdracht die is afgebroken. De volgende keer dat er iets wordt vastgelegd is "
    "het weer gelijk."
)
_UNREADABLE = (
    *(ValueError, TypeError, AttributeError, KeyError),
    *(OverflowError, RecursionError),  # of a number that is endless, and of brackets without end
)
_VERSION = 1
"""Of ``.ketting.json``; raised when a chain comes to say what no heading of it shows."""


class Kettingbestand(Generic[T]):
    """Such a file.

    The chain of hashes cannot show that rows are missing at the end. Two things beside it do.
    ``.ketting.json`` holds the number of rows of each such file in the folder; earlier versions
    kept that in a file of its own, which is still read. And the program keeps a copy of the
    whole file itself, elsewhere (``kopie``) or beside it. Both are written after the file, so
    that a killed run leaves them behind, never ahead.
    """

    def __init__(self, path: Path, ketting: Ketting[T], kopie: Path | None = None) -> None:
        self.path, self.ketting = path, ketting
        self.kopie = kopie or path.with_name(f"{path.name}.kopie")
        self.beside = path.with_name(".ketting.json")
        self.formerly = path.with_name(f".{path.name}.lengte")

    def read(self, hersteld: Hersteldals = None) -> tuple[Schakel[T], ...]:
        """Return the rows; none when there is no file.

        Args:
            hersteld: Given while files are being put back: then what it is to hold is read, held
                against nothing but itself.

        Raises:
            RegisterError: The file is not as the program wrote it, has lost rows, or says
                something else than its copy; or it is not known how many rows there were.
            KluisError: It cannot be read.
            NieuwerError: A newer version of the program wrote it.
        """
        if hersteld is None:
            return self._checked()[1]
        data = hersteld.get(self.path)
        return self.ketting.parse(data, self.path.name) if data else self.stand()

    def stand(self) -> tuple[Schakel[T], ...]:
        """Return the rows as they stand, held against nothing but each other; see :meth:`read`."""
        data = read_if_there(self.path)
        return () if data is None else self.ketting.parse(data, self.path.name)

    def record(self, values: Sequence[T]) -> tuple[Schakel[T], ...]:
        """Add rows, and return all rows, with those that were added.

        What stood in the file stays, byte for byte; the new rows are all there, or none.

        Raises:
            RegisterError: The file is damaged; see :meth:`read`.
            NieuwerError: A newer version of the program wrote it.
            UitvoerError: The file cannot be written.
        """
        data, rows = self._checked()
        if values:
            moment = klok.now()
            numbered = enumerate(values, len(rows) + 1)
            new = (Schakel(nummer, moment, value) for nummer, value in numbered)
            data = self.ketting.add(data or b"", new)
            if self.counted() is None:  # so that there are never rows without a number of them
                self._remember(len(rows))
            rows = self.ketting.parse(data, self.path.name)
            write_whole(self.path, data)
        with suppress(UitvoerError, OSError):  # the file itself counts, and it is written
            if data and data != read_if_there(self.kopie):  # nor may a run that was killed
                make_folder(self.kopie.parent)
                write_whole(self.kopie, data)
            if len(rows) != self._counts().get(self.path.name, 0):
                self._remember(len(rows))
        return rows

    def behind(self, rows: int) -> Iterator[str]:
        """Tell what is behind the file, which has so many rows; that is no harm."""
        try:
            own = self._counts().get(self.path.name)
        except _UNREADABLE:
            return  # that is told where the rows are held against it
        if own is not None and read_if_there(self.kopie) != read_if_there(self.path):
            what = f"De kopie {self._name_of_copy} ontbreekt of loopt achter op {self.path.name}"
            yield f"{what}; {_LATER}"
        if own is not None and own < rows:
            yield f"{self.beside.name} loopt achter op {self.path.name}; {_LATER}"

    def counted(self) -> int | None:
        """Return how many rows there were at least; None where nothing says so.

        A RegisterError tells that what says so cannot be read, a NieuwerError that a newer
        version of the program wrote it.
        """
        formerly = read_if_there(self.formerly)
        try:
            found = [self._counts().get(self.path.name)]
            found += [int(formerly)] if formerly is not None else []
        except _UNREADABLE as error:
            what = f"{self.beside.name}, met het aantal vastgelegde rijen, is niet te lezen."
            raise RegisterError(what, HERSTEL) from error
        return max((number for number in found if number is not None), default=None)

    def _checked(self) -> tuple[bytes | None, tuple[Schakel[T], ...]]:
        """Return the file and its rows, held against the number of them and against the copy.

        It is read last, and it is written first: so it is never behind the other two for who
        reads without the lock of the werkmap.
        """
        name = self.path.name
        known, copy, data = self.counted(), read_if_there(self.kopie), read_if_there(self.path)
        rows = () if data is None else self.ketting.parse(data, name)
        left = "is er niet meer"
        if data is not None:
            left = f"heeft nog {count(len(rows), 'rij', 'rijen')}"
        if copy and not (data or b"").startswith(copy):
            there = count(len(self.ketting.parse(copy, self._name_of_copy)), "rij", "rijen")
            if not copy.startswith(data or b""):
                raise self._contradicted(data or b"", copy)
            message = f"{name} {left}; de kopie {self._name_of_copy} heeft {there}."
            raise RegisterError(message, HERSTEL)
        if len(rows) < (known or 0):
            before = count(known or 0, "rij", "rijen")
            raise RegisterError(f"{name} {left}; eerder had het {before}.", HERSTEL)
        if rows and known is None and self.counted() is None:  # nor since the file was read
            message = f"Hoeveel rijen van {name} er waren staat niet meer in {self.beside.name}."
            raise RegisterError(message, HERSTEL)
        return data, rows

    def _contradicted(self, data: bytes, copy: bytes) -> RegisterError:
        lines = zip(data.splitlines(), copy.splitlines(), strict=False)
        row = next(number for number, (one, other) in enumerate(lines, 1) if one != other)
        return RegisterError(
            f"{self.path.name}, rij {row}: in de kopie {self._name_of_copy} staat iets anders. Een "
            "van beide is gewijzigd nadat het programma ze schreef.",
            "Zet ze allebei terug uit een reservekopie van voor die wijziging, en leg opnieuw vast "
            "wat daar nog niet in staat.",
        )

    @property
    def _name_of_copy(self) -> str:
        """The copy, as the user finds it in the werkmap."""
        beside = self.kopie.parent == self.path.parent
        return self.kopie.name if beside else f"{self.kopie.parent.name}/{self.kopie.name}"

    def _counts(self) -> dict[str, int]:
        """Return what ``.ketting.json`` says, by the name of the file."""
        data = read_if_there(self.beside)
        if data is None:
            return {}
        content = json.loads(data)
        if content["versie"] > _VERSION:
            raise NieuwerError(self.beside.name)
        return {str(name): int(rows) for name, rows in content["rijen"].items()}

    def _remember(self, rows: int) -> None:
        """Keep the number of rows, with those of other files."""
        write_whole(self.beside, as_counts({**self._counts(), self.path.name: rows}))
        remove(self.formerly)


def as_counts(rows: Mapping[str, int]) -> bytes:
    """Return what ``.ketting.json`` says, of the numbers of rows by the names of the files."""
    return json.dumps({"versie": _VERSION, "rijen": rows}, indent=1).encode()


def read_if_there(place: Path) -> bytes | None:
    """Return what stands in a file; None when there is none."""
    try:
        return read_kept(place)
    except KluisError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return None
        raise
