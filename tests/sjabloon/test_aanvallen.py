"""Templates that mean harm: each refused with its reason, in 512 MB at most.

They are loaded, looked at and filled in a process of which the system takes away memory
beyond that bound: what grows too big dies there, and its message is then not the one that
is expected. The work that a tag may do is counted, so that the same tag is refused at the
same point on any machine.
"""

from __future__ import annotations

import gzip
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from test_sjabloon_bestand import DISTRUST, DOCUMENT, GOOD, NO_WORD, PARTS, TOO_BIG, part

from hulp.aanval import besieged
from hulp.sjabloonbouw import PNG, image, packed, relation
from hulp.wordbouw import docx, pack, paragraph, run
from overeenkomstgen.errors import InputError
from overeenkomstgen.sjabloon.opdrachten.grens import Grens, TooMuchError
from overeenkomstgen.sjabloon.sjabloon import Sjabloon

pytestmark = [pytest.mark.traag, pytest.mark.processen]

SAFE = "ingevuld: y | y"
STYLES = "word/styles.xml"
DAMAGED = (
    f"het onderdeel {STYLES} is beschadigd; "
    "open het in Word en bewaar het als Word-document (.docx), zonder wachtwoord"
)
TOO_MUCH_XML = (
    "dit bestand heeft veel meer tekst of opmaak dan een gewoon Word-document; "
    "maak het opnieuw in Word, of verdeel het over meer bestanden"
)


Attack = Callable[[bytes], str]
Siege = Callable[[Path], str]


def unmeasured(names: Iterable[str]) -> list[object]:
    return [pytest.param(name, marks=pytest.mark.ongemeten) for name in names]


@pytest.fixture(scope="module")
def sieges() -> Iterator[Callable[[bool], Siege]]:
    """Give a process that is measured, and one that is not, each started by who asks it first."""
    with ExitStack() as started:
        yield cache(lambda _measured: started.enter_context(besieged()))


@pytest.fixture
def attack(
    sieges: Callable[[bool], Siege], tmp_path: Path, request: pytest.FixtureRequest
) -> Attack:
    """Give what the user is told of a template, without the name of its folder."""

    def attack(content: bytes) -> str:
        path = tmp_path / "brief.docx"
        path.write_bytes(content)
        siege = sieges(request.node.get_closest_marker("ongemeten") is None)
        return siege(path).replace(f"{tmp_path.name}/brief.docx", "brief.docx")

    return attack


# --- the zip ---


def lying() -> bytes:
    """Return a file with an entry of 600 MB that says it has 10 bytes."""
    compressor = zlib.compressobj(1, wbits=-15)
    megabyte = bytes(1024**2)
    data = b"".join(compressor.compress(megabyte) for _ in range(600)) + compressor.flush()
    whole = pack({**PARTS, "word/media/a.bin": data}, zipfile.ZIP_STORED)
    stored = struct.pack("<II", len(data), len(data))
    lie = struct.pack("<II", len(data), 10)
    assert whole.count(stored) == 2
    whole = whole.replace(stored, lie)
    for signature, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = whole.index(signature, 0 if place == 8 else whole.rindex(b"PK\x01\x02"))
        at = whole.rindex(b"PK\x03\x04", 0, whole.index(b"word/media")) if place == 8 else at
        whole = whole[: at + place] + struct.pack("<H", 8) + whole[at + place + 2 :]
    return whole


def crowded() -> bytes:
    """Return a file that lists its parts 300,000 times."""
    start = GOOD.index(b"PK\x01\x02")
    end = GOOD.index(b"PK\x05\x06")
    directory = GOOD[start:end]
    many = directory * (300_000 * 8 // directory.count(b"PK\x01\x02") // 8)
    return (
        GOOD[:start]
        + many
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, len(many), start, 0)
    )


def overlapping() -> bytes:
    """Return a file in which two names are one and the same content."""
    second = part("word/styleX.xml", "<a/>")
    start, end = second.rindex(b"PK\x01\x02"), second.index(b"PK\x05\x06")
    styles = second.rindex(b"PK\x01\x02", 0, second.rindex(STYLES.encode()))
    offset = second[styles + 42 : styles + 46]
    return second[: start + 42] + offset + second[start + 46 : end] + second[end:]


def compressed(kind: int) -> bytes:
    return pack({**PARTS, "word/media/a.bin": bytes(40_000_000)}, kind)


def encrypted() -> bytes:
    """Return a file of which every entry says that it has a password."""
    flags = re.compile(rb"(PK\x03\x04..|PK\x01\x02....)(.)", re.DOTALL)
    return flags.sub(lambda found: found[1] + bytes([found[2][0] | 1]), GOOD)


def shorter() -> bytes:
    """Return a file with an entry that is less than it says."""
    size, more = (struct.pack("<I", len(PARTS[STYLES]) + extra) for extra in (0, 7))
    assert GOOD.count(size) == 2  # before the content, and in the directory
    return GOOD.replace(size, more)


def outside(shown: str) -> str:
    return f"het onderdeel {shown} wijst buiten het bestand; {DISTRUST}"


ZIPS: dict[str, tuple[Callable[[], bytes], str]] = {
    "600 MB that says it is 10 bytes": (lying, NO_WORD),
    "300,000 entries": (crowded, TOO_BIG),
    "60 MB of zeroes": (lambda: part("word/media/a.bin", bytes(60_000_000)), TOO_BIG),
    "two names for one content": (overlapping, NO_WORD),
    "compressed by bzip2": (lambda: compressed(zipfile.ZIP_BZIP2), NO_WORD),
    "compressed by LZMA": (lambda: compressed(zipfile.ZIP_LZMA), NO_WORD),
    "an entry that is less than it says": (shorter, NO_WORD),
    "with a password": (encrypted, NO_WORD),
    "a zip in a zip is left alone": (lambda: part("word/media/a.zip", GOOD), SAFE),
    "up and out": (lambda: part("word/../../x.xml", "<a/>"), outside("'word/../../x.xml'")),
    "drive": (lambda: part("C:x.xml", "<a/>"), outside("'C:x.xml'")),
    "backslash": (lambda: part("word\\x.xml", "<a/>"), outside("'word\\\\x.xml'")),
    "absolute": (lambda: part("/x.xml", "<a/>"), outside("'/x.xml'")),
    "nul": (
        lambda: part("word/xQ.xml", "<a/>").replace(b"xQ.xml", b"x\0.xml"),
        outside("'word/x\\x00.xml'"),
    ),
    "a very long name": (
        lambda: part(f"../{'x' * 60_000}.xml", "<a/>"),
        outside(f"'../{'x' * 76}…"),
    ),
}


# --- its XML ---


def in_styles(content: bytes) -> Callable[[], bytes]:
    return lambda: part(STYLES, content)


def with_dtd(inner: str, content: str = "") -> Callable[[], bytes]:
    return lambda: part(STYLES, f"<!DOCTYPE a {inner}><a>{content}</a>")


def doctype(name: str) -> str:
    rule = "een DOCTYPE, en die hoort niet in een Word-document"
    return f"het onderdeel {name} heeft {rule}; {DISTRUST}"


STYLES_DOCTYPE = doctype(STYLES)
MORE = "".join(f"<!ENTITY a{n + 1} '{f'&a{n or str()};' * 10}'>" for n in range(9))
LAUGHS = f"<!DOCTYPE a [<!ENTITY a 'haha'>{MORE}]>"
LONG = "x" * 100_000
XML: dict[str, tuple[Callable[[], bytes], str]] = {
    "a billion laughs": (
        lambda: part(DOCUMENT, LAUGHS.encode() + PARTS[DOCUMENT]),
        doctype(DOCUMENT),
    ),
    "a billion laughs in an attribute": (
        lambda: part(STYLES, f"{LAUGHS}<a b='&a9;'/>"),
        STYLES_DOCTYPE,
    ),
    "quadratic blow-up": (with_dtd(f"[<!ENTITY e '{LONG}'>]", "&e;" * 100_000), STYLES_DOCTYPE),
    "a file of this computer": (
        with_dtd("[<!ENTITY e SYSTEM 'file:///etc/passwd'>]", "&e;"),
        STYLES_DOCTYPE,
    ),
    "a file of the network": (
        with_dtd("[<!ENTITY e SYSTEM 'http://127.0.0.1:9/x'>]", "&e;"),
        STYLES_DOCTYPE,
    ),
    "a parameter entity": (
        with_dtd("[<!ENTITY % e SYSTEM 'http://127.0.0.1:9/x'> %e;]"),
        STYLES_DOCTYPE,
    ),
    "a DTD of the network": (with_dtd("SYSTEM 'http://127.0.0.1:9/x.dtd'"), STYLES_DOCTYPE),
    "a public DTD": (with_dtd("PUBLIC '-//x' 'http://127.0.0.1:9/x.dtd'"), STYLES_DOCTYPE),
    "a DTD in UTF-16": (
        in_styles("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>".encode("utf-16")),
        STYLES_DOCTYPE,
    ),
    "UTF-7": (in_styles(b"<?xml version='1.0' encoding='UTF-7'?>+ADw-a/+AD4-"), DAMAGED),
    "EBCDIC": (in_styles("<?xml version='1.0' encoding='cp037'?><a/>".encode("cp037")), DAMAGED),
    "an entity that is not there": (in_styles(b"<a>&e;</a>"), DAMAGED),
    "100,000 levels": (in_styles(b"<a>" * 100_000 + b"</a>" * 100_000), DAMAGED),
    "12 million elements": (in_styles(b"<a>" + b"<a/>" * 12_000_000 + b"</a>"), TOO_MUCH_XML),
    "a million attributes": (
        in_styles(b"<a %s/>" % b" ".join(b'a%d=""' % number for number in range(1_000_000))),
        TOO_MUCH_XML,
    ),
    "just not a million elements": (in_styles(b"<a>" + b"<a/>" * 990_000 + b"</a>"), SAFE),
    "40 MB of text": (in_styles(b"<a>" + b"x" * 40_000_000 + b"</a>"), TOO_MUCH_XML),
}


# --- what it brings along ---

MACRO = "dit bestand heeft macro's; bewaar het in Word als Word-document zonder macro's (.docx)"
OBJECT = (
    "dit bestand heeft een ingesloten object, zoals een werkblad of een programma; "
    "verwijder het object, of zet er tekst of een afbeelding voor in de plaats"
)
ANDER = (
    "dit bestand heeft inhoud uit een ander bestand dat erin of erbij zit; "
    "plak die inhoud als gewone tekst in het sjabloon"
)
SAMENVOEGEN = (
    "dit bestand hangt aan een gegevensbron van Word (afdruk samenvoegen); kies in Word bij "
    "Verzendlijsten, Afdruk samenvoegen starten, voor Normaal Word-document"
)


def picture(place: str) -> str:
    return (
        f"dit bestand heeft een afbeelding die niet in het bestand staat maar op {place}; "
        "voeg de afbeelding in Word opnieuw in, zonder koppeling"
    )


def reference(place: str) -> str:
    return (
        f"dit bestand verwijst naar iets buiten het bestand, {place}; "
        "verwijder de koppeling in Word (Bestand, Info, Koppelingen naar bestanden bewerken)"
    )


def fetching(name: str, what: str = "bestand") -> str:
    return (
        f"dit {what} heeft een veld {name}, dat iets van buiten haalt; "
        "verwijder dit veld in Word, of vervang het door de inhoud (Ctrl+Shift+F9)"
    )


def refers(kind: str, target: str, source: str = "document", *, external: bool = True) -> bytes:
    """Return a file in which a part refers to something, inside the file or out of it."""
    own = PARTS.get(f"word/{source}.xml", b"<a/>")
    each = relation("vreemd", kind, target, external=external)
    return packed(GOOD, {f"word/{source}.xml": own}, {f"word/_rels/{source}.xml.rels": each})


def fields(*instructions: str) -> str:
    """Return a paragraph with a field of which Word split the instruction."""
    runs = "".join(
        f'<w:r><w:instrText xml:space="preserve">{each}</w:instrText></w:r>'
        for each in instructions
    )
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    return f"<w:p>{begin}{runs}{separate}{run('x')}{end}</w:p>{paragraph('{{ x }}')}"


VBA = '<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
VREEMD: dict[str, tuple[Callable[[], bytes], str]] = {
    "picture of the network": (
        lambda: refers("image", "http://127.0.0.1:9/a.png"),
        picture("http://127.0.0.1:9/a.png"),
    ),
    "picture of the network in a footer": (
        lambda: refers("image", "https://example.org/a.png", "footer1"),
        f"brief.docx, voettekst: {picture('https://example.org/a.png')}",
    ),
    "picture of a server, as old Word has it": (
        lambda: docx(
            '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
            '<v:imagedata src="\\\\server\\a.png"/></v:shape></w:pict></w:r></w:p>'
        ),
        picture("\\\\server\\a.png"),
    ),
    "attached template": (
        lambda: refers("attachedTemplate", "https://example.org/a.dotm", "settings"),
        (
            "brief.docx, instellingen: dit bestand hangt aan een ander sjabloon, "
            "https://example.org/a.dotm; koppel het in Word los: Ontwikkelaars, Documentsjabloon, "
            "en kies Normal"
        ),
    ),
    "linked object": (
        lambda: refers("oleObject", "file:///x.xlsx"),
        (
            "dit bestand heeft een object dat gekoppeld is aan file:///x.xlsx; "
            "verwijder de koppeling, of zet er tekst of een afbeelding voor in de plaats"
        ),
    ),
    "font of the network": (
        lambda: refers("font", "https://example.org/a.ttf", "fontTable"),
        f"brief.docx, lettertypen: {reference('https://example.org/a.ttf')}",
    ),
    "anything of the network": (
        lambda: refers("iets", "https://example.org/" + "a" * 100),
        reference(f"https://example.org/{'a' * 60}…"),
    ),
    "out of the file without saying so": (
        lambda: refers("image", "https://example.org/a.png", external=False),
        reference("https://example.org/a.png"),
    ),
    "macros": (lambda: refers("vbaProject", "vbaProject.bin", external=False), MACRO),
    "macros that nothing refers to": (lambda: packed(GOOD, {"word/x.bin": b"x"}, types=VBA), MACRO),
    "embedded object": (lambda: refers("oleObject", "a.bin", external=False), OBJECT),
    "embedded workbook": (lambda: refers("package", "a.xlsx", external=False), OBJECT),
    "ActiveX control": (lambda: refers("control", "a.xml", external=False), OBJECT),
    "embedded web page": (lambda: refers("aFChunk", "a.html", external=False), ANDER),
    "web page of the network": (lambda: refers("aFChunk", "https://example.org/a.html"), ANDER),
    "sub-document": (lambda: refers("subDocument", "file:///a.docx"), ANDER),
    "frame": (lambda: refers("frame", "https://example.org/a.html", "webSettings"), ANDER),
    "data source": (
        lambda: refers("mailMergeSource", "file:///leden.mdb", "settings"),
        f"brief.docx, instellingen: {SAMENVOEGEN}",
    ),
    "data source without a file": (
        lambda: docx(paragraph("{{ x }}"), settings="<w:mailMerge/>"),
        f"brief.docx, instellingen: {SAMENVOEGEN}",
    ),
    "custom XML": (
        lambda: docx(
            '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/></w:sdtPr>'
            f"<w:sdtContent>{paragraph('{{ x }}')}</w:sdtContent></w:sdt>"
        ),
        (
            "dit bestand heeft een invulvak waarvan Word de inhoud uit andere gegevens haalt; "
            "verwijder het invulvak in Word en houd de tekst (Inhoudsbesturingselement verwijderen)"
        ),
    ),
    "field that fetches a picture": (
        lambda: docx(fields(" INCLUDE", 'PICTURE "https://example.org/a.png" ')),
        fetching("INCLUDEPICTURE"),
    ),
    "field that fetches text": (
        lambda: docx(
            f'<w:p><w:fldSimple w:instr=" includetext file:///etc/passwd ">{run("x")}'
            "</w:fldSimple></w:p>"
        ),
        fetching("INCLUDETEXT"),
    ),
    "field that starts a program": (
        lambda: docx(fields("DDEAUTO c:\\\\windows\\\\cmd.exe")),
        fetching("DDEAUTO"),
    ),
    "field that a tag makes": (
        lambda: docx(fields("{{ 'INCLUDE' ~ 'PICTURE' }} https://example.org/a.png")),
        fetching("INCLUDEPICTURE", "document"),
    ),
    "field of which a condition takes the border away": (
        lambda: docx(
            fields("D")
            .removesuffix(paragraph("{{ x }}"))
            .replace(
                '<w:r><w:fldChar w:fldCharType="separate"/>',
                run("{% if x == 'nooit' %}") + '<w:r><w:fldChar w:fldCharType="separate"/>',
            )
            .removesuffix("</w:p>")
            + fields("DE c:\\\\x")
            .removeprefix("<w:p>")
            .replace("</w:r>", f"</w:r>{run('{% endif %}')}", 1)
        ),
        fetching("DDE", "document"),
    ),
    "hyperlink, to click on": (lambda: refers("hyperlink", "https://example.org"), SAFE),
    "field of Word that fetches nothing": (lambda: docx(fields(" PAGE ")), "ingevuld: y"),
    "embedded font": (lambda: refers("font", "a.odttf", "fontTable", external=False), SAFE),
}


# --- the same under another name, of another type, with something around it ---

RELS = "word/_rels/document.xml.rels"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
STOLEN = f'{SVG}><image xlink:href="file:///etc/geheim.png" width="5" height="5"/></svg>'
SHAPES = f'{SVG} viewBox="0 0 9 9"><g clip-path="url(#c)"><use xlink:href="#x"/></g></svg>'
NOT_DRAWN = (
    "dit bestand heeft een afbeelding van een soort die niet te tekenen is{}; voeg haar in Word "
    "opnieuw in, als PNG- of JPEG-bestand"
)
NO_PICTURE, NO_SVG = NOT_DRAWN.format(""), NOT_DRAWN.format(" (SVG)")
COMPUTED = (
    "dit bestand heeft een veld waarvan de naam uit een ander veld komt; "
    "verwijder dit veld in Word, of vervang het door de inhoud (Ctrl+Shift+F9)"
)
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def pictured(content: bytes | str, kind: str = "image", target: str = "media/a.png") -> bytes:
    """Return a file with a picture of which the part is called as a PNG."""
    body = docx(f"<w:p>{image('vreemd')}</w:p>{paragraph('{{ x }}')}")
    data = content if isinstance(content, bytes) else content.encode()
    each = relation("vreemd", kind, target)
    types = '<Default Extension="png" ContentType="image/png"/>'
    return packed(body, {"word/media/a.png": data}, {RELS: each}, types)


def using(element: str, kind: str, target: str, *, external: bool = True) -> bytes:
    """Return a file in which an element uses a reference, of whatever type."""
    body = docx(f"<w:p><w:r>{element}</w:r></w:p>{paragraph('{{ x }}')}")
    return packed(body, relations={RELS: relation("vreemd", kind, target, external=external)})


def nested(*pieces: str) -> bytes:
    """Return a file with a field; ``<`` begins one, ``|`` ends its instruction, ``>`` ends it."""
    marks = {"<": "begin", "|": "separate", ">": "end"}
    runs = "".join(
        f'<w:r><w:fldChar w:fldCharType="{marks[piece]}"/></w:r>'
        if piece in marks
        else piece
        if piece.startswith("<w:")
        else f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>'
        for piece in pieces
    )
    return docx(f"<w:p>{runs}</w:p>{paragraph('{{ x }}')}")


VERMOMD: dict[str, tuple[Callable[[], bytes], str]] = {
    "SVG called a PNG": (lambda: pictured(STOLEN), NO_SVG),
    "SVG by a reference of another type": (lambda: pictured(STOLEN, "iets"), NO_SVG),
    "SVG in UTF-16": (lambda: pictured(STOLEN.encode("utf-16")), NO_SVG),
    "SVG in UTF-7": (
        lambda: pictured(b"<?xml version='1.0' encoding='UTF-7'?>+ADw-svg/+AD4-"),
        DAMAGED.replace(STYLES, "word/media/a.png"),
    ),
    "SVG with a DOCTYPE": (
        lambda: pictured(f"<!DOCTYPE svg>{SHAPES}"),
        doctype("word/media/a.png"),
    ),
    "SVG that is compressed": (lambda: pictured(gzip.compress(STOLEN.encode())), NO_PICTURE),
    "SVG that nothing refers to": (lambda: part("word/iets.bin", STOLEN), NO_SVG),
    "SVG called XML": (lambda: part("word/iets.xml", STOLEN), NO_SVG),
    "SVG with CSS": (
        lambda: pictured(f"{SVG}><style>rect {{fill: url( 'file:///x')}}</style></svg>"),
        NO_SVG,
    ),
    "SVG with CSS of elsewhere": (
        lambda: pictured(f"{SVG}><style>@import 'x'</style></svg>"),
        NO_SVG,
    ),
    "SVG with CSS spelt out": (
        lambda: pictured(f"{SVG} style='fill:u&#114;l(file:///x)'/>"),
        NO_SVG,
    ),
    "SVG in an SVG": (
        lambda: pictured(
            STOLEN.replace("file:///etc/geheim.png", "data:image/png;base64,PHN2Zy8+")
        ),
        NO_SVG,
    ),
    "SVG that changes its own reference": (
        lambda: pictured(f"{SVG}><set attributeName='href' to='file:///x'/></svg>"),
        NO_SVG,
    ),
    "SVG with shapes": (lambda: pictured(SHAPES), NO_SVG),
    "PostScript": (lambda: pictured(b"%!PS-Adobe-3.0 EPSF-3.0\n"), NO_PICTURE),
    "PDF": (lambda: pictured(b"%PDF-1.7\n"), NO_PICTURE),
    "no picture": (lambda: pictured(b"tekst"), NO_PICTURE),
    "no picture, called otherwise": (
        lambda: pictured(b"tekst", target="MEDIA/%61.PNG"),
        NO_PICTURE,
    ),
    "web page called a picture": (lambda: pictured("<html><img src='x'/></html>"), NO_PICTURE),
    "picture": (lambda: pictured(PNG), "ingevuld: y"),
    "picture of which the file is gone": (
        lambda: pictured(PNG, target="media/weg.png"),
        (
            "dit bestand heeft een afbeelding die niet in het bestand zit; voeg haar in Word "
            "opnieuw in, als PNG- of JPEG-bestand"
        ),
    ),
    "linked picture by a reference to click on": (
        lambda: using(image("vreemd", linked=True), "hyperlink", "file:///etc/a.png"),
        picture("file:///etc/a.png"),
    ),
    "linked picture of old Word by such a reference": (
        lambda: using(
            f'<w:pict><v:rect {VML}><v:imagedata r:id="vreemd"/></v:rect></w:pict>',
            "hyperlink",
            "file:///etc/a.png",
        ),
        picture("file:///etc/a.png"),
    ),
    "filled with a picture by such a reference": (
        lambda: using(
            f'<w:pict><v:rect {VML}><v:fill o:relid="vreemd"/></v:rect></w:pict>',
            "hyperlink",
            "//server/a.png",
            external=False,
        ),
        reference("//server/a.png"),
    ),
    "anything by such a reference": (
        lambda: using('<w:proofErr r:id="vreemd"/>', "hyperlink", "file:///etc/x"),
        reference("file:///etc/x"),
    ),
    "attached template by such a reference": (
        lambda: packed(
            docx(paragraph("{{ x }}"), settings='<w:attachedTemplate r:id="vreemd"/>'),
            relations={
                "word/_rels/settings.xml.rels": relation(
                    "vreemd", "hyperlink", "file:///x.dotm", external=True
                )
            },
        ),
        f"brief.docx, instellingen: {reference('file:///x.dotm')}",
    ),
    "embedded web page by another reference": (
        lambda: using('<w:altChunk r:id="vreemd"/>', "iets", "a.html", external=False),
        ANDER,
    ),
    "sub-document by another reference": (
        lambda: using('<w:subDoc r:id="vreemd"/>', "iets", "a.docx", external=False),
        ANDER,
    ),
    "embedded object by another reference": (
        lambda: using(
            f'<w:object><o:OLEObject {VML} r:id="vreemd"/></w:object>', "image", "a", external=False
        ),
        OBJECT,
    ),
    "picture of this computer, as old Word has it": (
        lambda: docx(
            f'<w:p><w:pict><v:rect {VML}><v:imagedata src="geheim.png"/></v:rect></w:pict></w:p>'
        ),
        picture("geheim.png"),
    ),
    "picture of this computer, in a fill": (
        lambda: docx(
            f'<w:p><w:pict><v:rect {VML}><v:fill src="C:\\a.png"/></v:rect></w:pict></w:p>'
        ),
        picture("C:\\a.png"),
    ),
    "field in quotes": (
        lambda: nested("<", ' "INCLUDEPICTURE" "file:///x" ', ">"),
        fetching("INCLUDEPICTURE"),
    ),
    "field in typographic quotes": (
        lambda: nested("<", "\u201cDDEAUTO\u201d cmd", ">"),
        fetching("DDEAUTO"),
    ),
    "field in a field": (
        lambda: nested("<", "IF 1 = 1 ", "<", "DDE cmd", "|", "x", ">", ">"),
        fetching("DDE"),
    ),
    "field with a field before its name": (
        lambda: nested("<", " ", "<", "QUOTE", "|", ">", "DDEAUTO cmd", ">"),
        fetching("DDEAUTO"),
    ),
    "field of which the name is what a field gives": (
        lambda: nested("<", "<", "QUOTE 1", "|", run("INCLUDETEXT"), ">", " file:///x", ">"),
        fetching("INCLUDETEXT"),
    ),
    "field of which half of the name is what a field gives": (
        lambda: nested("<", "INCLUDE", "<", "QUOTE 1", "|", run("TEXT"), ">", " file:///x", ">"),
        fetching("INCLUDETEXT"),
    ),
    "field of which the name is computed": (
        lambda: nested("<", "<", "QUOTE 68", "|", run("PAGE"), ">", ">"),
        COMPUTED,
    ),
    "field as text": (
        lambda: nested("<", run("INCLUDETEXT file:///x"), "|", ">"),
        fetching("INCLUDETEXT"),
    ),
    "field that was taken out": (
        lambda: nested("<", "<w:r><w:delInstrText>RD x</w:delInstrText></w:r>", "|", ">"),
        fetching("RD"),
    ),
    "field that never ends": (lambda: nested("<", "INCLUDETEXT x"), fetching("INCLUDETEXT")),
    "field of the other edition of the standard": (
        lambda: part("word/iets.xml", f'<a xmlns:s="{STRICT}"><s:fldSimple s:instr="LINK x"/></a>'),
        fetching("LINK"),
    ),
    "field in a part of any name": (
        lambda: part(
            "word/header9.bin", f'<a xmlns:s="{STRICT}"><s:instrText>DDE x</s:instrText></a>'
        ),
        fetching("DDE"),
    ),
    "field that computes": (
        lambda: nested("<", "= ", "<", "PAGE", "|", run("1"), ">", " + 1", ">"),
        "ingevuld: y",
    ),
    "link to click on, called so": (
        lambda: nested("<", 'HYPERLINK "https://example.org/include/link"', "|", run("x"), ">"),
        "ingevuld: y",
    ),
}


HARM = {**ZIPS, **XML, **VREEMD, **VERMOMD}


@pytest.mark.parametrize("name", HARM)
def test_a_file_that_means_harm(attack: Attack, name: str) -> None:
    make, expected = HARM[name]
    prefix = "" if expected.startswith(("brief.docx", "ingevuld")) else "brief.docx: "
    assert attack(make()) == prefix + expected


def test_all_that_a_template_brings_along_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    body = fields("LINK Excel.Sheet.8 x.xlsx") + fields("LINK Excel.Sheet.8 y.xlsx")
    path.write_bytes(docx(body, settings="<w:mailMerge/>"))
    with pytest.raises(InputError) as refused:
        Sjabloon.load(path)
    where = f"{tmp_path.name}/brief.docx"
    assert sorted(str(refused.value).splitlines()) == [
        f"{where}, instellingen: {SAMENVOEGEN}",
        f"{where}: {fetching('LINK')}",
    ]


# --- Jinja ---

NOOIT = (
    "een opdracht doet iets wat een sjabloon niet mag; "
    "gebruik alleen velden, filters, if, for en set"
)
TE_VEEL = (
    "een opdracht maakt iets dat veel te groot is, of herhaalt te vaak; "
    "maak de reeks, de herhaling of het getal kleiner"
)
EINDELOOS = (
    "een opdracht roept zichzelf eindeloos aan; laat de herhaling eindigen, of haal de opdracht weg"
)
TE_GROOT = "een opdracht maakt iets dat veel te groot is; maak de reeks of het getal kleiner"
LIJST = "{% set a = range(100000)|list %}"
TWICE = "{% set a = [1] %}{% set b = [1] %}" + "{% set a = [a, a] %}{% set b = [b, b] %}" * 60

JINJA = {
    # reaching for Python
    "{{ ''.__class__.__mro__ }}": NOOIT,
    "{{ x|attr('__class__') }}": NOOIT,
    "{{ x['__class__'] }}": NOOIT,
    "{{ '{0.__class__}'.format(x) }}": NOOIT,
    "{{ '{x.__class__}'.format_map({'x': x}) }}": NOOIT,
    "{{ cycler.__init__.__globals__ }}": NOOIT,
    "{{ joiner.__init__.__globals__.os }}": NOOIT,
    "{{ namespace.__init__.__globals__['os'] }}": NOOIT,
    "{{ self.__init__.__globals__ }}": NOOIT,
    "{{ self._TemplateReference__context }}": NOOIT,
    "{{ range.__self__ }}": "het veld range.__self__ bestaat niet; gebruik een veld dat bestaat",
    "{{ (x|upper).__init__ }}": NOOIT,
    "{% macro m() %}{% endmacro %}{{ m.__init__.__globals__ }}": NOOIT,
    "{% for l in leden %}{{ loop.__class__ }}{% endfor %}": NOOIT,
    "{{ leden.append(x) }}": NOOIT,
    "{{ leden[0].update({'naam': 'x'}) }}": NOOIT,
    "{{ x.encode() }}": NOOIT,
    "{{ n.to_bytes(1000000000, 'big') }}": NOOIT,
    # repeating for ever
    "{% for i in range(10**9) %}x{% endfor %}": TE_GROOT,
    "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}": TE_VEEL,
    "{% for i in range(99999) %}" + "x" * 50_000 + "{% endfor %}": TE_VEEL,
    LIJST + "{% for i in a if -1 in a %}{% endfor %}": TE_VEEL,
    LIJST + "{% for i in a %}{% if -1 in a %}{% endif %}{% endfor %}": TE_VEEL,
    LIJST + "{% for i in a %}{% if i is in a %}{% endif %}{% endfor %}": TE_VEEL,
    LIJST + "{% for i in a %}{% set b = a[::-1] %}{% endfor %}": TE_VEEL,
    LIJST + "{% for i in a %}{{ a|sum }}{% endfor %}": TE_VEEL,
    LIJST + "{% for i in a %}{{ a.count(1) }}{% endfor %}": TE_VEEL,
    LIJST + "{{ a|select('in', a)|list|length }}": TE_VEEL,
    LIJST + "{{ a|map('string')|select('in', a)|list|length }}": TE_VEEL,
    "{{ (['000'] * 90000)|sort(attribute='0.' * 400 ~ '0')|length }}": TE_VEEL,
    "{% for i in [1] recursive %}{{ loop([1]) }}{% endfor %}": EINDELOOS,
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}": EINDELOOS,
    "{% macro m() %}{{ caller() }}{{ caller() }}{% endmacro %}"
    + "{% call m() %}" * 15
    + "x" * 2000
    + "{% endcall %}" * 15: TE_VEEL,
    "{% block b %}{{ self.b() }}{% endblock %}": EINDELOOS,
    # growing
    "{{ 'x' * 10**9 }}": TE_VEEL,
    "{{ 10**9 * 'x' }}": TE_VEEL,
    "{{ [0] * 10**9 }}": TE_VEEL,
    "{{ (('x' * 900000) ~ 'x') * 900000 }}": TE_VEEL,
    "{{ 2 ** 1000000000 }}": TE_VEEL,
    "{{ (9 ** 3000) * (9 ** 3000) }}": TE_VEEL,
    "{{ ('1' * 900000)|int(base=2) // 3 }}": TE_VEEL,
    "{{ x|center(10**9) }}": TE_VEEL,
    "{{ x.ljust(10**9) }}": TE_VEEL,
    "{{ x.rjust(width=10**9) }}": TE_VEEL,
    "{{ x.zfill(1000000000) }}": TE_VEEL,
    "{{ '%999999999d' % 1 }}": TE_VEEL,
    "{{ '%999999999d'|format(1) }}": TE_VEEL,
    "{{ '%*d'|format(999999999, 1) }}": TE_VEEL,
    "{{ ('%(a)s' * 100000) % {'a': 'x' * 100000} }}": TE_VEEL,
    "{{ '{:999999999}'.format(1) }}": TE_VEEL,
    "{% set f = '{:{w}' ~ '}' %}{{ f.format(1, w=999999999) }}": TE_VEEL,
    "{{ ('{0}' * 100000).format('x' * 100000) }}": TE_VEEL,
    "{{ ('x' * 900000)|replace('', 'y' * 100000) }}": TE_VEEL,
    "{{ ('x' * 900000).replace('x', 'y' * 100000) }}": TE_VEEL,
    "{{ ('x' * 900000).translate({120: 'y' * 100000}) }}": TE_VEEL,
    "{{ ('a\\tb' * 9000).expandtabs(9000) }}": TE_VEEL,
    "{{ ('a\\nb' * 9000)|indent(9000) }}": TE_VEEL,
    "{{ ('x' * 100000).join(['a'] * 50000) }}": TE_VEEL,
    "{{ ('x' * 100000).join(range(99)|map('string')) }}": TE_VEEL,
    "{{ ('x' * 900000)|wordwrap(1) }}": TE_VEEL,
    "{{ ('<!---->' * 100000)|striptags }}": TE_VEEL,
    "{{ [[1]]|tojson(indent=10**9) }}": TE_VEEL,
    "{{ [1]|batch(10**9, 1)|list }}": TE_VEEL,
    "{{ [1]|slice(10**9)|list }}": TE_VEEL,
    "{{ ([[1]] * 90000)|sum(start=[])|length }}": TE_VEEL,
    "{{ 1.5|round(10**9) }}": TE_VEEL,
    "{{ 1.5|round(10**9, 'ceil') }}": TE_VEEL,
    "{{ (10**4000)|in_woorden }}": TE_VEEL,
    "{{ (n / 3 * 10**300)|int|getal }}": "het veld n is 1000000000000000052504760255204420248704… "
    "en dat kan het filter getal niet schrijven; een bedrag heeft hele centen, en in woorden is "
    "het niet negatief",
    "{% set n = namespace(a='x') %}{% for i in range(99) %}{% set n.a = n.a + n.a %}{% endfor %}"
    "{{ n.a }}": TE_VEEL,
    "{% set n = namespace(a='x') %}{% for i in range(99) %}{% set n.a = n.a ~ n.a %}{% endfor %}"
    "{{ n.a }}": TE_VEEL,
    "{% set a %}x{% endset %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40: TE_VEEL,
}
JINJA_ZWAAR = {  # the work that is allowed takes seconds when it is measured
    "{% set t = (1,) %}" + "{% set t = (t, t) %}" * 15 + "{% set d = {t: 1} %}"
    "{% for i in range(99999) %}{% if d[t] %}{% endif %}{% endfor %}": TE_VEEL,
    "{% for i in range(99999) %}{{ ('x' * 5000)|wordwrap(1)|length }}{% endfor %}": TE_VEEL,
    "{% for i in [1, 2] recursive %}{% if loop.depth < 99 %}{{ loop([1, 2]) }}{% endif %}"
    "{% endfor %}": TE_VEEL,
    "{% macro m(n) %}{% if n %}{{ m(n-1) }}{{ m(n-1) }}{% endif %}{% endmacro %}"
    "{{ m(99) }}": TE_VEEL,
    "{{ range(99999)|join('x' * 100000) }}": TE_VEEL,
    TWICE + "{% if a == b %}x{% endif %}": TE_VEEL,
    "{% set a = (1,) %}" + "{% set a = (a, a) %}" * 60 + "{{ {a: 1}|length }}": TE_VEEL,
    "{% set a = 1 %}" + "{% set a = dict(a=a, b=a) %}" * 60 + "{{ a|tojson }}": TE_VEEL,
    "{% set a = 1 %}" + "{% set a = namespace(a=a, b=a) %}" * 60 + "{{ [a]|string }}": TE_VEEL,
    "{% set a = {} %}" + "{% set a = {1: a.items(), 2: a.items()} %}" * 60: TE_VEEL,
    "{% set n = namespace() %}{% set n.n = n %}{{ [n]|string }}": TE_VEEL,
    "{% set a = cycler(1, 1) %}" + "{% set a = cycler(a.items, a.items) %}" * 60: TE_VEEL,
    "{% set a = [1] %}" + "{% set a = [1]|batch(3, a)|list %}" * 60: TE_VEEL,
}


def shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:80].strip()}…"


@pytest.mark.parametrize("tag", [*JINJA, *unmeasured(JINJA_ZWAAR)], ids=lambda tag: tag[:50])
def test_a_tag_that_means_harm(attack: Attack, tag: str) -> None:
    told = attack(docx(paragraph(tag)))
    assert told == f'brief.docx, alinea "{shown(tag)}": {(JINJA | JINJA_ZWAAR)[tag]}'


def test_the_work_of_all_parts_is_one_supply(attack: Attack) -> None:
    tag = "{% for i in range(7000) %}" + "x" * 1000 + "{% endfor %}"
    assert attack(docx(paragraph(tag))).startswith("ingevuld")
    told = attack(docx(paragraph(tag), header1=paragraph(tag), footer1=paragraph(tag)))
    assert told == f'brief.docx, voettekst "{shown(tag)}": {TE_VEEL}'


@pytest.mark.parametrize(
    "tag",
    [
        "{% for l in leden %}{{ l.naam }}{% endfor %}",
        "{% for i in range(5000) %}{{ i }} {{ x|upper }}, {% endfor %}",
        "{{ x * 1000 }}{{ 2 ** 64 }}{{ 10 ** 100 }}",
        "{{ ', '.join(leden|map(attribute='naam')) }}{{ ''.join('abc') }}",
        "{{ x|center(100) }}{{ '%-20s'|format(x) }}{{ '{:>20}'.format(x) }}",
        "{{ ('een ' * 500)|wordwrap(60) }}{{ ('<b>' * 500)|striptags }}",
        "{% if n is divisibleby(num=3) and 'bedrag' is filter %}{{ x }}{% endif %}",
        "{% for a in range(30) %}{% for b in range(30) %}{{ a * b }}{% endfor %}{% endfor %}",
    ],
)
def test_what_a_large_document_takes_is_no_attack(attack: Attack, tag: str) -> None:
    assert attack(docx(paragraph(tag))).startswith("ingevuld: ")


def test_the_supply_has_an_end() -> None:
    grens = Grens(100)
    grens.take(100)
    with pytest.raises(TooMuchError):
        grens.take(1)


@pytest.mark.parametrize(
    "value",
    [
        "x" * 1_000_001,
        ["x" * 999_999, "x"],
        {"a": 1 << 2000},
        [range(100_001)],
        Decimal("1e2001"),
        Decimal("-1e-2001"),
    ],
)
def test_a_value_can_be_too_big(value: object) -> None:
    with pytest.raises(TooMuchError):
        Grens().weigh(value)


@pytest.mark.parametrize("number", [1 << 300, Decimal("1e99"), Decimal(0), Decimal("NaN")])
def test_a_number_that_is_not_too_big(number: int | Decimal) -> None:
    Grens().weigh(number)


# --- tags that docxtpl would look for all day ---

TE_LANG = (
    "dit sjabloon is te groot, of heeft te veel opdrachten voor zo veel tekst; "
    "verdeel het over meer sjablonen"
)
TE_WIJD = "er staan heel veel spaties achter elkaar; haal ze weg; gebruik tabs of een tabel"
TE_DIEP = "de opdrachten zijn te diep in elkaar geschoven; gebruik minder if en for binnen elkaar"
NA_VULLEN = (
    "na het invullen is het document veel te groot; maak de herhalingen in het sjabloon korter"
)


def merged(tag: str) -> str:
    """Return a cell of which the properties come after a tag that merges, and then much text."""
    text = "<w:r><w:t>a</w:t></w:r>" * 2000
    return (
        f"<w:tbl><w:tr><w:tc><w:p>{run(tag)}</w:p><w:tcPr><w:x/></w:tcPr><w:p>{text}</w:p></w:tc>"
        "</w:tr></w:tbl>"
    )


def in_cell(tag: str) -> str:
    return (
        f"de opdracht {{% {tag} %}} staat niet in de tekst van een cel; "
        "zet de opdracht in de eerste alinea van een cel, voor de tekst"
    )


WIDE = "<w:tbl><w:tr><w:tc><w:tcPr/><w:p><w:r><w:instrText>{% colspan" + " " * 1900
DEEP = "<w:tbl><w:tr><w:tc>" * 60 + "%s" + "</w:tc></w:tr></w:tbl>" * 60
WERK: dict[str, tuple[Callable[[], str], str]] = {
    "300,000 beginnings": (lambda: paragraph("{{ " * 300_000), TE_LANG),
    "300,000 ends": (lambda: paragraph("}} " * 300_000), TE_LANG),
    "300,000 comments": (lambda: paragraph("{# " * 300_000), TE_LANG),
    "20,000 raws": (lambda: paragraph("{% raw %}" * 20_000), TE_LANG),
    "10,000 paragraph tags in one": (lambda: paragraph("{{p x }}" * 10_000), TE_LANG),
    "3 MB of text": (lambda: paragraph("x" * 3_000_000), TE_LANG),
    "text in 60 tables in each other": (lambda: DEEP % paragraph("a" * 3_000_000), TE_LANG),
    "a wide colspan": (
        lambda: WIDE + "%x</w:instrText></w:r></w:p></w:tc></w:tr></w:tbl>",
        TE_WIJD,
    ),
    "1 MB of spaces": (lambda: paragraph(" " * 1_000_000 + "{{ x }}"), TE_WIJD),
    "merged before its properties": (lambda: merged("{% vm %}"), in_cell("vm")),
    "merged before its properties, across": (lambda: merged("{% hm %}"), in_cell("hm")),
    "10,000 brackets": (lambda: paragraph("{{ " + "(" * 10_000 + ")" * 10_000 + " }}"), TE_DIEP),
    "a tab with a book of looks": (
        lambda: (
            f"<w:p><w:r><w:rPr>{'<w:b/>' * 10_000}</w:rPr>"
            "<w:t>{% set a = '\\t' * 900 %}{{ a }}</w:t></w:r></w:p>"
        ),
        NA_VULLEN,
    ),
    "a million elements made": (
        lambda: (
            paragraph("{% for i in range(6000) %}") + "<w:p/>" * 300 + paragraph("{% endfor %}")
        ),
        NA_VULLEN,
    ),
}
WERK_ZWAAR: dict[str, tuple[Callable[[], str], str]] = {
    "10,000 row tags outside tables": (lambda: paragraph("{%tr if x %}") * 10_000, TE_LANG),
    "20,000 beginnings out of sight": (lambda: '<w:p w:a="{{ x"/>' * 20_000, TE_LANG),
    "20,000 ends out of sight": (lambda: '<w:p w:a="-%}"/>' * 20_000, TE_LANG),
    "60,000 paragraphs": (lambda: "<w:p/>" * 60_000, TE_LANG),
    "50,000 steps": (lambda: paragraph("{{ x" + ".a" * 50_000 + " }}"), TE_DIEP),
    "50,000 filters": (lambda: paragraph("{{ x" + "|upper" * 50_000 + " }}"), TE_DIEP),
    "50,000 sums": (lambda: paragraph("{{ 1" + "+1" * 50_000 + " }}"), TE_DIEP),
    "50,000 nots": (lambda: paragraph("{{ " + "not " * 50_000 + "1 }}"), TE_DIEP),
    "3,000 ifs": (lambda: paragraph("{% if 1 %}" * 3000 + "{% endif %}" * 3000), TE_DIEP),
    "3,000 elifs": (
        lambda: paragraph("{% if 0 %}" + "{% elif 0 %}" * 3000 + "{% endif %}"),
        TE_DIEP,
    ),
}


@pytest.mark.parametrize("name", [*WERK, *unmeasured(WERK_ZWAAR)])
def test_a_template_that_is_too_much_work(attack: Attack, name: str) -> None:
    make, expected = (WERK | WERK_ZWAAR)[name]
    assert attack(docx(make())) == f"brief.docx: {expected}"


@pytest.mark.parametrize(
    "grid",
    [
        "",
        '<w:tblGrid><w:gridCol w:w="x"/><w:gridCol w:w="x"/></w:tblGrid>',
        '<w:tblGrid><w:gridCol w:w="1e999"/><w:gridCol w:w="1"/></w:tblGrid>',
    ],
)
def test_a_table_with_impossible_columns(attack: Attack, grid: str) -> None:
    body = f"<w:tbl>{grid}<w:tr><w:tc><w:tcPr/>{paragraph('{{ x }}')}</w:tc></w:tr></w:tbl>"
    assert attack(docx(body)) == (
        "brief.docx: een tabel heeft kolommen die niet kloppen; maak de tabel opnieuw in Word"
    )


@pytest.mark.ongemeten
def test_3000_fields_that_do_not_exist(attack: Attack, tmp_path: Path) -> None:
    tags = "".join(f"{{{{ veld{number} }}}}" for number in range(3000))
    told = attack(docx(paragraph(tags)))
    assert told == (
        f'brief.docx, alinea "{shown(tags)}": het veld veld0 bestaat niet; '
        "gebruik een veld dat bestaat"
    )
    path = tmp_path / "brief.docx"
    assert len(Sjabloon.load(path).faults(["x"])) == 100
