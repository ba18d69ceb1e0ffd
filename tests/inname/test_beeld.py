"""A scan held against the issued page: what was altered is found, and what was not is not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import ImageChops, ImageDraw, ImageFilter
from PIL.Image import new as new_image

from hulp.bladen import ALMELO, DEVENTER, issued, places, sides
from hulp.lengte import count, sample
from hulp.scannen import PRINT, SCANNERS, font, print_page, retype, scan, sign, write
from overeenkomstgen.inname.beeld import Afwijking, Bladvergelijking, compare
from overeenkomstgen.inname.blad import FIJN, Vak
from overeenkomstgen.inname.oordeel import filled

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

KINDS = ["150 dpi", "zwart-wit", "foto", *(each for each in SCANNERS if each != "foto")]


def held(page: Image.Image, pdf: Path, number: int, kind: str, seed: int = 1) -> Bladvergelijking:
    scanner = SCANNERS[kind]
    found = compare(scan(page, scanner, seed), issued(pdf)[number - 1], scanner.dpi)
    assert found is not None
    return found


def told(found: Bladvergelijking) -> list[tuple[str, str]]:
    return [(each.oud, each.nieuw) for each in found.afwijkingen if not each.onzeker]


def inked(found: Bladvergelijking, pdf: Path, number: int) -> set[str]:
    """Return the words of a page that something was written over."""
    words = issued(pdf)[number - 1].woorden
    return {each.tekst for each in words if any(map(each.vak.touches, (i.vak for i in found.inkt)))}


@pytest.mark.parametrize("kind", sample(KINDS, 3))
def test_what_a_pen_wrote_is_ink_and_alters_nothing(kind: str) -> None:
    blad, page = issued(ALMELO)[1], print_page(ALMELO, 2)
    (ours,), (theirs,) = places(blad, "V. Everhardt"), places(blad, "A.J. Gerritsen")
    for seed, name in enumerate((ours, theirs)):
        sign(page, (name.left + 10, name.top - 50, name.left + 130, name.top + 4), seed)
    blanks = places(blad, "___________________")
    for seed, blank in enumerate(blanks):
        left, top, right, bottom = sides(blank)
        write(page, "14-3-2023", (left + 5, top - 9, right - 5, bottom - 1), seed)
    found = held(page, ALMELO, 2, kind)
    assert told(found) == []
    by = [each.bij for each in found.inkt]
    assert len(blanks) == 2
    assert by.count("___________________") >= 2
    assert any(bij.endswith("Everhardt") for bij in by)
    assert any(bij.endswith("Gerritsen") for bij in by)
    names = {"V.", "Everhardt", "A.J.", "Gerritsen", "burgemeester", "___________________"}
    assert inked(found, ALMELO, 2) <= names


ALTERED = {
    (DEVENTER, 1): [
        ("König,", "Kohig,"),
        ("geen", "een"),
        ("vier", "drie"),
        ("september", "oktober"),
        ("2027;", "2028;"),
    ],
    (DEVENTER, 2): [
        ("0,15", "0,16"),
        ("15.216,90", "15.276,90"),
        ("2022", "2023"),
        ("niet", ""),
        ("twee", "drie"),
        ("tweevoud", "drievoud"),
        ("niet-bindend", "bindend"),
        ("bevoegde", "gewone"),
    ],
}


@pytest.mark.parametrize("kind", sample(["200 dpi", "150 dpi", "zwart-wit", "scheef", "foto"], 2))
@pytest.mark.parametrize(("pdf", "number"), ALTERED)
def test_each_altered_word_is_found_and_no_other(pdf: Path, number: int, kind: str) -> None:
    page, wanted = print_page(pdf, number), ALTERED[pdf, number]
    for old, new in wanted:
        retype(page, sides(places(issued(pdf)[number - 1], old)[-1]), new)
    found = sorted(told(held(page, pdf, number, kind)))
    assert found == sorted(wanted)


def test_what_was_struck_through_added_or_covered_is_told() -> None:
    blad, page = issued(DEVENTER)[0], print_page(DEVENTER, 1)
    (struck,), (before,) = places(blad, "vier maanden."), places(blad, "tussentijds")
    left, top, right, bottom = (each * PRINT / 72 for each in sides(struck))
    middle = (top + bottom) / 2
    ImageDraw.Draw(page).line((left - 5, middle, right + 5, middle - 6), fill=60, width=7)
    end = places(blad, "hebben gesloten voor de periode")[0]
    line = [each.vak for each in blad.woorden if abs(each.vak.bottom - end.bottom) < 3]
    last = Vak.around(line)
    retype(page, (last.right + 8, last.top, last.right + 40, last.bottom), "niet")
    retype(page, sides(before))
    found = held(page, DEVENTER, 1, "200 dpi")
    assert told(found)[:2] == [("", "niet"), ("tussentijds", "")]
    through = {word for old, _ in told(found)[2:] for word in old.split()}
    assert through | inked(found, DEVENTER, 1) == {"vier", "maanden."}


def test_a_line_filled_in_with_as_many_words_as_stood_there_is_that_whole_line() -> None:
    """A place is one word as its blank is; a day is three, as what stands around its blank."""
    blad, page = issued(ALMELO)[1], print_page(ALMELO, 2)
    first, last = places(blad, "___________________")
    (op,) = places(blad, "(plaats) op")
    retype(page, (first.left, op.top, last.right + 60, op.bottom), "Ede op 9 mei 2023.")
    lines = [filled(oud, nieuw) for oud, nieuw in told(held(page, ALMELO, 2, "200 dpi"))]
    assert lines == [(("plaats", "Ede"), ("datum", "9 mei 2023"))]


def test_a_sentence_that_was_added_where_the_page_is_blank_is_told() -> None:
    """What a pen wrote there, or a stamp of a few words, is ink."""
    page, added = print_page(DEVENTER, 2), "4.5 De gemeente kan de bijdrage altijd verlagen."
    (head,) = places(issued(DEVENTER)[1], "Ondertekening")
    at = ((head.left + 60) * PRINT / 72, (head.top - 4) * PRINT / 72)
    draw = ImageDraw.Draw(page)
    draw.text(at, added, fill=0, font=font(11), anchor="ls")
    draw.text((1300, 2700), "INGEKOMEN 23 JAN 2023", fill=90, font=font(14), anchor="ls")
    sign(page, (330.0, 430.0, 450.0, 475.0))
    found = held(page, DEVENTER, 2, "200 dpi")
    assert told(found) == [("", added)]
    assert len(found.inkt) == 2


@pytest.mark.parametrize("number", [1, 2])
def test_a_grey_footer_beside_a_code_is_only_guessed_at_in_black_and_white(number: int) -> None:
    blad = issued(ALMELO)[number - 1]
    footer = places(blad, "Samenwerkingsovereenkomst 2023 t/m 2027,")[-1]
    coded, top = blad.beeld(FIJN), int(footer.top * FIJN / 72)
    coded.paste(0, (coded.width - 140, top - 30, coded.width - 80, top + 30))
    scanner, page = SCANNERS["zwart-wit"], print_page(ALMELO, number)
    for seed in range(count(2, 1)):
        seen = scan(page, scanner, seed)
        found = compare(seen, replace(blad, draw=lambda _: coded), scanner.dpi)
        assert found is not None
        assert told(found) == []


def test_the_page_of_another_municipality_differs_by_her_words() -> None:
    found = told(held(print_page(ALMELO, 2), DEVENTER, 2, "200 dpi"))
    assert any(old.startswith("15.216,90") and "10.973,25" in new for old, new in found)


@pytest.mark.parametrize(
    ("oud", "nieuw", "ingevuld"),
    [
        ("___________________ (datum),", "14 maart 2023,", True),
        ("___________________", "Almelo", True),
        ("van ___________________", "Almelo", False),
        ("vier", "drie", False),
    ],
)
def test_a_line_to_write_on_that_was_filled_in_is_known(
    oud: str, nieuw: str, *, ingevuld: bool
) -> None:
    assert Afwijking(oud, nieuw, Vak(0, 0, 1, 1)).ingevuld is ingevuld


def test_a_figure_that_a_pen_altered_is_found() -> None:
    page = print_page(DEVENTER, 2)
    (amount,) = places(issued(DEVENTER)[1], "15.216,90")
    left, top, _, bottom = (each * PRINT / 72 for each in sides(amount))
    pen = ImageDraw.Draw(page)
    pen.line((left - 3, bottom - 10, left + 16, top + 4), fill=40, width=5)
    pen.line((left - 3, bottom - 10, left + 22, bottom - 10), fill=40, width=5)
    found = held(page, DEVENTER, 2, "200 dpi")
    assert "15.216,90" in {*(old for old, _ in told(found)), *inked(found, DEVENTER, 2)}


def stamp(page: Image.Image, left: int, top: int) -> None:
    """Put a receipt stamp on a page, at a place in points."""
    mark = new_image("L", (620, 260), 255)
    draw = ImageDraw.Draw(mark)
    draw.rectangle((6, 6, 613, 253), outline=90, width=6)
    for at, words in ((40, "INGEKOMEN"), (130, "23 JAN 2023")):
        draw.text((30, at), words, fill=90, font=font(20))
    mark = mark.rotate(4, expand=True, fillcolor=255)
    x, y = left * PRINT // 72, top * PRINT // 72
    under = page.crop((x, y, x + mark.width, y + mark.height))
    page.paste(ImageChops.darker(under, mark), (x, y))


def spill(page: Image.Image, middle: tuple[int, int], radius: int) -> None:
    """Put the ring of a cup of coffee on a page, in points."""
    ring = new_image("L", page.size, 255)
    x, y, r = (each * PRINT // 72 for each in (*middle, radius))
    ImageDraw.Draw(ring).ellipse((x - r, y - r, x + r, y + r), fill=225, outline=175, width=14)
    page.paste(ImageChops.multiply(page, ring.filter(ImageFilter.GaussianBlur(5))))


@pytest.mark.parametrize("seed", [6, 7])
def test_a_stamp_or_a_stain_over_words_is_a_doubt_at_most(seed: int) -> None:
    """All the ink of the words is there, however they read."""
    first, second = (print_page(DEVENTER, number) for number in (1, 2))
    stamp(first, 380, 60)
    spill(second, (200, 150), 90)
    for number, page in enumerate((first, second), 1):
        assert told(held(page, DEVENTER, number, "200 dpi", seed)) == []
