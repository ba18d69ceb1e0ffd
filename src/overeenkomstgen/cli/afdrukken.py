"""``overeenkomstgen afdrukken``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

import overeenkomstgen as lib
from overeenkomstgen.cli import opties
from overeenkomstgen.cli.opties import BESTAND, JAAR, opdracht, optie, vlag
from overeenkomstgen.cli.scherm import ask_first, chosen_werkmap, count, near
from overeenkomstgen.cli.woorden import say


@opdracht
@click.argument("gemeente", nargs=-1, metavar="[GEMEENTE]…")
@optie("--soort", "SOORT", "Een andere documentsoort, zoals die in convenant.toml staat.")
@optie("--jaar", "JAAR", "Het jaar, bij een documentsoort die er voor elk jaar is.", type=JAAR)
@optie(
    "--exemplaren",
    "AANTAL",
    "Hoeveel exemplaren van elk. Standaard: 2 van een overeenkomst, 1 van iets anders.",
    type=click.IntRange(1, 99),
)
@optie("--printer", "NAAM", "Welke printer. Standaard: die van de computer.")
@vlag("--enkelzijdig", "Niet op beide kanten van het papier.")
@optie(
    "--pakket",
    "PDF",
    "Druk niet af, maar schrijf het afdrukbestand met alle exemplaren.",
    type=BESTAND,
)
@opties.ja
def afdrukken(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    gemeente: tuple[str, ...],
    *,
    printer: str | None,
    enkelzijdig: bool,
    pakket: Path | None,
    ja: bool,
    **gekozen: Any,
) -> None:
    """Druk de overeenkomst van een of meer gemeenten af, in tweevoud.

    Met --soort drukt u iets anders af, zoals een brief. Zonder namen is het voor
    alle gemeenten die er nu een horen te krijgen.

    Het is de PDF die is gemaakt, nooit een nieuwe; van wie heeft getekend, de
    overeenkomst die toen is bewaard. Is hij daarna gewijzigd, dan wordt er niets
    afgedrukt. Elk exemplaar begint op een nieuw vel.
    """
    afdruk = lib.Afdruk(gemeente, dubbelzijdig=not enkelzijdig, **gekozen)
    werkmap = chosen_werkmap(ctx)
    if pakket:
        made = lib.pak_in(werkmap, afdruk, pakket)
        sheets = count(made.vellen, "vel", "vellen")
        say(f"Het afdrukbestand staat in {near(made.path)}: {sheets}.")
        return
    ask_first(partial(lib.druk_af, werkmap, afdruk, printer, say), yes=ja)
