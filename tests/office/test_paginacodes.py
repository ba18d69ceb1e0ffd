"""A code on each page: in the first place that is free there, and else none, as is said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hulp.codes import codes_on
from hulp.omzetten import to_pdf
from hulp.verapdf import assert_archival
from hulp.wordbouw import docx, paragraph, run
from overeenkomstgen.kern.paginacode import Paginacode
from overeenkomstgen.office.afwerking import finish
from overeenkomstgen.office.installatie import find_libreoffice
from overeenkomstgen.office.werkstuk import Uitslag, Werkstuk
from overeenkomstgen.pdf.tekst import read_pdf

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.traag

FIRST = Paginacode("GM0150", 23, 1, "9F3C2")
A4, LIGGEND, LETTER = (
    'w:w="11906" w:h="16838"',
    'w:w="16838" w:h="11906"',
    'w:w="12240" w:h="15840"',
)
VOET = paragraph("Overeenkomst van de gemeente Deventer")
TWEE = paragraph("Eerste bladzijde") + paragraph('<w:r><w:br w:type="page"/></w:r>' + run("Tweede"))
BESIDE = paragraph(
    "Concept",
    properties='<w:framePr w:w="1200" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="10500"'
    ' w:y="15500"/>',
)


def full(width: int) -> str:
    """Return a footer of three lines from margin to margin, so many twips apart."""
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    return paragraph(run("Links") + "<w:r><w:tab/></w:r>" + run("Rechts"), properties=tabs) * 3


def section(
    size: str = A4, *, left: int = 1588, right: int = 1588, footer: int = 709, more: str = ""
) -> str:
    """Return what is said of a section: its paper, and its margins in twips."""
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="footer1"/><w:pgSz {size}/>'
        f'<w:pgMar w:top="1304" w:right="{right}" w:bottom="1304" w:left="{left}" w:header="709"'
        f' w:footer="{footer}" w:gutter="0"/>{more}</w:sectPr>'
    )


def borders(space: int, offset: str) -> str:
    sides = ("top", "left", "bottom", "right")
    lines = (f'<w:{side} w:val="single" w:sz="8" w:space="{space}"/>' for side in sides)
    return f'<w:pgBorders w:offsetFrom="{offset}">{"".join(lines)}</w:pgBorders>'


FILES = {
    "gewoon": docx(TWEE + section(), footer1=VOET),
    "hoge voet": docx(TWEE + section(), footer1=VOET * 3),
    "liggend": docx(TWEE + section(LIGGEND), footer1=VOET),
    "letter": docx(TWEE + section(LETTER), footer1=VOET),
    "smalle marge": docx(TWEE + section(right=1050), footer1=full(9268)),
    "links": docx(TWEE + section(right=850), footer1=full(9468)),
    "onder": docx(TWEE + section(left=850, right=850, footer=1134), footer1=full(10206)),
    "nergens": docx(TWEE + section(left=850, right=850), footer1=full(10206)),
    "rand om de tekst": docx(TWEE + section(more=borders(4, "text")), footer1=VOET),
    "rand om het blad": docx(TWEE + section(more=borders(24, "page")), footer1=VOET),
    "in de marge": docx(BESIDE + TWEE + section(), footer1=VOET),
    "lange voet": docx(
        TWEE + section(),
        footer1=paragraph("Tot in de marge " * 8, properties='<w:ind w:right="-1500"/>'),
    ),
    "staand en liggend": docx(
        f"{paragraph('Staand')}<w:p><w:pPr>{section()}</w:pPr></w:p>{paragraph('Liggend')}"
        + section(LIGGEND),
        footer1=VOET,
    ),
}
RIGHT, LEFT = (190, 25), (8, 25)
PLACES: dict[str, list[tuple[int, int] | None]] = {
    "gewoon": [RIGHT, RIGHT],
    "hoge voet": [RIGHT, RIGHT],
    "liggend": [(277, 25), (277, 25)],
    "letter": [(196, 25), (196, 25)],
    "smalle marge": [(193, 25), (193, 25)],
    "links": [LEFT, LEFT],
    "onder": [(190, 17), (190, 17)],
    "nergens": [None, None],
    "rand om de tekst": [RIGHT, RIGHT],
    "rand om het blad": [None, None],
    "in de marge": [LEFT, RIGHT],
    "lange voet": [LEFT, LEFT],
    "staand en liggend": [RIGHT, (277, 25)],
}


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Uitslag]:
    """Convert and finish all of them, once."""
    folder = tmp_path_factory.mktemp("codes")
    words = []
    for name, content in FILES.items():
        (word := folder / f"{name}.docx").write_bytes(content)
        words.append(word)
    found = {}
    for omzetting in to_pdf(words, folder / "pdf", office=find_libreoffice()):
        assert omzetting.pdf is not None, omzetting.problem
        werkstuk = Werkstuk(omzetting.source, (), (2, 2), FIRST)
        found[omzetting.source.stem] = finish(werkstuk, omzetting.pdf)
    return found


@pytest.mark.parametrize("name", FILES)
def test_it_stands_in_the_first_place_that_is_free(
    finished: Mapping[str, Uitslag], name: str
) -> None:
    uitslag = finished[name]
    expected = [
        [(f"GM0150-23-{number}-9F3C2", place)] if place else []
        for number, place in enumerate(PLACES[name], 1)
    ]
    assert uitslag.pdf is not None
    assert codes_on(uitslag.pdf) == expected
    without = tuple(number for number, place in enumerate(PLACES[name], 1) if place is None)
    assert (uitslag.paginas, uitslag.zonder_code) == (2, without)


def test_it_is_no_text_and_the_proof_does_not_miss_a_thing(
    finished: Mapping[str, Uitslag],
) -> None:
    assert {each.redenen for each in finished.values()} == {("De PDF heeft geen titel.",)}
    assert finished["gewoon"].pdf is not None
    assert read_pdf(finished["gewoon"].pdf)[1].splitlines() == [
        "Tweede",
        "Overeenkomst van de gemeente Deventer",
    ]


def test_verapdf_passes_all_of_them(finished: Mapping[str, Uitslag]) -> None:
    assert_archival(each.pdf for each in finished.values() if each.pdf)


def test_the_same_document_gives_the_same_bytes_wherever_its_code_went(
    finished: Mapping[str, Uitslag], tmp_path: Path
) -> None:
    words = [uitslag.werkstuk.word for uitslag in finished.values()][-3:]
    for omzetting in to_pdf(words, tmp_path, office=find_libreoffice()):
        before = finished[omzetting.source.stem]
        assert omzetting.pdf is not None
        finish(before.werkstuk, omzetting.pdf)
        assert before.pdf is not None
        assert omzetting.pdf.read_bytes() == before.pdf.read_bytes()
