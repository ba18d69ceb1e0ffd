"""What is drawn on the pages of a PDF, and whether a screen reader knows what it is.

Everything drawn is either tagged as content or marked as decoration, an *artifact*
(ISO 14289-1, 7.1; ISO 32000-1, 14.8.2.2). LibreOffice 7.4 does neither with the
borders of paragraphs.
"""

from __future__ import annotations

import re
import zlib
from typing import Final

from pikepdf import Name, Page, Pdf, PdfError, parse_content_stream

from overeenkomstgen.pdf.stroom import read_stream

PATH: Final = frozenset({"m", "l", "c", "v", "y", "h", "re"})
PAINT: Final = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
CLIP: Final = frozenset({"W", "W*"})
_SHOWN = frozenset({"Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE"})
_NESTING = {"BMC": 1, "BDC": 1, "EMC": -1}
"""By how much marked content is nested deeper after an operator."""
_PLAIN = re.compile(
    rb"""(?:(?:[-+.0-9]+(?=[ \n/<>\[\]]) | /[A-Za-z0-9_.+\#-]+ | <[0-9A-Fa-f]*> | <<|>>|\[|\]
    | \((?:[^()\\]|\\.)*+\))[ \n]*)*+ ([A-Za-z*'"]+)(?:[ \n]+|(?=[/\[<(])|\Z)""",
    re.VERBOSE,
)
"""An instruction: what it works on, and its operator. LibreOffice writes all of them so."""


def mark_decoration(document: Pdf) -> None:
    """Mark lines and areas that are not tagged as decoration.

    pikepdf would make objects of every number, and take ten times as long. A page that is not
    written as LibreOffice writes it stays as it is, and is judged so.
    """
    for page in document.pages:
        content = read_stream(page.get(Name.Contents)) or b""
        parts, at = [], 0
        for start, end in _loose(content):
            parts += [content[at:start], b"/Artifact BMC\n", content[start:end], b"\nEMC\n"]
            at = end
        if parts:
            marked = b"".join([*parts, content[at:]])
            page.Contents = document.make_stream(zlib.compress(marked), Filter=Name.FlateDecode)


def untagged_pages(document: Pdf) -> tuple[int, ...]:
    """Return the numbers of the pages with something that is neither content nor decoration."""
    return tuple(number for number, page in enumerate(document.pages, 1) if _is_untagged(page))


def _is_untagged(page: Page) -> bool:
    depth = 0
    try:
        for instruction in parse_content_stream(page):
            operator = str(instruction.operator)
            depth += _NESTING.get(operator, 0)
            if depth <= 0 and operator in _SHOWN | PAINT:
                return True
    except (PdfError, TypeError, ValueError):
        return True  # nobody can tell what it is
    return False


def _loose(content: bytes) -> list[tuple[int, int]]:
    """Return where each path stands that is painted outside marked content."""
    spans: list[tuple[int, int]] = []
    depth, start, end = 0, -1, len(content) - len(content.lstrip(b" \n"))
    for found in _PLAIN.finditer(content, end):
        operator = found[1].decode()
        if found.start() != end or operator == "BI":  # an image, in bytes of any kind
            return []
        end = found.end()
        depth += _NESTING.get(operator, 0)
        if depth <= 0 and operator in PATH:
            start = found.start() if start < 0 else start
        elif depth > 0 or operator not in CLIP:
            if depth <= 0 and start >= 0 and operator in PAINT:
                spans.append((start, end))
            start = -1
    return spans if end == len(content) else []
