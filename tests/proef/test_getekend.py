"""What Word shows besides letters is proofread in what LibreOffice makes of it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from hulp.sjabloonbouw import EMF, image, with_image
from hulp.wordbouw import (
    STYLES,
    convert,
    docx,
    drop_down,
    footnote,
    footnote_reference,
    formula,
    level,
    lists,
    numbered,
    of,
    paragraph,
    part_of_formula,
    run,
    symbol,
    text_box,
    tick_box,
)
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.proef.proef import proofread
from overeenkomstgen.word.tekst import read_word
from overeenkomstgen.word.voor_omzetting import slim

NEXT_PAGE = '<w:r><w:br w:type="page"/></w:r>'
LOGO, BOXED = image("rIdL"), paragraph(run("In een vak"))


def pictured(text: str) -> bytes:
    """Return a file of two pages: a logo at the top of each, a drawing, pictures in the text."""
    body = text + f"<w:p>{NEXT_PAGE}{run('Blad twee')}</w:p><w:p>{image('rIdE')}</w:p>"
    made = docx(body, header1=paragraph(LOGO))
    made = with_image(with_image(made, "rIdL", part="header1"), "rIdE", EMF)
    return with_image(made)


BEELD = paragraph(run("Zie ") + image())
IN_BOX = paragraph(text_box("In een vak").replace(BOXED, BEELD))
BRACKETS = part_of_formula("d", e="n+1")
FORMULAS = paragraph(run("Dus ") + formula("b=0,15*", BRACKETS) + run(".")) + (
    f"<w:p><m:oMathPara>{formula('bijdrage = inwoners * tarief')}</m:oMathPara></w:p>"
    '<w:p><w:r><w:t>links</w:t><w:ptab w:relativeTo="margin" w:alignment="right" '
    'w:leader="none"/><w:t>rechts</w:t></w:r></w:p>'
)
NOTED = "".join(
    paragraph(run(text) + footnote_reference(number, kind) + run("."))
    for number, text in enumerate(("Per inwoner", "Vijf jaar"), 1)
    for kind in ("endnote", "footnote")
)
NOTES = {
    f"{kind}s": "".join(
        footnote(f" {text} ({kind}).", number, kind)
        for number, text in enumerate(("Zie CBS", "Lang " * 900 + "tot 2027"), 1)
    )
    for kind in ("endnote", "footnote")
}
NOTES["footnotes"] = NOTES["footnotes"].replace("Lang ", "")
COUNTED = "<w:footnotePr><w:numFmt w:val='upperLetter'/><w:numStart w:val='3'/></w:footnotePr>"


def differs(text: str, word: str, pdf: str) -> str:
    one, other = text.replace("~", word), text.replace("~", pdf)
    return f'In Word staat "{one}", in de PDF staat "{other}".'


WINGDINGS = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
LIST = lists(
    {
        0: "".join(
            level(index, "bullet", text).replace(
                "</w:lvl>", f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr></w:lvl>'
            )
            for index, (text, font) in enumerate(
                (
                    ("\uf0b7", "Symbol"),
                    ("o", "Courier New"),
                    ("\uf0a7", "Wingdings"),
                    ("-", "Arial"),
                )
            )
        )
    },
    {1: of(0)},
)
STYLE = (
    '<w:style w:type="character" w:styleId="Teken"><w:name w:val="Teken"/>'
    f"<w:rPr>{WINGDINGS}</w:rPr></w:style>"
)


def signs(box: str = "", choice: str = "") -> bytes:
    """Return a file with signs of all kinds, with a tick box and a drop-down list in a state."""
    return docx(
        paragraph(
            run("Akkoord ") + symbol("Wingdings", "F0FE") + run(" ja ") + symbol("Symbol", "F0AE")
        )
        + paragraph(symbol("Wingdings", "00FC") + run("tot ") + symbol("Arial", "2264") + run(" 5"))
        + paragraph(
            run("Gewoon ") + run("ü", WINGDINGS) + run("\uf06c", '<w:rStyle w:val="Teken"/>')
        )
        + paragraph("Kies ☐ wel of ☒ niet → hier")
        + paragraph(tick_box(box) + run("betaalt ") + drop_down("eenmalig|jaarlijks", choice))
        + "".join(paragraph(f"punt {at}", properties=numbered(1, at)) for at in range(4)),
        styles=STYLES + STYLE,
        numbering=LIST,
    )


SIGNS = """\
Akkoord ☑ ja →
✓tot ≤ 5
Gewoon ✓●
Kies ☐ wel of ☒ niet → hier
☐betaalt eenmalig
• punt 0
o punt 1
▪ punt 2
- punt 3
"""
FILES = {
    "beelden": pictured(BEELD + IN_BOX),
    "formules": docx(FORMULAS),
    "noten": docx(NOTED, **NOTES, settings=COUNTED),
    "tekens": signs(),
}


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Let LibreOffice make PDFs, once, of what it gets of each file."""
    folder = tmp_path_factory.mktemp("getekend")
    for name, content in FILES.items():
        (folder / f"{name}.docx").write_bytes(slim(content))
    convert("pdf", folder, [folder / f"{name}.docx" for name in FILES])
    return {name: folder / f"{name}.pdf" for name in FILES}


@pytest.mark.parametrize("name", FILES)
def test_what_is_drawn_is_proved(pdfs: Mapping[str, Path], name: str) -> None:
    assert proofread(FILES[name], pdfs[name], values=(), pages=(1, 3)) == ()


def test_a_formula_is_in_the_pdf(pdfs: Mapping[str, Path]) -> None:
    assert read_pdf(pdfs["formules"])[0].split("\n") == [
        "Dus b=0,15*(n+1).",
        "bijdrage = inwoners * tarief",
        "links rechts",
    ]
    other = docx(FORMULAS.replace("0,15", "0,51"))
    assert proofread(other, pdfs["formules"], values=(), pages=(1, 1)) == (
        differs("Dus b=~*(n+1). bijdrage = inwoners", "0,51", "0,15"),
    )


def test_endnotes_stand_behind_the_text_with_their_numbers(pdfs: Mapping[str, Path]) -> None:
    first, last = read_pdf(pdfs["noten"])[0], read_pdf(pdfs["noten"])[-1]
    shown = first.replace("\n.", ".").split("\n")
    assert shown[:5] == [
        *("Per inwoneri.", "Per inwonerC.", "Vijf jaarii.", "Vijf jaarD."),
        "i Zie CBS (endnote).",
    ]
    assert shown[-2:] == ["C Zie CBS (footnote).", "D tot 2027 (footnote)."]
    assert last.endswith("tot 2027 (endnote).")
    notes = {**NOTES, "endnotes": NOTES["endnotes"].replace("CBS", "de wet")}
    other = docx(NOTED, **notes, settings=COUNTED)
    (finding,) = proofread(other, pdfs["noten"], values=(), pages=(1, 3))
    assert finding == (
        'In Word staat "jaarD. i Zie de wet (endnote). ii Lang", in de PDF staat ". i Zie CBS '
        '(endnote). ii Lang".'
    )


def test_signs_are_drawn_in_their_place(pdfs: Mapping[str, Path]) -> None:
    assert read_word(FILES["tekens"]).as_text() == SIGNS
    assert read_word(slim(FILES["tekens"])).as_text() == SIGNS
    (page,) = read_pdf(pdfs["tekens"])
    assert " ".join(page.split()) == " ".join(SIGNS.split())


OTHERWISE = 'In Word staat "{}", in de PDF staat "niet → hier ☐betaalt eenmalig • punt".'

OTHER_CHOICE = (
    'In Word staat "→ hier ☐betaalt jaarlijks • punt 0", in de PDF staat "→ hier ☐betaalt eenmalig '
    '• punt 0".'
)


@pytest.mark.parametrize(
    ("box", "choice", "finding"),
    [
        ("<w:checked/>", "", [OTHERWISE.format("niet → hier ☒betaalt eenmalig • punt")]),
        ('<w:default w:val="1"/>', "", [OTHERWISE.format("niet → hier ☒betaalt eenmalig • punt")]),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', '<w:result w:val="0"/>', []),
        (
            "",
            '<w:result w:val="1"/><w:default w:val="0"/>',
            [OTHER_CHOICE],
        ),
    ],
)
def test_a_choice_that_is_drawn_otherwise(
    pdfs: Mapping[str, Path], box: str, choice: str, finding: list[str]
) -> None:
    found = proofread(signs(box, choice), pdfs["tekens"], values=(), pages=(1, 1))
    assert list(found) == finding


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (BEELD + BEELD + IN_BOX, ("In Word staan 5 afbeeldingen; de PDF toont er 4.",)),
        (BEELD, ()),  # LibreOffice makes a picture of a shadow too
    ],
)
def test_a_picture_that_is_not_drawn(
    pdfs: Mapping[str, Path], text: str, finding: tuple[str, ...]
) -> None:
    found = proofread(pictured(text), pdfs["beelden"], values=(), pages=(2, 2))
    assert tuple(each for each in found if "afbeelding" in each) == finding
