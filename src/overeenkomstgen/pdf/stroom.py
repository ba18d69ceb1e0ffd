"""The data of a PDF's streams, never more of it than a document of some pages has."""

from __future__ import annotations

import zlib
from typing import Final

from pikepdf import Name, Page, PdfError, Stream

MAX_BYTES: Final = 8 * 1024 * 1024
"""The number of bytes of a stream, as it is kept and as it unpacks."""


def read_stream(stream: Stream) -> bytes | None:
    """Return the data of a stream that is not packed, or packed as LibreOffice and qpdf do.

    Returns:
        None where it is packed in another way, not whole, followed by something else, or
        too big to be what it should be.

    Raises:
        pikepdf.PdfError: It cannot be read.
    """
    packed = stream.get(Name.Filter)
    if Name.DecodeParms in stream or (packed is not None and packed != Name.FlateDecode):
        return None
    raw = stream.read_raw_bytes()
    if packed is None or len(raw) > MAX_BYTES:
        return raw if len(raw) <= MAX_BYTES else None
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(raw, MAX_BYTES)
    except zlib.error:
        return None
    return data if unpacker.eof and not unpacker.unused_data else None


def read_content(page: Page) -> bytes | None:
    """Return the content of a page; None where it is in pieces, or cannot be read so."""
    found = page.obj.get(Name.Contents)
    try:
        return read_stream(found) if isinstance(found, Stream) else None
    except PdfError:
        return None
