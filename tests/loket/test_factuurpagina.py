"""The invoices at the counter: tried, given, looked at and credited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hulp.loket import Bezoek, bezoek
from hulp.uitvoeren import call_program
from hulp.werkmappen import fill_in, keep_gemeenten
from overeenkomstgen.werkmap.registers import read_facturen

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("onthoudt")

NAMES = ("Deventer", "Zwolle")


@pytest.fixture
def own(werkmap: Path, monkeypatch: pytest.MonkeyPatch) -> Bezoek:
    """Open a counter where two have signed, on 15 January 2024."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1705320000")
    fill_in(keep_gemeenten(werkmap, *NAMES))
    for arguments in (("genereer",), ("onderteken", *NAMES, "--op", "10-01-2023")):
        assert call_program(*arguments, cwd=werkmap).code == 0
    return bezoek(werkmap)


def text_of(own: Bezoek, path: str) -> str:
    return own.get(path).get_data(as_text=True).replace("\xa0", " ")


def test_invoices_are_tried_then_given_with_the_same_choices_and_credited(own: Bezoek) -> None:
    werkmap = own.loket.werkmap.folder
    assert "Er is nog geen factuur gegeven." in text_of(own, "/facturen")
    form = text_of(own, "/doe/facturen?jaar=2024")
    assert 'name="jaar" value="2024"' in form
    tried = own.doe("facturen", jaar="2024", gemeente="Zwolle", datum="12-01-2024", proef="ja")
    text = tried.get_data(as_text=True).replace("\xa0", " ")
    assert "Over 2024: 1 factuur, samen € 19.600,20 exclusief btw" in text
    assert 'href="/bekijk/uitvoer/proef/facturen-2024/concept-factuur-2024-zwolle.pdf"' in text
    for name, value in (("jaar", "2024"), ("gemeente", "Zwolle"), ("datum", "12-01-2024")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in text
    assert not (werkmap / "facturen.csv").exists()
    own.doe("facturen", jaar="2024", gemeente="Zwolle", datum="12-01-2024")
    (factuur,) = read_facturen(werkmap / "facturen.csv")
    assert (factuur.gemeente, factuur.datum.day) == ("Zwolle", 12)
    assert f"/doe/crediteer?nummer={factuur.nummer}" in text_of(own, "/facturen")
    done = own.doe("crediteer", nummer=factuur.nummer, reden="verkeerd adres", bedrag="100,00")
    assert "1 factuur en 1 creditfactuur" in done.get_data(as_text=True)
    page = text_of(own, "/facturen")
    assert f"van {factuur.nummer}: verkeerd adres" in page
    assert "nog € 19.500,20" in page
    for stuk in (werkmap / "facturen").glob("*.pdf"):
        assert f'href="/bekijk/facturen/{stuk.name}"' in page
    workbook = own.get("/bestand/uitvoer/facturen/2024/facturen-2024.xlsx")
    assert workbook.data == (werkmap / "uitvoer/facturen/2024/facturen-2024.xlsx").read_bytes()


def test_a_credit_is_tried_first_and_then_given_as_it_was_tried(own: Bezoek) -> None:
    werkmap = own.loket.werkmap.folder
    own.doe("facturen", jaar="2024", gemeente="Zwolle", datum="12-01-2024")
    before = (werkmap / "facturen.csv").read_bytes()
    form = text_of(own, "/doe/crediteer?nummer=P31-2024-001")
    assert 'name="proef" value="ja" checked' in form
    asked = {"nummer": "P31-2024-001", "reden": "verkeerd adres", "nieuw": "ja"}
    tried = own.doe("crediteer", **asked, proef="ja").get_data(as_text=True)
    text = tried.replace("\xa0", " ")
    assert "Dit wordt het. Er is nog niets vastgelegd" in text
    assert "Over 2024: 2 facturen en 1 creditfactuur, samen € 19.600,20 exclusief btw" in text
    assert "nieuw: 2." in text
    assert (werkmap / "facturen.csv").read_bytes() == before
    for name, value in asked.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in text
    assert 'name="proef"' not in text
    own.doe("crediteer", **asked)
    given = read_facturen(werkmap / "facturen.csv")
    assert [(each.credit_van, each.reden) for each in given] == [
        ("", ""),
        ("P31-2024-001", "verkeerd adres"),
        ("", ""),
    ]


def test_a_year_that_is_past_is_asked_about(own: Bezoek) -> None:
    asked = own.doe("facturen", jaar="2023").get_data(as_text=True)
    assert "2023 is voorbij. Zal ik daarover nog 2 facturen geven?" in asked
    assert not (own.loket.werkmap.folder / "facturen.csv").exists()


def test_without_a_kind_of_document_for_them_the_page_says_so(werkmap: Path) -> None:
    settings = werkmap / "convenant.toml"
    before, kind, after = settings.read_text("utf-8").partition("[documentsoort.factuurbrief]")
    assert kind
    after = after[after.index("[documentsoort.") :]
    settings.write_text(before + after, "utf-8")
    assert "geen soort document voor facturen" in text_of(bezoek(werkmap), "/facturen")
