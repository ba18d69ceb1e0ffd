"""``overeenkomstgen controleer``."""

from __future__ import annotations

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.opties import opdracht
from overeenkomstgen.cli.scherm import chosen_werkmap, count, remarks
from overeenkomstgen.cli.verslag import tell_open_fields
from overeenkomstgen.cli.woorden import say


@opdracht
def controleer(ctx: click.Context) -> None:
    """Controleer tabel, periode en sjablonen, en maak niets.

    Alle fouten komen in één keer, met de rij en de kolom zoals Excel ze telt,
    of met de alinea van het sjabloon.
    """
    controle = lib.controleer(chosen_werkmap(ctx))
    remarks(controle.opmerkingen)
    sjablonen = count(controle.sjablonen, "sjabloon", "sjablonen")
    invoer = controle.invoer
    say(
        f"In orde: {len(invoer.gemeenten)} gemeenten, {sjablonen}, "
        f"convenant {invoer.periode.convenant.periode}."
    )
    tell_open_fields(controle.overeenkomsten)
