"""Finding municipalities by what people type: name, everyday name or CBS code."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import takewhile

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.tabel import show_list
from overeenkomstgen.kern.waarden import apostrofs

_ROEPNAMEN = {"den bosch": "s hertogenbosch", "den haag": "s gravenhage"}
_CBS_CODE = re.compile(r"gm ?[0-9]+")
_ALIKE = 0.75  # of 1: two letters of eight may differ
_TELLING = 3  # letters; fewer are a part of too many names


def find_gemeenten(
    queries: Iterable[str], gemeenten: Sequence[Gemeente]
) -> tuple[tuple[Gemeente, ...], tuple[Fault, ...]]:
    """Return the municipalities asked for, in the order of the table, and what was not found.

    Capitals, accents, apostrophes, hyphens and spaces make no difference:
    ``den bosch``, ``s-hertogenbosch`` and ``GM0796`` are one municipality.
    """
    asked = list(queries)
    if not asked:
        return tuple(gemeenten), ()
    known = _Known(gemeenten)
    chosen: set[str] = set()
    faults: list[Fault] = []
    while asked:
        words = known.words_of_a_name(asked)
        query = " ".join(asked[:words])
        del asked[:words]
        found = known.find(query)
        if words > 1:
            advice = f'zet een naam van meer woorden tussen aanhalingstekens: "{query}"'
            what = "deze naam is als losse woorden getypt"
            faults.append(Fault(f'gemeente "{query}"', what, advice))
        elif found is None:
            faults.append(_not_found(query, known))
        else:
            chosen.add(found.cbs_code)
    return tuple(gemeente for gemeente in gemeenten if gemeente.cbs_code in chosen), tuple(faults)


def sort_key(naam: str) -> tuple[str, str]:
    """Return by what a name is sorted: as Dutch does, ``'s-Hertogenbosch`` under H.

    An article with an apostrophe before a name, and capitals and accents, do not count.
    """
    return _key(re.sub(r"^'\w+[\s-]+", "", apostrofs(naam))), naam


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKD", apostrofs(text))
    signs = (char.casefold() for char in plain if not unicodedata.combining(char))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in signs).split())


class _Known:
    """The municipalities by what they are called."""

    def __init__(self, gemeenten: Sequence[Gemeente]) -> None:
        self._codes = {_key(gemeente.cbs_code): gemeente for gemeente in gemeenten}
        self._names = {_key(gemeente.naam): gemeente for gemeente in gemeenten}

    def find(self, query: str) -> Gemeente | None:
        """Return the municipality that is meant by what was typed."""
        key = _key(query)
        return self._codes.get(key) or self._names.get(_ROEPNAMEN.get(key, key))

    def words_of_a_name(self, asked: Sequence[str]) -> int:
        """Return how many of the first words make one name together, none of them one itself."""
        loose = list(takewhile(lambda word: _key(word) and not self.find(word), asked))
        counts = range(len(loose), 1, -1)
        return next((count for count in counts if self.find(" ".join(loose[:count]))), 1)

    def near(self, query: str) -> list[str]:
        """Return the names that are like what was typed, or that it is a part of."""
        key = _key(query)
        near = get_close_matches(key, self._names, n=3, cutoff=_ALIKE)
        if len(key) >= _TELLING:
            near += [name for name in self._names if key in name]
        return list(dict.fromkeys(self._names[name].naam for name in near))


def _not_found(query: str, known: _Known) -> Fault:
    where = f'gemeente "{query}"'
    if _CBS_CODE.fullmatch(_key(query)):
        advice = "kijk in de kolom cbs_code van de tabel met gemeenten"
        return Fault(where, "geen gemeente in de tabel heeft die code", advice)
    advice = "de namen staan in de tabel met gemeenten"
    if near := known.near(query):
        advice = f"bedoeld is misschien {show_list(near, 'of')}"
    return Fault(where, "deze gemeente staat niet in de tabel", advice)
