"""The project's own templates, as the Word files that they are: what holds for each of them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from hulp.eigensjabloon import (
    SJABLONEN,
    TAG,
    artikelen,
    fill,
    part,
    read_email,
    text_of,
    typed_text,
    write_words,
)
from hulp.lengte import sample
from hulp.ooxml import VALIDATORS, validate
from hulp.values import periode
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.velden.velden import names
from overeenkomstgen.word.elementen import W

pytestmark = pytest.mark.ongemeten

SOORTEN = {
    soort.sjabloon.removesuffix(".docx"): soort for soort in periode().documentsoort.values()
}
NUMBERED = {"aanbiedingsbrief", "collegenota", "herinnering", "samenwerkingsovereenkomst"}
PARTS = ("word/document.xml", "word/footer1.xml")

OWN = (*SJABLONEN.glob("*.docx"), *SJABLONEN.parent.glob("voorbeelden/*/sjablonen/*.docx"))

each = pytest.mark.parametrize("soort", SOORTEN)


def test_these_are_all_templates() -> None:
    assert {file.stem for file in SJABLONEN.glob("*.docx")} == set(SOORTEN)
    assert len(SOORTEN) == 14


@each
def test_file_holds_nothing_but_what_is_needed(soort: str) -> None:
    with zipfile.ZipFile(SJABLONEN / f"{soort}.docx") as package:
        found = package.namelist()
    assert found == [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        *(["word/numbering.xml"] if soort in NUMBERED else []),
        "word/settings.xml",
        "word/footer1.xml",
        "docProps/core.xml",
    ]
    assert (SJABLONEN / f"{soort}.docx").stat().st_size < 12_000


@each
def test_every_style_is_in_use(soort: str) -> None:
    used = {
        element.get(f"{W}val", "")
        for name in (*PARTS, "word/styles.xml")
        for element in part(name, soort).iter(f"{W}pStyle", f"{W}rStyle", f"{W}basedOn")
    }
    styles = list(part("word/styles.xml", soort).iter(f"{W}style"))
    defaults = {style.get(f"{W}styleId", "") for style in styles if style.get(f"{W}default")}
    assert {style.get(f"{W}styleId", "") for style in styles} == used | defaults


@each
def test_language_is_dutch_and_font_calibri_everywhere(soort: str) -> None:
    styles, settings = part("word/styles.xml", soort), part("word/settings.xml", soort)
    languages = [*styles.iter(f"{W}lang"), *settings.iter(f"{W}themeFontLang")]
    assert [language.get(f"{W}val") for language in languages] == ["nl-NL", "nl-NL"]
    (fonts,) = styles.iter(f"{W}rFonts")
    scripts = ("ascii", "hAnsi", "eastAsia", "cs")
    assert dict(fonts.attrib) == {f"{W}{script}": "Calibri" for script in scripts}
    for name in PARTS:
        assert list(part(name, soort).iter(f"{W}lang", f"{W}rFonts")) == []


@each
def test_page_is_a4_and_word_opens_it_without_compatibility_mode(soort: str) -> None:
    (size,) = part("word/document.xml", soort).iter(f"{W}pgSz")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    modes = {
        setting.get(f"{W}name"): setting.get(f"{W}val")
        for setting in part("word/settings.xml", soort).iter(f"{W}compatSetting")
    }
    assert modes["compatibilityMode"] == "15"


@each
def test_every_field_is_known_and_every_tag_stands_in_one_run(soort: str) -> None:
    sjabloon = Sjabloon.load(SJABLONEN / f"{soort}.docx")
    assert sjabloon.faults(names(SOORTEN[soort], artikelen())) == ()
    assert sjabloon.fields
    runs = [text_of(run) for name in PARTS for run in part(name, soort).iter(f"{W}r")]
    assert [text for text in runs if re.search(r"[{}]|%[}\w]", TAG.sub("", text))] == []


@pytest.mark.parametrize("sjabloon", OWN, ids=lambda path: path.stem)
def test_no_tag_is_checked_for_spelling_and_all_else_is(sjabloon: Path) -> None:
    """A wavy line under each tag would hide those under what is typed."""
    with zipfile.ZipFile(sjabloon) as package:
        parts = [etree.fromstring(package.read(name)) for name in PARTS]
    runs = [(text_of(run), run) for each in parts for run in each.iter(f"{W}r")]
    tags = [text for text, run in runs if run.find(f"{W}rPr/{W}noProof") is not None]
    assert [text for text in tags if TAG.sub("", text)] == []
    assert TAG.findall("".join(tags)) == TAG.findall("".join(text for text, _ in runs))


@each
def test_no_fact_of_the_period_or_a_party_is_typed(soort: str) -> None:
    typed = typed_text(soort)
    if SOORTEN[soort].bericht:
        typed += TAG.sub("", read_email(soort))
    facts = ("Platform31", "G40", "Stedennetwerk", "Everhardt", "Depla", "Den Haag", "Deventer")
    assert [fact for fact in (*facts, "König", "€", "0,1") if fact in typed] == []


@each
def test_tables_have_a_header_row_and_split_no_row(soort: str) -> None:
    for table in part("word/document.xml", soort).iter(f"{W}tbl"):
        header, *rows = table.iter(f"{W}tr")
        assert list(header.iter(f"{W}tblHeader"))
        assert not [row for row in rows if list(row.iter(f"{W}tblHeader"))]
        assert all(list(row.iter(f"{W}cantSplit")) for row in (header, *rows))


@pytest.mark.parametrize("soort", [soort for soort in SOORTEN if SOORTEN[soort].bericht])
def test_text_of_the_email_has_a_subject_and_known_fields(soort: str) -> None:
    subject, blank, aanhef, *_ = read_email(soort).splitlines()
    assert subject.startswith("Onderwerp: ")
    assert (blank, aanhef) == ("", "{{ ontvanger.aanhef }},")
    fields = set(re.findall(r"\b[a-z_]+\.[a-z_]+\b", "".join(TAG.findall(read_email(soort)))))
    assert fields - names(SOORTEN[soort].per_post) == set()


def test_two_validators_find_no_fault(tmp_path: Path) -> None:
    words = sample(list(write_words({soort: fill(soort) for soort in SOORTEN}, tmp_path)), 3)
    templates = [SJABLONEN / f"{soort}.docx" for soort in sample(list(SOORTEN), 4)]
    assert validate([*templates, *words]) == {validator: [] for validator in VALIDATORS}
