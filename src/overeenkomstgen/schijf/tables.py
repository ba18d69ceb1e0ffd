"""Reading a table from a CSV file or an Excel workbook, as people save them."""

import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from operator import itemgetter
from pathlib import Path

from overeenkomstgen.errors import Fault, InputError, os_fault, refuse
from overeenkomstgen.kern.notatie import format_datum_kort
from overeenkomstgen.kern.tabel import (
    Row,
    Table,
    filled_rows,
    heading_key,
    heading_of,
    show_list,
    tidy,
)
from overeenkomstgen.kern.waarden import show
from overeenkomstgen.schijf.letters import uncertain
from overeenkomstgen.schijf.plaats import read_bytes
from overeenkomstgen.schijf.teksttabel import decode, text_rows

TEXT_ENDINGS = {".csv", ".txt"}
WORKBOOK_ENDINGS = {".xlsx", ".xlsm"}

# [MS-CFB] 2.2: a workbook with a password, and every workbook of before 2007, starts so.
_COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")
_WORKSHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_Cells = tuple[int, int, int, int]  # the first column and row, and the last
BEWAAR = "bewaar de tabel in Excel als CSV UTF-8 (.csv) of als Excel-werkmap (.xlsx)"
"""What to do with a table that cannot be read."""
_TOON = "klik in Excel met rechts op een tab, kies Zichtbaar maken en bewaar de tabel"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a text file holds, or one sheet of a workbook: the rows that hold anything."""

    source: str
    rows: tuple[Row, ...]
    blad: str = ""
    hidden: bool = False  # it is not to be seen in Excel; then nothing of it was read
    merged: Sequence[_Cells] = ()
    uncertain: tuple[Row, ...] = ()  # the rows when it is not certain which letters their bytes are


def read_table(
    path: Path, columns: Sequence[str], blad: str = "", data: bytes | None = None
) -> Table:
    """Return the table in a file, with the cells as they stand there.

    Of a text file the encoding is found out (UTF-8, UTF-16, Windows-1252), and the
    delimiter: it is the one under which most column names are known. Of a workbook
    the sheet is taken that was named, or else the only one that can be meant; one that
    is hidden never is. The first row that holds anything holds the column names.

    Args:
        path: A file that ends in ``.csv``, ``.txt``, ``.xlsx`` or ``.xlsm``.
        columns: The known column names; capitals, spaces, hyphens and underscores
            in the file make no difference.
        blad: The sheet of a workbook; empty when none was named.
        data: What would stand in the file; None for what does.

    Raises:
        InputError: The file cannot be read, has no row with known column names or
            something above it, has more than one sheet that can be meant, merged cells,
            or letters of which it is not certain what they are.
    """
    ending = path.suffix.lower()
    if ending not in TEXT_ENDINGS | WORKBOOK_ENDINGS:
        what = "dit soort bestand kan niet als tabel worden gelezen"
        raise InputError.of(path.name, what, BEWAAR)
    if data is None:
        missing = "zet de tabel in de werkmap, onder deze naam"
        closed = "sluit het in Excel, en kijk of het een bestand is dat u mag lezen"
        with os_fault(path.name, missing, closed):
            data = read_bytes(path)
    if ending in TEXT_ENDINGS:
        sheets = [_text_sheet(path.name, data, columns)]
    else:
        sheets = _workbook_sheets(path.name, data)
    sheet = _choose(path.name, sheets, columns, blad)
    header, *rows = sheet.rows
    known, heading = heading_of(sheet.rows, columns)
    where = f"{sheet.source}, rij {header.number}"
    found = show(", ".join(filter(None, header.cells)))
    if heading is not header:
        what = f"hier staat {found}, en de kolomnamen staan pas in rij {heading.number}"
        raise InputError.of(where, what, "haal de titelrij weg, zodat de kolomnamen bovenaan staan")
    if not known:
        what = f"hier horen de kolomnamen, maar er staat {found}"
        advice = f"zet in de eerste rij de kolomnamen {', '.join(columns)}"
        raise _nowhere(where, what, advice, sheets)
    names = {heading_key(column): column for column in columns}
    table = Table(
        source=sheet.source,
        header=header.number,
        columns=tuple(names.get(heading_key(cell), tidy(cell)) for cell in header.cells),
        rows=tuple(rows),
        blad=sheet.blad,
    )
    refuse((*_merged_faults(table, sheet.merged), *uncertain(table, sheet.uncertain, BEWAAR)))
    return table


def _choose(name: str, sheets: list[_Sheet], columns: Sequence[str], blad: str) -> _Sheet:
    """Return the sheet that is meant; InputError where there is none, or more than one.

    Without a name it must be the only one with the column names: another with more than half
    as many of them can be meant as well.
    """
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise _nowhere(name, "er staat niets in het bestand", BEWAAR, sheets)
    known = {sheet.source: heading_of(sheet.rows, columns)[0] for sheet in filled}
    most = max(known.values())
    meant = [sheet for sheet in filled if 2 * known[sheet.source] > most] or filled[:1]
    what = f"op {len(meant)} bladen kan de tabel staan"
    if blad and sheets[0].blad:
        wanted = tidy(blad).casefold()  # no two sheets of a workbook differ in capitals alone
        meant = [sheet for sheet in filled if tidy(sheet.blad).casefold() == wanted]
        what = f'er is geen zichtbaar, ingevuld blad "{show(blad)}"'
        if any(sheet.hidden and tidy(sheet.blad).casefold() == wanted for sheet in sheets):
            raise InputError.of(name, f'blad "{show(blad)}" is verborgen', _TOON)
    if len(meant) == 1:
        return meant[0]
    names = show_list([show(sheet.blad) for sheet in meant or filled], "en")
    advice = "noem in convenant.toml, onder [tabel], bij de sleutel xlsx, het blad dat u bedoelt"
    raise InputError.of(name, f"{what}; de bladen heten {names}", advice)


def _nowhere(where: str, what: str, advice: str, sheets: Iterable[_Sheet]) -> InputError:
    """Return the error of a table that is nowhere; it may stand on a hidden sheet."""
    if hidden := [show(sheet.blad) for sheet in sheets if sheet.hidden]:
        what += f" (een verborgen blad telt niet mee, zoals hier {show_list(hidden, 'en')})"
        advice = f"{_TOON}, of {advice}"
    return InputError.of(where, what, advice)


def _text_sheet(name: str, data: bytes, columns: Sequence[str]) -> _Sheet:
    decoded = decode(data, "replace")
    if decoded is None:
        raise InputError.of(name, "het bestand is geen leesbare tekst", BEWAAR)
    text, _, encoding = decoded
    rows = text_rows(name, text, columns)
    return _Sheet(name, rows, uncertain=rows if encoding == "cp1252" else ())


def _workbook_sheets(name: str, data: bytes) -> list[_Sheet]:
    if data.startswith(_COMPOUND_FILE):
        what = "de werkmap is beveiligd met een wachtwoord, of van een oude soort (.xls)"
        advice = "haal het wachtwoord weg en bewaar de tabel als Excel-werkmap (.xlsx)"
        raise InputError.of(name, what, advice)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what is lost on saving, which is not done here
        try:
            sheets = list(_read_sheets(name, data))
        except Exception as error:
            what = "het bestand is beschadigd, of is geen Excel-werkmap"
            advice = "open het in Excel en bewaar het opnieuw als Excel-werkmap (.xlsx)"
            raise InputError.of(name, what, advice) from error
    if all(sheet.hidden for sheet in sheets):
        what = "het heeft geen zichtbaar werkblad, of is een Strict Open XML-werkblad"
        advice = "maak het blad zichtbaar, of bewaar het in Excel als Excel-werkmap (.xlsx)"
        raise InputError.of(name, what, advice)
    return sheets


def _read_sheets(name: str, data: bytes) -> Iterator[_Sheet]:
    """Give the sheets with cells: none that is only a chart, or of Strict Open XML."""
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415 - slow, and often not needed
    from openpyxl.styles.stylesheet import apply_stylesheet  # noqa: PLC0415 - the same
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet  # noqa: PLC0415 - the same

    reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    for entry, part in reader.parser.find_sheets():
        if part.Type != _WORKSHEET:
            continue
        source = f"{name}, blad {show(entry.name)}"
        if entry.state != "visible":
            yield _Sheet(source, (), entry.name, hidden=True)
            continue
        sheet = ReadOnlyWorksheet(reader.wb, entry.name, part.target, reader.shared_strings)
        sheet.reset_dimensions()  # some programs write them wrong
        formulas, merged = _not_values(reader.archive.read(part.target))
        records = (
            [
                formulas.get((row, column)) or _as_text(value)
                for column, value in enumerate(record, start=1)
            ]
            for row, record in enumerate(sheet.values, start=1)
        )
        yield _Sheet(source, tuple(filled_rows(records)), entry.name, merged=merged)
    reader.archive.close()


def _not_values(part: bytes) -> tuple[dict[tuple[int, int], str], list[_Cells]]:
    """Return the formulas of which no result is stored, by row and column from 1; merged cells.

    Both as in ISO/IEC 29500-1, 18.3.1.4, 18.3.1.40 and 18.3.1.55.
    """
    from lxml import etree  # noqa: PLC0415 - for a workbook only
    from openpyxl.utils.cell import coordinate_to_tuple  # noqa: PLC0415 - the same
    from openpyxl.worksheet.cell_range import CellRange  # noqa: PLC0415 - the same

    formulas: dict[tuple[int, int], str] = {}
    merged: list[_Cells] = []
    parser = etree.iterparse(io.BytesIO(part), tag=("{*}c", "{*}mergeCell"), resolve_entities=False)
    for _, element in parser:
        if ref := element.get("ref"):
            merged.append(CellRange(ref).bounds)
        else:
            formula, place = element.find("{*}f"), element.get("r")
            # The result of a formula can be empty text; then it is stored, as text.
            stored = element.findtext("{*}v") or element.get("t") == "str"
            if formula is not None and place and not stored:
                formulas[coordinate_to_tuple(place)] = f"={formula.text or ''}"
        element.clear()
    merged.sort(key=itemgetter(1, 0))
    return formulas, merged


def _merged_faults(table: Table, merged: Iterable[_Cells]) -> Iterator[Fault]:
    """Find the merged cells that are of the table, not beside or under it."""
    numbers = (table.header, *(row.number for row in table.rows))
    for left, top, right, bottom in merged:
        rows = range(top, bottom + 1)
        if left > len(table.columns) or not any(number in rows for number in numbers):
            continue
        names = [name for name in table.columns[left - 1 : right] if name]
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
