"""Fonts that a template asks for and that are not here, nor another with letters as wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from overeenkomstgen.keuring.vondst import Graad
from overeenkomstgen.word.bestand import W, parse
from overeenkomstgen.word.stijl import VAL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from lxml import etree

    from overeenkomstgen.keuring.stuk import Alinea, Stuk
    from overeenkomstgen.keuring.vondst import Vondst

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# Fonts with letters of the same width: lines and pages end where they did.
_AS_WIDE: Mapping[str, tuple[str, ...]] = {
    "calibri": ("carlito",),
    "cambria": ("caladea",),
    "arial": ("liberation sans", "arimo", "nimbus sans", "helvetica"),
    "helvetica": ("nimbus sans", "liberation sans", "arimo", "arial"),
    "arial narrow": ("liberation sans narrow", "nimbus sans narrow"),
    "times new roman": ("liberation serif", "tinos", "nimbus roman", "times"),
    "times": ("nimbus roman", "liberation serif", "tinos", "times new roman"),
    "courier new": ("liberation mono", "cousine", "nimbus mono ps", "courier"),
    "courier": ("nimbus mono ps", "liberation mono", "cousine", "courier new"),
    "georgia": ("gelasio",),
    "palatino linotype": ("p052", "palatino"),
    "bookman old style": ("urw bookman",),
    "century gothic": ("urw gothic",),
    "century schoolbook": ("c059",),
}
# Signs, which LibreOffice draws with its own font for them.
_SIGNS = frozenset({"symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings"})
_SLOTS = ("ascii", "hAnsi")


def find_fonts(stuk: Stuk, installed: Collection[str]) -> Iterator[Vondst]:
    """Find the fonts that are used and not here, each once, where it is used first.

    Args:
        stuk: The template.
        installed: The families that are here, in small letters.
    """
    theme = _theme(stuk)
    styles, default = _style_fonts(stuk, theme)
    told: set[str] = set()

    def missing(fonts: Collection[str], alinea: Alinea) -> Iterator[Vondst]:
        for font in fonts:
            if font.casefold() not in told and not _at_hand(font, installed):
                told.add(font.casefold())
                yield stuk.vondst(
                    Graad.LET_OP,
                    f"het lettertype {font} is er op deze computer niet; met een ander kunnen "
                    "regels en bladzijden anders lopen",
                    "installeer het lettertype, of kies er een dat er wel is, zoals Calibri",
                    alinea,
                )

    for alinea in stuk.alineas:
        named = alinea.element.find(f"{W}pPr/{W}pStyle")
        style_id = stuk.stijlen.default if named is None else named.get(VAL, "")
        inherited = _of_style(stuk, style_id, styles) or default
        for piece in alinea.pieces:
            if not piece.text.strip():
                continue
            run = piece.run
            own = [] if run is None else _fonts(run.find(f"{W}rPr/{W}rFonts"), theme)
            character = None if run is None else run.find(f"{W}rPr/{W}rStyle")
            if not own and character is not None:
                own = _of_style(stuk, character.get(VAL, ""), styles)
            yield from missing(own or inherited, alinea)


def _at_hand(font: str, installed: Collection[str]) -> bool:
    name = font.casefold()
    return (
        name in installed
        or name in _SIGNS
        or any(other in installed for other in _AS_WIDE.get(name, ()))
    )


def _of_style(stuk: Stuk, style_id: str, styles: Mapping[str, list[str]]) -> list[str]:
    """Return the fonts of a style, its own or those of the nearest that it is based on."""
    lineage = stuk.stijlen.get(style_id).lineage
    return next((styles[name] for name in lineage if styles.get(name)), [])


def _style_fonts(stuk: Stuk, theme: Mapping[str, str]) -> tuple[dict[str, list[str]], list[str]]:
    """Return the fonts of each style itself, and those of the document as a whole."""
    part = stuk.bestand.related("styles")
    if part is None:
        return {}, []
    root = parse(part)
    default = _fonts(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts"), theme)
    styles = {
        style.get(f"{W}styleId", ""): _fonts(style.find(f"{W}rPr/{W}rFonts"), theme)
        for style in root.iterfind(f"{W}style")
    }
    return styles, default


def _fonts(element: etree._Element | None, theme: Mapping[str, str]) -> list[str]:
    """Return the fonts that an element names for Latin letters; those of the theme go before."""
    if element is None:
        return []
    found = [
        theme.get(element.get(f"{W}{slot}Theme", ""), "") or element.get(f"{W}{slot}", "")
        for slot in _SLOTS
    ]
    return list(dict.fromkeys(filter(None, found)))


def _theme(stuk: Stuk) -> dict[str, str]:
    """Return the fonts of the theme by what the styles call them: ``minorHAnsi``."""
    part = stuk.bestand.related("theme")
    if part is None:
        return {}
    root = parse(part)
    found: dict[str, str] = {}
    for size in ("major", "minor"):
        latin = next(root.iterfind(f".//{_A}{size}Font/{_A}latin"), None)
        if latin is not None:
            found |= dict.fromkeys((f"{size}HAnsi", f"{size}Ascii"), latin.get("typeface", ""))
    return found
