"""What is in a file that came in: pages, or other files. What is done here is done aside.

Which kind a file is its content says, never its name.
"""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from email.errors import MessageError
from enum import Enum
from typing import TYPE_CHECKING, Final

from overeenkomstgen.errors import InputError
from overeenkomstgen.post.bijlagen import Bijlage, read_eml, read_msg
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import CONTENT_TYPES
from overeenkomstgen.word.pakket import opened as opened_zip
from overeenkomstgen.word.pakket import read_entry

if TYPE_CHECKING:
    from PIL.Image import Image

    from overeenkomstgen.pdf.tekst import Pagina

MOST_PAGES: Final = 1000
"""Of a PDF or a TIFF."""
MOST_DOTS: Final = 100_000_000
"""Of a picture: A3 at 700 dots in an inch."""
SMALLEST: Final = 500
"""Dots on the longer side of a picture of a page; less is a logo. A5 has 580 at 70 in an inch."""

_A4: Final = 841.89  # points, its longer side
_PAGE_LIKE: Final = (400, 1250)  # points, the longer side of a page: A6 to A3
_POINTS: Final = 72  # in an inch
_TURNED: Final = 0x0112  # Exif: which way is up
_JUNK: Final = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
_HEADER: Final = re.compile(rb"(?:From [^\n]*\n)?[!-9;-~]+:")
_MAIL: Final = re.compile(
    rb"^(?:from|received|mime-version|message-id|subject):", re.IGNORECASE | re.MULTILINE
)
_END_OF_ZIP: Final = (b"PK\5\6", 65557)  # APPNOTE, 4.3.16: its mark, and how far from the end

_AS_PDF: Final = "bewaar het als PDF, of geef een scan of foto (PDF, JPEG, PNG of TIFF)"
_OTHERS: Final = {
    b"{\\rtf": "een RTF-bestand",
    b"GIF8": "een GIF-afbeelding",
    b"BM": "een BMP-afbeelding",
    b"Rar!": "een RAR-archief",
    b"7z\xbc\xaf": "een 7-Zip-archief",
    b"ftyphe": "een HEIC-foto",
    b"ftypmif": "een HEIC-foto",
    b"WEBPVP8": "een WebP-afbeelding",
    b"mimetypeapplication/vnd.oasis": "een OpenDocument-bestand",
}


class Soort(Enum):
    """What a file is, by how it begins."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    ZIP = "zip"
    OLE = "ole"
    EML = "eml"


_BEGINS: Final = {
    b"\xff\xd8\xff": Soort.JPEG,
    b"\x89PNG\r\n\x1a\n": Soort.PNG,
    b"II*\0": Soort.TIFF,
    b"MM\0*": Soort.TIFF,
    b"PK\3\4": Soort.ZIP,
    b"PK\5\6": Soort.ZIP,
    bytes.fromhex("d0cf11e0a1b11ae1"): Soort.OLE,
}


class OnvolledigError(InputError):
    """A file is not whole; it may still be on its way."""


def incomplete(name: str) -> OnvolledigError:
    """Return what to say of a file that is not whole."""
    what = "dit bestand is nog niet volledig, of het is beschadigd"
    return OnvolledigError.of(name, what, "wacht tot het er helemaal is, of vraag het nog eens op")


def kind_of(content: bytes, name: str) -> Soort:
    """Return what a file is; InputError if it is of a kind that is not read."""
    from overeenkomstgen.pdf.vreemd import is_pdf  # noqa: PLC0415 - loads pikepdf

    if not content:
        raise incomplete(name)
    start = content[:4096]
    other = next((what for mark, what in _OTHERS.items() if mark in start[:64]), "")
    for mark, soort in _BEGINS.items():
        if start.startswith(mark) and not other:
            return soort
    if is_pdf(content):
        return Soort.PDF
    if _HEADER.match(start) and _MAIL.search(start):
        return Soort.EML
    what = f"dit is {other or 'geen PDF, scan, foto, Word-bestand, zip of e-mail'}"
    raise InputError.of(name, what, _AS_PDF)


def read_pdf(content: bytes, name: str) -> tuple[tuple["Pagina", ...], tuple[str, ...]]:
    """Return the pages of a PDF, and what it brings along; InputError if it cannot be read."""
    from overeenkomstgen.pdf.tekst import read_pages  # noqa: PLC0415 - loads PDFium
    from overeenkomstgen.pdf.vreemd import brings_along, is_whole, opened  # noqa: PLC0415 - pikepdf

    with opened(content, name) as pdf:
        if not is_whole(content):
            raise incomplete(name)
        _check_pages(len(pdf.pages), name)
        brings = brings_along(pdf)
    return read_pages(content, name), brings


def read_picture(content: bytes, name: str) -> tuple[tuple[float, float], ...]:
    """Return the width and height of each page of a picture, in points; none for a logo.

    InputError if it is not whole, or too big.
    """
    sizes = []
    with _picture(content, name) as picture:
        pages = getattr(picture, "n_frames", 1)
        _check_pages(pages, name)
        for number in range(pages):
            picture.seek(number)
            if picture.width * picture.height > MOST_DOTS:
                size = f"{picture.width} bij {picture.height} beeldpunten"
                what = f"deze afbeelding is te groot ({size})"
                raise InputError.of(name, what, "scan met 200 of 300 punten per inch")
            picture.load()
            if max(picture.size) >= SMALLEST:
                sizes.append(_page_size(picture))
    return tuple(sizes)


def draw_pdf(content: bytes, name: str, number: int, dpi: int) -> "Image":
    """Return a page of a PDF in grey, with so many dots in an inch, or fewer if it is very big."""
    from overeenkomstgen.pdf.tekst import draw_page  # noqa: PLC0415 - loads PDFium

    return draw_page(content, number, dpi, name)


def draw_picture(content: bytes, name: str, number: int, dpi: int) -> "Image":
    """Return a page of a picture in grey, the right way up, with so many dots in an inch."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - slow to load

    with _picture(content, name) as picture:
        picture.seek(number)
        width, height = (round(side * dpi / _POINTS) for side in _page_size(picture))
        picture.draft("L", (max(width, height),) * 2)  # a photograph is decoded smaller at once
        upright: Image.Image = ImageOps.exif_transpose(picture)
        if upright.has_transparency_data:
            seen = upright.convert("RGBA")
            upright = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
        grey = upright.convert("L")
        return grey if grey.size == (width, height) else grey.resize((width, height))


def unpack(content: bytes, name: str, soort: Soort, most: int) -> list[Bijlage] | None:
    """Return the files in a file, at most so many bytes of them; None for a Word file.

    InputError if it cannot be read.
    """
    if soort is Soort.ZIP:
        return _unzip(content, name, most)
    try:
        found = read_eml(content) if soort is Soort.EML else read_msg(content)
    except (OSError, MessageError) as error:
        raise incomplete(name) from error
    if found is None:
        what = "dit is een oud Word-bestand (.doc), of een bestand met een wachtwoord"
        raise InputError.of(name, what, "bewaar het zonder wachtwoord als .docx of PDF")
    return found


def _unzip(content: bytes, name: str, most: int) -> list[Bijlage] | None:
    mark, reach = _END_OF_ZIP
    if mark not in content[-reach:]:
        raise incomplete(name)
    what = "deze zip is beschadigd, of heeft een wachtwoord"
    unreadable = InputError.of(name, what, "pak hem uit, en geef de bestanden die erin zitten")
    with opened_zip(content, unreadable, too_much(name), most) as archive:
        infos = [each for each in archive.infolist() if not each.is_dir()]
        if any(each.filename == CONTENT_TYPES for each in infos):
            Woordbestand.read(content, name)
            return None
        useful = [each for each in infos if not _JUNK.search(each.filename)]
        return [(each.filename, read_entry(archive, each)) for each in useful]


def too_much(name: str) -> InputError:
    """Return what to say of a file with too much in it."""
    what = "er zit te veel in dit bestand, of het wordt uitgepakt veel te groot"
    return InputError.of(name, what, "geef de scans of de documenten los")


@contextmanager
def _picture(content: bytes, name: str) -> Iterator["Image"]:
    from PIL import Image  # noqa: PLC0415 - slow to load

    Image.MAX_IMAGE_PIXELS = None  # judged here, before anything is decoded
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what is odd about it
        try:
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "TIFF")) as picture:
                yield picture
        except (InputError, MemoryError):
            raise
        except Exception as error:  # Pillow says in many ways that a picture is damaged
            raise incomplete(name) from error


def _page_size(picture: "Image") -> tuple[float, float]:
    """Return how big a page is, in points; as A4 where the picture does not say it believably."""
    width, height = picture.size
    if picture.getexif().get(_TURNED, 1) > 4:  # noqa: PLR2004 - it lies on its side
        width, height = height, width
    dpi = float(picture.info.get("dpi", (0, 0))[0]) or 1
    longest = max(width, height)
    low, high = _PAGE_LIKE
    scale = _POINTS / dpi if low <= longest * _POINTS / dpi <= high else _A4 / longest
    return width * scale, height * scale


def _check_pages(pages: int, name: str) -> None:
    if pages > MOST_PAGES:
        what = f"dit bestand heeft {pages} bladzijden; meer dan {MOST_PAGES} worden niet gelezen"
        raise InputError.of(name, what, "verdeel het over meer bestanden")
