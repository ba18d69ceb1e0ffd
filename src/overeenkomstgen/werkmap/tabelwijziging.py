"""Writing cells of the table of municipalities, with a copy of what it was.

Of a text table everything else stays as it was, to the byte. A library that reads a workbook
and writes it anew drops what it does not know: pictures, validation rules of newer Excels,
slicers. So of a workbook one part, the sheet, gets its cells; every other part is passed on as
it was, save that a workbook with formulas is told to calculate when it is opened. The parts
and their elements are those of ISO/IEC 29500-1: 18.2.2 (calcPr), 18.2.19 (sheets), 18.3.1.4
(c), 18.3.1.73 (row), 18.3.1.96 (v).
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import etree
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.xml.constants import SHEET_MAIN_NS

from overeenkomstgen.errors import Fault, RefusalError, os_reason, refuse
from overeenkomstgen.kern.notatie import format_datum_kort
from overeenkomstgen.kern.tabel import Row, Table
from overeenkomstgen.kern.waarden import WaardeError, parse_datum, show
from overeenkomstgen.schijf.plaats import read_bytes
from overeenkomstgen.schijf.schijf import write_whole
from overeenkomstgen.schijf.tables import TEXT_ENDINGS, read_table
from overeenkomstgen.schijf.teksttabel import decode, find_start
from overeenkomstgen.velden.kolommen import KOLOMMEN
from overeenkomstgen.werkmap.wijziging import keep_copy
from overeenkomstgen.word.elementen import serialize

Cellen = Mapping[int, Mapping[str, str]]
"""What is to stand in cells, by the number of the row and the name of the column."""

_MAIN = f"{{{SHEET_MAIN_NS}}}"  # of the other namespace, Strict Open XML, no table is read
# What stands in a workbook's part before its calculation settings (CT_Workbook), in order.
_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_OF_A_TEXT = ("t", "cm", "vm")  # attributes of a cell; a number has none of them
# As reading gives a number back: with at most as many digits as Excel keeps.
_NUMBER = re.compile(r"(?=.{1,15}\Z)(?:0|[1-9][0-9]*)(?:,[0-9]*[1-9])?")


def write_cells(path: Path, table: Table, values: Cellen) -> Path:
    """Write cells of a table as it was read; return a copy of before.

    Everything else in the file stays as it was. It is read again, before and after the change:
    only when it is still this table, and then the table with these cells changed and nothing
    else, it is written. The caller has the sole use of the werkmap.

    Raises:
        InputError: A cell holds a formula, a text has letters that the file cannot have, or the
            file holds no table any more; nothing was written.
        RefusalError: The table cannot be changed safely; nothing was written.
        UitvoerError: The table or the copy cannot be written; the table is as it was.
    """
    try:
        data = read_bytes(path)
    except OSError as error:
        raise _unsafe(path, f"het bestand is niet te lezen ({os_reason(error)})") from error
    change = change_text if path.suffix.lower() in TEXT_ENDINGS else change_workbook
    if read_table(path, KOLOMMEN, table.blad, data) == table:
        changed = change(data, table, values)
        if read_table(path, KOLOMMEN, table.blad, changed) == with_cells(table, values):
            copy = keep_copy(path, data)
            write_whole(path, changed)
            return copy
    raise _unsafe(path, "de rijen zijn niet met zekerheid terug te vinden in het bestand")


def with_cells(table: Table, values: Cellen) -> Table:
    """Return a table in which cells hold something else."""
    rows = (_with(row, table, values.get(row.number, {})) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _with(row: Row, table: Table, values: Mapping[str, str]) -> Row:
    cells = [*row.cells, *[""] * (len(table.columns) - len(row.cells))]
    for column, value in values.items():
        cells[table.position(column)] = value
    while cells and not cells[-1]:  # as they are read
        cells.pop()
    return replace(row, cells=tuple(cells))


def _unsafe(path: Path, reason: str) -> RefusalError:
    return RefusalError(
        f"{path.name} is niet gewijzigd: {reason}.",
        "Sluit het bestand als het open staat en probeer het opnieuw. Lukt dat niet, bewaar de "
        "tabel dan opnieuw vanuit Excel, of wijzig haar daarin zelf.",
    )


def change_text(data: bytes, table: Table, values: Cellen) -> bytes:
    """Return a text table in which cells hold something else.

    Encoding, byte order mark, delimiter, line endings, the quotes of every cell, also of
    the changed ones, and all other cells stay as they are. An InputError is raised for letters
    that the encoding does not have.
    """
    text, bom, codec = decode(data) or ("", b"", "utf-8")
    _refuse_letters(table, values, codec)
    start, delimiter = find_start(text, KOLOMMEN)
    sign = re.escape(delimiter)
    # A cell, quotes and all, and what ends it (RFC 4180, with any line ending).
    cells = re.compile(rf'("(?:[^"]|"")*"|[^{sign}\r\n]*)({sign}|\r\n|\r|\n|\Z)')
    parts, number, position = [text[:start]], 1, 0
    for cell, end in cells.findall(text, start):
        new = {table.position(name): value for name, value in values.get(number, {}).items()}
        parts.append(_quoted(new[position], delimiter, cell) if position in new else cell)
        if end == delimiter:
            position += 1
        else:
            for missing in range(position + 1, max(new, default=0) + 1):
                parts += [delimiter, _quoted(new.get(missing, ""), delimiter)]
            number, position = number + 1, 0
        parts.append(end)
    return bom + "".join(parts).encode(codec)


def _refuse_letters(table: Table, values: Cellen, codec: str) -> None:
    """Stop (InputError) at what an old encoding, such as Windows-1252, does not have."""
    advice = "schrijf het zonder, of bewaar de tabel in Excel als CSV UTF-8 (.csv)"
    refuse(
        Fault(
            *(table.place(number, column), f"{show(value)} kan niet in dit bestand staan", advice),
            plek=(column, number),
        )
        for number, cells in values.items()
        for column, value in cells.items()
        if value.encode(codec, "ignore").decode(codec) != value
    )


def _quoted(value: str, delimiter: str, former: str = "") -> str:
    """Return a cell as it is written: with the quotes that it had, or that it needs."""
    needed = former.startswith('"') or any(sign in value for sign in (delimiter, '"', "\r", "\n"))
    return '"{}"'.format(value.replace('"', '""')) if needed else value


def change_workbook(data: bytes, table: Table, values: Cellen) -> bytes:
    """Return a workbook in which cells hold something else.

    An InputError is raised when a cell holds a formula; others may rest on it.
    """
    reader = ExcelReader(io.BytesIO(data), keep_links=False)
    with reader.archive as package:
        reader.read_manifest()
        reader.read_workbook()
        workbook = reader.parser.workbook_part_name
        sheets = {entry.name: part.target for entry, part in reader.parser.find_sheets()}
        apply_stylesheet(package, reader.wb)
        part = sheets[table.blad]
        tree = _xml(package, part)
        cells = {
            (column, number): (_cell(row, number, table.position(column)), value)
            for number, row in _rows(tree)
            for column, value in values.get(number, {}).items()
        }
        what = "hier staat een formule, en die wordt niet overschreven"
        advice = "zet er de waarde zelf neer, zonder formule"
        refuse(
            Fault(table.place(number, column), what, advice, (column, number))
            for (column, number), (cell, _) in cells.items()
            if cell.find("{*}f") is not None
        )
        for cell, value in cells.values():
            _fill(cell, value, reader.wb)
        changed = {part: tree}
        if any(_FORMULA.search(package.read(other)) for other in sheets.values()):
            changed[workbook] = _calculated_on_opening(_xml(package, workbook))
        return _package_with(package, changed)


def _fill(cell: etree._Element, value: str, book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
    """Let a cell hold a number, a day where it is laid out as one, or a text."""
    for name in _OF_A_TEXT:
        cell.attrib.pop(name, None)
    del cell[:]
    is_day = int(cell.get("s", 0)) in book._date_formats  # noqa: SLF001 - known nowhere else
    if number := _day(value, book.epoch) if is_day else _number(value):
        etree.SubElement(cell, f"{_MAIN}v").text = number
    elif value:
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t").text = value


def _number(value: str) -> str:
    """Return a number as a workbook holds it; empty for what is none, or would read otherwise."""
    return value.replace(",", ".") if _NUMBER.fullmatch(value) else ""


def _day(value: str, epoch: datetime) -> str:
    """Return a day as a workbook holds it, a number; empty for what would read otherwise."""
    with suppress(WaardeError):
        day = parse_datum(value)
        serial: float = to_excel(day, epoch)  # type: ignore[no-untyped-call] # openpyxl's
        return str(int(serial)) if format_datum_kort(day) == value else ""
    return ""


def _package_with(package: zipfile.ZipFile, changed: Mapping[str, etree._Element]) -> bytes:
    """Return a package in which parts have other content."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        target.comment = package.comment
        for entry in package.infolist():
            content = package.read(entry)
            if entry.filename in changed:
                content = serialize(changed[entry.filename])
            target.writestr(entry, content)
    return made.getvalue()


def _calculated_on_opening(workbook: etree._Element) -> etree._Element:
    """Return a workbook's part that asks for calculation; stored totals may be out of date."""
    settings = workbook.find("{*}calcPr")
    if settings is None:
        settings = workbook.makeelement(f"{_MAIN}calcPr")
        before = [child for name in _BEFORE_CALC for child in workbook.iterfind(f"{{*}}{name}")]
        before[-1].addnext(settings)
    settings.set("fullCalcOnLoad", "1")
    return workbook


def _xml(package: zipfile.ZipFile, part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(package.read(part), parser)


def _rows(tree: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Give the rows with their numbers; one without a number follows the one before."""
    number = 0
    for row in tree.iterfind("{*}sheetData/{*}row"):
        number = int(row.get("r", number + 1))
        yield number, row


def _cell(row: etree._Element, number: int, position: int) -> etree._Element:
    """Return the cell of a row in a column; it is made when it was not there."""
    following = index = 0
    for cell in row.iterfind("{*}c"):
        named = cell.get("r")
        place = coordinate_to_tuple(named)[1] - 1 if named else following
        if place == position:
            return cell
        if place > position:
            break
        following, index = place + 1, row.index(cell) + 1
    name = f"{get_column_letter(position + 1)}{number}"
    new = row.makeelement(f"{_MAIN}c", {"r": name})
    row.insert(index, new)
    row.attrib.pop("spans", None)  # a hint, which may leave out the new cell
    return new
