"""The merge fields that a template can use: what each means, and where its value comes from."""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from operator import attrgetter
from typing import Any

from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.kern.euro import format_bedrag
from overeenkomstgen.kern.notatie import NO_BREAK_SPACE, format_datum, format_getal
from overeenkomstgen.velden.factuurvelden import CREDIT, FACTUUR
from overeenkomstgen.velden.kolommen import VAN_DE_RIJ
from overeenkomstgen.velden.onderwerp import Onderwerp
from overeenkomstgen.velden.periodevelden import ALTIJD, vorig
from overeenkomstgen.velden.registervelden import VAN_HET_REGISTER
from overeenkomstgen.velden.veld import PLAATS, Invulregel, Lees, Veld, value_of
from overeenkomstgen.velden.zinnen import VAN_DE_GEMEENTE

_NOTATIES: Mapping[type, Callable[[Any], str]] = {
    date: format_datum,
    Decimal: format_bedrag,
    int: format_getal,
}


PER_GEMEENTE: tuple[Veld, ...] = (
    *VAN_DE_RIJ,
    *VAN_DE_GEMEENTE,
    Veld(
        "bijdrage.jaarbedrag",
        "bedrag van de gemeente per jaar, zonder btw",
        "jaarbedrag",
        filter="bedrag",
        synoniemen="bedrag jaarbijdrage bijdrageperjaar bedragperjaar bijdrage jaarbedrag",
        aanwijzingen="eerder 4 bijdrage; per jaar / label 9 bijdrage; jaarbedrag",
    ),
    Veld(
        "ontvanger.aanhef",
        "aanhef van een brief, zoals Geachte heer Jansen",
        "aanhef",
        synoniemen="aanhef briefaanhef geachte",
    ),
    vorig(
        "bijdrage.vorig_jaarbedrag", "bedrag per jaar tegen het vorige tarief", "vorig_jaarbedrag"
    ),
    vorig(
        "bijdrage.verhoging",
        "hoeveel de gemeente per jaar meer betaalt dan tegen het vorige tarief",
        "verhoging",
    ),
    Veld(
        "bijdrage.looptijd",
        "bedrag van de gemeente over de hele looptijd, zonder btw",
        "looptijdbedrag",
    ),
    *VAN_HET_REGISTER,
    Veld(
        "opgezegd.jaren",
        "de jaren waarover de gemeente na een opzegging of beëindiging nog betaalt, voor een "
        "tabel: van elk jaar, bedrag, factuurnummer en factuurdatum",
        "bijdragejaren",
    ),
    Veld(
        "opgezegd.nog_te_factureren",
        "bedrag waarvoor nog geen factuur is gestuurd, zonder btw",
        "nog_te_factureren",
    ),
    Veld(
        "facturen.vervallen",
        "welke facturen niet meer verschuldigd zijn, in een zin voor elke; leeg als er geen zijn",
        "vervallen",
        mag_leeg=True,
    ),
)
"""The fields of a documentsoort that there is one of for each municipality."""

PER_JAAR: tuple[Veld, ...] = (
    Veld("jaar", "het kalenderjaar", "jaar"),
    Veld("jaar_begin", "eerste dag van dat jaar waarop de overeenkomst geldt", "jaar_begin"),
    Veld("jaar_einde", "laatste dag van dat jaar waarop de overeenkomst geldt", "jaar_einde"),
)
"""The fields of a documentsoort that there is one of for each calendar year."""

ARTIKEL = "artikel"
"""What the fields begin with that give the number of an article of the agreement."""
MEEGESTUURD = "meegestuurd"
"""The field of what goes along; only the text of an e-mail has it."""
EIGEN = "gemeente.eigen"
"""What the fields begin with that are a column which only this werkmap has."""
SOORT = "velden"
"""What the fields begin with that a documentsoort has of its own."""
_OF_SOORT = "convenant.toml, onder velden van de documentsoort, sleutel {}"
_GROEPEN = {
    ARTIKEL: ("nummer in de overeenkomst, bladwijzer {}", "", ""),
    EIGEN: ("gegeven uit een eigen kolom", "{}", ""),
    SOORT: ("eigen veld van de documentsoort", "", _OF_SOORT),
}
"""The groups of which a werkmap says what there is: meaning, column and key of a field in it."""

VELDEN = (*ALTIJD, *PER_GEMEENTE, *PER_JAAR, *FACTUUR, *CREDIT)

_BY_NAME: Mapping[str, Veld] = {veld.naam: veld for veld in VELDEN}


def velden_of(
    soort: Documentsoort, artikelen: Iterable[str] | None = (), eigen: Iterable[str] | None = ()
) -> tuple[Veld, ...]:
    """Return the fields that a documentsoort has, with those that this werkmap has."""
    own = () if soort.per is Per.CONVENANT else eigen
    return (*_declared(soort), *los(artikelen, own, soort.velden))


def _declared(soort: Documentsoort) -> tuple[Veld, ...]:
    """Return the fields that a documentsoort has in every werkmap."""
    found = ALTIJD
    if soort.per is not Per.CONVENANT:
        found += PER_GEMEENTE
    if soort.per is Per.JAAR:
        found += PER_JAAR
    if soort.rol.is_factuur:
        found += FACTUUR
    if soort.rol is Rol.CREDITFACTUUR:
        found += CREDIT
    return found


def names(soort: Documentsoort, *more: Iterable[str] | None) -> frozenset[str]:
    """Return the names of :func:`velden_of` a documentsoort."""
    return frozenset(veld.naam for veld in velden_of(soort, *more))


def los(*more: Iterable[str] | None) -> tuple[Veld, ...]:
    """Return the fields that a werkmap adds; None is for any.

    By the bookmarks of articles, its own columns, and what documentsoorten have of their own.
    """
    found: list[str] = []
    for group, of in zip(_GROEPEN, more, strict=False):
        found += [group] if of is None else (f"{group}.{name}" for name in of)
    return tuple(map(find_veld, found))


def merge_values(onderwerp: Onderwerp, leeg: Collection[str] = ()) -> dict[str, Any]:
    """Return the value of every field, nested as a template addresses them.

    ``gemeente.naam`` is ``values["gemeente"]["naam"]``. What is not known is an
    :class:`Invulregel`, and so is what is to be left open: the fields ``leeg``.
    """
    values: dict[str, Any] = {ARTIKEL: onderwerp.artikelen}
    velden = _declared(onderwerp.soort)
    for veld in velden:
        if not veld.uit or veld.naam in leeg:
            known = veld.naam not in leeg
            _put(values, veld, attrgetter(veld.pad)(onderwerp) if known else None)
    own = onderwerp.gemeente.eigen if onderwerp.gemeente else {}
    for group, those in ((EIGEN, own), (SOORT, onderwerp.soort.velden)):
        for name, value in those.items():
            veld = find_veld(f"{group}.{name}")
            _put(values, veld, value if veld.naam not in leeg else None)
    add_derived(values, (veld for veld in velden if veld.naam not in leeg))
    return values


def printed_in(values: Mapping[str, Any], words: Sequence[str], start: int, end: int) -> str:
    """Return the longest field of which the usual print has some of these words; or empty.

    Of who has an office it is the person as a whole: ``ondertekenaar``.
    """
    found = ("", 0)
    for veld in VELDEN:
        value = None if veld.uit else _reached(values, veld.naam)  # its parts are fields too
        is_part = isinstance(value, Decimal) and value != round(value, 2)  # of a percentage
        if is_part or not isinstance(value, str | int | date | Decimal):
            continue
        text = _NOTATIES.get(type(value), str)(value)
        shown = " ".join(text.split())
        margin = shown.count(" ")
        around = " ".join(words[max(start - margin, 0) : end + margin])
        if len(shown) > found[1] and f" {shown}" in f" {around}":
            found = veld.naam, len(shown)
    parent = found[0].rpartition(".")[0]
    return parent if f"{parent}.functie" in _BY_NAME else found[0]


def add_derived(values: dict[str, Any], velden: Iterable[Veld]) -> None:
    """Add to the values of other fields those that follow from them."""
    read = partial(value_of, values)
    for veld in velden:
        if veld.uit:
            found = veld.uit if isinstance(veld.uit, str) else veld.uit(read)
            _put(values, veld, _written(veld, found, read) if isinstance(found, str) else found)


def _reached(values: Mapping[str, Any], naam: str) -> object:
    """Return the value of a field, or of the one that it is a part of, such as a year of a day."""
    found: object = values
    for step in naam.split("."):
        if isinstance(found, Mapping):
            found = found.get(step)
    return None if isinstance(found, Mapping) else found


def _put(values: dict[str, Any], veld: Veld, value: object) -> None:
    *path, last = veld.naam.split(".")
    table = values
    for step in path:
        table = table.setdefault(step, {})
    known = value is not None and (value != "" or veld.mag_leeg)
    table[last] = value if known else Invulregel(veld.naam, veld.lengte)


def _written(veld: Veld, phrase: str, read: Lees) -> str | Invulregel:
    """Return a phrase with the values in it, and a line for each that is not known."""
    missing: list[str] = []

    def write(place: re.Match[str]) -> str:
        value, part = read(place[1]), find_veld(place[1])
        if not isinstance(value, Invulregel):
            return _NOTATIES.get(type(value), str)(value)
        missing.append(part.naam)
        word = f"{NO_BREAK_SPACE}({part.invulwoord})" if part.invulwoord else ""
        return part.keuze or f"{value}{word}"

    text = PLAATS.sub(write, phrase)
    return Invulregel(veld.naam, veld.lengte, text, tuple(missing)) if missing else text


def find_veld(naam: str) -> Veld:
    """Return a field by its name; where an older account names one that is gone, by that alone."""
    group, _, name = naam.rpartition(".")
    if naam in _BY_NAME or group not in _GROEPEN:
        return _BY_NAME.get(naam) or Veld(naam, naam)
    meaning, kolom, sleutel = (text.format(name) for text in _GROEPEN[group])
    return Veld(naam, meaning, kolom=kolom, sleutel=sleutel)


def with_parts(fields: Collection[str]) -> frozenset[str]:
    """Return the fields that a template uses, with those that they follow from."""
    parts = (_BY_NAME[naam].delen for naam in fields if naam in _BY_NAME)
    return frozenset(fields).union(*parts)


def fingerprint(values: Mapping[str, Any], fields: Collection[str]) -> str:
    """Return the SHA-256 of the values that a template uses, in hexadecimal."""
    known = (naam for naam in fields if naam in _BY_NAME or naam.startswith(tuple(_GROEPEN)))
    used = {naam: value for naam in known if (value := _reached(values, naam)) is not None}
    text = json.dumps(used, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
