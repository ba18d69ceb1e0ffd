"""The bookkeeper's workbook: read back by two programs, and the same bytes every time."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from time import sleep
from time import time as seconds
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.worksheet.properties import PageSetupProperties

from hulp.schijf import fill, small_disk
from hulp.values import FACTUUR as DEVENTER
from overeenkomstgen.facturen.boekhouding import write_boekhouding
from overeenkomstgen.office.installatie import find_libreoffice

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

pytestmark = pytest.mark.ongemeten

GELIJK = replace(
    DEVENTER,
    nummer="P31-2027-GM0796",
    cbs_code="GM0796",
    gemeente='=HYPERLINK("http://x";"\'s-Hertogenbosch & co")',
    datum=date(2027, 6, 1),
    inwoners=156538,
    tarief=Decimal("0.1525"),
    bijdrage=Decimal("23872.05"),
    overschot=Decimal(0),
    overschot_totaal=Decimal(0),
    btw_tarief=Decimal("0.095"),
    termijn=14,
)
FACTUREN = (DEVENTER, GELIJK)
HEADING = [
    *("Factuurnummer", "Factuurdatum", "Vervaldatum", "CBS-code", "Gemeente", "Inwoners"),
    *("Tarief", "Bijdrage", "Overschot", "Excl. btw", "Btw-tarief", "Btw", "Incl. btw"),
    "Credit van",
]
EURO = '[$-413]"€" #,##0.00;[Red][$-413]"€" -#,##0.00'
WHOLE = "[$-413]#,##0"
FORMATS = [
    *("General", "dd-mm-yyyy", "dd-mm-yyyy", "General", "General", WHOLE),
    *('[$-413]"€" #,##0.00##', EURO, EURO, EURO, "[$-413]0.0#%", EURO, EURO),
    "General",
]


def midnight(year: int, month: int, day: int) -> datetime:
    """Return a day as openpyxl reads it; Excel knows no time zones."""
    return datetime.combine(date(year, month, day), time())


def sheet_of(content: bytes) -> Worksheet:
    (sheet,) = load_workbook(io.BytesIO(content)).worksheets
    return sheet


@pytest.fixture(scope="module")
def content() -> bytes:
    return write_boekhouding(FACTUREN, 2027)


def test_openpyxl_reads_it_back(content: bytes) -> None:
    """Amounts are numbers, days are dates, texts are texts."""
    sheet = sheet_of(content)
    assert sheet.title == "Facturen 2027"
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        HEADING,
        [
            "P31-2027-GM0150",
            *(midnight(2027, 1, 15), midnight(2027, 2, 14)),
            *("GM0150", "Deventer", 101446, 0.15),
            *(15216.90, -4780.03, 10436.87, 0.21, 2191.74, 12628.61, None),
        ],
        [
            "P31-2027-GM0796",
            *(midnight(2027, 6, 1), midnight(2027, 6, 15)),
            *("GM0796", '=HYPERLINK("http://x";"\'s-Hertogenbosch & co")', 156538, 0.1525),
            *(23872.05, 0, 23872.05, 0.095, 2267.84, 26139.89, None),
        ],
        [
            *("Totaal: 2", None, None, None, None, 257984, None),
            *(39088.95, -4780.03, 34308.92, None, 4459.58, 38768.50, None),
        ],
    ]
    for row in (2, 3):
        assert [cell.data_type for cell in sheet[row]] == list("sddssnnnnnnnnn")
        assert [cell.number_format for cell in sheet[row]] == FORMATS
    totals = {cell.column: cell.number_format for cell in sheet[4] if cell.value is not None}
    assert totals == {1: "General", 6: WHOLE, **dict.fromkeys((8, 9, 10, 12, 13), EURO)}


def test_the_file_has_every_digit_and_no_formula(content: bytes) -> None:
    """Read without openpyxl: the numbers stand in the file as they are on the invoice."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        sheet = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    assert sheet.xpath("//x:f", namespaces=space) == []
    for cell, value in (
        *(("H2", "15216.9"), ("I2", "-4780.03"), ("M2", "12628.61")),
        *(("G3", "0.1525"), ("H4", "39088.95"), ("M4", "38768.5")),
    ):
        (found,) = sheet.xpath(f"//x:c[@r='{cell}']/x:v/text()", namespaces=space)
        assert Decimal(str(found)) == Decimal(value)


def read_by_calc(workbook: bytes, folder: Path) -> list[list[str]]:
    """Return the cells as LibreOffice Calc shows them; skip without Calc, save in CI."""
    (folder / "boek.xlsx").write_bytes(workbook)
    as_shown = "59,34,76,1,,0,false,true,true"
    soffice = find_libreoffice().executable
    run = subprocess.run(
        [
            *(soffice, f"-env:UserInstallation={(folder / 'profiel').as_uri()}", "--headless"),
            *("--convert-to", f"csv:Text - txt - csv (StarCalc):{as_shown}"),
            *("--outdir", folder, folder / "boek.xlsx"),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if "source file could not be loaded" in run.stderr:
        reason = "LibreOffice Calc is not installed: run make ontwikkel"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with (folder / "boek.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_libreoffice_shows_it_as_the_dutch_do(content: bytes, tmp_path: Path) -> None:
    """Also when LibreOffice itself is in English."""
    assert read_by_calc(content, tmp_path) == [
        HEADING,
        [
            *("P31-2027-GM0150", "15-01-2027", "14-02-2027", "GM0150", "Deventer", "101.446"),
            *("€ 0,15", "€ 15.216,90", "€ -4.780,03", "€ 10.436,87", "21,0%"),
            *("€ 2.191,74", "€ 12.628,61", ""),
        ],
        [
            *("P31-2027-GM0796", "01-06-2027", "15-06-2027", "GM0796"),
            *('=HYPERLINK("http://x";"\'s-Hertogenbosch & co")', "156.538"),
            *("€ 0,1525", "€ 23.872,05", "€ 0,00", "€ 23.872,05", "9,5%"),
            *("€ 2.267,84", "€ 26.139,89", ""),
        ],
        [
            *("Totaal: 2", "", "", "", "", "257.984", ""),
            *("€ 39.088,95", "€ -4.780,03", "€ 34.308,92", "", "€ 4.459,58", "€ 38.768,50", ""),
        ],
    ]


def test_it_reads_well_on_screen_and_on_paper(content: bytes) -> None:
    sheet = sheet_of(content)
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr == PageSetupProperties(fitToPage=True)
    assert sheet.page_setup.fitToHeight == 0
    assert sheet["A1"].font.bold
    assert sheet["H4"].font.bold
    longest = {"A": 15, "B": 12, "E": 46, "F": 8, "H": 11, "K": 10, "M": 11}
    for letter, length in longest.items():  # wide enough for bold, not much wider
        assert length + 2 < sheet.column_dimensions[letter].width < 1.3 * length + 3


def test_vat_of_nought_and_one_invoice() -> None:
    sheet = sheet_of(write_boekhouding([replace(DEVENTER, btw_tarief=Decimal(0))], 2027))
    assert [sheet.cell(2, column).value for column in (11, 12, 13)] == [0, 0, 10436.87]
    assert sheet["A3"].value == "Totaal: 1"


def test_the_totals_are_exact() -> None:
    """Ten times ten cents is a euro, also where adding floats gives 0.9999999999999999."""
    one = replace(DEVENTER, bijdrage=Decimal("0.10"), overschot=Decimal(0), btw_tarief=Decimal(0))
    sheet = sheet_of(write_boekhouding([one] * 10, 2027))
    assert (sheet["H12"].value, sheet["M12"].value) == (1, 1)


def test_nothing_in_it_tells_when_or_by_whom_it_was_made(content: bytes) -> None:
    """All moments are the day of the last invoice, whatever the clock says."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2027, 6, 1, 0, 0, 0)}
    properties = load_workbook(io.BytesIO(content)).properties
    assert properties.created == properties.modified == midnight(2027, 6, 1)
    assert (properties.title, properties.creator) == ("Facturen 2027", None)
    assert properties.language == "nl-NL"


WRITE = """
import sys
sys.path[:0] = [sys.argv[1], f"{sys.argv[1]}/.."]
from overeenkomstgen.facturen.boekhouding import write_boekhouding
from test_boekhouding import FACTUREN

sys.stdout.buffer.write(write_boekhouding(FACTUREN, 2027))
"""


def wait_for_another_second() -> None:
    """Let a moment come that a workbook, which knows whole seconds, tells apart from this one."""
    this = int(seconds())
    while int(seconds()) == this:
        sleep(0.01)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_the_same_bytes_at_another_moment_elsewhere(content: bytes, zone: str) -> None:
    wait_for_another_second()
    made = subprocess.run(
        [sys.executable, "-c", WRITE, Path(__file__).parent],
        env={**os.environ, "TZ": zone, "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        capture_output=True,
        check=True,
        timeout=300,
    )
    assert made.stdout == content


def test_no_room_for_temporary_files(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Openpyxl would put its sheets there, and an empty one in the workbook."""
    with small_disk(tmp_path / "schijf") as disk:
        fill(disk)
        monkeypatch.setattr("tempfile.tempdir", str(disk))
        assert write_boekhouding(FACTUREN, 2027) == content
