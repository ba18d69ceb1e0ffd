"""The bookkeeper's workbook: the invoices of a year, with their control total."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime, time
from decimal import Decimal
from operator import attrgetter
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell import Cell  # noqa: TC002 - openpyxl loads it anyhow
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from overeenkomstgen.kern.factuur import Factuur

# 413 is Dutch, so that a spreadsheet in another language shows points and commas as here.
_EURO = '[$-413]"€" #,##0.00;[Red][$-413]"€" -#,##0.00'
_TARIFF = '[$-413]"€" #,##0.00##'
_DAY = "dd-mm-yyyy"
_WHOLE = "[$-413]#,##0"
_PERCENT = "[$-413]0.0#%"
_BOLD = Font(name="Calibri", size=11, bold=True)  # without a name and size it is another font
_MARGIN, _BOLD_WIDTH = 2, 1.15  # a width is counted in digits that are not bold

_COLUMNS = (
    ("Factuurnummer", "nummer", ""),
    ("Factuurdatum", "datum", _DAY),
    ("Vervaldatum", "vervaldatum", _DAY),
    ("CBS-code", "cbs_code", ""),
    ("Gemeente", "gemeente", ""),
    ("Inwoners", "inwoners", _WHOLE),
    ("Tarief", "tarief", _TARIFF),
    ("Bijdrage", "bijdrage", _EURO),
    ("Overschot", "verrekening", _EURO),
    ("Excl. btw", "bedrag", _EURO),
    ("Btw-tarief", "btw_tarief", _PERCENT),
    ("Btw", "btw", _EURO),
    ("Incl. btw", "totaal", _EURO),
    ("Credit van", "credit_van", ""),
)


def write_boekhouding(facturen: Sequence[Factuur], jaar: int) -> bytes:
    """Return an Excel workbook with a row for each invoice and a row of totals.

    Amounts are numbers and days are dates, so that they can be reckoned with. The totals are
    numbers too, not formulas: they can be held against those of the program. The same
    invoices give the same bytes.
    """
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = f"Facturen {jaar}"
    for column in range(len(_COLUMNS)):
        _write_column(sheet, column, facturen)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    moment = datetime.combine(max(factuur.datum for factuur in facturen), time())
    book.properties.title = f"Facturen {jaar}"
    book.properties.language = "nl-NL"
    book.properties.creator = ""
    book.properties.created = book.properties.modified = moment
    content = io.BytesIO()
    _Writer(book, zipfile.ZipFile(content, "w")).save()
    return _repeatable(content.getvalue(), moment)


class _Writer(ExcelWriter):
    """Makes a sheet in memory; openpyxl's temporary file stays empty, unseen, on a full disk."""

    _archive: zipfile.ZipFile

    def write_worksheet(self, ws: Worksheet) -> None:
        """Add a sheet to the package."""
        content = io.BytesIO()
        WorksheetWriter(ws, content).write()
        self._archive.writestr(ws.path[1:], content.getvalue())
        self.manifest.append(ws)


def _write_column(sheet: Worksheet, column: int, facturen: Sequence[Factuur]) -> None:
    """Write what there is of each invoice, with its heading and its total, in a wide enough column.

    A text is a text, also when it begins with an equals sign.
    """
    heading, name, layout = _COLUMNS[column]
    values: list[Any] = [None if each == "" else each for each in map(attrgetter(name), facturen)]
    total: object = None if column else f"Totaal: {len(facturen)}"
    if layout in {_EURO, _WHOLE}:
        total = sum((Decimal(str(amount)) for amount in values), Decimal(0))
    content = (heading, *values, total)
    cells = [cast("Cell", sheet.cell(row, column + 1)) for row in range(1, len(content) + 1)]
    for cell, shown in zip(cells, content, strict=True):  # no cells are merged here
        cell.value = shown
        if isinstance(shown, str):
            cell.data_type = "s"
        elif shown is not None:
            cell.number_format = layout
    left = layout in {"", _DAY}  # a day stands apart from the code beside it
    for cell in cells[:-1] if layout == _DAY else cells[:1]:
        cell.alignment = Alignment(horizontal="left" if left else "right")
    cells[0].font = cells[-1].font = _BOLD
    cells[-1].border = Border(top=Side("thin"))
    texts = [str(each) for each in content if each is not None]
    texts += [f"€ {each:,.2f}" for each in content if layout == _EURO and isinstance(each, Decimal)]
    width = max(map(len, texts)) * _BOLD_WIDTH + _MARGIN
    sheet.column_dimensions[get_column_letter(column + 1)].width = width


def _repeatable(content: bytes, moment: datetime) -> bytes:
    """Return the package with one and the same time on each part."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return result.getvalue()
