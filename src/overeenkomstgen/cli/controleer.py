"""``overeenkomstgen controleer``."""

from __future__ import annotations

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.opties import opdracht, optie, vlag
from overeenkomstgen.cli.scherm import chosen_werkmap, count, progress_bar, remarks
from overeenkomstgen.cli.verslag import tell_open_fields
from overeenkomstgen.cli.woorden import say


@opdracht
@optie(
    "--getuige getuigen",
    "WAARDE",
    "Kijk alleen of register en facturen nog zijn zoals een document zegt: de PDF ervan, of de "
    "controlecode die erop staat. Mag vaker.",
    multiple=True,
)
@vlag("--diep", "Lees ook alles na wat bewaard is: getekende papieren en facturen.")
def controleer(ctx: click.Context, *, getuigen: tuple[str, ...], diep: bool) -> None:
    """Controleer tabel, periode en sjablonen, en maak niets.

    Alle fouten komen in één keer, met de rij en de kolom zoals Excel ze telt,
    of met de alinea van het sjabloon.
    """
    if getuigen:
        for sentence in lib.hoor_getuigen(chosen_werkmap(ctx), getuigen):
            say(sentence)
        return
    controle = lib.controleer(chosen_werkmap(ctx), progress_bar, diep=diep)
    remarks(controle.opmerkingen)
    sjablonen = count(controle.sjablonen, "sjabloon", "sjablonen")
    invoer = controle.invoer
    say(
        f"In orde: {len(invoer.gemeenten)} gemeenten, {sjablonen}, "
        f"convenant {invoer.periode.convenant.periode}."
    )
    if diep:
        files = count(controle.bewaard, "bewaard bestand", "bewaarde bestanden")
        say(f"Nagelezen: {files}, en wat daarvan is vastgelegd.")
    tell_open_fields(controle.overeenkomsten)
