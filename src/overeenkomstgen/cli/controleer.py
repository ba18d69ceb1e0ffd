"""``overeenkomstgen controleer``."""

from __future__ import annotations

import click

from overeenkomstgen import controleer
from overeenkomstgen.cli.scherm import chosen_werkmap, remarks
from overeenkomstgen.cli.verslag import tell_open_fields
from overeenkomstgen.cli.woorden import say


@click.command("controleer", options_metavar="[OPTIES]")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Controleer tabel, periode en sjablonen, en maak niets.

    Alle fouten komen in één keer, met de rij en de kolom zoals Excel ze telt,
    of met de alinea van het sjabloon.
    """
    controle = controleer(chosen_werkmap(ctx))
    remarks(controle.opmerkingen)
    count = controle.sjablonen
    sjablonen = "1 sjabloon" if count == 1 else f"{count} sjablonen"
    invoer = controle.invoer
    say(
        f"In orde: {len(invoer.gemeenten)} gemeenten, {sjablonen}, "
        f"convenant {invoer.periode.convenant.periode}."
    )
    tell_open_fields(controle.overeenkomsten)
