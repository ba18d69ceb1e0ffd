"""The numbers that Word puts before paragraphs: ``Artikel 1``, ``1.1``, ``(a)``.

They stand nowhere; Word computes them from ``numbering.xml`` (ISO/IEC 29500-1, 17.9), as here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml import etree

from overeenkomstgen.word.elementen import VAL, W, is_on, parse, value, whole_number
from overeenkomstgen.word.stijl import NO_STYLE, Stijl, fonts_of, read_styles
from overeenkomstgen.word.symbolen import PICTURE, font_of_signs, read_signs

LEVELS, LETTERS = 9, 26
_SIZES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_NUMERALS = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
MAX_WRITTEN = 32767  # the highest number that Word counts to


@dataclass(frozen=True, slots=True)
class Niveau:
    """One level of a list; its text has ``%1`` for the number of the first level."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    style: str | None = None  # the id of the paragraph style that belongs to it
    legal: bool = False  # all numbers in the text are written in digits (``w:isLgl``)
    restart: int | None = None  # the one-based level that starts it anew; 0: none, None: any higher
    first: int | None = None  # where this list takes over the count (``w:startOverride``)
    letters: Stijl = NO_STYLE  # what it says of the letters of its text (17.9.24)


@dataclass(frozen=True, slots=True)
class Lijst:
    """A list; lists with the same ``count`` share their numbers (``w:abstractNumId``)."""

    count: str
    levels: tuple[Niveau, ...]

    def level_of(self, style: Stijl) -> int:
        """Return the level of a paragraph: its own, its style's by name, or the first."""
        if style.ilvl is not None:
            return max(0, min(style.ilvl, LEVELS - 1))
        by_style = {level.style: index for index, level in enumerate(self.levels) if level.style}
        return next((by_style[name] for name in style.lineage if name in by_style), 0)


@dataclass(slots=True)
class Nummering:
    """Counts along with a document; ask for each paragraph's label in document order."""

    lists: Mapping[str, Lijst]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def label(self, style: Stijl) -> str:
        """Count a paragraph of a style, and return its label; empty where Word shows none."""
        found = self.lists.get(style.num_id or "")
        if found is None or style.num_id is None:
            return ""
        index = found.level_of(style)
        level = found.levels[index]
        counts = self._counts.setdefault(found.count, [None] * LEVELS)
        current = counts[index]
        if level.first is not None and (style.num_id, index) not in self._started:
            counts[index] = level.first
        else:
            counts[index] = level.start if current is None else current + 1
        self._started.add((style.num_id, index))
        for deeper in range(index + 1, LEVELS):
            restart = found.levels[deeper].restart
            if restart is None or index < restart:
                counts[deeper] = None
        label = _label(found.levels, counts, index)
        style = style.with_character_style(level.letters)
        return label.upper() if style.caps or style.small_caps else label


def _label(levels: tuple[Niveau, ...], counts: list[int | None], index: int) -> str:
    level = levels[index]
    if level.number_format == "bullet":
        return level.text

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        count, of = counts[at], levels[at]
        legal = level.legal and of.number_format != "decimalZero"  # 17.9.4: Arabic already
        written = "decimal" if legal else of.number_format
        return format_number(of.start if count is None else count, written)

    return re.sub("%([1-9])", number, level.text)


def format_number(value: int, number_format: str) -> str:
    """Return a number as Word writes it (``w:numFmt``, 17.18.59).

    Letters go on after z as aa, bb. A format that is not known gives digits, and so does
    a number that no list has: as letters it would be a book.
    """
    match number_format:
        case "none":
            return ""
        case "decimalZero":
            return f"{value:02}"
        case "lowerLetter" | "upperLetter" if 0 < value <= MAX_WRITTEN:
            times, letter = divmod(value - 1, LETTERS)
            text = chr(ord("a") + letter) * (times + 1)
        case "lowerRoman" | "upperRoman" if 0 < value <= MAX_WRITTEN:
            text = ""
            for size, numeral in zip(_SIZES, _NUMERALS, strict=True):
                times, value = divmod(value, size)
                text += numeral * times
        case _:
            return str(value)
    return text.upper() if number_format.startswith("upper") else text


@lru_cache(maxsize=8)  # the documents of one run share their template's lists
def read_lists(numbering: bytes | None, styles: bytes | None) -> Mapping[str, Lijst]:
    """Read the lists by ``w:numId``; None stands for a file without lists, or without styles."""
    root = parse(numbering)
    abstract = {
        each.get(f"{W}abstractNumId", ""): each for each in root.iterfind(f"{W}abstractNum")
    }
    numbers = {element.get(f"{W}numId", ""): element for element in root.iterfind(f"{W}num")}
    counts = {num_id: value(each, "abstractNumId") or "" for num_id, each in numbers.items()}
    found = {}
    for num_id, element in numbers.items():
        count = counts[num_id]
        if link := value(abstract.get(count), "numStyleLink"):  # only which list style to use
            count = counts.get(read_styles(styles).get(link).num_id or "", count)
        if num_id != "0" and count in abstract:  # 0 takes a paragraph out of its list
            found[num_id] = Lijst(count, _levels(abstract[count], element))
    return found


def _levels(abstract: etree._Element, number: etree._Element) -> tuple[Niveau, ...]:
    """Read the levels of a list: those of its definition, as far as it has none of its own."""
    levels = [Niveau()] * LEVELS
    for index, level in _by_index(abstract, "lvl"):
        levels[index] = _level(level)
    for index, override in _by_index(number, "lvlOverride"):
        own = override.find(f"{W}lvl")
        if own is not None:
            levels[index] = _level(own)
        first = override.find(f"{W}startOverride")
        if first is not None:
            levels[index] = replace(levels[index], first=whole_number(first.get(VAL), 0))
    return tuple(levels)


def _by_index(element: etree._Element, name: str) -> Iterator[tuple[int, etree._Element]]:
    for each in element.iterfind(f"{W}{name}"):
        index = whole_number(each.get(f"{W}ilvl"), 0)
        if 0 <= index < LEVELS:
            yield index, each


def bullet(level: etree._Element) -> str:
    """Return what a reader sees of a bullet (17.9.6, 17.9.9)."""
    if level.find(f"{W}lvlPicBulletId") is not None:
        return PICTURE
    font = font_of_signs(fonts_of(level.find(f"{W}rPr")))
    return read_signs(font, value(level, "lvlText") or "")


def _level(element: etree._Element) -> Niveau:
    restart, number_format = value(element, "lvlRestart"), value(element, "numFmt") or "decimal"
    return Niveau(
        start=whole_number(value(element, "start"), 0),
        number_format=number_format,
        text=bullet(element) if number_format == "bullet" else value(element, "lvlText") or "",
        style=value(element, "pStyle"),
        legal=is_on(element.find(f"{W}isLgl")) is True,
        restart=None if restart is None else whole_number(restart, 0),
        letters=NO_STYLE.with_run(element.find(f"{W}rPr")),
    )
