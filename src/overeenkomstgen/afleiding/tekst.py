"""A paragraph as people read it: what Word may write in several ways is one here.

A no-break space is a space, a no-break hyphen a hyphen, a soft hyphen nothing; the
place of each character in the paragraph as it stands in the file is kept.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from overeenkomstgen.keuring.leesvorm import SIGNS

_END_OF_SENTENCE = re.compile(r"[.!?](?=\s)|;")
# What ends in a point and ends no sentence: initials, and what people abbreviate.
_ABBREVIATED = re.compile(
    r"(?:^|[\s(.])(?:[A-Z]|Th|Ch|Ph|IJ|art|artt|mr|dr|drs|ir|ing|prof|dhr|mevr|mw|nr|nrs|d\.d|dd"
    r"|jl|ca|bijv|o\.a|jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec|incl|excl|resp|lid)$"
)
_LONGEST = 6  # characters of an abbreviation
_FAR = 1000  # characters; no sentence is longer
_SHOWN = 45


@dataclass(frozen=True, slots=True)
class Leestekst:
    """A text to read and to search in.

    Attributes:
        raw: The text as it stands in the file.
        text: What is read; a stretch of white space is one space, or one tab or line
            break where there is one among it.
        spots: Where each of its characters starts and ends in the raw text.
    """

    raw: str
    text: str
    spots: tuple[tuple[int, int], ...] = field(repr=False)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the text, of at least one character, stands in the raw text."""
        return self.spots[start][0], self.spots[end - 1][1]


def read_text(raw: str) -> Leestekst:
    """Return a text as people read it."""
    chars: list[str] = []
    spots: list[tuple[int, int]] = []
    at = 0
    while at < len(raw):
        end = at + 1
        while end < len(raw) and unicodedata.combining(raw[end]):
            end += 1
        for char in unicodedata.normalize("NFC", raw[at:end]):
            if (sign := SIGNS.get(ord(char), char)) is None:
                continue
            if not char.isspace():
                chars.append(sign)
                spots.append((at, end))
            elif chars and chars[-1].isspace():
                chars[-1] = _wider(chars[-1], char)
                spots[-1] = (spots[-1][0], end)
            else:
                chars.append(_wider(" ", char))
                spots.append((at, end))
        at = end
    return Leestekst(raw, "".join(chars), tuple(spots))


def _wider(one: str, other: str) -> str:
    """Return what two pieces of white space are together."""
    return next((char for char in "\n\t" if char in (one, other)), " ")


@dataclass(frozen=True, slots=True)
class Omgeving:
    """What stands around a paragraph; of a value in it, in its line, also before and behind."""

    label: str = ""  # the cell to the left; of a value that begins its column, what stands there
    kolomkop: str = ""  # the cell above its column, in a table with a heading
    boven: str = ""  # the paragraph above it; of a value that has its line for itself, the line
    onder: str = ""  # the same, under it
    kop: str = ""  # the heading that it stands under
    voor: str = ""  # the sentence before the value; what comes after it is ``na``
    na: str = ""
    alleen: bool = False  # whether the value has its line, or column between tabs, for itself
    zin: str = ""  # the value in its sentence, for a message


@dataclass(frozen=True, slots=True)
class Voorbeeldalinea:
    """A paragraph, or a property of the document, and what stands around it.

    Attributes:
        plaats: What the user calls it: ``alinea``, ``tabel``, ``koptekst``, ``tekstvak``.
        vast: The stretches of the raw text that cannot be changed, such as page numbers.
        dubbel: Whether it is there a second time, for older programs.
    """

    inhoud: Leestekst
    plaats: str = "alinea"
    omgeving: Omgeving = Omgeving()
    vast: tuple[tuple[int, int], ...] = ()
    dubbel: bool = False

    @property
    def text(self) -> str:
        """The text to read."""
        return self.inhoud.text

    def is_fixed(self, start: int, end: int) -> bool:
        """Return whether any of a stretch of the text to read cannot be changed."""
        begin, stop = self.inhoud.place(start, end)
        return any(begin < last and first < stop for first, last in self.vast)


def surroundings(alinea: Voorbeeldalinea, start: int, end: int) -> Omgeving:
    """Return what stands around a stretch of the text to read."""
    text, around = alinea.text, alinea.omgeving
    first, last = _sentence(text, start, end)
    line = (text.rfind("\n", 0, start) + 1, f"{text}\n".index("\n", end))
    left = max(text.rfind("\t", 0, start) + 1, line[0])
    right = min(f"{text}\t".index("\t", end), line[1])
    voor, na = text[max(first, left if left > line[0] else first) : start], text[end:last]
    na = na.partition("\t")[0]
    opens = not text[left:start].strip()
    alone = opens and not text[end:right].strip(" .,:;")
    column = text.count("\t", line[0], start)
    above = text[: max(line[0] - 1, 0)].rpartition("\n")[2] if line[0] else around.boven
    under = text[line[1] + 1 :].partition("\n")[0] if line[1] < len(text) else around.onder
    label = ""
    if opens and left > line[0]:
        label = text[line[0] : left].split("\t")[-2]
    elif opens and not line[0]:
        label = around.label
    return Omgeving(
        voor=_flat(voor),
        na=_flat(na),
        label=_flat(label).strip(),
        kolomkop=_flat(around.kolomkop),
        boven=_column(above, column) if alone else "",
        onder=_column(under, column) if alone else "",
        kop=_flat(around.kop),
        alleen=alone,
        zin=_shown(text[first:last], start - first, end - first),
    )


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence with a stretch of text begins and ends."""
    before = list(_END_OF_SENTENCE.finditer(text, max(start - _FAR, 0), start))
    after = _END_OF_SENTENCE.finditer(text, end, end + _FAR)
    first = next((found.end() for found in reversed(before) if _ends(text, found)), 0)
    last = next((found.end() for found in after if _ends(text, found)), len(text))
    return max(first, start - _FAR), min(last, end + _FAR)


def _ends(text: str, found: re.Match[str]) -> bool:
    """Return whether a sign ends a sentence."""
    before = text[max(found.start() - _LONGEST, 0) : found.start()]
    return found[0] != "." or not _ABBREVIATED.search(before)


def _flat(text: str) -> str:
    return re.sub(r"\s", " ", text)


def _column(line: str, column: int) -> str:
    """Return what stands in a column between tabs; the whole line where it has no columns."""
    columns = line.strip("\n").split("\t")
    return _flat(columns[column] if column < len(columns) else columns[-1]).strip()


def _shown(sentence: str, start: int, end: int) -> str:
    """Return a stretch in its sentence, on one line and not too long."""
    before, after = sentence[:start], sentence[end:]
    if len(before.lstrip()) > _SHOWN:
        before = "… " + before[-_SHOWN:].partition(" ")[2]
    if len(after.rstrip()) > _SHOWN:
        after = after[:_SHOWN].rpartition(" ")[0] + " …"
    return " ".join(f"{before}{sentence[start:end]}{after}".split())
