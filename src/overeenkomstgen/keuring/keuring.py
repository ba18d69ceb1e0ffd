"""The examination of a template: every kind of finding, the worst first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from overeenkomstgen.errors import InputError
from overeenkomstgen.keuring.bewerking import find_changes, find_comments, find_hidden
from overeenkomstgen.keuring.lettertypen import find_fonts
from overeenkomstgen.keuring.opdrachten import find_mended, find_missing, find_wrong
from overeenkomstgen.keuring.samenvoegvelden import find_samenvoegvelden
from overeenkomstgen.keuring.sjabloonbestand import Sjabloonbestand
from overeenkomstgen.keuring.toegankelijkheid import (
    find_headings,
    find_images,
    find_language_and_title,
    find_tables,
)
from overeenkomstgen.keuring.vondst import Graad, Vondst, limited
from overeenkomstgen.keuring.vreemd import find_strange
from overeenkomstgen.keuring.waarden import find_values
from overeenkomstgen.sjabloon.sjabloon import Sjabloon

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from overeenkomstgen.keuring.letterlijk import Waardenzoeker


@dataclass(frozen=True, slots=True)
class Maatstaf:
    """What templates are held against.

    Attributes:
        velden: The names of the fields that can be used.
        verplicht: For each documentsoort by its name the fields that it cannot do without.
        zoeker: Looks for the values of municipalities.
        lettertypen: The fonts that are here, in small letters; None when nobody knows.
    """

    velden: Collection[str]
    verplicht: Sequence[tuple[str, Collection[str]]]
    zoeker: Waardenzoeker
    lettertypen: Collection[str] | None


@dataclass(frozen=True, slots=True)
class Keuring:
    """What was found in a template.

    Attributes:
        name: What messages call the template.
        vondsten: The findings: the worst first, and of each grade as a reader meets them.
        bestand: The template; None when it cannot even be read.
    """

    name: str
    vondsten: tuple[Vondst, ...]
    bestand: Sjabloonbestand | None

    def met(self, graad: Graad) -> tuple[Vondst, ...]:
        """Return the findings of one grade."""
        return tuple(vondst for vondst in self.vondsten if vondst.graad is graad)


def examine(path: Path, maatstaf: Maatstaf) -> Keuring:
    """Examine a template; what cannot be read at all is a finding too."""
    name = "/".join(path.parts[-2:])
    try:
        bestand = Sjabloonbestand.read(path)
    except InputError as error:
        return Keuring(name, tuple(Vondst(Graad.FOUT, fault) for fault in error.faults), None)
    kinds: list[Iterable[Vondst]] = [
        _of_tags(bestand, maatstaf),
        find_samenvoegvelden(bestand, maatstaf.velden),
        find_changes(bestand),
        find_comments(bestand),
        find_values(bestand, maatstaf.zoeker),
        find_language_and_title(bestand),
        find_headings(bestand),
        find_tables(bestand),
        find_images(bestand),
        find_hidden(bestand),
        find_mended(bestand),
    ]
    if maatstaf.lettertypen is not None:
        kinds.append(find_fonts(bestand, maatstaf.lettertypen))
    found = [vondst for kind in kinds for vondst in limited(kind, bestand.name)]
    return Keuring(bestand.name, tuple(_in_order(bestand, dict.fromkeys(found))), bestand)


def _of_tags(bestand: Sjabloonbestand, maatstaf: Maatstaf) -> Iterator[Vondst]:
    """Find what is wrong with the tags, in a template that can be trusted to be read by them."""
    strange = list(limited(find_strange(bestand), bestand.name))
    yield from strange
    try:
        sjabloon = Sjabloon.load(bestand.word, bestand.name)
    except InputError as error:
        told = {vondst.fault.what for vondst in strange}
        yield from (Vondst(Graad.FOUT, fault) for fault in error.faults if fault.what not in told)
        return
    yield from find_wrong(bestand, sjabloon, maatstaf.velden)
    for soort, velden in maatstaf.verplicht:
        yield from find_missing(bestand, sjabloon, velden, soort)


def _in_order(bestand: Sjabloonbestand, found: Iterable[Vondst]) -> list[Vondst]:
    """Sort findings by grade, and then by place; those about the whole document first."""
    grades = {graad: number for number, graad in enumerate(Graad)}
    places = {alinea.plek: number for number, alinea in enumerate(bestand.alineas)}

    def key(vondst: Vondst) -> tuple[int, int]:
        place = -1 if vondst.plek is None else places.get(vondst.plek, -1)
        return grades[vondst.graad], place

    return sorted(found, key=key)
