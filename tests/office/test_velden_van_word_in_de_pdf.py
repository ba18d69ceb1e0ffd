"""Word's own fields, and links, as they come out of LibreOffice."""

from __future__ import annotations

from collections.abc import Mapping

import pikepdf
import pytest

from hulp.sjabloonbouw import packed, relation, template
from hulp.values import onderwerp
from hulp.wordbouw import field, paragraph, run, section
from overeenkomstgen.office.hier import Hier
from overeenkomstgen.office.installatie import find_libreoffice
from overeenkomstgen.office.werkstuk import Uitslag, Werkstuk
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.velden.velden import merge_values

FIELDS = (
    *("DATE", "TIME", "SAVEDATE", "PRINTDATE", "CREATEDATE", "AUTONUM", "AUTONUMLGL", "LISTNUM"),
    *("NUMWORDS", "NUMCHARS", "FILENAME", "TITLE", "SUBJECT", "KEYWORDS", "AUTHOR", "COMMENTS"),
    *("DOCPROPERTY Zaak", "EDITTIME", "REVNUM", "SECTIONPAGES", "IF 1 = 1 a b", "= 2 + 3"),
    *("REF _Ref1 \\p \\h", "REF _Ref1 \\* Upper", "REF _Ref1 \\r \\t", "PAGEREF _Ref1 \\p"),
    *("SEQ Tabel \\h", "BIBLIOGRAPHY", "INDEX", "STYLEREF 1", "TEMPLATE"),
)
RELS = {
    f"word/_rels/{part}.xml.rels": relation("rIdL", "hyperlink", target, external=True)
    for part, target in (("document", "mailto:%7b%7b%20a%20%7d%7d"), ("footer1", "https://x.nl/"))
}
LINK = '<w:hyperlink r:id="rIdL"><w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r></w:hyperlink>'
MARK = '<w:bookmarkStart w:id="{0}" w:name="_Ref{0}"/>{1}<w:bookmarkEnd w:id="{0}"/>'
HEADINGS = (
    paragraph(MARK.format(1, run("Een")), "Heading1")
    + paragraph('<w:r><w:br w:type="page"/></w:r>')
    + paragraph(MARK.format(2, run("Twee")), "Heading1")
)


def contents(*numbers: str) -> str:
    begin, end = field(' TOC \\o "1-3" '.replace('"', "&quot;"), "x").split(run("x"))
    lines = [
        run(f"Artikel {at} {('Een', 'Twee')[at - 1]}")
        + "<w:r><w:tab/></w:r>"
        + field(f"PAGEREF _Ref{at} \\h", number)
        for at, number in enumerate(numbers, 1)
    ]
    return paragraph(begin + lines[0]) + paragraph(lines[1] + end)


OLD = "Artikel 2 Twee {} Artikel 1 Een"
FILES = {
    "bevroren": template(
        "".join(paragraph(run("Zie ") + field(each, "zo {{ a }}") + run(".")) for each in FIELDS)
        + HEADINGS
    ),
    "levend": template(
        HEADINGS
        + paragraph(run("Zie ") + field("REF _Ref1 \\r \\h", "Artikel 1") + run(" op bladzijde "))
        + paragraph(field("PAGEREF _Ref2 \\h", "4") + run(" en ") + field("REF _Ref2", "Twee"))
        + section("default footer1", '<w:pgNumType w:start="3"/>'),
        footer1=paragraph(
            field("PAGE \\* roman", "i") + run(" van ") + field("NUMPAGES \\* ALPHABETIC", "A")
        ),
    ),
    "koppeling": packed(
        template(
            paragraph(run("Mail ") + LINK.format("ons") + run(" of zie "))
            + paragraph(field("HYPERLINK &quot;https://y.nl/b&quot;", "daar")),
            footer1=paragraph(LINK.format("voet")),
        ),
        relations=RELS,
    ),
    "inhoud": template(contents("1", "2") + HEADINGS),
    "inhoud, de nummers niet op het web": template(
        contents("1", "2").replace("<w:rPr>", "<w:rPr><w:webHidden/>") + HEADINGS
    ),
    "oude inhoud": template(contents("1", "1") + HEADINGS),
}


@pytest.fixture(scope="module")
def uitslagen(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Uitslag]:
    """Return what becomes of each template, filled, as documents are made."""
    folder = tmp_path_factory.mktemp("velden")
    values = {**merge_values(onderwerp()), "a": "b+c@deventer.nl"}
    werkstukken = []
    for name, content in FILES.items():
        ingevuld = Sjabloon.load(content, name).fill(values)
        word = folder / f"{name}.docx"
        word.write_bytes(ingevuld.content)
        werkstukken.append(Werkstuk(word, ingevuld.values, (1, 9)))
    with Hier(find_libreoffice(), 120, workers=1) as hier:
        made = list(hier.make(werkstukken, folder / "pdf"))
    return {each.werkstuk.word.stem: each for each in made}


def text(uitslag: Uitslag) -> str:
    assert uitslag.pdf is not None
    return "\n".join(read_pdf(uitslag.pdf))


@pytest.mark.ongemeten
def test_what_a_field_showed_stands_in_the_pdf(uitslagen: Mapping[str, Uitslag]) -> None:
    assert uitslagen["bevroren"].redenen == ()
    lines = text(uitslagen["bevroren"]).splitlines()
    number = {"REF _Ref1 \\r \\t": "1"}  # it is filled in: Artikel 1, without the word
    expected = [f"Zie {number.get(each, 'zo b+c@deventer.nl')}." for each in FIELDS]
    assert lines[: len(FIELDS)] == expected


def test_what_depends_on_the_pages_is_computed(uitslagen: Mapping[str, Uitslag]) -> None:
    assert uitslagen["levend"].redenen == ()
    assert [line for line in text(uitslagen["levend"]).splitlines() if " van " in line] == [
        "iii van B",
        "iv van B",
    ]


def test_a_link_without_a_style_can_be_followed(uitslagen: Mapping[str, Uitslag]) -> None:
    uitslag = uitslagen["koppeling"]
    assert (uitslag.redenen, uitslag.pdf is None) == ((), False)
    with pikepdf.open(uitslag.pdf or "") as pdf:
        found = [str(each.A.URI) for each in pdf.pages[0].get("/Annots", [])]
    assert sorted(found) == ["https://x.nl/", "https://y.nl/b", "mailto:b+c@deventer.nl"]


def test_a_number_of_a_page_that_is_out_of_date_is_seen(uitslagen: Mapping[str, Uitslag]) -> None:
    assert uitslagen["inhoud"].redenen == ()
    assert uitslagen["inhoud, de nummers niet op het web"].redenen == ()
    assert uitslagen["oude inhoud"].redenen == (
        f'In Word staat "{OLD.format(1)}", in de PDF staat "{OLD.format(2)}".',
    )
