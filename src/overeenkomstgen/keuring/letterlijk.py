"""What stands in a text word for word and belongs to one municipality, where a field should be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from operator import attrgetter

from overeenkomstgen.kern.convenant import Periode, jaarbedrag
from overeenkomstgen.kern.euro import format_bedrag, format_bedrag_heel
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.kolommen import KOLOMVELDEN
from overeenkomstgen.kern.notatie import format_datum, format_datum_kort, format_getal

_TAG = re.compile(r"\{[{%#](?:(?!\{[{%#]).)*?[}%#]\}")
_SAME = str.maketrans("\xa0\u202f\t\n\u2019\u2018\u2011\u2010", "    ''--")
_POSTCODE = re.compile("[0-9]{4} [A-Z]{2}")
_SPACES = re.compile(" +")
_BEFORE = re.compile(r"(?<![\w.,-])")
_AFTER = r"(?!\w|-\w|[.,]\d)"


@dataclass(frozen=True, slots=True)
class Letterlijk:
    """A value of a municipality that stands in a text.

    Attributes:
        tekst: The text.
        velden: The fields that it can be the value of.
        gemeenten: The names of the municipalities that have this value.
    """

    tekst: str
    velden: tuple[str, ...]
    gemeenten: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waardenzoeker:
    """Looks for the values of municipalities in a text.

    Attributes:
        known: By how a value is written, what it can be.
    """

    known: Mapping[str, Letterlijk]
    _pattern: re.Pattern[str]

    def find(self, text: str) -> Iterator[Letterlijk]:
        """Give the values in a text, outside the tags of a template, in order."""
        plain = _SPACES.sub(" ", _TAG.sub("\x00", text.translate(_SAME)))
        for found in self._pattern.finditer(plain):
            if _BEFORE.match(plain, found.start()):
                yield self.known[found[0]]


def make_zoeker(gemeenten: Iterable[Gemeente], periode: Periode | None) -> Waardenzoeker:
    """Return what looks for the values of municipalities.

    A value that is also a fact of the period, such as *Den Haag*, is left alone.
    """
    facts, dates = _facts(periode)
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for gemeente in gemeenten:
        for veld, notations in _values(gemeente, periode):
            for written in notations:
                if written in dates or _stands_in(written, facts):
                    continue
                velden, names = found.setdefault(written, ({}, {}))
                velden[veld] = None
                names[gemeente.naam] = None
    known = {
        written: Letterlijk(written, tuple(velden), tuple(names))
        for written, (velden, names) in found.items()
    }
    longest_first = sorted(known, key=lambda written: (-len(written), written))
    words = "|".join(map(re.escape, longest_first)) or "(?!)"  # which is nowhere
    return Waardenzoeker(known, re.compile(f"(?:{words}){_AFTER}"))


def _values(gemeente: Gemeente, periode: Periode | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give how all is written that a municipality has and no other has, or hardly: by field."""
    for veld in KOLOMVELDEN:
        value = attrgetter(veld.attribuut)(gemeente)
        if value is not None and not veld.gewoon:
            yield veld.naam, _notations(value)
    if periode is not None:
        amount = jaarbedrag(gemeente.inwoners, periode.bijdrage.tarief)
        cents = format_bedrag(amount).partition("\xa0")[2]
        whole = format_bedrag_heel(amount).replace("\xa0", " ")
        bare = (cents.replace(".", ""), whole.replace(" ", ""))
        yield "bijdrage.jaarbedrag", (cents, whole, *bare)


def _notations(value: str | int | date) -> tuple[str, ...]:
    """Return the ways in which a value is written."""
    match value:
        case str():
            text = " ".join(value.translate(_SAME).split())
            return (text, text.replace(" ", "")) if _POSTCODE.fullmatch(text) else (text,)
        case int():
            return (format_getal(value), str(value), format_getal(value).replace(".", " "))
        case date():
            short = format_datum_kort(value)
            bare = f"{value.day}-{value.month}-{value.year}"
            return tuple(dict.fromkeys((format_datum(value), short, bare, value.isoformat())))


def _facts(periode: Periode | None) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the texts of a period, and its dates in all notations."""
    texts: list[str] = []
    dates: set[str] = set()
    pending: list[object] = [] if periode is None else [periode]
    while pending:
        value = pending.pop()
        if isinstance(value, date):
            dates.update(_notations(value))
        elif isinstance(value, str):
            texts.append(" ".join(value.translate(_SAME).split()))
        elif is_dataclass(value):
            pending += [getattr(value, field.name) for field in fields(value)]
    return tuple(texts), frozenset(dates)


def _stands_in(written: str, texts: Iterable[str]) -> bool:
    word = f"(?<!\\w){re.escape(written)}(?!\\w)"  # compiled only for the few that need it
    return any(written in text and re.search(word, text) for text in texts)
