"""The table of municipalities as it is shown and changed, cell by cell or as a whole."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from hulp.werkmappen import ROOT, copy_werkmap, edit, files, keep_gemeenten
from overeenkomstgen.errors import InputError, RefusalError
from overeenkomstgen.kern.tabel import tidy
from overeenkomstgen.werkmap.gemeententabel import (
    MOST,
    bekijk_tabel,
    tabel_van,
    vervang_tabel,
    wijzig_gemeente,
)
from overeenkomstgen.werkmap.werkmap import Werkmap, read_gemeenten
from overeenkomstgen.werkmap.wijziging import VerouderdError

ALMELO, DEVENTER, ZWOLLE = 2, 3, 4


@pytest.fixture
def werkmap(tmp_path: Path) -> Werkmap:
    folder = copy_werkmap(tmp_path / "werkmap")
    shutil.rmtree(folder / "sjablonen")
    return Werkmap(keep_gemeenten(folder, "Almelo", "Deventer", "Zwolle"))


def change(werkmap: Werkmap, rij: int, **waarden: str) -> Path | None:
    return wijzig_gemeente(werkmap, rij, waarden, tabel_van(werkmap).vingerafdruk)


def refused(werkmap: Werkmap, rij: int, **waarden: str) -> list[tuple[tuple[str, int] | None, str]]:
    """Return what is said of a change that is refused; nothing was written."""
    before = files(werkmap.folder)
    with pytest.raises(InputError) as caught:
        change(werkmap, rij, **waarden)
    assert files(werkmap.folder) == before
    return [(fault.plek, str(fault)) for fault in caught.value.faults]


def as_workbook(werkmap: Werkmap) -> Path:
    """Make a workbook of the table, with the day of a decision as a day of Excel."""
    table = tabel_van(werkmap).tabel
    assert table
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(table.columns)
    for row in table.rows:
        sheet.append(row.cells)
    for number in range(2, 5):
        sheet.cell(number, table.position("collegebesluit") + 1).number_format = "dd-mm-yyyy"
    path = werkmap.folder / "gemeenten.xlsx"
    book.save(path)
    (werkmap.folder / "gemeenten.csv").unlink()
    return path


def test_the_table_as_it_stands(werkmap: Werkmap) -> None:
    found = tabel_van(werkmap)
    assert found.fouten == ()
    assert found.rij(DEVENTER)["gemeente"] == "Deventer"
    assert found.rij(DEVENTER)["e-mail"] == ""
    assert found.rij(9) == {}
    assert found.velden["inwoners"].betekenis == "aantal inwoners op de peildatum"


def test_a_column_of_ones_own_is_shown_and_changed(werkmap: Werkmap) -> None:
    edit(werkmap.folder, "vorige_inwoners\r\n", "vorige_inwoners;Zaak nr.\r\n")
    found = tabel_van(werkmap)
    assert (found.velden["Zaak nr."].naam, found.velden["Zaak nr."].betekenis) == (
        "",
        "eigen kolom",
    )
    change(werkmap, ZWOLLE, **{"Zaak nr.": "007; a"})
    assert tabel_van(werkmap).rij(ZWOLLE)["Zaak nr."] == "007; a"


def test_cells_of_a_row_change_and_nothing_else(werkmap: Werkmap) -> None:
    path = werkmap.folder / "gemeenten.csv"
    before = path.read_bytes()
    copy = change(werkmap, DEVENTER, ondertekenaar=" A. Jansen ", **{"e-mail": "a@b.nl"})
    assert copy
    assert copy.parent == werkmap.folder / "kopie"
    assert copy.read_bytes() == before
    name = tabel_van(werkmap)
    assert path.read_bytes() != before
    change(werkmap, DEVENTER, ondertekenaar="R.C. König", **{"e-mail": ""})
    assert name.rij(DEVENTER)["ondertekenaar"] == "A. Jansen"
    assert path.read_bytes() == before


def test_where_nothing_differs_nothing_is_written(werkmap: Werkmap) -> None:
    before = files(werkmap.folder)
    assert change(werkmap, DEVENTER, **tabel_van(werkmap).rij(DEVENTER)) is None
    assert files(werkmap.folder) == before


def test_each_error_has_its_place(werkmap: Werkmap) -> None:
    assert refused(werkmap, DEVENTER, inwoners="veel", postcode="74 KT", oin="1") == [
        (
            ("oin", DEVENTER),
            (
                "gemeenten.csv, rij 3 (Deventer), kolom oin: deze cel staat niet in de tabel; voeg "
                "kolom of rij toe in Excel"
            ),
        )
    ]
    assert refused(werkmap, DEVENTER, inwoners="veel", postcode="74 KT") == [
        (
            ("inwoners", DEVENTER),
            (
                "gemeenten.csv, rij 3 (Deventer), kolom inwoners: veel is geen getal; vul het "
                "aantal inwoners in als 101446 of 101.446"
            ),
        ),
        (
            ("postcode", DEVENTER),
            (
                "gemeenten.csv, rij 3 (Deventer), kolom postcode: 74 KT is geen postcode; schrijf "
                "de postcode als 1815 AG"
            ),
        ),
    ]
    ((place, said),) = refused(werkmap, ALMELO, gemeente="Zwolle")
    assert place == ("gemeente", ZWOLLE)
    assert "Zwolle staat ook in rij 2" in said


def test_what_was_wrong_is_mended_one_by_one(werkmap: Werkmap) -> None:
    edit(werkmap.folder, ";73155;", ";veel;")
    edit(werkmap.folder, ";101446;", ";;")
    found = tabel_van(werkmap)
    assert [fault.plek for fault in found.fouten] == [("inwoners", ALMELO), ("inwoners", DEVENTER)]
    assert found.rij(ALMELO)["inwoners"] == "veel"
    change(werkmap, DEVENTER, inwoners="101446")
    assert [fault.plek for fault in tabel_van(werkmap).fouten] == [("inwoners", ALMELO)]
    change(werkmap, ALMELO, adres="Haven 1")  # its number of inhabitants comes later
    ((place, _),) = refused(werkmap, ALMELO, inwoners="meer")
    assert place == ("inwoners", ALMELO)
    change(werkmap, ALMELO, inwoners="73155")
    assert tabel_van(werkmap).fouten == ()


def test_a_page_that_is_out_of_date(werkmap: Werkmap) -> None:
    shown = tabel_van(werkmap).vingerafdruk
    change(werkmap, DEVENTER, adres="Brink 1")
    before = files(werkmap.folder)
    with pytest.raises(VerouderdError) as caught:
        wijzig_gemeente(werkmap, DEVENTER, {"adres": "Brink 2"}, shown)
    assert str(caught.value) == (
        "gemeenten.csv is intussen gewijzigd, hier of in een ander programma.\n"
        "Er is niets overschreven. Bekijk wat er nu staat, en wijzig dat."
    )
    with pytest.raises(VerouderdError):
        vervang_tabel(werkmap, "gemeenten.csv", (ROOT / "gemeenten.csv").read_bytes(), shown)
    assert files(werkmap.folder) == before
    (werkmap.folder / "gemeenten.csv").unlink()
    with pytest.raises(VerouderdError, match="Het bestand is intussen"):
        wijzig_gemeente(werkmap, DEVENTER, {"adres": "Brink 2"}, shown)


def test_letters_that_the_file_cannot_have(werkmap: Werkmap) -> None:
    path = werkmap.folder / "gemeenten.csv"
    path.write_bytes(path.read_text("utf-8-sig").replace("Haven", "Häven").encode("cp1252"))
    assert refused(werkmap, ALMELO, ondertekenaar="J. Dvořák") == [
        (
            ("ondertekenaar", ALMELO),
            (
                "gemeenten.csv, rij 2 (Almelo), kolom ondertekenaar: J. Dvořák kan niet in dit "
                "bestand staan; schrijf het zonder, of bewaar de tabel in Excel als CSV UTF-8 "
                "(.csv)"
            ),
        )
    ]


def test_a_row_of_a_workbook(werkmap: Werkmap) -> None:
    path = as_workbook(werkmap)
    change(
        werkmap,
        DEVENTER,
        inwoners="101447",
        collegebesluit="11-01-2023",
        ondertekenaar="A. <Jansen> & co",
        vorige_inwoners="",
    )
    found = tabel_van(werkmap).rij(DEVENTER)
    assert found["ondertekenaar"] == "A. <Jansen> & co"
    assert (found["collegebesluit"], found["vorige_inwoners"]) == ("11-01-2023", "")
    sheet = load_workbook(path).worksheets[0]
    number = [cell.value for cell in sheet[DEVENTER]]
    names = [cell.value for cell in sheet[1]]
    assert number[names.index("inwoners")] == 101447
    assert str(number[names.index("collegebesluit")]) == "2023-01-11 00:00:00"
    assert number[names.index("vorige_inwoners")] is None
    change(werkmap, DEVENTER, collegebesluit="10 januari 2023", ondertekenaar="A. Jansen")
    assert tabel_van(werkmap).rij(DEVENTER)["collegebesluit"] == "10 januari 2023"


ODD = ["=1", "1,50", "0012", "_x0041_", "1-1-2023", "12", "1,5", '"', ";"]
FINE = {"1,50", "0012", "1-1-2023", "12", "1,5", '"', ";"}
VALUES = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@given(
    waarden=st.dictionaries(
        st.sampled_from(["adres", "functie", "collegebesluit", "eigen"]),
        VALUES | st.sampled_from(ODD),
        min_size=1,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_typed(tmp_path: Path, ending: str, waarden: dict[str, str]) -> None:
    """It is written and read back as it was meant, or refused; all else stays."""
    folder = tmp_path / "w"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(ROOT / "convenant.toml", folder)
    text = (
        "gemeente;cbs_code;inwoners;adres;postcode;plaats;collegebesluit;aanhef;ondertekenaar;"
        "functie;eigen\r\n"
        "Almelo;GM0141;73155;Haven 1;7607 EW;Almelo;;;;;x\r\n"
        "Zwolle;GM0193;130668;Plein 1;8017 JZ;Zwolle;;;;;\r\n"
    )
    (folder / "gemeenten.csv").write_text(text, "utf-8-sig", newline="")
    werkmap = Werkmap(folder)
    if ending == ".xlsx":
        as_workbook_of(werkmap, text)
    before, shown = tabel_van(werkmap), files(folder)
    try:
        change(werkmap, 2, **waarden)
    except RefusalError:  # a workbook gives some texts back otherwise
        assert files(folder) == shown
        assert waarden.keys() != {"eigen"} or waarden["eigen"] not in FINE
        return
    after = tabel_van(werkmap)
    assert after.rij(3) == before.rij(3)
    assert after.rij(2) == before.rij(2) | {name: tidy(text) for name, text in waarden.items()}
    assert not read_gemeenten(werkmap)[1]


def as_workbook_of(werkmap: Werkmap, text: str) -> None:
    book = Workbook()
    for line in text.splitlines():
        book.worksheets[0].append(line.split(";"))
    book.save(werkmap.folder / "gemeenten.xlsx")
    (werkmap.folder / "gemeenten.csv").unlink()


def test_another_table_takes_its_place(werkmap: Werkmap) -> None:
    path = werkmap.folder / "gemeenten.csv"
    before, shown = path.read_bytes(), tabel_van(werkmap).vingerafdruk
    new = (ROOT / "gemeenten.csv").read_bytes()
    (copy,) = vervang_tabel(werkmap, "leden (3).CSV", new, shown)
    assert (path.read_bytes(), copy.read_bytes()) == (new, before)
    assert vervang_tabel(werkmap, "x.csv", new, tabel_van(werkmap).vingerafdruk) == ()
    assert len([*copy.parent.iterdir()]) == 1


def test_a_workbook_takes_the_place_of_text(werkmap: Werkmap, tmp_path: Path) -> None:
    other = Werkmap(Path(shutil.copytree(werkmap.folder, tmp_path / "ander")))
    new = as_workbook(other).read_bytes()
    before = (werkmap.folder / "gemeenten.csv").read_bytes()
    (copy,) = vervang_tabel(werkmap, "lijst.xlsx", new, tabel_van(werkmap).vingerafdruk)
    assert copy.read_bytes() == before
    assert not (werkmap.folder / "gemeenten.csv").exists()
    assert tabel_van(werkmap).rij(ZWOLLE)["gemeente"] == "Zwolle"


def test_one_of_two_tables_is_chosen(werkmap: Werkmap) -> None:
    """It is what an interrupted run can leave, and what a person does by mistake."""
    table = werkmap.folder / "gemeenten.csv"
    shutil.copy(table, werkmap.folder / "gemeenten.txt")
    found = tabel_van(werkmap)
    assert (found.tabel, len(found.fouten)) == (None, 1)
    with pytest.raises(InputError, match="meer dan één tabel"):
        wijzig_gemeente(werkmap, ALMELO, {"adres": "x"}, found.vingerafdruk)
    (copy,) = vervang_tabel(werkmap, "gemeenten.csv", table.read_bytes(), found.vingerafdruk)
    assert copy.name.endswith(".txt")
    assert tabel_van(werkmap).fouten == ()


def test_the_first_table_of_a_werkmap(werkmap: Werkmap) -> None:
    table = werkmap.folder / "gemeenten.csv"
    data = table.read_bytes()
    table.unlink()
    found = tabel_van(werkmap)
    assert (found.tabel, found.velden, found.rij(2), found.vingerafdruk) == (None, {}, {}, "")
    assert vervang_tabel(werkmap, "gemeenten.csv", data, "") == ()
    assert table.read_bytes() == data


def big() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", bytes(MOST + 1))
    assert len(made.getvalue()) < MOST / 100
    return made.getvalue()


@pytest.mark.parametrize(
    ("naam", "inhoud", "said"),
    [
        ("leden.csv", b"gemeente;cbs_code\r\nEde;x\r\n", "kolom inwoners ontbreekt"),
        ("leden.xlsx", b"geen werkmap", "dit is geen Excel-werkmap"),
        ("leden.xlsx", big(), "het bestand is uitgepakt groter dan 20 MB"),
        ("leden.xlsm", b"", "gemeenten.xlsm: dit soort bestand kan niet als tabel worden gelezen"),
        ("../leden", b"", "gemeenten: dit soort bestand kan niet als tabel worden gelezen"),
        ("leden.csv", b"", "er staat niets in het bestand"),
        ("leden.csv", b"\0\1", "het bestand is geen leesbare tekst"),
    ],
)
def test_what_is_wrong_takes_no_place(
    werkmap: Werkmap, naam: str, inhoud: bytes, said: str
) -> None:
    before = files(werkmap.folder)
    shown = tabel_van(werkmap).vingerafdruk
    with pytest.raises(InputError) as caught:
        vervang_tabel(werkmap, naam, inhoud, shown)
    assert said in str(caught.value)
    assert files(werkmap.folder) == before
    assert bekijk_tabel(werkmap, naam, inhoud).fouten == caught.value.faults


def test_every_error_of_a_table_beside_its_cell(werkmap: Werkmap) -> None:
    """Also what is wrong alike in many rows, which is one line on the command line."""
    data = (ROOT / "gemeenten.csv").read_bytes()
    lines = [line.split(b";") for line in data.split(b"\r\n")]
    for row, line in enumerate(lines[1:9]):
        line[2] = b"" if row % 2 else b"veel"
    found = bekijk_tabel(werkmap, "leden.csv", b"\r\n".join(map(b";".join, lines)))
    assert [fault.plek for fault in found.fouten] == [("inwoners", row) for row in range(2, 10)]
    assert found.rij(2)["inwoners"] == "veel"
    assert found.vingerafdruk == ""


def test_who_signed_does_not_leave_the_table(tmp_path: Path) -> None:
    kept = ROOT / "tests/bewaard/werkmap-1"
    werkmap = Werkmap(Path(shutil.copytree(kept, tmp_path / "werkmap")))
    ((place, said),) = refused(werkmap, DEVENTER, cbs_code="GM0151")
    assert place is None
    assert said.startswith(
        "register.csv: Deventer (GM0150) staat in het register maar niet in de tabel met gemeenten;"
    )
    edit(werkmap.folder, "GM0150", "GM0151")
    change(werkmap, ALMELO, adres="Brink 1")  # the other can be mended after it, or before
    change(werkmap, DEVENTER, cbs_code="GM0150")
    assert tabel_van(werkmap).fouten == ()


def test_who_joins_outside_the_period(werkmap: Werkmap) -> None:
    edit(werkmap.folder, "vorige_inwoners\r\n", "toetreding\r\n")
    edit(werkmap.folder, ";126116\r\n", ";\r\n")
    found = [place for place, _ in refused(werkmap, DEVENTER, toetreding="1-1-2030")]
    assert found == [("toetreding", DEVENTER)]
