"""A title and a language, for a document that does not say them itself."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from hulp.sjabloonbouw import CORE, template
from hulp.values import onderwerp
from hulp.wordbouw import STYLES, docx, pack, paragraph, read_parts
from overeenkomstgen.kern.documentsoort import Per
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.word.aanvulling import complete
from overeenkomstgen.word.bestand import Woordbestand

BODY = paragraph("{{ x }}")
LANGUAGE = '<w:lang w:val="nl-NL"/>'
BARE = {name: data for name, data in read_parts(docx(BODY)).items() if "styles" not in name}
NO_STYLES = {
    **BARE,
    "word/_rels/document.xml.rels": BARE["word/_rels/document.xml.rels"].replace(
        b"relationships/styles", b"relationships/webSettings"
    ),
}
FILES = {
    "no properties": docx(BODY),
    "no title among the properties": template(BODY, title=" ").replace(
        b"<dc:title> ", b"<dc:title>"
    ),
    "properties that nothing refers to": pack(
        {**read_parts(docx(BODY)), "docProps/Core.xml": CORE.format("Wees").encode()}
    ),
    "no styles": pack(NO_STYLES),
    "styles that say no language": docx(BODY, styles=STYLES.replace(LANGUAGE, "")),
    "styles that say nothing of all": docx(BODY, styles=STYLES.partition("</w:docDefaults>")[2]),
    "a language of other letters": docx(
        BODY, styles=STYLES.replace(LANGUAGE, '<w:lang w:eastAsia="ja-JP"/>')
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_document_gets_a_title_and_a_language(name: str) -> None:
    sjabloon = Sjabloon.load(FILES[name], name)
    made = sjabloon.fill(
        {"x": "Deventer"}, titel="Brief <2024> \N{EN DASH} gemeente Deventer"
    ).content
    assert Woordbestand.read(made).gegevens.title == "Brief <2024> \N{EN DASH} gemeente Deventer"
    document = Document(BytesIO(made))
    assert document.core_properties.title == "Brief <2024> \N{EN DASH} gemeente Deventer"
    assert 'w:val="nl-NL"' in document.styles.element.xml
    assert document.paragraphs[0].text == "Deventer"
    assert sjabloon.fill({"x": "a"}).content != made
    assert Woordbestand.read(sjabloon.fill({"x": "a"}).content).gegevens.title == ""


def test_what_a_document_says_itself_stays() -> None:
    bestand = Woordbestand.read(template(BODY, title="{{ x }}"))
    assert complete(bestand) is bestand
    filled = Sjabloon.load(bestand, "x").fill({"x": "Deventer"}, titel="Brief")
    assert Woordbestand.read(filled.content).gegevens.title == "Deventer"


def test_what_a_document_is_called() -> None:
    subject = onderwerp()
    soort = subject.soort
    for each, titel in (
        (subject, f"{soort.naam} \N{EN DASH} gemeente Deventer"),
        (replace(subject, jaar=2024), f"{soort.naam} 2024 \N{EN DASH} gemeente Deventer"),
        (replace(subject, gemeente=None, soort=replace(soort, per=Per.CONVENANT)), soort.naam),
    ):
        assert each.titel == titel
