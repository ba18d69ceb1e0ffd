"""What Word makes of a tag while it is typed, put right where there is no doubt what was meant.

Word curls quotes, makes a dash of a hyphen, a fixed space of a space, and a capital of the first
letter of a sentence; people copy such tags, and hyphens that only show at the end of a line.
"""

import re
from string import ascii_uppercase
from typing import Final

from overeenkomstgen.sjabloon.opdrachten.fouten import WORDS
from overeenkomstgen.velden.velden import VELDEN

TAG: Final = re.compile(r"\{\{(?P<print>(?:(?!\{[{%#]).)*?)\}\}|\{%(?P<do>(?:(?!\{[{%#]).)*?)%\}")
"""A whole tag in the text of a paragraph."""

_QUOTES = {**dict.fromkeys("“”„‟", '"'), **dict.fromkeys("\u2018\u2019\u201a\u201b", "'")}
_SPACES = dict.fromkeys("\xa0\u2007\u2009\u202f\u2002\u2003", " ")
_DASHES = dict.fromkeys("\u2010\u2011\u2013\u2014\u2212", "-")
_NOTHING = dict.fromkeys("\xad\u200b\u200c\u200d\u2060\ufeff", "")
_MENDED_QUOTES = str.maketrans(_QUOTES)
_MENDED_SIGNS = str.maketrans({**_SPACES, **_DASHES, **_NOTHING})
_REASONS: Final = (
    (frozenset(_QUOTES), "gekrulde aanhalingstekens"),
    (frozenset(_DASHES), "een gedachtestreepje"),
    (frozenset(_SPACES), "een vaste spatie"),
    (frozenset(_NOTHING), "een onzichtbaar teken"),
    (frozenset(ascii_uppercase), "een hoofdletter"),
)
_LITERAL = re.compile(r"(\"[^\"]*\"|'[^']*')")
_WORDS: Final = frozenset((*WORDS, "raw", "endraw"))
_LINKS: Final = re.compile(r"(?<![\w.])(?:and|or|not|in|is|else|if)(?!\w)", re.IGNORECASE)
_FIRST: Final = re.compile(r"^(?P<lead>(?:p|tr|tc|r)?[-+]?\s*)(?P<word>[A-Za-z]+)(?!\w|\.)")
_NAME: Final = re.compile(r"(?<![\w.])[A-Za-z]\w*(?:\.[A-Za-z]\w*)+")
_FIELDS: Final = frozenset(veld.naam for veld in VELDEN)
_DEPTH: Final = max(field.count(".") for field in _FIELDS) + 1
_LEAD: Final = re.compile(r"(?<=\{%)(p|tr|tc|r)[\xa0\u202f]")


def mend_source(xml: str) -> str:
    """Return the XML of a part with the fixed spaces in ``{%p if …`` made plain.

    docxtpl knows a tag for a whole paragraph or row only by a plain space.
    """
    return _LEAD.sub(r"\1 ", xml)


def mend(inner: str, *, statement: bool) -> str:
    """Return what stands in a tag as it was meant; a statement is one of ``{% … %}``."""
    pieces = _LITERAL.split(inner.translate(_MENDED_QUOTES))  # every second one is a string
    pieces[::2] = map(_plain, pieces[::2])
    if statement:
        pieces[0] = _FIRST.sub(_small_word, pieces[0])
    return "".join(pieces)


def reasons(inner: str, mended: str) -> tuple[str, ...]:
    """Return in Dutch what was put right in a tag."""
    return tuple(
        reason
        for signs, reason in _REASONS
        if sum(map(inner.count, signs)) > sum(map(mended.count, signs))
    )


def _plain(code: str) -> str:
    """Return code, without strings, as it was meant."""
    text = _LINKS.sub(lambda found: found[0].lower(), code.translate(_MENDED_SIGNS))
    return _NAME.sub(_field, text)


def _field(found: re.Match[str]) -> str:
    """Return a field with small letters, if such a field exists."""
    name, small = found[0], found[0].lower()
    steps = small.split(".")
    known = any(".".join(steps[:length]) in _FIELDS for length in range(2, _DEPTH + 1))
    return small if known else name


def _small_word(found: re.Match[str]) -> str:
    small = found["word"].lower()
    return found["lead"] + (small if small in _WORDS else found["word"])
