"""Reading a table from a CSV file or an Excel workbook, as people save them."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from overeenkomstgen.errors import Fault, InputError, refuse
from overeenkomstgen.kern.notatie import format_datum_kort
from overeenkomstgen.kern.tabel import Row, Table, filled_rows, heading_key, known_names, tidy
from overeenkomstgen.kern.waarden import show
from overeenkomstgen.schijf.teksttabel import decode, text_rows

if TYPE_CHECKING:
    from openpyxl.worksheet.cell_range import CellRange

TEXT_ENDINGS = {".csv", ".txt"}
WORKBOOK_ENDINGS = {".xlsx", ".xlsm"}

# [MS-CFB] 2.2: a workbook with a password, and every workbook of before 2007, starts so.
_COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")
_BEWAAR = "bewaar de tabel in Excel als CSV UTF-8 (.csv) of als Excel-werkmap (.xlsx)"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a file holds, or one sheet of it: the rows that hold anything."""

    source: str
    rows: tuple[Row, ...]
    merged: Sequence[CellRange] = ()


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
        InputError: The file cannot be read, has no row with known column names, or
            has merged cells.
    """
    ending = path.suffix.lower()
    if ending in TEXT_ENDINGS:
        sheets = [_text_sheet(path.name, _read(path), columns)]
    elif ending in WORKBOOK_ENDINGS:
        sheets = _workbook_sheets(path.name, _read(path))
    else:
        what = "dit soort bestand kan niet als tabel worden gelezen"
        raise InputError.of(path.name, what, _BEWAAR)
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise InputError.of(path.name, "er staat niets in het bestand", _BEWAAR)
    sheet = max(filled, key=lambda sheet: known_names(sheet.rows[0].cells, columns))
    header, *rows = sheet.rows
    if not known_names(header.cells, columns):
        found = show(", ".join(filter(None, header.cells)))
        raise InputError.of(
            f"{sheet.source}, rij {header.number}",
            f"hier horen de kolomnamen, maar er staat {found}",
            f"zet in de eerste rij de kolomnamen {', '.join(columns)}",
        )
    known = {heading_key(column): column for column in columns}
    names = tuple(known.get(heading_key(cell), tidy(cell)) for cell in header.cells)
    table = Table(source=sheet.source, header=header.number, columns=names, rows=tuple(rows))
    refuse(_merged_faults(table, sheet.merged))
    return table


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        advice = "zet de tabel in de werkmap, onder deze naam"
        raise InputError.of(path.name, "dit bestand is er niet", advice) from error
    except OSError as error:
        advice = "sluit het in Excel, en kijk of het een bestand is dat u mag lezen"
        raise InputError.of(path.name, "het bestand kan niet worden geopend", advice) from error


def _text_sheet(name: str, data: bytes, columns: Sequence[str]) -> _Sheet:
    decoded = decode(data)
    if decoded is None:
        raise InputError.of(name, "het bestand is geen leesbare tekst", _BEWAAR)
    return _Sheet(name, text_rows(name, decoded[0], columns))


def _workbook_sheets(name: str, data: bytes) -> list[_Sheet]:
    if data.startswith(_COMPOUND_FILE):
        raise InputError.of(
            name,
            "de werkmap is beveiligd met een wachtwoord, of van een oude soort (.xls)",
            "haal het wachtwoord weg en bewaar de tabel als Excel-werkmap (.xlsx)",
        )
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415 - slow, and often not needed

    sheets = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what is lost on saving, which is not done here
        try:
            reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            reader.read()
            parts = {sheet.name: part.target for sheet, part in reader.parser.find_sheets()}
            for sheet in reader.wb.worksheets:
                sheet.reset_dimensions()  # some programs write them wrong
                formulas, merged = _not_values(reader.archive.read(parts[sheet.title]))
                records = (
                    [
                        formulas.get((row, column)) or _as_text(value)
                        for column, value in enumerate(record, start=1)
                    ]
                    for row, record in enumerate(sheet.iter_rows(values_only=True), start=1)
                )
                source = f"{name}, blad {sheet.title}" if len(reader.wb.worksheets) > 1 else name
                sheets.append(_Sheet(source, tuple(filled_rows(records)), merged))
            reader.wb.close()
        except Exception as error:
            raise InputError.of(
                name,
                "het bestand is beschadigd, of is geen Excel-werkmap",
                "open het in Excel en bewaar het opnieuw als Excel-werkmap (.xlsx)",
            ) from error
    return sheets


def _not_values(part: bytes) -> tuple[dict[tuple[int, int], str], list[CellRange]]:
    """Return what a sheet's XML tells beside values.

    Returns:
        The formulas of which no result is stored, by row and column from 1, and
        the merged cells (ISO/IEC 29500-1, 18.3.1.4, 18.3.1.40 and 18.3.1.55).
    """
    from lxml import etree  # noqa: PLC0415 - for a workbook only
    from openpyxl.utils.cell import coordinate_to_tuple  # noqa: PLC0415 - the same
    from openpyxl.worksheet.cell_range import CellRange  # noqa: PLC0415 - the same

    formulas: dict[tuple[int, int], str] = {}
    merged: list[CellRange] = []
    parser = etree.iterparse(io.BytesIO(part), tag=("{*}c", "{*}mergeCell"), resolve_entities=False)
    for _, element in parser:
        if ref := element.get("ref"):
            merged.append(CellRange(ref))
        else:
            formula, place = element.find("{*}f"), element.get("r")
            # The result of a formula can be empty text; then it is stored, as text.
            stored = element.findtext("{*}v") or element.get("t") == "str"
            if formula is not None and place and not stored:
                formulas[coordinate_to_tuple(place)] = f"={formula.text or ''}"
        element.clear()
    merged.sort(key=lambda cells: (cells.min_row, cells.min_col))
    return formulas, merged


def _merged_faults(table: Table, merged: Iterable[CellRange]) -> Iterator[Fault]:
    """Find the merged cells that are of the table, not beside or under it."""
    numbers = (table.header, *(row.number for row in table.rows))
    for cells in merged:
        rows = range(cells.min_row, cells.max_row + 1)
        if cells.min_col > len(table.columns) or not any(number in rows for number in numbers):
            continue
        names = [name for name in table.columns[cells.min_col - 1 : cells.max_col] if name]
        column = " t/m ".join(dict.fromkeys((names[0], names[-1]))) if names else ""
        advice = "hef in Excel de samenvoeging op en vul elke cel in"
        yield Fault(table.place(rows, column), "hier staan samengevoegde cellen", advice)


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
