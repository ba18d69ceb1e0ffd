"""The municipalities at the counter: looked for, looked at, and changed."""

from __future__ import annotations

import html
import io
import re
import shutil
from pathlib import Path

import pytest

import overeenkomstgen as lib
from hulp.loket import Bezoek, bezoek
from hulp.werkmappen import ROOT, edit, files, keep_gemeenten, make_workbook

pytest_plugins = ("hulp.opstelling",)

DEVENTER = "/gemeenten/3"


@pytest.fixture
def own(werkmap: Path) -> Bezoek:
    return bezoek(keep_gemeenten(werkmap, "Almelo", "Deventer", "Zwolle"))


def folder_of(own: Bezoek) -> Path:
    return own.loket.werkmap.folder


def page_of(own: Bezoek, place: str) -> str:
    asked = own.get(place)
    assert asked.status_code == 200, asked.get_data(as_text=True)
    return asked.get_data(as_text=True)


def boxes(page: str) -> dict[str, str]:
    """Return what stands in the boxes of a page, by the name that is sent."""
    found = re.findall(r'<input type="(?:text|hidden)"[^>]* name="([^"]*)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


def labels(page: str) -> dict[str, str]:
    """Return the name that is sent by what stands above a box."""
    found = re.findall(r'<label for="vak-([^"]*)">([^<]*)', page)
    return {label.strip(): name for name, label in found}


def test_all_are_shown_and_looked_for(own: Bezoek) -> None:
    page = page_of(own, "/gemeenten")
    assert "3 van de 3 gemeenten" in page
    assert '<a class="bestand" href="/gemeenten/3">Deventer</a>' in page
    assert "1 van de 3 gemeenten" in page_of(own, "/gemeenten?zoek=DEV&toestand=niet+gemaakt")
    assert "0 van de 3 gemeenten" in page_of(own, "/gemeenten?zoek=dev&toestand=ondertekend")
    assert own.get("/gemeenten/99").status_code == 404


def test_the_table_itself_is_given(own: Bezoek) -> None:
    given = own.get("/gemeenten/tabel")
    assert given.data == (folder_of(own) / "gemeenten.csv").read_bytes()
    assert given.headers["Content-Disposition"] == "attachment; filename=gemeenten.csv"


def test_a_row_is_changed_in_the_page(own: Bezoek) -> None:
    table = folder_of(own) / "gemeenten.csv"
    before = table.read_bytes()
    page = page_of(own, DEVENTER)
    sent = boxes(page) | {labels(page)["Ondertekenaar"]: "A. Jansen"}
    done = own.post(DEVENTER, data=sent)
    assert (done.status_code, done.location) == (303, "/gemeenten/3?gewijzigd=ja")
    assert table.read_bytes() == before.replace("R.C. König".encode(), b"A. Jansen")
    shown = page_of(own, done.location)
    assert "Gewijzigd. Wat er stond is bewaard in de map kopie." in shown
    assert "A. Jansen" in shown
    assert [copy.read_bytes() for copy in (folder_of(own) / "kopie").iterdir()] == [before]


def test_a_page_that_is_out_of_date_keeps_what_was_typed_and_says_what_changed(own: Bezoek) -> None:
    page = page_of(own, DEVENTER)
    box = labels(page)
    edit(folder_of(own), "R.C. König", "A. Jansen")
    edit(folder_of(own), ";7411 KT;", ";7411 KX;")
    typed = {box["Postcode"]: "7411 KZ", box["Plaats"]: "Diepenveen"}
    late = own.post(DEVENTER, data=boxes(page) | typed)
    text = late.get_data(as_text=True)
    assert late.status_code == 409
    assert "gemeenten.csv is intussen gewijzigd, hier of in een ander programma." in text
    assert "Ondertekenaar: intussen gewijzigd: er stond R.C. König, en nu A. Jansen.</a>" in text
    told = "er stond 7411 KT, en nu 7411 KX; hier staat wat u typte.</a>"
    assert f"Postcode: intussen gewijzigd: {told}" in text
    assert text.count("intussen gewijzigd: ") == 4  # each above the form, and at its box
    assert "<strong>Let op:</strong> intussen gewijzigd" in text
    shown = boxes(text)
    assert [shown[box[name]] for name in ("Ondertekenaar", "Postcode", "Plaats")] == [
        "A. Jansen",
        "7411 KZ",
        "Diepenveen",
    ]
    assert own.post(DEVENTER, data=shown).status_code == 303
    table = (folder_of(own) / "gemeenten.csv").read_text("utf-8-sig")
    for value in ("A. Jansen", "7411 KZ", "Diepenveen"):
        assert f";{value};" in table


def test_another_table_than_was_shown_is_not_replaced(own: Bezoek) -> None:
    table = folder_of(own) / "gemeenten.csv"
    shown = lib.tabel_van(own.loket.werkmap).vingerafdruk
    edit(folder_of(own), "R.C. König", "A. Jansen")
    before = files(folder_of(own))
    given = (io.BytesIO(table.read_bytes() + b"\n"), "gemeenten.csv")
    told = own.doe("tabel", tabel=given, vingerafdruk=shown).get_data(as_text=True)
    assert "gemeenten.csv is intussen gewijzigd" in told
    assert files(folder_of(own)) == before


def test_what_can_be_done_for_one_is_told_by_what_it_is_about(tmp_path: Path) -> None:
    own = bezoek(Path(shutil.copytree(ROOT / "tests/bewaard/werkmap-1", tmp_path / "werkmap")))
    page = page_of(own, DEVENTER).partition("<h2>Doen</h2>")[2]
    assert re.findall("<h3[^>]*>([^<]*)</h3>|/doe/([a-z0-9-]+)|(/maken)", page) == [
        ("Documenten", "", ""),
        *(("", key, "") for key in ("genereer", "afdrukken", "verzend", "vergelijk-gemeente")),
        ("Ondertekening", "", ""),
        *(("", key, "") for key in ("onderteken", "corrigeer")),
        ("Einde van de overeenkomst", "", ""),
        *(("", key, "") for key in ("zeg-op", "beeindig", "draag-over")),
    ]
    assert "Plaats ondertekening" in labels(page)
    assert "plaats_ondertekening" not in labels(page)


def test_which_table_is_read_is_told_with_the_table_alone(own: Bezoek) -> None:
    table = folder_of(own) / "gemeenten.csv"
    make_workbook(table, folder_of(own) / "gemeenten.xlsx")
    table.rename(folder_of(own) / "gemeenten (1).csv")
    told = "gemeenten (1).csv staat er ook, maar wordt niet gelezen."
    assert f"<li>Gelezen is gemeenten.xlsx; {told}" in page_of(own, "/gemeenten")
    page = own.doe("verzonden", soort="herinnering", alle="ja").get_data(as_text=True)
    assert "Er staat geen concept klaar" in page
    for each in (page, page_of(own, "/maken")):
        assert "Gelezen is" not in each


def test_what_is_wrong_with_a_row_stands_at_its_box(own: Bezoek) -> None:
    before = files(folder_of(own))
    page = page_of(own, DEVENTER)
    postcode = labels(page)["Postcode"]
    done = own.post(DEVENTER, data=boxes(page) | {postcode: "74 KT"})
    text = done.get_data(as_text=True)
    assert done.status_code == 422
    assert f'<a href="#vak-{postcode}">Postcode: 74 KT is geen postcode; schrijf de' in text
    assert boxes(text)[postcode] == "74 KT"
    name = labels(page)["Gemeente"]
    other = own.post("/gemeenten/2", data=boxes(page_of(own, "/gemeenten/2")) | {name: "Zwolle"})
    assert "<strong>gemeenten.csv, rij 4 (Zwolle), kolom gemeente</strong>: Zwolle staat ook" in (
        other.get_data(as_text=True)
    )
    assert files(folder_of(own)) == before


def test_a_table_that_is_not_right_is_mended(own: Bezoek) -> None:
    edit(folder_of(own), ";101446;", ";veel;")
    edit(folder_of(own), ";73155;", ";;")
    page = page_of(own, "/gemeenten")
    assert "Er zijn 2 fouten gevonden" in page
    assert (
        '<td class="foutcel">veel<p class="foutregel"><strong>Fout:</strong> veel is geen' in page
    )
    assert '<a class="bestand" href="/gemeenten/3">3, Deventer: verbeteren</a>' in page
    row = page_of(own, DEVENTER)
    assert "Er is in de tabel iets te verbeteren." in row
    sent = boxes(row) | {labels(row)["Inwoners"]: "101446"}
    assert own.post(DEVENTER, data=sent).status_code == 303
    assert "Er is 1 fout gevonden" in page_of(own, "/gemeenten")


def test_what_cannot_be_read_is_told_and_can_be_replaced(own: Bezoek) -> None:
    folder = folder_of(own)
    table = (folder / "gemeenten.csv").read_bytes()
    (folder / "gemeenten.txt").write_bytes(table)
    assert "er is meer dan één tabel met gemeenten" in page_of(own, "/gemeenten")
    assert "<h2>Vervangen</h2>" in replace(own, "gemeenten.csv", table)
    assert not (folder / "gemeenten.txt").exists()
    (folder / "gemeenten.csv").write_bytes(b"naam;x\r\na;b\r\n")
    assert "hier horen de kolomnamen" in page_of(own, "/gemeenten")
    assert own.get("/gemeenten/2").status_code == 404
    (folder / "gemeenten.csv").unlink()
    assert "geen van deze bestanden staat in de werkmap" in page_of(own, "/gemeenten")
    assert own.get("/gemeenten/tabel").status_code == 404


def replace(own: Bezoek, naam: str, data: bytes) -> str:
    """Give another table, as the page of the table leads to it; return what came of it."""
    (place,) = re.findall(r'href="(/doe/tabel[^"]*)"', page_of(own, "/gemeenten"))
    shown = boxes(page_of(own, html.unescape(place)))
    return own.doe("tabel", **shown, tabel=(io.BytesIO(data), naam)).get_data(as_text=True)


def test_a_workbook_takes_the_place_of_the_table(own: Bezoek, tmp_path: Path) -> None:
    book = make_workbook(folder_of(own) / "gemeenten.csv", tmp_path / "x.xlsx").read_bytes()
    assert "<h2>Vervangen</h2>" in replace(own, "Leden 2023.xlsx", book)
    assert (folder_of(own) / "gemeenten.xlsx").read_bytes() == book
    assert not (folder_of(own) / "gemeenten.csv").exists()
    assert "3 van de 3 gemeenten" in page_of(own, "/gemeenten")


def test_every_error_of_a_table_that_is_given_stands_beside_its_cell(own: Bezoek) -> None:
    before = files(folder_of(own))
    data = (folder_of(own) / "gemeenten.csv").read_bytes()
    text = replace(own, "x.csv", re.sub(rb";GM0([0-9]+);[0-9]+;", rb";GM\1;-1;", data))
    assert "Er zijn 6 fouten gevonden" in text
    assert text.count('<td class="foutcel">') == 6
    assert '<td class="foutcel">-1<p class="foutregel"><strong>Fout:</strong> -1 is minder' in text
    assert "dit soort bestand kan niet als tabel" in replace(own, "x.doc", b"")
    done = own.post("/doe/tabel", data={"vingerafdruk": ""})
    assert done.status_code == 422
    assert "Kies een bestand." in done.get_data(as_text=True)
    assert files(folder_of(own)) == before


def test_all_that_there_is_of_one(tmp_path: Path) -> None:
    kept = ROOT / "tests/bewaard/werkmap-1"
    own = bezoek(Path(shutil.copytree(kept, tmp_path / "werkmap")))
    page = page_of(own, DEVENTER)
    assert "door R.C. König" in page
    assert 'href="/bekijk/ondertekend/samenwerkingsovereenkomst-deventer-2023-02-01.pdf"' in page
    assert '<th scope="row">P31-2024-GM0150</th>' in page
    assert 'href="/doe/crediteer?nummer=P31-2024-GM0150"' in page
    assert 'href="/doe/zeg-op?gemeente=Deventer">' in page
    assert "ondertekend, R.C. König" in page
    assert "Er is nog niets gemaakt." not in page


def test_the_figures_of_cbs(
    own: Bezoek, cbs: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in cbs.items():
        monkeypatch.setenv(name, value)
    edit(folder_of(own), ";73155;", ";73000;")
    shown = own.doe("inwoners").get_data(as_text=True)
    assert "73.000" in shown
    own.doe("inwoners", schrijf="ja")
    assert ";73155;" in (folder_of(own) / "gemeenten.csv").read_text("utf-8-sig")
