"""The measure of a template's work: how much it may make, and how often it may repeat.

A template is a stranger's, and Jinja's sandbox keeps it from harm but not from
working for ever, or from making a text that fills the memory. So all that can
grow is weighed before it is made, and paid for from one supply. The numbers are
hundreds of times what a document takes.
"""

from __future__ import annotations

import re
from collections.abc import ItemsView, KeysView, Mapping, ValuesView
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from jinja2.utils import Namespace

SUPPLY: Final = 20_000_000
"""What a document may cost: characters made, things looked at, and steps taken."""
STEP: Final = 200
"""What it costs to carry out something that is in no proportion to its size."""
NODE: Final = 5
"""What it costs to carry out one thing that Jinja sees in a tag."""
THING: Final = 10
"""What a thing in a list counts for; a character counts for one."""
MAX_SIZE: Final = 1_000_000
"""The size of one text, or of a list and the lists in it."""
MAX_BITS: Final = 10_000
"""The size of a whole number; the number of atoms in the universe takes 266."""
MAX_WIDTH: Final = 10_000
"""A number of characters, columns or decimals to fill something up to."""

_WIDE = re.compile(r"\*|[0-9]{4}")
_PRINTF = re.compile(r"%(?:\([^()]*\))?([-#0 +*.0-9]*)")
_BRACES = re.compile(r"\{[^{}]*(?:\{|[0-9]{4})")


class TooMuchError(OverflowError):
    """A template makes something that is much too big, or repeats too often."""


@dataclass(slots=True)
class Maat:
    """The supply that is left while a document is filled."""

    left: int = SUPPLY

    def take(self, amount: int) -> None:
        """Take from the supply.

        Raises:
            TooMuchError: There is not enough.
        """
        self.left -= amount
        if self.left < 0:
            raise TooMuchError

    def weigh(self, value: object) -> int:
        """Return the size of a value, and take it from the supply.

        Raises:
            TooMuchError: The value is too big, or there is not enough left.
        """
        size = len(value) if type(value) is str else size_of(value)
        if size > MAX_SIZE:
            raise TooMuchError
        self.take(size)
        return size


def size_of(value: object) -> int:
    """Return the size of a text, or of a list with the lists in it.

    A list that stands in a list twice counts twice: that is how often it is looked at.

    Raises:
        TooMuchError: It is too big to count.
    """
    total = 0
    rest = [value]
    while rest:
        item = rest.pop()
        if isinstance(item, str | bytes):
            total += len(item)
        elif isinstance(item, Mapping):
            total += THING * len(item)
            rest.extend(item.keys())
            rest.extend(item.values())
        elif isinstance(item, list | tuple | set | frozenset | KeysView | ValuesView | ItemsView):
            total += THING * len(item)
            rest.extend(item)
        elif isinstance(item, Namespace):
            total += THING
            rest.append(item._Namespace__attrs)  # noqa: SLF001 - what it shows of itself
        elif isinstance(item, range):
            total += THING * len(item)
        elif isinstance(item, int) and item.bit_length() > MAX_BITS:
            raise TooMuchError
        if total > MAX_SIZE:
            raise TooMuchError
    return total


def check_operation(maat: Maat, operator: str, left: object, right: object) -> None:
    """Look at a calculation before it is made.

    Raises:
        TooMuchError: What comes out would be too big.
    """
    size = maat.weigh(left) + maat.weigh(right)
    if operator == "*":
        for many, times in ((left, right), (right, left)):
            if isinstance(many, str | bytes | list | tuple) and isinstance(times, int):
                check_size(maat, max(size_of(many), 1) * max(times, 0))
    elif operator == "**" and isinstance(left, int) and isinstance(right, int):
        if left.bit_length() * abs(right) > MAX_BITS:
            raise TooMuchError
    elif operator == "%" and isinstance(left, str | bytes):
        check_format(maat, str(left), right)
    elif operator == "+":
        check_size(maat, size)
    if isinstance(left, Decimal) and isinstance(right, int | Decimal):
        check_number(right)


def check_size(maat: Maat, size: int) -> None:
    """Look at the size of something before it is made, and take it from the supply."""
    if size > MAX_SIZE:
        raise TooMuchError
    maat.take(size)


def check_number(number: int | Decimal) -> None:
    """Refuse a number that no amount or count will ever be."""
    if isinstance(number, Decimal):
        if number.is_finite() and abs(number.adjusted()) > MAX_BITS:
            raise TooMuchError
    elif number.bit_length() > MAX_BITS:
        raise TooMuchError


def check_format(maat: Maat, pattern: str, values: object) -> None:
    """Look at what ``%`` would write before it does."""
    fields = _PRINTF.findall(pattern)
    if any(map(_WIDE.search, fields)):
        raise TooMuchError
    check_size(maat, len(pattern) + len(fields) * (size_of(values) + STEP))


def check_braces(maat: Maat, pattern: str, values: object) -> None:
    """Look at what ``str.format`` would write before it does."""
    if _BRACES.search(pattern):
        raise TooMuchError
    check_size(maat, len(pattern) + pattern.count("{") * (size_of(values) + STEP))


def check_text_method(maat: Maat, name: str, text: str, args: tuple[object, ...]) -> None:
    """Look at what a method or a filter would make of a text before it does."""
    if name in {"replace", "translate"}:
        old = args[0] if args and isinstance(args[0], str) else ""
        check_size(maat, (text.count(old) if old else len(text) + 1) * size_of(args[1:]))
        check_size(maat, len(text) * (size_of(args[:1]) if name == "translate" else 1))
    elif name == "join":
        check_size(maat, sum(len(each) for each in args if isinstance(each, tuple)) * len(text))
    elif name == "expandtabs":
        check_width(*args)
        check_size(maat, (text.count("\t") + 1) * sum(a for a in args if isinstance(a, int)))
    else:
        check_width(*args)


def check_width(*args: object) -> None:
    """Refuse to fill something up to a width that no page has."""
    if any(isinstance(arg, int) and abs(arg) > MAX_WIDTH for arg in args):
        raise TooMuchError
