"""A PDF that someone else made: opened with distrust, and what it brings along.

Nothing in it is run, and what is attached to it is not opened.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pikepdf import PasswordError, Pdf, PdfError

from overeenkomstgen.errors import InputError
from overeenkomstgen.pdf.voorwerpen import read_objects

_MARK_WITHIN: Final = 1024
"""ISO 32000-1, 7.5.5, and annex H.3: readers look this far for the first and the last mark."""
_BRINGS: Final = {
    "een script": ("/JavaScript", "/JS"),
    "een opdracht om een programma te starten": ("/Launch",),
    "een bijlage": ("/EmbeddedFile", "/EmbeddedFiles"),
    "een film of geluid": ("/RichMedia", "/Movie", "/Sound"),
}
"""What a PDF can hold besides its pages, by the names that say so (ISO 32000-1, 7.11.4, 12.6)."""


def is_pdf(content: bytes) -> bool:
    """Tell whether something begins as a PDF."""
    return b"%PDF-" in content[:_MARK_WITHIN]


def is_whole(content: bytes) -> bool:
    """Tell whether a PDF ends as one; what was cut off can often be read, in part."""
    return b"%%EOF" in content[-_MARK_WITHIN:]


@contextmanager
def opened(content: bytes, name: str) -> Iterator[Pdf]:
    """Open a PDF that has pages; one that only its maker may change can be read as well.

    Raises:
        InputError: It cannot be read, or not without a password; also for a PdfError in the block.
    """
    try:
        with Pdf.open(io.BytesIO(content)) as pdf:
            if not pdf.pages:
                raise damaged(name)
            yield pdf
    except PasswordError as error:
        advice = "bewaar of vraag het document zonder wachtwoord"
        raise InputError.of(name, "deze PDF is beveiligd met een wachtwoord", advice) from error
    except PdfError as error:
        raise damaged(name) from error


def damaged(name: str) -> InputError:
    """Return what to say of a PDF that cannot be read."""
    advice = "vraag het bestand nog eens op, of maak het opnieuw"
    return InputError.of(name, "deze PDF is beschadigd of niet volledig", advice)


def brings_along(pdf: Pdf) -> tuple[str, ...]:
    """Return what there is in a PDF besides pages: ``een script``; RecursionError if too deep."""
    said = repr(read_objects(pdf).values)
    return tuple(what for what, names in _BRINGS.items() if any(f"'{n}'" in said for n in names))
