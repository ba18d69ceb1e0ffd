"""What filling a template may cost: counted, so that it ends at the same point on any machine.

A template is a stranger's, and Jinja's sandbox keeps it from harm but not from
working for ever, or from making a text that fills the memory. So all that is
looked at and made is paid for from one supply, and what can make more than it is
given is judged before it does. The numbers are far beyond what a document takes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from jinja2.utils import Namespace

SUPPLY: Final = 10_000_000
"""What a document may cost: characters made, things looked at, and steps taken."""
STEP: Final = 200
"""What it costs to carry out something that is in no proportion to its size."""
NODE: Final = 5
"""What it costs to carry out one thing that Jinja sees in a tag."""
CHARACTERS: Final = 4
"""How many characters of the template itself can be written again for one of the supply."""
THING: Final = 10
"""What a thing in a list counts for; a character counts for one."""
MAX_SIZE: Final = 1_000_000
"""The size of one text, or of a list and the lists in it."""
MAX_BITS: Final = 2000
"""The size of a number, in bits or decimals; the number of atoms in the universe takes 266."""

_EMPTY: dict[str, str] = {}
_VIEWS = (type(_EMPTY.keys()), type(_EMPTY.values()), type(_EMPTY.items()))
_LISTS = (list, tuple, set, frozenset, range, *_VIEWS)
# Where a number says how many: to repeat, to fill up to, to round at.
_COUNTED = {"*", "batch", "center", "expandtabs", "indent", "ljust", "rjust", "round", "slice"}
_COUNTED |= {"tojson", "zfill"}
_AGAIN = {"striptags", "wordwrap"}  # they look at a text again for each piece of it
# How wide a text that says how others are written may make one of them, and what is wider.
_WIDEST = 999
_PERCENT = re.compile(r"%(?:\([^()]*\))?[-#0 +.0-9]*(?:\*|[0-9]{4})")
_BRACES = re.compile(r"\{[^{}]*(?:\{|[0-9]{4})")
_WIDER = {"%": _PERCENT, "format": _PERCENT, "{": _BRACES}


class TooMuchError(OverflowError):
    """A template makes something that is much too big, or repeats too often."""


@dataclass(slots=True)
class Grens:
    """The supply that is left while a document is filled; a method raises where it is short."""

    left: int = SUPPLY

    def take(self, amount: int) -> None:
        """Take from the supply."""
        self.left -= amount
        if self.left < 0:
            raise TooMuchError

    def weigh(self, value: object) -> int:
        """Return the size of a value that is not too big, and take it from the supply."""
        size = len(value) if type(value) is str else size_of(value)
        if size > MAX_SIZE:
            raise TooMuchError
        self.take(size)
        return size

    def check(self, name: str, value: object, given: Sequence[object]) -> None:
        """Pay for a filter, a method or an operator before it is carried out.

        What comes out is at most as big as the value, times what it is given. The name ``{``
        is what ``str.format`` does.
        """
        self.take(STEP)
        size = reach = max(self.weigh(value), 1)
        others = 1 + sum(map(self.weigh, given))
        if name in _COUNTED:
            others += THING * sum(abs(each) for each in given if isinstance(each, int))
        if name in _AGAIN or (name == "sum" and any(isinstance(each, _LISTS) for each in given)):
            self.take(size * size // 200)
        if name in _WIDER:
            pattern = str(value)
            if _WIDER[name].search(pattern):
                raise TooMuchError
            reach, others = pattern.count("{" if name == "{" else "%"), others + _WIDEST
        elif not isinstance(value, str) and name != "tojson":
            reach = THING * len(value) if isinstance(value, Sized) else 1
        if not isinstance(value, str):
            self.take(reach * others)
        elif reach * others > SUPPLY:  # what it makes of a text is paid for when it is made
            raise TooMuchError


def check_bits(number: int) -> None:
    """Refuse a number of so many bits or decimals, which no amount or count will ever have."""
    if number > MAX_BITS:
        raise TooMuchError


def size_of(value: object) -> int:
    """Return the size of a value: of a text its length, of a list also what is in it.

    A list that stands in a list twice counts twice: that is how often it is looked at.

    Raises:
        TooMuchError: It holds a number that is too big.
    """
    total = 0
    rest = [value]
    while rest and total <= MAX_SIZE:
        item = rest.pop()
        if isinstance(item, int):
            check_bits(item.bit_length())
            total += item.bit_length() // 8
        elif isinstance(item, str | bytes):
            total += len(item)
        elif isinstance(item, _LISTS):
            total += THING * len(item)
            rest.extend(() if isinstance(item, range) else item)
        elif isinstance(item, Decimal):
            check_bits(abs(item.adjusted()))  # of what is no number, 0
        elif isinstance(item, Namespace):
            total += THING
            rest.append(item._Namespace__attrs)  # noqa: SLF001 - what it shows of itself
        elif isinstance(item, Mapping):
            total += THING * len(item)
            rest += (item.keys(), item.values())
    return total
