"""Making documents: ``genereer``, and the list of who has signed."""

from dataclasses import replace

from overeenkomstgen.errors import InputError, OvereenkomstgenError
from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.kern.selectie import asked_soort
from overeenkomstgen.office.werkplaats import Werkplaats, open_werkplaats
from overeenkomstgen.progress import Progress, silent
from overeenkomstgen.schijf.slot import locked
from overeenkomstgen.schijf.uitvoer import open_uitvoer
from overeenkomstgen.uitgifte.bevroren import keep
from overeenkomstgen.uitgifte.hergebruik import left_over
from overeenkomstgen.uitgifte.maken import Keuzes, Verslag, input_remarks, make, output_folder
from overeenkomstgen.uitgifte.uitgifte import draw_up
from overeenkomstgen.verwijzing import ZELF, actie, vak
from overeenkomstgen.werkmap.invoer import ALLE, Invoer, read
from overeenkomstgen.werkmap.verantwoording import verantwoording_of
from overeenkomstgen.werkmap.werkmap import Werkmap

MANY = 1000
"""More documents than there are cores: what a run is taken to make before the table is read."""


def genereer(werkmap: Werkmap, keuzes: Keuzes, progress: Progress = silent) -> Verslag:
    """Make documents: the agreements and the lists, or another documentsoort.

    What is signed is left as it is, and so is what would be made just as it stands there.

    Raises:
        InputError: Something in the input is wrong; nothing was made.
        RegisterError: The register is damaged; nothing was made.
        ToolError: LibreOffice is missing or does not work.
        BusyError: Another run is at work in the same werkmap.
    """
    folder = output_folder(werkmap, keuzes.uitvoer)
    with (
        locked(werkmap.slot),
        open_werkplaats(
            alleen_word=keuzes.alleen_word, time_limit=keuzes.tijdslimiet, address=keuzes.motor
        ) as werkplaats,
    ):
        if keuzes.alles or not verantwoording_of(folder).exists():  # so there is a lot of work
            werkplaats.warm_up(len(keuzes.namen) or MANY)
        invoer = read(werkmap, ALLE)
        chosen = {
            soort: () if soort.per is Per.CONVENANT else invoer.select(soort, keuzes.namen)
            for soort in _which(invoer.periode, keuzes)
        }
        with open_uitvoer(folder) as uitvoer:
            alle = [
                concept
                for soort, gemeenten in chosen.items()
                for concept in draw_up(
                    invoer.sjabloon(soort), invoer.subjects(soort, gemeenten, keuzes.jaar)
                )
            ]
            bevroren, te_maken = keep(invoer, alle, uitvoer)
            remarks = input_remarks(invoer)
            if not alle:
                remarks += tuple(
                    f"Er is nu geen enkele gemeente die een {soort.naam.lower()} krijgt."
                    for soort in chosen
                )
            if not keuzes.namen:
                remarks += left_over(alle, uitvoer)
            verslag = make(invoer, te_maken, uitvoer, werkplaats, keuzes, progress=progress)
            invoer.remember()
    return replace(verslag, bevroren=bevroren, opmerkingen=remarks + verslag.opmerkingen)


def deelnemerslijst(invoer: Invoer, werkplaats: Werkplaats) -> Verslag | None:
    """Make the list of who has signed, in a period that has one.

    The caller has the sole use of the werkmap.

    Raises:
        OvereenkomstgenError: The list could not be made; the former one is still there.
        ToolError: LibreOffice does not work.
    """
    soort = invoer.periode.find_soort(Rol.DEELNEMERSLIJST)
    if soort is None:
        return None
    with open_uitvoer(invoer.werkmap.uitvoer) as uitvoer:
        concepten = draw_up(invoer.sjabloon(soort), invoer.subjects(soort, ()))
        verslag = make(invoer, concepten, uitvoer, werkplaats, Keuzes(alles=True))
    for failed in verslag.mislukt:
        raise OvereenkomstgenError(" ".join(failed.redenen))
    return verslag


def _which(periode: Periode, keuzes: Keuzes) -> tuple[Documentsoort, ...]:
    """Return the documentsoorten to make, when they can be made like this."""
    if keuzes.soort is not None and periode.choose_soort(keuzes.soort).rol is Rol.FACTUUR:
        what = "een factuur is definitief en heeft een eigen opdracht"
        advice = f"maak haar met: {actie('facturen', ZELF)}"
        raise InputError.of(vak("soort", keuzes.soort), what, advice)
    soort = asked_soort(periode, keuzes.soort, keuzes.namen, keuzes.jaar)
    if keuzes.soort is not None or keuzes.namen:
        return (soort,)
    lists = (each for each in periode.documentsoort.values() if each.per is Per.CONVENANT)
    return (soort, *lists)
