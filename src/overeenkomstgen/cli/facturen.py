"""``overeenkomstgen facturen`` and ``crediteer``: invoices, and what takes from them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import click

import overeenkomstgen as lib
from overeenkomstgen.cli import opties, scherm
from overeenkomstgen.cli.afloop import ExitCode, code_of_run
from overeenkomstgen.cli.opties import BEDRAG, DATUM, JAAR, opdracht, optie, vlag
from overeenkomstgen.cli.scherm import ask_first, near, progress_bar, say, tell_names, werkmap_of
from overeenkomstgen.cli.verslag import tell


@opdracht
@click.argument("jaar", type=JAAR)
@click.argument("gemeente", nargs=-1, metavar="[GEMEENTE]…")
@optie(
    "--overschot",
    BEDRAG,
    "Het overschot dat met de bijdragen over het laatste jaar wordt verrekend, zonder btw.",
)
@optie("--datum", DATUM, "De factuurdatum. Standaard: vandaag.")
@vlag("--proef", "Laat zien wat het wordt: maak concepten zonder nummer, en leg niets vast.")
@vlag("--strikt", "Weiger een factuur waarin een gegeven ontbreekt.")
@opties.uitvoer
@opties.tijdslimiet
@opties.ja
def facturen(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    jaar: int,
    gemeente: tuple[str, ...],
    *,
    overschot: Decimal | None,
    datum: date | None,
    proef: bool,
    ja: bool,
    **gekozen: Any,
) -> int:
    """Maak de facturen van een jaar, voor wie heeft getekend.

    Wie heeft opgezegd krijgt geen factuur over een jaar na de laatste dag. Met
    --proef ziet u eerst wat het wordt.

    Een factuur is definitief: nummer, datum en bedrag komen in facturen.csv en
    veranderen daarna niet meer. Dezelfde opdracht nog eens geven mag altijd;
    er komt alleen bij wat er nog niet was. Wat er sindsdien in de tabel is
    gewijzigd, wordt gemeld.

    Met --overschot wordt een overschot verdeeld naar rato van de bijdragen, op
    de cent nauwkeurig. Dat kan alleen in het laatste jaar, en voor alle
    gemeenten tegelijk. Zijn de facturen er al, dan krijgt ieder een
    creditfactuur voor haar aandeel.

    Voorbeeld: overeenkomstgen facturen 2027 --overschot 12500,00
    """
    wens = lib.Factuurwens(jaar, overschot, datum, proef)
    return make_facturen(werkmap_of(ctx), wens, lib.Keuzes(gemeente, **gekozen), yes=ja)


def make_facturen(
    werkmap: lib.Werkmap, wens: lib.Factuurwens, keuzes: lib.Keuzes, *, yes: bool = False
) -> ExitCode:
    """Make the invoices of a year and tell of them; return the exit code."""
    make = partial(lib.maak_facturen, werkmap, wens, keuzes, progress_bar)
    return _tell(ask_first(make, yes=yes))


@opdracht
@click.argument("nummer")
@optie("--reden", "TEKST", "Waarom u crediteert; het staat op de creditfactuur.", required=True)
@optie("--bedrag", BEDRAG, "Een deel, zonder btw. Standaard: wat er van de factuur over is.")
@vlag("--nieuw", "Geef meteen de juiste factuur, als de oude helemaal vervalt.")
@vlag("--proef", "Laat zien wat het wordt: maak concepten zonder nummer, en leg niets vast.")
def crediteer(ctx: click.Context, **gekozen: Any) -> int:
    """Geef een creditfactuur bij een factuur, geheel of voor een deel.

    De factuur zelf blijft bewaard zoals zij is. De creditfactuur krijgt een
    eigen nummer in dezelfde reeks, en noemt het nummer en de datum van de
    factuur. Er is nooit meer te crediteren dan er van een factuur over is.

    Met --nieuw volgt de juiste factuur, met de gegevens van nu. Met --proef ziet
    u eerst wat het wordt.

    Voorbeeld: overeenkomstgen crediteer P31-2024-007 --reden "verkeerd adres" --nieuw
    """
    wens = lib.Creditwens(**gekozen)
    if not wens.reden.strip():
        raise click.UsageError("Zeg bij --reden waarom u crediteert.")
    return _tell(lib.crediteer(werkmap_of(ctx), wens, progress_bar))


def _tell(gemaakt: lib.Factuurverslag) -> ExitCode:
    """Tell what was given now, with the control totals of the year; return the exit code."""
    tell(gemaakt.verslag, "Al gegeven", accounted=not gemaakt.is_proef)
    jaar, new = gemaakt.jaar, lib.Samen(gemaakt.nieuw)
    every = lib.Samen(gemaakt.facturen)
    tell_names(
        f"\nGeen factuur over {jaar}, want de overeenkomst geldt dan niet", gemaakt.beeindigd
    )
    code = code_of_run(gemaakt.verslag)
    if not every.facturen:
        say(f"Er zijn geen facturen van {jaar}.")
        return code
    bedrag, totaal = map(lib.format_bedrag, (every.bedrag, every.totaal))
    together = f"{every.aantal}, samen {bedrag} exclusief btw, {totaal} te betalen"
    would = " Dit is een proef: er is niets vastgelegd." * gemaakt.is_proef
    say(f"\nOver {jaar}: {together}; nieuw: {len(new.facturen)}.{would}")
    if new.facturen:
        who = [(each.nummer, each.gemeente) for each in new.facturen]
        who.append((f"{len(new.facturen)} samen", ""))
        every_row: list[lib.Factuur | lib.Samen] = [*new.facturen, new]
        amounts = [(each.bijdrage, each.verrekening, each.btw, each.totaal) for each in every_row]
        rows = [
            (*naam, *map(lib.format_bedrag, row)) for naam, row in zip(who, amounts, strict=True)
        ]
        heading = ("factuur", "gemeente", "bijdrage", "overschot", "btw", "te betalen")
        say(scherm.table(heading, rows, right=(2, 3, 4, 5)))
    if gemaakt.boekhouding:
        say(f"Voor de boekhouding: {near(gemaakt.boekhouding)}.")
    return code
