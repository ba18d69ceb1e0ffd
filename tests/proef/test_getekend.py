"""What Word shows besides letters is proofread in what LibreOffice makes of it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from hulp.sjabloonbouw import EMF, image, with_image
from hulp.wordbouw import convert, docx, formula, paragraph, part_of_formula, run, text_box
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.proef.proef import proofread
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
)
FILES = {"beelden": pictured(BEELD + IN_BOX), "formules": docx(FORMULAS)}


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
    assert proofread(FILES[name], pdfs[name], values=(), pages=(1, 2)) == ()


def test_a_formula_is_in_the_pdf(pdfs: Mapping[str, Path]) -> None:
    assert read_pdf(pdfs["formules"])[0].split("\n") == [
        "Dus b=0,15*(n+1).",
        "bijdrage = inwoners * tarief",
    ]
    other = docx(FORMULAS.replace("0,15", "0,51"))
    assert proofread(other, pdfs["formules"], values=(), pages=(1, 1)) == (
        (
            'In Word staat "Dus b=0,51*(n+1). bijdrage = inwoners", in de PDF staat '
            '"Dus b=0,15*(n+1). bijdrage = inwoners".'
        ),
    )


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
