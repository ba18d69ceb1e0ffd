"""The papers that count: what was issued and what came back signed, under ``ondertekend/``.

Nothing in this folder is ever overwritten or removed.
"""

from __future__ import annotations

import io
from hashlib import sha256
from itertools import chain, count
from typing import TYPE_CHECKING, NamedTuple

from pikepdf import PasswordError, Pdf, PdfError

from overeenkomstgen.adapters.schijf import make_folder, move, sole_use, write_whole
from overeenkomstgen.errors import ExitCode, Fault, InputError, OvereenkomstgenError, os_reason

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

FOLDER = "ondertekend"

_ENDINGS = (".docx", ".pdf")
# ISO 32000-1, 7.5.5, and annex H.3: readers look this far for the first and the last mark.
_MARK_WITHIN = 1024


class OndertekendError(OvereenkomstgenError):
    """What is to be kept is not what was kept before."""

    exit_code = ExitCode.INPUT


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
    try:
        data = source.read_bytes()
    except FileNotFoundError as error:
        raise _refused(source, "dit bestand bestaat niet", "controleer de naam") from error
    except OSError as error:
        what = f"dit bestand is niet te lezen ({os_reason(error)})"
        raise _refused(source, what, "kijk of het een bestand is dat u mag lezen") from error
    if b"%PDF-" not in data[:_MARK_WITHIN]:
        advice = "geef de scan van de ondertekende overeenkomst, bewaard als PDF"
        raise _refused(source, "dit is geen PDF", advice)
    try:
        with Pdf.open(io.BytesIO(data)) as pdf:
            encrypted, pages = pdf.is_encrypted, len(pdf.pages)
    except PasswordError:
        encrypted, pages = True, 0
    except PdfError:
        encrypted, pages = False, 0
    if encrypted:
        advice = "bewaar of vraag het document zonder wachtwoord"
        raise _refused(source, "deze PDF is beveiligd met een wachtwoord", advice)
    if not pages or b"%%EOF" not in data[-_MARK_WITHIN:]:
        advice = "scan de overeenkomst opnieuw, of vraag het bestand nog eens op"
        raise _refused(source, "deze PDF is beschadigd of niet volledig", advice)
    return data


def file_signed(werkmap: Path, source: Path, stem: str, datum: date) -> Afschrift:
    """Keep a copy of a signed PDF, and return where; the source stays where it is.

    It is called ``<stem>-<datum>.pdf``. Where another document has that name already, a
    number is added; the same document is not kept twice.

    Args:
        werkmap: The folder of the convenant period.
        source: The signed PDF; see :func:`read_signed`.
        stem: The name of the agreement's files, without ending.
        datum: The day of signing.

    Raises:
        InputError: The source is no PDF that can be kept.
        BusyError: Another run kept the folder for too long.
        UitvoerError: The copy cannot be made.
    """
    data = read_signed(source)
    folder = werkmap / FOLDER
    with sole_use(folder):
        make_folder(folder)
        endings = chain([""], (f"-{number}" for number in count(2)))
        places = (folder / f"{stem}-{datum}{ending}.pdf" for ending in endings)
        place = next(place for place in places if not place.exists() or _content(place) == data)
        if not place.exists():
            write_whole(place, data)
    return Afschrift(f"{FOLDER}/{place.name}", sha256(data).hexdigest())


def freeze(werkmap: Path, stem: str, files: Iterable[Path]) -> None:
    """Keep the Word file and the PDF of an agreement as they were issued.

    Args:
        werkmap: The folder of the convenant period.
        stem: The name of the agreement's files, without ending.
        files: The Word file, the PDF, or both.

    Raises:
        OndertekendError: A file cannot be read, or something else was kept before; then
            nothing is kept.
        BusyError: Another run kept the folder for too long.
        UitvoerError: A copy cannot be made.
    """
    folder = werkmap / FOLDER
    contents = {folder / f"{stem}{file.suffix}": _content(file) for file in files}
    with sole_use(folder):
        make_folder(folder)
        missing = [place for place in contents if not place.exists()]
        for place, data in contents.items():
            if place not in missing and _content(place) != data:
                raise OndertekendError(
                    f"{place} staat er al, met een andere inhoud. Er is niets bewaard.",
                    "Zo is deze overeenkomst eerder vastgelegd. Geldt die niet meer, verplaats "
                    "haar bestanden dan naar een andere map en probeer het opnieuw.",
                )
        for place in missing:
            write_whole(place, contents[place])


def set_free(werkmap: Path, stem: str) -> None:
    """Let go of what :func:`freeze` kept, now that the signature was taken back.

    The files stay in the folder, under names that say so: ``<stem>-vervallen-1.docx``.

    Raises:
        BusyError: Another run kept the folder for too long.
        UitvoerError: A file cannot be moved.
    """
    with sole_use(werkmap / FOLDER):
        numbered = (f"{stem}-vervallen-{number}" for number in count(1))
        free = next(name for name in numbered if not frozen(werkmap, name))
        for place in frozen(werkmap, stem):
            move(place, place.with_stem(free))


def frozen(werkmap: Path, stem: str) -> tuple[Path, ...]:
    """Return the Word file and the PDF that :func:`freeze` kept; empty when it kept none."""
    places = (werkmap / FOLDER / f"{stem}{ending}" for ending in _ENDINGS)
    return tuple(place for place in places if place.exists())


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise OndertekendError(
            f"{file} is niet te lezen: {os_reason(error)}.",
            "Kijk of het een bestand is dat u mag lezen.",
        ) from error


def _refused(source: Path, what: str, advice: str) -> InputError:
    return InputError([Fault(str(source), what, advice)])
