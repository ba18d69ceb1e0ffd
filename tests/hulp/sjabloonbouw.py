"""Builds templates in which something is wrong, for the examination of templates."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

from hulp.wordbouw import PACKAGE, RELATIONS, docx, pack, read_parts
from overeenkomstgen.cli.hoofd import program

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title>'
    "</cp:coreProperties>"
)
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
# One red dot.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)
# A drawing of lines, with nothing in it.
EMF = struct.pack("<II104xIIIII", 1, 108 + 4, 14, 20, 0, 20, 20)


def template(body: str, *, title: str = "Titel", **parts: str) -> bytes:
    """Return a Word file with a title; the parts are those of :func:`wordbouw.docx`."""
    content = docx(body, **parts)
    if not title:
        return content
    relation = f"{PACKAGE}/relationships/metadata/core-properties"
    return packed(
        content,
        {"docProps/core.xml": CORE.format(title).encode()},
        {"_rels/.rels": f'<Relationship Id="c" Type="{relation}" Target="docProps/core.xml"/>'},
        f'<Override PartName="/docProps/core.xml" ContentType="{CORE_TYPE}"/>',
    )


def packed(
    content: bytes,
    parts: Mapping[str, bytes] | None = None,
    relations: Mapping[str, str] | None = None,
    types: str = "",
) -> bytes:
    """Return a Word file with more in it: relationships by the part that they stand in."""
    entries = read_parts(content)
    added = {"[Content_Types].xml": types, **(relations or {})}
    for name, xml in added.items():
        if name in entries:
            end = entries[name].rindex(b"</")
            entries[name] = entries[name][:end] + xml.encode() + entries[name][end:]
        else:
            entries[name] = (
                f'<Relationships xmlns="{PACKAGE}/relationships">{xml}</Relationships>'.encode()
            )
    return pack({**entries, **(parts or {})})


def relation(key: str, kind: str, target: str, *, external: bool = False) -> str:
    """Return a relationship, of the types of ISO/IEC 29500-1."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'


def image(key: str = "rIdB", about: str = "", *, linked: bool = False) -> str:
    """Return a run with an image, about which an attribute such as ``descr="…"`` tells."""
    how = "link" if linked else "embed"
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="360000" cy="360000"/><wp:docPr id="1" name="Beeld 1" {about}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:nvPicPr><pic:cNvPr id="1" name="Beeld 1"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:{how}="{key}"/><a:stretch><a:fillRect/></a:stretch>'
        '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
    "</a:extLst></wp:docPr>"
)
DECORATION = image().replace("/><a:graphic>", f">{DECORATIVE}<a:graphic>", 1)


def with_image(
    content: bytes, key: str = "rIdB", data: bytes = PNG, part: str = "document"
) -> bytes:
    """Return a Word file with the file of an image in it, called a PNG."""
    place = f"media/{key}.png"
    return packed(
        content,
        {f"word/{place}": data},
        {f"word/_rels/{part}.xml.rels": relation(key, "image", place)},
        '<Default Extension="png" ContentType="image/png"/>',
    )


def sjabloon(*arguments: str, werkmap: Path | None) -> int:
    """Run ``overeenkomstgen sjabloon`` in this process; return its exit code.

    By way of the program itself: Click keeps with a command what it was first called from.
    """
    where = ("--werkmap", str(werkmap)) if werkmap else ()
    code = program.main(
        [*where, "sjabloon", *arguments], prog_name="overeenkomstgen", standalone_mode=False
    )
    return code or 0
