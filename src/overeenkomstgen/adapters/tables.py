"""Reading a table from a CSV file or an Excel workbook, as people save them."""

from __future__ import annotations

import codecs
import csv
import io
import re
import warnings
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from overeenkomstgen.domain.notatie import format_datum_kort
from overeenkomstgen.domain.tabel import Row, Table, heading_key, tidy
from overeenkomstgen.domain.waarden import show
from overeenkomstgen.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

TEXT_ENDINGS = {".csv", ".txt"}
WORKBOOK_ENDINGS = {".xlsx", ".xlsm"}

_DELIMITERS = (";", ",", "\t")
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_SEP_LINE = re.compile(r'"?sep=([^"\r\n])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
# [MS-CFB] 2.2: a workbook with a password, and every workbook of before 2007, starts so.
_COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")
_BEWAAR = "bewaar de tabel in Excel als CSV UTF-8 (.csv) of als Excel-werkmap (.xlsx)"


def read_table(path: Path, columns: Sequence[str]) -> Table:
    """Return the table in a file, with the cells as they stand there.

    Of a text file the encoding is found out (UTF-8, UTF-16, Windows-1252), and the
    delimiter: it is the one under which most column names are known. Of a workbook
    the sheet is taken in which most column names are known, the first of equals.
    The first row that holds anything holds the column names.

    Args:
        path: A file that ends in ``.csv``, ``.txt``, ``.xlsx`` or ``.xlsm``.
        columns: The known column names; capitals, spaces, hyphens and underscores
            in the file make no difference.

    Raises:
        InputError: The file cannot be read, or has no row with known column names.
    """
    ending = path.suffix.lower()
    if ending in TEXT_ENDINGS:
        sheets = _text_sheet(path.name, _read(path), columns)
    elif ending in WORKBOOK_ENDINGS:
        sheets = _workbook_sheets(path.name, _read(path))
    else:
        raise _error(path.name, "dit soort bestand kan niet als tabel worden gelezen", _BEWAAR)
    filled = {source: rows for source, rows in sheets.items() if rows}
    if not filled:
        raise _error(path.name, "er staat niets in het bestand", _BEWAAR)
    source = max(filled, key=lambda source: _known_names(filled[source][0].cells, columns))
    header, *rows = filled[source]
    if not _known_names(header.cells, columns):
        found = show(", ".join(filter(None, header.cells)))
        raise _error(
            f"{source}, rij {header.number}",
            f"hier horen de kolomnamen, maar er staat {found}",
            f"zet in de eerste rij de kolomnamen {', '.join(columns)}",
        )
    known = {heading_key(column): column for column in columns}
    names = tuple(known.get(heading_key(cell), tidy(cell)) for cell in header.cells)
    return Table(source=source, header=header.number, columns=names, rows=tuple(rows))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        advice = "zet de tabel in de werkmap, onder deze naam"
        raise _error(path.name, "dit bestand is er niet", advice) from error
    except OSError as error:
        advice = "sluit het in Excel, en kijk of het een bestand is dat u mag lezen"
        raise _error(path.name, "het bestand kan niet worden geopend", advice) from error


def _text_sheet(name: str, data: bytes, columns: Sequence[str]) -> dict[str, list[Row]]:
    text = _decode(name, data)
    declared = _SEP_LINE.match(text)
    if declared:  # Excel obeys this line and does not count it
        text = text[declared.end() :]
    delimiter = max(
        declared[1] if declared else _DELIMITERS,
        key=lambda delimiter: _known_names(_first_filled(text, delimiter), columns),
    )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    try:
        records.extend(reader)  # keeps the records before an error
    except csv.Error as error:
        raise _error(
            f"{name}, rij {len(records) + 1}",
            "een dubbel aanhalingsteken opent een waarde, maar sluit haar niet goed af",
            "verbeter het aanhalingsteken, of bewaar de tabel opnieuw vanuit Excel",
        ) from error
    return {name: list(_filled_rows(records))}


def _decode(name: str, data: bytes) -> str:
    marked = [encoding for bom, encoding in _BOMS.items() if data.startswith(bom)]
    for encoding in marked or ("utf-8", "cp1252"):  # text in Windows-1252 is hardly ever UTF-8
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _error(name, "het bestand is geen leesbare tekst", _BEWAAR)


def _first_filled(text: str, delimiter: str) -> tuple[str, ...]:
    """Return the first row under a delimiter that need not be the right one."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return next((row.cells for row in _filled_rows(reader)), ())
    except csv.Error:
        return ()


def _workbook_sheets(name: str, data: bytes) -> dict[str, list[Row]]:
    if data.startswith(_COMPOUND_FILE):
        raise _error(
            name,
            "de werkmap is beveiligd met een wachtwoord, of van een oude soort (.xls)",
            "haal het wachtwoord weg en bewaar de tabel als Excel-werkmap (.xlsx)",
        )
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, and often not needed

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what is lost on saving, which is not done here
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets = {}
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # some programs write them wrong
                records = sheet.iter_rows(values_only=True)
                source = f"{name}, blad {sheet.title}" if len(book.worksheets) > 1 else name
                sheets[source] = list(_filled_rows(map(_as_text, record) for record in records))
            book.close()
        except Exception as error:
            raise _error(
                name,
                "het bestand is beschadigd, of is geen Excel-werkmap",
                "open het in Excel en bewaar het opnieuw als Excel-werkmap (.xlsx)",
            ) from error
    return sheets


def _as_text(value: object) -> str:
    """Return a cell of a workbook as a Dutch Excel writes it in a CSV file."""
    from openpyxl.utils.escape import unescape  # noqa: PLC0415 - comes with openpyxl, see above

    match value:
        case None:
            text = ""
        case str():
            text = unescape(value)
        case bool():
            text = "WAAR" if value else "ONWAAR"
        case datetime() if value.time() != time():
            text = f"{format_datum_kort(value)} {value:%H:%M:%S}"
        case date():
            text = format_datum_kort(value)
        case float() if value.is_integer():
            text = str(int(value))
        case float():  # the decimal that Excel shows, not the binary fraction beside it
            text = f"{Decimal(repr(value)):f}".replace(".", ",")
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            text = f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case _:
            text = str(value)
    return text


def _filled_rows(records: Iterable[Iterable[str]]) -> Iterator[Row]:
    """Number the records as Excel does; leave out blank rows, and blank cells at the end."""
    for number, record in enumerate(records, start=1):
        cells = [cell if tidy(cell) else "" for cell in record]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield Row(number, tuple(cells))


def _known_names(cells: Iterable[str], columns: Sequence[str]) -> int:
    return len({heading_key(cell) for cell in cells} & {heading_key(name) for name in columns})


def _error(where: str, what: str, advice: str) -> InputError:
    return InputError([Fault(where, what, advice)])
