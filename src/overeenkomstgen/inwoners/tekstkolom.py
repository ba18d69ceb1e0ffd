"""Changing a column of a text table in place: all other text stays as it was, to the byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from overeenkomstgen.kern.kolommen import KOLOMMEN
from overeenkomstgen.kern.tabel import filled_rows
from overeenkomstgen.schijf.teksttabel import decode, find_start, text_rows

_NEWLINE = re.compile(r"\r\n|\r|\n")


def change_text(data: bytes, position: int, values: Mapping[int, int]) -> bytes | None:
    """Return a text table in which cells of one column hold other numbers, by row number.

    Encoding, byte order mark, delimiter, line endings, the quotes of every cell, also of
    the changed ones, and all other cells stay as they are.

    Returns:
        The new file; None when its rows cannot be found back in the text, or a row is
        not there, so that nothing can be changed safely.
    """
    decoded = decode(data)
    if decoded is None:
        return None
    text, bom, codec = decoded
    delimiter, records = _records(text)
    parts = []
    done = 0
    for number, record in enumerate(records, start=1):
        if number not in values:
            continue
        missing = position + 1 - len(record)
        cell = slice(record[-1].stop, record[-1].stop) if missing > 0 else record[position]
        quote = '"' if text[cell].startswith('"') else ""
        value = f"{delimiter * max(missing, 0)}{quote}{values[number]}{quote}"
        parts += [text[done : cell.start], value]
        done = cell.stop
    if len(parts) != 2 * len(values):
        return None
    return bom + "".join((*parts, text[done:])).encode(codec)


def _records(text: str) -> tuple[str, list[list[slice]]]:
    """Return the delimiter, and where the cells of each row stand, quotes and all.

    There are no rows when those that the reader of tables sees cannot be found back.
    """
    expected = text_rows("", text, KOLOMMEN)
    start, delimiters = find_start(text)
    found = {}
    for delimiter in delimiters:
        records = list(_scan(text, start, delimiter))
        cells = ([_content(text[cell]) for cell in record] for record in records)
        found[tuple(filled_rows(cells))] = delimiter, records
    return found.get(expected, ("", []))


def _scan(text: str, start: int, delimiter: str) -> Iterator[list[slice]]:
    """Give the cells of each row, under a delimiter (RFC 4180, with any line ending)."""
    cell = re.compile(rf'"(?:[^"]|"")*"|[^{re.escape(delimiter)}\r\n]*')
    record: list[slice] = []
    at = start
    while at < len(text) or record:
        found = cell.match(text, at)
        end = found.end() if found else at
        record.append(slice(at, end))
        if text.startswith(delimiter, end):
            at = end + len(delimiter)
            continue
        yield record
        record = []
        newline = _NEWLINE.match(text, end)
        if end < len(text) and not newline:
            return  # something stands behind a quoted value: not the right delimiter
        at = newline.end() if newline else end


def _content(cell: str) -> str:
    """Return what a cell says, without its quotes."""
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell
