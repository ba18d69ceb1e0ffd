"""The zip of a Word file, unpacked with distrust and packed again.

What is refused here is what could harm whoever unpacks it: names that lead out
of a folder, parts that hide behind one another, and content that is much more
than the file says. ISO/IEC 29500-2, annex B, allows two ways of compression and
no encryption; the others can make anything of a few bytes.

Most parts of a filled document are those of its template, and compressing them took a third
of the time of filling it. Here each content is compressed once. Python's own library can
write nothing that is compressed already, so the few records of a zip are written by hand
(APPNOTE.TXT of PKWARE, 4.3.7, 4.3.12 and 4.3.16); the zip is the one that it would write.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from overeenkomstgen.errors import InputError
from overeenkomstgen.schijf.plaats import read_bytes
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
_PICTURES = (".gif", ".jpeg", ".jpg", ".png")  # compressed already
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20  # 2.0: deflate
_UTF_8 = 0x800
_NO_TIME, _DAY = 0, 0x21  # midnight, 1 January 1980
_OWNER_ONLY = 0o600 << 16


def read_file(path: Path, name: str) -> bytes:
    """Return the content of a file that is not too big.

    Raises:
        InputError: There is no such file, or it cannot be read.
    """
    try:
        if path.stat().st_size > MAX_SIZE:
            raise _too_big(name)
        return read_bytes(path)
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


class _Packed(NamedTuple):
    """A content as it stands in a zip."""

    method: int
    crc: int
    data: bytes


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of parts, in their order, dated 1 January 1980, the same on every system."""
    body: list[bytes] = []
    directory: list[bytes] = []
    place = 0
    for part, content in parts.items():
        name, flags = _encoded(part)
        packed = _packed(content, stored=part.lower().endswith(_PICTURES))
        sizes = (packed.crc, len(packed.data), len(content))
        shared = (flags, packed.method, _NO_TIME, _DAY)
        head = _LOCAL.pack(b"PK\3\4", _VERSION, *shared, *sizes, len(name), 0) + name
        body += (head, packed.data)
        directory.append(
            _CENTRAL.pack(
                *(_ENTRY_SIGNATURE, _VERSION, 0, _VERSION, 0, *shared, *sizes, len(name)),
                *(0, 0, 0, 0, _OWNER_ONLY, place),
            )
            + name
        )
        place += len(head) + len(packed.data)
    listed = b"".join(directory)
    count = len(directory)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), place, 0)
    return b"".join((*body, listed, end))


def _encoded(name: str) -> tuple[bytes, int]:
    try:
        return name.encode("ascii"), 0
    except UnicodeEncodeError:
        return name.encode("utf-8"), _UTF_8


@lru_cache(maxsize=128)  # the parts of a few templates, and of the document at hand
def _packed(content: bytes, *, stored: bool) -> _Packed:
    if stored:
        return _Packed(zipfile.ZIP_STORED, zlib.crc32(content), content)
    deflater = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _Packed(
        zipfile.ZIP_DEFLATED, zlib.crc32(content), deflater.compress(content) + deflater.flush()
    )
