"""``overeenkomstgen sjabloon``: what there is to do with templates themselves."""

from __future__ import annotations

import click

from overeenkomstgen.cli.groep import Groep

_COMMANDS = {
    "controleer": "Zoek alles wat mis is of mis kan gaan.",
    "velden": "Toon elk veld met zijn betekenis en een waarde.",
    "proef": "Vul het sjabloon met de lastigste gemeenten en maak PDF's.",
    "afleiden": "Maak van een ingevulde overeenkomst een sjabloon.",
}


@click.group(
    "sjabloon",
    cls=Groep,
    opdrachten=_COMMANDS,
    module="sjabloon_",
    options_metavar="[OPTIES]",
    subcommand_metavar="OPDRACHT …",
    epilog="Uitleg bij een opdracht: overeenkomstgen sjabloon OPDRACHT --help",
)
def command() -> None:
    """Controleer een Word-sjabloon, probeer het uit, of leid het af.

    Een sjabloon is een gewoon Word-document met velden erin, zoals
    {{ gemeente.naam }}. De sjablonen staan in de map sjablonen.
    """
