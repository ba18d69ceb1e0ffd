"""``overeenkomstgen afdrukken``."""

from __future__ import annotations

from pathlib import Path

import click

from overeenkomstgen import Afdruk, druk_af, pak_in
from overeenkomstgen.cli.scherm import chosen_werkmap, near
from overeenkomstgen.cli.woorden import say


@click.command("afdrukken", options_metavar="[OPTIES]")
@click.argument("gemeente", metavar="GEMEENTE")
@click.option(
    "--exemplaren",
    type=click.IntRange(1, 99),
    default=2,
    show_default="2",
    metavar="AANTAL",
    help="Hoeveel exemplaren.",
)
@click.option("--printer", metavar="NAAM", help="Welke printer. Standaard: die van de computer.")
@click.option("--enkelzijdig", is_flag=True, help="Niet op beide kanten van het papier.")
@click.option(
    "--pakket",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PDF",
    help="Druk niet af, maar schrijf het afdrukbestand met alle exemplaren.",
)
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
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
    afdruk = Afdruk(gemeente, exemplaren, dubbelzijdig=not enkelzijdig)
    if pakket:
        made = pak_in(chosen_werkmap(ctx), afdruk, pakket)
        sheets = "1 vel" if made.vellen == 1 else f"{made.vellen} vellen"
        say(f"Het afdrukbestand staat in {near(made.path)}: {sheets}.")
        return
    for sentence in druk_af(chosen_werkmap(ctx), afdruk, printer):
        say(sentence)
