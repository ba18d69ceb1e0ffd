"""What LibreOffice would show otherwise than Word does, written out in its copy.

The file that is handed out is never touched; of one in which there is nothing to write out,
nothing is parsed.
"""

from __future__ import annotations

from lxml import etree

from overeenkomstgen.word.elementen import VAL, W, is_xml, parse, related, serialize
from overeenkomstgen.word.koppelingen import STYLE, style_links
from overeenkomstgen.word.woordvelden import freeze, may_freeze

_LINKS = (b":hyperlink ", b"HYPERLINK")


def write_out(parts: dict[str, bytes], body: str) -> None:
    """Write out, in the parts of a sound Word file, what LibreOffice would show otherwise.

    Args:
        parts: The content of each part by its name; those that change are replaced.
        body: The name of the main part.
    """
    for name, content in parts.items():
        if is_xml(content) and may_freeze(content):
            root = parse(content)
            freeze(root)
            parts[name] = serialize(root)
    linking = [name for name, content in parts.items() if any(map(content.__contains__, _LINKS))]
    if linking and (styles := related(parts, body, "styles")):
        _style_links(parts, linking, styles)


def _style_links(parts: dict[str, bytes], linking: list[str], styles: str) -> None:
    """Give the links in some parts a style, and add it to the styles."""
    root = parse(parts[styles])
    known = {each.get(f"{W}styleId", "") for each in root}
    trees = {name: parse(parts[name]) for name in linking if is_xml(parts[name])}
    changed = [name for name, tree in trees.items() if style_links(tree, known)]
    if changed:
        style = etree.SubElement(root, f"{W}style", {f"{W}type": "character", f"{W}styleId": STYLE})
        etree.SubElement(style, f"{W}name", {VAL: STYLE})
        parts |= {name: serialize(trees[name]) for name in changed} | {styles: serialize(root)}
