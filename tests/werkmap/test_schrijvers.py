"""Tables as programs save them: right, or refused at the cell; none is silently read wrong.

The programs themselves write them: openpyxl, XlsxWriter, pandas, exceljs, SheetJS, LibreOffice.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from hulp.gereedschap import GEREEDSCHAP, run_node
from hulp.lengte import sample
from overeenkomstgen.errors import InputError
from overeenkomstgen.kern.gemeente import Functie, Gemeente, Ondertekenaar
from overeenkomstgen.office.installatie import find_libreoffice
from overeenkomstgen.office.libreoffice import lay_out
from overeenkomstgen.schijf.tables import read_table
from overeenkomstgen.velden.kolommen import KOLOMMEN
from overeenkomstgen.werkmap.gemeenten import parse_gemeenten

pytestmark = pytest.mark.ongemeten

Cell = str | int | date | None
Row = tuple[Cell, ...]

ROWS: tuple[Row, ...] = (
    ("Deventer", "GM0150", 101446, "Grote Kerkhof 1", "7411 KT", "Deventer", "bestuur@deventer.nl",
     date(2023, 1, 10), "de heer", "R.C. König", "burgemeester", "Deventer", date(2023, 1, 10)),
    ("'s-Hertogenbosch", "GM0796", 158779, "Wolvenhoek 1", "5211 HH", "'s-Hertogenbosch", None,
     date(2022, 12, 31), "mevrouw", "Z. Muñoz-Lefèvre", "wethouder", None, None),
    ("Súdwest-Fryslân", "GM1900", 90027, "Marktstraat 15", "8601 CR", "Sneek", "a@b.nl",
     date(2023, 2, 28), "de heer", "A. d'Haëne & Zn <b>", "burgemeester", "IJlst", None),
)  # fmt: skip
KOP = KOLOMMEN[: len(ROWS[0])]


def expected(rij: int, row: Row) -> Gemeente:
    facts = dict(zip(KOP, row, strict=True))
    names = {name.replace("-", ""): facts.pop(name) for name in (*facts,)}
    functie = Functie(str(names.pop("functie")))
    signer: Any = (names.pop("aanhef"), names.pop("ondertekenaar"), functie)
    known: dict[str, Any] = {"naam": names.pop("gemeente"), **names, "rij": rij}
    return Gemeente(**known, ondertekenaar=Ondertekenaar(*signer))


EXPECTED = tuple(expected(rij, row) for rij, row in enumerate(ROWS, start=2))


def outcome(path: Path) -> str:
    """Return that a table is right, or the places where it is refused; else fail."""
    try:
        gemeenten, faults = parse_gemeenten(read_table(path, KOLOMMEN))
    except InputError as error:
        gemeenten, faults = (), error.faults
    if faults:
        return "; ".join(fault.where for fault in faults)
    assert gemeenten == EXPECTED
    return "goed"


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_table(path, KOLOMMEN)
    return str(caught.value)


def moment(day: date) -> datetime:
    return datetime.combine(day, time())


def as_openpyxl(path: Path, *, write_only: bool) -> None:
    """With all that people add to a sheet."""
    book = openpyxl.Workbook(write_only=write_only)
    sheet = book.create_sheet("Gemeenten")
    for row in (KOP, *ROWS):
        sheet.append(row)
    if not write_only:
        del book["Sheet"]
        sheet.auto_filter.ref = "A1:M4"
        sheet.freeze_panes = "B2"
        sheet.row_dimensions[3].hidden = True
        sheet["G2"].hyperlink = "mailto:bestuur@deventer.nl"
        sheet["J2"].comment = Comment("gebeld", "S")
        keuze = DataValidation(type="list", formula1='"de heer,mevrouw"')
        sheet.add_data_validation(keuze)
        keuze.add("I2:I4")
        book.create_sheet("Oud 2019").append(KOP)
        book["Oud 2019"].sheet_state = "hidden"
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=4))
        book.create_chartsheet("Grafiek").add_chart(chart)
        book.create_chartsheet("Leeg")
    book.save(path)


def as_xlsxwriter(path: Path, **options: bool) -> None:
    """With dates as dates, in one of the two ways of counting them, and a formula's result."""
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("Gemeenten")
        day = book.add_format({"num_format": "d mmmm yyyy", "bold": True})
        number = book.add_format({"num_format": "#,##0"})
        for at, row in enumerate((KOP, *ROWS)):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(at, column, moment(cell), day)
                elif isinstance(cell, int) and at == 1:
                    sheet.write_formula(at, column, f"={cell - 1}+1", number, cell)
                elif isinstance(cell, str) and "@" in cell:
                    sheet.write_url(at, column, f"mailto:{cell}", string=cell)
                else:
                    sheet.write(at, column, cell, number if isinstance(cell, int) else None)


def frame(**changes: object) -> pd.DataFrame:
    """Return the rows as pandas has them: days are moments, what is missing is NaT or NaN."""
    made = pd.DataFrame(ROWS, columns=KOP)
    for column in ("collegebesluit", "datum_ondertekening"):
        made[column] = pd.to_datetime(made[column])
    return made.assign(**changes)


WORKBOOKS: Mapping[str, Callable[[Path], object]] = {
    "openpyxl": lambda path: as_openpyxl(path, write_only=False),
    "openpyxl, row by row": lambda path: as_openpyxl(path, write_only=True),
    "XlsxWriter": as_xlsxwriter,
    "XlsxWriter, row by row": lambda path: as_xlsxwriter(path, constant_memory=True),
    "XlsxWriter, from 1904": lambda path: as_xlsxwriter(path, date_1904=True),
    "pandas, openpyxl": lambda path: frame().to_excel(path, index=False, engine="openpyxl"),
    "pandas, XlsxWriter": lambda path: frame().to_excel(path, index=False, engine="xlsxwriter"),
    "pandas, numbers as fractions": lambda path: frame(
        inwoners=[float(str(row[2])) for row in ROWS]
    ).to_excel(path, index=False, sheet_name="Gemeenten 2023"),
}


@pytest.mark.parametrize("program", WORKBOOKS)
def test_workbook_of_a_python_program(tmp_path: Path, program: str) -> None:
    path = tmp_path / "gemeenten.xlsx"
    WORKBOOKS[program](path)
    assert outcome(path) == "goed"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sep", [";", ",", "\t"])
@pytest.mark.parametrize("day", [None, "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y"])
def test_text_of_pandas(tmp_path: Path, sep: str, encoding: str, day: str | None) -> None:
    path = tmp_path / "gemeenten.csv"
    frame().to_csv(path, index=False, sep=sep, encoding=encoding, date_format=day)
    assert outcome(path) == "goed"


@pytest.mark.parametrize(
    ("options", "changes", "places"),
    [
        (
            {"na_rep": "NA"},
            {},
            (
                "rij 3 ('s-Hertogenbosch), kolom e-mail|rij 3 ('s-Hertogenbosch), kolom "
                "plaats_ondertekening|rij 3 ('s-Hertogenbosch), kolom datum_ondertekening|rij 4 "
                "(Súdwest-Fryslân), kolom datum_ondertekening"
            ),
        ),
        (
            {},
            {"inwoners": [101446.0, None, 90027.0]},
            (
                "rij 2 (Deventer), kolom inwoners|rij 3 ('s-Hertogenbosch), kolom inwoners|rij 4 "
                "(Súdwest-Fryslân), kolom inwoners"
            ),
        ),
        (
            {"index": True},
            {},
            "rij 2 t/m 4",
        ),
        ({"encoding": "cp850"}, {}, "rij 2 (Deventer), kolom ondertekenaar"),
        ({"encoding": "cp437"}, {}, "rij 2 (Deventer), kolom ondertekenaar"),
        ({"encoding": "mac_roman"}, {}, "rij 2 (Deventer), kolom ondertekenaar"),
    ],
)
def test_text_of_pandas_that_is_refused(
    tmp_path: Path, options: dict[str, Any], changes: dict[str, object], places: str
) -> None:
    path = tmp_path / "gemeenten.csv"
    frame(**changes).to_csv(path, **({"index": False, "sep": ";"} | options))
    assert outcome(path) == "; ".join(f"gemeenten.csv, {place}" for place in places.split("|"))


def test_a_second_sheet_of_pandas_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "gemeenten.xlsx"
    with pd.ExcelWriter(path, engine="xlsxwriter") as writer:
        frame().to_excel(writer, index=False, sheet_name="Leden")
        frame(inwoners=1).to_excel(writer, index=False, sheet_name="Oud 2019")
    assert refusal(path) == (
        "gemeenten.xlsx: op 2 bladen kan de tabel staan; de bladen heten Leden en Oud 2019; "
        "noem in convenant.toml, onder [tabel], bij de sleutel xlsx, het blad dat u bedoelt"
    )
    assert parse_gemeenten(read_table(path, KOLOMMEN, "leden")) == (EXPECTED, ())


@pytest.fixture(scope="module")
def of_node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what exceljs and SheetJS wrote."""
    folder = tmp_path_factory.mktemp("node")
    rows = [
        [{"datum": str(cell)} if isinstance(cell, date) else cell for cell in row]
        for row in (KOP, *ROWS)
    ]
    given = folder / "rijen.json"
    given.write_text(json.dumps(rows), "utf-8")
    run_node(GEREEDSCHAP / "ooxml/tabel.mjs", given, folder, needs="exceljs", lack="exceljs is")
    return folder


JSON = "; ".join(
    f"gemeenten.csv, rij {row}, kolom {column}"
    for row, columns in (
        ("2 t/m 4", "adres postcode"),
        ("2 (Deventer)", "aanhef"),
        ("2 t/m 4", "ondertekenaar"),
        ("4 (Súdwest-Fryslân)", "aanhef"),
    )
    for column in columns.split()
)
DAMAGED = "gemeenten.xlsx: het bestand is beschadigd, of is geen Excel-werkmap"
OLD = "gemeenten.xlsx: de werkmap is beveiligd met een wachtwoord, of van een oude soort (.xls)"


@pytest.mark.parametrize(
    ("made", "name", "said"),
    [
        ("exceljs.xlsx", "gemeenten.xlsx", "goed"),
        ("exceljs-stroom.xlsx", "gemeenten.xlsx", "goed"),
        ("exceljs-stroom-gedeeld.xlsx", "gemeenten.xlsx", "goed"),
        ("exceljs.csv", "gemeenten.csv", "goed"),
        ("exceljs-tijd.csv", "gemeenten.csv", "goed"),
        ("exceljs-opmaak.csv", "gemeenten.csv", JSON),
        ("sheetjs.xlsx", "gemeenten.xlsx", "goed"),
        ("sheetjs-getallen.xlsx", "gemeenten.xlsx", "goed"),
        ("sheetjs.xlsm", "gemeenten.xlsx", "goed"),
        ("sheetjs-iso.csv", "gemeenten.csv", "goed"),
    ],
)
def test_table_of_exceljs_and_sheetjs(of_node: Path, made: str, name: str, said: str) -> None:
    path = of_node / name
    shutil.copy(of_node / made, path)
    assert outcome(path) == said


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("xlsb", DAMAGED),
        ("biff8", OLD),
        ("biff5", OLD),
        ("xlml", DAMAGED),
        ("ods", DAMAGED),
        ("html", DAMAGED),
        ("dif", DAMAGED),
        ("sylk", DAMAGED),
    ],
)
def test_format_that_is_no_workbook_under_the_name_of_one(
    of_node: Path, made: str, said: str
) -> None:
    path = of_node / "gemeenten.xlsx"
    shutil.copy(of_node / f"sheetjs.{made}", path)
    assert refusal(path).startswith(f"{said}; ")


@pytest.mark.parametrize("made", ["csv", "txt"])
def test_american_dates_of_sheetjs_are_refused_at_the_cell(of_node: Path, made: str) -> None:
    path = of_node / "gemeenten.txt"
    shutil.copy(of_node / f"sheetjs.{made}", path)
    assert outcome(path).split("; ") == [
        "gemeenten.txt, rij 2 t/m 4, kolom collegebesluit",
        "gemeenten.txt, rij 2 (Deventer), kolom datum_ondertekening",
    ]


# What LibreOffice calls the encodings of a text, and how the table then is.
LIBREOFFICE = {
    "Calc MS Excel 2007 XML": "goed",
    "59,34,76,1": "goed",  # UTF-8
    "44,34,76,1": "goed",
    "9,34,76,1": "goed",
    "59,34,65535,1": "goed",  # UTF-16
    "59,34,1,1": "goed",  # Windows-1252
    "59,34,4,1": "gemeenten.csv, rij 2 (Deventer), kolom ondertekenaar",  # MS-DOS 850
    "59,34,3,1": "gemeenten.csv, rij 2 (Deventer), kolom ondertekenaar",  # MS-DOS 437
    "59,34,2,1": "gemeenten.csv, rij 2 (Deventer), kolom ondertekenaar",  # Macintosh
}


@pytest.mark.traag
def test_table_of_libreoffice(tmp_path: Path) -> None:
    """What openpyxl wrote, saved anew by LibreOffice in each way."""
    source, office = tmp_path / "gemeenten.xlsx", find_libreoffice()
    lay_out(tmp_path / "profiel", office.build)
    frame().to_excel(source, index=False)
    found = {}
    tried = sample(list(LIBREOFFICE), 4)
    for options in tried:
        workbook = options.startswith("Calc")
        kind = f"xlsx:{options}" if workbook else f"csv:Text - txt - csv (StarCalc):{options}"
        folder = tmp_path / options.replace(" ", "-")
        subprocess.run(
            (
                *(office.executable, "--headless"),
                f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}",
                *("--convert-to", kind, "--outdir", folder, source),
            ),
            check=True,
            capture_output=True,
        )
        found[options] = outcome(folder / ("gemeenten.xlsx" if workbook else "gemeenten.csv"))
    assert found == {options: LIBREOFFICE[options] for options in tried}
