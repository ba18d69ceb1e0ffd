"""Comparing two texts: what counts as the same, and how a difference is told."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

CONTEXT = 3  # words on either side of a difference
MOST_WORDS = 12  # a longer quotation is shortened in its middle
MOST_DIFFERENCES = 5

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
INVISIBLE = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
HYPHENS = re.compile("[\u2010\u2011]")

Region = tuple[int, int, int, int]
Namen = tuple[str, str]
"""What the two texts are called in a sentence."""
WORD_AND_PDF: Namen = ("in Word", "in de PDF")


def normalise(text: str, leaders: str = "") -> str:
    """Return a text without what a page may draw differently.

    Ligatures and other compatibility forms become plain characters (Unicode NFKC), all
    hyphens one, and signs without width disappear, and of the leaders that fill up tabs two
    or more in a row. Soft hyphens stay: they mean one thing in Word and another in a PDF.
    """
    plain = HYPHENS.sub("-", unicodedata.normalize("NFKC", INVISIBLE.sub("", text)))
    return re.sub(f"[{re.escape(leaders)}]{{2,}}", " ", plain) if leaders else plain


def flat(text: str) -> str:
    """Return a text without white space: two texts are the same when these are."""
    return "".join(text.split())


def differences(first: str, second: str, namen: Namen = WORD_AND_PDF) -> Iterator[str]:
    """Tell how two normalised texts differ, in Dutch sentences; nothing when they do not."""
    found = [sentence for _, sentence in each_difference(first, second, namen)]
    yield from found[:MOST_DIFFERENCES]
    more = len(found) - MOST_DIFFERENCES
    if more == 1:
        yield "Er is nog 1 ander verschil."
    elif more > 1:
        yield f"Er zijn nog {more} andere verschillen."


def each_difference(first: str, second: str, namen: Namen) -> Iterator[tuple[Region, str]]:
    """Yield where two normalised texts differ, in words from the start, and how, in Dutch."""
    if flat(first) == flat(second):
        return
    left, right = first.split(), second.split()
    for region in _regions(left, right):
        sentence = _sentence(left, right, region, namen)
        yield region, f"{sentence[0].upper()}{sentence[1:]}"


def excerpt(words: Sequence[str]) -> str:
    """Return words as a quotation, shortened in the middle when there are many."""
    if len(words) > MOST_WORDS:
        half = MOST_WORDS // 2
        words = [*words[:half], "…", *words[-half:]]
    return f'"{" ".join(words)}"'


def _regions(left: list[str], right: list[str]) -> list[Region]:
    """Return the stretches that differ, with those that nearly touch taken together."""
    found: list[Region] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal" or "".join(left[a:b]) == "".join(right[c:d]):
            continue
        if found and a - found[-1][1] < CONTEXT:
            found[-1] = (found[-1][0], b, found[-1][2], d)
        else:
            found.append((a, b, c, d))
    return found


def _sentence(left: list[str], right: list[str], region: Region, namen: Namen) -> str:
    (a, b, c, d), (in_first, in_second) = region, namen
    before = left[max(a - CONTEXT, 0) : a]
    place = f"na {excerpt(before)}" if before else "aan het begin"
    if c == d:
        return f"{in_second} ontbreekt {place} de tekst {excerpt(left[a:b])}."
    if a == b:
        return f"{in_second} staat {place} de tekst {excerpt(right[c:d])} te veel."
    one = excerpt([*before, *left[a : b + CONTEXT]])
    other = excerpt([*right[max(c - CONTEXT, 0) : c], *right[c : d + CONTEXT]])
    return f"{in_first} staat {one}, {in_second} staat {other}."
