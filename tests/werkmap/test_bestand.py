"""A file of the werkmap for whoever asks for it by its path: known folders, nothing else."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from hulp import vijandig
from hulp.inkomend import A4, make_pdf
from overeenkomstgen import bestand_van, toon_blad
from overeenkomstgen.errors import InputError
from overeenkomstgen.schijf.plaats import PlaatsError
from overeenkomstgen.werkmap import bestand
from overeenkomstgen.werkmap.werkmap import Werkmap


@pytest.fixture
def werkmap(tmp_path: Path) -> Werkmap:
    """Make a werkmap with a PDF of two pages, and secrets around it."""
    folder = tmp_path / "werkmap"
    for name in (
        *("uitvoer/brieven/brief.pdf", "sjablonen/brief.docx", "kopie/gemeenten-1.csv"),
        *("ondertekend/uitgegeven/a.pdf", "facturen/a.pdf", "verzonden/a.pdf", "ingekomen/a.eml"),
        *("convenant.toml", ".slot", "eigen/geheim.txt", "uitvoer/.bezig-1/brief.pdf"),
        *("sjablonen/~$ief.docx", "../geheim.txt"),
    ):
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(make_pdf(["een", "twee"]))
    (folder / "uitvoer/koppeling.pdf").symlink_to(tmp_path / "geheim.txt")
    (folder / "uitvoer/elders").symlink_to(tmp_path)
    os.mkfifo(folder / "uitvoer/pijp.pdf")
    return Werkmap(folder)


@pytest.mark.parametrize(
    "plaats",
    [
        *("uitvoer/brieven/brief.pdf", "sjablonen/brief.docx", "kopie/gemeenten-1.csv"),
        *("ondertekend/uitgegeven/a.pdf", "facturen/a.pdf", "verzonden/a.pdf", "ingekomen/a.eml"),
    ],
)
def test_what_there_is_to_show(werkmap: Werkmap, plaats: str) -> None:
    assert bestand_van(werkmap, plaats) == werkmap.folder / plaats


@pytest.mark.parametrize(
    "plaats",
    [
        *("", ".", "uitvoer", "uitvoer/brieven", "uitvoer/nergens.pdf", "convenant.toml", ".slot"),
        *("eigen/geheim.txt", "uitvoer/.bezig-1/brief.pdf", "sjablonen/~$ief.docx"),
        *("../geheim.txt", "uitvoer/../convenant.toml", "uitvoer/../../geheim.txt", "/etc/passwd"),
        *("uitvoer/koppeling.pdf", "uitvoer/elders/geheim.txt", "uitvoer/pijp.pdf"),
        *("uitvoer/brieven/brief.pdf\0", "uitvoer\\brieven\\brief.pdf", "uitvoer/" + "x" * 5000),
    ],
)
def test_what_there_is_not_to_show(werkmap: Werkmap, plaats: str) -> None:
    for does in (bestand_van, lambda w, p: toon_blad(w, p, 1, 72)):
        with pytest.raises(PlaatsError):
            does(werkmap, plaats)


def test_a_page_in_its_colours(werkmap: Werkmap) -> None:
    data, pages = toon_blad(werkmap, "uitvoer/brieven/brief.pdf", 2, 72)
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.mode, pages) == ("PNG", "RGB", 2)
    assert picture.size == tuple(map(round, A4))


@pytest.mark.parametrize(("dpi", "seen"), [(-1, 24), (0, 24), (10**9, 300)])
def test_a_picture_has_bounds(werkmap: Werkmap, dpi: int, seen: int) -> None:
    data, _ = toon_blad(werkmap, "uitvoer/brieven/brief.pdf", 1, dpi)
    wide, _ = Image.open(io.BytesIO(data)).size
    assert wide == pytest.approx(A4[0] * seen / 72, abs=1)


@pytest.mark.parametrize("number", [-1, 0, 3, 10**20])
def test_a_page_that_is_not_there(werkmap: Werkmap, number: int) -> None:
    with pytest.raises(InputError, match=f"bladzijde {number} is er niet; er zijn er 2"):
        toon_blad(werkmap, "uitvoer/brieven/brief.pdf", number, 72)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<script>alert(1)</script>", "deze PDF is niet te lezen"),
        (b"", "deze PDF is niet te lezen"),
        (bytes(101), "dit bestand is te groot om te laten zien"),
    ],
)
def test_what_cannot_be_drawn(
    werkmap: Werkmap, content: bytes, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (werkmap.ingekomen / "raar.pdf").write_bytes(content)
    monkeypatch.setattr(bestand, "MOST_BYTES", 100)
    with pytest.raises(InputError, match=said):
        toon_blad(werkmap, "ingekomen/raar.pdf", 1, 72)


def test_what_hangs_costs_itself_alone(werkmap: Werkmap, monkeypatch: pytest.MonkeyPatch) -> None:
    (werkmap.ingekomen / "boos.pdf").write_bytes(vijandig.many_forms())
    with monkeypatch.context() as patch:
        patch.setattr(bestand, "SECONDS", 0.5)
        with pytest.raises(InputError, match="het lezen liep vast of vroeg te veel; download het"):
            toon_blad(werkmap, "ingekomen/boos.pdf", 1, 72)
    assert toon_blad(werkmap, "uitvoer/brieven/brief.pdf", 1, 72)[1] == 2
