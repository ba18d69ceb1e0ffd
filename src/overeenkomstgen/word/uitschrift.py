"""What LibreOffice would show otherwise than Word does, written out in its copy.

The file that is handed out is never touched; of one in which there is nothing to write out,
nothing is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from overeenkomstgen.word.elementen import VAL, W, is_xml, parse, reach, related, serialize
from overeenkomstgen.word.formule import write_as_text
from overeenkomstgen.word.lezer import Lezer
from overeenkomstgen.word.noten import Noten, write_notes
from overeenkomstgen.word.nummering import Nummering
from overeenkomstgen.word.stijl import read_styles
from overeenkomstgen.word.tekens import may_write, written
from overeenkomstgen.word.woordveld import LIVE, Woordveld

_R, _LINK = f"{W}r", f"{W}hyperlink"
_INSTRUCTIONS = re.compile(rb"""instr(?:Text\b[^>]*>([^<]*)|=["']([^"']*))""")
_OTHERS = (b"framePr", b"decorative", b"oMath")  # what else is written out
_OUTSIDE = (b":hdr", b":ftr", b":footnotes")  # and of a text of which the lines have numbers
_NO_HEIGHT = (
    f'<w:p xmlns:w="{W.strip("{}")}"><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" '
    'w:lineRule="exact"/></w:pPr></w:p>'
)
_HAS_LINKS = (b":hyperlink ", b"HYPERLINK")
_BARE = "KoppelingZonderStijl"  # the style of links in the copy: it changes nothing of their looks


def write_out(parts: dict[str, bytes], body: str) -> None:
    """Write out, in the parts of a sound Word file, what LibreOffice would show otherwise.

    Args:
        parts: The content of each part by its name; those that change are replaced.
        body: The name of the main part.
    """
    write_notes(parts, body)
    kinds = _OTHERS + _OUTSIDE if b"lnNumType" in parts[body] else _OTHERS
    for name, content in parts.items():
        said = (each[1] or each[2] or b"" for each in _INSTRUCTIONS.finditer(content))
        others = any(map(content.__contains__, kinds))
        if is_xml(content) and (others or not all(map(LIVE.match, said))):
            root = parse(content)
            for veld in filter(lambda each: not each.is_live, _fields(root)):
                veld.freeze()
            write_as_text(root)
            _part_frames(root)
            for outside in root.iter(f"{W}p") if name != body else ():
                reach(outside, "pPr", "suppressLineNumbers")  # Word numbers those of the text
            for about in root.iter("{*}docPr"):
                if any(mark.get("val") in {"1", "true"} for mark in about.iter("{*}decorative")):
                    about.set("descr", "versiering")  # LibreOffice 7.4 does not know the mark
            parts[name] = serialize(root)
    styles = parts.get(related(parts, body, "styles"), b"")
    for name, content in parts.items():
        if is_xml(content) and may_write(content, styles):
            parts[name] = written(content, styles)
    linking = [name for name, data in parts.items() if any(map(data.__contains__, _HAS_LINKS))]
    if linking and styles:
        _style_links(parts, linking, related(parts, body, "styles"))


def _part_frames(root: etree._Element) -> None:
    """Put a line of no height between a frame and a table; LibreOffice loses the frame else."""
    for properties in list(root.iterfind(f".//{W}framePr/..")):
        framed = properties.getparent()
        following = None if framed is None else framed.getnext()
        if following is not None and following.tag == f"{W}tbl":
            following.addprevious(parse(_NO_HEIGHT))


def _style_links(parts: dict[str, bytes], linking: list[str], styles: str) -> None:
    """Give each link a character style; without one LibreOffice draws it as text alone."""
    root = parse(parts[styles])
    known = {each.get(f"{W}styleId", "") for each in root}
    style = etree.SubElement(root, f"{W}style", {f"{W}type": "character", f"{W}styleId": _BARE})
    etree.SubElement(style, f"{W}name", {VAL: _BARE})
    for name in filter(lambda name: is_xml(parts[name]), linking):
        tree = parse(parts[name])
        styled = [reach(run, "rPr", "rStyle") for run in _runs(tree)]
        bare = [style for style in styled if style.get(VAL) not in known]
        for each in bare:
            each.set(VAL, _BARE)
        if bare:
            parts |= {name: serialize(tree), styles: serialize(root)}


def _fields(root: etree._Element) -> list[Woordveld]:
    lezer = Lezer(read_styles(None), Nummering({}), Noten(None))
    lezer.read(root)
    return lezer.velden


def _runs(root: etree._Element) -> Iterator[etree._Element]:
    """Give the runs of links (17.16.22, and the field of 17.16.5.25)."""
    for link in root.iter(_LINK):
        yield from link.iter(_R)
    for veld in _fields(root):
        if veld.name == "HYPERLINK":
            yield from (run for each in veld.result for run in each.iterancestors(_R))
