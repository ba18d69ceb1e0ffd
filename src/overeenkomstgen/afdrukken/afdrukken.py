"""Printing documents as they were made, never fresh ones."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from overeenkomstgen.afdrukken import printer
from overeenkomstgen.afdrukken.printer import Printer, PrinterError
from overeenkomstgen.afdrukken.printpakket import Pakket, make_pakket
from overeenkomstgen.errors import AfgebrokenError, InputError, Vraag, VraagError, refuse
from overeenkomstgen.kern.documentsoort import Per, Rol
from overeenkomstgen.kern.selectie import asked_soort
from overeenkomstgen.kern.tabel import count, show_list
from overeenkomstgen.progress import interruption
from overeenkomstgen.schijf import schijf
from overeenkomstgen.uitgifte.uitgifte import is_outdated
from overeenkomstgen.verwijzing import actie, vak
from overeenkomstgen.werkmap.invoer import ALLE, read
from overeenkomstgen.werkmap.stuk import Stuk, stukken_of
from overeenkomstgen.werkmap.werkmap import Werkmap

TIME_LIMIT = 300
"""Seconds that a job is followed."""


@dataclass(frozen=True, slots=True)
class Afdruk:
    """What the user asked for.

    Attributes:
        namen: The municipalities asked for; none means all that get such a document.
        exemplaren: How many copies of each; None for two of the agreement, of which either party
            keeps one, and one of anything else.
        dubbelzijdig: On both sides of the paper, turned along the long edge.
        soort: What ``convenant.toml`` calls the documentsoort; None for the agreement.
    """

    namen: tuple[str, ...] = ()
    exemplaren: int | None = None
    dubbelzijdig: bool = True
    soort: str | None = None
    jaar: int | None = None


def pak_in(werkmap: Werkmap, afdruk: Afdruk, target: Path, zeg: Callable[[str], None]) -> Pakket:
    """Write the print file, to be printed by hand or elsewhere.

    ``zeg`` is told in Dutch what deserves a look.

    Raises:
        InputError: A municipality is unknown, or its document is not there as it was made, or
            the file is no PDF or would stand among the documents.
        UitvoerError: The file cannot be written.
    """
    stukken = _choose(werkmap, afdruk)
    place = schijf.real(target.parent) / target.name  # a link is replaced, not what it points to
    for folder in (werkmap.uitvoer, werkmap.ondertekend, werkmap.facturen):
        if place.is_relative_to(schijf.real(folder)):
            what = f"in de map {folder.name} staan alleen de documenten zelf"
            advice = "kies een andere map, zoals de werkmap"
            raise InputError.of(str(target), what, advice)
    _tell_outdated(stukken, zeg)
    return _pack(stukken, afdruk, target)


def druk_af(
    werkmap: Werkmap,
    afdruk: Afdruk,
    printer_name: str | None,
    zeg: Callable[[str], None],
    bevestigd: Collection[Vraag] = (),
) -> tuple[str, ...]:
    """Print documents one after the other, each when the former is printed.

    ``zeg`` is told in Dutch, sentence by sentence, how it goes.

    Returns:
        What CUPS calls the jobs, such as ``kantoor-12``.

    Raises:
        InputError: A municipality is unknown, or its document is not there as it was made.
        VraagError: No municipality was named and there are several; nobody confirmed that.
        PrinterError: There is no such printer, it does not work, a job failed, or a
            printer is asked for on Windows, which prints on its own default printer.
        AfgebrokenError: It was stopped; it tells which job is still with the printer.
    """
    stukken = _choose(werkmap, afdruk)
    number = len(stukken)
    vraag = Vraag(f"U noemt geen gemeente. Alle {number} documenten afdrukken?")
    if not afdruk.namen and number > 1 and vraag not in bevestigd:
        what = f"Niet bevestigd dat alle {number} documenten moeten; er is niets afgedrukt."
        raise VraagError(vraag, what, f"Noem de gemeenten, of geef {vak('ja')} voor alle.")
    _tell_outdated(stukken, zeg)
    if printer.needs_windows():
        if printer_name is not None:
            raise PrinterError(
                f"Op Windows kan dit programma printer {printer_name} niet kiezen.",
                f"Er is niets afgedrukt. Laat {vak('printer')} weg voor de standaardprinter van "
                f"Windows, {printer.INSTEAD}",
            )
        kept = schijf.new_folder()  # Windows prints it later
        pakket = _pack(stukken, afdruk, kept / stukken[0].places[1].name)
        printer.print_on_windows(pakket.path)
        what = f"{pakket.path.stem} is" if number == 1 else f"{number} documenten zijn"
        given = f"{what} aan Windows gegeven om af te drukken: {_copies(pakket)}"
        zeg(f"{given}; kies {_sides(pakket)} in het venster van Windows.")
        return ()
    chosen = printer.find_printer(printer_name)
    with schijf.temporary_folder() as folder:
        pakketten = [_pack([stuk], afdruk, folder / stuk.places[1].name) for stuk in stukken]
        return tuple(
            _print(pakket, chosen, zeg, _rest(stukken, at)) for at, pakket in enumerate(pakketten)
        )


def _print(pakket: Pakket, chosen: Printer, zeg: Callable[[str], None], rest: str) -> str:
    """Print one document; where that fails, ``rest`` tells of the others."""
    titel, job = pakket.path.stem, ""
    try:
        sheets = count(pakket.vellen, "vel", "vellen")
        zeg(f"Printer {chosen.name}: {titel}, {_copies(pakket)}, {_sides(pakket)}, {sheets}.")
        with interruption():
            job = printer.send(pakket, chosen, titel=titel)
            for sentence in printer.follow(job, chosen, time_limit=TIME_LIMIT):
                zeg(sentence)
    except PrinterError as error:
        raise PrinterError(error.message, f"{error.advice}{rest}") from error
    except KeyboardInterrupt as error:
        where = f"{titel} is misschien al naar printer {chosen.name} gestuurd."
        advice = f"Kijk met: lpstat {chosen.queue} en trek de opdracht zo nodig in met cancel."
        if job:
            where = f"Opdracht {job} ({titel}) is bij printer {chosen.name} en wordt afgedrukt."
            advice = f"Trek haar zo nodig in met: cancel {job}"
        raise AfgebrokenError(where, f"{advice}{rest}") from error
    return job


def _rest(stukken: Sequence[Stuk], at: int) -> str:
    """Return what there is to tell of the others when one goes wrong."""
    told = (("Afgedrukt", stukken[:at]), ("Niet verstuurd", stukken[at + 1 :]))
    lines = (f"\n{what}: {', '.join(stuk.naam for stuk in some)}." for what, some in told if some)
    return "".join(lines)


def _choose(werkmap: Werkmap, afdruk: Afdruk) -> tuple[Stuk, ...]:
    """Return the documents asked for; InputError for none, or one not there as it was made."""
    try:
        invoer = read(werkmap, ALLE)
    except InputError:  # of a template: what was made with it can be printed
        invoer = read(werkmap)
    soort = asked_soort(invoer.periode, afdruk.soort, afdruk.namen, afdruk.jaar)
    gemeenten = invoer.select(soort, afdruk.namen)
    if soort.per is Per.CONVENANT:
        gemeenten = gemeenten[:1]
    if soort.rol.is_factuur and not afdruk.namen:
        gemeenten = tuple(g for g in gemeenten if invoer.gegeven.find(soort, g, afdruk.jaar))
    found = (stukken_of(invoer, soort, gemeente, afdruk.jaar) for gemeente in gemeenten)
    stukken = tuple(chain.from_iterable(found))
    refuse(fault for stuk in stukken for fault in stuk.paper_faults())
    if not stukken:
        what = "er is nu geen enkele gemeente die dit krijgt"
        raise InputError.of(soort.naam, what, f"kijk wat er is vastgelegd met: {actie('status')}")
    return stukken


def _tell_outdated(stukken: Sequence[Stuk], zeg: Callable[[str], None]) -> None:
    """Tell which documents would say something else if made now, as far as that is known."""
    outdated = [stuk.naam for stuk in stukken if stuk.invoer.lezer.found and is_outdated(stuk)]
    if outdated:
        what = "een stuk is van een andere dag, of gemaakt met andere gegevens dan nu"
        advice = "maak het zo nodig eerst opnieuw, en druk het dan af"
        zeg(f"Let op: {what}; {advice}: {show_list(outdated, 'en')}.")


def _pack(stukken: Sequence[Stuk], afdruk: Afdruk, target: Path) -> Pakket:
    signable = stukken[0].soort.rol is Rol.OVEREENKOMST
    number = (2 if signable else 1) if afdruk.exemplaren is None else afdruk.exemplaren
    pdfs = [stuk.pdf for stuk in stukken]
    return make_pakket(pdfs, target, exemplaren=number, dubbelzijdig=afdruk.dubbelzijdig)


def _copies(pakket: Pakket) -> str:
    return count(pakket.exemplaren, "exemplaar", "exemplaren")


def _sides(pakket: Pakket) -> str:
    return "dubbelzijdig" if pakket.dubbelzijdig else "enkelzijdig"
