"""The text of a PDF, page by page."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock

import pypdfium2

from overeenkomstgen.errors import InputError

BROKEN_WORD = "\ufffe"  # what PDFium gives for a hyphen at a line's end and the line break
LINE_END_HYPHEN = "\N{SOFT HYPHEN}\n"
_ONE_AT_A_TIME = Lock()  # PDFium does not work in two threads at once


def read_pdf(path: Path) -> tuple[str, ...]:
    """Read the text of a PDF.

    Lines end with a line feed. A hyphen at the end of a line, of which a page does not
    tell whether it belongs to the word, is a soft hyphen (U+00AD).

    Returns:
        The text of each page, in the order in which it was drawn.

    Raises:
        InputError: The file is no PDF, or cannot be read.
    """
    with _opened(path) as document:
        return tuple(map(_page_text, document))


def count_pictures(path: Path) -> int:
    """Count the pictures of dots on the pages of a PDF; InputError where that cannot be read."""
    kinds = (pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,)
    with _opened(path) as document:
        return sum(1 for page in document for _ in page.get_objects(kinds))


@contextmanager
def _opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(path)
        except (pypdfium2.PdfiumError, FileNotFoundError) as error:
            what, advice = "deze PDF is niet te lezen", "laat het document opnieuw maken"
            raise InputError.of(path.name, what, advice) from error
        with closing(document):
            yield document


def _page_text(page: pypdfium2.PdfPage) -> str:
    with closing(page), closing(page.get_textpage()) as textpage:
        text = str(textpage.get_text_range())
    return text.replace("\r\n", "\n").replace(BROKEN_WORD, LINE_END_HYPHEN)
