"""Changing a column of an Excel workbook in place: only the cells themselves are written.

A library that reads a workbook and writes it anew drops what it does not know: pictures,
validation rules of newer Excels, slicers. Here one part of the file, the sheet, gets its
cells; every other part is passed on as it was, save that a workbook with formulas is told to
calculate when it is opened. The parts and their elements are those of ISO/IEC 29500-1:
18.2.2 (calcPr), 18.2.19 (sheets), 18.3.1.4 (c), 18.3.1.73 (row), 18.3.1.96 (v).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WORKSHEET = "/worksheet"
# What stands in a workbook's part before its calculation settings (CT_Workbook), in order.
_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_CELL = re.compile(r"([A-Z]{1,3})[0-9]+")


class FormuleError(Exception):
    """Cells that would be changed, in these rows, hold a formula."""

    def __init__(self, rows: Iterable[int]) -> None:
        super().__init__()
        self.rows = tuple(rows)


def change_workbook(
    data: bytes, sheet: str, position: int, values: Mapping[int, int]
) -> bytes | None:
    """Return a workbook in which cells of one column hold other numbers, by row number.

    The column has ``position`` columns before it.

    Returns:
        The new file; None when the sheet or a row cannot be found.

    Raises:
        FormuleError: A cell holds a formula; others may rest on it.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        workbook = next((part for _, part in _relations(package, "", "/officeDocument")), None)
        sheets = _sheet_parts(package, workbook) if workbook else {}
        if workbook is None or sheet not in sheets:
            return None
        part = sheets[sheet]
        tree = _xml(package, part)
        left = dict(values)
        formulas = []
        for number, row in _rows(tree):
            if number in left and not _change(row, number, position, left.pop(number)):
                formulas.append(number)
        if formulas:
            raise FormuleError(formulas)
        if left:
            return None
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
                tree = changed[entry.filename]
                content = etree.tostring(
                    tree, xml_declaration=True, encoding="UTF-8", standalone=True
                )
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


def _sheet_parts(package: zipfile.ZipFile, workbook: str) -> dict[str, str]:
    """Return the parts that hold the sheets, by the name of the sheet."""
    parts = dict(_relations(package, workbook, _WORKSHEET))
    return {
        element.get("name", ""): parts[key]
        for element in _xml(package, workbook).iter("{*}sheet")
        if (key := element.get(f"{_OFFICE}id", "")) in parts
    }


def _relations(package: zipfile.ZipFile, source: str, kind: str) -> Iterator[tuple[str, str]]:
    """Give the parts of a kind that a part refers to, by the key of the reference."""
    folder, name = posixpath.split(source)
    for element in _xml(package, posixpath.join(folder, "_rels", f"{name}.rels")):
        if element.get("Type", "").endswith(kind):
            target = posixpath.join("/", folder, element.get("Target", ""))
            yield element.get("Id", ""), posixpath.normpath(target).lstrip("/")


def _xml(package: zipfile.ZipFile, part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(package.read(part), parser)


def _rows(tree: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Give the rows with their numbers; one without a number follows the one before."""
    number = 0
    for row in tree.iterfind("{*}sheetData/{*}row"):
        number = int(row.get("r", number + 1))
        yield number, row


def _change(row: etree._Element, number: int, position: int, value: int) -> bool:
    """Let a cell of a row hold a number; return False when it holds a formula."""
    cell = _cell(row, number, position)
    if cell.find("{*}f") is not None:
        return False
    cell.attrib.pop("t", None)  # what is left of a text: a number has no type
    cell.attrib.pop("cm", None)
    cell.attrib.pop("vm", None)
    for child in list(cell):
        cell.remove(child)
    content = cell.makeelement(f"{_namespace(row)}v")
    content.text = str(value)
    cell.append(content)
    return True


def _cell(row: etree._Element, number: int, position: int) -> etree._Element:
    """Return the cell of a row in a column; it is made when it was not there."""
    following = 0
    index = 0
    for cell in row.iterfind("{*}c"):
        found = _CELL.fullmatch(cell.get("r", ""))
        place = column_index_from_string(found[1]) - 1 if found else following
        if place == position:
            return cell
        if place > position:
            break
        following, index = place + 1, row.index(cell) + 1
    new = row.makeelement(
        f"{_namespace(row)}c", {"r": f"{get_column_letter(position + 1)}{number}"}
    )
    row.insert(index, new)
    row.attrib.pop("spans", None)  # a hint, which may leave out the new cell
    return new


def _namespace(element: etree._Element) -> str:
    """Return the namespace of an element as it stands before a name: there are two of them."""
    return str(element.tag).rpartition("}")[0] + "}"
