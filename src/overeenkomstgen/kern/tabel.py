"""A table as it was read: cells with the place where the user finds them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


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
        source: The file's name, for messages: ``gemeenten.csv``.
        header: The number of the row with the column names as Excel counts it, usually 1.
        columns: The column names in the file's order: a known name in its usual form,
            an unknown one as it stands in the file, empty for a column without a name.
        rows: The rows that hold anything.
    """

    source: str
    header: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def place(self, row: int | Sequence[int], column: str = "") -> str:
        """Return a place as the user sees it: ``gemeenten.csv, rij 14, kolom collegebesluit``."""
        rows = show_rows([row] if isinstance(row, int) else row)
        return f"{self.source}, rij {rows}" + (f", kolom {column}" if column else "")

    def position(self, column: str) -> int:
        """Return how many columns stand before a column; -1 for no column."""
        return self.columns.index(column) if column else -1


def show_rows(numbers: Sequence[int]) -> str:
    """Return ascending row numbers as they are read out: ``2 t/m 7, 9 en 12``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return show_list([f"{run[0]} t/m {run[-1]}" if run[1:] else str(run[0]) for run in runs], "en")


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
    spaced = (
        " " if char in "\t\r\n" or unicodedata.category(char) in {"Zs", "Zl", "Zp"} else char
        for char in unicodedata.normalize("NFC", text)
        if unicodedata.category(char) != "Cf"
    )
    return " ".join(part for part in "".join(spaced).split(" ") if part)


def heading_key(heading: str) -> str:
    """Return what is left of a column name when only its letters and digits count."""
    return "".join(char for char in tidy(heading).casefold() if char.isalnum())


def known_names(cells: Iterable[str], columns: Iterable[str]) -> int:
    """Return how many of the known column names stand in a row."""
    return len({heading_key(cell) for cell in cells} & {heading_key(name) for name in columns})


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
