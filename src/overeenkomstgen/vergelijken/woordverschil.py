"""The difference of two texts, word by word."""

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest
from operator import eq, itemgetter

MOST_WORK = 40_000
"""How many pairs of equal words difflib is given at most; more would take too long."""
MOST_BRIDGE = 2
"""As many equal words between two changes, or fewer, may be taken along with them."""

DEEPEST = 20
"""How many times a text is divided at the words that stand in it once."""

Region = tuple[bool, int, int, int, int]
"""Whether the words are equal; from and to in the old text; from and to in the new."""
Place = tuple[int, int, int, int]
Anchor = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Woorddeel:
    """A stretch of two texts: the same in both, or not.

    Attributes:
        oud: The words in the old text.
        nieuw: The words in the new text; where both are the same, they differ in spaces alone.
    """

    oud: tuple[str, ...]
    nieuw: tuple[str, ...]
    gelijk: bool


def compare_words(old: Sequence[str], new: Sequence[str]) -> list[Region]:
    """Return how one text becomes another, in stretches that together cover both.

    Where words are divided by spaces does not count: ``€ 5`` is ``€5``. A word may be empty.
    """
    at_old, at_new = ([*filter(text.__getitem__, range(len(text)))] for text in (old, new))
    one, other = [old[at] for at in at_old], [new[at] for at in at_new]
    regions = [(True, 0, len(one), 0, len(other))]
    if "".join(one) != "".join(other):
        regions = _bridged(_joined(_raw(one, other, DEEPEST, regions[0][1:])))
    trimmed = (part for region in regions for part in _trimmed(region, one, other))
    at_old, at_new = [*at_old, len(old)], [*at_new, len(new)]
    found, a, c = [], 0, 0
    for equal, _, end_old, _, end_new in _joined(trimmed) or [(True, 0, 0, 0, 0)]:
        b, d = at_old[end_old], at_new[end_new]
        found.append((equal, a, b, c, d))
        a, c = b, d
    return found if old or new else []


def changed(regions: Sequence[Region]) -> int:
    """Return how many words are not the same."""
    return sum(b - a + d - c for equal, a, b, c, d in regions if not equal)


def _raw(old: Sequence[str], new: Sequence[str], depth: int, place: Place) -> Iterator[Region]:
    """Compare a stretch of two texts, in time that stays within bounds."""
    a, b, c, d = place
    start = common(old[a:b], new[c:d])
    yield True, a, a + start, c, c + start
    a, c = a + start, c + start
    end = common(old[a:b][::-1], new[c:d][::-1])
    yield from _middle(old, new, depth, (a, b - end, c, d - end))
    yield True, b - end, b, d - end, d


def _middle(old: Sequence[str], new: Sequence[str], depth: int, place: Place) -> Iterator[Region]:
    a, b, c, d = place
    one, other = old[a:b], new[c:d]
    counts_old, counts_new = Counter(one), Counter(other)
    if sum(number * counts_new[word] for word, number in counts_old.items()) <= MOST_WORK:
        for tag, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
            yield tag == "equal", a + i, a + j, c + k, c + m
        return
    places = {word: at for at, word in enumerate(other, c) if counts_new[word] == 1}
    pairs = [
        (at, places[word])
        for at, word in enumerate(one, a)
        if counts_old[word] == 1 and word in places
    ]
    chain = heaviest_chain(pairs, [1] * len(pairs))
    if not chain or not depth:  # nothing to hold on to in so much of the same
        yield False, a, b, c, d
        return
    for at, to in chain:
        yield from _raw(old, new, depth - 1, (a, at, c, to))
        yield True, at, at + 1, to, to + 1
        a, c = at + 1, to + 1
    yield from _raw(old, new, depth - 1, (a, b, c, d))


def heaviest_chain(pairs: Sequence[Anchor], weights: Sequence[int]) -> list[Anchor]:
    """Return the pairs that stand in the same order in both texts, as heavy as can be.

    They are places in the old and the new text, ordered by the old; no place comes twice.
    """
    best: list[tuple[int, int, int]] = []  # by place in the new text: that, how heavy, the number
    before: list[int] = []
    totals: list[int] = []
    for number, (_, new) in enumerate(pairs):
        at = end = bisect(best, new, key=itemgetter(0))
        _, total, last = best[at - 1] if at else (0, 0, -1)
        before.append(last)
        totals.append(total + weights[number])
        while end < len(best) and best[end][1] <= totals[number]:
            end += 1
        best[at:end] = [(new, totals[number], number)]
    last = max(range(len(totals)), key=totals.__getitem__, default=-1)
    chain = []
    while last >= 0:
        chain.append(pairs[last])
        last = before[last]
    return chain[::-1]


def common(old: Sequence[str], new: Sequence[str]) -> int:
    """Return with how many equal words both begin."""
    return sum(takewhile(bool, map(eq, old, new)))


def _joined(regions: Iterable[Region]) -> list[Region]:
    """Take stretches of the same kind that touch together; leave out the empty ones."""
    found: list[Region] = []
    for region in regions:
        if _size(region):
            _add(found, region)
    return found


def _add(found: list[Region], region: Region) -> None:
    """Add a stretch; to the last one, where that is of the same kind."""
    if found and found[-1][0] == region[0]:
        equal, a, _, c, _ = found[-1]
        found[-1] = (equal, a, region[2], c, region[4])
    else:
        found.append(region)


def _bridged(regions: list[Region]) -> list[Region]:
    """Take a few equal words along with the larger changes around them: that reads better."""
    found: list[Region] = []
    for region, after in zip_longest(regions, regions[1:]):
        equal = region[0]
        if equal and found and after and region[2] - region[1] <= MOST_BRIDGE:
            equal = _size(region) >= min(_size(found[-1]), _size(after))
        _add(found, (equal, *region[1:]))
    return found


def _size(region: Region) -> int:
    return max(region[2] - region[1], region[4] - region[3])


def _trimmed(region: Region, old: Sequence[str], new: Sequence[str]) -> Iterator[Region]:
    """Give a stretch that differs without what, spaces apart, is the same at its ends."""
    equal, a, b, c, d = region
    if equal:
        yield region
        return
    one, other = old[a:b], new[c:d]
    i, j = _in_step(one, other)
    p, q = _in_step([word[::-1] for word in one[i:][::-1]], [w[::-1] for w in other[j:][::-1]])
    yield True, a, a + i, c, c + j
    yield False, a + i, b - p, c + j, d - q
    yield True, b - p, b, d - q, d


def _in_step(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Return how many words of both, at the start, are the same text apart from spaces."""
    kept = i, j = 0, 0
    one = other = ""
    while True:
        if one == other:
            kept, one, other = (i, j), "", ""
        even = len(one) == len(other)
        if i < len(old) and (even or len(one) < len(other)):
            one, i = one + old[i], i + 1
        elif j < len(new) and (even or len(other) < len(one)):
            other, j = other + new[j], j + 1
        else:
            return kept
        if not (one.startswith(other) or other.startswith(one)):
            return kept
