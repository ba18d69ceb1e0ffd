"""``overeenkomstgen bijlage3``."""

from __future__ import annotations

import click

from overeenkomstgen import bijlage3
from overeenkomstgen.cli.scherm import chosen_werkmap
from overeenkomstgen.cli.stand import tell_list, tell_missing


@click.command("bijlage3", options_metavar="[OPTIES]")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Maak Bijlage 3 opnieuw: de lijst van gemeenten die hebben getekend.

    Dat gebeurt ook vanzelf na elke ondertekening, opzegging of verbetering.
    """
    werkmap = chosen_werkmap(ctx)
    bijgewerkt = bijlage3(werkmap)
    tell_missing(bijgewerkt.status)
    tell_list(werkmap, bijgewerkt)
