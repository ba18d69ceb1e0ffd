"""Pictures: whether one that Word shows can be drawn in a PDF. The one door to Pillow.

LibreOffice leaves out what it cannot draw, and says nothing. Kinds are those that Word puts in
a file; records of EMF and WMF are those of [MS-EMF] 2.3 and [MS-WMF] 2.3.
"""

import io
import struct
import warnings
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from overeenkomstgen.word.alinea import Alinea
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import R, references

MAX_POINTS: Final = 100_000_000
"""The points of a picture; LibreOffice 7.4 leaves out four times as many, and needs 0.5 GB."""

_REFERS = (f"{R}embed", f"{R}id", f"{R}pict", "{urn:schemas-microsoft-com:office:office}relid")
_RASTERS = ("PNG", "JPEG", "GIF", "BMP", "TIFF")
_BEGINS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_EMF, _PLACED_WMF, _WMF = b"\1\0\0\0", b"\xd7\xcd\xc6\x9a", (b"\1\0\x09\0", b"\2\0\x09\0")
_OTHERS = {b"ftyphe": "HEIC", b"ftypmif": "HEIC", b"ftypavif": "AVIF", b"WEBPVP8": "WebP"}
_AGAIN = "voeg haar in Word opnieuw in, als PNG- of JPEG-bestand"
MISSING: Final = ("heeft een afbeelding die niet in het bestand zit", _AGAIN)
_SMALLER = "verklein haar in Word met Afbeeldingen comprimeren"
_DAMAGED = ("heeft een afbeelding die beschadigd is", _AGAIN)


def pictures(bestand: Woordbestand, part: str, alineas: Iterable[Alinea]) -> tuple[bytes, ...]:
    """Return the files of the pictures that a part shows; empty for one that is not there."""
    used = [each for alinea in alineas for each in alinea.beelden]
    if not used:
        return ()
    there = {name.lower(): content for name, content in bestand.parts.items()}
    places = {each.key: each.target.lower() for each in references(bestand.parts, part)}
    keys = (next(filter(None, map(each.get, _REFERS)), "") for each in used)
    return tuple(there.get(places.get(key, ""), b"") for key in keys)


def is_vector(content: bytes) -> bool:
    """Tell whether a picture is drawn as lines, EMF or WMF, so that a PDF holds no picture."""
    return content.startswith((_EMF, _PLACED_WMF, *_WMF))


def other_kind(kind: str = "") -> tuple[str, str]:
    """Return what is wrong with a picture of a kind that has no place in a Word file."""
    named = f" ({kind})" if kind else ""
    return f"heeft een afbeelding van een soort die niet te tekenen is{named}", _AGAIN


@lru_cache(maxsize=16)  # a template is read more than once
def wrong_picture(content: bytes) -> tuple[str, str] | None:
    """Return why a picture cannot be drawn, to be read after a name, and what to do about it."""
    if is_vector(content):
        return None if _ends(content) else _DAMAGED
    if content and not content.startswith(_BEGINS):
        return other_kind(next((_OTHERS[mark] for mark in _OTHERS if mark in content[:64]), ""))
    from PIL import Image  # noqa: PLC0415 - slow to load

    Image.MAX_IMAGE_PIXELS = None  # judged here, before anything is decoded
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what is odd about it
        try:
            with Image.open(io.BytesIO(content), formats=_RASTERS) as image:
                width, height = image.size
                if width * height > MAX_POINTS:
                    size = f"{width:,} bij {height:,}".replace(",", ".")
                    what = f"heeft een afbeelding van {size} beeldpunten: te groot om te tekenen"
                    return what, _SMALLER
                image.load()
        except Exception:  # noqa: BLE001 - Pillow says in many ways that a picture is damaged
            return _DAMAGED
    return None


def _ends(content: bytes) -> bool:
    """Tell whether the records of an EMF or WMF lead to its last one."""
    emf = content.startswith(_EMF)
    at = 0 if emf else 40 if content.startswith(_PLACED_WMF) else 18
    layout, unit, last, least = ("<II", 1, 14, 8) if emf else ("<IH", 2, 0, 6)
    while at + least <= len(content):
        first, second = struct.unpack_from(layout, content, at)
        kind, size = (first, second) if emf else (second, first * unit)
        if kind == last or size < least:
            return bool(size >= least)
        at += size
    return False
