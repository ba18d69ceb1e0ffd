"""What the copy for LibreOffice says for a listener: levels, lines to fill in, heads of rows."""

from __future__ import annotations

import pytest

from hulp.wordbouw import STYLES, docx, paragraph, read_parts, run, table
from overeenkomstgen.word.stijl import Stijl
from overeenkomstgen.word.voor_omzetting import slim
from overeenkomstgen.word.voorlezen import heading_levels

TITEL, TEKST = Stijl("Title"), Stijl("Normal")


def kop(level: int, name: str = "heading") -> Stijl:
    return Stijl(name, outline=level - 1)


@pytest.mark.parametrize(
    ("found", "levels"),
    [
        ([], ()),
        ([TEKST, Stijl("Body", outline=9)], (0, 0)),
        ([kop(1), TEKST, kop(2), kop(1)], (1, 0, 2, 1)),
        ([TITEL, TEKST, kop(1), kop(2)], (1, 0, 2, 3)),
        ([TEKST, TITEL, TITEL, kop(2)], (0, 1, 1, 2)),
        ([kop(1, "Title"), kop(2)], (1, 2)),  # who gave it a level meant that
        ([kop(1), TITEL], (1, 0)),  # no title of all that
        ([kop(2), kop(4), kop(2)], (1, 2, 1)),
        ([kop(3), kop(2)], (2, 1)),  # a fault, for who examines the template to find
    ],
)
def test_a_title_comes_first_and_no_level_is_unused(
    found: list[Stijl], levels: tuple[int, ...]
) -> None:
    assert heading_levels(found) == levels


def named(body: str, styles: str = STYLES) -> list[str]:
    """Return the names that the copy gives to runs, with the style that each is based on."""
    parts = read_parts(slim(docx(body, styles=styles)))
    made = parts["word/styles.xml"].decode().partition('w:styleId="Kapitaal"')[2]
    return [
        each.partition('"')[0] + "".join(each.partition('basedOn w:val="')[2:]).partition('"')[0]
        for each in made.split('<w:name w:val="')[2:]
    ]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Niets ____ in te vullen (datum)", []),
        ("Op _____ (datum), en op _____", ["invulregel|0|: datum|0", "invulregel|0|: datum|1",
                                           "invulregel|1||2"]),
        ("Op _____ 2024 (jaar)", ["invulregel|0||0"]),
        ("Op _____ (1)", ["invulregel|0||0"]),
        ("_____ (wie er namens de gemeente tekent)", ["invulregel|0||0"]),
    ],
)  # fmt: skip
def test_a_line_is_named_after_the_word_in_brackets_behind_it(body: str, names: list[str]) -> None:
    assert named(paragraph(body)) == names


def test_a_line_keeps_its_looks() -> None:
    body = paragraph(run("Te _____ ", '<w:rStyle w:val="Kapitaal"/>') + run("(plaats)"))
    assert named(body) == ["invulregel|0|: plaats|0Kapitaal", "invulregel|0|: plaats|1"]


@pytest.mark.parametrize(
    ("look", "heads"),
    [
        ("", 0),
        ('<w:tblLook w:val="0020"/>', 0),
        ('<w:tblLook w:val="04A0" w:firstRow="1" w:firstColumn="1"/>', 2),
        ('<w:tblLook w:val="00a0"/>', 2),
        ('<w:tblLook w:val="zz"/>', 0),
    ],
)
def test_rows_have_heads_where_word_has_a_first_column(look: str, heads: int) -> None:
    rows = [["Nr.", "Stad"], ["1", "Ede"], ["2", "Edam"]]
    body = table(rows, header=True).replace("</w:tblPr>", f"{look}</w:tblPr>")
    assert named(body) == [f"rijkop|{n}" for n in range(heads)]
    assert named(body.replace("<w:tblHeader/>", "")) == []


def test_a_file_without_styles_stays_without() -> None:
    content = docx(paragraph("Op _____ (datum)"), styles=STYLES)
    assert b"invulregel" in read_parts(slim(content))["word/styles.xml"]
    plain = docx(paragraph("Op ____ (datum)"))
    assert slim(plain) is plain
