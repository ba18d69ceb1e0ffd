"""Reading a table from a text file: its encoding, its delimiter, its quotes."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING

from overeenkomstgen.errors import Fault, InputError
from overeenkomstgen.kern.tabel import filled_rows, known_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from overeenkomstgen.kern.tabel import Row

_DELIMITERS = (";", ",", "\t")
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_SEP_LINE = re.compile(r'"?sep=([^"\r\n])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)


def decode(data: bytes) -> str | None:
    """Return the text of a file in UTF-8, UTF-16 or Windows-1252; None if it is no text."""
    marked = [encoding for bom, encoding in _BOMS.items() if data.startswith(bom)]
    for encoding in marked or ("utf-8", "cp1252"):  # text in Windows-1252 is hardly ever UTF-8
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    return None


def text_rows(name: str, text: str, columns: Sequence[str]) -> tuple[Row, ...]:
    """Return the rows of a text that hold anything.

    The delimiter is the one under which most column names are known.

    Args:
        name: The file's name, for messages.
        text: The whole text.
        columns: The known column names.

    Raises:
        InputError: A quote is not closed well.
    """
    declared = _SEP_LINE.match(text)
    if declared:  # Excel obeys this line and does not count it
        text = text[declared.end() :]
    delimiter = max(
        declared[1] if declared else _DELIMITERS,
        key=lambda delimiter: known_names(_first_filled(text, delimiter), columns),
    )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    try:
        records.extend(reader)  # keeps the records before an error
    except csv.Error as error:
        fault = Fault(
            f"{name}, rij {len(records) + 1}",
            "een dubbel aanhalingsteken opent een waarde, maar sluit haar niet goed af",
            "verbeter het aanhalingsteken, of bewaar de tabel opnieuw vanuit Excel",
        )
        raise InputError([fault]) from error
    return tuple(filled_rows(records))


def _first_filled(text: str, delimiter: str) -> tuple[str, ...]:
    """Return the first row under a delimiter that need not be the right one."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return next((row.cells for row in filled_rows(reader)), ())
    except csv.Error:
        return ()
