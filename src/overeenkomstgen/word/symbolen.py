"""Fonts of signs, in which a letter shows something else: Symbol, the Wingdings and Webdings.

The signs are those that Unicode 7 gives for them, or the nearest that ordinary fonts have; what
those have not is no sign here.
"""
# ruff: noqa: RUF001 - signs that look like letters are what it is about

import re
from collections.abc import Iterable, Mapping
from typing import Final

from lxml import etree

from overeenkomstgen.word.getoond import Naam

PICTURE: Final = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands for a bullet that is a picture
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_RUNS: Mapping[str, Mapping[int, str]] = {
    "symbol": {
        0x20: " !∀#∃%&∍()*+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
        0x60: "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}~",
        0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…�─↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",
        0xE0: "◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪�⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
    },
    "wingdings": {
        0x22: "✂✁����☎✆✉",
        0x3E: "✇✍�✌���☜☞☝☟�☺😐☹����✈☼�❄�✞�✠✡☪☯�☸♈♉♊♋♌♍♎♏♐♑♒♓",
        0x6C: "●❍■□□❑❒�⧫◆❖◆⌧�⌘����▯�➀➁➂➃➄➅➆➇➈➉�➊➋➌➍➎➏➐➑➒➓",
        0x9E: "∙•�○��◉◎�▪◻��★���������✪✰",
        0xD5: "⌫⌦�➢���➲��←→↑↓↖↗↙↘�➔������⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂��✗✓☒☑",
    },
    "wingdings 2": {0x4F: "✗✓☒☑�☒", 0x69: "⓪①②③④⑤⑥⑦⑧⑨⑩�❶❷❸❹❺❻❼❽❾❿", 0x98: "●○", 0xA2: "■□"},
    "wingdings 3": {0x70: "▲▼△▽◀▶◁▷◣◢◤◥◄►"},
    "webdings": {0x33: "◀▶▲▼", 0x61: "✔�□���■", 0x6E: "●"},
}
_CODE = re.compile("(?![dD][89a-fA-F]..$)[0-9a-fA-F]{1,5}")  # and no half of a pair
FONTS: Final = tuple(_RUNS)  # in small letters
WITHOUT_MEANING: Final = re.compile(f"[\ue000-\uf8ff{_UNKNOWN}{PICTURE}]")
"""What tells nothing of what is seen: the first are of a font alone."""


def _table(runs: Mapping[int, str]) -> dict[int, str]:
    """Return the signs by what Word writes, 41 or F041; of others, a sign of that font alone."""
    signs = {code: chr(0xF000 + code) for code in range(0x20, 0x100)}
    known = ((first + at, sign) for first, run in runs.items() for at, sign in enumerate(run))
    signs |= {code: sign for code, sign in known if sign != _UNKNOWN} | {0x20: " "}
    return signs | {0xF000 + code: sign for code, sign in signs.items()}


_SIGNS = {font: _table(runs) for font, runs in _RUNS.items()}


def font_of_signs(fonts: Iterable[tuple[str, str]]) -> str:
    """Return which of some fonts shows signs for letters; '' where none does."""
    return next((name for _, name in fonts if name.casefold() in _SIGNS), "")


def read_signs(font: str, text: str) -> str:
    """Return what a text shows in a font."""
    return text.translate(_SIGNS.get(font.casefold(), {}))


def letters_in(fonts: Iterable[tuple[str, str]], text: str) -> tuple[str, Naam | None]:
    """Return what a text shows in fonts; what is not known stays as it is, and has a name."""
    if not (font := font_of_signs(fonts)):
        return text, None
    shown = read_signs(font, text)
    naam = _unknown(font, shown)
    return (text if naam else shown), naam


def sign_of(sym: etree._Element) -> tuple[str, Naam | None]:
    """Return the sign of a ``w:sym`` (17.3.3.30), or of what is there for newer programs."""
    said = {str(name).rpartition("}")[2]: str(found) for name, found in sym.attrib.items()}
    code, font = said.get("char", "20"), said.get("font", "onbekend")
    sign = read_signs(font, chr(int(code, 16)) if _CODE.fullmatch(code) else _UNKNOWN)
    return sign, _unknown(font, sign)


def bullet_naam(label: str) -> Naam | None:
    """Return what a message calls a bullet of which it is not known what it shows."""
    if not WITHOUT_MEANING.search(label):
        return None
    what = "dat een plaatje is" if label == PICTURE else "waarvan niet bekend is wat het toont"
    return Naam(f"een opsommingsteken {what}", "kies in Word een ander opsommingsteken")


def _unknown(font: str, shown: str) -> Naam | None:
    if not WITHOUT_MEANING.search(shown):
        return None
    what = f"een teken uit het lettertype {font} waarvan niet bekend is wat het toont"
    advice = "kies het teken in een gewoon lettertype (Invoegen, Symbool), of een ander teken"
    return Naam(what, advice)
