"""The invoices that were given, year by year, with the files that are kept of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from overeenkomstgen.facturen.uitgeven import boekhouding_of
from overeenkomstgen.kern.documentsoort import Rol
from overeenkomstgen.kern.factuur import Samen, restanten
from overeenkomstgen.schijf.kluis import BESIDE
from overeenkomstgen.werkmap.invoer import read
from overeenkomstgen.werkmap.werkmap import Werkmap


@dataclass(frozen=True, slots=True)
class Factuurjaar:
    """What was given over a year.

    Attributes:
        samen: The invoices and credits, in the order in which they were given.
        resten: What is left of each invoice that can be credited, by its number, in euros,
            excluding VAT.
        stukken: The files that are kept of each, by its number.
        boekhouding: The bookkeeper's workbook; None where there is none.
        opmerkingen: Which are not due, or no longer, in Dutch.
    """

    jaar: int
    samen: Samen
    resten: Mapping[str, Decimal]
    stukken: Mapping[str, tuple[Path, ...]]
    boekhouding: Path | None
    opmerkingen: tuple[str, ...]


def factuurjaren(werkmap: Werkmap) -> tuple[Factuurjaar, ...]:
    """Return each year of the period, and any other that was invoiced; none without invoices.

    Raises:
        InputError: Something in the input is wrong.
        RegisterError: The register, of signatures or of invoices, is damaged.
    """
    invoer = read(werkmap, tonen=True)
    soort, convenant = invoer.periode.find_soort(Rol.FACTUUR), invoer.periode.convenant
    if soort is None:
        return ()
    years = {*range(convenant.ingang.year, convenant.einde.year + 1)}
    years |= {factuur.jaar for factuur in invoer.facturen}
    left, kept = restanten(invoer.facturen), invoer.papieren.facturen.find
    found = []
    for jaar in sorted(years):
        own = tuple(factuur for factuur in invoer.facturen if factuur.jaar == jaar)
        workbook = werkmap.uitvoer / boekhouding_of(soort, jaar)
        told = (invoer.vervallen.get(factuur.nummer) for factuur in own)
        found.append(
            Factuurjaar(
                jaar,
                Samen(own),
                {f.nummer: left[f.nummer].bedrag for f in own if f.nummer in left},
                {f.nummer: tuple(p for p in kept(f.nummer) if p.suffix != BESIDE) for f in own},
                workbook if workbook.is_file() else None,
                tuple(f"{fault}." for fault in told if fault),
            )
        )
    return tuple(found)
