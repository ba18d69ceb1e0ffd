"""``overeenkomstgen genereer`` and ``facturen``: making documents."""

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
@click.argument("gemeente", nargs=-1, metavar="[GEMEENTE]…")
@optie(
    "--soort",
    "SOORT",
    "Een andere documentsoort, zoals die in convenant.toml staat: herinnering, collegenota.",
)
@optie("--jaar", "JAAR", "Het jaar, bij een documentsoort die er voor elk jaar is.", type=JAAR)
@vlag(
    "--alleen-word",
    "Maak alleen de Word-bestanden. Een PDF van een eerdere tekst wordt weggehaald.",
)
@vlag("--alles", "Maak ook opnieuw wat niet is gewijzigd.")
@vlag("--strikt", "Weiger wat niet volledig is, zoals een overeenkomst zonder collegebesluit.")
@opties.uitvoer
@opties.tijdslimiet
@optie("--motor", "ADRES", "Laat een cluster van computers de PDF's maken: tls://computer:8786.")
def genereer(ctx: click.Context, gemeente: tuple[str, ...], **gekozen: Any) -> int:
    """Maak de overeenkomsten van alle gemeenten, of van de gemeenten die u noemt.

    Met --soort maakt u iets anders, zoals een brief. Die is dan voor de
    gemeenten die er nu een horen te krijgen: een herinnering voor wie nog niet
    heeft getekend, een ontvangstbevestiging voor wie dat wel deed.

    Hoofdletters, accenten en leestekens maken niet uit: den bosch,
    s-hertogenbosch en GM0796 zijn dezelfde gemeente. Zet een naam van meer
    woorden tussen aanhalingstekens: "den bosch".

    Elk document wordt teruggelezen en vergeleken voordat het in de map uitvoer
    komt. Wat ondertekend is, wordt nooit opnieuw gemaakt. Wat er al staat zoals
    het nu gemaakt zou worden, blijft staan. Zonder namen en zonder --soort wordt
    ook de lijst van ondertekenaars gemaakt, Bijlage 3.
    """
    keuzes = lib.Keuzes(gemeente, **gekozen)
    werkmap = chosen_werkmap(ctx)
    if keuzes.jaar is not None and lib.is_factuur(werkmap, keuzes.soort):
        if keuzes.alleen_word:
            raise click.UsageError("Facturen zijn er altijd ook in PDF. Laat --alleen-word weg.")
        return _make_facturen(werkmap, lib.Factuurwens(keuzes.jaar), keuzes)
    verslag = lib.genereer(werkmap, keuzes, progress_bar)
    tell(verslag)
    return code_of_run(verslag)


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
    return _make_facturen(chosen_werkmap(ctx), wens, lib.Keuzes(gemeente, **gekozen))


def _make_facturen(werkmap: lib.Werkmap, wens: lib.Factuurwens, keuzes: lib.Keuzes) -> ExitCode:
    """Make the invoices of a year and tell of them; return the exit code."""
    gemaakt = lib.maak_facturen(werkmap, wens, keuzes, progress_bar)
    tell(gemaakt.verslag, "Al gegeven")
    _tell_totals(gemaakt)
    return code_of_run(gemaakt.verslag)


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
