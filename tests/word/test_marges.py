"""The margins of a Word file, and where in them a code has room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hulp.codes import MM
from hulp.wordbouw import docx, paragraph
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.marges import RAND, Marges, find_room, read_marges

SIDE = 12 * MM
BREED, HOOG = 595.3, 841.9


def section(size: str = "", margins: str = "") -> str:
    return (
        f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"{size}/>'
        f'<w:pgMar w:top="1" {margins}/></w:sectPr>'
    )


def margins(left: int, right: int, bottom: int = 1417, footer: int = 709) -> str:
    return f'w:left="{left}" w:right="{right}" w:bottom="{bottom}" w:footer="{footer}"'


def room(*marges: Marges, maat: tuple[float, float] = (BREED, HOOG)) -> list[tuple[int, int]]:
    """Return the places in whole millimetres, from the left and from below."""
    found = find_room(marges, *maat, SIDE)
    return [(round(x / MM), round(y / MM)) for x, y in found]


@pytest.mark.parametrize(
    ("links", "rechts", "voet", "onder", "places"),
    [
        (28, 28, 12.5, 12.5, [(190, 12), (8, 12)]),
        (28, 20, 12.5, 12.5, [(193, 12), (8, 12)]),
        (28, 18, 12.5, 12.5, [(8, 12)]),
        (19, 18, 0, 12.5, [(5, 5)]),
        (18, 18, 12.5, 12.5, []),
        (18, 18, 20, 20, [(180, 5)]),
        (18, 18, 12.5, 40, [(180, 14)]),
        (28, 28, 20, 40, [(190, 20), (8, 20), (170, 14)]),
    ],
)
def test_beside_the_footer_or_below_it(
    links: float, rechts: float, voet: float, onder: float, places: list[tuple[int, int]]
) -> None:
    given = (each * MM for each in (links, rechts, voet, onder))
    assert room(Marges(BREED, HOOG, *given)) == places


def test_of_sections_on_the_same_paper_the_narrowest_margins_count() -> None:
    wide, narrow = (Marges(BREED, HOOG, side * MM, 28 * MM, 12 * MM, 12 * MM) for side in (28, 9))
    sideways = Marges(HOOG, BREED, 20 * MM, 9 * MM, 12 * MM, 12 * MM)
    assert room(wide, narrow, sideways) == [(190, 12)]
    assert room(wide, narrow, sideways, maat=(HOOG + 1, BREED - 1)) == [(5, 12)]
    assert room(wide, narrow, sideways, maat=(612, 792)) == []


MILLIMETRES = st.floats(0, 60) | st.floats(0, 600)


@given(MILLIMETRES, MILLIMETRES, MILLIMETRES, MILLIMETRES)
def test_it_is_always_on_the_paper_and_never_on_the_text(
    links: float, rechts: float, voet: float, onder: float
) -> None:
    marges = Marges(BREED, HOOG, links * MM, rechts * MM, voet * MM, onder * MM)
    for x, y in find_room([marges], BREED, HOOG, SIDE):
        assert RAND - 0.001 <= x <= BREED - RAND - SIDE + 0.001
        assert RAND - 0.001 <= y <= HOOG - RAND - SIDE + 0.001
        beside = x + SIDE < marges.links or x > BREED - marges.rechts
        assert beside or y + SIDE < marges.onder


def test_the_margins_are_those_of_each_section() -> None:
    body = paragraph("Eerst", properties=section("", margins(1134, 1701)))
    body += paragraph("Dan") + section(margins=margins(567, 850, -1134, 567))
    marges = read_marges(Woordbestand.read(docx(body)))
    assert marges == (
        Marges(595.3, 841.9, 56.7, 85.05, 35.45, 70.85),
        Marges(595.3, 841.9, 28.35, 42.5, 28.35, 56.7),
    )
    with_footer = read_marges(Woordbestand.read(docx(body, footer1=paragraph("Voet"))))
    assert [each.onder for each in with_footer] == [35.45, 28.35]


@pytest.mark.parametrize("properties", ["", "<w:pgMar/>", "<w:pgSz/>"])
def test_what_is_not_said_is_as_usual(properties: str) -> None:
    body = f"{paragraph('Tekst')}<w:sectPr>{properties}</w:sectPr>"
    (marges,) = read_marges(Woordbestand.read(docx(body)))
    assert marges == Marges(595.3, 841.9, 70.85, 70.85, 35.4, 70.85)


def test_margins_that_are_mirrored_count_as_the_narrowest() -> None:
    body = paragraph("Tekst") + section(margins=margins(1134, 1701))
    settings = "<w:mirrorMargins/>"
    (marges,) = read_marges(Woordbestand.read(docx(body, settings=settings)))
    assert (marges.links, marges.rechts) == (56.7, 56.7)
