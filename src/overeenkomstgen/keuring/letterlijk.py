"""What stands in a text word for word and belongs to one municipality, where a field should be.

The one list of it, for a template that someone made and for one that was derived.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter

from overeenkomstgen.kern.convenant import Periode, jaarbedrag
from overeenkomstgen.kern.euro import CENT
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.tabel import grouped
from overeenkomstgen.kern.waarden import adressen, parse_email
from overeenkomstgen.keuring.getallen import NO_YEAR, read_quantities
from overeenkomstgen.keuring.leesvorm import fold, made_of, readable, spellings, stems
from overeenkomstgen.keuring.sporen import ADVIES, GEMACHTIGD, find_sporen
from overeenkomstgen.velden.kolommen import KOLOMVELDEN
from overeenkomstgen.velden.periodevelden import ALTIJD

_TAG = re.compile(r"\{[{%#](?:(?!\{[{%#]).)*?[}%#]\}")
_NAAM, _BIJDRAGE = "gemeente.naam", "bijdrage.jaarbedrag"
_NAMEN = frozenset((_NAAM, "gemeente.plaats", "ondertekening.plaats"))
_BEFORE = re.compile(r"(?<![\w@/-])(?<!\w[.,])")
_AFTER = re.compile(r"(?!\w|-\w|[.,]\d|\.[a-z]|@)")
_TOKEN = re.compile(r"\w[\w@.:/?=&%+'-]*")
# What has the name of a place and is something else; and names that are words or verbs as well.
_ELSEWHERE = re.compile(
    r"\b(?:rechtbank|gerechtshof|hof|rechter|arrondissement|universiteit|hogeschool|stichting"
    r"|vereniging|(?:veiligheids)?regio|provincie|ggd|omgevingsdienst|waterschap|station"
    r"|kamer van koophandel)\b[^.;:]{0,40}$"
)
_STREET = re.compile(r" ?-?(?:se)?(?:weg|straat|laan|plein|kade|dijk|singel|poort|allee)")
_ORDINARY = re.compile(
    "(?:assen|bergen|beek|best|buren|delft|epe|goes|gouda|hoorn|houten|laren|leiden|lisse|losser"
    "|putten|rijssen|tholen|weert|zeist)"
)
_OTHER_PARTY = re.compile(r"\{\{ ?(?:stichting|netwerk|relatiemanager)\.|\bstichting\b")
_STARTS = re.compile(r"(?:^|[.!?:;]) ?$")
_BESIDE = 60  # characters
_LONG = 5  # letters: a shorter name in small letters is no name
_TELLING = 4  # letters: a shorter surname is a part of too many words


@dataclass(frozen=True, slots=True)
class Letterlijk:
    """A text as it stands there, that can belong to one municipality.

    Attributes:
        waarde: The value, the same however it is written; empty for what does not tell whose
            text this was, such as a surname.
    """

    tekst: str
    wat: str = "een gegeven van {}"  # what it is, in Dutch, with ``{}`` for whose
    velden: tuple[str, ...] = ()  # the fields that it can be the value of
    gemeenten: tuple[str, ...] = ()  # the names of the municipalities that have this value
    waarde: str = ""
    advies: str = ""  # what to do, where it is not to become a field

    @property
    def is_naam(self) -> bool:
        """Whether it is the name of a municipality, or of its place."""
        return not _NAMEN.isdisjoint(self.velden)


_Key = tuple[object, object]
_Found = Iterator[tuple[int, int, Letterlijk]]


@dataclass(frozen=True, slots=True)
class Waardenzoeker:
    """Looks for what belongs to one municipality in a text.

    Attributes:
        known: What is known, by the kind of a value and the value; texts are folded.
        facts: The texts of the period, folded, each on a line.
        van: The municipality whose document the text was, where that is known: then more of it
            says something.
    """

    known: Mapping[_Key, Letterlijk]
    facts: str
    van: Gemeente | None
    _by_word: Mapping[str, list[tuple[str, int]]]

    def find(self, text: str, *, alles: bool = True) -> Iterator[Letterlijk]:
        """Give what there is in a text, outside the tags of a template, in order.

        Without ``alles`` what has no value may be missing; it takes the place of nothing.
        """
        shown = readable(text)
        folded = fold(shown)
        taken = [match.span() for match in _TAG.finditer(shown)]
        quoted = "".join(folded[slice(*span)] for span in taken).replace('"', "'")
        looks = [self._texts, self._quantities]
        if alles:
            looks = [self._texts, self._words, self._quantities, self._kinds]
        found = [each for look in looks for each in look(shown, folded)]
        # A value before what only looks like one, and that before what anyone can have.
        found.sort(key=lambda each: (not each[2].waarde, not each[2].gemeenten, each[0], -each[1]))
        kept: dict[tuple[int, int], Letterlijk] = {}
        for start, end, known in found:
            at = bisect(taken, (start, end))
            if (not at or taken[at - 1][1] <= start) and (at == len(taken) or end <= taken[at][0]):
                taken.insert(at, (start, end))
                sure = f"'{folded[start:end]}'" not in quoted
                made = replace(known, tekst=shown[start:end])
                kept[start, end] = made if sure else replace(made, waarde="")
        yield from (kept[span] for span in taken if span in kept)

    def _texts(self, shown: str, folded: str) -> _Found:
        """Give the texts of the table, whatever accents and capitals they have."""
        for word in re.finditer(r"\w+", folded):
            for text, offset in self._by_word.get(word[0], ()):
                start, end = word.start() - offset, word.start() - offset + len(text)
                known = self.known[str, text]
                whole = start >= 0 and folded.startswith(text, start)
                if not (whole and _BEFORE.match(folded, start) and _AFTER.match(folded, end)):
                    continue
                name = known.is_naam or not known.waarde
                ordinary = name and _ORDINARY.fullmatch(text)
                capital = any(map(str.isupper, shown[start:end].rpartition(" ")[2]))
                if name and not capital and (ordinary or not known.waarde or len(text) < _LONG):
                    continue
                other = name and (
                    not capital
                    or (ordinary and _STARTS.search(folded, 0, start))
                    or _ELSEWHERE.search(folded, max(start - _BESIDE, 0), start)
                    or _STREET.match(folded, end)
                )
                yield start, end, replace(known, waarde="") if other else known

    def _words(self, shown: str, folded: str) -> _Found:
        """Give the words, and the addresses of e-mail and sites, that are made of a name."""
        for match in _TOKEN.finditer(folded):
            token, start = match[0].rstrip(".:/'-"), match.start()
            end, address = start + len(token), any(map(token.count, ("@", "www.", "://")))
            if not address and not any(map(str.isupper, shown[start:end])):
                continue
            pieces = re.findall("[a-z]+", token)
            whole = address or (self.van is not None and len(pieces) > 1)
            if address or (
                (whole or len(pieces) == 1) and (self.van or not _STREET.match(folded, end))
            ):
                words = [word.removeprefix("gemeente") for word in pieces]
                parts = [*(words if whole else ()), *(stem for w in words for stem in made_of(w))]
                found = (self.known.get(("stam", stem)) for stem in parts)
                yield from ((start, end, known) for known in found if known)

    def _quantities(self, _: str, folded: str) -> _Found:
        """Give the amounts, numbers and days."""
        for start, end, value in read_quantities(folded):
            if known := self.known.get((type(value), value)):
                yield start, end, known
            elif self.van and isinstance(value, date) and value.year != NO_YEAR:
                yield start, end, Letterlijk("", "een datum")
            elif self.van and isinstance(value, Decimal):
                yield start, end, Letterlijk("", "een bedrag")

    def _kinds(self, shown: str, folded: str) -> _Found:
        """Give what anyone can have, but for facts of the period and what is of another party."""
        if not self.van and _OTHER_PARTY.search(folded) and "gemeente" not in folded:
            return
        gemachtigd = self.van is not None and self.van.ondertekenaar.gemachtigd
        for start, end, wat in find_sporen(shown):
            text = folded[start:end]
            known = any(map(str.isdigit, text)) and _stands_in(text, self.facts)
            if not known and (gemachtigd or wat != GEMACHTIGD):
                yield start, end, Letterlijk("", wat, advies=ADVIES.get(wat, ""))


def make_zoeker(
    gemeenten: Iterable[Gemeente], periode: Periode | None, van: Gemeente | None = None
) -> Waardenzoeker:
    """Return what looks for the values of municipalities.

    A value that is also a fact of the period, such as *Den Haag*, is left alone; but where it
    is known whose document the text was, its days and amounts are looked for too.
    """
    known: dict[_Key, Letterlijk] = {}
    facts, days = _facts(periode)
    entries = list(_of_period(periode)) if van and periode else []
    for gemeente in gemeenten:
        entries += _of_gemeente(gemeente, periode)
    for key, new in entries:
        if (key[0] is str and _stands_in(str(key[1]), facts)) or (key[1] in days and not van):
            continue
        old = known.setdefault(key, new)
        if old is new:  # nearly always
            continue
        known[key] = replace(
            old,
            velden=tuple(dict.fromkeys(old.velden + new.velden)),
            gemeenten=tuple(dict.fromkeys(old.gemeenten + new.gemeenten)),
        )
    texts = (re.match(r"\W*(\w+)", str(text)) for kind, text in known if kind is str)
    by_word = grouped((found[1], (found.string, found.start(1))) for found in texts if found)
    return Waardenzoeker(known, facts, van, by_word)


def _of_gemeente(gemeente: Gemeente, periode: Periode | None) -> Iterator[tuple[_Key, Letterlijk]]:
    """Give what belongs to a municipality, by its kind and value."""
    own = (gemeente.naam,)
    for veld in KOLOMVELDEN:
        value = attrgetter(veld.attribuut)(gemeente)
        if not value or veld.gewoon:
            continue
        made = Letterlijk("", velden=(veld.naam,), gemeenten=own, waarde=str(value))
        many = [adres for _, adres in adressen(value)] if veld.parse is parse_email else [value]
        for one in many:
            for each in spellings(one) if isinstance(one, str) else [one]:
                yield (type(value), each), made
        if isinstance(value, date):
            yield (date, value.replace(year=NO_YEAR)), replace(made, waarde="")
    surname = (gemeente.ondertekenaar.naam or "").partition(" ")[2]
    for each in spellings(surname) if len(surname) >= _TELLING else ():
        yield (str, each), Letterlijk("", velden=("ondertekenaar.naam",), gemeenten=own)
    made = Letterlijk("", "gemaakt van de naam van {}", (_NAAM,), own)
    for naam in (gemeente.naam, gemeente.plaats):
        yield from ((("stam", stem), made) for stem in stems(naam))
    if periode is not None:
        yield from _amounts(gemeente, periode)


def _amounts(gemeente: Gemeente, periode: Periode) -> Iterator[tuple[_Key, Letterlijk]]:
    """Give what a municipality pays, and what follows from it: with VAT, for a part of a year."""
    amount = jaarbedrag(gemeente.inwoners, periode.bijdrage.tarief)
    made = Letterlijk("", velden=(_BIJDRAGE,), gemeenten=(gemeente.naam,), waarde=str(amount))
    for each in (amount, amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)):
        yield (Decimal, each), made
    what, advice = "een bedrag dat volgt uit de bijdrage van {}", "haal het weg"
    made = replace(made, wat=what, advies=advice, waarde="")
    tarief = periode.bijdrage.vorig_tarief or Decimal(0)
    inwoners = filter(None, (gemeente.inwoners, gemeente.vorige_inwoners))
    befores = {jaarbedrag(each, tarief) for each in inwoners}
    whole = [amount * periode.convenant.jaren, *befores, *(abs(amount - each) for each in befores)]
    btw = periode.factuur.btw if periode.factuur else Decimal(0)
    for part in (*(amount * months / 12 for months in range(1, 13)), *whole):
        for share in (1, 1 + btw, btw):
            yield (Decimal, (part * share).quantize(CENT, rounding=ROUND_HALF_UP)), made


def _of_period(periode: Periode) -> Iterator[tuple[_Key, Letterlijk]]:
    """Give the days and amounts of a period."""
    for veld in ALTIJD:
        if veld.pad.startswith("periode.") and not veld.gewoon:
            value = attrgetter(veld.pad.removeprefix("periode."))(periode)
            if isinstance(value, date | Decimal):
                made = Letterlijk("", "een gegeven van het convenant", (veld.naam,))
                yield (type(value), value), made


def _facts(periode: Periode | None) -> tuple[str, frozenset[object]]:
    """Return the texts of a period, folded, each on a line, and its dates."""
    texts, dates = "", set[object]()
    pending: list[object] = [periode]
    while pending:
        value = pending.pop()
        if isinstance(value, date):
            dates.add(value)
        elif isinstance(value, str):
            texts += f"{fold(readable(value))}\n"
        elif is_dataclass(value):
            pending += [getattr(value, field.name) for field in fields(value)]
    return texts, frozenset(dates)


def _stands_in(written: str, facts: str) -> bool:
    return written in facts and bool(re.search(rf"(?<!\w){re.escape(written)}(?!\w)", facts))
