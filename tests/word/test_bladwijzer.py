"""Word's own references to the numbers of paragraphs: as they are filled in, and in the PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from hulp.sjabloonbouw import template
from hulp.wordbouw import field, level, lists, numbered, of, paragraph, run
from overeenkomstgen.office.hier import Hier
from overeenkomstgen.office.installatie import find_libreoffice
from overeenkomstgen.office.werkstuk import Werkstuk
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.word.tekst import read_word

NUMBERING = lists(
    {
        0: level(0, "decimal", "Artikel %1", '<w:pStyle w:val="Heading1"/>')
        + level(1, "decimal", "%1.%2", '<w:pStyle w:val="Lid"/>')
        + level(2, "lowerLetter", "(%3)")
        + level(3, "lowerRoman", "%4."),
        1: level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2."),
        2: level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2."),
    },
    {1: of(0), 2: of(1), 3: of(2)},
)


def marked(key: int, name: str, text: str = "", style: str = "Normal", properties: str = "") -> str:
    """Return a paragraph with a bookmark."""
    mark = f'<w:bookmarkStart w:id="{key}" w:name="{name}"/><w:bookmarkEnd w:id="{key}"/>'
    return paragraph(mark + run(text or name), style, properties)


def see(*instructions: str, style: str = "Normal", properties: str = "") -> str:
    """Return a paragraph with references that still show what they once showed."""
    fields = (run(" ") + field(each, "oud") for each in instructions)
    return paragraph(run("Zie:") + "".join(fields), style, properties)


HEAD = marked(1, "kop", style="Heading1") + marked(2, "lid", style="Lid")
SUB = marked(3, "letter", properties=numbered(1, 2)) + marked(4, "rom", properties=numbered(1, 3))
EACH = ("REF kop \\r \\h", "REF lid \\r", "REF letter \\r", "REF rom \\r \\* MERGEFORMAT")
WHOLE = (
    "REF kop \\w",
    "REF lid \\n",
    "REF letter \\w",
    "REF rom \\w \\h",
    "REF rom \\n",
    "ref a \\w",
)
SHORT = ("REF kop \\n \\t", "REF lid \\r \\t \\h", "REF letter \\w \\t")
SKIPPED = paragraph("twee", "Heading1") + marked(7, "los", properties=numbered(1, 2))
SAID = (
    ("dichtbij", see(*EACH, properties=numbered(1, 3)), "ii. Zie: Artikel 1 1.1 (a) i"),
    ("erboven", see(*EACH, properties=numbered(1, 2)), "(b) Zie: Artikel 1 1.1 (a) (a)i"),
    ("ernaast", see(*EACH, style="Lid"), "1.2 Zie: Artikel 1 1.1 1.1(a) 1.1(a)i"),
    ("voluit", see(*WHOLE), "Zie: Artikel 1 1.1 1.1(a) 1.1(a)i i 2.a"),
    ("zonder woord", see(*SHORT), "Zie: 1 1.1 1.1(a)"),
    ("kleine letters", see("ref lid \\r"), "Zie: 1.1"),
)
OTHER = paragraph("een", properties=numbered(2)) + paragraph("twee", properties=numbered(2))
OTHER += marked(5, "a", properties=numbered(2, 1))


def filled(body: str, values: dict[str, object] | None = None) -> bytes:
    return Sjabloon.load(template(body, numbering=NUMBERING), "x").fill(values or {}).content


def line(content: bytes) -> str:
    """Return the line with the references, with plain spaces."""
    text = read_word(content).body.text.replace("\N{NO-BREAK SPACE}", " ")
    return next(each for each in text.splitlines() if "Zie:" in each)


@pytest.mark.parametrize(("body", "said"), [each[1:] for each in SAID], ids=[s[0] for s in SAID])
def test_a_reference_shows_the_number_of_its_paragraph(body: str, said: str) -> None:
    assert line(filled(HEAD + SUB + body + OTHER)) == said


def test_libreoffice_counts_the_same(tmp_path: Path) -> None:
    words = {tmp_path / f"{name}.docx": HEAD + SUB + body + OTHER for name, body, _ in SAID}
    for word, body in words.items():
        word.write_bytes(filled(body))
    with Hier(find_libreoffice(), 120, workers=1) as hier:
        made = hier.make((Werkstuk(word, (), (1, 1)) for word in words), tmp_path / "pdf")
        found = {each.werkstuk.word.stem: each for each in made}
    assert {name: each.redenen for name, each in found.items()} == {name: () for name, _, _ in SAID}
    for name, _, said in SAID:
        assert said in " ".join("\n".join(read_pdf(found[name].pdf or Path())).split())


def test_what_is_not_understood_stays() -> None:
    fields = (
        "REF lid \\p",
        "REF lid",
        "REF weg \\r",
        "PAGEREF lid \\h",
        "REF rom \\r",
        "REF x \\r",
    )
    body = HEAD + SUB + marked(6, "x") + see(*fields)
    assert line(filled(body)) == "Zie: oud oud oud oud oud oud"


def test_a_field_in_one_piece_and_a_bookmark_before_its_paragraph() -> None:
    simple = '<w:fldSimple w:instr="REF los \\r">{}</w:fldSimple>'
    between = '<w:bookmarkStart w:id="9" w:name="los"/><w:bookmarkEnd w:id="9"/>'
    body = HEAD + between + paragraph("lid", "Lid")
    refers = paragraph(run("Zie: ") + simple.format(run("o", "<w:b/>") + run("ud")))
    content = filled(body + refers)
    assert line(content) == "Zie: 1.2"
    assert line(filled(body + refers.replace("los", "LID"))) == "Zie: 1.1"


def test_a_level_that_is_left_out_is_not_that_of_the_article_before() -> None:
    assert line(filled(HEAD + SKIPPED + see("REF los \\w"))) == "Zie: Artikel 2(a)"


def test_the_same_number_in_another_list_is_not_shared() -> None:
    body = paragraph("een", properties=numbered(2)) + marked(1, "a", properties=numbered(2, 1))
    body += paragraph("een", properties=numbered(3))
    assert line(filled(body + see("REF a \\r", properties=numbered(3, 1)))) == "a. Zie: 1.a"


def test_an_instruction_that_word_split() -> None:
    split = see("REF lid \\r").replace("REF lid", "RE</w:instrText><w:instrText>F lid")
    assert line(filled(HEAD + split)) == "Zie: 1.1"


def test_as_many_paragraphs_can_have_other_numbers() -> None:
    joined = paragraph(run("{% if leeg %}x")) + paragraph(run("y{% endif %}"), "Lid")
    twice = paragraph(run("{% for each in lijst %}x")) + paragraph(run("y{% endfor %}"))
    body = paragraph("Kop", "Heading1") + joined + marked(1, "doel", style="Lid")
    filled_in = filled(body + see("REF doel \\r") + twice, {"leeg": False, "lijst": [1, 2]})
    assert line(filled_in) == "Zie: 1.1"


CONDITION = (
    paragraph("{%p if nieuw %}") + paragraph("nieuw lid", "Lid") + paragraph("{%p endif %}"),
    paragraph("{%p for lid in nieuw %}", "Lid")
    + paragraph("x", "Lid")
    + paragraph("{%p endfor %}"),
    paragraph(run("{% if nieuw %}nieuw")) + paragraph(run("lid{% endif %}"), "Lid"),
)


@pytest.mark.parametrize("condition", CONDITION)
def test_a_paragraph_that_is_left_out_is_not_counted(condition: str) -> None:
    body = paragraph("Kop", "Heading1") + condition + marked(1, "doel", style="Lid")
    body += see("REF doel \\r \\h")
    sjabloon = Sjabloon.load(template(body, numbering=NUMBERING), "x")
    found = [line(sjabloon.fill({"nieuw": each}).content) for each in (["x"], [], ["y"], [])]
    assert found == ["Zie: 1.2", "Zie: 1.1", "Zie: 1.2", "Zie: 1.1"]


def test_a_reference_in_a_footer() -> None:
    foot = paragraph(run("Zie: ") + field("REF lid \\r", "oud"))
    made = Sjabloon.load(template(HEAD, numbering=NUMBERING, footer1=foot), "x").fill({}).content
    assert read_word(made).sections[0].footers["default"].text == "Zie: 1.1"
