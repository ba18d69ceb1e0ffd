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
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import BarChart, Reference

from overeenkomstgen.errors import InputError
from overeenkomstgen.kern.tabel import Row, Table, tidy
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


@pytest.mark.ongemeten
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
    assert (table.source, table.blad) == ("t.xlsx, blad Blad1", "Blad1")
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
        source="t.xlsx, blad Blad1",
        header=2,
        columns=("gemeente",),
        rows=(Row(4, ("Ede",)),),
        blad="Blad1",
    )


def test_sheet_with_most_known_columns_is_taken_and_named(tmp_path: Path) -> None:
    table = read_cells(
        tmp_path,
        {
            "Leeg": [],
            "Uitleg": [["Gemeente is een kolom"], ["uitleg"]],
            "Plaatsen": [["gemeente", "provincie"], ["Ede", "Gelderland"]],
            "Leden": [["gemeente", "inwoners"], ["Ede", 119986]],
            "Aantekeningen": [["Ede belt terug"]],
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
        ("A5:C5", "rij 5 (gemeente5), kolom gemeente t/m inwoners"),
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
        "gemeenten.csv: dit bestand bestaat niet; zet de tabel in de werkmap, onder deze naam"
    )


def test_folder_instead_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "gemeenten.csv").mkdir()
    with pytest.raises(InputError) as caught:
        read_table(tmp_path / "gemeenten.csv", COLUMNS)
    assert str(caught.value) == (
        "gemeenten.csv: dit bestand is niet te lezen (er staat een map met die naam);"
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


@pytest.mark.parametrize(
    ("above", "found", "row"),
    [
        ("\r\nLeden van de G40;;2023\r\n", "rij 2: hier staat Leden van de G40, 2023", 3),
        ("Leden\r\n\r\nstand van vandaag\r\n", "rij 1: hier staat Leden", 4),
        ("gemeente (zie uitleg)\r\nE-mail;;;\r\n", "rij 1: hier staat gemeente (zie uitleg)", 3),
        ("Leden, per gemeente\r\n", "rij 1: hier staat Leden, per gemeente", 2),
    ],
)
@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_title_above_the_column_names(
    tmp_path: Path, above: str, found: str, row: int, delimiter: str
) -> None:
    if delimiter == "," and ", " in above:
        above = f'"{above.strip()}"\r\n'
    text = f"{above}gemeente;inwoners;\r\nEde;119986;\r\n".replace(";", delimiter)
    assert message(tmp_path, text) == (
        f"t.csv, {found}, en de kolomnamen staan pas in rij {row};"
        " haal de titelrij weg, zodat de kolomnamen bovenaan staan"
    )


def test_title_above_the_column_names_of_a_workbook(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Leden"], ["gemeente", "inwoners"], ["Ede", 119986]]
    with pytest.raises(InputError) as caught:
        read_cells(tmp_path, {"Uitleg": [["uitleg"]], "Leden": rows})
    assert str(caught.value) == (
        "t.xlsx, blad Leden, rij 1: hier staat Leden, en de kolomnamen staan pas in rij 2;"
        " haal de titelrij weg, zodat de kolomnamen bovenaan staan"
    )


def test_no_column_names_at_all(tmp_path: Path) -> None:
    assert message(tmp_path, "Ede;119986\r\n") == (
        "t.csv, rij 1: hier horen de kolomnamen, maar er staat Ede, 119986;"
        " zet in de eerste rij de kolomnamen gemeente, inwoners, plaats_ondertekening, e-mail"
    )


HEADING: list[object] = list(COLUMNS)


def sheets(tmp_path: Path, blad: str = "", hidden: str = "", **rows: list[list[object]]) -> Table:
    """Read a workbook with sheets, of which some are hidden."""
    book = Workbook()
    for title, content in rows.items():
        sheet = book.create_sheet(title.replace("_", " "))
        sheet.sheet_state = "veryHidden" if title == "Geheim" else "visible"
        for row in content:
            sheet.append(row)
    book.remove(book.worksheets[0])
    if hidden:
        book[hidden].sheet_state = "hidden"
    book.save(tmp_path / "t.xlsx")
    return read_table(tmp_path / "t.xlsx", COLUMNS, blad)


def refused(tmp_path: Path, blad: str = "", hidden: str = "", **rows: list[list[object]]) -> str:
    with pytest.raises(InputError) as caught:
        sheets(tmp_path, blad, hidden, **rows)
    return str(caught.value)


EDE: list[list[object]] = [HEADING, ["Ede", 119986]]
OUD: list[list[object]] = [["E-mail", "Gemeente", "Inwoners"], ["a@b.nl", "Ede", 114682]]
TOON = "klik in Excel met rechts op een tab, kies Zichtbaar maken en bewaar de tabel"
NOEM = "noem in convenant.toml, onder [tabel], bij de sleutel xlsx, het blad dat u bedoelt"


@pytest.mark.parametrize("first", [True, False])
def test_two_sheets_that_can_be_meant_are_named_and_asked_for(
    tmp_path: Path, *, first: bool
) -> None:
    pair = {"Leden": EDE, "Oud_2019": OUD}
    names = list(pair) if first else list(reversed(pair))
    shown = " en ".join(name.replace("_", " ") for name in names)
    assert refused(tmp_path, "", "", **{name: pair[name] for name in names}) == (
        f"t.xlsx: op 2 bladen kan de tabel staan; de bladen heten {shown}; {NOEM}"
    )


@pytest.mark.parametrize(("blad", "inwoners"), [("Leden", "119986"), (" OUD 2019", "114682")])
def test_a_sheet_that_was_named_is_taken(tmp_path: Path, blad: str, inwoners: str) -> None:
    table = sheets(tmp_path, blad, Leden=EDE, Oud_2019=OUD)
    assert table.blad.casefold() == blad.strip().casefold()
    assert inwoners in table.rows[0].cells


def test_a_sheet_that_was_named_and_is_not_there(tmp_path: Path) -> None:
    what = 'er is geen zichtbaar, ingevuld blad "Ledn"; de bladen heten Leden en Oud'
    assert refused(tmp_path, "Ledn", Leden=EDE, Oud=OUD, Leeg=[]) == f"t.xlsx: {what}; {NOEM}"
    said = refused(tmp_path, "oud", "Oud", Leden=EDE, Oud=OUD, Leeg=[])
    assert said == f't.xlsx: blad "oud" is verborgen; {TOON}'


def test_a_name_of_a_sheet_says_nothing_of_a_text(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(as_csv(ROWS), "utf-8", newline="")
    assert read_table(tmp_path / "t.csv", COLUMNS, "Leden") == TABLE


def test_a_hidden_sheet_never_counts(tmp_path: Path) -> None:
    table = sheets(tmp_path, hidden="Oud 2019", Oud_2019=EDE, Geheim=EDE, Leden=OUD)
    assert (table.source, table.rows[0].cells[2]) == ("t.xlsx, blad Leden", "114682")
    assert refused(tmp_path, hidden="Oud", Oud=EDE, Uitleg=[]) == (
        f"t.xlsx: er staat niets in het bestand (een verborgen blad telt niet mee, "
        f"zoals hier Oud); {TOON}, of {BEWAAR}"
    )
    assert refused(tmp_path, hidden="Oud", Oud=EDE, Geheim=EDE, Uitleg=[["uitleg"]]) == (
        "t.xlsx, blad Uitleg, rij 1: hier horen de kolomnamen, maar er staat uitleg (een verborgen "
        f"blad telt niet mee, zoals hier Oud en Geheim); {TOON}, of zet in de eerste rij de "
        f"kolomnamen {', '.join(COLUMNS)}"
    )


def test_a_sheet_with_only_a_few_of_the_columns_is_not_meant(tmp_path: Path) -> None:
    cbs: list[list[object]] = [["gemeente", "inwoners", "provincie"], ["Ede", 114682]]
    assert sheets(tmp_path, CBS=cbs, Leden=EDE).blad == "Leden"


@pytest.mark.parametrize("empty", [True, False])
def test_a_workbook_with_a_chart_sheet_is_read(tmp_path: Path, *, empty: bool) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in EDE:
        sheet.append(row)
    chart = book.create_chartsheet("Grafiek", 0)
    if not empty:
        bars = BarChart()
        bars.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2))
        chart.add_chart(bars)
    book.save(tmp_path / "t.xlsx")
    assert read_table(tmp_path / "t.xlsx", COLUMNS).rows == (Row(2, ("Ede", "119986")),)


def test_strict_open_xml_is_told_from_an_ordinary_workbook(tmp_path: Path) -> None:
    """As Excel saves it: the namespaces of ISO/IEC 29500-1 itself, not of its part 4."""
    sheets(tmp_path, Leden=EDE)
    with zipfile.ZipFile(tmp_path / "t.xlsx") as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(tmp_path / "s.xlsx", "w") as book:
        for name, part in parts.items():
            for old, new in STRICT.items():
                part = part.replace(old, new)  # noqa: PLW2901 - one change after another
            book.writestr(name, part)
    assert message(tmp_path, (tmp_path / "s.xlsx").read_bytes(), "t.xlsx") == (
        "t.xlsx: het heeft geen zichtbaar werkblad, of is een Strict Open XML-werkblad;"
        " maak het blad zichtbaar, of bewaar het in Excel als Excel-werkmap (.xlsx)"
    )


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    ),
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}

# What each sign of a Dutch name becomes, and names as they are.
NAMEN = (
    "R.C. König",
    "J.F. Seán",
    "Súdwest-Fryslân",
    "A. Daniëls",
    "C. Carrière",
    "M. Crêpe",
    "L. Naïve",
    "D. García",
    "S. Simón",
    "P. Rhône",
    "F. Voilà",
    "G. François",
    "H. Muñoz",
    "J. André",
    "U. Müller",
    "K. Häkkinen",
)
ONZEKER = (
    "is niet zeker welke letters met accenten er staan, zoals na bewaren als CSV (MS-DOS) of CSV"
    f" (Macintosh); {BEWAAR}"
)


@pytest.mark.ongemeten
@pytest.mark.parametrize("encoding", ["cp850", "cp437", "mac_roman"])
@pytest.mark.parametrize("naam", NAMEN)
def test_letters_of_another_code_page_are_refused_at_the_cell(
    tmp_path: Path, naam: str, encoding: str
) -> None:
    data = f"gemeente;inwoners\r\nEde;1\r\n{naam};2\r\n".encode(encoding)
    read_as = naam.encode(encoding).decode("cp1252", "replace")
    assert message(tmp_path, data) == (
        f"t.csv, rij 3 ({tidy(read_as)}), kolom gemeente: in {tidy(read_as)} {ONZEKER}"
    )


@pytest.mark.parametrize(
    "naam",
    [
        *NAMEN,
        "R.C.\xa0König",
        "Grote\xa0Kerkhof\xa01",
        "À. MÜLLER",
        "Özdemir",
        "ANDRÉ",
        "à Campo",
        "d\u2019Orléans",
        "\u2018s-Hertogenbosch",
        "\u2019s-Hertogenbosch",
        "\xb4s-Hertogenbosch",
        "Den Haag \u2013 Centrum",
        "Kerkstraat 12\xbd",
    ],
)
def test_windows_1252_stays_what_it_is(tmp_path: Path, naam: str) -> None:
    data = f"gemeente;inwoners\r\n{naam};2\r\n".encode("cp1252")
    assert read(tmp_path, data).rows == (Row(2, (naam, "2")),)


@pytest.mark.parametrize("sign", ["\u2018", "\u2019"])
def test_an_apostrophe_of_the_macintosh_is_no_capital(tmp_path: Path, sign: str) -> None:
    data = f"gemeente;inwoners\r\n{sign}s-Hertogenbosch;2\r\n".encode("mac_roman")
    assert message(tmp_path, data).startswith("t.csv, rij 2 (")


def test_the_first_of_many_cells_with_uncertain_letters_is_named(tmp_path: Path) -> None:
    rows = [COLUMNS, ("Ede", "1", "", "", "Café"), *(("Oss", "1", "", naam) for naam in NAMEN)]
    assert message(tmp_path, as_csv(rows).encode("cp850")) == (
        f"t.csv, rij 2 (Ede): in Caf\u201a {ONZEKER}"
    )


LETTERS = "éëèêïíöóôúàâçñ"
"""The letters that ``gevallen/tabellen.md`` names."""
WORD = st.text("abdegiklmnoprstvw", min_size=1, max_size=4)
NAME = st.builds(lambda *parts: "".join(parts).title(), WORD, st.sampled_from(LETTERS), WORD)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(NAME, min_size=1, max_size=5), st.sampled_from(["cp850", "cp437", "mac_roman"]))
def test_no_name_is_silently_read_wrong(tmp_path: Path, names: list[str], encoding: str) -> None:
    """Of every name: it is right, or refused at its row; in Windows-1252 it is always right."""
    text = "gemeente;inwoners\r\n" + "".join(f"{name};1\r\n" for name in names)
    said = message(tmp_path, text.encode(encoding))
    assert said.startswith("t.csv, rij 2")
    cells = [row.cells[0] for row in read(tmp_path, text.encode("cp1252")).rows]
    assert cells == names


# With capitals, initials, apostrophes, dashes and spaces. No Í at the beginning of a word: MS-DOS
# has it where Windows has the Ö of Özdemir; and no õ and ã, which it has where Windows has ä and Ç.
ANY_WORD = st.builds(
    lambda before, parts, how: before + how("".join(parts)),
    st.sampled_from(["", "", "\u2019s-", "d\u2019", "É. ", "Ö", "Ü", "Ç"]),
    st.lists(WORD | st.sampled_from(LETTERS.replace("í", "") + "äüáûìòùåø"), min_size=2),
    st.sampled_from([str, str.title, str.upper]),
)
ANY_NAME = st.builds(
    lambda words, joint: joint.join(words),
    st.lists(ANY_WORD, min_size=1, max_size=3),
    st.sampled_from([" ", "-", "\xa0", " \u2013 "]),
).filter(lambda naam: any(char.isascii() and char.isalpha() for char in naam))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_NAME, st.sampled_from(["cp850", "cp437", "mac_roman", "cp1252", "utf-8"]))
def test_any_name_in_any_encoding_is_right_or_refused(
    tmp_path: Path, naam: str, encoding: str
) -> None:
    data = f"gemeente;inwoners\r\n{naam};1\r\n".encode(encoding, "ignore")
    written = data.decode(encoding).split("\r\n")[1].partition(";")[0]
    as_utf8 = data.decode("utf-8", "replace")
    assume("\ufffd" in as_utf8 or as_utf8 == data.decode(encoding))  # Ëé in MS-DOS is UTF-8 too
    refused, cells = "", tuple[str, ...]()
    try:
        cells = read(tmp_path, data).rows[0].cells
    except InputError as error:
        refused = str(error)
    assert refused.startswith("t.csv, rij 2") or cells == (written, "1")
    assert encoding != "utf-8" or not refused


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
