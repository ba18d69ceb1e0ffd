"""What in the surroundings of a value points to a field: how strongly, and why.

It is declared with the field; nothing of it is about one convenant or one municipality.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from overeenkomstgen.afleiding.schrijfwijze import Kandidaat
from overeenkomstgen.afleiding.tekst import Omgeving
from overeenkomstgen.kern.tabel import grouped
from overeenkomstgen.keuring.leesvorm import readable
from overeenkomstgen.keuring.sporen import LIJN
from overeenkomstgen.velden.veld import Veld
from overeenkomstgen.velden.velden import VELDEN


class Kant(StrEnum):
    """Where words stand, as the ground of a choice says it."""

    VOOR = "er staat {} voor"
    """Directly before the value."""
    NA = "er staat {} achter"
    """Directly after it."""
    EERDER = "eerder in de zin staat {}"
    """Of the fields that a value can be, only the nearest word counts."""
    LATER = "verderop in de zin staat {}"
    """The same."""
    LABEL = "links ervan staat {}"
    """In the cell, or the column between tabs, to the left."""
    KOLOM = "boven de kolom staat {}"
    BOVEN = "op de regel erboven staat {}"
    ONDER = "op de regel eronder staat {}"
    KOP = "het staat onder de kop {}"


@dataclass(frozen=True, slots=True)
class Aanwijzing:
    """Words that point to a field, or away from it.

    Attributes:
        woorden: The words, each of which will do; capitals make no difference.
            ``{gemeente.adres}`` stands for the value of that field, in any notation.
        gewicht: How strongly they point; below zero they point away.
    """

    veld: str
    kant: Kant
    woorden: tuple[str, ...]
    gewicht: int


GENOEG = 4
"""The weight from which a choice is sure; what weighs less only tips the balance."""


def _read(veld: Veld) -> Iterator[Aanwijzing]:
    """Yield what points to a field: on each line, or between slashes, where, how strongly, words.

    A star in them is what the field's own name begins with.
    """
    for line in filter(str.strip, re.split(r"\n| / ", veld.aanwijzingen)):
        kant, gewicht, words = line.split(maxsplit=2)
        own = words.strip().replace("*", veld.naam.rpartition(".")[0])
        yield Aanwijzing(veld.naam, Kant[kant.upper()], tuple(own.split("; ")), int(gewicht))


AANWIJZINGEN = tuple(aanwijzing for veld in VELDEN for aanwijzing in _read(veld))
"""All that points to a field."""

INVULWOORDEN = {veld.naam: veld.invulwoord for veld in VELDEN if veld.invulwoord}
"""What is said behind a fill-in line in running text: which fact belongs there."""

_FIELD = re.compile(r"\{([a-z_.]+)\}")
_OTHER_LINES = (Kant.BOVEN, Kant.ONDER)
_PLACES = {Kant.EERDER: "voor", Kant.LATER: "na", Kant.KOLOM: "kolomkop"}
_NEAREST = (Kant.EERDER, Kant.LATER)
_SHAPES = {
    Kant.VOOR: r"(?:^|(?<!\w))(?P<woord>{})[\s,:;(\-]*$",
    Kant.NA: r"^[\s,:;()]*(?P<woord>{})(?!\w)",
}
_ANYWHERE = r"(?<!\w)(?P<woord>{})(?!\w)"


class Oordeel(NamedTuple):
    """How strongly the surroundings of a value point to a field, below zero away, and why."""

    gewicht: int
    grond: str


class _Hit(NamedTuple):
    kant: Kant
    gewicht: int
    woord: str
    afstand: int


class Wegwijzer:
    """The table of what points to fields, for the values of one example."""

    def __init__(self, kandidaten: Iterable[Kandidaat], open_velden: Collection[str]) -> None:
        """Make the table for an example; for the value of an open field stands a line."""
        known = grouped((each.veld, re.escape(each.tekst)) for each in kandidaten)
        lines = {veld: [*known.get(veld, ()), LIJN] for veld in open_velden}
        self._patterns: dict[str, list[tuple[Aanwijzing, re.Pattern[str]]]] = {}
        for aanwijzing in AANWIJZINGEN:
            # A line above or under a line is as often there for a signature.
            texts = known if aanwijzing.kant in _OTHER_LINES else known | lines
            if words := [w for word in aanwijzing.woorden if (w := _pattern(word, texts))]:
                longest_first = "|".join(sorted(words, key=len, reverse=True))
                shape = _SHAPES.get(aanwijzing.kant, _ANYWHERE).format(longest_first)
                found = (aanwijzing, re.compile(shape, re.IGNORECASE))
                self._patterns.setdefault(aanwijzing.veld, []).append(found)

    def judge(self, velden: Iterable[str], omgeving: Omgeving) -> dict[str, Oordeel]:
        """Return for each field that a value can be how strongly its surroundings point there."""
        found = {veld: list(self._hits(veld, omgeving)) for veld in velden}
        for kant in _NEAREST:
            near = [hit.afstand for hits in found.values() for hit in hits if hit.kant is kant]
            for veld, hits in found.items():
                found[veld] = [it for it in hits if it.kant is not kant or it.afstand == min(near)]
        return {veld: _verdict(hits) for veld, hits in found.items()}

    def _hits(self, veld: str, omgeving: Omgeving) -> Iterator[_Hit]:
        for aanwijzing, pattern in self._patterns.get(veld, ()):
            text = _side(aanwijzing.kant, omgeving)
            found = list(pattern.finditer(text))
            if found:
                last = aanwijzing.kant is Kant.EERDER  # there that is the nearest
                near = found[-1 if last else 0]
                distance = len(text) - near.end() if last else near.start()
                yield _Hit(aanwijzing.kant, aanwijzing.gewicht, near["woord"], distance)


def _pattern(word: str, texts: Mapping[str, list[str]]) -> str:
    """Return a cue as a pattern; empty when it names a field that has no value here."""
    pieces = _FIELD.split(word)  # words, a field, words, …
    if any(veld not in texts for veld in pieces[1::2]):
        return ""
    made = "".join(
        f"(?:{'|'.join(texts[piece])})" if number % 2 else re.escape(piece)
        for number, piece in enumerate(pieces)
    )
    return made.replace(r"\ ", r"[\s,]+")


def _side(kant: Kant, omgeving: Omgeving) -> str:
    """Return the text in which to look for words."""
    if kant is Kant.VOOR and not omgeving.voor.strip():
        return f"{omgeving.label} "  # a label reads as the words before
    if kant is Kant.LABEL and omgeving.voor.rstrip().endswith(":"):
        return omgeving.voor  # and words before a colon as a label
    text: str = getattr(omgeving, _PLACES.get(kant, kant.name.lower()))
    return text


def _verdict(hits: list[_Hit]) -> Oordeel:
    """Add up: of each place the strongest, and all that points away."""
    best: dict[Kant, _Hit] = {}
    for hit in hits:
        if hit.kant not in best or hit.gewicht > best[hit.kant].gewicht:
            best[hit.kant] = hit
    towards = [hit for hit in best.values() if hit.gewicht > 0]
    strongest = max((hit.gewicht for hit in towards), default=0)
    likely = (hit for hit in towards if hit.gewicht == strongest)
    grond = " en ".join(hit.kant.format(f"'{readable(hit.woord)}'") for hit in likely)
    away = sum(hit.gewicht for hit in hits if hit.gewicht < 0)
    return Oordeel(away + sum(hit.gewicht for hit in towards), grond)
