"""Finding municipalities by what people type: name, everyday name or CBS code."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from overeenkomstgen.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from overeenkomstgen.domain.gemeente import Gemeente

_ROEPNAMEN = {"den bosch": "s hertogenbosch", "den haag": "s gravenhage"}


def find_gemeenten(
    queries: Iterable[str], gemeenten: Sequence[Gemeente]
) -> tuple[tuple[Gemeente, ...], tuple[Fault, ...]]:
    """Return the municipalities asked for, in the order of the table, and what was not found.

    Capitals, accents, apostrophes, hyphens and spaces make no difference:
    ``den bosch``, ``s-hertogenbosch`` and ``GM0796`` are one municipality.

    Args:
        queries: Names or CBS codes; without any, all municipalities are meant.
        gemeenten: The municipalities to choose from.
    """
    asked = tuple(queries)
    if not asked:
        return tuple(gemeenten), ()
    known: dict[str, Gemeente] = {}
    for gemeente in gemeenten:
        known[_key(gemeente.cbs_code)] = gemeente
        known[_key(gemeente.naam)] = gemeente
    chosen: set[str] = set()
    faults: list[Fault] = []
    for query in asked:
        key = _key(query)
        found = known.get(_ROEPNAMEN.get(key, key))
        if found is None:
            faults.append(_not_found(query, key, known))
        else:
            chosen.add(found.cbs_code)
    return tuple(gemeente for gemeente in gemeenten if gemeente.cbs_code in chosen), tuple(faults)


def _key(text: str) -> str:
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)
    )
    return " ".join("".join(char if char.isalnum() else " " for char in plain.casefold()).split())


def _not_found(query: str, key: str, known: dict[str, Gemeente]) -> Fault:
    near = {known[match].naam: None for match in get_close_matches(key, known, n=3)}
    near |= {gemeente.naam: None for name, gemeente in known.items() if key and key in name}
    advice = (
        f"bedoeld is misschien {' of '.join(near)}"
        if near
        else "de namen staan in de tabel met gemeenten"
    )
    return Fault(f'gemeente "{query}"', "deze gemeente staat niet in de tabel", advice)
