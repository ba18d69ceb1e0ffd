"""Signs in the copy for LibreOffice: as plain letters, each in a run of its own.

LibreOffice draws a sign that the font of a text lacks after all letters of that text, and a
reader aloud says it there; it has no letters at all for a tick box, and others than Unicode's
for a font of signs.
"""

import re
from collections.abc import Iterable
from copy import deepcopy
from functools import lru_cache

from lxml import etree

from overeenkomstgen.word.elementen import SPACE, VAL, W, parse, reach, serialize
from overeenkomstgen.word.nummering import bullet
from overeenkomstgen.word.stijl import read_styles
from overeenkomstgen.word.symbolen import (
    FONTS,
    WITHOUT_MEANING,
    font_of_signs,
    read_signs,
    sign_of,
)

HARD_HYPHEN = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'
"""Non-breaking, between two texts of a run (ISO/IEC 29500-1, 17.3.3.18)."""
_P, _R, _T = f"{W}p", f"{W}r", f"{W}t"
_PROPERTIES, _FONTS = f"{W}rPr", f"{W}rFonts"
_APART = re.compile(
    "([\u2031-\u2038\u203b-\u205e\u2100-\u2bff\ue000-\uf8ff\U00010000-\U0010ffff]+)"
)
_FONT = re.compile(rb'"(?:%s)"' % "|".join(FONTS).encode(), re.IGNORECASE)
_MAY = re.compile(
    rb"<w:sym |svgBlip|&#"
    rb"|\xe2\x80[\xb1-\xbf]|\xe2\x81|\xe2[\x84-\xaf]|\xee|\xef[\x80-\xa3]|\xf0"  # in UTF-8
)
_PLAIN = "Segoe UI Symbol"  # of Windows; elsewhere another font with the sign is found for it


def may_write(content: bytes, styles: bytes) -> bool:
    """Tell, at a glance, whether a part can have signs to write out."""
    if b"<w:r>" not in content and b"<w:r " not in content:
        return b"<w:lvl " in content and _FONT.search(content) is not None
    return any((_MAY.search(content), _FONT.search(content), _FONT.search(styles)))


@lru_cache(maxsize=8)  # the documents of a run share their lists
def written(content: bytes, styles: bytes) -> bytes:
    """Return a part with its signs written out."""
    root, known = parse(content), read_styles(styles or None)
    for level in root.iter(f"{W}lvl"):
        text, shown = level.find(f"{W}lvlText"), bullet(level)
        if text is not None and text.get(VAL) != shown and not WITHOUT_MEANING.search(shown):
            text.set(VAL, shown)
            etree.strip_elements(level, _FONTS)
    for sym in root.iter(f"{W}sym"):
        sign, _ = sign_of(sym)
        sym.clear()
        sym.tag, sym.text = _T, sign
    for run in root.iter(_R):
        outer = known.of_paragraph(next(run.iterancestors(_P), run))
        if font := font_of_signs(known.of_run(run, outer).fonts):
            for text in run.iter(_T):
                text.text = read_signs(font, text.text or "")
            _name_font(run, ("ascii", "hAnsi", "eastAsia", "cs"))
    for each in list(root.iter(_T)):
        for apart in set_apart(each, _APART):
            _name_font(apart, ["cs"])  # of which there is nothing in it, so that it looks the same
    etree.strip_elements(root, "{*}svgBlip")  # for newer programs; beside it is the same in dots
    return serialize(root)


def _name_font(run: etree._Element, kinds: Iterable[str]) -> None:
    """Let a run name a font, of some kinds of letters."""
    fonts = reach(run, "rPr", "rFonts")
    for kind in kinds:
        fonts.attrib.pop(f"{W}{kind}Theme", None)
        fonts.set(f"{W}{kind}", _PLAIN)


def set_apart(text: etree._Element, apart: re.Pattern[str]) -> list[etree._Element]:
    """Give all of a text that a group finds a run of its own, that looks the same; return those."""
    run, pieces = text.getparent(), apart.split(text.text or "")
    if run is None or run.tag != _R or len(pieces) == 1:
        return []
    after = etree.Element(_R)
    after.extend(deepcopy(run.findall(_PROPERTIES)))
    new = [deepcopy(after) for _ in pieces]
    for each, piece in zip(new, pieces, strict=True):
        etree.SubElement(each, _T, {SPACE: "preserve"}).text = piece
    after.extend(text.itersiblings())
    run.remove(text)
    for each in (after, *reversed(new)):
        run.addnext(each)
    return new[1::2]
