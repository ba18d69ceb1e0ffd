"""The data of a PDF's streams, never more of it than a document of some pages has."""

import zlib
from typing import Final

from pikepdf import Name, PdfError, Stream

MAX_BYTES: Final = 8 * 1024 * 1024
"""The number of bytes of a stream, as it is kept and as it unpacks."""


def read_stream(found: object) -> bytes | None:
    """Return the data of a stream that is not packed, or packed as LibreOffice and qpdf do.

    None where it is no stream, cannot be read, is packed in another way, not whole, followed by
    something else, or too big to be what it should be.
    """
    if not isinstance(found, Stream) or Name.DecodeParms in found:
        return None
    packed, unpacker = found.get(Name.Filter), zlib.decompressobj()
    try:
        raw = found.read_raw_bytes()
        if len(raw) > MAX_BYTES or packed not in (None, Name.FlateDecode):
            return None
        data = raw if packed is None else unpacker.decompress(raw, MAX_BYTES)
    except (PdfError, zlib.error):
        return None
    return data if packed is None or (unpacker.eof and not unpacker.unused_data) else None
