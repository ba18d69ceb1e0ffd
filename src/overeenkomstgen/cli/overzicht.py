"""``overeenkomstgen overzicht``."""

from __future__ import annotations

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.opties import opdracht
from overeenkomstgen.cli.scherm import chosen_werkmap, near
from overeenkomstgen.cli.woorden import say


@opdracht("overzicht")
def command(ctx: click.Context) -> None:
    """Maak een pagina die laat zien hoe het ervoor staat.

    De pagina werkt zonder internet, is af te drukken, en verwijst naar de
    documenten in de map uitvoer.
    """
    say(f"Het overzicht staat in {near(lib.overzicht(chosen_werkmap(ctx), ctx.command_path))}.")
