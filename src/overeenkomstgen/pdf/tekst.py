"""The pages of a PDF, as PDFium reads and draws them: their text, their words, their pictures."""

import ctypes
import io
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import pypdfium2

from overeenkomstgen.errors import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

BROKEN_WORD = "\ufffe"  # what PDFium gives for a hyphen at a line's end and the line break
_BROKEN_SIGN = "\x02"  # the same, where it gives one sign after another
LINE_END_HYPHEN = "\N{SOFT HYPHEN}\n"
MOST_DOTS = 40_000_000
"""Of a picture of a page: four times what A4 has at 300 dots in an inch."""
_POINTS = 72  # in an inch
_DOWN = 1 - 1e-5
_FINE = 100  # PDFium gives places in whole numbers, so here in hundredths of a point
_SIGNATURE = "Sig\0".encode("utf-16-le")  # the kind of a field that is one
_ONE_AT_A_TIME = Lock()  # PDFium does not work in two threads at once


Rechthoek = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the upper left of a page as it is seen."""


@dataclass(frozen=True, slots=True)
class Pagina:
    """A page of a PDF, as it is seen: turned as it says, without what is cut off of it.

    Attributes:
        tekst: As :func:`read_pdf` gives it.
        woorden: Each word, and what its ink fills; a hyphen at a line's end is a soft hyphen.
    """

    tekst: str = ""
    woorden: tuple[tuple[str, Rechthoek], ...] = ()


def read_pdf(source: Path | bytes, name: str = "PDF") -> tuple[str, ...]:
    """Read the text of a PDF, a file or what stands in one, which has this name.

    Lines end with a line feed. A hyphen at the end of a line, of which a page does not
    tell whether it belongs to the word, is a soft hyphen (U+00AD).

    Returns:
        The text of each page, in the order in which it was drawn.

    Raises:
        InputError: The file is no PDF, or cannot be read.
    """
    name = source.name if isinstance(source, Path) else name
    with _opened(source, name) as document:
        return tuple(map(_page_text, document))


def read_around(
    path: Path, boxes: Sequence[tuple[float, float, float, float] | None]
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Read the text of a PDF, and tell on which pages something stands in the box that is given.

    That is left, bottom, right and top in the page's own coordinates. What is drawn first on a
    page with a box is what the box is for.

    Raises:
        InputError: The file is no PDF, or cannot be read.
    """
    with _opened(path, path.name) as document:
        found = [
            (box is not None and _is_taken(page, box), _page_text(page))
            for page, box in zip(document, boxes, strict=True)
        ]
    taken = (number for number, (is_taken, _) in enumerate(found, 1) if is_taken)
    return tuple(text for _, text in found), tuple(taken)


def count_pictures(path: Path) -> int:
    """Count the pictures of dots on the pages of a PDF; InputError where that cannot be read."""
    kinds = (pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,)
    with _opened(path, path.name) as document:
        return sum(1 for page in document for _ in page.get_objects(kinds))


def read_pages(content: bytes, name: str = "PDF") -> list[Pagina]:
    """Read the pages of a PDF, with what was filled in or put on them since it was made.

    What a digital signature shows is no text of theirs. Scripts are not run: this PDFium cannot.
    InputError where the PDF cannot be read.
    """
    with _opened(content, name) as document:
        return [_read_page(document, number) for number in range(len(document))]


def draw_page(content: bytes, number: int, dpi: int, name: str = "PDF") -> "Image":
    """Draw a page of a PDF, by its number from 0, in grey; smaller where it would be too big.

    InputError where it cannot be read.
    """
    with _opened(content, name) as document:
        # Into a picture in grey; PDFium's own way to grey takes four times as long for the same.
        return _drawn(document, number, dpi, pypdfium2.raw.FPDFBitmap_Gray)


def draw_as_png(content: bytes, number: int, dpi: int, name: str) -> tuple[bytes, int]:
    """Draw a page of a PDF, by its number from 1, as a PNG; return the number of pages, too.

    It is smaller where it would be too big. InputError where it cannot be read, or is not there.
    """
    made = io.BytesIO()
    with _opened(content, name) as document:
        pages = len(document)
        if not 1 <= number <= pages:
            raise InputError.of(name, f"bladzijde {number} is er niet", f"er zijn er {pages}")
        picture = _drawn(document, number - 1, dpi)
    picture.save(made, "PNG")
    return made.getvalue(), pages


def _drawn(
    document: pypdfium2.PdfDocument, number: int, dpi: int, kind: int | None = None
) -> "Image":
    with _flat_page(document, number, signatures=True) as page:
        width, height = page.get_size()
        scale = min(dpi / _POINTS, (MOST_DOTS / max(width * height, 1)) ** 0.5)
        scale *= _DOWN  # PDFium rounds up: so a scan keeps its own dots
        drawn: Image = page.render(scale=scale, force_bitmap_format=kind).to_pil()
        return drawn


@contextmanager
def _opened(source: Path | bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(source)
        except (pypdfium2.PdfiumError, FileNotFoundError) as error:
            what, advice = "deze PDF is niet te lezen", "laat het document opnieuw maken"
            raise InputError.of(name, what, advice) from error
        with closing(document):
            yield document


@contextmanager
def _flat_page(
    document: pypdfium2.PdfDocument, number: int, *, signatures: bool
) -> Iterator[pypdfium2.PdfPage]:
    """Open a page on which, in memory, what was put on it later is part of it."""
    with closing(document[number]) as page:
        if not signatures:
            _hide_signatures(page)
        pypdfium2.raw.FPDFPage_Flatten(page, pypdfium2.raw.FLAT_NORMALDISPLAY)
    with closing(document[number]) as page:
        yield page


def _hide_signatures(page: pypdfium2.PdfPage) -> None:
    """Hide what digital signatures show on a page (ISO 32000-1, 12.7.4.5)."""
    raw, kind = pypdfium2.raw, ctypes.create_string_buffer(len(_SIGNATURE))
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annot = raw.FPDFPage_GetAnnot(page, index)
        text = ctypes.cast(kind, ctypes.POINTER(raw.FPDF_WCHAR))
        raw.FPDFAnnot_GetStringValue(annot, b"FT", text, len(_SIGNATURE))
        if kind.raw == _SIGNATURE:
            raw.FPDFAnnot_SetFlags(annot, raw.FPDF_ANNOT_FLAG_HIDDEN)
        raw.FPDFPage_CloseAnnot(annot)


def _read_page(document: pypdfium2.PdfDocument, number: int) -> Pagina:
    opened = _flat_page(document, number, signatures=False)
    with opened as page, closing(page.get_textpage()) as textpage:
        return Pagina(_text(textpage), tuple(_words(page, textpage)))


def _words(
    page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage
) -> Iterator[tuple[str, Rechthoek]]:
    raw, chars = pypdfium2.raw, textpage.raw  # what its wrapper looks up for each sign takes time
    box = left, right, bottom, top = [ctypes.c_double() for _ in range(4)]
    size = [round(side * _FINE) for side in page.get_size()]
    word, boxes = "", list[tuple[float, ...]]()
    for index in range(textpage.count_chars() + 1):
        sign = chr(raw.FPDFText_GetUnicode(chars, index) or 0x20)  # a space behind the last
        if not sign.isspace():
            word += sign
            if raw.FPDFText_GetCharBox(chars, index, *box):
                boxes.append((left.value, right.value, bottom.value, top.value))
        if word and (sign.isspace() or sign == _BROKEN_SIGN):
            if boxes:
                yield word.replace(_BROKEN_SIGN, LINE_END_HYPHEN[0]), _seen(page, size, boxes)
            word, boxes = "", []


def _seen(page: pypdfium2.PdfPage, size: list[int], boxes: list[tuple[float, ...]]) -> Rechthoek:
    """Return what is around boxes of PDFium, on a page of this size."""
    left, right, bottom, top = zip(*boxes, strict=True)
    x, y, places = ctypes.c_int(), ctypes.c_int(), list[tuple[float, float]]()
    for corner in ((min(left), min(bottom)), (max(right), max(top))):
        pypdfium2.raw.FPDF_PageToDevice(page, 0, 0, *size, 0, *corner, x, y)
        places.append((x.value / _FINE, y.value / _FINE))
    (lefts, rights), (tops, bottoms) = (sorted(each) for each in zip(*places, strict=True))
    return lefts, tops, rights, bottoms


def _is_taken(page: pypdfium2.PdfPage, box: tuple[float, float, float, float]) -> bool:
    raw, around = pypdfium2.raw, [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = box
    for number in range(1, raw.FPDFPage_CountObjects(page)):
        if raw.FPDFPageObj_GetBounds(raw.FPDFPage_GetObject(page, number), *around):
            start, below, end, above = (each.value for each in around)
            if start < right and end > left and below < top and above > bottom:
                return True
    return False


def _page_text(page: pypdfium2.PdfPage) -> str:
    with closing(page), closing(page.get_textpage()) as textpage:
        return _text(textpage)


def _text(textpage: pypdfium2.PdfTextPage) -> str:
    text = str(textpage.get_text_range())
    return text.replace("\r\n", "\n").replace(BROKEN_WORD, LINE_END_HYPHEN)
