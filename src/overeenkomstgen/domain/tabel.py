"""A table as it was read: cells with the place where the user finds them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table.

    Attributes:
        number: The row's number as Excel counts it.
        cells: The text of each cell from the first column on, empty for a blank one.
            Blank cells at the end are left out; there may be more cells than columns.
            A real number, date or truth value stands here as a Dutch Excel writes it
            in a CSV file: ``101446,5``, ``10-01-2023``, ``WAAR``.
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

    def place(self, row: int, column: str = "") -> str:
        """Return a place as the user sees it: ``gemeenten.csv, rij 14, kolom collegebesluit``."""
        return f"{self.source}, rij {row}" + (f", kolom {column}" if column else "")


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
