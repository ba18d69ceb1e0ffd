"""``overeenkomstgen bijlage3``."""

from __future__ import annotations

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.opties import opdracht
from overeenkomstgen.cli.scherm import chosen_werkmap
from overeenkomstgen.cli.stand import tell_bijgewerkt


@opdracht("bijlage3")
def command(ctx: click.Context) -> None:
    """Maak Bijlage 3 opnieuw: de lijst van gemeenten die hebben getekend.

    Dat gebeurt ook vanzelf na elke ondertekening, opzegging of verbetering.
    """
    werkmap = chosen_werkmap(ctx)
    bijgewerkt = lib.bijlage3(werkmap)
    tell_bijgewerkt(werkmap, bijgewerkt)
