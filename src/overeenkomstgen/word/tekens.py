"""Signs in the copy for LibreOffice: as plain letters, each in a run of its own.

LibreOffice draws a sign that the font of a text lacks after all letters of that text, and a
reader aloud says it there; it has no letters at all for a tick box, and others than Unicode's
for a font of signs.
"""

from __future__ import annotations

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

_P, _R, _T, _SYM = f"{W}p", f"{W}r", f"{W}t", f"{W}sym"
_PROPERTIES, _FONTS = f"{W}rPr", f"{W}rFonts"
_APART = re.compile(
    "([\u2031-\u2038\u203b-\u205e\u2100-\u2bff\ue000-\uf8ff\U00010000-\U0010ffff]+)"
)
_TEXT = re.compile(rb"<w:t[ >]|<w:sym ")
_FONT = re.compile(rb'"(?:%s)"' % "|".join(FONTS).encode(), re.IGNORECASE)
_MAY = re.compile(
    rb"<w:sym |svgBlip|&#"
    rb"|\xe2\x80[\xb1-\xbf]|\xe2\x81|\xe2[\x84-\xaf]|\xee|\xef[\x80-\xa3]|\xf0"  # in UTF-8
)
_PLAIN = "Segoe UI Symbol"  # of Windows; elsewhere another font with the sign is found for it


def may_write(content: bytes, styles: bytes) -> bool:
    """Tell, at a glance, whether a part can have signs to write out."""
    if b"<w:lvl " in content:
        return _FONT.search(content) is not None
    signs = _MAY.search(content) or _FONT.search(content) or _FONT.search(styles)
    return signs is not None and _TEXT.search(content) is not None


@lru_cache(maxsize=8)  # the documents of a run share their lists
def written(content: bytes, styles: bytes) -> bytes:
    """Return a part with its signs written out."""
    root = parse(content)
    before = serialize(root)
    for level in root.iter(f"{W}lvl"):
        _write_bullet(level)
    for sym in list(root.iter(_SYM)):
        _put(sym, sign_of(sym)[0])
    known = read_styles(styles or None)
    for run in root.iter(_R):
        paragraph = next(run.iterancestors(_P), None)
        outer = known.get("") if paragraph is None else known.of_paragraph(paragraph)
        if font := font_of_signs(known.of_run(run, outer).fonts):
            for text in run.iter(_T):
                text.text = read_signs(font, text.text or "")
            _name_font(run, ("ascii", "hAnsi", "eastAsia", "cs"))
    for text in list(root.iter(_T)):
        _set_apart(text)
    for svg in list(root.iter("{*}svgBlip")):  # for newer programs; beside it is the same in dots
        _take(svg)
    after = serialize(root)
    return content if after == before else after


def _write_bullet(level: etree._Element) -> None:
    text, shown = level.find(f"{W}lvlText"), bullet(level)
    if text is not None and text.get(VAL) != shown and not WITHOUT_MEANING.search(shown):
        text.set(VAL, shown)
        for fonts in level.findall(f"{_PROPERTIES}/{_FONTS}"):
            _take(fonts)


def _take(element: etree._Element) -> None:
    """Take an element out; it may have gone with another."""
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def _put(element: etree._Element, text: str) -> None:
    """Replace an element of a run by text."""
    new = etree.Element(_T, {SPACE: "preserve"})
    new.text = text
    element.addprevious(new)
    _take(element)


def _name_font(run: etree._Element, kinds: Iterable[str]) -> None:
    """Let a run name a font, of some kinds of letters."""
    fonts = reach(run, "rPr", "rFonts")
    for kind in kinds:
        fonts.attrib.pop(f"{W}{kind}Theme", None)
        fonts.set(f"{W}{kind}", _PLAIN)


def _set_apart(text: etree._Element) -> None:
    """Give each sign of a text a run of its own, that looks the same."""
    run, pieces = text.getparent(), _APART.split(text.text or "")
    if run is None or run.tag != _R or len(pieces) == 1:
        return
    after = [each for each in text.itersiblings() if each.tag != _PROPERTIES]
    run.remove(text)
    for number, piece in reversed([*enumerate(pieces), (len(pieces) + 1, "")]):
        new = etree.Element(_R)
        new.extend(deepcopy(run.findall(_PROPERTIES)))
        if number > len(pieces):
            new.extend(after)
        else:
            etree.SubElement(new, _T, {SPACE: "preserve"}).text = piece
        if number % 2 == 1 and number < len(pieces):
            _name_font(new, ["cs"])  # of which there is nothing in it, so that it looks the same
        run.addnext(new)
