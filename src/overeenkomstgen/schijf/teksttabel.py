"""A table in a text file: its encoding, its delimiter, its quotes."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from itertools import islice

from overeenkomstgen.errors import InputError
from overeenkomstgen.kern.tabel import HIGHEST, Row, filled_rows, heading_of

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


def decode(data: bytes, errors: str = "strict") -> tuple[str, bytes, str] | None:
    """Return the text of a file in UTF-8, UTF-16 or Windows-1252; None if it is no text.

    With it come the byte order mark before it, and the encoding that makes the file of it.
    ``errors`` says what becomes of bytes that Windows-1252 does not have, as in Python.
    """
    bom = next(filter(data.startswith, _BOMS), b"")
    # Text in Windows-1252 is hardly ever UTF-8.
    for encoding in (_BOMS[bom],) if bom else ("utf-8", "cp1252"):
        try:
            text = data[len(bom) :].decode(encoding, errors if encoding == "cp1252" else "strict")
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, bom, encoding
    return None


def find_start(text: str, columns: Sequence[str]) -> tuple[int, str]:
    """Return where the rows of a text begin, and the delimiter between its cells.

    Excel obeys a line such as ``sep=;`` before them, and does not count it. Without it that is
    the delimiter under which most column names are known.
    """
    if declared := _SEP_LINE.match(text):
        return declared.end(), declared[1]
    return 0, max(_DELIMITERS, key=lambda delimiter: _known_under(text, delimiter, columns))


def text_rows(name: str, text: str, columns: Sequence[str]) -> tuple[Row, ...]:
    """Return the rows of a text that hold anything; InputError for a quote not closed well."""
    start, delimiter = find_start(text, columns)
    reader = csv.reader(io.StringIO(text[start:], newline=""), delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    try:
        records.extend(reader)  # keeps the records before an error
    except csv.Error as error:
        what = "een dubbel aanhalingsteken opent een waarde, maar sluit haar niet goed af"
        advice = "verbeter het aanhalingsteken, of bewaar de tabel opnieuw vanuit Excel"
        raise InputError.of(f"{name}, rij {len(records) + 1}", what, advice) from error
    return tuple(filled_rows(records))


def _known_under(text: str, delimiter: str, columns: Sequence[str]) -> int:
    """Return how many column names are known under a delimiter that need not be the right one."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        first = tuple(islice(filled_rows(reader), HIGHEST))
    except csv.Error:
        return 0
    return heading_of(first, columns)[0] if first else 0
