"""Makes files that are meant to harm whoever reads them."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from hulp import wordbouw
from hulp.inkomend import make_eml, make_pdf, make_zip

MB = 1024**2


def _saved(pdf: Pdf) -> bytes:
    made = io.BytesIO()
    pdf.save(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return made.getvalue()


def _packed(times: int, size: int, byte: bytes = b" ") -> bytes:
    """Return some hundreds of megabytes, packed once or more."""
    packer, parts = zlib.compressobj(1), list[bytes]()
    for _ in range(size // MB):
        parts.append(packer.compress(byte * MB))
    data = b"".join([*parts, packer.flush()])
    return data if times == 1 else zlib.compress(data, 9)


def _with_page(contents: Callable[[Pdf], object]) -> bytes:
    with Pdf.open(io.BytesIO(make_pdf())) as pdf:
        pdf.pages[0].Contents = contents(pdf)
        return _saved(pdf)


def _picture_page(width: int, height: int, packed: Name, data: bytes) -> bytes:
    with Pdf.open(io.BytesIO(make_pdf())) as pdf:
        image = pdf.make_stream(
            data,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=width,
            Height=height,
            BitsPerComponent=1,
            ColorSpace=Name.DeviceGray,
            Filter=packed,
        )
        pdf.pages[0].Resources.XObject = Dictionary(Im=image)
        pdf.pages[0].Contents = pdf.make_stream(b"500 0 0 500 40 40 cm /Im Do")
        return _saved(pdf)


def pdf_bomb(times: int = 2) -> bytes:
    """A page of gigabytes of spaces, packed to some kilobytes."""
    data = _packed(times, 2048 * MB)

    def stream(pdf: Pdf) -> object:
        filters = Array([Name.FlateDecode] * times)
        return pdf.make_stream(data, Filter=filters)

    return _with_page(stream)


def many_pages(number: int = 10_000) -> bytes:
    """A PDF of very many pages."""
    return make_pdf(map(str, range(number)))


def jbig2() -> bytes:
    """A picture of JBIG2 that says to be of nine hundred million dots, and is noise."""
    segment = struct.pack(">IBBBI", 0, 48, 0, 1, 19) + struct.pack(
        ">IIIIBH", 30_000, 30_000, 0, 0, 0, 0
    )
    noise = struct.pack(">IBBBI", 1, 38, 0, 1, 4000) + bytes(range(1, 251)) * 16
    return _picture_page(30_000, 30_000, Name.JBIG2Decode, segment + noise)


def fax_bomb() -> bytes:
    """A fax of forty thousand lines of forty thousand dots, all white."""
    return _picture_page(40_000, 40_000, Name.CCITTFaxDecode, b"\0" * 4000)


def flate_picture() -> bytes:
    """A picture of three and a half thousand million dots, and all of them are there."""
    return _picture_page(60_000, 60_000, Name.FlateDecode, _packed(1, 448 * MB, b"\0"))


def loop_of_forms() -> bytes:
    """A form on a page that draws itself, twice."""
    with Pdf.open(io.BytesIO(make_pdf())) as pdf:
        form = pdf.make_stream(
            b"/F Do /F Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]
        )
        form.Resources = Dictionary(XObject=Dictionary(F=form))
        pdf.pages[0].Resources.XObject = Dictionary(F=form)
        pdf.pages[0].Contents = pdf.make_stream(b"/F Do")
        return _saved(pdf)


def many_forms() -> bytes:
    """Forms that draw ten others each, ten deep: ten thousand million."""
    with Pdf.open(io.BytesIO(make_pdf())) as pdf:
        form = pdf.make_stream(
            b"0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]
        )
        for _ in range(10):
            inner = form
            form = pdf.make_stream(
                b"/F Do " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]
            )
            form.Resources = Dictionary(XObject=Dictionary(F=inner))
        pdf.pages[0].Resources.XObject = Dictionary(F=form)
        pdf.pages[0].Contents = pdf.make_stream(b"/F Do")
        return _saved(pdf)


def nested_patterns() -> bytes:
    """A page that reads like any other, and is drawn in patterns of patterns without end."""
    with Pdf.open(io.BytesIO(make_pdf())) as pdf:
        inner = Dictionary()
        for _ in range(6):
            pattern = pdf.make_stream(
                b"/Pattern cs /P scn 0 0 500 500 re f 0 0 .4 .4 re f",
                Type=Name.Pattern,
                PatternType=1,
                PaintType=1,
                TilingType=1,
                BBox=[0, 0, 500, 500],
                XStep=0.5,
                YStep=0.5,
                Resources=Dictionary(Pattern=inner),
            )
            inner = Dictionary(P=pattern)
        page = pdf.pages[0]
        page.Resources.Pattern = inner
        page.contents_add(pdf.make_stream(b"/Pattern cs /P scn 0 0 500 500 re f"))
        return _saved(pdf)


def deep_array() -> bytes:
    """A PDF with arrays in arrays, a hundred thousand deep."""
    return make_pdf().replace(
        b"%%EOF", b"9 0 obj " + b"[" * 100_000 + b"]" * 100_000 + b" endobj\n%%EOF"
    )


def tree_in_itself() -> bytes:
    """A PDF whose pages have themselves among them."""
    with Pdf.open(io.BytesIO(make_pdf())) as pdf:
        pages = pdf.Root.Pages
        pages.Kids.append(pages)
        return _saved(pdf)


def png_bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """A picture of two and a half thousand million dots in some kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = _packed(1, MB, b"\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def zip_bomb() -> bytes:
    """Three hundred megabytes of nothing, in a zip."""
    return make_zip({"scan.pdf": bytes(300 * MB)})


def lying_zip() -> bytes:
    """A zip with more in it than it says."""
    content = bytearray(make_zip({"scan.pdf": bytes(300 * MB)}))
    for mark, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        place = content.index(mark) + at
        content[place : place + 4] = struct.pack("<I", 1000)
    return bytes(content)


def nested_zips(deep: int = 50) -> bytes:
    """A zip in a zip in a zip."""
    content = make_pdf()
    for _ in range(deep):
        content = make_zip({"in.zip": content})
    return content


def growing_zips() -> bytes:
    """Zips of ten zips each: a hundred thousand in the end."""
    content = make_zip({"scan.pdf": make_pdf()})
    for _ in range(5):
        content = make_zip({f"{number}.zip": content for number in range(10)})
    return content


def nested_mails(deep: int = 300) -> bytes:
    """An e-mail in an e-mail in an e-mail."""
    head = "From: x@y.example\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
    return head.encode() * deep + bytes(make_eml({"scan.pdf": make_pdf()}))


def nested_parts(deep: int = 3000) -> bytes:
    """An e-mail of parts in parts."""
    head = [
        f"Content-Type: multipart/mixed; boundary=b{number}\n\n--b{number}\n"
        for number in range(deep)
    ]
    return ("From: x@y.example\nMIME-Version: 1.0\n" + "".join(head)).encode()


def xml_bomb() -> bytes:
    """A Word file with entities that grow."""
    parts = wordbouw.read_parts(wordbouw.docx(""))
    parts["word/document.xml"] = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
        + b"]><x>&m;</x>"
    )
    return make_zip(parts)


ALL: Mapping[str, Callable[[], bytes]] = {
    each.__name__: each
    for each in (
        pdf_bomb,
        many_pages,
        jbig2,
        fax_bomb,
        flate_picture,
        loop_of_forms,
        many_forms,
        nested_patterns,
        deep_array,
        tree_in_itself,
        png_bomb,
        zip_bomb,
        lying_zip,
        nested_zips,
        growing_zips,
        nested_mails,
        nested_parts,
        xml_bomb,
    )
}

LOST = "dit bestand is niet te lezen: het lezen liep vast of vroeg te veel"
TOO_MUCH = "er zit te veel in dit bestand, of het wordt uitgepakt veel te groot"
DAMAGED = "deze PDF is beschadigd of niet volledig"
TOLD: Mapping[str, str] = {
    "many_pages": "dit bestand heeft 10000 bladzijden; meer dan 1000 worden niet gelezen",
    "tree_in_itself": DAMAGED,
    "png_bomb": "deze afbeelding is te groot (50000 bij 50000 beeldpunten)",
    "zip_bomb": TOO_MUCH,
    "lying_zip": "deze zip is beschadigd, of heeft een wachtwoord",
    "nested_zips": TOO_MUCH,
    "growing_zips": TOO_MUCH,
    "nested_parts": LOST,
    "xml_bomb": "het onderdeel word/document.xml heeft een DOCTYPE, en die hoort niet in een "
    "Word-document",
    "pdf_bomb": LOST,
    "loop_of_forms": LOST,
    "many_forms": LOST,
}
"""What cannot be read; the others are pages, of which some cannot be drawn."""
