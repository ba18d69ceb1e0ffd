"""What of a word is compared: what a program or a page may write otherwise does not count."""

from __future__ import annotations

import re
from functools import lru_cache

from overeenkomstgen.proef.vergelijking import SOFT_HYPHEN, flat, normalise
from overeenkomstgen.vergelijken.passage import Passage, is_article, split_number

_BULLET = re.compile("[•◦▪‣●○■□·\ue000-\uf8ff]")
_FILL = re.compile(r"([._·-])\1{2,}")


@lru_cache(maxsize=50_000)
def key_of(word: str, leaders: str = "") -> str:
    """Return what is compared of a word; the length of a line to write on does not count.

    Leaders are the signs that fill up tabs where one of the texts is a PDF: there they are
    drawn, in Word they are no text.
    """
    if _BULLET.fullmatch(word):  # each program draws its own
        return ""
    plain = flat(normalise(word.replace(SOFT_HYPHEN, ""), leaders))
    return _FILL.sub(lambda run: run[1] * 3, plain)


def make_passage(label: str, text: str, heading: int | None, leaders: str = "") -> Passage:
    """Make a passage of a text; its number may be its label, or stand in the text."""
    number, rest = (label, text) if label else split_number(text.replace(SOFT_HYPHEN, ""))
    if heading is None and not label and is_article(number) and rest[:1].isupper():
        heading = 1
    words = tuple(rest.replace(SOFT_HYPHEN, "").split())
    keys = tuple(key_of(word, leaders) for word in words)
    return Passage(" ".join(number.split()), words, keys, heading)
