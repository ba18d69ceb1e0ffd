"""Making at the counter: seen beforehand, done, looked at, and printed."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from pikepdf import Pdf

import overeenkomstgen as lib
from hulp.loket import bezoek
from hulp.storing import small_werkmap
from hulp.werkmappen import edit, files
from overeenkomstgen.loket.woorden import linked
from overeenkomstgen.verwijzing import actie

if TYPE_CHECKING:
    from pathlib import Path

    from werkzeug.test import TestResponse

pytestmark = pytest.mark.usefixtures("onthoudt")

ALMELO = "uitvoer/overeenkomsten/samenwerkingsovereenkomst-almelo"


@pytest.fixture
def werkmap(tmp_path: Path) -> Path:
    return small_werkmap(tmp_path / "werkmap", "herinnering", "factuurbrief")


def text_of(page: TestResponse, code: int = 200) -> str:
    """Return the words of a page, each run of white space as one space."""
    assert page.status_code == code, page.get_data(as_text=True)
    inner = page.get_data(as_text=True).partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", inner).replace("\N{NO-BREAK SPACE}", " ").split())


def test_what_happens_is_shown_first_and_then_done(werkmap: Path) -> None:
    own, before = bezoek(werkmap), files(werkmap)
    text = text_of(own.get("/maken"))
    assert "4 documenten worden gemaakt" in text
    assert "Nieuw: 4 Almelo, Deventer, Zwolle, Bijlage 3" in text
    assert files(werkmap) == before
    done = own.doe("genereer")
    text = text_of(done)
    assert "Gemaakt: 4 3 samenwerkingsovereenkomsten, € 45.790,35 per jaar Bijlage 3" in text
    assert f'href="/bekijk/{ALMELO}.pdf">Almelo</a>' in done.get_data(as_text=True)
    assert own.get(f"/bestand/{ALMELO}.docx").status_code == 200
    text = text_of(own.get("/maken"))
    assert "Er is niets te maken." in text
    assert "Blijft staan, want niet gewijzigd: 4" in text
    edit(werkmap, "73155", "73156")
    page = own.get("/maken?gemeente=Almelo&gemeente=Zwolle&alles=ja")
    assert "Opnieuw, in de plaats van wat er staat: 2 Almelo, Zwolle" in text_of(page)
    html = page.get_data(as_text=True)
    assert '<input type="hidden" name="gemeente" value="Zwolle">' in html
    assert '<input type="hidden" name="alles" value="ja">' in html
    one = own.doe("genereer", gemeente="Almelo").get_data(as_text=True)
    assert f'src="/blad/2/{ALMELO}.pdf" alt="Bladzijde 2 van Almelo"' in one


def test_it_gives_what_the_library_gives(werkmap: Path, tmp_path: Path) -> None:
    other = small_werkmap(tmp_path / "ander", "herinnering", "factuurbrief")
    keuzes = lib.Keuzes(("Deventer",), "herinnering", alleen_word=True)
    lib.genereer(lib.Werkmap(other), keuzes)
    own = bezoek(werkmap)
    vakken = {"gemeente": "Deventer", "soort": "herinnering", "alleen-word": "ja"}
    text = text_of(own.doe("genereer", **vakken))
    assert "Gemaakt: 1 1 herinnering" in text
    assert files(werkmap) == files(other)


@pytest.mark.parametrize(
    ("query", "code", "told"),
    [
        ("gemeente=Nergens", 200, "Nergens is hier niet te kiezen"),
        ("soort=factuurbrief", 200, "factuurbrief is hier niet te kiezen"),
        ("soort=bijlage-3&volgende=ja", 409, "Bijlage 3 is geen brief"),
        ("jaar=x", 200, "x is geen getal"),
        ("strikt=ja", 200, "Geweigerd, omdat er een gegeven ontbreekt Almelo: kolom"),
    ],
)
def test_what_cannot_be_is_told_above_the_form(
    werkmap: Path, query: str, code: int, told: str
) -> None:
    edit(werkmap, "10-01-2023", "")
    text = text_of(bezoek(werkmap).get(f"/maken?{query}"), code)
    assert told in text
    assert "Bekijken wat er gebeurt" in text


def test_a_reference_leads_to_it_with_what_it_says(werkmap: Path) -> None:
    text = actie("genereer", "Almelo", soort="herinnering", volgende=True)
    own = bezoek(werkmap)
    with own.client.application.test_request_context():
        link = linked(f"maak haar met: {text}.")
    place = "/maken?gemeente=Almelo&amp;soort=herinnering&amp;volgende=ja"
    assert link == f'maak haar met: <a href="{place}">Documenten maken</a>.'


def test_no_invoice_is_offered(werkmap: Path) -> None:
    html = bezoek(werkmap).get("/maken").get_data(as_text=True)
    assert '<option value="herinnering">' in html
    assert '<option value="factuurbrief">' not in html


def test_a_print_file_is_given_to_download(werkmap: Path) -> None:
    own = bezoek(werkmap)
    own.doe("genereer", gemeente="Almelo")
    before = files(werkmap)
    page = own.doe("afdrukken", gemeente="Almelo", pakket="ja")
    assert "2 vellen" in text_of(page)
    given = own.get("/werk/2/bestand")
    assert given.headers["Content-Disposition"] == "attachment; filename=afdrukken.pdf"
    with Pdf.open(io.BytesIO(given.data)) as pdf:
        assert len(pdf.pages) == 4
    assert files(werkmap) == before
    assert own.get("/werk/1/bestand").status_code == 404
    assert own.get("/werk/99/bestand").status_code == 404


def test_a_printer_that_is_not_there(werkmap: Path) -> None:
    own = bezoek(werkmap)
    own.doe("genereer")
    asked = own.doe("afdrukken", printer="nergens")
    assert "Alle 3 documenten afdrukken?" in text_of(asked)
    vraag = own.loket.werk[2].vraag
    own.einde(own.post("/werk/2/ja", data={"vraag": vraag}).location)
    assert type(own.loket.werk[3].fout).__name__ == "PrinterError"  # or there is no CUPS
