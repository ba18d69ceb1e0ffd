"""A passage of a text: a heading, a paragraph, an item of a list, with the number before it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from overeenkomstgen.proef.vergelijking import SOFT_HYPHEN, flat, normalise

_NUMBER = re.compile(
    r"""(?P<named>(?:artikel|bijlage|deel|hoofdstuk|paragraaf)\s+
      (?:\d+[a-z]?(?:\.\d+)*|[IVXLC]+)\b)[.:]?
    | (?!\d{1,3}(?:\.\d{3})+\b)\d+(?:\.\d+)+[a-z]?\.? | \d{1,2}[.)]
    | \(?[a-z][.)] | \(?[ivx]+[.)] | [•◦▪‣·\-\u2013\u2014](?=\s)""",
    re.VERBOSE | re.IGNORECASE,
)
_BULLET = re.compile(r"(?![☐☑☒])[^\w\s]+|[\ue000-\uf8ff]")  # a box that is ticked says something
_DRAWN = re.compile("[•◦▪‣\ue000-\uf8ff]")
_FILL = re.compile(r"([._·-])\1{2,}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a text, as words.

    Attributes:
        nummer: The number before it, ``Artikel 3``, ``3.1``, ``a.``; empty without one.
        sleutels: Of each word what is compared; empty where it does not count.
        kop: Its level as a heading, 1 to 9; None for body text.
    """

    nummer: str
    woorden: tuple[str, ...]
    sleutels: tuple[str, ...]
    kop: int | None = None

    @property
    def sleutel(self) -> str:
        """All that is compared apart from the number: the text without white space."""
        return "".join(self.sleutels)

    @property
    def alle_woorden(self) -> tuple[str, ...]:
        """The words, those of the number first."""
        return (*self.nummer.split(), *self.woorden)

    @property
    def alle_sleutels(self) -> tuple[str, ...]:
        """Of each of them what is compared; the number as the text that it may be elsewhere."""
        return (*map(key_of, self.nummer.split()), *self.sleutels)

    @property
    def nummersleutel(self) -> str:
        """What is compared of the number; all bullets are the same, and are no number."""
        bare = "".join(self.nummer.split())
        return "" if _BULLET.fullmatch(bare) else bare.rstrip(".:").casefold()


@lru_cache(maxsize=50_000)
def key_of(word: str, leaders: str = "") -> str:
    """Return what is compared of a word: what a program or a page may write otherwise is not.

    The length of a line to write on does not count. Leaders are the signs that fill up tabs
    where one of the texts is a PDF: there they are drawn, in Word they are no text.
    """
    if _DRAWN.fullmatch(word):  # each program draws its own bullets
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


def split_number(line: str) -> tuple[str, str]:
    """Return the number at the start of a line, and the rest; the number may be empty."""
    found = _NUMBER.match(line)
    if found is None or line[found.end() : found.end() + 1].strip():
        return "", line.strip()
    return found[0], line[found.end() :].strip()


def is_article(number: str) -> bool:
    """Return whether a number makes its passage a heading: ``Artikel 3``, ``Bijlage 1``."""
    found = _NUMBER.fullmatch(number)
    return found is not None and found["named"] is not None


def whole_words(passages: Iterable[Passage]) -> list[str]:
    """Return the words of passages, their numbers included."""
    return [word for passage in passages for word in passage.alle_woorden]


def whole_keys(passages: Iterable[Passage]) -> list[str]:
    """Return what is compared of passages, their numbers included."""
    return [key for passage in passages for key in passage.alle_sleutels]


def places(passages: Sequence[Passage]) -> list[str]:
    """Return of each passage where it stands, ``Artikel 3 Prijs, 3.1``."""
    found, heading = [], "Begin van de tekst"
    for passage in passages:
        if passage.kop:
            heading = " ".join(passage.alle_woorden).rstrip(" .:") or heading
        numbered = passage.nummersleutel and not passage.kop
        found.append(f"{heading}, {passage.nummer.rstrip('.:')}" if numbered else heading)
    return found
