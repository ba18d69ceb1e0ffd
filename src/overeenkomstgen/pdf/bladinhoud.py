"""What is drawn on the pages of a PDF, and whether a screen reader knows what it is.

Everything drawn is either tagged as content or marked as decoration, an *artifact*
(ISO 14289-1, 7.1; ISO 32000-1, 14.8.2.2). LibreOffice 7.4 does neither with the
borders of paragraphs.
"""

import re
import zlib
from dataclasses import dataclass, field
from typing import Final, Self

from pikepdf import Name, NumberTree, Object, Page, Pdf, PdfError, parse_content_stream

from overeenkomstgen.pdf.stroom import read_stream

PATH: Final = frozenset({"m", "l", "c", "v", "y", "h", "re"})
PAINT: Final = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
CLIP: Final = frozenset({"W", "W*"})
_SHOWN = frozenset({"Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE"})
_NESTING = {b"BMC": 1, b"BDC": 1, b"EMC": -1}
"""By how much marked content is nested deeper after an operator."""
_PLAIN = re.compile(
    rb"""(?:(?:[-+.0-9]+(?=[ \n/<>\[\]]) | /[A-Za-z0-9_.+\#-]+ | <[0-9A-Fa-f]*> | <<|>>|\[|\]
    )[ \n]*)*+ ([A-Za-z*'"]+)(?:[ \n]+|(?=[/\[<(])|\Z)""",
    re.VERBOSE,
)
"""An instruction: what it works on, and its operator. LibreOffice writes all of them so."""
_MARK = re.compile(rb"(?:B[MD]|EM)C(?<![^ \n>].{3})[ \n]*", re.DOTALL)
_SIGNS = re.compile(rb"\((?:[^()\\]|\\.)*+\)", re.DOTALL)
_HEIGHT = rb"BT\n\S+ (-?[0-9.]+) Td"
_TEXTS = re.compile(rb"/Artifact B[MD]C.*?\nEMC|" + _HEIGHT, re.DOTALL)
_ARTIFACT = re.compile(rb"/Artifact BMC(?=\n(?:(?!EMC|/)[^\n]+\n)*?%s)" % _HEIGHT)
_LETTER = re.compile(rb"<([0-9A-F]{2})> *<((?:[0-9A-F]{4})+)>")
_FONT = re.compile(rb"(/[A-Za-z0-9]+) [0-9.]+ Tf")
_SPACES = {b"0020", b"00A0"}
_CODES = re.compile(rb"(?<!t)<([0-9A-F]+)>")
_EFFORT = 4  # of packing: a page takes 6 % more than at the usual 6, in half the time


@dataclass(frozen=True, slots=True)
class Bladen:
    """What is drawn on the pages of a document, while it is mended.

    A page is empty where it is not written as LibreOffice and qpdf write it.
    """

    document: Pdf
    contents: dict[object, bytes]
    _letters: dict[object, dict[bytes, bytes]] = field(default_factory=dict)
    _parents: dict[object, Object] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Pdf) -> Self:
        """Read all pages."""
        pages = document.pages
        return cls(document, {p.objgen: read_stream(p.get(Name.Contents)) or b"" for p in pages})

    def label(self, page: Object, number: int, like: re.Pattern[str]) -> re.Match[str] | None:
        """Return how the text of marked content, by its number on a page, is like a label.

        It then gets a space behind it, where its font has one.
        """
        key, mark = page.objgen, b"/MCID %d>>BDC" % number
        start = self.contents[key].find(mark) + len(mark)
        end = self.contents[key].find(b"\nET\n", start)
        content = self.contents[key][start:end]
        fonts = [] if b"/MCID" in content else _FONT.findall(content)
        if start < len(mark) or end < 0 or not fonts:
            return None
        letters = self._letters.get((key, fonts[-1]))
        if letters is None:
            font = page.Resources.Font[fonts[-1].decode()]
            letters = dict(_LETTER.findall(read_stream(font.get(Name.ToUnicode)) or b""))
            self._letters[key, fonts[-1]] = letters
        shown = b"".join(_CODES.findall(content))
        codes = (letters.get(shown[at : at + 2], b"") for at in range(0, len(shown), 2))
        text = bytes.fromhex(b"".join(codes).decode()).decode("utf-16-be", "replace")
        found = like.fullmatch(text.strip())
        if found and not text[-1].isspace():
            spaces = (b"\n<%s>Tj" % code for code, letter in letters.items() if letter in _SPACES)
            whole = self.contents[key]
            self.contents[key] = whole[:end] + next(spaces, b"") + whole[end:]
        return found

    def parents(self, page: Object) -> Object:
        """Return of the marked content of a page, by number, to which element each belongs."""
        key = page.objgen
        if key not in self._parents:
            tree = NumberTree(self.document.Root.StructTreeRoot.ParentTree)
            self._parents[key] = tree[int(page.StructParents)]
        return self._parents[key]

    def write(self) -> None:
        """Write all pages, untagged lines and areas as decoration, and a footer as a footer.

        pikepdf would make objects of every number, and take ten times as long. On a page that is
        not written as LibreOffice writes it nothing is marked, and it is judged so.
        """
        for page in self.document.pages:
            parts, at, content = list[bytes](), 0, self.contents[page.objgen]
            loose = _loose(content)
            for start, end in loose or ():
                parts += [content[at:start], b"/Artifact BMC\n", content[start:end], b"\nEMC\n"]
                at = end
            if content:
                whole = b"".join([*parts, content[at:]])
                marked = whole if loose is None else _mark_edges(whole)
                packed = zlib.compress(marked, _EFFORT)
                page.Contents = self.document.make_stream(packed, Filter=Name.FlateDecode)


def _mark_edges(content: bytes) -> bytes:
    """Say of what stands above or below all content that the page asks for it (14.8.2.2.2).

    Below it is a footer; above it a header, or the first row of a table once more.
    """
    heights = sorted(float(each) for each in _TEXTS.findall(content) if each) or [421.0]  # halfway

    def marked(found: re.Match[bytes]) -> bytes:
        height = float(found[1])
        if heights[0] <= height <= heights[-1]:
            return found[0]
        footer = b"/Subtype/Footer" if height < heights[0] else b""
        return b"/Artifact<</Type/Pagination%s>>BDC" % footer

    return _ARTIFACT.sub(marked, content)


def untagged_pages(document: Pdf) -> tuple[int, ...]:
    """Return the numbers of the pages with something that is neither content nor decoration."""
    return tuple(number for number, page in enumerate(document.pages, 1) if _is_untagged(page))


def _is_untagged(page: Page) -> bool:
    depth = 0
    try:
        for instruction in parse_content_stream(page):
            operator = str(instruction.operator)
            depth += _NESTING.get(operator.encode(), 0)
            if depth <= 0 and operator in _SHOWN | PAINT:
                return True
    except (PdfError, TypeError, ValueError):
        return True  # nobody can tell what it is
    return False


def _loose(content: bytes) -> list[tuple[int, int]] | None:
    """Return where each path stands that is painted outside marked content; None if in doubt."""
    if b"(" in content:  # LibreOffice writes no text in signs, in which anything can stand
        content = _SIGNS.sub(lambda text: b"0" * len(text[0]), content)
    spans: list[tuple[int, int]] = []
    depth, start, end = 0, -1, len(content) - len(content.lstrip(b" \n"))
    for mark in (*_MARK.finditer(content), None):
        stop = len(content) if mark is None else mark.end()
        for found in _PLAIN.finditer(content, end, stop) if depth <= 0 else ():
            operator = found[1].decode()
            if found.start() != end or operator == "BI":  # an image, in bytes of any kind
                return None
            end = found.end()
            if operator in PATH:
                start = found.start() if start < 0 else start
            elif operator not in CLIP:
                if start >= 0 and operator in PAINT:
                    spans.append((start, end))
                start = -1
        if depth <= 0 and end < stop:
            return None
        depth, end = depth + _NESTING[mark[0][:3]] if mark else depth, stop
    return spans
