"""Builds small Word files, part by part, and lets LibreOffice make PDFs of them."""

import re
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from overeenkomstgen.office.installatie import find_libreoffice
from overeenkomstgen.office.libreoffice import lay_out

TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{address}"'
    for prefix, address in (
        ("w", "openxmlformats.org/wordprocessingml/2006/main"),
        ("r", "openxmlformats.org/officeDocument/2006/relationships"),
        ("mc", "openxmlformats.org/markup-compatibility/2006"),
        ("wp", "openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "openxmlformats.org/drawingml/2006/main"),
        ("m", "openxmlformats.org/officeDocument/2006/math"),
        ("wps", "microsoft.com/office/word/2010/wordprocessingShape"),
    )
)
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Carlito" w:hAnsi="Carlito"/>
<w:sz w:val="22"/><w:lang w:val="nl-NL"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>
<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:numPr><w:numId w:val="1"/></w:numPr>
<w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Lid"><w:name w:val="Lid"/><w:basedOn w:val="Normal"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Kop"><w:name w:val="Kop"/><w:basedOn w:val="Heading1"/>
</w:style>
<w:style w:type="character" w:styleId="Kapitaal"><w:name w:val="Kapitaal"/>
<w:rPr><w:caps/></w:rPr></w:style>
"""


def level(index: int, number_format: str, text: str, extra: str = "") -> str:
    indent = 400 * (index + 2)
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{extra}'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{indent}" w:hanging="400"/></w:pPr>'
        "</w:lvl>"
    )


def lists(abstract: Mapping[int, str], numbers: Mapping[int, str]) -> str:
    """Return ``numbering.xml``: the levels by list, and by number what it refers to."""
    return "".join(
        f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>'
        for key, levels in abstract.items()
    ) + "".join(f'<w:num w:numId="{key}">{content}</w:num>' for key, content in numbers.items())


def of(abstract: int, overrides: str = "") -> str:
    return f'<w:abstractNumId w:val="{abstract}"/>{overrides}'


def starting_at(number: int, index: int = 0) -> str:
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{number}"/></w:lvlOverride>'


NUMBERING = lists(
    {
        0: level(0, "decimal", "Artikel %1", '<w:pStyle w:val="Heading1"/>')
        + level(1, "decimal", "%1.%2", '<w:pStyle w:val="Lid"/>'),
        1: level(0, "lowerLetter", "(%1)") + level(1, "lowerRoman", "%2."),
        2: level(0, "bullet", "\u2022"),
    },
    {1: of(0), 2: of(1), 3: of(1, starting_at(1)), 4: of(2)},
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str, style: str = "Normal", properties: str = "") -> str:
    """Return a paragraph of text, or of runs that are made already."""
    inner = content if content.startswith(("<w:", "<m:")) or not content else run(content)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def numbered(number: int, index: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{number}"/></w:numPr>'


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run(result)}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def symbol(font: str, code: str) -> str:
    """Return a run with a sign, as Invoegen, Symbool gives it."""
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def tick_box(states: str) -> str:
    """Return a tick box of a form, with what it says of its state: ``<w:checked/>``."""
    return _choice("FORMCHECKBOX", f"<w:checkBox><w:sizeAuto/>{states}</w:checkBox>")


def drop_down(entries: str, states: str = "") -> str:
    """Return a drop-down list of a form: its entries, and what it says of which is chosen."""
    listed = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in entries.split("|"))
    return _choice("FORMDROPDOWN", f"<w:ddList>{states}{listed}</w:ddList>")


def _choice(instruction: str, data: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t/></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(rows: list[list[str]], *, header: bool = False) -> str:
    width = 9000 // len(rows[0])
    lines = [
        "<w:tr><w:trPr>"
        + ("<w:tblHeader/>" if header and index == 0 else "")
        + "</w:trPr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(cell)}</w:tc>'
            for cell in row
        )
        + "</w:tr>"
        for index, row in enumerate(rows)
    ]
    grid = f'<w:gridCol w:w="{width}"/>' * len(rows[0])
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )


def text_box(text: str) -> str:
    """Return a run with a text box, in the newer way and again in the older way."""
    content = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0"'
        ' distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0"'
        ' locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>3000000</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>100000</wp:posOffset>'
        '</wp:positionV><wp:extent cx="2000000" cy="600000"/><wp:wrapSquare wrapText="bothSides"/>'
        '<wp:docPr id="1" name="Tekstvak"/><a:graphic><a:graphicData uri="http://schemas.'
        'microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="600000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"/></wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr/>'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def formula(*content: str) -> str:
    """Return a formula of letters, and of structures that are made already."""
    parts = (
        each if each.startswith("<m:") else f"<m:r><w:rPr/><m:t>{escape(each)}</m:t></m:r>"
        for each in content
    )
    return f"<m:oMath>{''.join(parts)}</m:oMath>"


def part_of_formula(name: str, properties: str = "", **parts: str) -> str:
    """Return a structure in a formula, such as a fraction, by what it is and its parts."""
    inner = "".join(
        f"<m:{each}><m:r><m:t>{text}</m:t></m:r></m:{each}>" for each, text in parts.items()
    )
    return f"<m:{name}><m:{name}Pr>{properties}</m:{name}Pr>{inner}</m:{name}>"


def footnote(text: str, key: int = 7, kind: str = "footnote") -> str:
    """Return a footnote, or an ``endnote``."""
    number = f"<w:r><w:{kind}Ref/></w:r>"
    return f'<w:{kind} w:id="{key}"><w:p>{number}{run(text)}</w:p></w:{kind}>'


def footnote_reference(key: int = 7, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


FOOTNOTE_REFERENCE = footnote_reference()


def section(references: str, extra: str = "") -> str:
    """Return a section: its edges by part (``default header1``), one on a line."""
    edges = "".join(
        f'<w:{re.sub(r"[0-9]", "", part)}Reference w:type="{kind}" r:id="{part}"/>'
        for kind, part in map(str.split, references.splitlines())
    )
    return (
        f'<w:sectPr>{edges}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417"'
        ' w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/>'
        f"{extra}</w:sectPr>"
    )


def docx(body: str, **parts: str) -> bytes:
    """Return a Word file; a body without a section of its own gets one."""
    if not body.endswith("</w:sectPr>"):
        edges = (name for name in parts if name in {"header1", "footer1"})
        body += section("\n".join(f"default {name}" for name in edges))
    parts = {"styles": STYLES, "numbering": NUMBERING, **parts}
    names = {name: re.sub(r"[0-9]", "", name) for name in parts}
    roots = {"header": "hdr", "footer": "ftr"}
    files = {
        f"word/{name}.xml": f"<w:{root} {NAMESPACES}>{parts[name]}</w:{root}>"
        for name, kind in names.items()
        for root in [roots.get(kind, kind)]
    }
    files["word/document.xml"] = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    files["word/_rels/document.xml.rels"] = _relations(
        {name: (kind, f"{name}.xml") for name, kind in names.items()}
    )
    files["_rels/.rels"] = _relations({"rId1": ("officeDocument", "word/document.xml")})
    overrides = {f"/word/{name}.xml": kind for name, kind in names.items()}
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(
            f'<Override PartName="{part}" ContentType="{TYPES}.{kind}+xml"/>'
            for part, kind in {"/word/document.xml": "document.main", **overrides}.items()
        )
        + "</Types>"
    )
    return pack(files)


def pack(entries: Mapping[str, str | bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of parts, by name."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", kind) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def read_parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file, by name."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


NAAM = "Bergen & Terblijt <b> {{ x }}"
LID = (
    "Partijen komen overeen dat de gemeente daarvoor jaarlijks een bijdrage betaalt per inwoner, "
    "efficiënt vastgelegd in het vierjarenplan; de Noord-Hollandse "
    "meerjarenbegrotingsverantwoordelijkheid blijft van kracht voor A.M.C.G. Schouten. "
)


def overeenkomst() -> str:
    """Return the body of an agreement of three pages with a bit of everything."""
    parts = [
        paragraph("Samenwerkingsovereenkomst", properties='<w:jc w:val="center"/>'),
        paragraph(f"De gemeente {NAAM}, gevestigd aan Grote Kerkhof 1"),
    ]
    for article in range(1, 5):
        parts.append(paragraph(f"Onderwerp {article}", "Heading1"))
        parts += [paragraph(LID * 3, "Lid", '<w:jc w:val="both"/>') for _ in range(3)]
        if article == 1:
            parts += [
                paragraph("eerste punt", properties=numbered(2)),
                paragraph("tweede punt", properties=numbered(2)),
                paragraph("onderdeel", properties=numbered(2, 1)),
                paragraph("kogel", properties=numbered(4)),
                paragraph(
                    run("Met voetnoot")
                    + FOOTNOTE_REFERENCE
                    + run(" hier. De bij\u00addrage is €\u00a015.216,90 per jaar, tussen A")
                    + "<w:r><w:noBreakHyphen/></w:r>"
                    + run("B en C.")
                ),
                paragraph(run("Alinea met tekstvak. ") + text_box("In een vak, goed leesbaar")),
                paragraph(LID),
            ]
        if article == 2:
            parts.append(
                table(
                    [["Naam", "Inwoners", "Bijdrage"], ["Deventer", "101.446", "€ 15.216,90"]]
                    + [["Een cel met zo veel tekst dat die over regels loopt", "1", "2"]] * 3
                )
            )
    return "".join(parts)


KOPTEKST = paragraph("G40 en Platform31")
VOETTEKST = paragraph(
    run(f"Samenwerkingsovereenkomst {NAAM}")
    + "<w:r><w:tab/></w:r>"
    + run("pagina ")
    + field("PAGE", "1")
    + run(" van ")
    + f'<w:fldSimple w:instr=" NUMPAGES ">{run("9")}</w:fldSimple>'
)
VOETNOOT = footnote(" Zie het convenant, punt 2.")


def opmaak() -> str:
    """Return a body with what layout adds or takes away: hyphens, capitals, leaders."""
    dots = '<w:tabs><w:tab w:val="left" w:leader="dot" w:pos="5000"/></w:tabs>'
    woord = "de burgemeesters\u00adverantwoordelijk\u00adheid van Noord-Holland, "
    kolom = "Noord-Brabant en Sittard-Geleen en ’s-Hertogenbosch " * 40  # noqa: RUF001 - as in Word
    return "".join(
        (
            paragraph(woord * 30),
            paragraph("in- en uitvoer " * 30),
            paragraph(run("Hoofd", "<w:caps/>") + run("letters É", '<w:rStyle w:val="Kapitaal"/>')),
            paragraph(run("Klein ", "<w:smallCaps/>") + run("verborgen", "<w:vanish/>") + run("x")),
            paragraph("", properties=numbered(2)),
            paragraph("na een leeg nummer", properties=numbered(2)),
            paragraph(run("Naam:") + "<w:r><w:tab/></w:r>" + run("einde"), properties=dots),
            paragraph("_" * 25 + " ½ m² … ﬁets o\u0301 a\u200bb 15,38\u00a0%"),
            table([["Kop een", "Kop twee"], [kolom, "Rechts: " + kolom], ["1", "2"]], header=True),
            table([["Kop een", "Kop twee"], [woord * 40, "Ook lang. " * 180]], header=True),
            paragraph("Slot"),
        )
    )


def secties() -> str:
    """Return a body of two sections: one with a title page, one that counts on in Roman."""
    blank = '<w:r><w:br w:type="page"/></w:r>'
    first = section("default header1\nfirst header2\neven header3", "<w:titlePg/>")
    second = section("default footer1", '<w:pgNumType w:fmt="lowerRoman" w:start="3"/>')
    return "".join(
        (
            paragraph(run("Blad een") + blank + run("Blad twee") + blank + run("Blad drie")),
            f"<w:p><w:pPr>{first}</w:pPr></w:p>",
            paragraph(run("Blad vier") + blank + run("Blad vijf")),
            second,
        )
    )


LANGE_NOOT = " Deze noot zegt wat partijen vinden van V. Everhardt \N{EN DASH} en meer." * 70
NOTEN = {1: " Kort.", 2: LANGE_NOOT, 3: " Ook kort.", 4: LANGE_NOOT * 3, 5: " Slot."}


def noten() -> str:
    """Return a body with footnotes that run over a page, and over two; lines begin with anything.

    The signs that nobody sees are those that people paste along.
    """
    unseen = "\u200b\u200e\u202a\u202c\u2060\u2066\u2069\ufeff"
    who = f"V. Everhardt{unseen} \N{EN DASH} of zijn op\u00advolger \N{EN DASH}"

    def lines(number: int) -> str:
        numbers = range(3 + number % 4)
        return "".join(
            f"Alinea {number}, zin {each}, van de heer {who} en 3. rest. " for each in numbers
        )

    return "".join(
        paragraph(run(lines(number)) + footnote_reference(number))
        if number in NOTEN
        else paragraph(lines(number))
        for number in range(16)
    )


WORD_FILES = {
    "overeenkomst": docx(overeenkomst(), header1=KOPTEKST, footer1=VOETTEKST, footnotes=VOETNOOT),
    "opmaak": docx(opmaak(), footer1=VOETTEKST),
    "noten": docx(
        noten(),
        footer1=VOETTEKST,
        footnotes="".join(footnote(text, key) for key, text in NOTEN.items()),
    ),
    "secties": docx(
        secties(),
        header1=paragraph("Gewone kop"),
        header2=paragraph("Kop van het titelblad"),
        header3=paragraph("Kop van een even bladzijde"),
        footer1=paragraph(run("blad ") + field("PAGE \\* MERGEFORMAT", "1")),
        settings="<w:evenAndOddHeaders/>",
    ),
}


def convert(kind: str, folder: Path, places: Sequence[Path]) -> None:
    """Let LibreOffice make files of a kind, ``pdf``, of Word files."""
    own = folder / "profiel"
    lay_out(own, find_libreoffice().build)  # LibreOffice itself takes a second for it
    profile = f"-env:UserInstallation={own.as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, *places],
        check=True,
        capture_output=True,
        timeout=180,
    )
    ending = kind.partition(":")[0]
    assert len(list(folder.glob(f"*.{ending}"))) >= len(places)


def pdfs(factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Convert all Word files at once, and only once in a test run; return the PDFs."""
    folder = factory.getbasetemp() / "wordbouw"
    made = {name: folder / f"{name}.pdf" for name in WORD_FILES}
    if not folder.exists():
        folder.mkdir()
        for name, content in WORD_FILES.items():
            (folder / f"{name}.docx").write_bytes(content)
        version = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'
        convert(version, folder, [folder / f"{name}.docx" for name in WORD_FILES])
    return made


def frame(content: str, where: str = 'w:x="6500" w:y="2000"') -> str:
    """Return a paragraph in a frame, as Word's older letters have for an address."""
    sized = 'w:w="4000" w:hSpace="180" w:wrap="around" w:vAnchor="page" w:hAnchor="page"'
    return paragraph(content, properties=f"<w:framePr {sized} {where}/>")


def drop_cap(letter: str, kind: str = "drop", extra: str = "") -> str:
    """Return the paragraph with the first letter of the next one, three lines high."""
    return paragraph(
        run(letter, f'{extra}<w:position w:val="-3"/><w:sz w:val="70"/>'),
        properties=f'<w:keepNext/><w:framePr w:dropCap="{kind}" w:lines="3" w:wrap="around" '
        'w:vAnchor="text" w:hAnchor="text"/><w:spacing w:line="536" w:lineRule="exact"/>',
    )


V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
LINE = f'<w:r><w:pict {V}><v:line from="0,0" to="400pt,0" strokecolor="black"/></w:pict></w:r>'


def bordered_box(text: str) -> str:
    """Return a run with a text box with a border and a ground, as Word makes it."""
    drawn = (
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="FFFFFF"/>'
        '</a:solidFill><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
    )
    return text_box(text).replace('<a:prstGeom prst="rect"/>', drawn)
