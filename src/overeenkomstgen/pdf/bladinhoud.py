"""What is drawn on the pages of a PDF, and whether a screen reader knows what it is.

Everything drawn is either tagged as content or marked as decoration, an *artifact*
(ISO 14289-1, 7.1; ISO 32000-1, 14.8.2.2). LibreOffice 7.4 does neither with the
borders of paragraphs.

What LibreOffice draws is so plain that :mod:`.bladtaal` reads it; pikepdf, which makes
objects of every number, takes ten times as long and reads the rest.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pikepdf import (
    ContentStreamInstruction,
    Name,
    Operator,
    PdfError,
    Stream,
    parse_content_stream,
    unparse_content_stream,
)

from overeenkomstgen.pdf.bladtaal import CLIP, PAINT, PATH, SHOWN, Tekens, mark, read_signs
from overeenkomstgen.pdf.stroom import read_stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pikepdf import ContentStreamInlineImage, Page, Pdf

    _Instruction = ContentStreamInstruction | ContentStreamInlineImage
    _Drawn = tuple[_Instruction, str, bool]

_BEGIN = ContentStreamInstruction([Name.Artifact], Operator("BMC"))
_END = ContentStreamInstruction([], Operator("EMC"))


@dataclass(frozen=True, slots=True)
class Blad:
    """What is drawn on a page.

    Attributes:
        tagged: Whether everything is content or decoration.
        signs: The signs that it shows; None where it draws in less plain ways.
    """

    tagged: bool
    signs: Tekens | None


def mark_decoration(document: Pdf) -> None:
    """Mark lines and areas that are not tagged as decoration."""
    for page in document.pages:
        content = _content(page)
        marked = None if content is None else mark(content)
        if marked is None:
            drawn = list(_drawn(page))
            if any(not inside and operator in PAINT for _, operator, inside in drawn):
                marked = unparse_content_stream(list(_marked(drawn)))
        if marked is not None and marked is not content:
            page.Contents = document.make_stream(zlib.compress(marked), Filter=Name.FlateDecode)


def read_sheets(document: Pdf) -> tuple[Blad, ...]:
    """Return what is drawn on each page."""
    return tuple(map(_sheet, document.pages))


def untagged_pages(document: Pdf) -> tuple[int, ...]:
    """Return the numbers of the pages with something that is neither content nor decoration."""
    sheets = enumerate(read_sheets(document), 1)
    return tuple(number for number, sheet in sheets if not sheet.tagged)


def _sheet(page: Page) -> Blad:
    content = _content(page)
    signs = None if content is None else read_signs(content)
    if signs is not None:
        return Blad(signs.tagged, signs)
    try:
        loose = any(not inside and op in SHOWN | PAINT for _, op, inside in _drawn(page))
    except (PdfError, TypeError, ValueError):
        loose = True  # nobody can tell what it is
    return Blad(not loose, None)


def _content(page: Page) -> bytes | None:
    """Return the content of a page; None where it is in pieces, or read otherwise."""
    found = page.obj.get(Name.Contents)
    try:
        return read_stream(found) if isinstance(found, Stream) else None
    except PdfError:
        return None


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
        if inside or not (path or operator in PATH):
            yield instruction
            continue
        path.append(instruction)
        if operator not in PATH | CLIP:
            yield from (_BEGIN, *path, _END) if operator in PAINT else path
            path = []
    yield from path
