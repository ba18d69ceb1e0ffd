"""What a template may cost: counted, so that it ends at the same point on any machine.

A template is a stranger's, and Jinja's sandbox keeps it from harm but not from working for ever,
or from filling the memory. So all that is looked at and made is paid for from one supply, and
what can make more than it is given is judged before. The numbers are far beyond what a document
takes. Before that docxtpl searches a whole part with patterns that, for tags in the wrong place,
try every way to divide what is in between: what takes it too long is seen before it starts.
"""

import re
from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from jinja2.utils import Namespace

from overeenkomstgen.errors import InputError
from overeenkomstgen.sjabloon.opdrachten.vindplaats import Bevinding

SUPPLY: Final = 10_000_000
"""What a document may cost: characters made, things looked at, and steps taken."""
STEP: Final = 200
"""What it costs to carry out something that is in no proportion to its size."""
NODE: Final = 5
"""What it costs to carry out one thing that Jinja sees in a tag."""
CHARACTERS: Final = 4
"""How many characters of the template itself can be written again for one of the supply."""

_THING = 10  # what a thing in a list counts for; a character counts for one
_MAX_SIZE = 1_000_000  # of one text, or of a list and the lists in it
# The size of a number, in bits or decimals; the number of atoms in the universe takes 266.
_MAX_BITS = 2000
_MAX_LOOKS = 1_000_000_000  # the number of braces times that of characters, of all parts
_MAX_LENGTH = 2_000_000  # characters of the XML of all parts
_MAX_PLACES = 50_000  # paragraphs, rows and cells, of all parts
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
_PLACE = re.compile(r"<w:(?:p|tr|tc)[ />]")
_MAX_SPACE = 2000
_SPACE = re.compile(r"\s{100,}")
_WIDE_TAG = re.compile(r"(?:colspan|cellbg)\s{50,}")
_SPLIT_BRACE = re.compile(r"(?<=[{%#])(?:<[^<>]*>)+(?=[{%#}])")
_SPLIT_TAG = re.compile(r"\{%(?:(?!%\}).)*", re.DOTALL)
_BETWEEN = re.compile(r"</w:t>(?:(?!<w:t[ >]).)*<w:t(?: [^<>]*)?>", re.DOTALL)
_MERGE = re.compile(r"\{%\s*([vh]m)\s*%\}")
_CELL = re.compile(r"<w:tc[ >]")
_CELL_END = re.compile(r"</w:tc[ >]")


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
        if size > _MAX_SIZE:
            raise TooMuchError
        self.take(size)
        return size

    def check(self, name: str, value: object, given: Sequence[object]) -> None:
        """Pay for a filter, a method or an operator before it is carried out.

        What comes out is at most the value times what it is given; ``{`` is ``str.format``.
        """
        self.take(STEP)
        size = reach = max(self.weigh(value), 1)
        others = 1 + sum(map(self.weigh, given))
        if name in _COUNTED:
            others += _THING * sum(abs(each) for each in given if isinstance(each, int))
        if name in _AGAIN or (name == "sum" and any(isinstance(each, _LISTS) for each in given)):
            self.take(size * size // 200)
        if name in _WIDER:
            pattern = str(value)
            if _WIDER[name].search(pattern):
                raise TooMuchError
            reach, others = pattern.count("{" if name == "{" else "%"), others + _WIDEST
        elif not isinstance(value, str) and name != "tojson":
            reach = _THING * len(value) if isinstance(value, Sized) else 1
        if not isinstance(value, str):
            self.take(reach * others)
        elif reach * others > SUPPLY:  # what it makes of a text is paid for when it is made
            raise TooMuchError


def check_bits(number: int) -> None:
    """Refuse a number of so many bits or decimals, which no amount or count will ever have."""
    if number > _MAX_BITS:
        raise TooMuchError


def size_of(value: object) -> int:
    """Return the size of a value: of a text its length, of a list also what is in it.

    A list that stands in a list twice counts twice: that is how often it is looked at. For a
    number that is too big it raises TooMuchError.
    """
    total = 0
    rest = [value]
    while rest and total <= _MAX_SIZE:
        item = rest.pop()
        if isinstance(item, int):
            check_bits(item.bit_length())
            total += item.bit_length() // 8
        elif isinstance(item, str | bytes):
            total += len(item)
        elif isinstance(item, _LISTS):
            total += _THING * len(item)
            rest.extend(() if isinstance(item, range) else item)
        elif isinstance(item, Decimal):
            check_bits(abs(item.adjusted()))  # of what is no number, 0
        elif isinstance(item, Namespace):
            total += _THING
            rest.append(item._Namespace__attrs)  # noqa: SLF001 - what it shows of itself
        elif isinstance(item, Mapping):
            total += _THING * len(item)
            rest += (item.keys(), item.values())
    return total


def check_length(name: str, parts: Sequence[str]) -> None:
    """Refuse the XML of parts of a template, by its name, if it is too much, whatever is in each.

    InputError if they are too long together, or have too many paragraphs and cells, or too many
    tags for so much text.
    """
    looks = sum(len(xml) * (xml.count("{") + xml.count("}")) for xml in parts)
    places = sum(len(_PLACE.findall(xml)) for xml in parts)
    if sum(map(len, parts)) > _MAX_LENGTH or looks > _MAX_LOOKS or places > _MAX_PLACES:
        what = "dit sjabloon is te groot, of heeft te veel opdrachten voor zo veel tekst"
        raise InputError.of(name, what, "verdeel het over meer sjablonen")


def check_patchable(xml: str, text: str) -> Bevinding | None:
    """Return what would take docxtpl too long, if anything."""
    spaces = (len(space) for each in (xml, text) for space in _SPACE.findall(each))
    if max(spaces, default=0) > _MAX_SPACE or _WIDE_TAG.search(xml) or _WIDE_TAG.search(text):
        advice = "haal ze weg; gebruik tabs of een tabel"
        return Bevinding("er staan heel veel spaties achter elkaar", advice)
    if "m" not in xml or "{" not in xml:
        return None  # no tags that merge cells, which must stand in the text of one
    joined = _SPLIT_TAG.sub(lambda tag: _BETWEEN.sub("", tag[0]), _SPLIT_BRACE.sub("", xml))
    cell = ended = 0
    for tag in _MERGE.finditer(joined):
        for begun in _CELL.finditer(joined, ended, tag.start()):
            cell = begun.start()
        ended = tag.start()
        properties = joined.find("</w:tcPr", cell, tag.start())
        inside = joined.find("<w:t", properties, tag.start()) if properties >= 0 else -1
        end = _CELL_END.search(joined, tag.end())
        if inside < 0 or end is None or joined.find("</w:t>", tag.end(), end.start()) < 0:
            what = f"de opdracht {{% {tag[1]} %}} staat niet in de tekst van een cel"
            return Bevinding(what, "zet de opdracht in de eerste alinea van een cel, voor de tekst")
    return None
