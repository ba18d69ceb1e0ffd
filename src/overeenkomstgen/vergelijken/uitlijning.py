"""Which passage of one text belongs to which of another: equal, changed, moved, new or gone."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from overeenkomstgen.vergelijken.passage import Passage, whole_keys
from overeenkomstgen.vergelijken.woordverschil import Anchor, changed, compare_words, heaviest_chain

_ALIKE = 0.5  # which part of their words two passages share at least, to be the same, changed
_ALIKE_NUMBER = 0.25  # the same, of passages that have the same number
_WORTHWHILE = 0.75  # which part of the words that differ may be left, to compare it all as one
_MOVED_ALIKE = 0.6  # as the first, of passages that stand elsewhere
_MOVED_WORDS = 4  # a passage of fewer may stand in two places by chance; it has not been moved
_MOST_PAIRS = 40_000  # of passages that are tried at most, to keep within bounds


class Koppel(NamedTuple):
    """The places of passages that belong together; none in a text that does not have them."""

    oud: tuple[int, ...]
    nieuw: tuple[int, ...]


class Uitlijning:
    """How two texts stand side by side.

    Passages that are the same hold the texts together; those of them that stand in another
    order were moved. What lies between is paired by what it looks like. Where that leaves
    something over, the words of the whole stretch are compared as one: a text may have
    been divided into paragraphs in another way.

    Attributes:
        verplaatst: The passages that were moved: the place in the new text by that in the old.
        koppels: What stands in the same place, in order; both texts as a whole, moved passages
            apart.
    """

    def __init__(self, old: Sequence[Passage], new: Sequence[Passage]) -> None:
        self.old, self.new = old, new
        self.words_old = [Counter(passage.sleutels) for passage in old]
        self.words_new = [Counter(passage.sleutels) for passage in new]
        self.verplaatst: dict[int, int] = {}
        self.koppels = self._align()

    def _align(self) -> list[Koppel]:
        anchors = self._anchors()
        arrived = set(self.verplaatst.values())
        gaps = [
            self._pair(
                [at for at in old if at not in self.verplaatst],
                [at for at in new if at not in arrived],
            )
            for old, new in _gaps(anchors, range(len(self.old)), range(len(self.new)))
        ]
        self._find_moved(gaps)
        moved, arrived = set(self.verplaatst), set(self.verplaatst.values())
        koppels: list[Koppel] = []
        for gap, anchor in zip_longest(gaps, anchors):
            stayed = [
                each
                for each in gap
                if moved.isdisjoint(each.oud) and arrived.isdisjoint(each.nieuw)
            ]
            for stretch in _stretches(stayed):
                koppels += self._divided_otherwise(stretch)
            if anchor:
                koppels.append(Koppel(anchor[:1], anchor[1:]))
        return koppels

    def _anchors(self) -> list[Anchor]:
        """Pair what is the same and stands in each text once; what crosses was moved."""
        places_old, places_new = _once(self.old), _once(self.new)
        pairs = sorted((at, places_new[key]) for key, at in places_old.items() if key in places_new)
        chain = heaviest_chain(pairs, [len(self.old[at].woorden) for at, _ in pairs])
        for at, to in sorted(set(pairs) - set(chain)):
            if len(self.old[at].woorden) >= _MOVED_WORDS or self.old[at].kop:
                self.verplaatst[at] = to
        return chain

    def _pair(self, old: Sequence[int], new: Sequence[int]) -> list[Koppel]:
        """Pair passages of one stretch, in order, by what they look like."""
        pairs = self._best_pairs(old, new) if len(old) * len(new) <= _MOST_PAIRS else []
        koppels: list[Koppel] = []
        for (gone, come), pair in zip_longest(_gaps(pairs, old, new), pairs):
            koppels += [Koppel((at,), ()) for at in gone]
            koppels += [Koppel((), (at,)) for at in come]
            if pair:
                koppels.append(Koppel((old[pair[0]],), (new[pair[1]],)))
        return koppels

    def _best_pairs(self, old: Sequence[int], new: Sequence[int]) -> list[Anchor]:
        """Return the pairs that together are most alike, in order (Needleman and Wunsch)."""
        scores = [[self._score(one, other) for other in new] for one in old]
        best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
        for a in reversed(range(len(old))):
            for c in reversed(range(len(new))):
                best[a][c] = max(best[a + 1][c], best[a][c + 1], best[a + 1][c + 1] + scores[a][c])
        pairs = []
        a = c = 0
        while a < len(old) and c < len(new):
            if scores[a][c] and best[a][c] == best[a + 1][c + 1] + scores[a][c]:
                pairs.append((a, c))
                a, c = a + 1, c + 1
            elif best[a][c] == best[a + 1][c]:
                a += 1
            else:
                c += 1
        return pairs

    def _score(self, one: int, other: int) -> float:
        """Tell how well two passages fit each other; 0 when they do not."""
        alike = self._alike(one, other)
        number = self.old[one].nummersleutel
        same_number = bool(number) and number == self.new[other].nummersleutel
        if alike < (_ALIKE_NUMBER if same_number else _ALIKE):
            return 0.0
        return alike * min(sum(self.words_old[one].values()), 20) + same_number

    def _alike(self, one: int, other: int) -> float:
        """Tell which part of their words two passages share, from 0 to 1."""
        if self.old[one].sleutel == self.new[other].sleutel:
            return 1.0
        both = self.words_old[one] & self.words_new[other]
        total = len(self.old[one].sleutels) + len(self.new[other].sleutels)
        return 2 * sum(both.values()) / total if total else 0.0

    def _find_moved(self, gaps: Sequence[Sequence[Koppel]]) -> None:
        """Find what was moved and changed as well, among what is left over."""
        placed = [(each, number) for number, gap in enumerate(gaps) for each in gap]
        gone = [(at, number) for each, number in placed for at in each.oud if not each.nieuw]
        gone = [each for each in gone if len(self.old[each[0]].woorden) >= _MOVED_WORDS]
        come = [(at, number) for each, number in placed for at in each.nieuw if not each.oud]
        if len(gone) * len(come) > _MOST_PAIRS:
            return
        found = sorted(
            (-self._alike(one, other), one, other)
            for one, left in gone
            for other, reached in come
            if left != reached and self._alike(one, other) >= _MOVED_ALIKE
        )
        taken: set[int] = set()
        for _, one, other in found:
            if one not in self.verplaatst and other not in taken:
                self.verplaatst[one] = other
                taken.add(other)

    def _divided_otherwise(self, koppels: list[Koppel]) -> list[Koppel]:
        """Take a stretch as one where that leaves fewer words that differ."""
        old = tuple(at for koppel in koppels for at in koppel.oud)
        new = tuple(at for koppel in koppels for at in koppel.nieuw)
        if not old or not new or all(koppel.oud and koppel.nieuw for koppel in koppels):
            return koppels
        apart = sum(map(self._cost, koppels))
        together = Koppel(old, new)
        return [together] if self._cost(together) <= _WORTHWHILE * apart else koppels

    def _cost(self, koppel: Koppel) -> int:
        old, new = map(self.old.__getitem__, koppel.oud), map(self.new.__getitem__, koppel.nieuw)
        return changed(compare_words(whole_keys(old), whole_keys(new)))


def _gaps(
    pairs: Sequence[Anchor], old: Sequence[int], new: Sequence[int]
) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Give what stands before each pair, and behind the last, in both texts."""
    a = c = 0
    for b, d in (*pairs, (len(old), len(new))):
        yield old[a:b], new[c:d]
        a, c = b + 1, d + 1


def _once(passages: Sequence[Passage]) -> dict[str, int]:
    """Return where each text stands that stands there once."""
    keys = [passage.sleutel for passage in passages]
    counts = Counter(keys)
    return {key: at for at, key in enumerate(keys) if key and counts[key] == 1}


def _stretches(koppels: Sequence[Koppel]) -> Iterator[list[Koppel]]:
    """Divide passages where others, that were moved, stood or came to stand between them."""
    stretch: list[Koppel] = []
    last_old = last_new = -1
    for koppel in koppels:
        jump_old = koppel.oud and last_old >= 0 and koppel.oud[0] != last_old + 1
        jump_new = koppel.nieuw and last_new >= 0 and koppel.nieuw[0] != last_new + 1
        if jump_old or jump_new:
            yield stretch
            stretch, last_old, last_new = [], -1, -1
        stretch.append(koppel)
        last_old = koppel.oud[-1] if koppel.oud else last_old
        last_new = koppel.nieuw[-1] if koppel.nieuw else last_new
    if stretch:
        yield stretch
