"""Comparing two documents: passages first, then the words of each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from overeenkomstgen.vergelijken.passage import Passage, places, whole_keys, whole_words
from overeenkomstgen.vergelijken.uitlijning import Koppel, Uitlijning
from overeenkomstgen.vergelijken.verschil import Stap, Stapsoort, Verschil, Versie
from overeenkomstgen.vergelijken.woordverschil import Region, Woorddeel, common, compare_words

Vast = tuple[bool, bool]
BEIDE: Vast = (True, True)
"""Of which of the two texts it is known where paragraphs begin."""


def compare(old: Versie, new: Versie) -> Verschil:
    """Compare two documents, by passage and by word."""
    apart: list[Stap] = []
    for name in dict.fromkeys((*old.apart, *new.apart)):
        one, other = old.apart.get(name, ()), new.apart.get(name, ())
        apart += _steps([*_rest(one, other)], [*_rest(other, one)], name)
    fixed = old.vaste_alineas, new.vaste_alineas
    return Verschil(tuple(_steps(old.passages, new.passages, fixed=fixed)), tuple(apart))


def _steps(
    old: Sequence[Passage], new: Sequence[Passage], name: str = "", fixed: Vast = BEIDE
) -> Iterator[Stap]:
    old, new = (
        [each for each in passages if each.sleutel or each.nummersleutel] for passages in (old, new)
    )
    places_old, places_new = (
        [name] * len(passages) if name else places(passages) for passages in (old, new)
    )
    by_old = fixed == (True, False)
    measure, where = (old, places_old) if by_old else (new, places_new)
    one, other = [*map(_whole, old)], [*map(_whole, new)]
    if "".join(one) == "".join(other):
        same = not all(fixed) or one == other
        yield from map(_step, measure, measure, where) if same else _redivided(old, new, where)
        return
    uitlijning = Uitlijning(old, new)
    moves = _moves(uitlijning.verplaatst)
    for ones, others in _order(uitlijning):
        if len(ones) == len(others) == 1:
            at, to = ones[0], others[0]
            step = _step(old[at], new[to], places_new[to])
            if at in moves:
                was, move = places_old[at], moves[at]
                step = replace(step, soort=Stapsoort.VERPLAATST, was=was, verhuizing=move)
            yield step
        elif ones and others:
            passages = [old[at] for at in ones], [new[at] for at in others]
            there = [where[at] for at in (ones if by_old else others)]
            yield from _redivided(*passages, there, fixed)
        else:
            for at in ones:
                soort = Stapsoort.VERTROKKEN if at in moves else Stapsoort.VERVALLEN
                yield _alone(soort, old[at], places_old[at], moves.get(at, 0))
            for at in others:
                yield _alone(Stapsoort.NIEUW, new[at], places_new[at])


def _alone(soort: Stapsoort, passage: Passage, place: str, move: int = 0) -> Stap:
    """Return the step of a passage that stands in one text only, or not in this place."""
    if soort is Stapsoort.NIEUW:
        numbers, words = ("", passage.nummer), Woorddeel((), passage.woorden, gelijk=False)
    else:
        numbers, words = (passage.nummer, ""), Woorddeel(passage.woorden, (), gelijk=False)
    return Stap(soort, place, numbers, (words,), passage.kop, verhuizing=move)


def _step(old: Passage, new: Passage, place: str) -> Stap:
    """Return the step of a passage that stands in both texts, in the same place."""
    delen = tuple(
        Woorddeel(old.woorden[a:b], new.woorden[c:d], gelijk=equal)
        for equal, a, b, c, d in compare_words(old.sleutels, new.sleutels)
    )
    soort = Stapsoort.GELIJK
    if any(not deel.gelijk for deel in delen):
        soort = Stapsoort.GEWIJZIGD
    elif old.nummersleutel != new.nummersleutel:
        soort = Stapsoort.HERNUMMERD
    return Stap(soort, place, (old.nummer, new.nummer), delen, new.kop)


def _redivided(
    old: Sequence[Passage], new: Sequence[Passage], where: Sequence[str], fixed: Vast = BEIDE
) -> Iterator[Stap]:
    """Give the steps through passages that the two texts divide differently.

    They are divided as in the text that is the measure.
    """
    by_old = fixed == (True, False)
    measure = old if by_old else new
    starts = {at: number for number, at in enumerate(_starts(measure)[:-1])}
    words_old, words_new = whole_words(old), whole_words(new)
    pieces: list[tuple[int, int, list[Woorddeel]]] = [(0, 0, [])]
    keys = whole_keys(old), whole_keys(new)
    regions = compare_words(*keys)
    for equal, at_old, b, at_new, d in _bullets_apart(regions, *keys) if all(fixed) else regions:
        a, c = at_old, at_new
        first, last = (a, b) if by_old else (c, d)
        one_to_one = not equal or b - a == d - c
        for at in range(first, last if one_to_one else min(first + 1, last)):
            if at not in starts:
                continue
            step = at - first
            upto_old = at_old + step if equal or by_old else a
            upto_new = at_new + step if equal or not by_old else c
            _add(pieces[-1][2], words_old[a:upto_old], words_new[c:upto_new], equal=equal)
            a, c = upto_old, upto_new
            pieces.append((starts[at], a, []))
        _add(pieces[-1][2], words_old[a:b], words_new[c:d], equal=equal)
    ends = _starts(old)[1:] if all(fixed) else []
    for (number, begin, delen), (_, end, _) in pairwise((*pieces, (0, len(words_old), []))):
        if delen:
            same = all(deel.gelijk for deel in delen)
            soort = Stapsoort.GELIJK if same else Stapsoort.GEWIJZIGD
            yield Stap(
                *(soort, where[number], ("", ""), tuple(delen), measure[number].kop),
                oude_einden=tuple(each - begin for each in ends if begin < each < end),
                nieuw_einde=bool(ends) and not (begin < end and end in ends),
            )


def _bullets_apart(
    regions: Iterable[Region], old: Sequence[str], new: Sequence[str]
) -> Iterator[Region]:
    """Give a bullet that only one of the texts has by itself; by their keys they are the same."""
    for equal, first, b, begin, d in regions:
        a, c = first, begin
        while equal and old[a:b] != new[c:d] and _is_same(old[a:b], new[c:d]):
            same = common(old[a:b], new[c:d])
            yield True, a, a + same, c, c + same
            a, c = a + same, c + same
            gone = a < b and not old[a]
            yield True, a, a + gone, c, c + (not gone)
            a, c = a + gone, c + (not gone)
        yield equal, a, b, c, d


def _is_same(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether two texts are the same word for word, but for what is not compared."""
    return [*filter(None, old)] == [*filter(None, new)]


def _starts(passages: Sequence[Passage]) -> list[int]:
    """Return before how many words each passage stands, and how many there are."""
    return [*accumulate((len(passage.alle_woorden) for passage in passages), initial=0)]


def _whole(passage: Passage) -> str:
    return "".join(passage.alle_sleutels)


def _add(delen: list[Woorddeel], old: Sequence[str], new: Sequence[str], *, equal: bool) -> None:
    if old or new:
        delen.append(Woorddeel(tuple(old), tuple(new), gelijk=equal))


def _moves(moved: Mapping[int, int]) -> dict[int, int]:
    """Return which move each passage belongs to; what stays together is one move."""
    moves: dict[int, int] = {}
    number = 0
    for before, after in sorted(moved.items()):
        number += moved.get(before - 1) != after - 1
        moves[before] = number
    return moves


def _order(uitlijning: Uitlijning) -> list[Koppel]:
    """Return all that stands in either text, in the order of the new; twice what was moved."""
    came = {after: before for before, after in uitlijning.verplaatst.items()}
    gone, arrived = sorted(uitlijning.verplaatst, reverse=True), sorted(came, reverse=True)
    order: list[Koppel] = []
    end = Koppel((len(uitlijning.old),), (len(uitlijning.new),))
    for koppel in (*uitlijning.koppels, end):
        while gone and koppel.oud and gone[-1] < koppel.oud[0]:
            order.append(Koppel((gone.pop(),), ()))
        while arrived and koppel.nieuw and arrived[-1] < koppel.nieuw[0]:
            order.append(Koppel((came[arrived[-1]],), (arrived.pop(),)))
        order.append(koppel)
    return order[:-1]


def _rest(one: Sequence[Passage], other: Sequence[Passage]) -> Iterator[Passage]:
    """Give what the other has not, of two sets of passages whose order says nothing."""
    left = Counter(map(_whole, other))
    for passage in one:
        left[_whole(passage)] -= 1
        if left[_whole(passage)] < 0:
            yield passage
