"""Layout that people choose in Word: made, and proved, in one run of LibreOffice.

Frames, drop caps, numbers of lines, and tables that only lay text out.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pikepdf import Array, Dictionary, Object, Pdf

from hulp.herkennen import is_recognised
from hulp.omzetten import to_pdf
from hulp.opbouw import structure
from hulp.sjabloonbouw import DECORATION, image, packed, relation, template, with_image
from hulp.verapdf import assert_archival
from hulp.wordbouw import (
    LINE,
    NUMBERING,
    STYLES,
    bordered_box,
    docx,
    drop_cap,
    field,
    footnote,
    footnote_reference,
    frame,
    level,
    numbered,
    paragraph,
    run,
    section,
    table,
    text_box,
)
from overeenkomstgen.office.installatie import find_libreoffice
from overeenkomstgen.pdf.archief import archive
from overeenkomstgen.pdf.oordeel import judge
from overeenkomstgen.proef.proef import proofread
from overeenkomstgen.word.tekst import read_word
from overeenkomstgen.word.voor_omzetting import slim

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hulp.snapshots import Snapshots

SENTENCE = (
    "e gemeente Deventer sluit een overeenkomst met de stichting, en doet dat in een zin die lang "
    "genoeg is voor drie regels op de bladzijde, zodat Deventer er nog een keer in past. "
)
MANY = "".join(paragraph(f"Dit is regel {n} van de tekst. " + "Woord " * 25) for n in range(24))
ADDRESS = frame("Gemeente Deventer") + frame("Grote Kerkhof 1")
PAGE_NUMBER = paragraph(
    field("PAGE", "1"),
    properties='<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="right" '
    'w:y="1"/>',
)
FRAMED_STYLE = (
    '<w:style w:type="paragraph" w:styleId="Adres"><w:name w:val="Adres"/><w:pPr><w:framePr '
    'w:w="4000" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="6500" w:y="2000"/></w:pPr>'
    "</w:style>"
)
LABELS = [["Naam:", "Deventer"], ["Adres:", "Grote Kerkhof 1"]]
SIGNED = [["Voor Platform31", "", "Voor Deventer"], ["V. Everhardt", "", "R.C. König"]]
FIGURES = [["a", "b", "c"], ["1", "2", "3"]]
LEDEN = [["Nr.", "Stad", "Dag"], ["1", "Zwolle", "1 mei"], ["2", "", "2 mei"], ["3 a", "x", "y"]]
FIRST_COLUMN = '<w:tblLook w:val="04A0"/>'
IN_LISTS = ((2,), (2,), (2, 1), (2, 1), (4,), (4, 2), (4, 3), (4, 4))
OTHERS = level(2, "none", "") + level(3, "upperRoman", "%4)") + level(4, "bullet", "\N{EN DASH}")
TITEL = '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
KAPITAAL = '<w:rStyle w:val="Kapitaal"/>'


KOP = paragraph("Kop")
BLAD = field("PAGE", "7") + run(" van ") + field("NUMPAGES", "9")
LINK = f'<w:hyperlink r:id="rIdL">{run("deze site")}</w:hyperlink>'
PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'


def counted(lines: str, body: str = MANY, **parts: str) -> bytes:
    edges = "\n".join(f"default {name}" for name in parts)
    return template(body + section(edges, f"<w:lnNumType {lines}/>"), **parts)


LINK = '<w:hyperlink w:anchor="x"><w:bookmarkStart w:id="9" w:name="x"/>{}</w:hyperlink>'
FILES = {
    "adres": template(paragraph("Eerst") + ADDRESS + paragraph("Geachte heer,") + MANY),
    "kader van een stijl": template(
        paragraph("Gemeente Deventer", "Adres") + paragraph("Tekst"), styles=STYLES + FRAMED_STYLE
    ),
    "twee kaders": template(ADDRESS + frame("Ons kenmerk", 'w:x="1500" w:y="3000"') + MANY),
    "kader voor een tabel": template(ADDRESS + table(LABELS) + paragraph("Tekst")),
    "kader in een voettekst": template(MANY, footer1=PAGE_NUMBER + paragraph("Voet")),
    "beginkapitaal": template(drop_cap("D") + paragraph(SENTENCE * 2) + paragraph("Slot")),
    "beginkapitaal in de kantlijn": template(drop_cap("D", "margin") + paragraph(SENTENCE)),
    "vet beginkapitaal": template(
        drop_cap("D", extra="<w:b/>")
        + paragraph(run("e stad ") + run("X", "<w:b/>"))
        + paragraph("Dan")
        + drop_cap("D")
        + paragraph(run("e ") + run("D", "<w:b/>") + run(SENTENCE))
    ),
    "kort beginkapitaal": template(drop_cap("D") + paragraph("e stad")),
    "tekstvak met een rand": template(paragraph(run("Naast ") + bordered_box("In een vak"))),
    "tekstvak zonder rand": template(paragraph(run("Naast ") + text_box("In een vak"))),
    "tekstvak in een koptekst": template(
        paragraph(run("Een") + PAGE_BREAK + run("Twee")), header1=paragraph(bordered_box("Vak"))
    ),
    "lijn": template(paragraph(run("Tekst") + LINE), header1=paragraph(run("Kop") + LINE)),
    "versiering": with_image(template(paragraph(run("Sier ") + DECORATION))),
    "afbeelding zonder beschrijving": with_image(template(paragraph(run("Logo ") + image()))),
    "bladzijde in de tekst": template(
        table([["Blad:", "X"]]).replace(run("X"), BLAD)
        + paragraph(run("Naast ") + text_box("Y").replace(run("Y"), BLAD))
        + paragraph(run("Een") + PAGE_BREAK + run("Twee"))
    ),
    "bladzijde in de tekst, in cijfers van Rome": template(
        paragraph(run("Blad ") + field("PAGE", "1"))
        + section("", '<w:pgNumType w:fmt="upperRoman" w:start="4"/>')
    ),
    "koppelingen buiten de tekst": packed(
        template(
            paragraph(run("Zie") + footnote_reference(1) + run(" en ") + footnote_reference(2))
            + section("default header1"),
            header1=paragraph(run("Kijk op ") + LINK),
            footnotes=footnote(" Een noot.", 1) + footnote(" Nog een.", 2),
        ),
        relations={
            "word/_rels/header1.xml.rels": relation(
                "rIdL", "hyperlink", "https://x.example/", external=True
            )
        },
    ),
    "regelnummers": counted('w:countBy="1" w:restart="continuous"'),
    "regelnummers per bladzijde": counted(
        'w:countBy="5" w:restart="newPage"', footer1=paragraph(run("blad ") + field("PAGE", "1"))
    ),
    "regelnummers en wat daarbuiten staat": counted(
        'w:countBy="1"',
        paragraph("Voor") * 4 + paragraph(PAGE_BREAK + run("12 dagen")),
        header1=KOP + paragraph("van twee regels"),
        footer1=paragraph(run("blad ") + field("PAGE", "1")),
    ),
    "regelnummers en een enkele regel": counted(
        'w:countBy="1"', paragraph("Voor") + paragraph(PAGE_BREAK + run("7 dagen")), header1=KOP
    ),
    "regelnummers en een getal dat er geen is": counted(
        'w:countBy="5"', paragraph("Voor") + paragraph(PAGE_BREAK + run("10 dagen")), header1=KOP
    ),
    "regelnummers en getallen": counted(
        'w:countBy="1" w:start="3"', paragraph("Voor") + table([["4"], ["5"]]) + paragraph("6")
    ),
    "tabellen": template(
        table(LABELS)
        + paragraph("en")
        + table(SIGNED)
        + paragraph("en")
        + table(FIGURES[:1])
        + paragraph("en")
        + table(FIGURES, header=True)
    ),
    "tabel zonder kop": template(table(FIGURES)),
    "om voor te lezen": template(
        paragraph("Overeenkomst", "Titel")
        + paragraph("Duur", "Heading1")
        + paragraph("Eerste lid.", "Lid")
        + paragraph("Tweede lid.", "Lid")
        + paragraph("Bijzonder", properties='<w:outlineLvl w:val="3"/>')
        + "".join(paragraph("Punt.", properties=numbered(*where)) for where in IN_LISTS)
        + paragraph("")
        + paragraph("De heer ______ (naam), op ______")
        + paragraph(run("Te ______") + run("\N{NO-BREAK SPACE}", KAPITAAL) + run("(plaats), nu."))
        + paragraph(run("Vet: _______ (jaar), van ", "<w:b/>") + run("2 ______ (1)", KAPITAAL))
        + paragraph(run("Gezien ______ ") + LINK.format(run("(naam)")))
        + paragraph(run("In ______") + LINK.format(run(" ")) + run("(plaats)"))
        + table(LEDEN, header=True).replace("</w:tblPr>", f"{FIRST_COLUMN}</w:tblPr>", 1)
        + paragraph("en")
        + table(LEDEN, header=True),
        styles=f"{STYLES}{TITEL}",
        numbering=NUMBERING.replace("</w:abstractNum>", f"{OTHERS}</w:abstractNum>", 3),
    ),
}
TOO_MUCH = 'In de PDF staat na "Woord Woord Woord" de tekst'
WITHOUT_HEADING = (
    "Op pagina 1 staat een tabel zonder veldnamenrij; kies in het sjabloon voor haar eerste rij "
    "'Veldnamenrijen herhalen'."
)
REFUSED = {
    "tabel zonder kop": (WITHOUT_HEADING,),
    "afbeelding zonder beschrijving": (
        (
            "Op pagina 1 staat een afbeelding zonder beschrijving; geef haar in het sjabloon een "
            "alternatieve tekst."
        ),
    ),
}


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("opmaak")
    for name, content in FILES.items():
        (folder / f"{name}.docx").write_bytes(slim(content))
    words = [folder / f"{name}.docx" for name in FILES]
    made = {}
    for omzetting in to_pdf(words, folder / "pdf", office=find_libreoffice()):
        assert omzetting.pdf is not None, omzetting.problem
        archive(omzetting.pdf, "Titel", "", "")
        made[omzetting.source.stem] = omzetting.pdf
    return made


def proved(pdf: Path, word: bytes) -> tuple[str, ...]:
    return proofread(word, pdf, values=(), pages=(1, 5))


def test_a_pdf_with_footnotes_is_recognised(pdfs: Mapping[str, Path]) -> None:
    """Their names are in a tree of the PDF; without it nothing else of this document differs."""
    path = pdfs["koppelingen buiten de tekst"]
    with Pdf.open(path) as document:
        assert "/IDTree" in document.Root.StructTreeRoot
    assert is_recognised(path.read_bytes())


@pytest.mark.parametrize("name", FILES)
def test_layout_of_word_is_made_and_proved(pdfs: Mapping[str, Path], name: str) -> None:
    assert proved(pdfs[name], FILES[name]) == ()
    assert judge(pdfs[name]) == REFUSED.get(name, ())


def test_verapdf_passes_all_of_it(pdfs: Mapping[str, Path]) -> None:
    assert_archival(pdf for name, pdf in pdfs.items() if name not in REFUSED)


def roles(node: Object) -> list[str]:
    """Return the types of the elements in another, in the order in which they are read."""
    kids = node.get("/K", Array())
    found = []
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            found += [str(kid.S), *roles(kid)]
    return found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("adres", ["Standard", "Div", "Standard", "Standard", "Standard"]),
        ("tekstvak met een rand", ["Div", "Standard", "Standard"]),
        ("tekstvak zonder rand", ["Div", "Standard", "Standard"]),
        ("lijn", ["Standard"]),
        ("versiering", ["Standard"]),
        ("afbeelding zonder beschrijving", ["Standard", "Figure"]),
    ],
)
def test_a_screen_reader_hears_what_is_said_in_order(
    pdfs: Mapping[str, Path], name: str, expected: list[str]
) -> None:
    with Pdf.open(pdfs[name]) as document:
        found = roles(document.Root.StructTreeRoot)
    assert found[1 : len(expected) + 1] == [f"/{role}" for role in expected]


def test_what_a_listener_hears(snapshots: Snapshots, pdfs: Mapping[str, Path]) -> None:
    """A title, levels that nobody uses, lists of all kinds, lines to fill in, heads of rows."""
    snapshots.check("opbouw-om-voor-te-lezen.txt", structure(pdfs["om voor te lezen"]))
    assert is_recognised(pdfs["om voor te lezen"].read_bytes())


def test_frames_stand_apart_from_the_text() -> None:
    text = read_word(FILES["twee kaders"])
    assert text.body.boxes == ("Gemeente Deventer\nGrote Kerkhof 1", "Ons kenmerk")
    assert text.body.paragraphs[0].text.startswith("Dit is regel 0")


@pytest.mark.parametrize(
    ("name", "word", "found"),
    [
        (
            "adres",
            template(frame("Gemeente Zwolle") + paragraph("Eerst") + MANY),
            ['In de PDF ontbreekt het tekstvak "Gemeente Zwolle".'],
        ),
        (
            "beginkapitaal",
            template(drop_cap("H") + paragraph(SENTENCE * 2) + paragraph("Slot")),
            [
                'In de PDF ontbreekt aan het begin de tekst "H".',
                'In de PDF staat na "keer in past." de tekst "D" te veel.',
            ],
        ),
        (
            "regelnummers en getallen",
            counted('w:countBy="1" w:start="3"', paragraph("Voor") + table([["4"], ["5"]])),
            ['In de PDF staat na "Voor 4 5" de tekst "6" te veel.'],
        ),
        (
            "regelnummers",
            docx(MANY),
            [f'{TOO_MUCH} "1 2 3 4 5 6 … 40 41 42 43 44 45" te veel.'],
        ),
    ],
)
def test_what_differs_is_found(
    pdfs: Mapping[str, Path], name: str, word: bytes, found: list[str]
) -> None:
    assert list(proved(pdfs[name], word))[: len(found)] == found
