"""The zip of a Word file, unpacked with distrust.

What is refused here is what could harm whoever unpacks it: names that lead out
of a folder, parts that hide behind one another, and content that is much more
than the file says. ISO/IEC 29500-2, annex B, allows two ways of compression and
no encryption; the others can make anything of a few bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Final

from overeenkomstgen.errors import InputError
from overeenkomstgen.word.elementen import CONTENT_TYPES

MAX_SIZE: Final = 50 * 1024 * 1024
"""The number of bytes of a file, and of all that is in it."""
MAX_ENTRIES: Final = 2000
"""The number of parts of a file."""
SAVE_AGAIN: Final = "open het in Word en bewaar het als Word-document (.docx), zonder wachtwoord"
"""What to do about a file that is damaged or of another kind."""
MAKE_AGAIN: Final = "gebruik dit bestand niet; maak het opnieuw in Word"
"""What to do about a file that someone has tampered with."""

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,  # an entry with a password
    ValueError,
    OverflowError,
    AttributeError,  # zipfile, of a central directory that lies about its extra fields
    IndexError,
)
_FORBIDDEN = frozenset("\\:\0")  # these lead out of a folder on one system or another
_COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_ENTRY_SIGNATURE = b"PK\x01\x02"
_SHOWN = 80


def read_file(path: Path, name: str) -> bytes:
    """Return the content of a file that is not too big.

    Raises:
        InputError: There is no such file, or it cannot be read.
    """
    try:
        if path.stat().st_size > MAX_SIZE:
            raise _too_big(name)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError.of(
            name, "dit bestand bestaat niet", "zet het op zijn plaats of verbeter de naam"
        ) from error
    except OSError as error:
        raise InputError.of(
            name, "dit bestand is niet te lezen", "controleer of het bestand voor u toegankelijk is"
        ) from error


def unpack(content: bytes, name: str) -> dict[str, bytes]:
    """Return the entries of a zip by their names, content types first.

    Raises:
        InputError: It is no zip, it is damaged, or it is not one to trust.
    """
    if len(content) > MAX_SIZE or content.count(_ENTRY_SIGNATURE) > MAX_ENTRIES:
        raise _too_big(name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if sum(info.file_size for info in infos) > MAX_SIZE:
                raise _too_big(name)
            _check_names(name, [info.orig_filename for info in infos])
            entries = {info.filename: _read(archive, info) for info in infos}
    except _UNREADABLE as error:
        raise InputError.of(
            name, "dit is geen Word-document (.docx), of het is beschadigd", SAVE_AGAIN
        ) from error
    first = {CONTENT_TYPES: entries[CONTENT_TYPES]} if CONTENT_TYPES in entries else {}
    return first | entries


def show(entry: str) -> str:
    """Return the name of a part for a message; a stranger chose it."""
    shown = entry if entry.isascii() and entry.isprintable() else ascii(entry)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return an entry; never more than it says to be, however much it unpacks to."""
    if info.compress_type not in _COMPRESSIONS or info.flag_bits & _ENCRYPTED:
        raise zipfile.BadZipFile
    with archive.open(info) as entry:
        content = entry.read(info.file_size)
        if len(content) != info.file_size:
            raise zipfile.BadZipFile
    return content


def _too_big(name: str) -> InputError:
    return InputError.of(
        name,
        f"uitgepakt is dit bestand groter dan {MAX_SIZE // 1024**2} MB "
        f"of heeft het meer dan {MAX_ENTRIES} onderdelen",
        "verklein of verwijder de afbeeldingen erin",
    )


def _check_names(name: str, entries: list[str]) -> None:
    for entry in entries:
        steps = entry.split("/")
        if set(entry) & _FORBIDDEN or entry.startswith("/") or ".." in steps:
            what = f"het onderdeel {show(ascii(entry))} wijst buiten het bestand"
            raise InputError.of(name, what, MAKE_AGAIN)
    if len({entry.lower() for entry in entries}) < len(entries):
        raise InputError.of(name, "een onderdeel komt er twee keer in voor", MAKE_AGAIN)
