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
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

FOLDER = "ondertekend"

ISSUED = "uitgegeven"
"""The folder, inside, of the agreements as they were issued."""
LAPSED = "vervallen"
"""The folder, inside, of what was kept and no longer counts."""

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


def freeze(werkmap: Path, code: str, contents: Mapping[str, bytes]) -> None:
    """Keep an agreement as it was issued.

    What was kept before and is not the same, after a signature that was taken back or
    that never came to be recorded, is moved to ``vervallen``; nothing is lost.

    Args:
        werkmap: The folder of the convenant period.
        code: The municipality's CBS code, which does not change with its name.
        contents: The files to keep, by name.

    Raises:
        OndertekendError: What was kept before cannot be read.
        BusyError: Another run kept the folder for too long.
        UitvoerError: A file cannot be written.
    """
    folder = werkmap / FOLDER
    wanted = {folder / ISSUED / f"{code}-{name}": data for name, data in contents.items()}
    with sole_use(folder):
        for place in (folder, folder / ISSUED):
            make_folder(place)
        for place in frozen(werkmap, code):
            if wanted.get(place) != _content(place):
                make_folder(folder / LAPSED)
                move(place, _free(folder / LAPSED / place.name))
        for place, data in wanted.items():
            if not place.exists():
                write_whole(place, data)


def frozen(werkmap: Path, code: str) -> tuple[Path, ...]:
    """Return the files that :func:`freeze` kept of a municipality; empty when it kept none."""
    return tuple(sorted((werkmap / FOLDER / ISSUED).glob(f"{code}-*")))


def is_filed(werkmap: Path, afschrift: Afschrift) -> bool:
    """Return whether a filed copy is still there as it was filed."""
    place = werkmap / afschrift.bestand
    return place.is_file() and sha256(_content(place)).hexdigest() == afschrift.sha256


def _free(place: Path) -> Path:
    """Return the place, or one with a number where there is something already."""
    numbered = (place.with_stem(f"{place.stem}-{number}") for number in count(2))
    return next(free for free in chain([place], numbered) if not free.exists())


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
