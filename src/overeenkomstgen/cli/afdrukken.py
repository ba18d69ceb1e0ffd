"""``overeenkomstgen afdrukken``."""

from __future__ import annotations

from pathlib import Path

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.opties import BESTAND, opdracht, optie, vlag
from overeenkomstgen.cli.scherm import chosen_werkmap, count, near
from overeenkomstgen.cli.woorden import say


@opdracht
@click.argument("gemeente")
@optie(
    "--exemplaren",
    "AANTAL",
    "Hoeveel exemplaren.",
    type=click.IntRange(1, 99),
    default=2,
    show_default="2",
)
@optie("--printer", "NAAM", "Welke printer. Standaard: die van de computer.")
@vlag("--enkelzijdig", "Niet op beide kanten van het papier.")
@optie(
    "--pakket",
    "PDF",
    "Druk niet af, maar schrijf het afdrukbestand met alle exemplaren.",
    type=BESTAND,
)
def afdrukken(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    gemeente: str,
    *,
    exemplaren: int,
    printer: str | None,
    enkelzijdig: bool,
    pakket: Path | None,
) -> None:
    """Druk de overeenkomst van een gemeente af, in tweevoud.

    Het is de PDF die er staat, nooit een nieuwe. Elk exemplaar begint op een
    nieuw vel.
    """
    afdruk = lib.Afdruk(gemeente, exemplaren, dubbelzijdig=not enkelzijdig)
    if pakket:
        made = lib.pak_in(chosen_werkmap(ctx), afdruk, pakket)
        sheets = count(made.vellen, "vel", "vellen")
        say(f"Het afdrukbestand staat in {near(made.path)}: {sheets}.")
        return
    for sentence in lib.druk_af(chosen_werkmap(ctx), afdruk, printer):
        say(sentence)
