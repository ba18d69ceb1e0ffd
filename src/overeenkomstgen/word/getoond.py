"""The closed list of what Word shows: of each element whether it is text, wraps it, or is silent.

What a reader sees and this program does not read has a name here; so has what is on no list,
which is how anything new in Word comes to light. Names of elements are those of ISO/IEC 29500-1
(clauses 17, 20 to 22), 29500-3 and 29500-4 (VML), of [MS-DOCX] and of [MS-ODRAWXML].
"""

from collections.abc import Mapping
from enum import Enum
from typing import Final, NamedTuple

from lxml import etree

from overeenkomstgen.word.elementen import MC, A, W, paragraph_of, text_in

M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V: Final = "{urn:schemas-microsoft-com:vml}"
_OPEN = "{http://schemas.openxmlformats.org/drawingml/2006/"
_WORD = "{http://schemas.microsoft.com/office/word/2010/"
_DRAWING = "{http://schemas.microsoft.com/office/drawing/"
_O = "{urn:schemas-microsoft-com:office:office}"
_W10 = "{urn:schemas-microsoft-com:office:word}"
_SYMEX = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}"
_WP, _PIC = f"{_OPEN}wordprocessingDrawing}}", f"{_OPEN}picture}}"
W14, _WP14 = f"{_WORD}wordml}}", f"{_WORD}wordprocessingDrawing}}"
_WPS, _WPG, _WPC = (f"{_WORD}wordprocessing{name}}}" for name in ("Shape", "Group", "Canvas"))
_TEXTPATH, _BODY = f"{V}textpath", f"{_WPS}bodyPr"

Soort = Enum(
    "Soort",
    "LETTERS TEKEN SYMBOOL NOOT NOOTNUMMER VELD FORMULE BEELD HOUDER LOOP OMHULSEL KEUZE WEG STIL "
    "GENOEMD",
)
"""What an element is to who reads a Word file.

Letters can be written in; a sign (``TEKEN``, ``SYMBOOL``) cannot. A ``HOUDER`` holds paragraphs,
or is one; a ``LOOP`` is a run; an ``OMHULSEL`` is looked through, and what is ``WEG`` was deleted
or moved. Of a ``KEUZE`` the first is read. What is ``STIL`` no reader sees; what is ``GENOEMD`` has
a name (:func:`naam_of`), and is not read.
"""


class Naam(NamedTuple):
    """What a message calls something that is not read, or not drawn as Word does by LibreOffice."""

    what: str  # to be read after *dit bestand heeft*: ``een grafiek``
    advice: str  # what to do about it in Word
    compared: bool = False  # it is read nonetheless, so that two texts can be compared


class Ongelezen(NamedTuple):
    """Something that a reader of Word sees, and that is not read."""

    element: etree._Element
    naam: Naam

    @property
    def near(self) -> str:
        """The text of the paragraph that it stands in."""
        paragraph = paragraph_of(self.element)
        return "" if paragraph is None else " ".join(text_in(paragraph, *LETTERS).split())


def _each(space: str, names: str) -> tuple[str, ...]:
    return tuple(space + name for name in names.split())


LETTERS: Final = (f"{W}t", f"{M}t")
TEKENS: Final[Mapping[str, str]] = {  # and what a reader sees of each sign
    **dict.fromkeys(_each(W, "tab ptab"), "\t"),
    **dict.fromkeys(_each(W, "br cr"), "\n"),
    f"{W}softHyphen": "\N{SOFT HYPHEN}",
    f"{W}noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
}

_PASTE = "plak er een afbeelding voor in de plaats (Plakken speciaal), en beschrijf die"
_AS_TEXT = "schrijf haar op één regel, of zet er een beschreven afbeelding voor in de plaats"
_INK = Naam("handschrift (inkt)", "vervang het door tekst, of door een beschreven afbeelding")
_CHART = Naam("een grafiek", _PASTE)
_WORDART = Naam(
    "WordArt", "maak er gewone tekst van (bij Teksteffecten, Transformeren: Geen transformatie)"
)
_WATERMARK = Naam(
    "een watermerk", "haal het weg bij Ontwerpen, Watermerk, en zet het woord in de koptekst"
)
OBJECT: Final = Naam(
    "een ingesloten object, zoals een werkblad of een programma",
    "verwijder het object, of zet er tekst of een afbeelding voor in de plaats",
)
OTHER_FILE: Final = Naam(
    "inhoud uit een ander bestand dat erin of erbij zit",
    "plak die inhoud als gewone tekst in het sjabloon",
)
_DATE = Naam(
    "een datum die Word steeds zelf invult",
    "zet er {{ document.datum | datum }} voor in de plaats",
)
HIDDEN_PICTURE: Final = Naam(
    "een verborgen afbeelding",
    "verwijder haar, of maak haar zichtbaar (Beeldindeling, Selectiedeelvenster)",
)
_PARTS = (
    "f rad nary sSup sSub sSubSup sPre m eqArr func limLow limUpp acc bar groupChr borderBox phant"
)
_WORDS = (
    "breuk wortel som macht index index index matrix stelsel functie limiet limiet accent streep "
    "accolade kader leegte"
)
FORMULAS: Final = dict(zip(_each(M, _PARTS), _each("", _WORDS), strict=True))
"""What parts of a formula are called that do not stand on one line (22.1.2)."""
_NAMED: Final[Mapping[str, Naam]] = {
    f"{_OPEN}chart}}chart": _CHART,
    f"{_DRAWING}2014/chartex}}chart": _CHART,
    f"{_OPEN}diagram}}relIds": Naam("een SmartArt-afbeelding", _PASTE),
    f"{_OPEN}lockedCanvas}}lockedCanvas": Naam("een tekening uit een ander programma", _PASTE),
    f"{_DRAWING}2017/model3d}}model3d": Naam("een 3D-model", _PASTE),
    f"{_DRAWING}2016/ink}}ink": _INK,
    **dict.fromkeys((f"{W}contentPart", f"{W14}contentPart", f"{_O}ink"), _INK),
    f"{W}ruby": Naam("een fonetische gids (ruby)", "zet de tekst er gewoon neer"),
    f"{W}movie": Naam("een filmpje", "verwijder het"),
    f"{_O}signatureline": Naam(
        "een handtekeningregel van Word", "zet er een gewone lijn voor in de plaats"
    ),
    **dict.fromkeys(_each(W, "dayShort dayLong monthShort monthLong yearShort yearLong"), _DATE),
    f"{W}pgNum": Naam(
        "een paginanummer van een oude Word", "voeg het opnieuw in: Invoegen, Paginanummer"
    ),
    **dict.fromkeys((f"{_O}OLEObject", *_each(W, "control objectEmbed objectLink")), OBJECT),
    **dict.fromkeys(_each(W, "altChunk subDoc"), OTHER_FILE),
    f"{M}oMath": Naam("een formule buiten elke alinea", "zet haar in een alinea"),
    **{
        tag: Naam(f"een formule met een {word}", _AS_TEXT, compared=True)
        for tag, word in FORMULAS.items()
    },
}
_BARCODE = Naam("een streepjescode als veld", "zet er een beschreven afbeelding voor in de plaats")
FIELDS: Final[Mapping[str, Naam]] = {
    "EQ": Naam("een formule als veld (EQ)", "voeg haar opnieuw in: Invoegen, Vergelijking"),
    "SYMBOL": Naam("een teken als veld (SYMBOL)", "voeg het opnieuw in: Invoegen, Symbool"),
    **dict.fromkeys(("DISPLAYBARCODE", "MERGEBARCODE", "BARCODE"), _BARCODE),
}
"""What fields of Word's own are called, of which no result is read (17.16.5)."""
_SHAPES = "shape rect roundrect oval line polyline curve arc group textbox image"
SOORTEN: Final[dict[str, Soort]] = {
    tag: soort
    for soort, tags in {
        Soort.LETTERS: LETTERS,
        Soort.TEKEN: TEKENS,
        Soort.SYMBOOL: (f"{W}sym", *_each(_SYMEX, "sym symEx")),
        Soort.NOOT: _each(W, "footnoteReference endnoteReference"),
        Soort.NOOTNUMMER: _each(W, "footnoteRef endnoteRef"),
        Soort.VELD: _each(W, "fldSimple fldChar instrText"),
        Soort.BEELD: (f"{A}blip", f"{V}imagedata"),
        Soort.HOUDER: _each(W, "p tbl tr tc txbxContent"),
        Soort.LOOP: (f"{W}r", f"{M}r"),
        Soort.OMHULSEL: (
            *_each(W, "document body hdr ftr footnotes footnote endnotes endnote hyperlink"),
            *_each(W, "smartTag sdt sdtContent customXml ins moveTo dir bdo drawing pict object"),
            *(f"{MC}Choice", f"{MC}Fallback", f"{W14}conflictIns"),
            *(f"{_WP}inline", f"{_WP}anchor", f"{A}graphic", f"{A}graphicData", f"{A}blipFill"),
            *(f"{_PIC}pic", f"{_PIC}blipFill", *_each(_WPS, "wsp spPr txbx")),
            *(*_each(_WPG, "wgp grpSp graphicFrame"), *_each(_WPC, "wpc bg whole")),
            *_each(M, "oMathPara e sub sup num den deg fName lim mr box d"),
            *_each(V, _SHAPES),
        ),
        Soort.KEUZE: (f"{MC}AlternateContent",),
        Soort.WEG: (*_each(W, "del moveFrom"), f"{W14}conflictDel"),
        Soort.STIL: (
            *_each(W, "pPr rPr tblGrid bookmarkStart bookmarkEnd permStart permEnd proofErr"),
            *_each(W, "commentReference annotationRef lastRenderedPageBreak separator"),
            *_each(W, "continuationSeparator delText delInstrText background"),
            *(f"{_WPS}linkedTxbx", f"{_WPG}xfrm"),
        ),
        Soort.GENOEMD: (*_NAMED, _TEXTPATH, _BODY),
        Soort.FORMULE: (f"{M}oMath",),  # named too, where it stands by itself
    }.items()
    for tag in tags
}

# Nothing else of these is seen: positions, colours and lines of what is drawn.
_SILENT = (A, V, _WP, _WP14, _W10, _O, "{urn:schemas-microsoft-com:office:powerpoint}")
_PROPERTIES = ("Pr", "PrEx", "PrChange", "RangeStart", "RangeEnd", "}extLst", "}style")


def soort_of(tag: str) -> Soort:
    """Return what an element is; what is on no list is named."""
    silent = tag.startswith(_SILENT) or tag.endswith(_PROPERTIES)
    return SOORTEN.get(tag) or (Soort.STIL if silent else Soort.GENOEMD)


def is_hidden(picture: etree._Element) -> bool:
    """Tell whether a picture was made invisible as such (20.4.2.5)."""
    drawing = next(picture.iterancestors(f"{W}drawing"), None)
    about = None if drawing is None else next(drawing.iter(f"{_WP}docPr"), None)
    return about is not None and about.get("hidden") in {"1", "true"}


def naam_of(element: etree._Element) -> Naam | None:
    """Return what a message calls an element that is not read; None where nothing is to be seen."""
    tag = str(element.tag)
    if tag == _TEXTPATH:  # 29500-4, 19.1.2.23: text along a line; without text there is none
        if not (element.get("string") or "").strip():
            return None
        shape = element.getparent()
        mark = shape is not None and "WaterMark" in f"{shape.get('id')}{shape.get(f'{_O}spid')}"
        return _WATERMARK if mark else _WORDART
    if tag == _BODY:  # 20.1.9.19: letters along a line, unless it is that of plain text
        warp = element.find(f"{A}prstTxWarp")
        return None if warp is None or warp.get("prst") == "textNoShape" else _WORDART
    what = f"een onderdeel dat dit programma niet kent ({tag.rpartition('}')[2]})"
    advice = "verwijder het, of plak het in Word als tekst of als afbeelding"
    return _NAMED.get(tag) or Naam(what, advice)
