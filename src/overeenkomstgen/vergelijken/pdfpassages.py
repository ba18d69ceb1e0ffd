"""A PDF, as passages to compare: what repeats on its pages apart, its lines joined to paragraphs.

A PDF knows lines, not paragraphs. Where the other document begins a paragraph, a line that
says the same begins one too; elsewhere numbers and short lines tell.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from operator import sub

from overeenkomstgen.proef.vergelijking import SOFT_HYPHEN, flat, normalise
from overeenkomstgen.vergelijken.passage import (
    Passage,
    is_article,
    key_of,
    make_passage,
    split_number,
)

RAND = "Kop- of voettekst"
_EDGE_LINES = 3  # at the top and at the bottom of a page, that may be a header or a footer
PREFIX = 24  # signs by which a line is recognised as the start of a paragraph
WHOLE = 12  # a paragraph of fewer signs is recognised as a whole line
SHORT = 0.8  # a line that fills less of the page than this may be the last of its paragraph

_BROKEN = re.compile(rf"(\S*){SOFT_HYPHEN}\n\s*(\S*)")
_OUTSIDE = re.compile(r"^\W+|\W+$")
_REFERRING = re.compile(
    r"\b([Aa]rtikel(en)?|bijlage|en|in|leden|lid|o[fp]|onder|paragraaf|per|punt|t/m|tot|van"
    r"|heer|mevrouw)\s*$"  # an initial is no number
)


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of texts, without the signs around them, in small letters."""
    return frozenset(_bare(word) for text in texts for word in text.split())


def mend(text: str, words: frozenset[str]) -> str:
    """Make the words whole that were broken at a line's end.

    Whether a hyphen belongs to the word, the words that stand elsewhere tell; else it does
    not, unless a capital or a figure follows.
    """

    def whole(found: re.Match[str]) -> str:
        before, after = found[1], found[2]
        joined, hyphened = f"{before}{after}", f"{before}-{after}"
        if _bare(hyphened) in words or (_bare(joined) not in words and not after[:1].islower()):
            return hyphened
        return joined

    return _BROKEN.sub(whole, text)


def take_repeated(pages: Sequence[str], known: str = "") -> tuple[list[str], list[str]]:
    """Take out the lines that repeat at the top or the bottom of pages.

    A line that stands in the text that is known, which is given without white space, is no
    header or footer.

    Returns:
        The pages without them, and each of those lines once; a number of the page in it is
        written as it is on the first page where it stands.
    """
    lines = [[line for line in page.split("\n") if line.strip()] for page in pages]
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for number, page in enumerate(lines):
        for at in _edge_places(page):
            found[_masked(page[at])][number] = page[at]
    least = max(2, (len(lines) + 1) // 2)
    repeated = {
        key
        for key, on in found.items()
        if len(on) >= least and _one_line(on) and flat(next(iter(on.values()))) not in known
    }
    at_edge = Counter(key for page in lines for key in _reaching_the_edge(page, repeated))
    edges = {key for key, number in at_edge.items() if number >= least}
    taken: dict[str, str] = {}
    left = []
    for page in lines:
        gone = {at for at in _edge_places(page) if _masked(page[at]) in edges}
        for at in sorted(gone):
            taken.setdefault(_masked(page[at]), page[at].strip())
        left.append("\n".join(line for at, line in enumerate(page) if at not in gone))
    return left, list(taken.values())


def passages_of(
    text: str, guide: Sequence[Passage] = (), leaders: str = "", *, labels: bool = False
) -> tuple[Passage, ...]:
    """Join the lines of a PDF to paragraphs, guided by those of the other document.

    ``labels`` tells that the numbers of those are known, as in Word.
    """
    guided = _Gids(guide, leaders)
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines:
        return ()
    width = sorted(map(len, lines))[len(lines) * 9 // 10]
    groups: list[tuple[str, int | None, list[str]]] = []
    for at, line in enumerate(lines):
        match = guided.start(lines[at : at + PREFIX])
        if match is not None or not groups or _starts(line, lines[at - 1], width):
            label, first = _labelled(line, match) if match and labels else ("", line)
            groups.append((label, match.kop if match else None, [first]))
        else:
            groups[-1][2].append(line)
    return tuple(make_passage(label, " ".join(own), kop, leaders) for label, kop, own in groups)


def alike_lines(page: str, text: str) -> tuple[int, int] | None:
    """Return where, in signs, lines of a page say nearly the same as a text, if any do."""
    wanted = Counter(map(key_of, text.split()))
    size = wanted.total()
    if sum(wanted[word] for word in _words_on(page)) < size / 2:
        return None
    ends = [found.end() for found in re.finditer(r"[^\n]*(?:\n|$)", page) if found.group()]
    starts = [0, *ends[:-1]]
    best, place = 0.6, None
    for first, start in enumerate(starts):
        for end in ends[first:]:
            words = Counter(map(key_of, page[start:end].split()))
            if not words or words.total() > 2 * size:
                break
            alike = 2 * (words & wanted).total() / (words.total() + size)
            if alike > best:
                best, place = alike, (start, end)
    return place


@lru_cache(maxsize=4096)
def _words_on(page: str) -> frozenset[str]:
    return frozenset(map(key_of, page.split()))


class _Gids:
    """Knows how the paragraphs of the other document begin."""

    def __init__(self, guide: Sequence[Passage], leaders: str) -> None:
        self._leaders = leaders
        self._lines: dict[str, Passage] = {}
        self._starts: dict[str, Passage] = {}
        for passage in guide:
            numbered = flat(key_of(passage.nummer)) + passage.sleutel
            for key in filter(None, (passage.sleutel, numbered)):
                self._lines.setdefault(key, passage)
                if len(key) >= WHOLE and not passage.kop:
                    self._starts.setdefault(key[:PREFIX], passage)

    def start(self, lines: Sequence[str]) -> Passage | None:
        """Return the paragraph that begins with these lines as well, if there is one."""
        if not self._lines:
            return None
        number, rest = split_number(lines[0])
        following = ""
        for line in lines[1:]:
            if len(following) > PREFIX:
                break
            following += self._flat(line)
        sign, _, after = lines[0].partition(" ")
        for line in (lines[0], *[rest] * bool(number), *[after] * (len(sign) == 1)):
            key = self._flat(line)
            if key in self._lines:
                return self._lines[key]
            for size in range(PREFIX, WHOLE - 1, -1):
                if (found := self._starts.get((key + following)[:size])) is not None:
                    return found
        return None

    def _flat(self, line: str) -> str:
        return "".join(key_of(word, self._leaders) for word in line.split())


def _labelled(line: str, match: Passage) -> tuple[str, str]:
    """Return the label of a paragraph that is known, and the rest; a bullet however it is drawn."""
    label, words = match.nummer, line.split()
    if label and line.startswith(label):  # it may fill its indent, so that the text touches it
        return label, line[len(label) :]
    drawn = label and not match.nummersleutel and words[:2] != [*match.woorden[:2]]
    return (label, " ".join(words[1:])) if drawn and len(words[0]) == 1 else ("", line)


def _starts(line: str, before: str, width: int) -> bool:
    """Guess whether a line begins a paragraph."""
    number, _ = split_number(line)
    if number and not _REFERRING.search(before):
        return not is_article(number) or number[0].isupper()
    return len(before) < SHORT * width and not before.endswith(" ")


def _edge_places(page: Sequence[str]) -> list[int]:
    """Return the places of the lines at the top and the bottom of a page."""
    places = range(len(page))
    return sorted({*places[:_EDGE_LINES], *places[-_EDGE_LINES:]})


def _reaching_the_edge(page: Sequence[str], repeated: Collection[str]) -> set[str]:
    """Return which lines that repeat have no others between them and the edge of the page."""
    keys = [_masked(line) for line in page]
    top = takewhile(repeated.__contains__, keys)
    bottom = takewhile(repeated.__contains__, reversed(keys))
    return {*top, *bottom}


def _one_line(pages: Mapping[int, str]) -> bool:
    """Return whether lines on several pages are one, but for the number of the page."""
    numbers = (re.findall(r"\d+", flat(normalise(line))) for line in pages.values())
    return all(
        len(set(column)) == 1 or len(set(map(sub, map(int, column), pages))) == 1
        for column in zip(*numbers, strict=True)
    )


def _masked(line: str) -> str:
    return re.sub(r"\d+", "#", flat(normalise(line)))


def _bare(word: str) -> str:
    return _OUTSIDE.sub("", word.replace(SOFT_HYPHEN, "")).casefold()
