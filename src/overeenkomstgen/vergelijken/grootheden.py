"""Amounts, dates and numbers in a text, and which of them changed."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from overeenkomstgen.vergelijken.woordverschil import Woorddeel

_NUMBER = r"\d+(?:\.\d{3})*(?:,\d+|,-)?"
_MONTH = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_QUANTITY = re.compile(
    rf"""(?P<datum>\b\d{{1,2}}\s+(?:{_MONTH})\s+\d{{4}}\b|\b\d{{1,2}}-\d{{1,2}}-\d{{4}}\b
      |\b\d{{4}}-\d{{2}}-\d{{2}}\b)
    |(?P<bedrag>(?:€|\bEUR\b|\beuro\b)\s*{_NUMBER}|(?<![\w.,]){_NUMBER}\s*(?:euro|EUR)\b)
    |(?P<percentage>(?<![\w.,]){_NUMBER}\s*(?:%|procent\b|percent\b))
    |(?P<verwijzing>\b(?:artikel|bijlage|hoofdstuk|lid|paragraaf|punt)\s+\d+(?:\.\d+)*\b)
    |(?P<getal>(?<![\w.,]){_NUMBER}(?!\w|[.,:/-]\d))""",
    re.VERBOSE | re.IGNORECASE,
)

_ALWAYS = frozenset({"bedrag", "datum", "percentage"})
"""What is told as well where the words around it changed; a house number is no news then."""

Span = tuple[int, int]
"""From and to in a text, counted in words."""


class Grootheid(NamedTuple):
    """An amount, date, percentage, reference or number that changed; ``soort`` says which."""

    soort: str
    oud: str
    nieuw: str

    def __str__(self) -> str:
        return f"{self.soort}: {self.oud} wordt {self.nieuw}"


class _Found(NamedTuple):
    soort: str
    words: Span
    text: str


def changed_quantities(delen: Iterable[Woorddeel]) -> tuple[Grootheid, ...]:
    """Return which quantities changed, in the order of the text.

    One that only came or went is not among them: the text around it tells that.
    """
    old: list[str] = []
    new: list[str] = []
    spans: list[tuple[Span, Span]] = []
    for deel in delen:
        a, c = len(old), len(new)
        old += deel.oud
        new += deel.nieuw
        if not deel.gelijk:
            spans.append(((a, len(old)), (c, len(new))))
    in_old, in_new = list(_find(old)), list(_find(new))
    found: dict[tuple[Span, Span], Grootheid] = {}
    for span_old, span_new in spans:
        was, now = _touched(in_old, span_old), _touched(in_new, span_new)
        if [each.soort for each in was] == [each.soort for each in now]:
            alone = _covers(was, span_old) and _covers(now, span_new)
            for one, other in zip(was, now, strict=True):
                if one.text != other.text and (alone or one.soort in _ALWAYS):
                    change = Grootheid(one.soort, one.text, other.text)
                    found.setdefault((one.words, other.words), change)
    return tuple(found.values())


def _find(words: Sequence[str]) -> Iterator[_Found]:
    starts = [0, *accumulate(len(word) + 1 for word in words)]
    for match in _QUANTITY.finditer(" ".join(words)):
        place = bisect_right(starts, match.start()) - 1, bisect_left(starts, match.end())
        yield _Found(str(match.lastgroup), place, match[0])


def _covers(found: Iterable[_Found], span: Span) -> bool:
    """Return whether all words of a stretch are part of a quantity."""
    covered = {at for each in found for at in range(*each.words)}
    return covered >= set(range(*span))


def _touched(found: Iterable[_Found], span: Span) -> list[_Found]:
    return [each for each in found if each.words[0] < span[1] and span[0] < each.words[1]]
