"""What is left of a municipality in the text after all fields were put in: seen, not guessed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from overeenkomstgen.afleiding.keuze import Bestemming, Treffer, Voorbeeld, by_alinea
from overeenkomstgen.afleiding.schrijfwijze import value_of
from overeenkomstgen.afleiding.tekst import Voorbeeldalinea, plain, surroundings
from overeenkomstgen.kern.veld import Invulregel

_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_DATE = re.compile(
    r"(?<![\d.-])(?:"
    r"(?P<d>\d{1,2})\s?[-/.]\s?(?P<m>\d{1,2})\s?[-/.]\s?(?P<y>\d{4}|\d{2})"
    r"|(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2})"
    r"|(?P<nd>\d{1,2})(?:e|ste|de)?[\s-]"
    r"(?P<nm>jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?[\s-](?P<ny>\d{4}|'?\d{2})"
    r")(?!\d)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:maan|dins|woens|donder|vrij|zater|zon)dag,?\s*$", re.IGNORECASE)
_SHORT_TITLE = re.compile(r"(?<!de )\b(?:dhr|mevr|mw|heer)\.?\s*$", re.IGNORECASE)
_WHAT = {
    "gemeente.naam": "hier staat de naam van de gemeente in een ander woord of adres",
    "gemeente.plaats": "hier staat de plaats van de gemeente in een ander woord of adres",
    "ondertekenaar.naam": "hier staat de ondertekenaar anders geschreven dan in de tabel",
}
_ONLY_SOME = (
    "dit geldt alleen voor wie is aangewezen; zet {% if ondertekenaar.gemachtigd %} voor dit "
    "gedeelte en {% endif %} erachter"
)
# The name at the head of a word, and in an address of e-mail or of a site.
_AROUND = (r"(?<!\w){0}[\w-]*", r"(?i:[\w.-]*(?:@|www\.|//)[\w.-]*{0}(?:[\w.-]*\w)?)")
_MANDATE = re.compile(r"\b(?:aangewezen|gemachtigd|machtiging|mandaat|volmacht)\b", re.IGNORECASE)
_NEAR = 20  # characters
_TELLING = 4  # letters; a shorter name is a part of too many words


@dataclass(frozen=True, slots=True)
class Rest:
    """A text that looks like a value and was left as it is.

    Attributes:
        reden: What it is and why it was left, in Dutch.
    """

    tekst: str
    zin: str
    reden: str


def leftovers(
    voorbeeld: Voorbeeld, treffers: Sequence[Treffer], values: Mapping[str, Any], velden: set[str]
) -> tuple[Rest, ...]:
    """Return what looks like a value of this municipality and was not replaced."""
    days = _days(values, velden)
    names = _names(values, velden)
    if "ondertekenaar.gemachtigd" in velden and value_of(values, "ondertekenaar.gemachtigd"):
        names[_MANDATE] = _ONLY_SOME
    found: dict[tuple[int, str, str], Rest] = {}
    own_of = by_alinea(treffers)
    for number, alinea in enumerate(voorbeeld.alineas):
        own = own_of.get(number, [])
        for (start, end), reden in sorted(_search(alinea, own, days, names)):
            if alinea.dubbel or _overlaps(own, start, end):
                continue
            text = plain(alinea.text[start:end])
            made = Rest(text, surroundings(alinea, start, end).zin, reden)
            found.setdefault((number, made.zin, text), made)
    return tuple(found.values())


def _overlaps(treffers: Sequence[Treffer], start: int, end: int) -> bool:
    """Return whether a stretch has anything of what was found in a paragraph, in order."""
    at = bisect_left(treffers, end, key=lambda each: each.start)
    return at > 0 and treffers[at - 1].end > start


def _search(
    alinea: Voorbeeldalinea,
    treffers: Sequence[Treffer],
    days: Mapping[date, str],
    names: Mapping[re.Pattern[str], str],
) -> Iterator[tuple[tuple[int, int], str]]:
    for match in _DATE.finditer(alinea.text):
        day = _day(match)
        if day is not None and day in days:
            what = f"dit is de dag van {days[day]}, in een schrijfwijze zonder filter"
            yield match.span(), what
    for pattern, reden in names.items():
        for match in pattern.finditer(alinea.text):
            yield match.span(), reden
    for each in treffers:
        if each.bestemming is not Bestemming.VELD:
            continue
        before = (max(each.start - _NEAR, 0), each.start)
        dated = "datum" in each.kandidaten[0].filters
        if dated and (weekday := _WEEKDAY.search(alinea.text, *before)):
            yield weekday.span(), f"dit hoort bij de dag van {each.veld}, en is geen veld"
        if each.veld.endswith(".naam") and (title := _SHORT_TITLE.search(alinea.text, *before)):
            yield title.span(), f"dit hoort bij {each.veld}, en is geen veld"


def _days(values: Mapping[str, Any], velden: set[str]) -> dict[date, str]:
    """Return the days of a municipality and the convenant, each with its fields."""
    found: dict[date, list[str]] = {}
    for veld in sorted(velden):
        value = value_of(values, veld)
        if isinstance(value, date) and not veld.startswith(("stand.", "document.")):
            found.setdefault(value, []).append(veld)
    return {day: " of ".join(names) for day, names in found.items()}


def _names(values: Mapping[str, Any], velden: set[str]) -> dict[re.Pattern[str], str]:
    """Return what finds parts of names, each with what it is."""
    found: dict[re.Pattern[str], str] = {}
    for veld in ("gemeente.naam", "gemeente.plaats", "ondertekenaar.naam"):
        if veld not in velden or isinstance(value := value_of(values, veld), Invulregel):
            continue
        name = plain(str(value))
        if veld == "ondertekenaar.naam":
            name = name.partition(" ")[2] or name
        if len(name) >= _TELLING:
            for pattern in _AROUND:
                found.setdefault(re.compile(pattern.format(re.escape(name))), _WHAT[veld])
    return found


def _day(match: re.Match[str]) -> date | None:
    """Return the day that was written; a year of two digits is of this century."""
    if match["iy"]:
        parts = int(match["iy"]), int(match["im"]), int(match["id"])
    elif match["y"]:
        parts = int(match["y"]), int(match["m"]), int(match["d"])
    else:
        month = match["nm"].lower().replace("maart", "mrt")
        parts = int(match["ny"].lstrip("'")), _MONTHS.index(month) + 1, int(match["nd"])
    year = parts[0] + 2000 if parts[0] < 100 else parts[0]  # noqa: PLR2004 - two digits
    try:
        return date(year, *parts[1:])
    except ValueError:
        return None
