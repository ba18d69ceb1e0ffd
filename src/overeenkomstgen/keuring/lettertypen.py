"""Fonts that a template asks for and that are not here, nor another with letters as wide."""

from collections.abc import Collection, Iterator, Mapping

from overeenkomstgen.keuring.sjabloonbestand import Sjabloonbestand
from overeenkomstgen.keuring.vondst import Graad, Vondst
from overeenkomstgen.schijf.systeem import CARLITO
from overeenkomstgen.word.elementen import A, parse
from overeenkomstgen.word.stijl import read_styles
from overeenkomstgen.word.symbolen import FONTS

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

_CARLITO = {"calibri", "carlito"}
"""What is at hand where Carlito is installed."""


def find_fonts(bestand: Sjabloonbestand, installed: Collection[str] | None) -> Iterator[Vondst]:
    """Find the fonts that are used and not installed, each once, where it is used first.

    Those that are installed are given in small letters; None says that nobody knows.
    """
    theme, told = dict[str, str](), set[str]()  # what the theme calls so: minorHAnsi
    root = parse(bestand.word.related("theme"))
    for size in ("major", "minor"):
        for latin in root.iterfind(f".//{A}{size}Font/{A}latin"):
            theme |= dict.fromkeys((f"{size}HAnsi", f"{size}Ascii"), latin.get("typeface", ""))
    others = read_styles(bestand.word.related("styles")).fonts
    here = next((each for each in _AS_WIDE if _at_hand(each, installed or ())), "").title()
    other = f", of kies er een dat er wel is, zoals {here}" if here else ""
    what = "is er op deze computer niet; met een ander kunnen regels en bladzijden anders lopen"
    for alinea in () if installed is None else bestand.alineas:
        for piece in alinea.pieces:
            if not piece.text.strip():
                continue
            for called, name in piece.style.fonts or others:
                font = theme.get(called) or name
                if font and font.casefold() not in told and not _at_hand(font, installed or ()):
                    told.add(font.casefold())
                    said = f"het lettertype {font} {what}"
                    how = f" {CARLITO.hoe}" if font.casefold() in _CARLITO else ""
                    advice = f"installeer het lettertype{how}{other}"
                    yield bestand.vondst(Graad.LET_OP, said, advice, alinea)


def _at_hand(font: str, installed: Collection[str]) -> bool:
    name = font.casefold()  # signs LibreOffice draws with its own font for them
    return name in FONTS or any(each in installed for each in (name, *_AS_WIDE.get(name, ())))
