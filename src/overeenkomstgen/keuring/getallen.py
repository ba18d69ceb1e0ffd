"""Amounts, numbers and days in a text, however people write them: in figures or in words.

The text is in small letters without accents, with one ordinary space at a time.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

NO_YEAR: Final = 4
"""The year of a day that is written without one; it has a 29th of February."""

_WORDS = (
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig "
    "negentig honderd duizend miljoen"
)
_NUMBERS = (*range(20), *range(20, 100, 10), 100, 1000, 1_000_000)
_VALUES = dict(zip(_WORDS.split(), _NUMBERS, strict=True)) | {"eer": 1, "der": 3}  # eerste, derde
_MONTHS = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_PART = re.compile("|".join([*sorted(_VALUES, key=len, reverse=True), "en"]))
_WORD = rf"(?:{_PART.pattern}){{1,24}}+(?!\w)"  # possessive: in "negentien" is "negen" too
_IN_WORDS = rf"(?<!\w)(?!en\b){_WORD}(?:[ -]{_WORD}){{0,7}}+"
_FIGURES = (
    r"(?<![\w.,:/-])(?:\d{1,3}(?:[. ']\d{3})+|\d{1,12}(?:\.\d\d)?)(?:,\d{1,4}|,-+)?"
    r"(?![^\W\d_]|[.,:/-]?\d)"
)
_EITHER = f"{_FIGURES}|{_IN_WORDS}"
_SIGN = r"(?:euro|eur\b|€)"
_AMOUNT = re.compile(
    rf"{_SIGN} ?(?P<na>{_FIGURES})|(?P<voor>{_EITHER}) ?"
    rf"(?:(?P<cent>(?:euro)?cent)|{_SIGN}(?:(?: en|,)? (?P<rest>{_EITHER}) ?cent)?)"
    r"|(?P<kaal>(?<![\w.,:/-])(?:\d{1,3}(?:[. ]\d{3})+|\d{1,12}),\d\d(?!\w|[.,]\d))"
)
_MONEY = re.compile(r"eur|€|cent|,\d\d")  # in each amount, and quicker found than one
_NUMBER = re.compile(_EITHER)
_DAY = re.compile(
    r"(?<![\w.-])(?:(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2})"
    r"|(?P<d>\d{1,2}) ?[-/.] ?(?P<m>\d{1,2}) ?[-/.] ?(?P<y>\d{4}|\d{2})"
    rf"|(?P<nd>\d{{1,2}}|(?:{_PART.pattern}){{1,4}})(?:e|ste|de)?[ -]"
    r"(?P<nm>jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?"
    rf"(?:[ -]'?(?P<ny>\d{{4}}|\d{{2}}|{_IN_WORDS}))?)(?!\d)"
)


_Found = tuple[int, int, Decimal | int | date]
"""Where it begins and ends in a text, and the amount, number or day."""


@lru_cache(maxsize=2048)  # the texts of templates, which a front holds against table after table
def read_quantities(text: str) -> tuple[_Found, ...]:
    """Return what can be read in a text.

    Of words that stand together every stretch is read, the longest first: whether *een* is part
    of the number, only who knows the number can tell.
    """
    return tuple(_quantities(text))


def _quantities(text: str) -> Iterator[_Found]:
    for match in _DAY.finditer(text):
        yield from _days(match)
    for match in _AMOUNT.finditer(text) if _MONEY.search(text) else ():
        group = next(name for name in ("na", "voor", "kaal") if match[name])
        for start, end in _stretches(match, group):
            if end == match.end(group):
                value = parse_number(text[start:end]) / (100 if match["cent"] else 1)
                value += parse_number(match["rest"] or "nul") / 100
                yield match.start() if group == "na" else start, match.end(), value
    for match in _NUMBER.finditer(text):
        for start, end in _stretches(match, 0):
            value = parse_number(text[start:end])
            if value == value.to_integral_value():
                yield start, end, int(value)


def parse_number(text: str) -> Decimal:
    """Return a number that is written in figures, with points or spaces, or in Dutch words."""
    if re.fullmatch(r"\d+\.\d\d", text):
        return Decimal(text)
    if text[0].isdigit():
        whole, _, part = text.partition(",")
        return Decimal(f"{re.sub('[^0-9]', '', whole)}.{part.strip('-') or 0}")
    total = block = 0
    for value in (_VALUES.get(word, 0) for word in _PART.findall(text)):
        if value >= _VALUES["duizend"]:
            total, block = total + (block or 1) * value, 0
        else:
            block = (block or 1) * value if value == _VALUES["honderd"] else block + value
    return Decimal(total + block)


def _stretches(match: re.Match[str], group: str | int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of whole words of a number, the longest first; figures as a whole."""
    word = "[^ -]+" if match[group][0].isalpha() else ".+"
    spans = [found.span() for found in re.compile(word).finditer(match.string, *match.span(group))]
    for length in range(len(spans), 0, -1):
        for first in range(len(spans) - length + 1):
            yield spans[first][0], spans[first + length - 1][1]


def _days(match: re.Match[str]) -> Iterator[tuple[int, int, date]]:
    """Yield the days that can be meant; a year of two digits is of this century."""
    kind = "n" if match["nm"] else "i" if match["iy"] else ""
    month = match[f"{kind}m"][:3].replace("mrt", "maa")
    ends = [(match.end(), match[f"{kind}y"] or str(NO_YEAR))]
    if kind and match["ny"]:
        begin = match.start("ny")
        own = (end for start, end in _stretches(match, "ny") if start == begin)
        ends = [(end, match.string[begin:end]) for end in own]
    for end, written in ends:
        year = int(parse_number(written)) + 2000 * bool(re.fullmatch(r"\d\d", written))
        try:
            number = _MONTHS.index(month) + 1 if kind == "n" else int(month)
            yield match.start(), end, date(year, number, int(parse_number(match[f"{kind}d"])))
        except ValueError:
            continue
