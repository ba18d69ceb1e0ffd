"""Words of a page where they stand, and the page as a picture: both as it is seen."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from hulp.inkomend import A4, make_pdf
from overeenkomstgen.errors import InputError
from overeenkomstgen.pdf.tekst import MOST_DOTS, draw_page, read_pages

if TYPE_CHECKING:
    from PIL.Image import Image

LINE = "één bedrag van € 15.216,90"


def ink(picture: Image, dpi: int) -> tuple[float, ...]:
    """Return the box around all that is not white, in points."""
    box = picture.point([255] * 128 + [0] * 128).getbbox()
    assert box
    return tuple(side * 72 / dpi for side in box)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("cut", [0, 30])
def test_words_stand_where_their_ink_is(turned: int, cut: int) -> None:
    content = make_pdf([LINE], turned=turned, cut=cut)
    (page,) = read_pages(content)
    seen = [side - 2 * cut for side in A4]
    assert list(draw_page(content, 0, 72).size) == (seen if turned % 180 == 0 else seen[::-1])
    assert page.tekst == LINE
    assert [word for word, _ in page.woorden] == LINE.split()
    sides = zip(*(box for _, box in page.woorden), strict=True)
    around = [pick(side) for pick, side in zip((min, min, max, max), sides, strict=True)]
    assert around == pytest.approx(ink(draw_page(content, 0, 288), 288), abs=0.6)


def test_upright_words_go_from_left_to_right() -> None:
    (page,) = read_pages(make_pdf(["twee woorden"]))
    (_, first), (_, second) = page.woorden
    assert first[0] == pytest.approx(72, abs=1)
    assert first[3] == pytest.approx(A4[1] - 700, abs=1)  # the baseline: nothing hangs below it
    assert first[2] < second[0]


def test_what_was_put_on_a_page_later_is_read_too() -> None:
    """As a program does in which someone fills in a form or types on a PDF."""
    with Pdf.open(io.BytesIO(make_pdf([LINE]))) as pdf:
        font = pdf.pages[0].Resources.Font
        look = pdf.make_stream(b"BT /F1 12 Tf 2 4 Td (10 januari 2023) Tj ET")
        look.stream_dict.update(
            Dictionary(
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=[0, 0, 120, 16],
                Resources=Dictionary(Font=font),
            )
        )
        field = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("datum"),
            V=String("10 januari 2023"),
            F=4,
            Rect=[72, 300, 192, 316],
            AP=Dictionary(N=look),
        )
        pdf.pages[0].Annots = Array([pdf.make_indirect(field)])
        pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].Annots)
        made = io.BytesIO()
        pdf.save(made)
    (page,) = read_pages(made.getvalue())
    assert page.tekst.split() == [*LINE.split(), "10", "januari", "2023"]
    assert ink(draw_page(made.getvalue(), 0, 288), 288)[3] == pytest.approx(842 - 304, abs=4)


def test_a_hyphen_at_the_end_of_a_line_is_a_soft_hyphen() -> None:
    with Pdf.open(io.BytesIO(make_pdf(["x"]))) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(
            b"BT /F1 12 Tf 14 TL 72 700 Td (de overeen-) Tj T* (komst) Tj ET"
        )
        made = io.BytesIO()
        pdf.save(made)
    (page,) = read_pages(made.getvalue())
    assert [word for word, _ in page.woorden] == ["de", "overeen\xad", "komst"]


def test_a_page_that_would_be_too_big_is_drawn_smaller() -> None:
    with Pdf.open(io.BytesIO(make_pdf())) as pdf:
        pdf.pages[0].MediaBox = pdf.pages[0].CropBox = [0, 0, 14400, 14400]
        made = io.BytesIO()
        pdf.save(made)
    picture = draw_page(made.getvalue(), 0, 200)
    assert picture.mode == "L"
    assert 0.99 < picture.width * picture.height / MOST_DOTS < 1.01


def test_no_pdf_is_told() -> None:
    with pytest.raises(InputError, match="deze PDF is niet te lezen"):
        read_pages(b"%PDF-1.7\nniets")
