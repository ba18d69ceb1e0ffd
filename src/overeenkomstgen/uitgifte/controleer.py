"""Checking everything that documents are made from: ``controleer``."""

from __future__ import annotations

from dataclasses import dataclass

from overeenkomstgen.errors import refuse
from overeenkomstgen.kern.documentsoort import Rol
from overeenkomstgen.keuring.keuring import keur
from overeenkomstgen.uitgifte.maken import input_remarks
from overeenkomstgen.uitgifte.uitgifte import Gevuld, draw_up, fill_in
from overeenkomstgen.werkmap.invoer import ALLE, Invoer, read
from overeenkomstgen.werkmap.werkmap import Werkmap


@dataclass(frozen=True, slots=True)
class Controle:
    """What was found right.

    Attributes:
        overeenkomsten: The agreements as they would be made now.
        opmerkingen: What a reader should know about the input, in Dutch.
    """

    invoer: Invoer
    sjablonen: int
    overeenkomsten: tuple[Gevuld, ...]
    opmerkingen: tuple[str, ...]


def controleer(werkmap: Werkmap) -> Controle:
    """Check the table, the period, the register and all templates; make nothing.

    Raises:
        InputError: Something is wrong.
        RegisterError: The register is damaged.
    """
    invoer = read(werkmap, ALLE)
    faults, remarks = keur(invoer.werkmap, invoer.periode, invoer.gemeenten)
    refuse(faults)
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
    return Controle(invoer, number, overeenkomsten, input_remarks(invoer) + remarks)
