"""A table in a text file: its encoding, its delimiter, its quotes."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence

from overeenkomstgen.errors import Fault, InputError
from overeenkomstgen.kern.tabel import Row, filled_rows, known_names

_DELIMITERS = (";", ",", "\t")
_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_SEP_LINE = re.compile(r'"?sep=([^"\r\n])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)


def as_csv(rows: Iterable[Iterable[str]], encoding: str = "utf-8-sig") -> bytes:
    """Return rows as a Dutch Excel writes them: semicolons, CRLF, UTF-8 with a byte order mark.

    Rows that are added to others get no mark: their encoding is ``utf-8``.
    """
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def decode(data: bytes) -> tuple[str, bytes, str] | None:
    """Return the text of a file in UTF-8, UTF-16 or Windows-1252; None if it is no text.

    Returns:
        The text, the byte order mark before it, and the encoding that makes the file of it.
    """
    bom = next(filter(data.startswith, _BOMS), b"")
    # Text in Windows-1252 is hardly ever UTF-8.
    for encoding in (_BOMS[bom],) if bom else ("utf-8", "cp1252"):
        try:
            text = data[len(bom) :].decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, bom, encoding
    return None


def find_start(text: str) -> tuple[int, Sequence[str]]:
    """Return where the rows of a text begin, and which delimiters they can have.

    Excel obeys a line such as ``sep=;`` before them, and does not count it.
    """
    declared = _SEP_LINE.match(text)
    return (declared.end(), declared[1]) if declared else (0, _DELIMITERS)


def text_rows(name: str, text: str, columns: Sequence[str]) -> tuple[Row, ...]:
    """Return the rows of a text that hold anything.

    The delimiter is the one under which most column names are known.

    Raises:
        InputError: A quote is not closed well.
    """
    start, delimiters = find_start(text)
    text = text[start:]
    delimiter = max(
        delimiters,
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
