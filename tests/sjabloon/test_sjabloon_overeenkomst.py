"""The template of the samenwerkingsovereenkomst, as the Word file that it is."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pypdf
import pytest
from docx import Document
from lxml import etree

from hulp.eigensjabloon import fill, part, text_of, typed_text
from hulp.omzetten import to_pdf
from overeenkomstgen.kern.gemeente import Functie
from overeenkomstgen.office.installatie import find_libreoffice
from overeenkomstgen.word.elementen import W

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lxml.etree import _Element

pytestmark = pytest.mark.ongemeten

SOORT = "samenwerkingsovereenkomst"
NS = {"w": W[1:-1]}
FILLER_LINES = range(0, 50, 2)
MILLIMETRE = 72 / 25.4  # in points
ALL_OPEN = dict.fromkeys(
    (
        "gemeente.collegebesluit",
        "ondertekenaar.aanhef",
        "ondertekenaar.functie",
        "ondertekenaar.naam",
        "ondertekening.datum",
        "ondertekening.plaats",
    )
)
"""All that may be unknown in ``gemeenten.csv``."""
WETHOUDER = {
    "ondertekenaar.aanhef": "mevrouw",
    "ondertekenaar.functie": Functie.WETHOUDER,
    "ondertekenaar.gemachtigd": True,
    "ondertekenaar.naam": "A. Jansen",
}


def value(element: _Element, path: str) -> str | None:
    """Return the ``w:val`` of the element at ``path``; None where there is none."""
    found = element.find(path, NS)
    return None if found is None else found.get(f"{W}val")


def style_id(paragraph: _Element) -> str:
    return value(paragraph, "w:pPr/w:pStyle") or ""


def styles() -> dict[str, _Element]:
    found = part("word/styles.xml", SOORT).findall("w:style", NS)
    return {style.get(f"{W}styleId", ""): style for style in found}


def style_chain(name: str | None) -> Iterator[_Element]:
    """Yield a style and, one after the other, the styles that it is based on."""
    known = styles()
    while name is not None:
        yield known[name]
        name = value(known[name], "w:basedOn")


def has_property(paragraph: _Element, name: str) -> bool:
    """Whether a paragraph has an on-off property, of its own or from its style."""
    holders = [paragraph, *style_chain(style_id(paragraph))]
    return any(holder.find(f"w:pPr/w:{name}", NS) is not None for holder in holders)


def numbering_levels() -> dict[str, tuple[str, str, str, str]]:
    """Return the list, the level, the number format and the text of each numbered style."""
    return {
        value(level, "w:pStyle") or "": (
            abstract.get(f"{W}abstractNumId", ""),
            level.get(f"{W}ilvl", ""),
            value(level, "w:numFmt") or "",
            value(level, "w:lvlText") or "",
        )
        for abstract in part("word/numbering.xml", SOORT).findall("w:abstractNum", NS)
        for level in abstract.findall("w:lvl", NS)
    }


def test_properties_carry_fields_and_no_dates() -> None:
    properties = {
        etree.QName(element).localname: element.text for element in part("docProps/core.xml", SOORT)
    }
    assert properties == {
        "title": "Samenwerkingsovereenkomst {{ convenant.periode }}"
        " \N{EN DASH} gemeente {{ gemeente.naam }}",
        "subject": "Samenwerkingsovereenkomst behorende bij het convenant"
        " {{ convenant.naam }} {{ convenant.periode }}",
        "creator": "{{ netwerk.naam }} en {{ stichting.naam }}",
        "language": "nl-NL",
    }


def test_numbering_is_linked_to_the_styles() -> None:
    levels = numbering_levels()
    assert levels == {
        "Kop1": ("0", "0", "decimal", "Artikel %1"),
        "Artikellid": ("0", "1", "decimal", "%1.%2"),
        "Partij": ("1", "0", "decimal", "%1."),
        "Overweging": ("2", "0", "lowerLetter", "%1."),
    }
    lists = {
        num.get(f"{W}numId"): value(num, "w:abstractNumId")
        for num in part("word/numbering.xml", SOORT).findall("w:num", NS)
    }
    for name, (list_id, level, _, _) in levels.items():
        style = styles()[name]
        assert lists[value(style, "w:pPr/w:numPr/w:numId")] == list_id
        assert (value(style, "w:pPr/w:numPr/w:ilvl") or "0") == level


def test_no_number_is_set_outside_the_styles_or_typed() -> None:
    document = part("word/document.xml", SOORT)
    assert document.find(".//w:numPr", NS) is None
    typed = re.compile(r"\s*(artikel\s+\d|\(?[0-9a-z]{1,2}[.)]|\d)", re.IGNORECASE)
    texts = [text_of(paragraph) for paragraph in document.iter(f"{W}p")]
    assert [text for text in texts if typed.match(text)] == []


def test_headings_are_all_of_level_one_and_stay_with_their_text() -> None:
    headings = [
        paragraph
        for paragraph in part("word/document.xml", SOORT).iter(f"{W}p")
        if has_property(paragraph, "outlineLvl")
    ]
    assert len(headings) == 7  # the snapshots of filled agreements have them
    outline_levels = {value(style, "w:pPr/w:outlineLvl") for style in styles().values()}
    assert outline_levels == {"0", None}
    assert all(has_property(heading, "keepNext") for heading in headings)


def test_no_line_of_a_paragraph_stands_alone() -> None:
    assert styles()["Standaard"].find("w:pPr/w:widowControl", NS) is not None


def test_signature_table_has_no_borders() -> None:
    (table,) = part("word/document.xml", SOORT).iter(f"{W}tbl")
    assert not list(table.iter(f"{W}tblBorders", f"{W}tcBorders", f"{W}tblStyle"))


def test_all_from_article_4_4_to_the_signatures_is_kept_together() -> None:
    paragraphs = list(part("word/document.xml", SOORT).iter(f"{W}p"))
    first = next(n for n, p in enumerate(paragraphs) if "Nederlands recht" in text_of(p))
    *chain, end = paragraphs[first:]
    assert len(chain) == 9
    assert [
        text_of(paragraph) for paragraph in chain if not has_property(paragraph, "keepNext")
    ] == []
    assert text_of(end) == ""


def test_footer_names_document_municipality_and_page() -> None:
    footer = part("word/footer1.xml", SOORT)
    assert text_of(footer) == (
        "Samenwerkingsovereenkomst {{ convenant.periode }}, gemeente {{ gemeente.naam }}"
        "pagina 1 van 2"
    )
    assert len(list(footer.iter(f"{W}tab"))) == 1
    fields = [field.get(f"{W}instr", "").strip() for field in footer.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_which_figures_are_typed() -> None:
    typed = typed_text(SOORT)
    assert re.findall(r"\w+ \d+(?:\.\d+)?(?: \w+)?", typed) == [
        "artikel 1.2 bedoelde",
        "tegen 1 januari",
        "punt 2 van",
        "Bijlage 1",
    ]
    assert len(re.findall(r"\d", typed)) == 5


def lines_of(changes: Mapping[str, object]) -> list[str]:
    """Return the text of each paragraph, in the table too, with plain spaces."""
    body = Document(BytesIO(fill(SOORT, changes).content)).element.body
    return [text_of(p).replace("\N{NO-BREAK SPACE}", " ") for p in body.iter(f"{W}p")]


@pytest.mark.parametrize(
    ("changes", "signatory"),
    [
        (
            {},
            "burgemeester, de heer R.C. König, op grond van het collegebesluit van 10 januari 2023",
        ),
        (
            WETHOUDER,
            (
                "wethouder, mevrouw A. Jansen, daartoe door de burgemeester aangewezen op grond van"
                " artikel 171, tweede lid, van de Gemeentewet, op grond van het collegebesluit van"
                " 10 januari 2023"
            ),
        ),
        (
            {**ALL_OPEN, "ondertekenaar.naam": "A. Jansen"},
            (
                f"{'_' * 27} (functie), de heer/mevrouw A. Jansen, op grond van het"
                f" collegebesluit van {'_' * 19} (datum)"
            ),
        ),
        (
            {"ondertekenaar.naam": None},
            (
                f"burgemeester, de heer {'_' * 27} (naam), op grond van het collegebesluit van"
                " 10 januari 2023"
            ),
        ),
    ],
)
def test_who_represents_the_municipality(changes: Mapping[str, object], signatory: str) -> None:
    party = next(line for line in lines_of(changes) if line.startswith("de gemeente Deventer"))
    assert party == (
        "de gemeente Deventer, gevestigd te Deventer aan het adres Grote Kerkhof 1, rechtsgeldig"
        f" vertegenwoordigd door haar {signatory}, hierna te noemen: de gemeente;"
    )


@pytest.mark.parametrize(
    ("open_field", "sentence"),
    [
        (None, "Opgemaakt in tweevoud te Deventer op 10 januari 2023."),
        (
            "ondertekening.plaats",
            f"Opgemaakt in tweevoud te {'_' * 19} (plaats) op 10 januari 2023.",
        ),
        ("ondertekening.datum", f"Opgemaakt in tweevoud te Deventer op {'_' * 19} (datum)."),
    ],
)
def test_where_and_when_it_is_drawn_up(open_field: str | None, sentence: str) -> None:
    changes = {open_field: None} if open_field else {}
    assert sentence in lines_of(changes)


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with agreements as PDF.

    ``open`` has everything unknown, ``wethouder`` someone designated; the numbers are ``open``
    with so many lines put before article 4. The most lines are more than a page holds: the end
    of a page passes through all that follows.
    """
    folder = tmp_path_factory.mktemp("overeenkomsten")
    for name, changes in {"open": ALL_OPEN, "wethouder": WETHOUDER}.items():
        (folder / f"{name}.docx").write_bytes(fill(SOORT, changes).content)
    for count in FILLER_LINES:
        document = Document(str(folder / "open.docx"))
        heading = next(p for p in document.paragraphs if p.text == "Overige bepalingen")
        for _ in range(count):
            heading.insert_paragraph_before("vulregel", style="Body Text")
        document.save(str(folder / f"{count}.docx"))
    words = sorted(folder.glob("*.docx"))
    made = [omzetting.pdf for omzetting in to_pdf(words, folder, office=find_libreoffice())]
    assert len(list(filter(None, made))) == len(words)
    return folder


def read_pages(pdf: Path) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(pdf).pages)


def test_signatures_never_stand_alone_on_a_page(pdfs: Path) -> None:
    together = [
        "4.4Opdezesamenwerkingsovereenkomstis",
        "Ondertekening",
        "Opgemaaktintweevoud",
        "GemeenteDeventer",
        "V.Everhardtdirecteur-bestuurder",
        "Naam:",
    ]
    pages_by_filler = {
        count: ["".join(page.extract_text().split()) for page in read_pages(pdfs / f"{count}.pdf")]
        for count in FILLER_LINES
    }
    apart = {
        count: missing
        for count, pages in pages_by_filler.items()
        if (missing := [text for text in together if text not in pages[-1]])
    }
    assert apart == {}
    assert {len(pages) for pages in pages_by_filler.values()} == {2, 3, 4}


@pytest.mark.parametrize("name", ["open", "wethouder"])
def test_page_two_opens_with_an_article(pdfs: Path, name: str) -> None:
    _, second = read_pages(pdfs / f"{name}.pdf")
    assert second.extract_text().startswith("Artikel")


def test_no_line_to_write_on_is_broken(pdfs: Path) -> None:
    """Each line stands whole beside its label, and in the signature block fits the column."""
    text = "\n".join(page.extract_text() for page in read_pages(pdfs / "open.pdf"))
    lines = [" ".join(line.split()) for line in text.splitlines() if "_" in line]
    assert [re.sub("_+", "…", line) for line in lines] == [
        "vertegenwoordigd door haar … (functie), de heer/mevrouw",
        "… (naam), op grond van het collegebesluit van",
        "… (datum), hierna te noemen: de gemeente;",
        "Opgemaakt in tweevoud te … (plaats) op … (datum).",
        "Naam: …",
        "Functie: …",
    ]


def heights_on_the_last_page(pdf: Path) -> dict[str, float]:
    """Return at what height above the bottom each text stands, in points."""
    heights: dict[str, float] = {}

    def note(text: str, matrix: list[float], position: list[float], *_: object) -> None:
        heights[text.strip()] = position[5] * matrix[3] + matrix[5]

    read_pages(pdf)[-1].extract_text(visitor_text=note)
    return heights


def test_there_is_room_to_write_by_hand(pdfs: Path) -> None:
    heights = heights_on_the_last_page(pdfs / "open.pdf")
    assert heights["Naam:"] - heights["Functie:"] > 8 * MILLIMETRE


@pytest.mark.parametrize(
    ("name", "who", "office"),
    [("open", "Naam:", "Functie:"), ("wethouder", "Jansen", "wethouder")],
)
def test_both_parties_sign_at_the_same_height(pdfs: Path, name: str, who: str, office: str) -> None:
    heights = heights_on_the_last_page(pdfs / f"{name}.pdf")
    for one, other in (("Everhardt", who), ("directeur-bestuurder", office)):
        assert heights[one] == pytest.approx(heights[other], abs=0.1)
