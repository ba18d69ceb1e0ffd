"""A lean copy for LibreOffice: the same pages, from less."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml

from hulp import wordbouw
from hulp.omzetten import to_pdf
from overeenkomstgen.office.installatie import find_libreoffice
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.tekst import read_word
from overeenkomstgen.word.voor_omzetting import slim


def heavy() -> bytes:
    """Return what python-docx makes: 164 styles, and all of them once more for Word 2007."""
    document = docx.Document()
    own = document.styles.add_style("Eigen & ander", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles["Intense Quote"]
    document.add_heading("Artikel 1", 1)
    document.add_paragraph("Een lid.", "List Number")
    document.add_paragraph("Een eigen stijl.", own)
    document.add_paragraph("Een ").add_run("nadruk").style = "Emphasis"
    table = document.add_table(2, 2, "Light Grid Accent 1")
    table.cell(0, 0).text = "kop"
    document.sections[0].header.paragraphs[0].text = "koptekst"
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def unpacked(content: bytes) -> int:
    """Return how many bytes there are to read in a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return sum(entry.file_size for entry in package.infolist())


def names(content: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return set(archive.namelist())


def styles(content: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = parse_xml(archive.read("word/styles.xml"))
    return {str(name) for name in root.xpath("./w:style/@w:styleId")}


def places(pdf: Path) -> list[tuple[str, tuple[float, ...]]]:
    """Return every sign on the pages of a PDF, with the place where it stands."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        boxes = (text.get_charbox(index) for index in range(text.count_chars()))
        found += list(zip(text.get_text_range(), boxes, strict=False))
    return found


def test_what_no_page_shows_is_left_out() -> None:
    before = heavy()
    after = slim(before)
    assert names(before) - names(after) == {
        "customXml/item1.xml",
        "docProps/thumbnail.jpeg",
        "word/stylesWithEffects.xml",
        "word/webSettings.xml",
    }
    assert len(styles(before)) > 160
    assert styles(after) == {
        *("Normal", "DefaultParagraphFont", "TableNormal", "NoList"),  # those by default
        *("Heading1", "Heading1Char", "Emphasis", "LightGrid-Accent1", "Header", "HeaderChar"),
        *("Eigen&ander", "IntenseQuote", "IntenseQuoteChar"),
        *("ListNumber", "ListNumber2", "ListNumber3"),  # the lists themselves name these
        *("ListBullet", "ListBullet2", "ListBullet3"),
    }
    assert read_word(after) == read_word(before)
    Woordbestand.read(after)
    assert slim(after) == after
    assert unpacked(after) < unpacked(before) / 4


@pytest.mark.ongemeten
def test_the_pages_are_the_same(tmp_path: Path) -> None:
    contents = {"zwaar": heavy(), "licht": slim(heavy())}
    for name, content in contents.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    sources = sorted(tmp_path.glob("*.docx"))
    pdfs = [made.pdf for made in to_pdf(sources, tmp_path / "pdf", office=find_libreoffice())]
    licht, zwaar = (places(pdf) for pdf in sorted(filter(None, pdfs)))
    assert licht == zwaar
    assert "".join(sign for sign, _ in licht).startswith("koptekst")


def test_a_lean_file_stays_as_it_is() -> None:
    content = wordbouw.docx(wordbouw.paragraph("tekst"))
    assert slim(content) is content
