"""Checking everything that documents are made from: ``controleer``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from overeenkomstgen.errors import InputError, refuse
from overeenkomstgen.kern.documentsoort import Rol
from overeenkomstgen.keuring.keuring import Keuring, examine
from overeenkomstgen.keuring.letterlijk import make_zoeker
from overeenkomstgen.progress import Progress, silent
from overeenkomstgen.uitgifte.maken import input_remarks
from overeenkomstgen.uitgifte.uitgifte import Gevuld, draw_up, fill_in
from overeenkomstgen.werkmap.invoer import ALLE, Invoer, read
from overeenkomstgen.werkmap.nalezing import look_deep
from overeenkomstgen.werkmap.sjablonen import by_template
from overeenkomstgen.werkmap.werkmap import Werkmap, read_gemeenten, read_periode


@dataclass(frozen=True, slots=True)
class Controle:
    """What was found right.

    Attributes:
        overeenkomsten: The agreements as they would be made now.
        opmerkingen: What a reader should know about the input, in Dutch.
        bewaard: How many files were read of what is kept; 0 where that was not asked.
    """

    invoer: Invoer
    sjablonen: int
    overeenkomsten: tuple[Gevuld, ...]
    opmerkingen: tuple[str, ...]
    bewaard: int = 0


def controleer(werkmap: Werkmap, progress: Progress = silent, *, diep: bool = False) -> Controle:
    """Check the table, the period, the register and all templates; make nothing.

    ``diep`` reads everything that is kept as well: signed papers, agreements, invoices.

    Raises:
        InputError: Something is wrong.
        RegisterError: The register is damaged.
    """
    invoer = read(werkmap, ALLE, grondig=True)
    kept, damaged = look_deep(werkmap, progress) if diep else (0, ())
    refuse(damaged)
    overeenkomsten: tuple[Gevuld, ...] = ()
    for soort in invoer.periode.documentsoort.values():
        if soort.rol is Rol.FACTUUR:
            continue  # an invoice is filled with figures that are given when it is made
        first = invoer.periode.convenant.ingang.year
        subjects = invoer.subjects(soort, invoer.gemeenten, first)
        filled = fill_in(draw_up(invoer.sjabloon(soort), subjects))
        if soort.rol is Rol.OVEREENKOMST:
            overeenkomsten = filled
    number = len(invoer.sjablonen)
    looks = (f"{each.fault}." for keuring in invoer.keuringen for each in keuring.vondsten)
    remarks = (*input_remarks(invoer), *invoer.bevinding.onvoltooid, *looks)
    return Controle(invoer, number, overeenkomsten, remarks, kept)


def controleer_sjablonen(werkmap: Werkmap) -> tuple[Keuring, ...]:
    """Examine all templates of the werkmap, each once.

    The table may be wrong; then less is known of what belongs to one municipality.

    Raises:
        InputError: ``convenant.toml`` is wrong, so that nobody knows which templates there are.
    """
    periode, faults = read_periode(werkmap)
    if periode is None:
        raise InputError(faults)
    zoeker = make_zoeker(read_gemeenten(werkmap, periode)[0], periode)
    return tuple(
        examine(path, [*soorten.values()], zoeker)
        for path, soorten in by_template(werkmap, periode).items()
    )


def controleer_sjabloon(werkmap: Werkmap | None, path: Path) -> Keuring:
    """Examine a template, in the werkmap or elsewhere, with the documentsoorten of a werkmap."""
    periode = read_periode(werkmap)[0] if werkmap else None
    zoeker = make_zoeker(read_gemeenten(werkmap, periode)[0] if werkmap else (), periode)
    for own, soorten in by_template(werkmap, periode).items() if werkmap else ():
        if own.exists() and path.exists() and own.samefile(path):
            return examine(own, [*soorten.values()], zoeker)
    return examine(path, (), zoeker)
