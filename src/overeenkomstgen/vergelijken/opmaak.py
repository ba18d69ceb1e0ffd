"""The fixed parts of the Word file that shows a difference: styles, settings, footer.

The package is that of ISO/IEC 29500-2; names of elements are those of ISO/IEC 29500-1.
"""

from __future__ import annotations

from datetime import datetime

from overeenkomstgen.word.elementen import W

CONTENT_TYPES = "[Content_Types].xml"
PACKAGE = "_rels/.rels"
TITLE, NOTE, ITEM, TEXT = "Titel", "Uitleg", "Lid", "Standaard"

_ROOT = f'xmlns:w="{W.strip("{}")}"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPC = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def heading(level: int) -> str:
    """Return the id of the style of a heading, of level 1, 2 or 3."""
    return f"Kop{level}"


def properties(title: str, moment: datetime) -> str:
    """Return what the file says of itself: its title, as XML text, and when it was made, in UTC."""
    return (
        f'<cp:coreProperties xmlns:cp="{_OPC}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
        "<dc:creator>overeenkomstgen</dc:creator><dc:language>nl-NL</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment:%Y-%m-%dT%H:%M:%SZ}'
        "</dcterms:created></cp:coreProperties>"
    )


def _style(name: str, called: str, paragraph: str, run: str = "", extra: str = "") -> str:
    base = "" if name == TEXT else f'<w:basedOn w:val="{TEXT}"/>'
    default = ' w:default="1"' if name == TEXT else ""
    runs = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{called}"/>{base}'
        f"{extra}<w:qFormat/><w:pPr>{paragraph}</w:pPr>{runs}</w:style>"
    )


def _heading_style(level: int, size: int) -> str:
    keep = '<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="80"/>'
    return _style(
        heading(level),
        f"heading {level}",
        f'{keep}<w:outlineLvl w:val="{level - 1}"/>',
        f'<w:b/><w:bCs/><w:color w:val="1F3864"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
        f'<w:next w:val="{TEXT}"/>',
    )


def _relations(*targets: tuple[str, str]) -> str:
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_OPC}/relationships">{relations}</Relationships>'


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="/{part}" ContentType="{kind}+xml"/>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


_COMPATIBLE = (
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)

PARTS = {
    CONTENT_TYPES: (
        f'<Types xmlns="{_OPC}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + _override("word/document.xml", f"{_WORD}.document.main")
        + _override("word/styles.xml", f"{_WORD}.styles")
        + _override("word/settings.xml", f"{_WORD}.settings")
        + _override("word/footer1.xml", f"{_WORD}.footer")
        + _override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties")
        + "</Types>"
    ),
    PACKAGE: _relations(
        (f"{_OFFICE}/officeDocument", "word/document.xml"),
        (f"{_OPC}/relationships/metadata/core-properties", "docProps/core.xml"),
    ),
    "word/_rels/document.xml.rels": _relations(
        (f"{_OFFICE}/styles", "styles.xml"),
        (f"{_OFFICE}/settings", "settings.xml"),
        (f"{_OFFICE}/footer", "footer1.xml"),
    ),
    "word/styles.xml": (
        f"<w:styles {_ROOT}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'
        '<w:sz w:val="22"/><w:szCs w:val="22"/>'
        '<w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
        + _style(TEXT, "Normal", "<w:widowControl/>")
        + _heading_style(1, 26)
        + _heading_style(2, 24)
        + _heading_style(3, 22)
        + _style(
            TITLE,
            "Title",
            '<w:keepNext/><w:spacing w:after="160" w:line="240" w:lineRule="auto"/>',
            '<w:b/><w:bCs/><w:color w:val="1F3864"/><w:sz w:val="36"/><w:szCs w:val="36"/>',
        )
        + _style(
            NOTE,
            "Uitleg",
            '<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="1F3864"/></w:pBdr>'
            '<w:ind w:left="227"/>',
        )
        + _style(
            ITEM,
            "Lid",
            '<w:tabs><w:tab w:val="left" w:pos="850"/></w:tabs>'
            '<w:ind w:left="850" w:hanging="850"/>',
        )
        + _style("Voettekst", "footer", '<w:spacing w:after="0"/><w:jc w:val="right"/>')
        + "</w:styles>"
    ),
    "word/settings.xml": (
        f'<w:settings {_ROOT}><w:defaultTabStop w:val="567"/>{_COMPATIBLE}'
        '<w:themeFontLang w:val="nl-NL"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
        "</w:settings>"
    ),
    "word/footer1.xml": (
        f'<w:ftr {_ROOT}><w:p><w:pPr><w:pStyle w:val="Voettekst"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">bladzijde </w:t></w:r>'
        f'{_field("PAGE")}<w:r><w:t xml:space="preserve"> van </w:t></w:r>{_field("NUMPAGES")}'
        "</w:p></w:ftr>"
    ),
}
