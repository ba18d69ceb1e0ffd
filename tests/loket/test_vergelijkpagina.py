"""Comparing at the counter: two documents, or an agreement with what would be made now."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from hulp.inkomend import make_pdf
from hulp.loket import bezoek
from hulp.storing import small_werkmap
from hulp.werkmappen import edit, edit_word, files
from overeenkomstgen.vergelijken import versies
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from pathlib import Path

    from werkzeug.test import TestResponse

NAME = "herinnering.docx"


@pytest.fixture
def werkmap(tmp_path: Path) -> Path:
    return small_werkmap(tmp_path / "werkmap", "herinnering")


def inner(page: TestResponse) -> str:
    assert page.status_code == 200
    return " ".join(page.get_data(as_text=True).partition("<main")[2].split())


def test_two_documents(werkmap: Path) -> None:
    """One is given, one stands in the werkmap; what is given leads nowhere else."""
    old = (werkmap / "sjablonen" / NAME).read_bytes()
    edit_word(werkmap, "Hebt u", "Heeft u", NAME)
    own, before = bezoek(werkmap), files(werkmap)
    done = own.doe(
        "vergelijk", oud=(io.BytesIO(old), NAME), **{"nieuw-plaats": f"sjablonen/{NAME}"}
    )
    text = inner(done)
    assert f"<dt>Oud</dt><dd>{NAME}</dd></div><div><dt>Nieuw</dt><dd>sjablonen/{NAME}</dd>" in text
    assert "<del>Hebt</del> <ins>Heeft</ins>" in text
    given = own.get("/werk/1/bestand")
    assert given.headers["Content-Disposition"] == "attachment; filename=verschil.docx"
    assert "Heeft u" in read_word(given.data).as_text()
    assert files(werkmap) == before


@pytest.mark.parametrize("place", ["../geheim.docx", "convenant.toml", "/etc/passwd", "uitvoer"])
def test_no_other_file_is_read(werkmap: Path, place: str) -> None:
    (werkmap.parent / "geheim.docx").write_bytes((werkmap / "sjablonen" / NAME).read_bytes())
    same = f"sjablonen/{NAME}"
    done = bezoek(werkmap).doe("vergelijk", **{"oud-plaats": place, "nieuw-plaats": same})
    assert "Dit ging niet" in inner(done)


def test_a_pdf_that_hangs_costs_itself_alone(
    werkmap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versies, "SECONDS", 0.0)
    good = (werkmap / "sjablonen" / NAME).read_bytes()
    files = {"oud": (io.BytesIO(make_pdf()), "boos.pdf"), "nieuw": (io.BytesIO(good), NAME)}
    own = bezoek(werkmap)
    assert "het lezen liep vast of vroeg te veel" in inner(own.doe("vergelijk", **files))
    assert own.get("/hulp").status_code == 200


def test_nothing_to_compare(werkmap: Path) -> None:
    own = bezoek(werkmap)
    assert "er is geen document gekozen" in inner(own.doe("vergelijk"))
    same = f"sjablonen/{NAME}"
    equal = own.doe("vergelijk", **{"oud-plaats": same, "nieuw-plaats": same})
    assert "De tekst is gelijk." in inner(equal)
    assert own.get("/werk/2/bestand").status_code == 404


@pytest.mark.usefixtures("onthoudt")
def test_an_agreement_with_what_would_be_made_now(werkmap: Path) -> None:
    own = bezoek(werkmap)
    own.doe("genereer", gemeente="Deventer")
    edit(werkmap, "Grote Kerkhof 1", "Grote Kerkhof 2")
    text = inner(own.doe("vergelijk-gemeente", gemeente="Deventer"))
    assert "<del>1,</del> <ins>2,</ins>" in text
    assert re.search(r"<strong>\d+</strong> gewijzigd", text)


def test_the_page_has_both_forms(werkmap: Path) -> None:
    text = inner(bezoek(werkmap).get("/vergelijken"))
    assert 'action="/doe/vergelijk"' in text
    assert 'action="/doe/vergelijk-gemeente"' in text
