"""The font programs that LibreOffice embeds: TrueType, a part of a font (ISO 14496-22).

A program is known here only in the one form in which LibreOffice writes it: the tables of
TrueType, outlines in ``glyf``, one ``cmap`` of one byte a code, no names. Everything that is
asked of it is read from the tables where it stands, and each outline that is asked for is
gone through to its end.

fontTools reads any font; it takes 4 ms for each, and 0.1 s to load.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

_VERSIONS: Final = frozenset({b"true", b"\0\1\0\0"})
_SIZES: Final = {b"head": 54, b"hhea": 36, b"maxp": 32, b"post": 32}
_VARYING: Final = (b"cmap", b"glyf", b"hmtx", b"loca")
_MAX_TABLES = 32
_EM = range(16, 16385)
_NO_NAMES = 0x00030000  # of post
_CMAP = struct.pack(">HHHHLHHH", 0, 1, 1, 0, 12, 0, 262, 0)
"""A ``cmap`` of one table, platform 1, encoding 0, format 0; then come 256 glyphs."""

_ON_OR_OFF, _X_SHORT, _Y_SHORT, _REPEAT, _X_SAME, _Y_SAME = 1, 2, 4, 8, 16, 32
_KNOWN_FLAGS = _ON_OR_OFF | _X_SHORT | _Y_SHORT | _REPEAT | _X_SAME | _Y_SAME | 64
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX, _INSTRUCTIONS = 1, 8, 32, 64, 128, 256
_PADDING = 4
_COMPOSITE = -1


def read_widths(data: bytes, codes: Iterable[int]) -> Mapping[int, float | None] | None:
    """Return how wide the signs of codes are in a font program, in thousandths of an em.

    Returns:
        By code, and None for one of which the program has no sound outline, or only the one
        for signs that are missing; nothing where it is not in the form that LibreOffice writes.
    """
    try:
        tables = _tables(data)
        if tables is None or any(len(tables[tag]) != size for tag, size in _SIZES.items()):
            return None
        em, long_places, later = struct.unpack(">18xH30xhh", tables[b"head"])
        version, glyphs = struct.unpack(">LH26x", tables[b"maxp"])
        (metrics,) = struct.unpack(">34xH", tables[b"hhea"])
        (names,) = struct.unpack(">L28x", tables[b"post"])
        known = (version, names, later) == (0x00010000, _NO_NAMES, 0) and long_places in {0, 1}
        if not known or em not in _EM or not 0 < metrics <= glyphs:
            return None
        kind, unit = (">I", 1) if long_places else (">H", 2)
        widths, loca = tables[b"hmtx"], struct.iter_unpack(kind, tables[b"loca"])
        places = [unit * place for (place,) in loca]
        sized = (len(widths), len(places)) == (2 * (metrics + glyphs), glyphs + 1)
        ascending = all(first <= second for first, second in pairwise(places))
        if not sized or not ascending or places[-1] > len(tables[b"glyf"]):
            return None
        if not tables[b"cmap"].startswith(_CMAP) or len(tables[b"cmap"]) != len(_CMAP) + 256:
            return None
    except (struct.error, KeyError):
        return None
    advances = struct.unpack(f">{2 * metrics}H", widths[: 4 * metrics])[::2]
    outlines = [tables[b"glyf"][start:end] for start, end in pairwise(places)]
    found: dict[int, float | None] = {}
    for code in codes:
        glyph = tables[b"cmap"][len(_CMAP) + code]
        sound = 0 < glyph < glyphs and _is_sound(outlines[glyph], outlines)
        found[code] = advances[min(glyph, metrics - 1)] * 1000 / em if sound else None
    return found


def _tables(data: bytes) -> Mapping[bytes, bytes] | None:
    """Return the tables by name; None where they overlap the end or stand there twice."""
    version, count = struct.unpack_from(">4sH", data)
    if version not in _VERSIONS or count > _MAX_TABLES:
        return None
    tables = {}
    for tag, _, start, size in struct.iter_unpack(">4sLLL", data[12 : 12 + 16 * count]):
        if start + size > len(data):
            return None
        tables[tag] = data[start : start + size]
    others = {*_SIZES, *_VARYING, b"cvt ", b"fpgm", b"name", b"prep"}
    return tables if len(tables) == count and others >= tables.keys() else None


def _is_sound(outline: bytes, outlines: Sequence[bytes]) -> bool:
    """Tell whether an outline is whole, and all that it consists of: outlines of their own."""
    parts = _parts(outline)
    return parts is not None and all(
        part < len(outlines) and _parts(outlines[part]) == () for part in parts
    )


@lru_cache(maxsize=4096)  # the documents of one run show the same letters
def _parts(outline: bytes) -> tuple[int, ...] | None:
    """Return of which other glyphs an outline consists; None where it is not sound."""
    if not outline:  # a space
        return ()
    try:
        (contours,) = struct.unpack_from(">h8x", outline)
        if contours == _COMPOSITE:
            return _components(outline)
        return () if contours > 0 and _is_whole(outline, contours) else None
    except (struct.error, IndexError):
        return None


def _is_whole(outline: bytes, contours: int) -> bool:
    """Tell whether all points of an outline stand in it, and little else."""
    ends = struct.unpack_from(f">{contours}H", outline, 10)
    at = 10 + 2 * contours
    (instructions,) = struct.unpack_from(">h", outline, at)
    if instructions < 0 or any(first >= second for first, second in pairwise(ends)):
        return False
    at += 2 + instructions
    points, size = int(ends[-1]) + 1, 0
    while points > 0:
        flag = outline[at]
        times = outline[at + 1] + 1 if flag & _REPEAT else 1
        at += 2 if flag & _REPEAT else 1
        if flag & ~_KNOWN_FLAGS:
            return False
        size += times * (1 if flag & _X_SHORT else 0 if flag & _X_SAME else 2)
        size += times * (1 if flag & _Y_SHORT else 0 if flag & _Y_SAME else 2)
        points -= times
    return points == 0 and 0 <= len(outline) - at - size < _PADDING


def _components(outline: bytes) -> tuple[int, ...] | None:
    parts, at, flags = [], 10, _MORE
    instructed = False
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", outline, at)
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
        instructed |= bool(flags & _INSTRUCTIONS)
        parts.append(part)
    if instructed:
        (instructions,) = struct.unpack_from(">h", outline, at)
        at += 2 + instructions
        if instructions < 0:
            return None
    return tuple(parts) if 0 <= len(outline) - at < _PADDING else None
