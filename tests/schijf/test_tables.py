"""Reading tables from files as Excel and other programs write them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from overeenkomstgen.errors import InputError
from overeenkomstgen.kern.tabel import Row, Table
from overeenkomstgen.schijf.tables import read_table

COLUMNS = ("gemeente", "inwoners", "plaats_ondertekening", "e-mail")
BEWAAR = "bewaar de tabel in Excel als CSV UTF-8 (.csv) of als Excel-werkmap (.xlsx)"
ROWS = (
    ("gemeente", "inwoners", "plaats_ondertekening", "e-mail"),
    ("Súdwest-Fryslân", "101.446", "Sneek, Grootzand; stadhuis", ""),
    ("Alphen\naan den Rijn", "112926", 'zaal "De Rijn"', "a@b.nl"),
)
TABLE = Table(
    source="t.csv",
    header=1,
    columns=COLUMNS,
    rows=(Row(2, ROWS[1][:3]), Row(3, ROWS[2])),
)


def as_csv(
    rows: Sequence[Sequence[str]], delimiter: str = ";", lineterminator: str = "\r\n"
) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().replace("\r\n", lineterminator)


def read(tmp_path: Path, content: str | bytes, name: str = "t.csv") -> Table:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path, COLUMNS)


def read_cells(tmp_path: Path, sheets: dict[str, list[list[object]]]) -> Table:
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "t.xlsx")
    return read_table(tmp_path / "t.xlsx", COLUMNS)


def message(tmp_path: Path, content: str | bytes, name: str = "t.csv") -> str:
    with pytest.raises(InputError) as caught:
        read(tmp_path, content, name)
    return str(caught.value)


@pytest.mark.parametrize("lineterminator", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_in_every_encoding_and_with_every_delimiter(
    tmp_path: Path, encoding: str, delimiter: str, lineterminator: str
) -> None:
    data = as_csv(ROWS, delimiter, lineterminator).encode(encoding)
    assert read(tmp_path, data) == TABLE


def test_utf_16_with_the_high_byte_first(tmp_path: Path) -> None:
    data = "\N{ZERO WIDTH NO-BREAK SPACE}" + as_csv(ROWS, "\t")
    assert read(tmp_path, data.encode("utf-16-be")) == TABLE


def test_unicode_text_with_the_ending_that_excel_gives_it(tmp_path: Path) -> None:
    table = read(tmp_path, as_csv(ROWS, "\t").encode("utf-16"), "t.TXT")
    assert table.rows == TABLE.rows


@pytest.mark.parametrize("line", ["sep=;\r\n", '"sep=;"\r\n', "SEP=;\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_sep_line_is_not_counted(tmp_path: Path, line: str, encoding: str) -> None:
    assert read(tmp_path, (line + as_csv(ROWS)).encode(encoding)) == TABLE


def test_sep_line_can_name_another_delimiter(tmp_path: Path) -> None:
    assert read(tmp_path, "sep=|\r\n" + as_csv(ROWS, "|")) == TABLE


def test_empty_rows_count_and_trailing_ones_do_not_matter(tmp_path: Path) -> None:
    text = (
        "\r\ngemeente;inwoners;;\r\n\r\nEde;119986;;\r\n;;;\r\n \xa0;;\r\nOss;93307;\r\n;;;\r\n\r\n"
    )
    assert read(tmp_path, text) == Table(
        source="t.csv",
        header=2,
        columns=("gemeente", "inwoners"),
        rows=(Row(4, ("Ede", "119986")), Row(7, ("Oss", "93307"))),
    )


def test_record_with_quoted_line_breaks_is_one_row(tmp_path: Path) -> None:
    text = 'gemeente;inwoners\r\n"Alphen\r\naan den\nRijn";112926\r\nEde;119986\r\n'
    assert [row.number for row in read(tmp_path, text).rows] == [2, 3]


@pytest.mark.parametrize(
    "header",
    [
        "GEMEENTE;Inwoners;Plaats ondertekening;E-mail",
        " gemeente ; inwoners;plaats-ondertekening;email",
        "gemeente;in\N{SOFT HYPHEN}woners;plaats\N{NO-BREAK SPACE}ondertekening;e\u2011mail",
        '"gemeente";"inwoners";"plaats\nondertekening";"E mail"',
    ],
)
def test_header_is_matched_forgivingly(tmp_path: Path, header: str) -> None:
    assert read(tmp_path, f"{header}\r\nEde;1;Ede;a@b.nl\r\n").columns == COLUMNS


def test_columns_keep_their_order_and_unknown_ones_their_name(tmp_path: Path) -> None:
    table = read(tmp_path, "Inwoners;;Aantal  leden;gemeente;Gemeente\r\n1;;2;Ede;Ede\r\n")
    assert table.columns == ("inwoners", "", "Aantal leden", "gemeente", "gemeente")


def test_row_can_hold_more_cells_than_there_are_columns(tmp_path: Path) -> None:
    table = read(tmp_path, "gemeente;inwoners\r\nEde;1;;over\r\n")
    assert table.rows == (Row(2, ("Ede", "1", "", "over")),)


def test_workbook_with_cells_of_every_kind(tmp_path: Path) -> None:
    cells = [
        "Alphen\naan den Rijn",
        101446,
        101446.0,
        101446.5,
        0.1,
        1e20,
        date(2023, 1, 10),
        datetime(2023, 1, 10),  # noqa: DTZ001 - Excel knows no time zones
        datetime(2023, 1, 10, 14, 30),  # noqa: DTZ001 - the same
        time(9, 30),
        timedelta(hours=26, minutes=5),
        True,
        None,
        False,
        "_x000D_Ede",
        "#REF!",
    ]
    table = read_cells(tmp_path, {"Blad1": [["gemeente"], cells]})
    assert table.source == "t.xlsx"
    assert table.rows[0].cells == (
        "Alphen\naan den Rijn",
        "101446",
        "101446",
        "101446,5",
        "0,1",
        "100000000000000000000",
        "10-01-2023",
        "10-01-2023",
        "10-01-2023 14:30:00",
        "09:30:00",
        "26:05:00",
        "WAAR",
        "",
        "ONWAAR",
        "\rEde",
        "#REF!",
    )


def test_workbook_counts_empty_rows_and_drops_trailing_ones(tmp_path: Path) -> None:
    rows: list[list[object]] = [[], ["gemeente", None, None], [], ["Ede", " ", None], [], [None]]
    assert read_cells(tmp_path, {"Blad1": rows}) == Table(
        source="t.xlsx", header=2, columns=("gemeente",), rows=(Row(4, ("Ede",)),)
    )


def test_sheet_with_most_known_columns_is_taken_and_named(tmp_path: Path) -> None:
    table = read_cells(
        tmp_path,
        {
            "Leeg": [],
            "Uitleg": [["Gemeente is een kolom"], ["uitleg"]],
            "Plaatsen": [["gemeente", "provincie"], ["Ede", "Gelderland"]],
            "Leden": [["gemeente", "inwoners"], ["Ede", 119986]],
            "Oud": [["gemeente", "inwoners"], ["Ede", 114682]],
        },
    )
    assert table.source == "t.xlsx, blad Leden"
    assert table.rows == (Row(2, ("Ede", "119986")),)


def test_workbook_with_a_wrong_dimension_is_read_whole(tmp_path: Path) -> None:
    read_cells(tmp_path, {"Blad1": [["gemeente", "inwoners"], ["Ede", 119986], ["Oss", 93307]]})
    with zipfile.ZipFile(tmp_path / "t.xlsx") as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(rb"<sheetData>", b'<dimension ref="A1"/><sheetData>', parts[sheet])
    with zipfile.ZipFile(tmp_path / "t.xlsm", "w") as book:
        for name, part in parts.items():
            book.writestr(name, part)
    table = read_table(tmp_path / "t.xlsm", COLUMNS)
    assert table.rows == (Row(2, ("Ede", "119986")), Row(3, ("Oss", "93307")))


def test_date_that_excel_cannot_show_is_an_error_cell(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Blad1")
    cell = WriteOnlyCell(sheet, value=99999999)
    cell.number_format = "dd-mm-yyyy"
    sheet.append(["gemeente", "inwoners"])
    sheet.append(["Ede", cell])
    book.save(tmp_path / "t.xlsx")
    table = read_table(tmp_path / "t.xlsx", COLUMNS)
    assert table.rows == (Row(2, ("Ede", "#VALUE!")),)


def with_sheet(tmp_path: Path, old: str, new: str) -> Table:
    """Read a workbook after a change in the XML of its only sheet."""
    read_cells(
        tmp_path,
        {"Blad1": [["gemeente", "inwoners"], ["Ede", "@"], ["Oss", 93307]]},
    )
    with zipfile.ZipFile(tmp_path / "t.xlsx") as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    text = parts[sheet].decode()
    assert old in text
    parts[sheet] = text.replace(old, new).encode()
    with zipfile.ZipFile(tmp_path / "u.xlsx", "w") as book:
        for name, part in parts.items():
            book.writestr(name, part)
    return read_table(tmp_path / "u.xlsx", COLUMNS)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="B2"><f>B3*2</f><v>186614</v></c>', "186614"),
        ('<c r="B2"><f>B3*2</f><v></v></c>', "=B3*2"),
        ('<c r="B2"><f>B3*2</f></c>', "=B3*2"),
        ('<c r="B2"><f t="shared" si="0"/></c>', "="),
        ('<c r="B2" t="str"><f>IF(B3="";"";B3)</f><v></v></c>', ""),
        ('<c r="B2" t="str"><f>A2</f><v>Ede</v></c>', "Ede"),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="B2"/>', ""),
    ],
)
def test_formula_stands_for_the_result_that_the_file_holds(
    tmp_path: Path, cell: str, text: str
) -> None:
    table = with_sheet(tmp_path, '<c r="B2" t="inlineStr"><is><t>@</t></is></c>', cell)
    assert table.rows == (
        Row(2, ("Ede", text) if text else ("Ede",)),
        Row(3, ("Oss", "93307")),
    )


def test_formula_that_another_program_wrote_without_a_result(tmp_path: Path) -> None:
    table = read_cells(tmp_path, {"Blad1": [["gemeente", "inwoners"], ["Ede", "=2*59993"]]})
    assert table.rows == (Row(2, ("Ede", "=2*59993")),)


def merged_cells(tmp_path: Path, *areas: str) -> Table:
    """Read a workbook with a table in A3:D6 of its second sheet, and merged cells."""
    book = Workbook()
    book.create_sheet("Leden")
    sheet = book["Leden"]
    for column, name in enumerate(("gemeente", "", "inwoners", "e-mail"), start=1):
        sheet.cell(3, column, name or None)
        for row in range(4, 7):
            sheet.cell(row, column, f"{name}{row}" if name else None)
    for area in areas:
        sheet.merge_cells(area)
    book.save(tmp_path / "t.xlsx")
    return read_table(tmp_path / "t.xlsx", COLUMNS)


@pytest.mark.parametrize(
    ("area", "place"),
    [
        ("C4:C6", "rij 4 t/m 6, kolom inwoners"),
        ("A5:C5", "rij 5, kolom gemeente t/m inwoners"),
        ("D6:F7", "rij 6 t/m 7, kolom e-mail"),
        ("B4:B5", "rij 4 t/m 5"),
        ("A3:B3", "rij 3, kolom gemeente"),
        ("A2:A3", "rij 2 t/m 3"),
    ],
)
def test_merged_cells(tmp_path: Path, area: str, place: str) -> None:
    with pytest.raises(InputError) as caught:
        merged_cells(tmp_path, area)
    assert str(caught.value) == (
        f"t.xlsx, blad Leden, {place}: hier staan samengevoegde cellen;"
        " hef in Excel de samenvoeging op en vul elke cel in"
    )


def test_all_merged_cells_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        merged_cells(tmp_path, "A4:A5", "C5:D6")
    assert [fault.where for fault in caught.value.faults] == [
        "t.xlsx, blad Leden, rij 4 t/m 5, kolom gemeente",
        "t.xlsx, blad Leden, rij 5 t/m 6, kolom inwoners t/m e-mail",
    ]


def test_merged_cells_above_beside_and_under_the_table_do_no_harm(tmp_path: Path) -> None:
    table = merged_cells(tmp_path, "A1:D2", "E3:G9", "A7:D8")
    assert [row.number for row in table.rows] == [4, 5, 6]


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_table(tmp_path / "gemeenten.csv", COLUMNS)
    assert str(caught.value) == (
        "gemeenten.csv: dit bestand is er niet; zet de tabel in de werkmap, onder deze naam"
    )


def test_folder_instead_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "gemeenten.csv").mkdir()
    with pytest.raises(InputError) as caught:
        read_table(tmp_path / "gemeenten.csv", COLUMNS)
    assert str(caught.value) == (
        "gemeenten.csv: het bestand kan niet worden geopend;"
        " sluit het in Excel, en kijk of het een bestand is dat u mag lezen"
    )


@pytest.mark.parametrize("name", ["t.ods", "t.xls", "t"])
def test_file_of_another_kind(tmp_path: Path, name: str) -> None:
    assert message(tmp_path, "gemeente\r\n", name) == (
        f"{name}: dit soort bestand kan niet als tabel worden gelezen; {BEWAAR}"
    )


@pytest.mark.parametrize(
    "content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n;;;\r\n", b"sep=;\r\n", b" \t \n"]
)
def test_file_without_anything(tmp_path: Path, content: bytes) -> None:
    assert message(tmp_path, content) == f"t.csv: er staat niets in het bestand; {BEWAAR}"


def test_workbook_without_anything(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_cells(tmp_path, {"Blad1": [], "Blad2": [[None]]})
    assert str(caught.value) == f"t.xlsx: er staat niets in het bestand; {BEWAAR}"


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfeg\x00e",  # UTF-16 that breaks off
        "gemeente;inwoners".encode("utf-16-le"),  # UTF-16 without its mark
        b"\xef\xbb\xbfgemeente;K\xf6nig",  # the mark of UTF-8, and no UTF-8
        b"gemeente;\x81",  # neither UTF-8 nor Windows-1252
        b"PK\x03\x04\x14\x00\x06\x00",  # a workbook under another name
    ],
)
def test_file_that_is_no_text(tmp_path: Path, content: bytes) -> None:
    content += b"\xd8" if content.startswith(b"\xff\xfe") else b""
    assert message(tmp_path, content) == f"t.csv: het bestand is geen leesbare tekst; {BEWAAR}"


@pytest.mark.parametrize(
    "text",
    [
        'gemeente;inwoners\r\n"Alphen\r\naan den Rijn";1\r\n"Ede;2\r\nOss;3\r\n',
        'gemeente;inwoners\r\nOss;3\r\n"Ede" (Gld);2\r\n',
    ],
)
def test_broken_quoting_names_the_row_that_opens_the_value(tmp_path: Path, text: str) -> None:
    assert message(tmp_path, text) == (
        "t.csv, rij 3: een dubbel aanhalingsteken opent een waarde, maar sluit haar niet goed af;"
        " verbeter het aanhalingsteken, of bewaar de tabel opnieuw vanuit Excel"
    )


def test_quote_inside_a_value_is_no_quoting(tmp_path: Path) -> None:
    assert read(tmp_path, 'gemeente\r\nEde "Gld"\r\n').rows == (Row(2, ('Ede "Gld"',)),)


def test_value_without_an_end(tmp_path: Path) -> None:
    text = '"' + "gemeente;inwoners\r\n" * 10_000
    assert message(tmp_path, text) == (
        "t.csv, rij 1: een dubbel aanhalingsteken opent een waarde, maar sluit haar niet goed af;"
        " verbeter het aanhalingsteken, of bewaar de tabel opnieuw vanuit Excel"
    )


@pytest.mark.parametrize(
    "content", [b"", b"gemeente;inwoners\r\n", b"PK\x03\x04\x14\x00\x06\x00", b"PK\x05\x06"]
)
def test_damaged_workbook(tmp_path: Path, content: bytes) -> None:
    assert message(tmp_path, content, "t.xlsx") == (
        "t.xlsx: het bestand is beschadigd, of is geen Excel-werkmap;"
        " open het in Excel en bewaar het opnieuw als Excel-werkmap (.xlsx)"
    )


def test_workbook_that_was_cut_short(tmp_path: Path) -> None:
    read_cells(tmp_path, {"Blad1": [["gemeente"], ["Ede"]]})
    data = (tmp_path / "t.xlsx").read_bytes()
    assert message(tmp_path, data[: len(data) // 2], "t.xlsx") == (
        "t.xlsx: het bestand is beschadigd, of is geen Excel-werkmap;"
        " open het in Excel en bewaar het opnieuw als Excel-werkmap (.xlsx)"
    )


def test_workbook_with_a_password(tmp_path: Path) -> None:
    data = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
    assert message(tmp_path, data, "t.xlsx") == (
        "t.xlsx: de werkmap is beveiligd met een wachtwoord, of van een oude soort (.xls);"
        " haal het wachtwoord weg en bewaar de tabel als Excel-werkmap (.xlsx)"
    )


def test_title_above_the_column_names(tmp_path: Path) -> None:
    assert message(tmp_path, "\r\nLeden van de G40;;2023\r\ngemeente;inwoners;\r\n") == (
        "t.csv, rij 2: hier horen de kolomnamen, maar er staat Leden van de G40, 2023;"
        " zet in de eerste rij de kolomnamen gemeente, inwoners, plaats_ondertekening, e-mail"
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary() | st.text().map(lambda text: f"gemeente;{text}".encode()),
    st.sampled_from(["t.csv", "t.txt", "t.xlsx"]),
    st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04"]),
)
def test_any_bytes_give_a_table_or_an_input_error(
    tmp_path: Path, content: bytes, name: str, mark: bytes
) -> None:
    said, columns = "", set[str]()
    try:
        columns = set(read(tmp_path, mark + content, name).columns)
    except InputError as error:
        said = str(error)
    assert said.startswith(name) or columns & set(COLUMNS)
