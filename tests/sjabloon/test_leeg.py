"""What is left when {%p %}, {%tr %} or {%tc %} takes all of something away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from hulp.ooxml import emptied
from hulp.wordbouw import docx, footnote, paragraph, read_parts, section, table, text_box
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.word.elementen import W, parse
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from pathlib import Path

IF, ENDIF = "{%p if besluit %}", "{%p endif %}"
WHOLE = [IF, "besluit van {{ besluit }}", ENDIF]
PARAGRAPHS = "".join(map(paragraph, WHOLE))
CELL = "".join(f"</w:t></w:r></w:p><w:p><w:r><w:t>{each}" for each in WHOLE)
ROWS = [["{%tr if besluit %}", ""], ["{{ besluit }}", "a"], ["{%tr endif %}", ""]]
DRAWN = "<w:p>" + text_box("").replace(paragraph(""), PARAGRAPHS) + "</w:p>"
OLD_BOX = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" alt="tekstvak"><v:textbox>'
    f"<w:txbxContent>{PARAGRAPHS}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
INNER = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
CONTROL = f"<w:sdt><w:sdtContent>{PARAGRAPHS}</w:sdtContent></w:sdt>"


def cell_of(content: str) -> str:
    return table([["Kop"], ["X"]], header=True).replace(paragraph("X"), content)


EMPTIED = {
    "a cell": docx(cell_of(PARAGRAPHS)),
    "a cell with a content control": docx(cell_of(CONTROL)),
    "a cell that then ends in a table": docx(cell_of(table([["a"]]) + PARAGRAPHS)),
    "a cell whose table goes": docx(cell_of(table(ROWS))),
    "a cell in a table in a cell": docx(cell_of(INNER.format(PARAGRAPHS) + "<w:p/>")),
    "a row whose cells go": docx(
        table([["{%tc if besluit %}", "{{ besluit }}", "{%tc endif %}"], ["a", "b", "c"]])
    ),
    "a table": docx(paragraph("Gemeente") + table(ROWS) + paragraph("Slot")),
    "a text box": docx(DRAWN),
    "a text box of an older Word": docx(OLD_BOX),
    "a header": docx(paragraph("Gemeente"), header1=PARAGRAPHS),
    "a footer": docx(paragraph("Gemeente"), footer1=PARAGRAPHS),
    "a footnote": docx(
        paragraph("Gemeente"),
        footnotes=f'<w:footnote w:id="7">{PARAGRAPHS}</w:footnote>{footnote("b")}',
    ),
    "an endnote": docx(
        paragraph("Gemeente"), endnotes=f'<w:endnote w:id="1">{PARAGRAPHS}</w:endnote>'
    ),
}


@pytest.mark.parametrize("name", EMPTIED)
def test_nothing_is_left_that_word_calls_damaged(name: str, tmp_path: Path) -> None:
    sjabloon = Sjabloon.load(EMPTIED[name], name)
    for besluit in ("10 januari 2023", ""):
        made = tmp_path / "gemaakt.docx"
        made.write_bytes(sjabloon.fill({"besluit": besluit}).content)
        assert list(emptied(made)) == []
        said = "".join(map(bytes.decode, read_parts(made.read_bytes()).values()))
        assert ("10\xa0januari\xa02023" in said) == bool(besluit)


def test_an_empty_paragraph_stays_and_an_empty_table_goes() -> None:
    def body(name: str) -> str:
        made = Sjabloon.load(EMPTIED[name], name).fill({"besluit": ""})
        return read_word(made.content).as_text()

    assert body("a table") == "Gemeente\nSlot\n"
    assert body("a cell") == "Kop\n\n"
    assert body("a row whose cells go") == "a | b | c\n"


# --- the break of a section ---

LANDSCAPE = section("").replace(
    '<w:pgSz w:w="11906" w:h="16838"/>', '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
)
PORTRAIT = section("")


def sections(body: str, besluit: str) -> list[tuple[str, str]]:
    """Return the paragraphs of a filled body, each with the way up of the section it ends."""
    filled = Sjabloon.load(docx(body + PORTRAIT), "x").fill({"besluit": besluit}).content
    root = parse(read_parts(filled)["word/document.xml"])
    assert b"overgenomen" not in etree.tostring(root)
    return [("".join(each.itertext()), _ends(each)) for each in root.iter(f"{W}p")]


def _ends(element: etree._Element) -> str:
    size = element.find(f"{W}pPr/{W}sectPr/{W}pgSz")
    if size is None:
        return ""
    return size.get(f"{W}orient", "portrait")


def broken(text: str, ending: str) -> str:
    return paragraph(text, properties=ending)


def test_a_section_that_ends_where_a_condition_ends() -> None:
    body = (
        broken("Voor", PORTRAIT) + paragraph(IF) + paragraph("Breed") + broken(ENDIF, LANDSCAPE)
    ) + paragraph("Slot")
    assert sections(body, "ja") == [("Voor", "portrait"), ("Breed", "landscape"), ("Slot", "")]
    assert sections(body, "") == [("Voor", "portrait"), ("Slot", "")]


def test_a_section_that_ends_where_a_condition_begins() -> None:
    body = paragraph("Voor") + broken(IF, PORTRAIT) + paragraph("Breed") + broken(ENDIF, LANDSCAPE)
    body += paragraph("Slot")
    assert sections(body, "ja") == [("Voor", "portrait"), ("Breed", "landscape"), ("Slot", "")]
    assert sections(body, "") == [("Voor", "portrait"), ("Slot", "")]


def test_a_section_that_ends_after_a_table() -> None:
    body = broken("Voor", PORTRAIT) + paragraph(IF) + table([["Breed"]]) + broken(ENDIF, LANDSCAPE)
    made = [("Voor", "portrait"), ("Breed", ""), ("", "landscape"), ("Slot", "")]
    assert sections(body + paragraph("Slot"), "ja") == made


def test_a_section_with_a_header_of_its_own_stays_also_when_it_is_empty() -> None:
    own = LANDSCAPE.replace("<w:sectPr>", '<w:sectPr><w:headerReference w:type="default"/>')
    body = broken("Voor", PORTRAIT) + paragraph(IF) + paragraph("Breed") + broken(ENDIF, own)
    made = [("Voor", "portrait"), ("", "landscape"), ("Slot", "")]
    assert sections(body + paragraph("Slot"), "") == made


def test_a_section_that_ends_in_a_tag_split_over_runs() -> None:
    split = ENDIF.replace("{%", "{%</w:t></w:r><w:r><w:t>")
    torn = broken("X", LANDSCAPE).replace("X", split)
    body = broken("Voor", PORTRAIT) + paragraph(IF) + paragraph("Breed") + torn + paragraph("Slot")
    assert sections(body, "ja") == [("Voor", "portrait"), ("Breed", "landscape"), ("Slot", "")]
