"""What is in a file that came in: pages, or other files. What is done here is done aside."""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from email.errors import MessageError
from typing import TYPE_CHECKING, Final

from overeenkomstgen.errors import InputError
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import CONTENT_TYPES
from overeenkomstgen.word.pakket import opened as opened_zip
from overeenkomstgen.word.pakket import read_entry

if TYPE_CHECKING:
    from pikepdf import Pdf
    from PIL.Image import Image

    from overeenkomstgen.pdf.tekst import Pagina
    from overeenkomstgen.post.bijlagen import Bijlage

PDF, WORD, ZIP, MSG, EML = "pdf", "docx", "zip", "msg", "eml"
MOST_PAGES: Final = 1000
"""Of a PDF or a TIFF."""
MOST_DOTS: Final = 100_000_000
"""Of a picture: A3 at 700 dots in an inch."""
SMALLEST: Final = 500
"""Dots on the longer side of a picture of a page; less is a logo. A5 has 580 at 70 in an inch."""

_BEGINS: Final = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"PK\3\4": ZIP,
    b"PK\5\6": ZIP,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": MSG,  # [MS-CFB], in which old Word files are as well
}
_HEADER: Final = re.compile(rb"(?:From [^\n]*\n)?[!-9;-~]+:")
_MAIL: Final = re.compile(rb"(?im)^(?:from|received|mime-version|message-id|subject):")
_JUNK: Final = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
_END_OF_ZIP: Final = (b"PK\5\6", 65557)  # APPNOTE, 4.3.16: its mark, and how far from the end
_A4: Final = 841.89  # points, its longer side
_PAGE_LIKE: Final = (400, 1250)  # points, the longer side of a page: A6 to A3
_POINTS: Final = 72  # in an inch
_TURNED: Final = 0x0112  # Exif: which way is up; by it, how many degrees to turn to the right
_UPRIGHT: Final = {3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270}
_JPEGS: Final = {"JPEG", "MPO"}  # an MPO is a JPEG with others behind it
_last: Final[dict[tuple[str, int], bytes]] = {}
_COLOURS: Final = {"1": "/DeviceGray", "L": "/DeviceGray", "RGB": "/DeviceRGB"}


class OnvolledigError(InputError):
    """A file is not whole; it may still be on its way."""


def incomplete(name: str) -> OnvolledigError:
    """Return what to say of a file that is not whole."""
    what = "dit bestand is nog niet volledig, of het is beschadigd"
    return OnvolledigError.of(name, what, "wacht tot het er helemaal is, of vraag het nog eens op")


def too_much(name: str) -> InputError:
    """Return what to say of a file with too much in it."""
    what = "er zit te veel in dit bestand, of het wordt uitgepakt veel te groot"
    return InputError.of(name, what, "geef de scans of de documenten los")


def kind_of(content: bytes, name: str) -> str:
    """Return what a file is, as its content says; InputError for a kind that is not read."""
    from overeenkomstgen.pdf.vreemd import is_pdf  # noqa: PLC0415 - loads pikepdf

    start = content[:4096]
    if not start:
        raise incomplete(name)
    found = next((kind for mark, kind in _BEGINS.items() if start.startswith(mark)), "")
    if not found and _HEADER.match(start) and _MAIL.search(start):
        found = EML
    if not found and is_pdf(start):
        found = PDF
    if not found or b"mimetypeapplication/vnd.oasis" in start[:99]:
        what = "dit is geen PDF, scan, foto, Word-bestand (.docx), zip of e-mail"
        advice = "bewaar het als PDF, of geef een scan of foto (PDF, JPEG, PNG of TIFF)"
        raise InputError.of(name, what, advice)
    return found


def read_pdf(content: bytes, name: str) -> tuple[list["Pagina"], tuple[str, ...]]:
    """Return the pages of a PDF, and what it brings along; InputError if it cannot be read."""
    from overeenkomstgen.pdf.tekst import read_pages  # noqa: PLC0415 - loads PDFium
    from overeenkomstgen.pdf.vreemd import brings_along, is_whole, opened  # noqa: PLC0415 - pikepdf

    with opened(content, name) as pdf:
        if not is_whole(content):
            raise incomplete(name)
        _check_pages(len(pdf.pages), name)
        brings = brings_along(pdf)
    return read_pages(content, name), brings


def draw_pdf(which: tuple[str, int], number: int, dpi: int, content: bytes = b"") -> "Image | None":
    """Return a page of a PDF in grey, with so many dots in an inch, or fewer if it is very big.

    The last PDF is kept; None where it is another than ``which``, its name and hash, says.
    """
    from overeenkomstgen.pdf.tekst import draw_page  # noqa: PLC0415 - loads PDFium

    if content:
        _last.clear()
        _last[which] = content
    return draw_page(_last[which], number, dpi, which[0]) if which in _last else None


def picture_as_pdf(content: bytes, name: str) -> bytes:
    """Return a picture as a PDF of its pages, dot for dot, a JPEG as it stands; empty for a logo.

    InputError if it is not whole, or too big.
    """
    from pikepdf import Pdf  # noqa: PLC0415 - slow to load

    pdf, made, longest = Pdf.new(), io.BytesIO(), 0
    with _picture(content, name) as picture:
        # What a photograph has besides its first picture is no page.
        pages = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        _check_pages(pages, name)
        for number in range(pages):
            picture.seek(number)
            if picture.width * picture.height > MOST_DOTS:
                size = f"{picture.width} bij {picture.height} beeldpunten"
                what = f"deze afbeelding is te groot ({size})"
                raise InputError.of(name, what, "scan met 200 of 300 punten per inch")
            picture.load()
            longest = max(longest, *picture.size)
            _add_page(pdf, picture, content if picture.format in _JPEGS else b"")
    pdf.save(made, deterministic_id=True)
    return made.getvalue() if longest >= SMALLEST else b""


def _add_page(pdf: "Pdf", picture: "Image", jpeg: bytes) -> None:
    """Put a picture on a page of its own; A4 where it does not say believably how big it is."""
    from pikepdf import Dictionary, Name  # noqa: PLC0415 - slow to load

    if picture.mode not in _COLOURS or picture.has_transparency_data:
        picture, jpeg = _on_white(picture), b""
    image = pdf.make_stream(jpeg or picture.tobytes())
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height = picture.size
    image.ColorSpace = Name(_COLOURS[picture.mode])
    image.BitsPerComponent = 1 if picture.mode == "1" else 8
    if jpeg:
        image.Filter = Name.DCTDecode
    longest, (low, high) = max(picture.size), _PAGE_LIKE
    scale = _POINTS / (float(picture.info.get("dpi", (0, 0))[0]) or 1)
    scale = scale if low <= longest * scale <= high else _A4 / longest
    width, height = (side * scale for side in picture.size)
    page = pdf.add_blank_page(page_size=(width, height))
    page.Resources = Dictionary(XObject=Dictionary(Im=image))
    page.Contents = pdf.make_stream(b"%f 0 0 %f 0 0 cm /Im Do" % (width, height))
    page.Rotate = _UPRIGHT.get(picture.getexif().get(_TURNED, 1), 0)


def _on_white(picture: "Image") -> "Image":
    """Return a picture in colours that a PDF has, without what shows through it."""
    from PIL import Image  # noqa: PLC0415 - slow to load

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture.convert("RGBA")).convert("RGB")


def unpack(content: bytes, name: str, kind: str, most: int) -> "list[Bijlage] | None":
    """Return the files in a file, at most so many bytes of them; None for a Word file.

    InputError if it cannot be read.
    """
    if kind == ZIP:
        return _unzip(content, name, most)
    from overeenkomstgen.post.bijlagen import read_eml, read_msg  # noqa: PLC0415 - loads email

    try:
        found = read_eml(content) if kind == EML else read_msg(content)
    except (OSError, MessageError) as error:
        raise incomplete(name) from error
    if found is None:
        what = "dit is een oud Word-bestand (.doc), of een bestand met een wachtwoord"
        raise InputError.of(name, what, "bewaar het zonder wachtwoord als .docx of PDF")
    return found


def _unzip(content: bytes, name: str, most: int) -> "list[Bijlage] | None":
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


def _check_pages(pages: int, name: str) -> None:
    if pages > MOST_PAGES:
        what = f"dit bestand heeft {pages} bladzijden; meer dan {MOST_PAGES} worden niet gelezen"
        raise InputError.of(name, what, "verdeel het over meer bestanden")
