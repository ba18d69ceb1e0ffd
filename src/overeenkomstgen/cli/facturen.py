"""``overeenkomstgen facturen``."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from overeenkomstgen import (
    TIME_LIMIT,
    Factuurwens,
    Keuzes,
    format_bedrag,
    is_factuur,
    maak_facturen,
)
from overeenkomstgen.cli.afloop import ExitCode, code_of_run
from overeenkomstgen.cli.scherm import (
    DATE,
    Euro,
    Seconden,
    chosen_werkmap,
    names,
    near,
    progress_bar,
    table,
)
from overeenkomstgen.cli.verslag import tell
from overeenkomstgen.cli.woorden import say

if TYPE_CHECKING:
    from datetime import date

    from overeenkomstgen import Factuurverslag, Werkmap


@click.command("facturen", options_metavar="[OPTIES]")
@click.argument("jaar", type=click.IntRange(1900, 2999), metavar="JAAR")
@click.argument("gemeente", nargs=-1, metavar="[GEMEENTE]…")
@click.option(
    "--overschot",
    type=Euro(),
    metavar="BEDRAG",
    help="Het overschot dat met de bijdragen over het laatste jaar wordt verrekend, zonder btw.",
)
@click.option("--datum", type=DATE, metavar="DATUM", help="De factuurdatum. Standaard: vandaag.")
@click.option("--strikt", is_flag=True, help="Weiger een factuur waarin een gegeven ontbreekt.")
@click.option(
    "--uitvoer",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="PAD",
    help="Een andere map voor de documenten, gerekend vanaf waar u bent.",
)
@click.option(
    "--tijdslimiet",
    type=Seconden(),
    default=TIME_LIMIT,
    show_default=f"{TIME_LIMIT:.0f}",
    metavar="SECONDEN",
    help="Zo lang mag LibreOffice over een document doen.",
)
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    jaar: int,
    gemeente: tuple[str, ...],
    *,
    overschot: Decimal | None,
    datum: date | None,
    strikt: bool,
    uitvoer: Path | None,
    tijdslimiet: float,
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
    keuzes = Keuzes(gemeente, uitvoer=uitvoer, strikt=strikt, tijdslimiet=tijdslimiet)
    wens = Factuurwens(jaar, overschot, datum)
    return make_facturen(chosen_werkmap(ctx), wens, keuzes)


def make_facturen(werkmap: Werkmap, wens: Factuurwens, keuzes: Keuzes) -> ExitCode:
    """Make the invoices of a year and tell of them; return the exit code."""
    gemaakt = maak_facturen(werkmap, wens, keuzes, progress_bar)
    tell(gemaakt.verslag, "Al gegeven")
    _tell_totals(gemaakt)
    return code_of_run(gemaakt.verslag)


def make_if_facturen(
    werkmap: Werkmap, soort: str | None, jaar: int, keuzes: Keuzes
) -> ExitCode | None:
    """Make the invoices of a year if that is what was asked for; None if it was not.

    Raises:
        click.UsageError: They were asked for in Word alone.
    """
    if not is_factuur(werkmap, soort):
        return None
    if keuzes.alleen_word:
        raise click.UsageError("Facturen zijn er altijd ook in PDF. Laat --alleen-word weg.")
    return make_facturen(werkmap, Factuurwens(jaar), keuzes)


def _tell_totals(gemaakt: Factuurverslag) -> None:
    """Tell all invoices of the year, with the control total."""
    if gemaakt.beeindigd:
        say(f"\nGeen factuur over {gemaakt.jaar}, want opgezegd: {len(gemaakt.beeindigd)}")
        say(names(gemaakt.beeindigd))
    if not gemaakt.facturen:
        say(f"Er zijn geen facturen van {gemaakt.jaar}.")
        return
    amounts = [
        (factuur.bijdrage, -factuur.overschot, factuur.btw, factuur.totaal)
        for factuur in gemaakt.facturen
    ]
    totals = [sum(column, Decimal(0)) for column in zip(*amounts, strict=True)]
    rows = [
        (factuur.nummer, factuur.gemeente, *map(format_bedrag, row))
        for factuur, row in zip(gemaakt.facturen, amounts, strict=True)
    ]
    rows.append((f"{len(rows)} samen", "", *map(format_bedrag, totals)))
    heading = ("factuur", "gemeente", "bijdrage", "overschot", "btw", "te betalen")
    say(f"\nAlle facturen van {gemaakt.jaar}; nieuw: {len(gemaakt.nieuw)}.")
    say(table(heading, rows, right=(2, 3, 4, 5)))
    if gemaakt.boekhouding:
        say(f"Voor de boekhouding: {near(gemaakt.boekhouding)}.")
