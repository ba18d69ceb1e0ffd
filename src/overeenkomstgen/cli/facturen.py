"""``overeenkomstgen facturen``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import click

import overeenkomstgen as lib
from overeenkomstgen.cli import opties
from overeenkomstgen.cli.afloop import ExitCode, code_of_run
from overeenkomstgen.cli.opties import BEDRAG, DATUM, JAAR, opdracht, optie, vlag
from overeenkomstgen.cli.scherm import chosen_werkmap, near, progress_bar, table, tell_names
from overeenkomstgen.cli.verslag import tell
from overeenkomstgen.cli.woorden import say


@opdracht
@click.argument("jaar", type=JAAR)
@click.argument("gemeente", nargs=-1, metavar="[GEMEENTE]…")
@optie(
    "--overschot",
    "BEDRAG",
    "Het overschot dat met de bijdragen over het laatste jaar wordt verrekend, zonder btw.",
    type=BEDRAG,
)
@optie("--datum", "DATUM", "De factuurdatum. Standaard: vandaag.", type=DATUM)
@vlag("--strikt", "Weiger een factuur waarin een gegeven ontbreekt.")
@opties.uitvoer
@opties.tijdslimiet
def facturen(
    ctx: click.Context,
    jaar: int,
    gemeente: tuple[str, ...],
    overschot: Decimal | None,
    datum: date | None,
    **gekozen: Any,
) -> int:
    """Maak de facturen van een jaar, voor wie heeft getekend.

    Wie heeft opgezegd krijgt geen factuur over een jaar na de laatste dag.

    Een factuur is definitief: nummer, datum en bedrag komen in facturen.csv en
    veranderen daarna niet meer. Dezelfde opdracht nog eens geven mag altijd;
    er komt alleen bij wat er nog niet was. Wat er sindsdien in de tabel is
    gewijzigd, wordt gemeld.

    Met --overschot wordt een overschot verdeeld naar rato van de bijdragen, op
    de cent nauwkeurig. Dat kan alleen in het laatste jaar, en voor alle
    gemeenten tegelijk.

    Voorbeeld: overeenkomstgen facturen 2027 --overschot 12500,00
    """
    wens = lib.Factuurwens(jaar, overschot, datum)
    return make_facturen(chosen_werkmap(ctx), wens, lib.Keuzes(gemeente, **gekozen))


def make_facturen(werkmap: lib.Werkmap, wens: lib.Factuurwens, keuzes: lib.Keuzes) -> ExitCode:
    """Make the invoices of a year and tell of them; return the exit code."""
    gemaakt = lib.maak_facturen(werkmap, wens, keuzes, progress_bar)
    tell(gemaakt.verslag, "Al gegeven")
    _tell_totals(gemaakt)
    return code_of_run(gemaakt.verslag)


def make_if_facturen(werkmap: lib.Werkmap, jaar: int, keuzes: lib.Keuzes) -> ExitCode | None:
    """Make the invoices of a year if that is what was asked for; None if it was not.

    Raises:
        click.UsageError: They were asked for in Word alone.
    """
    if not lib.is_factuur(werkmap, keuzes.soort):
        return None
    if keuzes.alleen_word:
        raise click.UsageError("Facturen zijn er altijd ook in PDF. Laat --alleen-word weg.")
    return make_facturen(werkmap, lib.Factuurwens(jaar), keuzes)


def _tell_totals(gemaakt: lib.Factuurverslag) -> None:
    """Tell all invoices of the year, with the control total."""
    tell_names(f"\nGeen factuur over {gemaakt.jaar}, want opgezegd", gemaakt.beeindigd)
    if not gemaakt.facturen:
        say(f"Er zijn geen facturen van {gemaakt.jaar}.")
        return
    amounts = [
        (factuur.bijdrage, -factuur.overschot, factuur.btw, factuur.totaal)
        for factuur in gemaakt.facturen
    ]
    totals = [sum(column, Decimal(0)) for column in zip(*amounts, strict=True)]
    rows = [
        (factuur.nummer, factuur.gemeente, *map(lib.format_bedrag, row))
        for factuur, row in zip(gemaakt.facturen, amounts, strict=True)
    ]
    rows.append((f"{len(rows)} samen", "", *map(lib.format_bedrag, totals)))
    heading = ("factuur", "gemeente", "bijdrage", "overschot", "btw", "te betalen")
    say(f"\nAlle facturen van {gemaakt.jaar}; nieuw: {len(gemaakt.nieuw)}.")
    say(table(heading, rows, right=(2, 3, 4, 5)))
    if gemaakt.boekhouding:
        say(f"Voor de boekhouding: {near(gemaakt.boekhouding)}.")
