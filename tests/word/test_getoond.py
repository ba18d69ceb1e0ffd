"""The closed list of what Word shows: everything in the standard is on it, and nothing twice."""

import pytest
from lxml import etree

from hulp.sjabloonbouw import image
from hulp.wordbouw import (
    NAMESPACES,
    docx,
    field,
    footnote,
    footnote_reference,
    formula,
    paragraph,
    part_of_formula,
    run,
    section,
    text_box,
)
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.getoond import SOORTEN, Naam, Soort, naam_of, soort_of
from overeenkomstgen.word.lezer import read_parts
from overeenkomstgen.word.vreemd import find_foreign

OPEN = "http://schemas.openxmlformats.org/"

# ISO/IEC 29500-1, annex A.1: what may stand in a run, a paragraph, around paragraphs, in a drawing.
RUN = (
    "br t contentPart delText instrText delInstrText noBreakHyphen softHyphen dayShort monthShort "
    "yearShort dayLong monthLong yearLong annotationRef footnoteRef endnoteRef separator "
    "continuationSeparator sym pgNum cr tab object pict fldChar ruby footnoteReference "
    "endnoteReference commentReference drawing ptab lastRenderedPageBreak rPr movie control"
)
PARAGRAPH = (
    "pPr customXml smartTag sdt dir bdo r fldSimple hyperlink subDoc proofErr permStart permEnd "
    "ins del moveFrom moveTo bookmarkStart bookmarkEnd moveFromRangeStart moveFromRangeEnd "
    "moveToRangeStart moveToRangeEnd commentRangeStart commentRangeEnd customXmlInsRangeStart "
    "customXmlDelRangeEnd customXmlMoveFromRangeStart customXmlMoveToRangeEnd"
)
BLOCK = (
    "body p tbl tr tc tblPr tblGrid tblPrEx trPr tcPr sdtPr sdtEndPr sdtContent sectPr altChunk "
    "background txbxContent hdr ftr footnotes footnote endnotes endnote customXmlPr smartTagPr"
)
DRAWING = (
    "inline anchor simplePos positionH positionV extent effectExtent wrapNone wrapSquare wrapTight "
    "wrapThrough wrapTopAndBottom docPr cNvGraphicFramePr"
)
NAMED = {
    "contentPart", "dayShort", "monthShort", "yearShort", "dayLong", "monthLong", "yearLong",
    "pgNum", "ruby", "movie", "control", "subDoc", "altChunk",
}  # fmt: skip


WATERMARK = '<v:shape id="PowerPlusWaterMarkObject1"><v:textpath string="CONCEPT"/></v:shape>'


def element(xml: str) -> etree._Element:
    """Return the first element of a piece of a Word file."""
    more = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:c="urn:c"'
    return etree.fromstring(f"<x {NAMESPACES} {more}>{xml}</x>")[0]


@pytest.mark.parametrize(
    ("space", "names"),
    [("w", RUN), ("w", PARAGRAPH), ("w", BLOCK), ("wp", DRAWING)],
    ids=["run", "paragraph", "block", "drawing"],
)
def test_everything_in_the_standard_is_known(space: str, names: str) -> None:
    found = {name: element(f"<{space}:{name}/>") for name in names.split()}
    named = {name for name, each in found.items() if soort_of(str(each.tag)) is Soort.GENOEMD}
    assert named == NAMED & set(found)
    for name in named:
        naam = naam_of(found[name])
        assert naam is not None
        assert "niet kent" not in naam.what


def test_a_name_tells_what_it_is_and_the_way_out() -> None:
    named = [tag for tag, soort in SOORTEN.items() if soort is Soort.GENOEMD]
    names = [naam_of(etree.Element(tag)) for tag in named]
    for naam in filter(None, names):
        assert "niet kent" not in naam.what
        assert naam.what.startswith(("een ", "inhoud ", "handschrift ", "WordArt"))
    assert [tag.rpartition("}")[2] for tag, naam in zip(named, names, strict=True) if not naam] == [
        "textpath",  # of these it depends
        "bodyPr",
    ]


@pytest.mark.parametrize(
    ("xml", "what"),
    [
        ("<c:wonder/>", "een onderdeel dat dit programma niet kent (wonder)"),
        ("<w:wonder/>", "een onderdeel dat dit programma niet kent (wonder)"),
        ('<v:shape id="x"><v:textpath string="Zo!"/></v:shape>', "WordArt"),
        (WATERMARK, "een watermerk"),
        ('<v:shape><v:textpath on="t"/></v:shape>', None),
        ("<wps:bodyPr><a:prstTxWarp/></wps:bodyPr>", "WordArt"),
        ('<wps:bodyPr><a:prstTxWarp prst="textNoShape"/></wps:bodyPr>', None),
        ("<wps:bodyPr/>", None),
    ],
)
def test_what_a_thing_is_called(xml: str, what: str | None) -> None:
    made = element(xml)
    naam = naam_of(made[0] if len(made) and "}shape" in str(made.tag) else made)
    assert (naam.what if isinstance(naam, Naam) else None) == what


def drawing(content: str) -> str:
    return (
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData>"
        f"{content}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


CHART = drawing(f'<c:chart xmlns:c="{OPEN}drawingml/2006/chart"/>')
RUBY = "<w:r><w:ruby><w:rt><w:r><w:t>ko</w:t></w:r></w:rt><w:rubyBase/></w:ruby></w:r>"
FRACTION = formula("a=", part_of_formula("f", num="1", den="2"))
FALLBACK = "<mc:AlternateContent><mc:Choice/><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"


def told(body: str, **parts: str) -> list[str]:
    """Return what is refused in a template with such a body."""
    bestand = Woordbestand.of(docx(body, **parts))
    return list(map(str, find_foreign("brief.docx", bestand, read_parts(bestand))))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            CHART,
            (
                'alinea "Zie": dit bestand heeft een grafiek; plak er een afbeelding '
                "voor in de plaats (Plakken speciaal), en beschrijf die"
            ),
        ),
        (
            RUBY,
            (
                'alinea "Zieko": dit bestand heeft een fonetische gids (ruby); zet de tekst er '
                "gewoon neer"
            ),
        ),
        (
            FRACTION,
            (
                'alinea "Ziea=12": dit bestand heeft een formule met een breuk; schrijf haar op '
                "één regel, of zet er een beschreven afbeelding voor in de plaats"
            ),
        ),
        (
            "<w:r><w:dayLong/></w:r>",
            (
                'alinea "Zie": dit bestand heeft een datum die Word steeds zelf invult; zet er '
                "{{ document.datum | datum }} voor in de plaats"
            ),
        ),
        (
            "<w:r><w:pgNum/></w:r>",
            (
                'alinea "Zie": dit bestand heeft een paginanummer van een oude Word; voeg het '
                "opnieuw in: Invoegen, Paginanummer"
            ),
        ),
        (
            f'<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml">{WATERMARK}</w:pict></w:r>',
            (
                'alinea "Zie": dit bestand heeft een watermerk; haal het weg bij Ontwerpen, '
                "Watermerk, en zet het woord in de koptekst"
            ),
        ),
        (
            field("EQ \\f(1;2)", ""),
            (
                'alinea "Zie": dit bestand heeft een formule als veld (EQ); voeg haar opnieuw in: '
                "Invoegen, Vergelijking"
            ),
        ),
        (
            '<w:wonder><w:wonder/></w:wonder><w:r><w:t xml:space="preserve"> dit</w:t></w:r>',
            (
                'alinea "Zie dit": dit bestand heeft een onderdeel dat dit programma niet kent '
                "(wonder); verwijder het, of plak het in Word als tekst of als afbeelding"
            ),
        ),
    ],
    ids=["chart", "ruby", "fraction", "date", "page number", "watermark", "field", "unknown"],
)
def test_what_is_not_read_is_refused_by_name_at_its_place(content: str, message: str) -> None:
    assert told(paragraph(run("Zie") + content)) == [f"brief.docx, {message}"]
    assert told(paragraph("x"), header1=paragraph(run("Zie") + content)) == [
        f"brief.docx, {message.replace('alinea', 'koptekst', 1)}"
    ]


@pytest.mark.parametrize(
    "content",
    [
        f"<w:del>{CHART}</w:del>",
        run("x", "<w:vanish/>").replace("</w:r>", "<w:ruby/></w:r>"),
        f"<w:r>{FALLBACK.format('<w:wonder/>')}</w:r>",
        text_box("Let op"),
        drawing(f'<pic:pic xmlns:pic="{OPEN}drawingml/2006/picture"><pic:spPr/></pic:pic>'),
        "<w:r><w:commentReference/><w:lastRenderedPageBreak/></w:r>",
    ],
    ids=["deleted", "hidden", "for older programs", "text box", "picture", "marks"],
)
def test_what_no_reader_sees_is_not_refused(content: str) -> None:
    assert told(paragraph(run("Zie") + content)) == []


def test_a_formula_between_paragraphs_is_not_overlooked() -> None:
    assert told(formula("a")) == [
        (
            'brief.docx, alinea "": dit bestand heeft een formule buiten elke alinea; zet haar '
            "in een alinea"
        )
    ]


@pytest.mark.parametrize(
    ("reference", "settings", "what"),
    [
        (footnote_reference(), "", []),
        (footnote_reference(kind="endnote"), "", []),
        (
            footnote_reference().replace(" w:id", ' w:customMarkFollows="1" w:id'),
            "",
            ["een noot met een eigen teken"],
        ),
        (
            footnote_reference(),
            '<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>',
            ["noten die opnieuw tellen"],
        ),
        (
            footnote_reference(kind="endnote"),
            '<w:endnotePr><w:pos w:val="sectEnd"/></w:endnotePr>',
            ["noten die opnieuw tellen"],
        ),
        (
            footnote_reference(),
            '<w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr>',
            ["noten met tekens als nummer"],
        ),
    ],
)
def test_notes_that_count_in_another_way(reference: str, settings: str, what: list[str]) -> None:
    sections = paragraph("x", properties=section("")) + paragraph("y")
    found = told(paragraph(run("Zie") + reference * 2) + sections, settings=settings)
    assert [each.partition(" heeft ")[2].partition(";")[0] for each in found] == what


def test_one_note_and_notes_in_one_section_do_not_count_again() -> None:
    """The reference document of Pandoc restarts in each section, of which there is one."""
    each = '<w:footnotePr><w:numRestart w:val="{}"/></w:footnotePr>'
    notes = footnote_reference() * 2
    assert told(paragraph(notes), settings=each.format("eachSect")) == []
    assert told(paragraph(footnote_reference()), settings=each.format("eachPage")) == []


def test_a_picture_in_an_endnote() -> None:
    text = footnote(" x", kind="endnote").replace("</w:p>", f"{image()}</w:p>")
    body = paragraph(run("Zie") + footnote_reference(kind="endnote"))
    found = told(body, endnotes=text)
    assert found[-1] == (
        'brief.docx, eindnoot "x": dit bestand heeft een afbeelding in een eindnoot; zet haar '
        "in de tekst"
    )
