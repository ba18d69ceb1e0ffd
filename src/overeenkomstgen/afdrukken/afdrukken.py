"""Printing the agreement that was made, never a fresh one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from overeenkomstgen.afdrukken import printer
from overeenkomstgen.afdrukken.cups import PrinterError
from overeenkomstgen.afdrukken.printpakket import Pakket, make_pakket
from overeenkomstgen.errors import InputError
from overeenkomstgen.schijf import schijf
from overeenkomstgen.verwijzing import actie, vak
from overeenkomstgen.werkmap.invoer import read
from overeenkomstgen.werkmap.werkmap import Werkmap

TIME_LIMIT = 300
"""Seconds that a job is followed."""


@dataclass(frozen=True, slots=True)
class Afdruk:
    """What the user asked for.

    Attributes:
        dubbelzijdig: On both sides of the paper, turned along the long edge.
    """

    naam: str
    exemplaren: int
    dubbelzijdig: bool


def pak_in(werkmap: Werkmap, afdruk: Afdruk, target: Path) -> Pakket:
    """Write the print file, to be printed by hand or elsewhere.

    Raises:
        InputError: The municipality is unknown, its agreement was never made, or the file
            is no PDF or would stand among the documents.
        UitvoerError: The file cannot be written.
    """
    source = _source(werkmap, afdruk.naam)
    place = target.parent.resolve() / target.name  # a link is replaced, not what it points to
    for folder in (werkmap.uitvoer, werkmap.ondertekend):
        if place.is_relative_to(folder.resolve()):
            what = f"in de map {folder.name} staan alleen de documenten zelf"
            advice = "kies een andere map, zoals de werkmap"
            raise InputError.of(str(target), what, advice)
    return _pack(source, afdruk, target)


def druk_af(werkmap: Werkmap, afdruk: Afdruk, printer_name: str | None) -> Iterator[str]:
    """Print an agreement, and tell in Dutch how it goes, until the job is done.

    Raises:
        InputError: The municipality is unknown, or its agreement was never made.
        PrinterError: There is no such printer, it does not work, the job failed, or a
            printer is asked for on Windows, which prints on its own default printer.
    """
    source = _source(werkmap, afdruk.naam)
    if printer.needs_windows():
        if printer_name is not None:
            raise PrinterError(
                f"Op Windows kan dit programma printer {printer_name} niet kiezen.",
                f"Er is niets afgedrukt. Laat {vak('printer')} weg voor de standaardprinter van "
                f"Windows, {printer.INSTEAD}",
            )
        kept = schijf.new_folder()  # Windows prints it later
        pakket = _pack(source, afdruk, kept / source.name)
        printer.print_on_windows(pakket.path)
        yield (
            f"{source.stem} is aan Windows gegeven om af te drukken: {_copies(pakket)}; "
            f"kies {_sides(pakket)} in het venster van Windows."
        )
        return
    chosen = printer.find_printer(printer_name)
    with schijf.temporary_folder() as folder:
        pakket = _pack(source, afdruk, folder / source.name)
        yield f"Printer {chosen.name}: {source.stem}, {_sheets(pakket)}."
        job = printer.send(pakket, chosen, titel=source.stem)
        yield from printer.follow(job, chosen, time_limit=TIME_LIMIT)


def _pack(source: Path, afdruk: Afdruk, target: Path) -> Pakket:
    exemplaren, dubbelzijdig = afdruk.exemplaren, afdruk.dubbelzijdig
    return make_pakket(source, target, exemplaren=exemplaren, dubbelzijdig=dubbelzijdig)


def _sheets(pakket: Pakket) -> str:
    sheets = "1 vel" if pakket.vellen == 1 else f"{pakket.vellen} vellen"
    return f"{_copies(pakket)}, {_sides(pakket)}, {sheets}"


def _copies(pakket: Pakket) -> str:
    return "1 exemplaar" if pakket.exemplaren == 1 else f"{pakket.exemplaren} exemplaren"


def _sides(pakket: Pakket) -> str:
    return "dubbelzijdig" if pakket.dubbelzijdig else "enkelzijdig"


def _source(werkmap: Werkmap, naam: str) -> Path:
    """Return the PDF of a municipality's agreement."""
    invoer = read(werkmap)
    (gemeente,) = invoer.choose((naam,))
    _, pdf = invoer.places(invoer.periode.overeenkomst, gemeente)
    if not pdf.is_file():
        raise InputError.of(
            gemeente.naam,
            "er is nog geen PDF van de overeenkomst om af te drukken",
            f"maak haar eerst met: {actie('genereer', gemeente.naam)}",
        )
    return pdf
