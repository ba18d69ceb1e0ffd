"""Writing numbers in one column of the table of municipalities, with a copy of what it was.

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
from dataclasses import replace
from pathlib import Path

from lxml import etree
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

from overeenkomstgen.errors import Fault, RefusalError, os_reason, refuse
from overeenkomstgen.kern.tabel import Row, Table
from overeenkomstgen.schijf.klok import now
from overeenkomstgen.schijf.plaats import inside, read_bytes
from overeenkomstgen.schijf.schijf import free, make_folder, write_whole
from overeenkomstgen.schijf.tables import TEXT_ENDINGS, read_table
from overeenkomstgen.schijf.teksttabel import decode, find_start
from overeenkomstgen.velden.kolommen import KOLOMMEN
from overeenkomstgen.word.elementen import serialize

KOLOM = "inwoners"
KOPIE = "kopie"
"""The folder, beside the table, for copies of what it was."""

# What stands in a workbook's part before its calculation settings (CT_Workbook), in order.
_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_OF_A_TEXT = ("t", "cm", "vm")  # attributes of a cell; a number has none of them


def write_inwoners(path: Path, table: Table, values: Mapping[int, int]) -> Path:
    """Write the inhabitants, by row number, in a table as it was read; return a copy of before.

    Everything else in the file stays as it was. What would be written is read back first:
    only when it is the table with these cells changed, and nothing else, it is written. The
    caller has the sole use of the werkmap.

    Raises:
        InputError: A cell holds a formula; nothing was written.
        RefusalError: The table cannot be changed safely; nothing was written.
        UitvoerError: The table or the copy cannot be written; the table is as it was.
    """
    try:
        data = read_bytes(path)
    except OSError as error:
        raise _unsafe(path, f"het bestand is niet te lezen ({os_reason(error)})") from error
    change = change_text if path.suffix.lower() in TEXT_ENDINGS else change_workbook
    changed = change(data, table, values)
    outcome = replace(table, rows=tuple(_with_number(row, table, values) for row in table.rows))
    if changed is None or read_table(path, KOLOMMEN, table.blad, changed) != outcome:
        raise _unsafe(path, "de rijen zijn niet met zekerheid terug te vinden in het bestand")
    folder = inside(path.parent, KOPIE)
    make_folder(folder)
    moment = f"{now().astimezone():%Y%m%d-%H%M%S}"
    copy = free(folder / f"{path.stem}-{moment}{path.suffix}")
    write_whole(copy, data)
    write_whole(path, changed)
    return copy


def _with_number(row: Row, table: Table, values: Mapping[int, int]) -> Row:
    if row.number not in values:
        return row
    position = table.position(KOLOM)
    cells = [*row.cells, *[""] * (position + 1 - len(row.cells))]
    cells[position] = str(values[row.number])
    return replace(row, cells=tuple(cells))


def _unsafe(path: Path, reason: str) -> RefusalError:
    return RefusalError(
        f"{path.name} is niet gewijzigd: {reason}.",
        "Sluit het bestand als het open staat en probeer het opnieuw. Lukt dat niet, bewaar de "
        "tabel dan opnieuw vanuit Excel, of vul de aantallen zelf in.",
    )


def change_text(data: bytes, table: Table, values: Mapping[int, int]) -> bytes | None:
    """Return a text table in which cells of the column hold other numbers, by row number.

    Encoding, byte order mark, delimiter, line endings, the quotes of every cell, also of
    the changed ones, and all other cells stay as they are. None when it is no text, or a row
    is not there.
    """
    decoded = decode(data)
    if decoded is None:
        return None
    text, bom, codec = decoded
    start, delimiter = find_start(text, KOLOMMEN)
    position = table.position(KOLOM)
    parts = []
    done = 0
    for number, record in enumerate(_records(text, start, delimiter), start=1):
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


def _records(text: str, start: int, delimiter: str) -> Iterator[list[slice]]:
    """Give the cells of each row, quotes and all (RFC 4180, with any line ending)."""
    sign = re.escape(delimiter)
    cell = rf'("(?:[^"]|"")*"|[^{sign}\r\n]*)({sign}|\r\n|\r|\n|\Z)'
    record: list[slice] = []
    for found in re.compile(cell).finditer(text, start):
        if found.start() == len(text) and not record:
            return  # the last line has its ending
        record.append(slice(*found.span(1)))
        if found[2] != delimiter:
            yield record
            record = []


def change_workbook(data: bytes, table: Table, values: Mapping[int, int]) -> bytes | None:
    """Return a workbook in which cells of the column hold other numbers, by row number.

    None when the sheet or a row cannot be found. An InputError is raised when a cell holds a
    formula; others may rest on it.
    """
    position = table.position(KOLOM)
    reader = ExcelReader(io.BytesIO(data), keep_links=False)
    with reader.archive as package:
        try:
            reader.read_manifest()
            reader.read_workbook()
        except (KeyError, OSError):  # it is none
            return None
        workbook = reader.parser.workbook_part_name
        sheets = {entry.name: part.target for entry, part in reader.parser.find_sheets()}
        if table.blad not in sheets:
            return None
        part = sheets[table.blad]
        tree = _xml(package, part)
        rows = {number: row for number, row in _rows(tree) if number in values}
        cells = {number: _cell(row, number, position) for number, row in rows.items()}
        what = "hier staat een formule, en die wordt niet overschreven"
        advice = "zet er het aantal zelf neer, zonder formule"
        refuse(
            Fault(table.place(number, KOLOM), what, advice)
            for number, cell in cells.items()
            if cell.find("{*}f") is not None
        )
        if cells.keys() != values.keys():
            return None
        for number, cell in cells.items():
            for name in _OF_A_TEXT:
                cell.attrib.pop(name, None)
            del cell[:]
            etree.SubElement(cell, f"{_namespace(cell)}v").text = str(values[number])
        changed = {part: tree}
        if any(_FORMULA.search(package.read(other)) for other in sheets.values()):
            changed[workbook] = _calculated_on_opening(_xml(package, workbook))
        return _package_with(package, changed)


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
        settings = workbook.makeelement(f"{_namespace(workbook)}calcPr")
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
    new = row.makeelement(f"{_namespace(row)}c", {"r": name})
    row.insert(index, new)
    row.attrib.pop("spans", None)  # a hint, which may leave out the new cell
    return new


def _namespace(element: etree._Element) -> str:
    """Return the namespace of an element as it stands before a name: there are two of them."""
    return f"{{{etree.QName(element).namespace}}}"
