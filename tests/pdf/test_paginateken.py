"""A code on a page: drawn where it belongs whatever the page, and nothing but drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pikepdf import Array, Page, Pdf

from hulp.codes import MM, codes_on
from overeenkomstgen.pdf.bladinhoud import untagged_pages
from overeenkomstgen.pdf.paginateken import Vak, draw
from overeenkomstgen.pdf.tekst import read_around, read_pdf

if TYPE_CHECKING:
    from pathlib import Path

TEKST = "GM0150-23-2-9F3C2"
A4, LETTER = (595.276, 841.89), (612.0, 792.0)
NARROW = b"BT ET"


def coded(page: Page, place: int = 0) -> tuple[bytes, Vak]:
    found = draw(page, TEKST, place)
    assert found is not None
    return found


def page(
    folder: Path,
    maat: tuple[float, float],
    turn: int = 0,
    crop: tuple[float, ...] = (),
    content: bytes = NARROW,
) -> Path:
    """Write a PDF of one page, with a code in the first place."""
    document = Pdf.new()
    made = document.add_blank_page(page_size=maat)
    made.rotate(turn, relative=False)
    if crop:
        made.cropbox = Array(crop)
    drawn, _ = coded(made)
    made.Contents = document.make_stream(drawn + content)
    document.save(pdf := folder / "blad.pdf")
    return pdf


@pytest.mark.parametrize("turn", [0, 90, 180, 270, -90])
@pytest.mark.parametrize("maat", [A4, A4[::-1], LETTER])
def test_it_stands_below_on_the_right_as_the_page_is_seen(
    tmp_path: Path, maat: tuple[float, float], turn: int
) -> None:
    seen = maat if turn % 180 == 0 else maat[::-1]
    place = (round(seen[0] / MM - 20), 25)
    assert codes_on(page(tmp_path, maat, turn)) == [[(TEKST, place)]]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_so_it_does_where_a_part_of_the_paper_is_cut_off(tmp_path: Path, turn: int) -> None:
    crop = (30 * MM, 20 * MM, 180 * MM, 900.0)  # higher than the paper, which counts then
    wide, high = 150, round(A4[1] / MM - 20)
    place = ((wide if turn % 180 == 0 else high) - 20, 25)
    assert codes_on(page(tmp_path, A4, turn, crop)) == [[(TEKST, place)]]


def test_it_is_one_area_marked_as_belonging_to_the_page(tmp_path: Path) -> None:
    pdf = page(tmp_path, A4)
    with Pdf.open(pdf) as document:
        content = document.pages[0].Contents.read_bytes()
        assert untagged_pages(document) == ()
    start, end = b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC\nq ", b"f\nQ\nEMC\nBT ET"
    assert content.startswith(start)
    assert content.endswith(end)
    assert content.count(b"f\n") == 1
    assert read_pdf(pdf) == ("",)


@pytest.mark.parametrize(
    ("drawn", "taken"),
    [
        ("", False),
        ("{left} {bottom} 1 1 re f", True),
        ("{left} {bottom} 1 1 re W n", False),
        ("0 0 600 900 re S", True),
        ("{outside} 0 m {outside} 900 l S", False),
        ("{inside} 0 m {inside} 900 l S", True),
    ],
)
def test_what_else_stands_in_its_box_is_seen(tmp_path: Path, drawn: str, *, taken: bool) -> None:
    left, bottom = A4[0] - 20 * MM, 12.5 * MM
    content = drawn.format(left=left, bottom=bottom, inside=left - 1, outside=left - 4).encode()
    pdf = page(tmp_path, A4, content=content)
    with Pdf.open(pdf) as document:
        _, box = coded(document.pages[0])
    around = (left - 1.89, bottom - 1.89, left + 12 * MM + 1.89, bottom + 12 * MM + 1.89)
    assert box == pytest.approx(around, abs=0.01)
    assert read_around(pdf, [box]) == (("",), (1,) if taken else ())
    assert read_around(pdf, [None]) == (("",), ())


def test_each_place_is_on_the_paper_and_after_the_last_there_is_none() -> None:
    document = Pdf.new()
    made = document.add_blank_page(page_size=A4)
    boxes = [coded(made, place)[1] for place in range(5)]
    left_below = [(round(box[0] / MM + 2 / 3), round(box[1] / MM + 2 / 3, 1)) for box in boxes]
    assert left_below == [(190, 12.5), (193, 12.5), (8, 12.5), (5, 12.5), (190, 5)]
    assert draw(made, TEKST, 5) is None
