"""Rows that are chained so that damage shows: the text of a file that only grows.

A row per value, as a Dutch Excel reads it: semicolons, CRLF, UTF-8 with a byte order
mark. The last two columns chain the rows together: ``vorige`` is the SHA-256 of the row
before, the heading for the first; ``controle`` that of the row itself up to there. Both
are taken over the bytes as they stand in the file, line endings left out. So a row that
is changed, added, moved or taken out shows, the last row included.

Two things the chain cannot see. Rows missing at the end: what is left is the file as it
once was; only a backup tells that there was more. And someone who computes the chain
anew: it guards against accidents, not against forgery.
"""

from __future__ import annotations

import csv
import io
import re
import types
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args, get_type_hints

from overeenkomstgen.errors import RefusalError
from overeenkomstgen.kern.tabel import guard, unguard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")

_END = b"\r\n"
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class RegisterError(RefusalError):
    """A register cannot be read, or is not as the program wrote it."""


@dataclass(frozen=True, slots=True)
class Schakel(Generic[T]):
    """A row of the chain.

    Attributes:
        nummer: Its place, from 1.
        moment: When it was recorded, in UTC.
        waarde: What was recorded.
    """

    nummer: int
    moment: datetime
    waarde: T


class Ketting(Generic[T]):
    """The chain of rows that each record one value.

    Args:
        soort: The dataclass of the values; its fields are the columns. ``int``, ``str``,
            ``date``, ``Decimal``, string enums and ``X | None`` can be used.
        volgnummer: The heading of the column with the place of the row.
        herstel: What to do, in Dutch, when the file is damaged.
        opnieuw: What to do, in Dutch, when rows have gone and there is no copy of them.
    """

    def __init__(self, soort: type[T], volgnummer: str, herstel: str, opnieuw: str) -> None:
        self._soort = soort
        self._herstel = herstel
        self.opnieuw = opnieuw
        hints = get_type_hints(soort)
        self._types = {field.name: hints[field.name] for field in fields(soort)}
        self.columns = (volgnummer, "moment", *self._types, "vorige", "controle")
        self._heading = ";".join(self.columns).encode("utf-8-sig")

    def add(self, data: bytes, rows: Iterable[Schakel[T]]) -> bytes:
        """Return the bytes of a file, empty for a new one, with rows added at the end.

        Line breaks and other control characters in a text become a space.
        """
        data = data or self._heading + _END
        former = data.split(_END)[-2]
        for row in rows:
            former = _line(row, _hash(former))
            data += former + _END
        return data

    def parse(self, data: bytes, name: str) -> tuple[Schakel[T], ...]:
        """Return the rows in the bytes of a file.

        Args:
            data: What :meth:`add` returned.
            name: What the file is called, for the messages.

        Raises:
            RegisterError: They are not as the program wrote them; names the first such row, as
                Excel counts. Rows missing at the end cannot be seen; see the module.
        """
        heading, *lines = data.split(_END)
        if heading != self._heading or not lines:
            raise self._damaged(
                f"{name}, rij 1: hier staan niet de kolomnamen zoals het programma ze schreef; "
                "het bestand is afgebroken, gewijzigd of met een ander programma bewaard."
            )
        if lines == [b""]:
            raise self._damaged(
                f"{name}, rij 2: hier houdt het bestand op; wat was vastgelegd is weg."
            )
        rows = []
        for nummer, (former, line) in enumerate(pairwise((heading, *lines[:-1])), 1):
            row = self._row(line, former, nummer)
            if isinstance(row, str):
                raise self._damaged(f"{name}, rij {nummer + 1}: {row}.")
            rows.append(row)
        if lines[-1]:
            raise self._damaged(f"{name}, rij {len(lines) + 1}: deze regel is niet volledig.")
        return tuple(rows)

    def _row(self, line: bytes, former: bytes, nummer: int) -> Schakel[T] | str:
        """Return what a line holds, or what is wrong with it."""
        own, _, controle = line.rpartition(b";")
        if controle != _hash(own).encode():
            return (
                "deze regel is gewijzigd of toegevoegd nadat het programma het bestand schreef, "
                "misschien door het met Excel te bewaren"
            )
        if not own.endswith(b";" + _hash(former).encode()):
            return (
                "deze regel sluit niet aan op de regel erboven; er is een regel weggehaald, "
                "verplaatst of verdubbeld"
            )
        try:
            (cells,) = csv.reader([own.decode()], delimiter=";", strict=True)
            row = self._read(list(map(unguard, cells)))
        except (ValueError, ArithmeticError, csv.Error):
            row = None
        if not row or row.nummer != nummer or _line(row, _hash(former)) != line:
            return "deze regel is niet door dit programma geschreven"
        return row

    def _read(self, cells: list[str]) -> Schakel[T]:
        nummer, moment, *rest, _ = cells
        values = {
            name: _parse(hint, cell)
            for (name, hint), cell in zip(self._types.items(), rest, strict=True)
        }
        when = datetime.strptime(moment, _MOMENT).replace(tzinfo=UTC)
        return Schakel(int(nummer), when, self._soort(**values))

    def _damaged(self, what: str) -> RegisterError:
        return RegisterError(what, self._herstel)


def _parse(hint: Any, cell: str) -> object:  # noqa: ANN401 - a type of any form
    """Return a cell's value of a type; an empty cell is None where the type allows that."""
    if isinstance(hint, types.UnionType):
        if not cell:
            return None
        (hint,) = (option for option in get_args(hint) if option is not type(None))
    return date.fromisoformat(cell) if hint is date else hint(cell)


def _line(row: Schakel[Any], vorige: str) -> bytes:
    """Return a row as it is written; in one way only, so that any other shows."""
    text = io.StringIO()
    values = (getattr(row.waarde, field.name) for field in fields(row.waarde))
    cells = map(_cell, (row.nummer, row.moment, *values))
    csv.writer(text, delimiter=";", lineterminator="").writerow([*cells, vorige])
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
    text = _BREAKS.sub(" ", str(value))
    return guard(text)


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()
