"""The codes on pages that come back are read, or nothing is; never something else."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from hulp.bladen import sides
from hulp.lengte import Lengte, sample
from hulp.scannen import SCANNERS, print_page, scan
from overeenkomstgen.inname import codes
from overeenkomstgen.inname.codes import read_codes
from overeenkomstgen.kern.paginacode import Paginacode
from overeenkomstgen.schijf.process import Worker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hulp.uitvoeren import Made

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]

SEEDS = 5
TEKST = "GM0150-23-2-9F3C2"
ELSE = """
import importlib, os, sys, time
sys.path.remove(os.path.dirname(__file__))
del sys.modules["zxingcpp"]
real = importlib.import_module("zxingcpp")
def read_barcodes(picture, **how):
    if picture.width == 300:
        os.abort()
    if picture.width == 400:
        time.sleep(60)
    return read(picture, **how)
read, real.read_barcodes = real.read_barcodes, read_barcodes
"""


def sheets(made: Made) -> list[tuple[Path, int, Paginacode]]:
    """Return all pages of all agreements, with their codes."""
    found = []
    for row in made.account():
        for page in range(1, int(row["paginas"]) + 1) if row["cbs_code"] else ():
            code = Paginacode.of(row["cbs_code"], 2023, page, row["sha256_word"])
            found.append((made.werkmap / "uitvoer" / row["pdf"], page, code))
    return found


def read(picture: Image.Image) -> list[Paginacode]:
    return [code for code, _ in read_codes(picture.convert("L"))]


def drawn(text: str, kind: str = "DataMatrix") -> Image.Image:
    """Return a code as a picture."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat[kind])
    image = made.to_image(scale=6)
    size = (image.shape[1], image.shape[0])
    return Image.frombytes("L", size, memoryview(image).tobytes())  # type: ignore[arg-type] # as in pdf.paginateken


def on_paper(*found: Image.Image, size: tuple[int, int] = (850, 1100)) -> Image.Image:
    """Return a page with codes on it, from below on the right."""
    page = Image.new("L", size, 255)
    for number, each in enumerate(found):
        at = (size[0] - each.width - 30, size[1] - (number + 1) * (each.height + 40))
        page.paste(each, at)
    return page


@pytest.mark.parametrize("kind", sample([*SCANNERS], 5))
def test_codes_are_read_however_they_were_scanned(made: Made, kind: str) -> None:
    every = sheets(made)
    for seed, (pdf, page, code) in enumerate([every[0], every[len(every) // 2 + 1]]):
        assert read(scan(print_page(pdf, page), SCANNERS[kind], seed)) == [code]


@pytest.mark.parametrize(("kind", "least"), [("200 dpi", 0.99), ("150 dpi", 0.95)])
def test_nearly_all_are_read_and_none_is_misread(made: Made, kind: str, least: float) -> None:
    """All pages of all agreements, five times each; a few of them where it may not take long."""
    pages = [
        (*sheet, seed)
        for sheet in sample(sheets(made), 4)
        for seed in range(SEEDS if Lengte.lang else 1)
    ]
    right = 0
    for pdf, page, code, seed in pages:
        found = read(scan(print_page(pdf, page), SCANNERS[kind], seed))
        assert found in ([code], []), (pdf, page, seed)
        right += bool(found)
    print(f"{kind}: {right} of {len(pages)} pages read")  # noqa: T201 - what --lang is run for
    assert right >= least * len(pages)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_it_is_told_where_it_stands_however_the_page_lies(made: Made, turn: int) -> None:
    pdf, page, code = sheets(made)[0]
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        straight = document[page - 1].render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    ((found, vak),) = read_codes(straight.rotate(turn, expand=True))
    assert found == code
    wide, high, mm = straight.width * 72 / 200, straight.height * 72 / 200, 72 / 25.4
    left, top, right, bottom = wide - 20 * mm, high - 24.5 * mm, wide - 8 * mm, high - 12.5 * mm
    box = {
        0: (left, top, right, bottom),
        90: (top, wide - right, bottom, wide - left),
        180: (wide - right, high - bottom, wide - left, high - top),
        270: (high - bottom, left, high - top, right),
    }[turn]
    white = -3.3, -3.3, 3.3, 3.3
    right_box = [side + margin for side, margin in zip(box, white, strict=True)]
    assert sides(vak) == pytest.approx(right_box, abs=3 * 72 / 200)


def test_a_code_that_was_scanned_coarsely_is_read_twice_as_large() -> None:
    small = drawn(TEKST).resize((40, 40), Image.Resampling.BILINEAR)
    page = on_paper(small, size=(638, 825))
    assert read(page) == [Paginacode("GM0150", 23, 2, "9F3C2")]


@pytest.mark.parametrize(
    "found",
    [
        (),
        (drawn("GM0150-23-2-9F3C"),),
        (drawn("https://example.org"),),
        (drawn("GM0150-23-2-9F3C2", "QRCode"),),
        (drawn("x" * 400),),
    ],
)
def test_what_is_not_ours_is_left_out(found: tuple[Image.Image, ...]) -> None:
    assert read_codes(on_paper(*found)) == ()


def test_beside_that_of_another_ours_is_read() -> None:
    page = on_paper(drawn("POSTNL 1234"), drawn(TEKST))
    assert [str(code) for code in read(page)] == [TEKST]


def test_two_pages_side_by_side_are_both_read() -> None:
    other = "GM0150-23-1-9F3C2"
    page = on_paper(drawn(TEKST))
    page.paste(drawn(other), (60, page.height - 200))
    assert {str(code) for code in read(page)} == {TEKST, other}


@pytest.mark.parametrize("size", [(1, 1), (3000, 1), (1, 3000)])
def test_a_picture_of_nothing(size: tuple[int, int]) -> None:
    assert read_codes(Image.new("L", size, 255)) == ()


@pytest.fixture
def worse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the reader crash on a picture of a certain width, and hang on one of another."""
    (tmp_path / "zxingcpp.py").write_text(ELSE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(codes, "SECONDS", 3.0)
    aside = Worker(2 * 1024**3)
    monkeypatch.setattr(codes, "ASIDE", aside)
    yield
    aside.stop()


@pytest.mark.usefixtures("worse")
def test_a_page_on_which_the_reader_crashes_or_hangs_is_lost_alone() -> None:
    wide, crash, hang = (on_paper(drawn(TEKST), size=(side, 900)) for side in (500, 300, 400))
    found = [read_codes(page) for page in (wide, crash, wide, hang, crash, wide)]
    assert [len(each) for each in found] == [1, 0, 1, 0, 0, 1]
    assert found[0] == found[2] == found[5]
