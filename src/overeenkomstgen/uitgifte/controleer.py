"""Checking everything that documents are made from: ``controleer``."""

from __future__ import annotations

from dataclasses import dataclass

from overeenkomstgen.errors import refuse
from overeenkomstgen.kern.documentsoort import Rol
from overeenkomstgen.keuring.keuring import keur
from overeenkomstgen.progress import Progress, silent
from overeenkomstgen.uitgifte.maken import input_remarks
from overeenkomstgen.uitgifte.uitgifte import Gevuld, draw_up, fill_in
from overeenkomstgen.werkmap.invoer import ALLE, Invoer, read
from overeenkomstgen.werkmap.nalezing import look_deep
from overeenkomstgen.werkmap.werkmap import Werkmap


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
    invoer = read(werkmap, ALLE)
    faults, remarks = keur(invoer.werkmap, invoer.periode, invoer.gemeenten)
    kept, damaged = look_deep(werkmap, progress) if diep else (0, ())
    refuse((*faults, *damaged))
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
    remarks = (*input_remarks(invoer), *invoer.bevinding.onvoltooid, *remarks)
    return Controle(invoer, number, overeenkomsten, remarks, kept)
