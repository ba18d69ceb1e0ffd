"""Writing cells of a table: those change, and nothing else."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from hulp.werkmappen import ROOT, files
from overeenkomstgen.cli.afloop import ExitCode, code_of
from overeenkomstgen.errors import InputError, RefusalError
from overeenkomstgen.kern.tabel import Table
from overeenkomstgen.schijf.tables import read_table
from overeenkomstgen.velden.kolommen import KOLOMMEN
from overeenkomstgen.werkmap.tabelwijziging import Cellen, write_cells

COLUMNS = ("gemeente", "cbs_code", "inwoners", "adres")
SECOND = 2  # how many columns stand before inwoners


def numbers_in(values: Mapping[int, int]) -> Cellen:
    return {row: {"inwoners": str(number)} for row, number in values.items()}


def write(path: Path, values: Mapping[int, int]) -> Path:
    return write_cells(path, read_table(path, KOLOMMEN), numbers_in(values))


def changed(tmp_path: Path, before: bytes, values: Mapping[int, int], name: str = "t.csv") -> bytes:
    path = tmp_path / name
    path.write_bytes(before)
    copy = write(path, values)
    assert copy.read_bytes() == before
    return path.read_bytes()


HEADING = "gemeente;cbs_code;inwoners;adres"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ede;GM0228;5;x\r\n", "Ede;GM0228;119190;x\r\n"),
        ("Ede;GM0228;;x\r\n", "Ede;GM0228;119190;x\r\n"),
        ("Ede;GM0228;;\r\n", "Ede;GM0228;119190;\r\n"),
        ("Ede;GM0228;\n", "Ede;GM0228;119190\n"),
        ("Ede;GM0228\r", "Ede;GM0228;119190\r"),
        ("Ede", "Ede;;119190"),
        ('"Ede";"GM0228";"5";"x"', '"Ede";"GM0228";"119190";"x"'),
        ('"E;d""e\r\n";GM0228;"";x;y;', '"E;d""e\r\n";GM0228;"119190";x;y;'),
        ("Ede;GM0228; 5 ;x", "Ede;GM0228;119190;x"),
        ('Ede "x";GM0228;119.190;"a""b"\n\n\n', 'Ede "x";GM0228;119190;"a""b"\n\n\n'),
    ],
)
def test_a_cell_of_a_text_table(tmp_path: Path, before: str, after: str) -> None:
    heading = f"{HEADING}\r\n".encode()
    found = changed(tmp_path, heading + before.encode(), {2: 119190})
    assert found == heading + after.encode()


@pytest.mark.ongemeten
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-8"),
        (b"", "cp1252"),
    ],
)
def test_every_kind_of_text_table(
    tmp_path: Path, bom: bytes, encoding: str, delimiter: str, end: str
) -> None:
    rows = [COLUMNS, ("Súdwest", "GM1900", "1", "é"), (), ("Ede", "GM0228", "2", "x")]

    def text(third: str) -> bytes:
        lines = [delimiter.join(row) for row in (*rows[:3], ("Ede", "GM0228", third, "x"))]
        return bom + "".join(f"{line}{end}" for line in lines).encode(encoding)

    assert changed(tmp_path, text("2"), {4: 119190}, "t.txt") == text("119190")


@pytest.mark.parametrize("sep", ["sep=;\r\n", '"sep=;"\n'])
def test_the_line_that_names_the_delimiter(tmp_path: Path, sep: str) -> None:
    before = f"{sep}{HEADING}\nEde;GM0228;5;a,b,c,d"
    assert changed(tmp_path, before.encode(), {2: 6}) == before.replace(";5;", ";6;").encode()


CELL = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=6)


@dataclass(frozen=True)
class Written:
    """A text table as some program or person wrote it: its cells, each with its quotes."""

    delimiter: str
    end: str
    rows: tuple[tuple[str, ...], ...]

    def text(self) -> str:
        return "".join(f"{self.delimiter.join(row)}{self.end}" for row in self.rows)

    def with_numbers(self, values: Mapping[int, int]) -> Written:
        """Return the table in which cells of the column hold something else."""
        rows = []
        for number, row in enumerate(self.rows, start=1):
            cells = [*row, *[""] * (SECOND + 1 - len(row) if number in values else 0)]
            if number in values:
                quote = '"' if cells[SECOND].startswith('"') else ""
                cells[SECOND] = f"{quote}{values[number]}{quote}"
            rows.append(tuple(cells))
        return replace(self, rows=tuple(rows))


@st.composite
def tables(draw: st.DrawFn) -> Written:
    delimiter = draw(st.sampled_from(";,\t"))
    width = draw(st.integers(4, 6))

    def cell(text: str) -> str:
        needed = any(char in text for char in (delimiter, '"', "\r", "\n"))
        quoted = '"' + text.replace('"', '""') + '"'
        return quoted if needed or draw(st.booleans()) else text

    rows = draw(st.lists(st.lists(CELL, max_size=width), min_size=1, max_size=6))
    heading = [*COLUMNS, *["x", "y"][: width - 4]]
    written = tuple(tuple(map(cell, row)) for row in (heading, *rows))
    return Written(delimiter, draw(st.sampled_from(["\r\n", "\n", "\r"])), written)


@given(tables(), st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_only_the_column_changes(tmp_path: Path, written: Written, data: st.DataObject) -> None:
    """Whatever stands in the other cells, however it is written, it stays to the character."""
    path = tmp_path / "t.csv"
    path.write_bytes(written.text().encode())
    numbers = [row.number for row in read_table(path, KOLOMMEN).rows]
    assume(numbers)
    values = data.draw(
        st.dictionaries(st.sampled_from(numbers), st.integers(1, 20_000_000), min_size=1)
    )
    write(path, values)
    assert path.read_bytes().decode() == written.with_numbers(values).text()


def test_the_table_of_the_project(tmp_path: Path) -> None:
    """All 41 cells of the column emptied and filled again: the file is what it was."""
    data = (ROOT / "gemeenten.csv").read_bytes()
    empty = re.sub(rb"(;GM[0-9]{4};)[0-9]+;", rb"\1;", data)
    assert len(empty) < len(data) - 41 * 4
    numbers = re.findall(rb";GM[0-9]{4};([0-9]+);", data)
    values = {row: int(number) for row, number in enumerate(numbers, start=2)}
    assert len(values) == 41
    assert changed(tmp_path, empty, values, "gemeenten.csv") == data


def workbook(path: Path, *, sheets: int = 1) -> None:
    """Make a workbook with what a secretary puts in it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Gemeenten & co"
    sheet.append(list(COLUMNS))
    sheet.append(["Ede", "GM0228", 5, "Bergstraat 4"])
    sheet.append(["Oss", "GM0828", "91.451", None])
    sheet.append(["Almelo", "GM0141", None, "Haven"])
    sheet.append(["Assen", "GM0106"])
    sheet["C2"].font = Font(bold=True)
    sheet["A1"].comment = None
    rule = DataValidation(type="whole", operator="greaterThan", formula1="0")
    sheet.add_data_validation(rule)
    rule.add("C2:C99")
    for number in range(1, sheets):
        book.create_sheet(f"Blad {number}").append(["iets", "anders"])
    if sheets > 1:
        older = book.copy_worksheet(sheet)
        older.sheet_state = "hidden"
    book.save(path)


@pytest.mark.parametrize("sheets", [1, 2])
def test_a_workbook(tmp_path: Path, sheets: int) -> None:
    path = tmp_path / "gemeenten.xlsx"
    workbook(path, sheets=sheets)
    before = path.read_bytes()
    copy = write(path, {2: 119190, 3: 92526, 4: 73155, 5: 69206})
    assert copy.read_bytes() == before
    old, new = (zipfile.ZipFile(io.BytesIO(data)) for data in (before, path.read_bytes()))
    assert old.namelist() == new.namelist()
    assert [n for n in old.namelist() if old.read(n) != new.read(n)] == [FIRST]
    sheet = load_workbook(path)["Gemeenten & co"]
    assert [[cell.value for cell in row] for row in sheet["A2:D5"]] == [
        ["Ede", "GM0228", 119190, "Bergstraat 4"],
        ["Oss", "GM0828", 92526, None],
        ["Almelo", "GM0141", 73155, "Haven"],
        ["Assen", "GM0106", 69206, None],
    ]
    assert sheet["C2"].font.bold
    assert [str(found.sqref) for found in sheet.data_validations.dataValidation] == ["C2:C99"]


FIRST = "xl/worksheets/sheet1.xml"
SHEET = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:x14="urn:x14"><sheetData>{}</sheetData><extLst><ext uri="x"><x14:y/></ext></extLst>'
    "</worksheet>"
)


def text_cell(text: str, place: str = "") -> str:
    ref = f' r="{place}"' if place else ""
    return f'<c{ref} t="inlineStr"><is><t>{text}</t></is></c>'


HEAD = f"<row>{''.join(map(text_cell, COLUMNS))}</row>"


def with_sheet(path: Path, rows: str) -> None:
    """Make a workbook of which the sheet is as some other program wrote it."""
    workbook(path)
    with_part(path, FIRST, SHEET.format(rows))


def with_part(path: Path, part: str, text: str) -> None:
    """Give a workbook another part."""
    with zipfile.ZipFile(path) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, content in {**entries, part: text.encode()}.items():
            package.writestr(name, content)


def part_of(path: Path, part: str = FIRST) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(part).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f"<row>{text_cell('Ede')}{text_cell('GM0228')}<c><v>5</v></c></row>",
            f"<row>{text_cell('Ede')}{text_cell('GM0228')}<c><v>7</v></c></row>",
        ),
        (
            f'<row r="2" spans="1:1">{text_cell("Ede", "A2")}{text_cell("x", "D2")}</row>',
            (
                f'<row r="2">{text_cell("Ede", "A2")}<c r="C2"><v>7</v></c>'
                f"{text_cell('x', 'D2')}</row>"
            ),
        ),
        (
            f'<row r="2">{text_cell("Ede")}{text_cell("101.446", "C2")}</row>',
            f'<row r="2">{text_cell("Ede")}<c r="C2"><v>7</v></c></row>',
        ),
        (
            f'<row r="2">{text_cell("x", "D2")}</row>',
            f'<row r="2"><c r="C2"><v>7</v></c>{text_cell("x", "D2")}</row>',
        ),
    ],
)
def test_a_sheet_as_another_program_writes_it(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "gemeenten.xlsx"
    with_sheet(path, HEAD + before)
    write(path, {2: 7})
    assert part_of(path).replace("'", '"') == SHEET.format(HEAD + after)


def test_a_formula_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "gemeenten.xlsx"
    formula = '<c r="C2"><f>SUM(E2:F2)</f><v>5</v></c>'
    with_sheet(path, f'{HEAD}<row r="2">{text_cell("Ede", "A2")}{formula}</row>')
    before = files(tmp_path)
    with pytest.raises(InputError) as caught:
        write(path, {2: 7})
    assert str(caught.value) == (
        "gemeenten.xlsx, blad Gemeenten & co, rij 2 (Ede), kolom inwoners: hier staat een formule, "
        "en die wordt niet overschreven; zet er de waarde zelf neer, zonder formule"
    )
    assert files(tmp_path) == before


def test_columns_past_the_alphabet(tmp_path: Path) -> None:
    """The column of the inhabitants is the 731st: ABC."""
    path = tmp_path / "gemeenten.xlsx"
    cells = f"{text_cell('gemeente', 'A1')}{text_cell('inwoners', 'ABC1')}"
    with_sheet(path, f'<row r="1">{cells}</row><row r="2">{text_cell("Ede", "A2")}</row>')
    write(path, {2: 7})
    assert '<c r="ABC2"><v>7</v></c></row>' in part_of(path)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<calcPr calcId='5' fullCalcOnLoad='0'/>", '<calcPr calcId="5" fullCalcOnLoad="1"/>'),
        ("<definedNames/><oleSize/>", '<definedNames/><calcPr fullCalcOnLoad="1"/><oleSize/>'),
        ("<extLst/>", '<calcPr fullCalcOnLoad="1"/><extLst/>'),
    ],
)
def test_totals_are_calculated_on_opening(tmp_path: Path, before: str, after: str) -> None:
    """A sum in another sheet is kept with its outcome, which is out of date by now."""
    path = tmp_path / "gemeenten.xlsx"
    workbook(path, sheets=2)
    book = load_workbook(path)
    book["Blad 1"]["B2"] = "=SUM('Gemeenten & co'!C:C)"
    book.save(path)
    part = "xl/workbook.xml"
    settings_of = re.compile(r"(?<=</sheets>).*(?=</workbook>)")
    text = settings_of.sub(before, part_of(path, part))
    assert before in text
    with_part(path, part, text)
    write(path, {2: 119190})
    assert settings_of.findall(part_of(path, part)) == [after]
    assert load_workbook(path)["Gemeenten & co"]["C2"].value == 119190


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
def test_a_table_that_is_no_longer_what_was_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "t.csv":
        path.write_text(f"{HEADING}\nEde;GM0228;5;x\n", "utf-8")
    else:
        workbook(path)
    table = read_table(path, KOLOMMEN)
    if name == "t.csv":
        path.write_text(f"{HEADING}\nOss;GM0828;6;x\n", "utf-8")
    else:
        with_sheet(path, HEAD)
    before = files(tmp_path)
    with pytest.raises(RefusalError) as caught:
        write_cells(path, table, numbers_in({2: 7}))
    assert str(caught.value) == (
        f"{name} is niet gewijzigd: de rijen zijn niet met zekerheid terug te vinden in het "
        "bestand.\n"
        "Sluit het bestand als het open staat en probeer het opnieuw. Lukt dat niet, bewaar de "
        "tabel dan opnieuw vanuit Excel, of wijzig haar daarin zelf."
    )
    assert code_of(caught.value) == ExitCode.INPUT
    assert files(tmp_path) == before


def test_a_table_that_has_gone(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"{HEADING}\nEde;GM0228;5;x\n", "utf-8")
    table = read_table(path, KOLOMMEN)
    path.unlink()
    with pytest.raises(RefusalError, match=r"het bestand is niet te lezen"):
        write_cells(path, table, numbers_in({2: 7}))


def test_copies_do_not_take_each_others_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1675252800")
    path = tmp_path / "t.csv"
    path.write_text(f"{HEADING}\nEde;GM0228;5;x\n", "utf-8")
    copies = [write(path, {2: number}) for number in (6, 7, 8)]
    stem = copies[0].stem
    assert re.fullmatch(r"t-20230201-1[0-9]0000", stem)
    assert [copy.name for copy in copies] == [f"{stem}.csv", f"{stem}-2.csv", f"{stem}-3.csv"]
    numbers = [copy.read_text("utf-8").splitlines()[1].split(";")[2] for copy in copies]
    assert numbers == ["5", "6", "7"]


@pytest.mark.parametrize("data", [b"\0\1\2", b"gemeente;inwoners\nEde;1\n"])
def test_text_that_cannot_be_changed(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    with pytest.raises(RefusalError):
        write_cells(path, Table("t.csv", 1, ("gemeente", "inwoners"), ()), numbers_in({3: 7}))
    assert files(tmp_path) == {"t.csv": data}


def loose(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("_rels/.rels", "<Relationships/>")


@pytest.mark.parametrize("blad", ["Blad 7", "", "Blad 1", "Gemeenten & co"])
def test_a_workbook_without_the_sheet(tmp_path: Path, blad: str) -> None:
    path = tmp_path / "t.xlsx"
    workbook(path, sheets=2)
    table = replace(read_table(path, KOLOMMEN), blad=blad)
    if blad == "Gemeenten & co":
        loose(path)
    before = files(tmp_path)
    with pytest.raises(RefusalError):
        write_cells(path, table, numbers_in({2: 7}))
    assert files(tmp_path) == before
