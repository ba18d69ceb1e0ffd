"""The papers that count: what was issued and what came back signed, under ``ondertekend/``.

Nothing in this folder is ever overwritten or removed.
"""

from __future__ import annotations

import io
import os
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from overeenkomstgen.errors import InputError, os_reason
from overeenkomstgen.schijf.kluis import read_kept
from overeenkomstgen.schijf.plaats import inside, read_bytes
from overeenkomstgen.schijf.schijf import make_folder, numbered, write_whole

FOLDER = "ondertekend"

# ISO 32000-1, 7.5.5, and annex H.3: readers look this far for the first and the last mark.
_MARK_WITHIN = 1024


class Afschrift(NamedTuple):
    """A filed copy.

    Attributes:
        bestand: Its path, relative to the werkmap, with forward slashes.
        sha256: Its fingerprint, in hexadecimal.
    """

    bestand: str
    sha256: str


def read_signed(source: Path) -> bytes:
    """Return a signed PDF that was checked: it opens, without a password, and has pages.

    Raises:
        InputError: It is missing, cannot be read, or is no such PDF.
    """
    where = str(source)
    try:
        data = read_bytes(source)
    except FileNotFoundError as error:
        raise InputError.of(where, "dit bestand bestaat niet", "controleer de naam") from error
    except OSError as error:
        what = f"dit bestand is niet te lezen ({os_reason(error)})"
        advice = "kijk of het een bestand is dat u mag lezen"
        raise InputError.of(where, what, advice) from error
    if b"%PDF-" not in data[:_MARK_WITHIN]:
        advice = "geef de scan van de ondertekende overeenkomst, bewaard als PDF"
        raise InputError.of(where, "dit is geen PDF", advice)
    from pikepdf import PasswordError, Pdf, PdfError  # noqa: PLC0415 - slow, for a scan only

    encrypted, pages = False, 0
    try:
        with Pdf.open(io.BytesIO(data)) as pdf:
            encrypted, pages = pdf.is_encrypted, len(pdf.pages)
    except PasswordError:
        encrypted = True
    except PdfError:
        pass  # it has no pages
    if encrypted:
        advice = "bewaar of vraag het document zonder wachtwoord"
        raise InputError.of(where, "deze PDF is beveiligd met een wachtwoord", advice)
    if not pages or b"%%EOF" not in data[-_MARK_WITHIN:]:
        advice = "scan de overeenkomst opnieuw, of vraag het bestand nog eens op"
        raise InputError.of(where, "deze PDF is beschadigd of niet volledig", advice)
    return data


def file_signed(werkmap: Path, source: Path, stem: str, datum: date) -> Afschrift:
    """Keep a copy of a signed PDF, and return where; the source stays where it is.

    It is called ``<stem>-<datum>.pdf``. Where another document has that name already, a
    number is added; the same document is not kept twice.

    Raises:
        InputError: The source is no PDF that can be kept.
        UitvoerError: The copy cannot be made.
    """
    data = read_signed(source)
    folder = inside(werkmap, FOLDER)
    make_folder(folder)
    places = numbered(folder / f"{stem}-{datum}.pdf")
    place = next(place for place in places if not place.exists() or read_kept(place) == data)
    if not place.exists():
        write_whole(place, data)
    return Afschrift(f"{FOLDER}/{place.name}", sha256(data).hexdigest())


def filed_at(werkmap: Path, bestand: str) -> Path:
    """Return where a filed copy stands, by its path as it is recorded.

    Raises:
        PlaatsError: That is not in the folder of what was signed.
    """
    return inside(inside(werkmap, FOLDER), os.path.relpath(bestand, FOLDER))


def is_filed(werkmap: Path, afschrift: Afschrift) -> bool:
    """Return whether a filed copy is still there as it was filed."""
    place = filed_at(werkmap, afschrift.bestand)
    return place.is_file() and sha256(read_kept(place)).hexdigest() == afschrift.sha256
