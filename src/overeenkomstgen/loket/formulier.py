"""A form: its boxes, and what the user put in them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.utils import secure_filename

import overeenkomstgen as lib
from overeenkomstgen.loket.hier import werkmap

Waarden = Mapping[str, Any]
"""What was put in the boxes, by their names, each of the type of its box; None for nothing."""
Keuzelijst = Callable[[lib.Werkmap], Sequence[tuple[str, str]]]
"""Gives what can be chosen, each with what it is called."""

_T = TypeVar("_T")
_LONG = 100
"""Signs of a name that are kept, the last."""


class Soort(StrEnum):
    """A kind of box, and what is read from it."""

    TEKST = "tekst"
    LANG = "lang"
    DATUM = "datum"
    BEDRAG = "bedrag"
    GETAL = "getal"
    VINK = "vink"
    KEUZE = "keuze"
    MEER = "meer"
    """More than one of what can be chosen, as a tuple."""
    BESTAND = "bestand"
    BESTANDEN = "bestanden"
    VERBORGEN = "verborgen"


@dataclass(frozen=True, slots=True)
class Bijlage:
    """A file that was given with a form; ``plaats`` is where it stands while work is done."""

    naam: str
    inhoud: bytes = field(repr=False)
    plaats: Path = Path()


@contextmanager
def laid_down(waarden: Waarden) -> Iterator[Waarden]:
    """Give the same, with a place for each file of a box, under its own name."""
    with lib.temporary_folder() as folder:
        given = dict(waarden)
        for box, bijlage in waarden.items():
            if isinstance(bijlage, Bijlage):
                name = secure_filename(bijlage.naam)[-_LONG:] or "bestand"
                place = lib.new_folder(folder, f"{box}-") / name
                lib.write(place, bijlage.inhoud)
                given[box] = replace(bijlage, plaats=place)
        yield given


def made_of(kind: type[_T], waarden: Waarden, **more: object) -> _T:
    """Return a value of the library, of which the fields are called as boxes; a file by its place.

    What was left empty is as the library has it.
    """
    own = dict[str, object]()
    for each in fields(kind):  # type: ignore[arg-type] # a dataclass
        value = waarden.get(each.name.replace("_", "-"))
        if value not in {"", None} or each.default is MISSING:
            own[each.name] = value.plaats if isinstance(value, Bijlage) else value
    return kind(**{**own, **more})


@dataclass(frozen=True, slots=True)
class Vak:
    """A box to fill in or to tick.

    Attributes:
        naam: What it is called in a reference from below (``verwijzing``) and in an address.
        label: What stands above it.
        uitleg: What helps to fill it in.
        keuzes: What can be chosen; None for another kind of box.
        waarde, fout: What is in it, as text, and what is wrong with that, when it is shown.
        was: Of what can change meanwhile: what is in the file, to be sent along; else None.
        merk: What stands before ``fout``.
    """

    naam: str
    label: str
    soort: Soort = Soort.TEKST
    uitleg: str = ""
    verplicht: bool = False
    keuzes: Keuzelijst | None = None
    waarde: str | tuple[str, ...] = ""
    fout: str = ""
    was: str | None = None
    merk: str = "Fout"


def filled(vakken: Sequence[Vak], given: MultiDict[str, str]) -> tuple[Vak, ...]:
    """Return boxes with what is given in them."""
    return tuple(
        replace(vak, waarde=tuple(given.getlist(vak.naam)) if _is_more(vak) else given[vak.naam])
        if vak.naam in given
        else vak
        for vak in vakken
    )


def read(
    vakken: Sequence[Vak], given: MultiDict[str, str], files: MultiDict[str, FileStorage]
) -> tuple[tuple[Vak, ...], Waarden]:
    """Return the boxes as they were filled in, with what is wrong, and what is in them.

    Of what can be ticked, a browser sends nothing where it is not.
    """
    shown, waarden = [], dict[str, Any]()
    unticked = (replace(v, waarde="") if v.soort is Soort.VINK else v for v in vakken)
    for vak in filled([*unticked], given):
        fout = ""
        try:
            waarden[vak.naam] = value = _value(vak, files)
            if vak.verplicht and (value is None or value in ("", ())):
                fout = _MISSING.get(vak.soort, "Vul dit in.")
        except lib.WaardeError as error:
            fout = f"{error}; {error.advice}." if error.advice else f"{error}."
        shown.append(replace(vak, fout=fout))
    return tuple(shown), waarden


def _is_more(vak: Vak) -> bool:
    return vak.soort is Soort.MEER


def _value(vak: Vak, files: MultiDict[str, FileStorage]) -> Any:  # noqa: ANN401 - each box has a type of its own
    if vak.soort in {Soort.BESTAND, Soort.BESTANDEN}:
        every = (each for each in files.getlist(vak.naam) if each.filename)
        found = tuple(Bijlage(str(each.filename), each.read()) for each in every)
        return found if vak.soort is Soort.BESTANDEN else next(iter(found), None)
    if vak.keuzes:
        _refuse_other(vak)
    if isinstance(vak.waarde, tuple) or _is_more(vak):
        return vak.waarde or ()
    if vak.soort is Soort.VINK:
        return bool(vak.waarde)
    text = vak.waarde.strip()
    if not text and vak.soort not in {Soort.TEKST, Soort.LANG}:
        return None
    return _READERS.get(vak.soort, str)(text)


def _refuse_other(vak: Vak) -> None:
    """Refuse what cannot be chosen: it has gone meanwhile, or is not from our page."""
    known = {waarde for waarde, _ in vak.keuzes(werkmap())} if vak.keuzes else set()
    for each in vak.waarde if isinstance(vak.waarde, tuple) else (vak.waarde,):
        if each and each not in known:
            raise lib.WaardeError(f"{lib.show(each)} is hier niet te kiezen", "kies opnieuw")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or text[9:]:
        raise lib.WaardeError(f"{lib.show(text)} is geen getal", "typ alleen cijfers")
    return int(text)


_MISSING = {
    Soort.KEUZE: "Maak een keuze.",
    Soort.MEER: "Kies er ten minste een.",
    Soort.BESTAND: "Kies een bestand.",
    Soort.BESTANDEN: "Kies een bestand.",
}
"""What is said where nothing was filled in, of what is not typed."""
_READERS: dict[Soort, Callable[[str], date | Decimal | int]] = {
    Soort.DATUM: lib.parse_datum,
    Soort.BEDRAG: lib.parse_euro,
    Soort.GETAL: _number,
}
