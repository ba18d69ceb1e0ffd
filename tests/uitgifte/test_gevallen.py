"""What people put in a template, and once was lost, refused or damaged: it is made, and proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest

from hulp.sjabloonbouw import template
from hulp.values import onderwerp
from hulp.wordbouw import (
    drop_down,
    footnote,
    footnote_reference,
    formula,
    pack,
    paragraph,
    read_parts,
    run,
    section,
    symbol,
    tick_box,
)
from overeenkomstgen.keuring.keuring import examine
from overeenkomstgen.keuring.letterlijk import make_zoeker
from overeenkomstgen.keuring.vondst import Graad
from overeenkomstgen.office.hier import Hier
from overeenkomstgen.office.installatie import find_libreoffice
from overeenkomstgen.office.werkstuk import Uitslag, Werkstuk
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.velden.velden import merge_values

if TYPE_CHECKING:
    from collections.abc import Mapping

NAAM = "Gemeente {{ gemeente.naam }}"
TURNED = section("").replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"')
NUMBERED = section("", '<w:lnNumType w:countBy="1"/>')


def says(*content: str, **parts: str) -> bytes:
    """Return a template with a paragraph that names the municipality, and what else it has."""
    return template(paragraph(run(NAAM) + "".join(content)), **parts)


def without_sections() -> bytes:
    """Return a template as the Open XML SDK writes it."""
    parts = read_parts(says())
    before, _, after = parts["word/document.xml"].partition(b"<w:sectPr>")
    return pack({**parts, "word/document.xml": before + after.partition(b"</w:sectPr>")[2]})


GEVALLEN: dict[str, tuple[bytes, str]] = {
    "veld in een formule": (
        says(formula(" b={{ gemeente.plaats }}")),
        "Gemeente Deventer b=Deventer",
    ),
    "eindnoot": (
        says(footnote_reference(kind="endnote"), endnotes=footnote(" Zie CBS.", kind="endnote")),
        "Gemeente Deventeri i Zie CBS.",
    ),
    "keuzelijst": (says(run(" "), drop_down("nu|ooit")), "Gemeente Deventer nu"),
    "vinkje": (says(run(" "), tick_box("<w:checked/>")), "Gemeente Deventer ☒"),
    "symbool": (says(run(" "), symbol("Wingdings", "F0FE")), "Gemeente Deventer ☑"),
    "regelnummers": (template(paragraph(NAAM) + NUMBERED), "1 Gemeente Deventer"),
    "regelnummers en een noot": (
        template(paragraph(run(NAAM) + footnote_reference()) + NUMBERED, footnotes=footnote(" b")),
        "Gemeente Deventer1 1 b 1",
    ),
    "zonder secties": (without_sections(), "Gemeente Deventer"),
    "liggende bladzijde": (
        template(
            paragraph(NAAM, properties=section(""))
            + paragraph("{%p if gemeente.naam %}")
            + paragraph("Breed")
            + paragraph("{%p endif %}", properties=TURNED)
            + paragraph("Slot")
        ),
        "Gemeente Deventer Breed Slot",
    ),
}
"""A template by what it has, and what its PDF then says."""


@pytest.fixture(scope="module")
def uitslagen(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Uitslag]:
    folder = tmp_path_factory.mktemp("gevallen")
    werkstukken = []
    for name, (content, _) in GEVALLEN.items():
        made = Sjabloon.load(content, name).fill(merge_values(onderwerp()))
        word = folder / f"{name}.docx"
        word.write_bytes(made.content)
        werkstukken.append(Werkstuk(word, made.values, (1, 3)))
    with Hier(find_libreoffice(), 120, workers=1) as hier:
        return {each.werkstuk.word.stem: each for each in hier.make(werkstukken, folder / "pdf")}


@pytest.mark.ongemeten
@pytest.mark.parametrize("name", GEVALLEN)
def test_it_is_in_order_and_made(uitslagen: Mapping[str, Uitslag], name: str) -> None:
    content, text = GEVALLEN[name]
    uitslag = uitslagen[name]
    path = uitslag.werkstuk.word.with_suffix(".sjabloon.docx")
    path.write_bytes(content)
    graden = {each.graad for each in examine(path, (), make_zoeker((), None)).vondsten}
    assert Graad.FOUT not in graden
    assert uitslag.redenen == ()
    assert uitslag.pdf is not None
    assert " ".join(" ".join(read_pdf(uitslag.pdf)).split()) == text


def test_a_page_that_lies_in_word_lies_in_the_pdf(uitslagen: Mapping[str, Uitslag]) -> None:
    with pikepdf.open(uitslagen["liggende bladzijde"].pdf or "") as pdf:
        assert [page.mediabox[2] > page.mediabox[3] for page in pdf.pages] == [False, True, False]
