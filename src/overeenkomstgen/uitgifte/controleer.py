"""Checking everything that documents are made from: ``controleer``."""

from dataclasses import dataclass

from overeenkomstgen.errors import refuse
from overeenkomstgen.kern.documentsoort import Rol
from overeenkomstgen.progress import Progress, silent
from overeenkomstgen.uitgifte.maken import input_remarks
from overeenkomstgen.uitgifte.sjablooncontrole import first_year
from overeenkomstgen.uitgifte.uitgifte import Gevuld, draw_up, fill_in
from overeenkomstgen.werkmap.herstel import look_deep
from overeenkomstgen.werkmap.invoer import ALLE, Invoer, read
from overeenkomstgen.werkmap.werkmap import Werkmap


@dataclass(frozen=True, slots=True)
class Controle:
    """What was found right: the number of templates, and the agreements as made now.

    Attributes:
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
    soorten = invoer.periode.documentsoort.values()
    subjects = (each for s in soorten for each in first_year(invoer, s, invoer.gemeenten))
    filled = fill_in(draw_up(invoer.sjabloon, subjects))
    made = tuple(each for each in filled if each.concept.soort.rol is Rol.OVEREENKOMST)
    looks = (f"{each.fault}." for keuring in invoer.lezer.keuringen for each in keuring.vondsten)
    remarks = (*input_remarks(invoer), *invoer.bevinding.onvoltooid, *looks)
    return Controle(invoer, len(invoer.lezer.found), made, remarks, kept)
