"""The merge fields that a template can use, and their values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from functools import cache, reduce
from operator import attrgetter, getitem
from typing import Any

from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.kern.invulregel import Invulregel
from overeenkomstgen.kern.onderwerp import Onderwerp
from overeenkomstgen.kern.periodevelden import ALTIJD
from overeenkomstgen.kern.veld import Veld
from overeenkomstgen.kern.veldentabel import FACTUUR, PER_GEMEENTE, PER_JAAR, VELDEN

_BY_NAME: Mapping[str, Veld] = {veld.naam: veld for veld in VELDEN}


def velden_of(soort: Documentsoort) -> tuple[Veld, ...]:
    """Return the fields that a documentsoort has."""
    found = ALTIJD
    if soort.per is not Per.CONVENANT:
        found += PER_GEMEENTE
    if soort.per is Per.JAAR:
        found += PER_JAAR
    if soort.rol is Rol.FACTUUR:
        found += FACTUUR
    return found


def names(soort: Documentsoort) -> frozenset[str]:
    """Return the names of the fields that a documentsoort has."""
    return frozenset(veld.naam for veld in velden_of(soort))


def merge_values(onderwerp: Onderwerp) -> dict[str, Any]:
    """Return the value of every field, nested as a template addresses them.

    ``gemeente.naam`` is ``values["gemeente"]["naam"]``. What is not known is an
    :class:`Invulregel`.
    """
    values: dict[str, Any] = {}
    for veld in velden_of(onderwerp.soort):
        path, last, get = _way(veld)
        table = values
        for step in path:
            table = table.setdefault(step, {})
        value = get(onderwerp)
        known = value is not None and value != ""
        table[last] = value if known else Invulregel(veld.naam, veld.lengte)
    return values


@cache
def _way(veld: Veld) -> tuple[tuple[str, ...], str, attrgetter[Any]]:
    """Return where a field's value goes, and what gets it."""
    *path, last = veld.naam.split(".")
    return tuple(path), last, attrgetter(veld.pad)


def find_veld(naam: str) -> Veld:
    """Return a field by its name.

    Raises:
        KeyError: There is no such field.
    """
    return _BY_NAME[naam]


def meaning(naam: str) -> str:
    """Return a field's meaning, in Dutch."""
    return _BY_NAME[naam].betekenis


def fingerprint(values: Mapping[str, Any], fields: Collection[str]) -> str:
    """Return the SHA-256 of the values that a template uses, in hexadecimal."""
    used = {naam: reduce(getitem, naam.split("."), values) for naam in fields if naam in _BY_NAME}
    text = json.dumps(used, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
