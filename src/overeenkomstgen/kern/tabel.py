"""A table as it was read: cells with the place where the user finds them."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")
NAAM = "gemeente"
"""The column that a person knows a row by."""
HIGHEST = 10
"""The rows in which column names are looked for."""
_ONE_BY_ONE = 5  # rows of which the same can be said; of more it is said together
_TWO_OR_THREE = 3  # municipalities of which the same is said in a line each
_LONGEST = 50  # characters of a name beside the number of its row


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table.

    Attributes:
        number: The row's number as Excel counts it.
        cells: The text of each cell from the first column on, empty for a blank one.
            Blank cells at the end are left out; there may be more cells than columns.
            A real number, date or truth value stands here as a Dutch Excel writes it
            in a CSV file: ``101446,5``, ``10-01-2023``, ``WAAR``. A formula of which
            the file holds no result stands here itself: ``=A2*2``.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read from a file.

    Attributes:
        source: The file's name, for messages: ``gemeenten.csv``, ``gemeenten.xlsx, blad Leden``.
        header: The number of the row with the column names as Excel counts it, usually 1.
        columns: The column names in the file's order: a known name in its usual form,
            an unknown one as it stands in the file, empty for a column without a name.
        rows: The rows that hold anything.
        blad: The sheet of a workbook that the table stands on; it is named in the source too.
    """

    source: str
    header: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    blad: str = ""

    def place(self, row: int | Sequence[int], column: str = "") -> str:
        """Return a place as the user sees it: ``gemeenten.csv, rij 14 (Ede), kolom functie``."""
        numbers = [row] if isinstance(row, int) else row
        rows = show_rows(numbers)
        if len(numbers) == 1 and (naam := self.name_of(numbers[0])):
            rows += f" ({naam})"
        return f"{self.source}, rij {rows}" + (f", kolom {column}" if column else "")

    def name_of(self, number: int) -> str:
        """Return by what a person knows a row: the municipality in it; empty when there is none."""
        at = self.columns.index(NAAM) if NAAM in self.columns else len(self.columns)
        cells = next((row.cells for row in self.rows if row.number == number), ())
        return "".join(filter(str.isprintable, tidy("".join(cells[at : at + 1]))))[:_LONGEST]

    def position(self, column: str) -> int:
        """Return how many columns stand before a column; -1 for no column."""
        return self.columns.index(column) if column else -1


def told_together(
    found: Iterable[tuple[K, int, str, str]], of: int = 0
) -> Iterator[tuple[K, list[int], str]]:
    """Yield rows and what is said of them: one by one, or in one go the same of many or of all.

    What was found has what is alike where the same is said of another row, the number of the
    row, its name, and what is said of it. ``of`` is how many rows there are,
    where the same of all of them is one thing.
    """
    alike = grouped((kind, (row, naam, what)) for kind, row, naam, what in found)
    for kind, every in alike.items():
        number, naam, first = every[0]
        if len(every) <= _ONE_BY_ONE and not 1 < len(every) == of:
            yield from ((kind, [row], what) for row, _, what in every)
            continue
        differs = any(what != first for _, _, what in every)
        such = f"zoals in rij {number}{f' ({naam})' if naam else ''}: " if differs else ""
        yield kind, [row for row, _, _ in every], such + first


def named_together(found: Iterable[tuple[K, str, str]]) -> Iterator[str]:
    """Yield what is said of municipalities, a line each, or one line for the same of many.

    What was found has what is alike where the same is said of another, the name, and what is said.
    """
    for every in grouped((kind, (naam, what)) for kind, naam, what in found).values():
        if len(every) > _TWO_OR_THREE:
            naam, what = every[0]
            yield f"{len(every)} gemeenten, zoals {naam}: {what}"
        else:
            yield from (f"{naam}: {what}" for naam, what in every)


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return what there is of each kind, both in the order in which they came."""
    found: dict[K, list[V]] = {}
    for kind, each in pairs:
        found.setdefault(kind, []).append(each)
    return found


def show_rows(numbers: Sequence[int]) -> str:
    """Return ascending row numbers as they are read out: ``2 t/m 7, 9 en 12``."""
    alike = groupby(enumerate(numbers), lambda each: each[1] - each[0])  # what follows in a row
    runs = [[number for _, number in run] for _, run in alike]
    return show_list([f"{run[0]} t/m {run[-1]}" if run[1:] else str(run[0]) for run in runs], "en")


def count(number: int, one: str, more: str) -> str:
    """Return how many there are: ``1 vel``, ``2 vellen``."""
    return f"{number} {one if number == 1 else more}"


def show_list(items: Sequence[str], word: str) -> str:
    """Return items as they are read out: ``Almelo, Deventer en Ede``."""
    *before, last = items
    return f"{', '.join(before)} {word} {last}" if before else last


def filled_rows(records: Iterable[Iterable[str]]) -> Iterator[Row]:
    """Number the records as Excel does; leave out blank rows, and blank cells at the end."""
    for number, record in enumerate(records, start=1):
        cells = [cell if tidy(cell) else "" for cell in record]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield Row(number, tuple(cells))


def tidy(text: str) -> str:
    """Return text as it is meant, without what a spreadsheet or the clipboard adds unseen.

    Line breaks and spaces of every kind, in any number, become one ordinary
    space; none is left at the ends. Invisible characters go (Unicode category
    Cf, such as the byte order mark); accents become one with their letter (NFC).
    """
    if text.isascii() and text.isprintable():  # nearly all there is, and none of it is unseen
        return " ".join(part for part in text.split(" ") if part)
    spaced = (
        " " if char in "\t\r\n" or unicodedata.category(char) in {"Zs", "Zl", "Zp"} else char
        for char in unicodedata.normalize("NFC", text)
        if unicodedata.category(char) != "Cf"
    )
    return " ".join(part for part in "".join(spaced).split(" ") if part)


def heading_key(heading: str) -> str:
    """Return what is left of a column name when only its letters and digits count."""
    return "".join(char for char in tidy(heading).casefold() if char.isalnum())


def heading_of(rows: Sequence[Row], columns: Sequence[str]) -> tuple[int, Row]:
    """Return the row that looks most like the one with the column names, and how many it has.

    Of equals it is the first. People put a title or a few above it, so not only the first is
    looked at; there must be a row.
    """
    keys = {heading_key(name) for name in columns}
    known = [len(keys & {heading_key(cell) for cell in row.cells}) for row in rows[:HIGHEST]]
    return max(known), rows[known.index(max(known))]


def guard(text: str) -> str:
    """Return a text as a cell: what a spreadsheet would take for a formula gets an apostrophe.

    What would look as if that had been done gets one more, so that it can be undone.
    """
    return f"'{text}" if _is_formula(text) else text


def unguard(text: str) -> str:
    """Return the text of a cell that :func:`guard` made."""
    return text[1:] if text.startswith("'") and _is_formula(text) else text


def _is_formula(text: str) -> bool:
    return text.lstrip("'").startswith(("=", "+", "-", "@"))
