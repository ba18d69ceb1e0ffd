"""``overeenkomstgen sjabloon proef``."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

import click

from overeenkomstgen import beproef, meaning, show_list
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.cli.scherm import chosen_werkmap, near, progress_bar
from overeenkomstgen.cli.woorden import say

if TYPE_CHECKING:
    from overeenkomstgen import Proefstuk


@click.command("proef", options_metavar="[OPTIES]")
@click.argument("wat", required=False, metavar="[SOORT|BESTAND]")
@click.option(
    "-o",
    "--uit",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="MAP",
    help="Waar de proef komt. Standaard: in uitvoer, in de map proef.",
)
@click.pass_context
def command(ctx: click.Context, wat: str | None, *, uit: Path | None) -> int:
    """Vul een sjabloon met de lastigste gemeenten en maak er PDF's van.

    Dat zijn de gemeente met de langste gegevens, die met de kortste, die met de
    meeste accenten en die waarvan het minst bekend is. SOORT is een
    documentsoort uit convenant.toml, BESTAND een sjabloon. Zonder keus is het
    de overeenkomst.

    De PDF's worden nagekeken als echte, maar staan apart. Er wordt niets
    vastgelegd en niets verzonden.
    """
    soort, made = beproef(chosen_werkmap(ctx), wat, uit, progress_bar)
    say(f"Proef van {soort.naam}, in {near(made[0].plaats.parent)}:")
    for stuk in made:
        _tell(stuk)
    return ExitCode.DOCUMENTS_FAILED if any(stuk.redenen for stuk in made) else ExitCode.OK


def _tell(stuk: Proefstuk) -> None:
    rij, pages = stuk.rij, stuk.paginas
    who = f"{rij.gemeente.naam} ({show_list(rij.redenen, 'en')})" if rij else "voor alle gemeenten"
    number = "1 bladzijde" if pages == 1 else f"{pages} bladzijden"
    say(f"  {who}: {stuk.plaats.name}, {number if pages else 'geen PDF'}")
    if stuk.open_velden:
        say(f"    Nog open: {show_list([meaning(veld) for veld in stuk.open_velden], 'en')}")
    for reden in stuk.redenen:
        say(indent(reden, "    "))
