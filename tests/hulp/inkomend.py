"""Makes what comes in: PDFs, pictures, zips and e-mails, whole and not."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from email.message import EmailMessage
from typing import Any

from pikepdf import Dictionary, Name, Pdf
from PIL import Image

A4 = (595, 842)


def make_pdf(pages: Iterable[str] = ("Overeenkomst",), *, turned: int = 0, cut: int = 0) -> bytes:
    """Make a PDF of a line of text a page, its baseline at 72, 700 points from the lower left.

    It is turned by so many degrees when it is seen, and so many points are cut off of each side.
    """
    pdf = Pdf.new()
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Name.WinAnsiEncoding,
    )
    for text in pages:
        page = pdf.add_blank_page(page_size=A4)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        shown = text.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
        page.Contents = pdf.make_stream(b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % shown)
        page.Rotate = turned
        page.CropBox = [cut, cut, A4[0] - cut, A4[1] - cut]
    made = io.BytesIO()
    pdf.save(made, deterministic_id=True)
    return made.getvalue()


def make_zip(files: Mapping[str, bytes]) -> bytes:
    """Make a zip of files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def make_eml(files: Mapping[str, bytes], *within: EmailMessage) -> EmailMessage:
    """Make an e-mail with files, and with other e-mails."""
    message = EmailMessage()
    message["From"], message["Subject"] = "griffie@deventer.example", "Getekende overeenkomst"
    message.set_content("Bijgaand de overeenkomst, getekend.\n")
    message.add_alternative("<p>Bijgaand de overeenkomst, getekend.</p>", subtype="html")
    for name, content in files.items():
        message.add_attachment(content, "application", "octet-stream", filename=name)
    for each in within:
        message.add_attachment(each)
    return message


def make_picture(
    kind: str,
    sizes: Sequence[tuple[int, int]] = ((1654, 2339),),
    dpi: int = 200,
    turned: int = 1,
    mode: str = "RGB",
) -> bytes:
    """Make a picture of pages that are white, with a black quarter at the upper left.

    ``turned`` is how Exif says that it lies: 6 is a quarter to the left.
    """
    pages = []
    for width, height in sizes:
        page = Image.new("RGB", (width, height), "white")
        page.paste("black", (0, 0, width // 2, height // 2))
        pages.append(page.convert(mode))
    exif = Image.Exif()
    exif[0x0112] = turned
    made = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if kind in {"TIFF", "MPO"} else {}
    pages[0].save(made, kind, dpi=(dpi, dpi), exif=exif, **more)
    return made.getvalue()


Tree = Mapping[str, "bytes | Tree"]


def make_msg(files: Mapping[str, bytes | Tree], encoding: str = "utf-16-le") -> Tree:
    """Lay out an e-mail as Outlook does ([MS-OXMSG]); a file that is such a layout is an e-mail."""
    kind = {"utf-16-le": "001F", "cp1252": "001E"}[encoding]
    tree: dict[str, bytes | Tree] = {"__properties_version1.0": bytes(32)}
    for number, (name, content) in enumerate(files.items()):
        what = "37010102" if isinstance(content, bytes) else "3701000D"
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(8),
            f"__substg1.0_{what}": content,
            f"__substg1.0_3707{kind}": name.encode(encoding),
        }
    return tree


def make_ole(tree: Tree) -> bytes:
    """Make a compound file ([MS-CFB], version 3) of streams and folders of streams."""
    entries: list[list[Any]] = [["Root Entry", 5, -1, -1, b""]]

    def add(folder: int, inside: Tree) -> None:
        before = -1
        for name in sorted(inside, key=lambda name: (len(name), name.upper())):
            content, number = inside[name], len(entries)
            kind, data = (2, content) if isinstance(content, bytes) else (1, b"")
            entries.append([name, kind, -1, -1, data])
            if before < 0:
                entries[folder][3] = number
            else:
                entries[before][2] = number  # each the right neighbour of the one before
            before = number
            if not isinstance(content, bytes):
                add(number, content)

    add(0, tree)
    end, small, size, mini = 0xFFFFFFFE, 4096, 512, 64
    streams: list[bytes] = []
    fat: list[int] = []

    def chain(data: bytes) -> int:
        if not data:
            return end
        start, count = len(fat), -(-len(data) // size)
        fat.extend([*range(start + 1, start + count), end])
        streams.append(data.ljust(count * size, b"\0"))
        return start

    minis, minifat = b"", list[int]()
    places: list[tuple[int, int]] = []
    for *_, data in entries:
        if 0 < len(data) < small:
            start, count = len(minifat), -(-len(data) // mini)
            minifat.extend([*range(start + 1, start + count), end])
            minis += data.ljust(count * mini, b"\0")
            places.append((start, len(data)))
        else:
            places.append((chain(data), len(data)))
    places[0] = (chain(minis), len(minis))
    packed = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBBiii", 2 * len(name) + 2, kind, 1, -1, right, child)
        + bytes(36)
        + struct.pack("<IQ", *place)
        for (name, kind, right, child, _), place in zip(entries, places, strict=True)
    )
    minifat_start = chain(struct.pack(f"<{len(minifat)}I", *minifat).ljust(size, b"\xff"))
    directory = chain(packed)
    sectors = -(-(len(fat) + 1) // (size // 4 - 1))  # the table describes itself as well
    first = len(fat)
    fat.extend([0xFFFFFFFD] * sectors)
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(sectors * size, b"\xff")
    header = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(16)
        + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<IIIII", 0, sectors, directory, 0, small)
        + struct.pack("<IIII", minifat_start, -(-len(minifat) * 4 // size), end, 0)
        + struct.pack("<109I", *range(first, first + sectors), *[0xFFFFFFFF] * (109 - sectors))
    )
    return header + b"".join(streams) + table
