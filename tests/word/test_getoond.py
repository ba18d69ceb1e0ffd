"""The closed list of what Word shows: everything in the standard is on it, and nothing twice."""

import pytest
from lxml import etree

from hulp.wordbouw import NAMESPACES
from overeenkomstgen.word.getoond import SOORTEN, Naam, Soort, naam_of, soort_of

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


def element(xml: str) -> etree._Element:
    """Return the first element of a piece of a Word file."""
    more = 'xmlns:m="urn:m" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:c="urn:c"'
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
        (
            '<v:shape id="PowerPlusWaterMarkObject1"><v:textpath string="CONCEPT"/></v:shape>',
            "een watermerk",
        ),
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
