"""``overeenkomstgen corrigeer``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from overeenkomstgen import Correctie, Gebeurtenis, corrigeer
from overeenkomstgen.cli.scherm import DATE, ask_first, chosen_werkmap
from overeenkomstgen.cli.stand import tell_list, tell_missing, tell_state

if TYPE_CHECKING:
    from datetime import date

_EVENTS = {"ondertekening": Gebeurtenis.ONDERTEKEND, "opzegging": Gebeurtenis.OPGEZEGD}


@click.command("corrigeer", options_metavar="[OPTIES]")
@click.argument("gemeente", metavar="GEMEENTE")
@click.option(
    "--van",
    type=click.Choice(list(_EVENTS)),
    default="ondertekening",
    show_default=True,
    metavar="WAT",
    help="Wat u verbetert: de ondertekening of de opzegging.",
)
@click.option("--op", type=DATE, metavar="DATUM", help="De juiste dag, als die anders is.")
@click.option("--vervalt", is_flag=True, help="Het is niet gebeurd: neem het terug.")
@click.option("--ondertekenaar", metavar="NAAM", help="Wie er op het papier staat.")
@click.option(
    "--bestand",
    type=click.Path(path_type=Path),
    metavar="PDF",
    help="De juiste ondertekende overeenkomst. De eerdere kopie blijft bewaard.",
)
@click.option("--reden", required=True, metavar="TEKST", help="Waarom u verbetert.")
@click.option("--ja", is_flag=True, help="Vraag niets; alles is nagekeken.")
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    gemeente: str,
    *,
    van: str,
    op: date | None,
    vervalt: bool,
    ondertekenaar: str | None,
    bestand: Path | None,
    reden: str,
    ja: bool,
) -> None:
    """Verbeter wat er van een gemeente is vastgelegd.

    Wat er eerder is vastgelegd blijft in het register staan; de verbetering
    komt eronder. Bijlage 3 wordt bijgewerkt.

    Voorbeeld: overeenkomstgen corrigeer Deventer --op 2023-01-11 --reden "tikfout"
    """
    paper = bestand is not None or ondertekenaar is not None
    if vervalt == (op is not None or paper):
        raise click.UsageError(
            "Zeg wat er verandert (--op, --ondertekenaar of --bestand), of alleen --vervalt."
        )
    if paper and van == "opzegging":
        raise click.UsageError("--ondertekenaar en --bestand horen bij de ondertekening.")
    if not reden.strip():
        raise click.UsageError("Zeg bij --reden waarom u verbetert.")
    werkmap = chosen_werkmap(ctx)
    correctie = Correctie(
        _EVENTS[van], op, reden, vervalt=vervalt, ondertekenaar=ondertekenaar, bestand=bestand
    )
    bijgewerkt = ask_first(partial(corrigeer, werkmap, gemeente, correctie), yes=ja)
    tell_state(bijgewerkt.status, bijgewerkt.codes)
    tell_missing(bijgewerkt.status)
    tell_list(werkmap, bijgewerkt)
