"""The text of a scan as OCR reads it, and set right by what was issued.

What the layout of a page tells is not needed for it: the paper may have been printed from Word.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from overeenkomstgen.inname import ocr
from overeenkomstgen.inname.blad import DPI, Blad, Woord
from overeenkomstgen.inname.ocr import Gelezenwoord
from overeenkomstgen.vergelijken.passage import key_of
from overeenkomstgen.vergelijken.woordverschil import Region, compare_words

if TYPE_CHECKING:
    from PIL.Image import Image

_FINER = 300  # dots in an inch, of the second reading
_SURE = 60  # of a word that was read: tesseract is rarely wrong above it
_FLAWED = 65  # of all words of a page: below it, it may be upside down
_LABEL = 4  # signs of the number before a paragraph, at most
_ALIKE = 0.6  # of the words of a footer, so that a line is it
_LOOKALIKE = str.maketrans("lI|!O\u2018\u2019", "11110''")
_SPECKS = "_-~=.,:;'*°\"\u2018\u2019\u2013\u2014"
_DASHES = "_|~\u2013\u2014"  # at the edges of a word, where OCR sees them in dirt
_DIGITS = re.compile(r"\d+")

_Woord = TypeVar("_Woord", bound=Woord)


@dataclass(frozen=True, slots=True)
class Gelezenblad:
    """A page as it was read.

    Attributes:
        beeld: The page upright, of which this was read.
        dpi: The dots in an inch of it.
        regels: Its words, line by line.
    """

    beeld: "Image"
    dpi: int
    regels: tuple[tuple[Gelezenwoord, ...], ...]

    @property
    def woorden(self) -> tuple[Gelezenwoord, ...]:
        """All its words."""
        return tuple(woord for regel in self.regels for woord in regel)

    @property
    def tekst(self) -> str:
        """Its text, lines ending with a line feed."""
        return "".join(" ".join(each.tekst for each in regel) + "\n" for regel in self.regels)


def is_blank_line(word: str) -> bool:
    """Tell whether a word is a line to write on."""
    return word.startswith(("___", "...", "\N{HORIZONTAL ELLIPSIS}")) and not word.strip("._\u2026")


def key(woord: Woord) -> str:
    """Return what is compared of a word: without dirt, signs that look alike being the same."""
    return key_of((woord.tekst.strip(_DASHES) or woord.tekst).translate(_LOOKALIKE))


def rows_of(woorden: Iterable[_Woord]) -> list[list[_Woord]]:
    """Divide words in lines across the page, from above to below, each from left to right."""
    rows, end = list[list[_Woord]](), 0.0
    for woord in sorted(woorden, key=lambda each: each.vak.middle):
        if not rows or woord.vak.middle >= end:
            rows.append([])
            end = 0.0
        rows[-1].append(woord)
        end = max(end, woord.vak.bottom + 0.3 * (woord.vak.bottom - woord.vak.top))
    return [sorted(row, key=lambda each: each.vak.left) for row in rows]


def read_page(beeld: "Image", dpi: int = DPI) -> Gelezenblad:
    """Read a page, askew, upside down or on its side; ToolError where tesseract does not work."""
    from overeenkomstgen.inname.registratie import level  # noqa: PLC0415 - slow to load

    straight = level(beeld)
    tried = [_read(straight, dpi)]
    if _quality(tried[0]) < _FLAWED:
        tried.append(_read(straight.rotate(180), dpi))
    return max(tried, key=_quality)


def _read(beeld: "Image", dpi: int) -> Gelezenblad:
    words = [each for each in ocr.read(beeld, dpi) if each.tekst.strip(_SPECKS)]
    return Gelezenblad(beeld, dpi, tuple(map(tuple, rows_of(words))))


def _quality(blad: Gelezenblad) -> float:
    signs = sum(len(each.tekst) for each in blad.woorden) or 1
    return sum(each.zekerheid * len(each.tekst) for each in blad.woorden) / signs


def settled(bladen: Sequence[Gelezenblad], uitgegeven: Sequence[Blad]) -> tuple[str, ...]:
    """Return the text of a paper as if it were laid out as the issued pages, page by page.

    What was only read badly is as it was issued. What seems to differ is read once more, at
    another size: a word is what was issued where either reading says so, where only signs differ
    that look alike, and where OCR is not sure of the number before a paragraph. Headers and
    footers are not looked at.

    Raises:
        ToolError: tesseract does not work.
    """
    edges = _edges(uitgegeven)
    rows = [regel for blad in uitgegeven for regel in _without(rows_of(blad.woorden), edges)]
    issued, starts = [woord for regel in rows for woord in regel], {id(regel[0]) for regel in rows}
    words = _body(bladen, edges)
    left = list[Region]()
    for region in _compared(issued, words):
        equal, a, b, c, d = region
        label = b - a == 1 and id(issued[a]) in starts and len(issued[a].tekst) <= _LABEL
        short = all(len(each.tekst) <= _LABEL for each in words[c:d])
        unsure = all(each.zekerheid < _SURE for each in words[c:d])
        if not (equal or (a == b and unsure) or (label and (short or unsure))):
            left.append(region)
    if any(not is_blank_line(issued[a].tekst) for _, a, b, *_ in left if a < b):
        again = _body(map(_again, bladen), edges)
        same = {at for equal, a, b, *_ in _compared(issued, again) if equal for at in range(a, b)}
        left = [each for each in left if each[1] == each[2] or not same >= {*range(*each[1:3])}]
    shown = {id(woord): woord.tekst for woord in issued}
    for _, a, b, c, d in left:
        shown |= {id(woord): "" for woord in issued[a:b]}
        at = id(issued[a if a < b else max(a - 1, 0)])
        shown[at] = " ".join(filter(None, (shown[at], *(woord.tekst for woord in words[c:d]))))
    return tuple("\n".join(_lines(blad.woorden, shown)) for blad in uitgegeven)


def _body(bladen: Iterable[Gelezenblad], edges: Sequence[Counter[str]]) -> list[Gelezenwoord]:
    return [woord for blad in bladen for regel in _without(blad.regels, edges) for woord in regel]


def _lines(woorden: Iterable[Woord], shown: Mapping[int, str]) -> Iterator[str]:
    """Give lines of words in the order of the page, each as it is shown."""
    line, last = list[str](), None
    for woord in woorden:
        if last and (woord.vak.left < last.left or woord.vak.top >= last.bottom):
            yield " ".join(filter(None, line))
            line = []
        last = woord.vak
        line.append(shown.get(id(woord), woord.tekst))
    yield " ".join(filter(None, line))


def _edges(bladen: Iterable[Blad]) -> list[Counter[str]]:
    """Return the words of the lines that stand on more than one page, but for their numbers."""
    lines = Counter(
        tuple(_DIGITS.sub("0", key(woord)) for woord in regel)
        for blad in bladen
        for regel in rows_of(blad.woorden)
    )
    return [Counter(line) for line, number in lines.items() if number > 1]


def _without(
    rows: Iterable[Sequence[_Woord]], edges: Sequence[Counter[str]]
) -> Iterator[Sequence[_Woord]]:
    for row in rows:
        own = Counter(_DIGITS.sub("0", key(woord)) for woord in row)
        if not any(
            (own & edge).total() > _ALIKE * max(edge.total(), own.total()) for edge in edges
        ):
            yield row


def _again(blad: Gelezenblad) -> Gelezenblad:
    size = blad.beeld.width * _FINER // blad.dpi, blad.beeld.height * _FINER // blad.dpi
    return _read(blad.beeld.resize(size), _FINER)


def _compared(issued: Iterable[Woord], words: Iterable[Woord]) -> list[Region]:
    return compare_words([*map(key, issued)], [*map(key, words)])
