"""What is drawn on the pages of a PDF, and whether a screen reader knows what it is.

Everything drawn is either tagged as content or marked as decoration, an *artifact*
(ISO 14289-1, 7.1; ISO 32000-1, 14.8.2.2). LibreOffice 7.4 does neither with the
borders of paragraphs.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from pikepdf import (
    ContentStreamInstruction,
    Name,
    Operator,
    Pdf,
    parse_content_stream,
    unparse_content_stream,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pikepdf import ContentStreamInlineImage, Page

    _Instruction = ContentStreamInstruction | ContentStreamInlineImage
    _Drawn = tuple[_Instruction, str, bool]

_PATH = frozenset({"m", "l", "c", "v", "y", "h", "re"})
_PAINT = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_CLIP = frozenset({"W", "W*"})
_SHOWN = frozenset({"Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE"})
_BEGIN = ContentStreamInstruction([Name.Artifact], Operator("BMC"))
_END = ContentStreamInstruction([], Operator("EMC"))


def mark_decoration(document: Pdf) -> None:
    """Mark lines and areas that are not tagged as decoration."""
    for page in document.pages:
        drawn = list(_drawn(page))
        if any(not inside and operator in _PAINT for _, operator, inside in drawn):
            content = unparse_content_stream(list(_marked(drawn)))
            page.Contents = document.make_stream(zlib.compress(content), Filter=Name.FlateDecode)


def untagged_pages(document: Pdf) -> tuple[int, ...]:
    """Return the numbers of the pages with something that is neither content nor decoration."""
    return tuple(
        number
        for number, page in enumerate(document.pages, 1)
        if any(not inside and operator in _SHOWN | _PAINT for _, operator, inside in _drawn(page))
    )


def _drawn(page: Page) -> Iterator[_Drawn]:
    """Give each instruction, its operator, and whether it stands inside marked content."""
    depth = 0
    for instruction in parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "EMC":
            depth -= 1
        yield instruction, operator, depth > 0
        if operator in {"BMC", "BDC"}:
            depth += 1


def _marked(drawn: Iterable[_Drawn]) -> Iterator[_Instruction]:
    """Give the instructions, each untagged path that is painted marked as decoration."""
    path: list[_Instruction] = []
    for instruction, operator, inside in drawn:
        if inside or not (path or operator in _PATH):
            yield instruction
            continue
        path.append(instruction)
        if operator not in _PATH | _CLIP:
            yield from (_BEGIN, *path, _END) if operator in _PAINT else path
            path = []
    yield from path
