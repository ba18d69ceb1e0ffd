"""``overeenkomstgen zeg-op``."""

from __future__ import annotations

from datetime import date

import click

import overeenkomstgen as lib
from overeenkomstgen.cli import opties
from overeenkomstgen.cli.opties import DATUM, opdracht, optie
from overeenkomstgen.cli.scherm import chosen_werkmap
from overeenkomstgen.cli.stand import tell_bijgewerkt


@opdracht("zeg-op")
@click.argument("gemeente")
@optie(
    "--op",
    "DATUM",
    "De dag waarop de opzegging is verzonden (artikel 1.3).",
    type=DATUM,
    required=True,
)
@opties.opmerking
def command(ctx: click.Context, gemeente: str, *, op: date, opmerking: str) -> None:
    """Leg vast dat een gemeente heeft opgezegd.

    De laatste dag volgt uit artikel 1.3 van de overeenkomst: wie voor de
    opzegdag opzegt, is tot en met 31 december van dat jaar gebonden, anders een
    jaar langer. Bijlage 3 wordt bijgewerkt.

    Voorbeeld: overeenkomstgen zeg-op Deventer --op 2025-08-15
    """
    werkmap = chosen_werkmap(ctx)
    bijgewerkt = lib.zeg_op(werkmap, gemeente, op, opmerking)
    tell_bijgewerkt(werkmap, bijgewerkt, missing=False)
