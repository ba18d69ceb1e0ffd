"""``overeenkomstgen controleer``."""

from __future__ import annotations

import click

from overeenkomstgen.cli.scherm import chosen_werkmap, remarks
from overeenkomstgen.pipeline import controleer


@click.command("controleer", options_metavar="[OPTIES]")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Controleer tabel, periode en sjablonen, en maak niets.

    Alle fouten komen in een keer, met de rij en de kolom zoals Excel ze telt,
    of met de alinea van het sjabloon.
    """
    invoer, sentences = controleer(chosen_werkmap(ctx))
    remarks(sentences)
    sjablonen = "1 sjabloon" if len(invoer.sjablonen) == 1 else f"{len(invoer.sjablonen)} sjablonen"
    click.echo(
        f"In orde: {len(invoer.gemeenten)} gemeenten, {sjablonen}, "
        f"convenant {invoer.periode.convenant.periode}."
    )
