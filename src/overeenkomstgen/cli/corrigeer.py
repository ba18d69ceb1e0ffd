"""``overeenkomstgen corrigeer``."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

import overeenkomstgen as lib
from overeenkomstgen.cli import opties
from overeenkomstgen.cli.opties import DATUM, PAD, opdracht, optie, vlag
from overeenkomstgen.cli.scherm import ask_first, chosen_werkmap
from overeenkomstgen.cli.stand import tell_bijgewerkt

_EVENTS = {"ondertekening": lib.Gebeurtenis.ONDERTEKEND, "opzegging": lib.Gebeurtenis.OPGEZEGD}


@opdracht("corrigeer")
@click.argument("gemeente")
@optie(
    "--van",
    "WAT",
    "Wat u verbetert: de ondertekening of de opzegging.",
    type=click.Choice(list(_EVENTS)),
    default="ondertekening",
    show_default=True,
)
@optie("--op", "DATUM", "De juiste dag, als die anders is.", type=DATUM)
@vlag("--vervalt", "Het is niet gebeurd: neem het terug.")
@optie("--ondertekenaar", "NAAM", "Wie er op het papier staat.")
@optie(
    "--bestand",
    "PDF",
    "De juiste ondertekende overeenkomst. De eerdere kopie blijft bewaard.",
    type=PAD,
)
@optie("--reden", "TEKST", "Waarom u verbetert.", required=True)
@opties.ja
def command(ctx: click.Context, gemeente: str, van: str, *, ja: bool, **correctie: Any) -> None:
    """Verbeter wat er van een gemeente is vastgelegd.

    Wat er eerder is vastgelegd blijft in het register staan; de verbetering
    komt eronder. Bijlage 3 wordt bijgewerkt.

    Voorbeeld: overeenkomstgen corrigeer Deventer --op 2023-01-11 --reden "tikfout"
    """
    wens = lib.Correctie(_EVENTS[van], **correctie)
    paper = wens.bestand is not None or wens.ondertekenaar is not None
    if wens.vervalt == (wens.op is not None or paper):
        raise click.UsageError(
            "Zeg wat er verandert (--op, --ondertekenaar of --bestand), of alleen --vervalt."
        )
    if paper and van == "opzegging":
        raise click.UsageError("--ondertekenaar en --bestand horen bij de ondertekening.")
    if not wens.reden.strip():
        raise click.UsageError("Zeg bij --reden waarom u verbetert.")
    werkmap = chosen_werkmap(ctx)
    bijgewerkt = ask_first(partial(lib.corrigeer, werkmap, gemeente, wens), yes=ja)
    tell_bijgewerkt(werkmap, bijgewerkt)
