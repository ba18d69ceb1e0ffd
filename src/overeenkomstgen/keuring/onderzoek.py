"""Examining templates: ``sjabloon controleer``, and the part of ``controleer`` that it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from overeenkomstgen.errors import InputError, OvereenkomstgenError, os_reason
from overeenkomstgen.kern.velden import names
from overeenkomstgen.kern.veldentabel import VELDEN
from overeenkomstgen.keuring.keuring import Maatstaf, examine
from overeenkomstgen.keuring.letterlijk import make_zoeker
from overeenkomstgen.keuring.markering import mark
from overeenkomstgen.keuring.vondst import Graad
from overeenkomstgen.office.lettertypen import installed_fonts
from overeenkomstgen.schijf import schijf
from overeenkomstgen.verwijzing import ZELF, vak
from overeenkomstgen.werkmap.werkmap import read_gemeenten, read_periode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from overeenkomstgen.errors import Fault
    from overeenkomstgen.kern.convenant import Periode
    from overeenkomstgen.kern.documentsoort import Documentsoort
    from overeenkomstgen.kern.gemeente import Gemeente
    from overeenkomstgen.keuring.keuring import Keuring
    from overeenkomstgen.werkmap.invoer import Invoer
    from overeenkomstgen.werkmap.werkmap import Werkmap


@dataclass(frozen=True, slots=True)
class Gekeurd:
    """A template that was examined.

    Attributes:
        soorten: The names of the documentsoorten that it is the template of; without any it
            was held against the fields of all of them.
    """

    path: Path
    soorten: tuple[str, ...]
    keuring: Keuring


class MarkeringError(OvereenkomstgenError):
    """The copy with comments cannot be made."""


def controleer_sjablonen(werkmap: Werkmap) -> tuple[Gekeurd, ...]:
    """Examine all templates of the werkmap, each once.

    The table may be wrong; then less is known of what belongs to one municipality.

    Raises:
        InputError: ``convenant.toml`` is wrong, so that nobody knows which templates there are.
    """
    periode, faults = read_periode(werkmap)
    if periode is None:
        raise InputError(faults)
    return _examine_all(werkmap, periode, read_gemeenten(werkmap)[0])


def controleer_sjabloon(werkmap: Werkmap | None, path: Path) -> Gekeurd:
    """Examine a template, in the werkmap or elsewhere, with the documentsoorten of a werkmap."""
    periode = read_periode(werkmap)[0] if werkmap else None
    gemeenten = read_gemeenten(werkmap)[0] if werkmap else ()
    if werkmap is not None and periode is not None:
        for soorten in _by_template(periode).values():
            own = werkmap.sjablonen / soorten[0].sjabloon
            if own.exists() and path.exists() and own.samefile(path):
                return _examine(own, soorten, periode, gemeenten)
    return _examine(path, (), periode, gemeenten)


def keur(invoer: Invoer) -> tuple[tuple[Fault, ...], tuple[str, ...]]:
    """Return what is wrong with the templates, and in Dutch sentences what deserves a look."""
    gekeurd = _examine_all(invoer.werkmap, invoer.periode, invoer.gemeenten)
    faults = [vondst.fault for each in gekeurd for vondst in each.keuring.met(Graad.FOUT)]
    others = [
        f"{vondst.fault.where}: {vondst.fault.what}; {vondst.fault.advice}."
        for each in gekeurd
        for graad in (Graad.LET_OP, Graad.HERSTELD)
        for vondst in each.keuring.met(graad)
    ]
    return tuple(faults), tuple(others)


def markeer(gekeurd: Gekeurd, out: Path | None) -> Path:
    """Write a copy of a template with each finding as a comment; return its place.

    Args:
        gekeurd: The template.
        out: Where the copy goes; beside the template when None.

    Raises:
        MarkeringError: The template cannot be read, or the copy cannot be written.
    """
    path, bestand = gekeurd.path, gekeurd.keuring.bestand
    if bestand is None:
        raise MarkeringError(
            f"Van {path} is geen kopie met opmerkingen te maken: het is niet te vertrouwen of "
            "niet te lezen.",
            "Verhelp eerst wat hierboven staat.",
        )
    place = out or path.with_name(f"{path.stem}-nagekeken.docx")
    if place.exists() and place.samefile(path):
        raise MarkeringError(
            f"De kopie kan niet op de plaats van {path} zelf komen.",
            f"Kies een andere naam met {vak('kopie', ZELF)}.",
        )
    try:
        schijf.make_folders(place.parent)
        with schijf.temporary_folder(place.parent, ".bezig-") as folder:
            draft = folder / place.name
            schijf.write(draft, mark(bestand, gekeurd.keuring.vondsten))
            schijf.rename(draft, place)
    except OSError as error:
        raise MarkeringError(
            f"{place} is niet te schrijven: {os_reason(error)}.",
            "Sluit het bestand als het open staat, of kies een andere plaats met "
            f"{vak('kopie', ZELF)}.",
        ) from error
    return place


def _examine_all(
    werkmap: Werkmap, periode: Periode, gemeenten: Iterable[Gemeente]
) -> tuple[Gekeurd, ...]:
    return tuple(
        _examine(werkmap.sjablonen / name, soorten, periode, gemeenten)
        for name, soorten in _by_template(periode).items()
    )


def _by_template(periode: Periode) -> dict[str, tuple[Documentsoort, ...]]:
    """Return the documentsoorten by their template; more than one can have the same."""
    found: dict[str, tuple[Documentsoort, ...]] = {}
    for soort in periode.documentsoort.values():
        found[soort.sjabloon] = (*found.get(soort.sjabloon, ()), soort)
    return found


def _examine(
    path: Path,
    soorten: Collection[Documentsoort],
    periode: Periode | None,
    gemeenten: Iterable[Gemeente],
) -> Gekeurd:
    every = frozenset(veld.naam for veld in VELDEN)
    maatstaf = Maatstaf(
        velden=every.intersection(*map(names, soorten)),
        verplicht=[(soort.naam, soort.verplicht) for soort in soorten],
        zoeker=make_zoeker(gemeenten, periode),
        lettertypen=installed_fonts(),
    )
    return Gekeurd(path, tuple(soort.naam for soort in soorten), examine(path, maatstaf))
