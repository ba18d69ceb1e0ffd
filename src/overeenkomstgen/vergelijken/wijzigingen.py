"""The difference of two documents as a Word file, with changes as Word tracks them.

Who accepts all changes reads the new text, who rejects them the old. Names of elements are
those of ISO/IEC 29500-1, clause 17 (WordprocessingML); 17.13.5 is about tracked changes. The
package is that of ISO/IEC 29500-2.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import escape
from itertools import count, pairwise

from overeenkomstgen.vergelijken.verschil import Stap, Stapsoort, Verschil
from overeenkomstgen.word.aanvulling import add_part
from overeenkomstgen.word.elementen import CONTENT_TYPES, DECLARATION, R, W
from overeenkomstgen.word.pakket import pack

AUTHOR = "overeenkomstgen"
DEEPEST = 3  # levels of headings that there are styles for
TITLE, NOTE, ITEM, TEXT = "Titel", "Uitleg", "Lid", "Standaard"

_WHOLE = {
    Stapsoort.VERVALLEN: "del",
    Stapsoort.VERTROKKEN: "moveFrom",
    Stapsoort.NIEUW: "ins",
    Stapsoort.VERPLAATST: "moveTo",
}
"""What happens to a whole paragraph, its mark included."""
_END = "\0"  # where a paragraph of the old text ended; no text holds it
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_ROOT = f'xmlns:w="{W.strip("{}")}"'
_OPC = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_OPC}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
).encode()
_DOCUMENT, _ABOUT = "word/document.xml", "docProps/core.xml"
_PLACES = (
    ("", _DOCUMENT, "officeDocument"),
    ("", _ABOUT, "core-properties"),
    *((_DOCUMENT, f"{kind}.xml", kind) for kind in ("styles", "settings", "footer")),
)
"""The parts: which refers to it, its name beside that, and its kind."""
_BAR = '<w:left w:val="single" w:sz="12" w:space="8" w:color="1F3864"/>'
_TAB = '<w:tab w:val="left" w:pos="850"/>'
_TIGHT = '<w:spacing w:after="160" w:line="240" w:lineRule="auto"/>'
_PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" '
    'w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
)


def write_verschil(
    verschil: Verschil, title: str, uitleg: Iterable[str], moment: datetime
) -> bytes:
    """Return the difference as a Word file, made at a moment in UTC, below an explanation."""
    made = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    schrijver = _Schrijver(f'w:author="{AUTHOR}" w:date="{made}"')
    body = "".join(schrijver.document(title, uitleg, verschil))
    document = (
        f'<w:document {_ROOT} xmlns:r="{R[1:-1]}"><w:body>{body}{_PAGE}</w:body></w:document>'
    )
    properties = (
        f'<cp:coreProperties xmlns:cp="{_OPC}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_text(title)}</dc:title>"
        f"<dc:creator>{AUTHOR}</dc:creator><dc:language>nl-NL</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created></cp:coreProperties>'
    )
    parts = {CONTENT_TYPES: _TYPES}
    for place in _PLACES:
        add_part(parts, *place)
    texts = {**_PARTS, _DOCUMENT: document, _ABOUT: properties}
    return pack(parts | {name: DECLARATION + text.encode() for name, text in texts.items()})


class _Schrijver:
    """Writes the paragraphs, with a number of its own for each change."""

    def __init__(self, who: str) -> None:
        self._who = who
        self._numbers = count(1)
        self._moved: Counter[tuple[str, int]] = Counter()
        self._level = 0

    def document(self, title: str, uitleg: Iterable[str], verschil: Verschil) -> Iterator[str]:
        """Give the document, paragraph by paragraph."""
        yield _paragraph(TITLE, _run(title))
        for sentence in uitleg:
            yield _paragraph(NOTE, _run(sentence))
        yield from map(self._step, verschil.stappen)
        if verschil.apart:
            yield _paragraph("Kop1", _run("Buiten de tekst"))
        name = ""
        for stap in verschil.apart:
            if stap.plaats != name:
                name = stap.plaats
                yield _paragraph("Kop2", _run(name))
            yield self._step(stap)
        yield _paragraph(TEXT, "")  # the mark of the last one cannot be a change

    def _step(self, stap: Stap) -> str:
        way = _WHOLE.get(stap.soort)
        content = "".join(self._number(stap, way)) + "".join(self._words(stap, way))
        if stap.verhuizing and way:
            content = self._move(way, stap.verhuizing, content)
        style = self._style(stap)
        *gone, last = content.split(_END)
        before = "".join(_paragraph(style, each, self._mark("del")) for each in gone)
        return before + _paragraph(style, last, self._mark(way or ("ins" * stap.nieuw_einde)))

    def _mark(self, way: str) -> str:
        return f"<w:rPr><w:{way} {self._id()}/></w:rPr>" if way else ""

    def _style(self, stap: Stap) -> str:
        if stap.kop:
            self._level = min(stap.kop, self._level + 1, DEEPEST)
            return f"Kop{self._level}"
        return ITEM if any(stap.nummers) else TEXT

    def _number(self, stap: Stap, way: str | None) -> Iterator[str]:
        """Give the number before the paragraph, and the tab or space after it."""
        old, new = stap.nummers
        kind = "delText" if way == "del" else "t"
        after = _run(" ", kind) if stap.kop else "<w:r><w:tab/></w:r>"
        if way:
            number = new if way in {"ins", "moveTo"} else old
            yield self._change(way, _run(number, kind) + after) if number else ""
        elif old == new:
            yield _run(new) + after if new else ""
        else:
            yield self._change("del", _run(old, "delText")) if old else ""
            yield self._change("ins", _run(new)) if new else ""
            yield after

    def _words(self, stap: Stap, way: str | None) -> Iterator[str]:
        """Give the words, those that changed as changes."""
        last, seen = len(stap.delen) - 1, 0
        for at, deel in enumerate(stap.delen):
            space = "" if at == last and not stap.nieuw_einde else " "
            ends = [end - seen for end in stap.oude_einden if seen <= end < seen + len(deel.oud)]
            seen += len(deel.oud)
            if deel.gelijk and deel.oud and deel.nieuw:
                both = _pieces(deel.nieuw, ends, space)
                yield _END.join(self._change(way, each) if way else each for each in both)
                continue
            if deel.oud and way != "moveTo":  # there it stands with what it was moved from
                goes = way or "del"
                old = _pieces(deel.oud, ends, space, "delText" if goes == "del" else "t")
                yield _END.join(self._change(goes, each) for each in old)
            if deel.nieuw:
                yield self._change("ins", _run(" ".join(deel.nieuw) + space))

    def _move(self, way: str, move: int, content: str) -> str:
        """Return content with the marks by which Word knows what was moved where."""
        self._moved[way, move] += 1
        name = f"verplaatst{move}_{self._moved[way, move]}"
        number = next(self._numbers)
        begin = f'<w:{way}RangeStart w:id="{number}" {self._who} w:name="{name}"/>'
        return f'{begin}{content}<w:{way}RangeEnd w:id="{number}"/>'

    def _change(self, way: str, runs: str) -> str:
        return f"<w:{way} {self._id()}>{runs}</w:{way}>"

    def _id(self) -> str:
        return f'w:id="{next(self._numbers)}" {self._who}'


def _paragraph(style: str, content: str, mark: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{mark}</w:pPr>{content}</w:p>'


def _pieces(words: Sequence[str], ends: Sequence[int], space: str, kind: str = "t") -> list[str]:
    """Return words as runs, divided where a paragraph ended."""
    *before, last = (words[start:end] for start, end in pairwise((0, *ends, len(words))))
    ended = (_run(" ".join((*each, "")), kind) for each in before)
    return [*ended, _run(" ".join(last) + space, kind)]


def _run(text: str, kind: str = "t") -> str:
    return f'<w:r><w:{kind} xml:space="preserve">{_text(text)}</w:{kind}></w:r>'


def _text(text: str) -> str:
    """Return a text as XML, without signs that XML does not know; a PDF can have those."""
    return escape(_NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text), quote=False)


def _style(name: str, called: str, paragraph: str, run: str = "", following: str = "") -> str:
    base = "" if name == TEXT else f'<w:basedOn w:val="{TEXT}"/>'
    default = ' w:default="1"' if name == TEXT else ""
    runs = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{called}"/>{base}'
        f"{following}<w:qFormat/><w:pPr>{paragraph}</w:pPr>{runs}</w:style>"
    )


def _bold(size: int) -> str:
    """Return what a heading looks like, its size in half points."""
    return f'<w:b/><w:bCs/><w:color w:val="1F3864"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _heading_style(level: int, size: int) -> str:
    keep = '<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="80"/>'
    outline = f'{keep}<w:outlineLvl w:val="{level - 1}"/>'
    after = f'<w:next w:val="{TEXT}"/>'
    return _style(f"Kop{level}", f"heading {level}", outline, _bold(size), after)


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


_PARTS = {
    "word/styles.xml": (
        f"<w:styles {_ROOT}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'
        '<w:sz w:val="22"/><w:szCs w:val="22"/>'
        '<w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
        + _style(TEXT, "Normal", "<w:widowControl/>")
        + "".join(map(_heading_style, (1, 2, 3), (26, 24, 22)))
        + _style(TITLE, "Title", f"<w:keepNext/>{_TIGHT}", _bold(36))
        + _style(NOTE, "Uitleg", f'<w:pBdr>{_BAR}</w:pBdr><w:ind w:left="227"/>')
        + _style(ITEM, "Lid", f'<w:tabs>{_TAB}</w:tabs><w:ind w:left="850" w:hanging="850"/>')
        + _style("Voettekst", "footer", '<w:spacing w:after="0"/><w:jc w:val="right"/>')
        + "</w:styles>"
    ),
    "word/settings.xml": (
        f'<w:settings {_ROOT}><w:defaultTabStop w:val="567"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="nl-NL"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
        "</w:settings>"
    ),
    "word/footer.xml": (
        f'<w:ftr {_ROOT}><w:p><w:pPr><w:pStyle w:val="Voettekst"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">bladzijde </w:t></w:r>'
        f'{_field("PAGE")}<w:r><w:t xml:space="preserve"> van </w:t></w:r>{_field("NUMPAGES")}'
        "</w:p></w:ftr>"
    ),
}
