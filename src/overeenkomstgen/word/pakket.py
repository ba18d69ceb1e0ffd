"""The zip of a Word file, unpacked with distrust and packed again.

What could harm whoever unpacks it is refused: names that lead out of a folder, parts that hide
behind one another, content that is much more than the file says. ISO/IEC 29500-2, annex B, allows
two ways of compression and no encryption; the others can make anything of a few bytes.

Most parts of a filled document are those of its template; each content is compressed once,
which saves a third of the time of filling. Two attributes of ``ZipFile`` that this takes stand in
no manual of Python's; ``tests/word/test_pakket.py`` holds the bytes against those of ``writestr``.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Final

from overeenkomstgen.errors import InputError, os_fault
from overeenkomstgen.schijf.plaats import read_bytes
from overeenkomstgen.word.elementen import CONTENT_TYPES

MAX_SIZE: Final = 50 * 1024 * 1024  # bytes of a file, and of all that is in it
MAX_ENTRIES: Final = 2000  # parts of a file
SAVE_AGAIN: Final = "open het in Word en bewaar het als Word-document (.docx), zonder wachtwoord"
"""What to do about a file that is damaged or of another kind."""
MAKE_AGAIN: Final = "gebruik dit bestand niet; maak het opnieuw in Word"
"""What to do about a file that someone has tampered with."""

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,  # an entry with a password, or a way of compression that is not there
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
_OWNER_ONLY = 0o600 << 16


def read_file(path: Path, name: str) -> bytes:
    """Return what is in a file; InputError if it is not there, not to be read, or too big."""
    missing = "zet het op zijn plaats of verbeter de naam"
    with os_fault(name, missing, "controleer of het bestand voor u toegankelijk is"):
        if path.stat().st_size > MAX_SIZE:
            raise _too_big(name)
        return read_bytes(path)


def unpack(content: bytes, name: str) -> dict[str, bytes]:
    """Return the entries of a zip by name, content types first.

    InputError if it is no zip, is damaged, or is not one to trust.
    """
    what = "dit is geen Word-document (.docx), of het is beschadigd"
    with opened(content, InputError.of(name, what, SAVE_AGAIN), _too_big(name)) as archive:
        infos = archive.infolist()
        _check_names(name, [info.orig_filename for info in infos if not info.is_dir()])
        entries = {info.filename: read_entry(archive, info) for info in infos if not info.is_dir()}
    first = {CONTENT_TYPES: entries[CONTENT_TYPES]} if CONTENT_TYPES in entries else {}
    return first | entries


@contextmanager
def opened(
    content: bytes, unreadable: InputError, too_big: InputError, most: int = MAX_SIZE
) -> Iterator[zipfile.ZipFile]:
    """Open a zip that is not more than so many bytes, packed or unpacked, and not too many parts.

    Raises an error of the two; the first also for what goes wrong with the zip in the block.
    """
    if len(content) > most or content.count(_ENTRY_SIGNATURE) > MAX_ENTRIES:
        raise too_big
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > most:
                raise too_big
            yield archive
    except _UNREADABLE as error:
        raise unreadable from error


def show(entry: str) -> str:
    """Return the name of a part for a message; a stranger chose it."""
    return cut(entry if entry.isascii() and entry.isprintable() else ascii(entry))


def cut(text: str, longest: int = _SHOWN) -> str:
    """Return a text for a message, without what is too much of it."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def read_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return an entry of :func:`opened`; never more than it says, however much it unpacks to."""
    if info.compress_type not in _COMPRESSIONS or info.flag_bits & _ENCRYPTED:
        raise zipfile.BadZipFile
    with archive.open(info) as entry:
        content = entry.read(info.file_size)
        if len(content) != info.file_size:
            raise zipfile.BadZipFile
    return content


def _too_big(name: str) -> InputError:
    size, number = f"groter dan {MAX_SIZE // 1024**2} MB", f"meer dan {MAX_ENTRIES} onderdelen"
    what = f"uitgepakt is dit bestand {size} of heeft het {number}"
    return InputError.of(name, what, "verklein of verwijder de afbeeldingen erin")


def _check_names(name: str, entries: list[str]) -> None:
    for entry in entries:
        steps = entry.split("/")
        if set(entry) & _FORBIDDEN or entry.startswith("/") or ".." in steps:
            what = f"het onderdeel {show(ascii(entry))} wijst buiten het bestand"
            raise InputError.of(name, what, MAKE_AGAIN)
    if len({entry.lower() for entry in entries}) < len(entries):
        raise InputError.of(name, "een onderdeel komt er twee keer in voor", MAKE_AGAIN)


def pack(parts: Mapping[str, bytes], *, briefly: bool = False) -> bytes:
    """Return a zip of parts, in their order, dated 1 January 1980, the same on every system.

    What is there only briefly is not compressed: that takes longer than to write and read it.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part, content in parts.items():
            info = zipfile.ZipInfo(part)
            info.create_system, info.external_attr = 0, _OWNER_ONLY
            stored = briefly or part.lower().endswith(_PICTURES)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            info.CRC, data = _packed(content, stored=stored)
            info.compress_size, info.file_size = len(data), len(content)
            info.header_offset = made.tell()
            made.write(info.FileHeader())
            made.write(data)
            archive.filelist.append(info)
        archive.start_dir = made.tell()
    return made.getvalue()


@lru_cache(maxsize=128)  # the parts of a few templates, and of the document at hand
def _packed(content: bytes, *, stored: bool) -> tuple[int, bytes]:
    """Return the checksum of a content, and how it stands in a zip."""
    deflater = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = content if stored else deflater.compress(content) + deflater.flush()
    return zlib.crc32(content), data
