"""The difference of two documents as a Word file, with changes as Word tracks them.

Who accepts all changes reads the new text, who rejects them the old. Names of elements are
those of ISO/IEC 29500-1, clause 17 (WordprocessingML); 17.13.5 is about tracked changes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import count
from xml.sax.saxutils import escape

from overeenkomstgen.vergelijken.opmaak import (
    CONTENT_TYPES,
    ITEM,
    NOTE,
    PACKAGE,
    PARTS,
    TEXT,
    TITLE,
    heading,
    properties,
)
from overeenkomstgen.vergelijken.verschil import Stap, Stapsoort, Verschil
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import W

AUTHOR = "overeenkomstgen"
BODY = "word/document.xml"
DEEPEST = 3  # levels of headings that there are styles for

_WHOLE = {
    Stapsoort.VERVALLEN: "del",
    Stapsoort.VERTROKKEN: "moveFrom",
    Stapsoort.NIEUW: "ins",
    Stapsoort.VERPLAATST: "moveTo",
}
"""What happens to a whole paragraph, its mark included."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_verschil(
    verschil: Verschil, title: str, uitleg: Iterable[str], moment: datetime
) -> bytes:
    """Return the difference as a Word file, made at a moment in UTC, below an explanation."""
    schrijver = _Schrijver(f'w:author="{AUTHOR}" w:date="{moment:%Y-%m-%dT%H:%M:%SZ}"')
    body = "".join(schrijver.document(title, uitleg, verschil))
    document = (
        f'<w:document xmlns:w="{W.strip("{}")}" xmlns:r="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/relationships"><w:body>{body}<w:sectPr>'
        '<w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" '
        'w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    parts = {name: PARTS[name] for name in (CONTENT_TYPES, PACKAGE)}
    parts |= {BODY: document, **PARTS, "docProps/core.xml": properties(_text(title), moment)}
    encoded = {
        name: f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode()
        for name, text in parts.items()
    }
    return Woordbestand("", encoded, BODY, (), None).write({})


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
            yield _paragraph(heading(1), _run("Buiten de tekst"))
        name = ""
        for stap in verschil.apart:
            if stap.plaats != name:
                name = stap.plaats
                yield _paragraph(heading(2), _run(name))
            yield self._step(stap)

    def _step(self, stap: Stap) -> str:
        way = _WHOLE.get(stap.soort)
        content = "".join(self._number(stap, way)) + "".join(self._words(stap, way))
        if stap.verhuizing and way:
            content = self._move(way, stap.verhuizing, content)
        mark = f"<w:rPr><w:{way} {self._id()}/></w:rPr>" if way else ""
        return _paragraph(self._style(stap), content, mark)

    def _style(self, stap: Stap) -> str:
        if stap.kop:
            self._level = min(stap.kop, self._level + 1, DEEPEST)
            return heading(self._level)
        return ITEM if any(stap.nummers) else TEXT

    def _number(self, stap: Stap, way: str | None) -> Iterator[str]:
        """Give the number before the paragraph, and the tab or space after it."""
        old, new = stap.nummers
        kind = "delText" if way == "del" else "t"
        after = _run(" ", kind) if stap.kop else "<w:r><w:tab/></w:r>"
        if way:
            number = new if way in {"ins", "moveTo"} else old
            yield self._change(way, _run(number, kind) + after) if number else ""
        elif stap.soort is not Stapsoort.HERNUMMERD or old == new:
            yield _run(new) + after if new else ""
        else:
            yield self._change("del", _run(old, "delText")) if old else ""
            yield self._change("ins", _run(new)) if new else ""
            yield after

    def _words(self, stap: Stap, way: str | None) -> Iterator[str]:
        """Give the words, those that changed as changes."""
        last = len(stap.delen) - 1
        for at, deel in enumerate(stap.delen):
            space = "" if at == last else " "
            old, new = (" ".join(words) + space for words in (deel.oud, deel.nieuw))
            if deel.gelijk:
                both = _run(new if deel.nieuw else old)
                yield self._change(way, both) if way else both
                continue
            if deel.oud and way != "moveTo":  # there it stands with what it was moved from
                goes = way or "del"
                kind = "delText" if goes == "del" else "t"
                yield self._change(goes, _run(old, kind))
            if deel.nieuw:
                yield self._change("ins", _run(new))

    def _move(self, way: str, move: int, content: str) -> str:
        """Return content with the marks by which Word knows what was moved where."""
        self._moved[way, move] += 1
        name = f"verplaatst{move}_{self._moved[way, move]}"
        number = next(self._numbers)
        return (
            f'<w:{way}RangeStart w:id="{number}" {self._who} w:name="{name}"/>'
            f'{content}<w:{way}RangeEnd w:id="{number}"/>'
        )

    def _change(self, way: str, runs: str) -> str:
        return f"<w:{way} {self._id()}>{runs}</w:{way}>"

    def _id(self) -> str:
        return f'w:id="{next(self._numbers)}" {self._who}'


def _paragraph(style: str, content: str, mark: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{mark}</w:pPr>{content}</w:p>'


def _run(text: str, kind: str = "t") -> str:
    return f'<w:r><w:{kind} xml:space="preserve">{_text(text)}</w:{kind}></w:r>'


def _text(text: str) -> str:
    """Return a text as XML, without signs that XML does not know; a PDF can have those."""
    return escape(_NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text))
