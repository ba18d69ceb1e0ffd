"""The files of the werkmap at the counter: which are given, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hulp.cups import make_document
from hulp.loket import bezoek

if TYPE_CHECKING:
    from pathlib import Path


def test_a_pdf_is_looked_at_as_pictures_and_given_as_a_download(werkmap: Path) -> None:
    folder = werkmap / "uitvoer/overeenkomsten"
    folder.mkdir(parents=True)
    pdf = make_document(folder / "a.pdf", 2)
    own = bezoek(werkmap)
    page = own.get("/bekijk/uitvoer/overeenkomsten/a.pdf").get_data(as_text=True)
    assert page.count("<img") == 2
    assert 'src="/blad/2/uitvoer/overeenkomsten/a.pdf" alt="Bladzijde 2 van 2"' in page
    picture = own.get("/blad/2/uitvoer/overeenkomsten/a.pdf")
    assert (picture.mimetype, picture.data[:4]) == ("image/png", b"\x89PNG")
    given = own.get("/bestand/uitvoer/overeenkomsten/a.pdf")
    assert given.data == pdf.read_bytes()
    assert given.headers["Content-Disposition"] == "attachment; filename=a.pdf"
    for each in (picture, given):
        assert each.headers["Cache-Control"] == "no-store"
        assert each.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("how", ["bestand", "bekijk", "blad/1"])
@pytest.mark.parametrize(
    "place",
    [
        "register.csv",
        "uitvoer/../convenant.toml",
        "uitvoer/%2e%2e/convenant.toml",
        "/etc/passwd",
        "uitvoer/.geheugen",
        "uitvoer",
        "uitvoer/weg.pdf",
    ],
)
def test_nothing_else_is_given(werkmap: Path, how: str, place: str) -> None:
    (werkmap / "uitvoer").mkdir()
    (werkmap / "uitvoer/.geheugen").write_text("x")
    (werkmap / "register.csv").write_text("x")
    asked = bezoek(werkmap).get(f"/{how}/{place}", follow_redirects=True)
    assert asked.status_code in {404, 409}
    assert asked.mimetype == "text/html"
