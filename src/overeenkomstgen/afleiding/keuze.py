"""Finding the values of fields in a text, choosing which field each is, and what comes there."""

import re
from bisect import bisect
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from operator import attrgetter

from overeenkomstgen.afleiding.aanwijzingen import GENOEG, INVULWOORDEN, Oordeel, Wegwijzer
from overeenkomstgen.afleiding.schrijfwijze import Kandidaat
from overeenkomstgen.afleiding.tekst import Voorbeeldalinea, surroundings
from overeenkomstgen.kern.notatie import NO_BREAK_SPACE
from overeenkomstgen.kern.tabel import grouped
from overeenkomstgen.keuring.sporen import LIJN
from overeenkomstgen.velden.velden import PER_GEMEENTE, find_veld

_OPEN = re.compile(rf"{LIJN}(?P<toelichting>\s*\((?P<woord>[^()]{{2,30}})\))?")
_VAN_GEMEENTE = frozenset(veld.naam for veld in PER_GEMEENTE)
_RUIM = 2  # by how much a field must weigh more than the next

Span = tuple[int, int]
"""From and to in the text to read."""


class Bestemming(Enum):
    """What is to become of a value that was found."""

    VELD = auto()
    """It is one field, for sure."""
    TWIJFEL = auto()
    """It may be several fields."""
    VAST = auto()
    """It is ordinary text; nothing points to a field."""
    VERGRENDELD = auto()
    """It is in a part of Word's own that cannot be changed."""


@dataclass(frozen=True, slots=True)
class Treffer:
    """A value that was found in the text, and what is made of it.

    Attributes:
        alinea: The number of the paragraph.
        start: Where it begins in the text to read, up to ``end``.
        tekst: The value as it stands there, on one line.
        kandidaten: The fields that have this value, the likeliest first.
        kansrijk: How many of them it can be, by what stands around it.
        grond: Why, in Dutch; empty when only one field has this value.
        zin: The value in its sentence.
        los: Whether it stands by itself, or behind a colon, so that it is plain what it is.
        toelichting: Where, in the text to read, words between brackets stand behind a line.
        invulwoord: What a second example has behind a line in its place; None if not known.
    """

    alinea: int
    start: int
    end: int
    tekst: str
    kandidaten: tuple[Kandidaat, ...]
    kansrijk: int
    bestemming: Bestemming
    grond: str
    zin: str
    los: bool = False
    toelichting: Span | None = None
    invulwoord: str | None = None

    @property
    def veld(self) -> str:
        """The name of the likeliest field."""
        return self.kandidaten[0].veld

    def choose(self, kandidaat: Kandidaat, grond: str) -> "Treffer":
        """Return the same, settled for a field."""
        rest = tuple(each for each in self.kandidaten if each is not kandidaat)
        return replace(self, kandidaten=(kandidaat, *rest), bestemming=Bestemming.VELD, grond=grond)

    def leave(self) -> "Treffer":
        """Return the same, of which the user wants no field; what was unsure stays so."""
        unsure = self.bestemming is Bestemming.TWIJFEL
        return self if unsure else replace(self, bestemming=Bestemming.VAST, grond="")

    @property
    def is_van_gemeente(self) -> bool:
        """Whether it can be a field that is not the same for all."""
        return any(each.veld in _VAN_GEMEENTE for each in self.keuzes)

    @property
    def keuzes(self) -> tuple[Kandidaat, ...]:
        """The fields that it can be, by what stands around it; each once."""
        by_veld = {each.veld: each for each in reversed(self.kandidaten[: self.kansrijk])}
        return tuple(reversed(by_veld.values()))


@dataclass(frozen=True, slots=True)
class Voorbeeld:
    """A filled-in document, and what is known of its values."""

    alineas: tuple[Voorbeeldalinea, ...]
    kandidaten: tuple[Kandidaat, ...]  # every way in which a value can stand in it
    open_velden: tuple[str, ...]  # the fields whose value is not known

    @property
    def lijnen(self) -> tuple[Kandidaat, ...]:
        """What a line to write on can be: a field that is not known, in its usual notation."""
        return tuple(
            Kandidaat(veld.naam, "", gewoon=True, opdracht=veld.opdracht)
            for veld in map(find_veld, self.open_velden)
        )


@dataclass(frozen=True, slots=True)
class Vervanging:
    """A stretch of a paragraph, in its text as it stands in the file, and what comes there.

    Attributes:
        veld: The field that it is about.
        alinea: The number of the paragraph.
        start: Where the stretch begins, as an offset in that text, up to ``end``.
        tekst: What comes there.
        anker: The offset, in that text, of the character whose layout it gets.
        toegevoegd: What comes behind a fill-in line, where the example has nothing there.
    """

    veld: str
    alinea: int
    start: int
    end: int
    tekst: str
    anker: int
    toegevoegd: str = ""


def find(voorbeeld: Voorbeeld) -> tuple[Treffer, ...]:
    """Return every value in a text, in order; where they overlap the longest counts."""
    wegwijzer = Wegwijzer(voorbeeld.kandidaten, voorbeeld.open_velden)
    by_text = grouped((kandidaat.tekst, kandidaat) for kandidaat in voorbeeld.kandidaten)
    patterns = [(_pattern(text), tuple(found)) for text, found in by_text.items()]
    made: list[Treffer] = []
    for number, alinea in enumerate(voorbeeld.alineas):
        found = [
            _decide(number, alinea, match.span(), kandidaten, wegwijzer)
            for pattern, kandidaten in patterns
            for match in pattern.finditer(alinea.text)
        ]
        found += _lines(number, alinea, voorbeeld.lijnen, wegwijzer)
        made += _longest(found)
    return tuple(made)


def _pattern(text: str) -> re.Pattern[str]:
    """Return what finds a text where it stands by itself, and not within a word or a number."""
    before = r"(?<![\w@/])(?<!\w[-'])" if text[0].isalnum() else r"(?<!\w)"
    after = r"(?!\w)(?!-\w)(?!@)" if text[-1].isalnum() else r""
    if text[0].isdigit():
        before += r"(?<!\d[.,])"
    if text[-1].isdigit():
        after += r"(?![.,]\d)"
    return re.compile(before + re.escape(text).replace(r"\ ", r"\s") + after)


def _decide(
    number: int, alinea: Voorbeeldalinea, span: Span, options: Sequence[Kandidaat], gids: Wegwijzer
) -> Treffer:
    """Decide which field a value is, by what stands around it."""
    omgeving = surroundings(alinea, *span)
    oordelen = gids.judge([each.veld for each in options], omgeving)
    ranked = sorted(options, key=lambda each: -oordelen[each.veld].gewicht)
    likely = [
        each for each in ranked if oordelen[each.veld].gewicht >= (GENOEG if each.gewoon else 0)
    ]
    rest = [each for each in ranked if each not in likely]
    bestemming, grond = _outcome(likely, rest, oordelen)
    if alinea.is_fixed(*span) and likely:
        bestemming = Bestemming.VERGRENDELD
    tekst = " ".join(alinea.text[slice(*span)].split())
    return Treffer(
        *(number, *span, tekst, (*likely, *rest), len(likely), bestemming, grond, omgeving.zin),
        los=omgeving.alleen or omgeving.voor.rstrip().endswith(":"),
    )


def _outcome(
    likely: Sequence[Kandidaat], rest: Sequence[Kandidaat], oordelen: Mapping[str, Oordeel]
) -> tuple[Bestemming, str]:
    """Return what is to become of a value, and why, by which fields it is likely to be."""
    if not likely:
        return Bestemming.VAST, ""
    best = oordelen[likely[0].veld]
    if len(likely) == 1:
        return Bestemming.VELD, best.grond if rest or likely[0].gewoon else ""
    if best.gewicht >= max(GENOEG, oordelen[likely[1].veld].gewicht + _RUIM):
        return Bestemming.VELD, best.grond
    return Bestemming.TWIJFEL, ""


def _lines(
    number: int, alinea: Voorbeeldalinea, lijnen: Sequence[Kandidaat], wegwijzer: Wegwijzer
) -> Iterator[Treffer]:
    """Find the lines to write on that stand for a field that is not known."""
    for match in _OPEN.finditer(alinea.text):
        said = match["woord"].lower() if match["woord"] else None
        told = [each for each in lijnen if said and INVULWOORDEN.get(each.veld) == said]
        span = match.start(), match.end() - len(match["toelichting"] or "")
        found = _decide(number, alinea, span, told or lijnen, wegwijzer)
        if found.bestemming is Bestemming.VAST and not told:
            continue  # a line for a signature, or for anything else
        if found.bestemming is Bestemming.VAST and len(told) == 1:
            found = found.choose(told[0], f"er staat '({said})' achter")
        elif found.bestemming is Bestemming.VAST:
            found = replace(found, bestemming=Bestemming.TWIJFEL, kansrijk=len(told))
        yield replace(found, toelichting=match.span("toelichting") if said else None)


def _longest(found: Iterable[Treffer]) -> list[Treffer]:
    """Return what does not overlap, in order: first what is no ordinary text, then the longest."""
    kept: list[Treffer] = []
    for each in sorted(
        found, key=lambda it: (it.bestemming is Bestemming.VAST, it.start - it.end, it.start)
    ):
        at = bisect(kept, each.start, key=attrgetter("start"))
        clear_before = not at or kept[at - 1].end <= each.start
        if clear_before and (at == len(kept) or each.end <= kept[at].start):
            kept.insert(at, each)
    return kept


def replacements(
    voorbeeld: Voorbeeld, treffers: Iterable[Treffer], soms_open: Collection[str]
) -> tuple[Vervanging, ...]:
    """Return what is to be replaced by what; of what was found only what is surely a field.

    Behind a field that is not known for every municipality comes, in running text, which fact
    belongs on the line, shown only where there is a line: as the example does it, and where
    the example has no lines as ``(datum)``.
    """
    chosen = [each for each in treffers if each.bestemming is Bestemming.VELD]
    bare_lines = any(
        each.veld in voorbeeld.open_velden and not each.los and each.toelichting is None
        for each in chosen
    )
    told = () if bare_lines else soms_open
    return tuple(made for each in chosen for made in _replace(voorbeeld, each, told))


def _replace(
    voorbeeld: Voorbeeld, treffer: Treffer, soms_open: Collection[str]
) -> Iterator[Vervanging]:
    alinea, veld = voorbeeld.alineas[treffer.alinea], treffer.veld
    start, end = alinea.inhoud.place(treffer.start, treffer.end)
    tag, added = treffer.kandidaten[0].opdracht, ""
    if treffer.toelichting:
        first, last = alinea.inhoud.place(*treffer.toelichting)
        said = alinea.inhoud.raw[first:last]
        anchor = first + said.index("(")
        yield Vervanging(veld, treffer.alinea, first, last, _when_open(veld, said), anchor)
    elif treffer.invulwoord:
        tag += _when_open(veld, treffer.invulwoord)
    elif (
        treffer.invulwoord is None
        and veld in soms_open
        and veld not in voorbeeld.open_velden
        and not treffer.los
        and alinea.plaats != "eigenschap"
    ):
        added = f"({INVULWOORDEN[veld]})"
        tag += _when_open(veld, f"{NO_BREAK_SPACE}{added}")
    yield Vervanging(veld, treffer.alinea, start, end, tag, start, added)


def _when_open(veld: str, text: str) -> str:
    return f"{{% if not {veld} %}}{text}{{% endif %}}"
