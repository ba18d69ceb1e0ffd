"""What LibreOffice would show otherwise than Word does, written out in its copy.

The file that is handed out is never touched; of one in which there is nothing to write out,
nothing is parsed.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from overeenkomstgen.word.elementen import VAL, W, is_xml, parse, reach, related, serialize
from overeenkomstgen.word.formule import write_as_text
from overeenkomstgen.word.noten import write_notes
from overeenkomstgen.word.woordvelden import freeze, may_freeze, read_fields

_R, _LINK = f"{W}r", f"{W}hyperlink"
_OTHERS = (b"framePr", b"decorative")  # what else is written out
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
    for name, content in parts.items():
        formulas, others = b"oMath" in content, any(map(content.__contains__, _OTHERS))
        if is_xml(content) and (formulas or others or may_freeze(content)):
            root = parse(content)
            freeze(root)
            if formulas:
                write_as_text(root)
            _part_frames(root)
            for about in root.iter("{*}docPr"):
                if any(mark.get("val") in {"1", "true"} for mark in about.iter("{*}decorative")):
                    about.set("descr", "versiering")  # LibreOffice 7.4 does not know the mark
            parts[name] = serialize(root)
    linking = [name for name, data in parts.items() if any(map(data.__contains__, _HAS_LINKS))]
    if linking and (styles := related(parts, body, "styles")):
        _style_links(parts, linking, styles)


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


def _runs(root: etree._Element) -> Iterator[etree._Element]:
    """Give the runs of links (17.16.22, and the field of 17.16.5.25)."""
    for link in root.iter(_LINK):
        yield from link.iter(_R)
    for woordveld in read_fields(root):
        if woordveld.instruction.strip().upper().startswith("HYPERLINK"):
            yield from (run for each in woordveld.result for run in each.iterancestors(_R))
