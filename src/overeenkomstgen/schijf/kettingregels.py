"""Rows that are chained so that damage shows: the text of a file that only grows.

A row per value, as a Dutch Excel reads it: semicolons, CRLF, UTF-8 with a byte order
mark. The last two columns chain the rows together: ``vorige`` is the SHA-256 of the row
before, the heading for the first; ``controle`` that of the row itself up to there. Both
are taken over the bytes as they stand in the file, the last line ending left out. So a
row that is changed, added, moved or taken out shows, the last row included.

A version that keeps more columns begins with a heading of its own, below what there is;
what was written stays as it is. For the first row below such a heading, the row before is
the last one above it together with that heading.

Two things the chain cannot see. Rows missing at the end: what is left is the file as it
once was; only a copy tells that there was more. And someone who computes the chain
anew: it guards against accidents, not against forgery.
"""

import codecs
import csv
import io
import re
import types
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args, get_type_hints

from overeenkomstgen.errors import RefusalError
from overeenkomstgen.kern.tabel import guard, unguard

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_END = b"\r\n"
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_CHAIN = ("vorige", "controle")
_DIGITS = 13  # of an amount, before the point or down to its first: the product of two has 28
_COLUMN = re.compile("[a-z][a-z0-9_]*")
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

_NO_HEADING = (
    "hier staan niet de kolomnamen zoals het programma ze schreef; het bestand is afgebroken, "
    "gewijzigd of met een ander programma bewaard"
)
_CHANGED = (
    "deze regel is gewijzigd of toegevoegd nadat het programma het bestand schreef, misschien "
    "door het met Excel te bewaren"
)
_MOVED = (
    "deze regel sluit niet aan op de regel erboven; er is een regel weggehaald, verplaatst of "
    "verdubbeld"
)


T = TypeVar("T", bound="DataclassInstance")
"""A record, of which the attributes are the columns."""


class RegisterError(RefusalError):
    """A register cannot be read, or is not as the program wrote it."""


class NieuwerError(RefusalError):
    """A newer version of the program wrote a file that this one does not know.

    Args:
        name: What the file is called.
        columns: The columns that are not known here, if it is those.
        own: Whether a person may have added them, because nothing guards the file.
    """

    def __init__(self, name: str, columns: Iterable[str] = (), *, own: bool = False) -> None:
        unknown = ", ".join(columns)
        super().__init__(
            f"{name} is geschreven door een nieuwere versie van dit programma"
            f"{f', met meer kolommen: {unknown}' if unknown else ''}. Er is niets gewijzigd.",
            "Gebruik de nieuwste versie van het programma."
            + own * " Hebt u de kolom er zelf bij gezet, haal haar dan weg.",
        )


class Kolommen(Generic[T]):
    """The columns of a record: its attributes, but those that are not compared.

    Those tell of the row itself. A column that is added gets a default; what was written before
    it existed is read with that default. A heading with columns that nobody knows here is of a
    newer version, and then nothing is touched.
    """

    def __init__(self, soort: type[T]) -> None:
        self._soort = soort
        hints = get_type_hints(soort)
        columns = [field for field in fields(soort) if field.compare]
        self._types = {field.name: hints[field.name] for field in columns}
        self._needed = {field.name for field in columns if field.default is MISSING}
        self.names = tuple(self._types)

    def are_names(self, heading: Collection[str]) -> bool:
        """Return whether a heading is of this record, in any version: this, older or newer."""
        return (
            self._needed <= set(heading)
            and len(set(heading)) == len(heading)
            and all(map(_COLUMN.fullmatch, heading))
        )

    def unknown(self, heading: Iterable[str]) -> list[str]:
        """Return the names in a heading that only a newer version knows."""
        return [name for name in heading if name not in self._types]

    def read(self, heading: Sequence[str], cells: Iterable[str]) -> T:
        """Return the record in a row under a heading of known names.

        A ValueError, or of an amount an ArithmeticError, tells that a cell does not hold what its
        column asks, or that there are too many or few.
        """
        row = zip(heading, cells, strict=True)
        return self._soort(**{name: _parse(self._types[name], cell) for name, cell in row})


@dataclass(frozen=True, slots=True)
class Schakel(Generic[T]):
    """A row of the chain: its place, from 1, what was recorded, and when, in UTC.

    ``controle`` is its SHA-256, in hexadecimal, as it stands in the file; empty before it does.
    """

    nummer: int
    moment: datetime
    waarde: T
    controle: str = ""


class Ketting(Generic[T]):
    """The chain of rows that each record one value.

    Args:
        soort: The dataclass of the values; its fields are the columns, see :class:`Kolommen`.
        volgnummer: The heading of the column with the place of the row.
        herstel: What to do, in Dutch, when the file is damaged.
        opnieuw: What to do, in Dutch, when rows have gone and there is no copy of them.
    """

    def __init__(self, soort: type[T], volgnummer: str, herstel: str, opnieuw: str) -> None:
        self._kolommen = Kolommen(soort)
        self._first = (volgnummer, "moment")
        self._herstel = herstel
        self.opnieuw = opnieuw
        self._heading = ";".join((*self._first, *self._kolommen.names, *_CHAIN)).encode()

    def add(self, data: bytes, rows: Iterable[Schakel[T]]) -> bytes:
        """Return the bytes of a file, empty for a new one, with rows added at the end.

        Line breaks and other control characters in a text become a space.
        """
        data = data or codecs.BOM_UTF8
        *lines, _ = data.split(_END)
        former = lines[-1] if lines else b""
        headings = [line for line in lines if self._is_heading(line)]
        if not headings or headings[-1].removeprefix(codecs.BOM_UTF8) != self._heading:
            former = (former + _END if lines else data) + self._heading
            data += self._heading + _END
        new = [former := _line(row, self._kolommen.names, former) for row in rows]
        return data + b"".join(line + _END for line in new)

    def parse(self, data: bytes, name: str) -> tuple[Schakel[T], ...]:
        """Return the rows in the bytes of a file, as :meth:`add` of any version wrote them.

        Raises:
            RegisterError: They are not as the program wrote them; names the first such row, as
                Excel counts. Rows missing at the end cannot be seen; see the module.
            NieuwerError: A newer version of the program wrote them.
        """
        return tuple(schakel for _, schakel in self._rows(data, name))

    def sound(self, data: bytes) -> bytes:
        """Return the longest beginning of a file, up to all, that is as the program wrote it."""
        end = 0
        try:
            for row, _ in self._rows(data, ""):
                end = row
        except RegisterError:
            return b"".join(line + _END for line in data.split(_END)[:end])
        return data

    def _rows(self, data: bytes, name: str) -> Iterator[tuple[int, Schakel[T]]]:
        *lines, torn = data.split(_END)
        if not lines or not data.startswith(codecs.BOM_UTF8):
            raise self._damaged(name, 1, _NO_HEADING)
        columns: tuple[str, ...] = ()
        former, nummer = b"", 1
        heading = 0  # the number of the row right above, where that is a heading
        for row, line in enumerate(lines, 1):
            if row == 1 or self._is_heading(line):
                columns = self._columns(line)
                if not columns:
                    raise self._damaged(name, row, _NO_HEADING)
                former, heading = former + _END + line if former else line, row
                continue
            if broken := _broken(line, former):
                if heading and broken == _MOVED and line.startswith(f"{nummer};".encode()):
                    raise self._damaged(name, heading, _NO_HEADING)  # the right row stands below it
                raise self._damaged(name, row, broken)
            if unknown := self._kolommen.unknown(columns):
                raise NieuwerError(name, unknown)
            schakel = self._read(line, columns)
            if not schakel or schakel.nummer != nummer or _line(schakel, columns, former) != line:
                raise self._damaged(name, row, "deze regel is niet door dit programma geschreven")
            yield row, schakel
            former, nummer, heading = line, nummer + 1, 0
        if torn or heading:
            ended = "hier houdt het bestand op; wat was vastgelegd is weg"
            what = "deze regel is niet volledig" if torn else ended
            raise self._damaged(name, len(lines) + 1, what)

    def _damaged(self, name: str, row: int, what: str) -> RegisterError:
        return RegisterError(f"{name}, rij {row}: {what}.", self._herstel)

    def _is_heading(self, line: bytes) -> bool:
        first = ";".join((*self._first, "")).encode()
        return line.removeprefix(codecs.BOM_UTF8).startswith(first)

    def _columns(self, line: bytes) -> tuple[str, ...]:
        """Return the columns of a heading of any version, those of the chain left out; or none."""
        names = line.decode("utf-8-sig", "replace").split(";")
        columns = tuple(names[len(self._first) : -len(_CHAIN)])
        whole = (*self._first, *columns, *_CHAIN)
        return columns if whole == (*names,) and self._kolommen.are_names(columns) else ()

    def _read(self, line: bytes, columns: tuple[str, ...]) -> Schakel[T] | None:
        """Return what a line holds; None where it does not hold what its columns ask."""
        try:
            (cells,) = csv.reader([line.decode()], delimiter=";", strict=True)
            nummer, moment, *rest, _, controle = map(unguard, cells)
            when = datetime.strptime(moment, _MOMENT).replace(tzinfo=UTC)
            return Schakel(int(nummer), when, self._kolommen.read(columns, rest), controle)
        except (ValueError, ArithmeticError, csv.Error):
            return None


def _broken(line: bytes, former: bytes) -> str:
    """Return how a row is not in the chain, in Dutch; empty when it is."""
    own, _, controle = line.rpartition(b";")
    if controle != _hash(own).encode():
        return _CHANGED
    return "" if own.endswith(b";" + _hash(former).encode()) else _MOVED


def _line(row: Schakel[T], columns: Iterable[str], former: bytes) -> bytes:
    """Return the row below another as it is written; in one way only, so that any other shows."""
    text = io.StringIO()
    values = (getattr(row.waarde, column) for column in columns)
    cells = map(_cell, (row.nummer, row.moment, *values))
    csv.writer(text, delimiter=";", lineterminator="").writerow([*cells, _hash(former)])
    own = text.getvalue().encode("utf-8", "replace")
    return own + b";" + _hash(own).encode()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return f"{value.astimezone(UTC):{_MOMENT}}"
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case int():  # below nought too it is a number, and no formula
            return str(value)
    return guard(_BREAKS.sub(" ", str(value)))


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


def _parse(hint: Any, cell: str) -> object:  # noqa: ANN401 - a type of any form
    """Return a cell's value of a type; an empty cell is None where the type allows that."""
    if isinstance(hint, types.UnionType):
        if not cell:
            return None
        (hint,) = (option for option in get_args(hint) if option is not type(None))
    value = date.fromisoformat(cell) if hint is date else hint(cell)
    if isinstance(value, Decimal) and not (value.is_finite() and abs(value.adjusted()) < _DIGITS):
        raise ValueError(f"{cell} is no amount")  # written out, it could fill the memory
    return value
