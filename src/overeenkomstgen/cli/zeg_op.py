"""``overeenkomstgen zeg-op``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from overeenkomstgen import zeg_op
from overeenkomstgen.cli.scherm import DATE, chosen_werkmap
from overeenkomstgen.cli.stand import tell_list, tell_state

if TYPE_CHECKING:
    from datetime import date


@click.command("zeg-op", options_metavar="[OPTIES]")
@click.argument("gemeente", metavar="GEMEENTE")
@click.option(
    "--op",
    type=DATE,
    required=True,
    metavar="DATUM",
    help="De dag waarop de opzegging is verzonden (artikel 1.3).",
)
@click.option("--opmerking", default="", metavar="TEKST", help="Een opmerking voor het register.")
@click.pass_context
def command(ctx: click.Context, gemeente: str, *, op: date, opmerking: str) -> None:
    """Leg vast dat een gemeente heeft opgezegd.

    De laatste dag volgt uit artikel 1.3 van de overeenkomst: wie voor de
    opzegdag opzegt, is tot en met 31 december van dat jaar gebonden, anders een
    jaar langer. Bijlage 3 wordt bijgewerkt.

    Voorbeeld: overeenkomstgen zeg-op Deventer --op 2025-08-15
    """
    werkmap = chosen_werkmap(ctx)
    bijgewerkt = zeg_op(werkmap, gemeente, op, opmerking)
    tell_state(bijgewerkt.status, bijgewerkt.codes)
    tell_list(werkmap, bijgewerkt)
