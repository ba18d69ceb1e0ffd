"""What a text for the user refers to: a box to fill in, or something that can be done.

Below the fronts no option, command or button is named. A text that means one holds its key,
with values, between marks. It can be joined, kept and sent as any text, and reads well enough
as it is: ``maak haar met: «genereer Deventer»``. A front says it in its own words.
"""

import re
from collections.abc import Callable, Sequence

ZELF = "…"
"""Stands for a value that the user is to choose."""

_OPEN, _NEXT, _CLOSE = "«\u2063", " \u2063", "\u2063»"  # an invisible separator in each
_MARKED = re.compile(f"{_OPEN}([^»]+){_CLOSE}")


def vak(key: str, value: object = "") -> str:
    """Return a reference to what the user fills in or ticks, with what it has or is to get."""
    return _marked(key, value)


def actie(key: str, onderwerp: object = "", **vakken: object) -> str:
    """Return a reference to something that can be done, for a municipality or a year.

    ``vakken`` is what else is to be filled in, or True for what is ticked; what is empty is left
    out.
    """
    given = ((name, "" if value is True else value) for name, value in vakken.items() if value)
    return _marked(key, onderwerp, *(f"{name}={value}" for name, value in given))


def zeg(text: str, woorden: Callable[[str, Sequence[str]], str]) -> str:
    """Return any text from below with each reference, a key with values, in a front's own words."""

    def say(found: re.Match[str]) -> str:
        key, *values = found[1].split(_NEXT)
        return woorden(key, values)

    return _MARKED.sub(say, text)


def _marked(*parts: object) -> str:
    return f"{_OPEN}{_NEXT.join(str(part) for part in parts if part != '')}{_CLOSE}"
