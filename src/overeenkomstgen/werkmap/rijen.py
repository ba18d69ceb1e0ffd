"""Reading the rows of a table cell by cell, with everything that is wrong in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.waarden import WaardeError, show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from overeenkomstgen.kern.tabel import Row, Table

T = TypeVar("T")

_ONE_BY_ONE = 5  # rows that have the same mistake in a column; more are told together


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a row.

    Attributes:
        row: The number of the row.
        column: The name of the column, empty when it is about the row.
        what: What is wrong, in Dutch.
        advice: What to do, in Dutch.
    """

    row: int
    column: str
    what: str
    advice: str


def as_faults(table: Table, mistakes: Iterable[Mistake]) -> tuple[Fault, ...]:
    """Return mistakes as faults; one that many rows have in a column becomes one fault.

    Args:
        table: The table of the rows.
        mistakes: What is wrong, by row.
    """
    rows: dict[tuple[str, str, str], list[int]] = {}
    for mistake in mistakes:
        rows.setdefault((mistake.column, mistake.what, mistake.advice), []).append(mistake.row)
    faults = []
    for (column, what, advice), numbers in rows.items():
        groups = [[number] for number in numbers] if len(numbers) <= _ONE_BY_ONE else [numbers]
        for group in groups:
            order = (group[0], table.position(column))
            faults.append((order, Fault(table.place(group, column), what, advice)))
    return tuple(fault for _, fault in sorted(faults))


class RowReader:
    """Reads one row cell by cell, and keeps what is wrong with it.

    Args:
        table: The table of the row; each column name stands in it once.
        row: The row.
        seen: Column and value to the number of the row where it stood first, for
            what may stand in a table only once; filled on the way.

    Attributes:
        mistakes: What is wrong so far.
    """

    def __init__(self, table: Table, row: Row, seen: dict[tuple[str, str], int]) -> None:
        self.number = row.number
        self.mistakes: list[Mistake] = []
        self._seen = seen
        self._cells = dict(zip(table.columns, row.cells, strict=False))
        loose = [
            text
            for index, text in enumerate(row.cells)
            if text and (index >= len(table.columns) or not table.columns[index])
        ]
        if loose:
            self._add(
                "",
                f"{', '.join(map(show, loose))} staat naast de kolommen die een naam hebben",
                "haal het weg; staat er een scheidingsteken in een waarde, zet die waarde dan"
                " tussen dubbele aanhalingstekens",
            )

    def required(self, column: str, parse: Callable[[str], T], example: str) -> T | None:
        """Return the value of a cell that cannot be blank; None after a fault."""
        if not self._cells.get(column):
            self._add(column, "de cel is leeg", f"vul een waarde in, zoals {example}")
            return None
        return self._parse(column, parse, "")

    def optional(self, column: str, parse: Callable[[str], T]) -> T | None:
        """Return the value of a cell; None if it is blank, and after a fault."""
        if not self._cells.get(column):
            return None
        return self._parse(column, parse, ", of laat de cel leeg")

    def once(self, column: str, key: str) -> None:
        """Note a value that may stand in the table only once."""
        first = self._seen.setdefault((column, key), self.number)
        if first != self.number:
            self._add(
                column,
                f"{show(self._cells[column])} staat ook in rij {first}",
                "laat één van de twee rijen weg of verbeter haar",
            )

    def _parse(self, column: str, parse: Callable[[str], T], more_advice: str) -> T | None:
        try:
            return parse(self._cells[column])
        except WaardeError as error:
            self._add(column, error.what, error.advice + more_advice)
            return None

    def _add(self, column: str, what: str, advice: str) -> None:
        self.mistakes.append(Mistake(self.number, column, what, advice))
