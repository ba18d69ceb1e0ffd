"""``overeenkomstgen sjabloon proef``."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.cli.opties import MAP, opdracht, optie
from overeenkomstgen.cli.scherm import chosen_werkmap, count, near, progress_bar
from overeenkomstgen.cli.woorden import say


@opdracht("proef")
@click.argument("wat", required=False, metavar="[SOORT|BESTAND]")
@optie("-o --uit", "MAP", "Waar de proef komt. Standaard: in uitvoer, in de map proef.", type=MAP)
def command(ctx: click.Context, wat: str | None, *, uit: Path | None) -> int:
    """Vul een sjabloon met de lastigste gemeenten en maak er PDF's van.

    Dat zijn de gemeente met de langste gegevens, die met de kortste, die met de
    meeste accenten en die waarvan het minst bekend is. SOORT is een
    documentsoort uit convenant.toml, BESTAND een sjabloon. Zonder keus is het
    de overeenkomst.

    De PDF's worden nagekeken als echte, maar staan apart. Er wordt niets
    vastgelegd en niets verzonden.
    """
    soort, made = lib.beproef(chosen_werkmap(ctx), wat, uit, progress_bar)
    say(f"Proef van {soort.naam}, in {near(made[0].plaats.parent)}:")
    for stuk in made:
        _tell(stuk)
    return ExitCode.DOCUMENTS_FAILED if any(stuk.redenen for stuk in made) else ExitCode.OK


def _tell(stuk: lib.Proefstuk) -> None:
    rij, pages = stuk.rij, stuk.paginas
    who = (
        f"{rij.gemeente.naam} ({lib.show_list(rij.redenen, 'en')})"
        if rij
        else "voor alle gemeenten"
    )
    number = count(pages, "bladzijde", "bladzijden") if pages else "geen PDF"
    say(f"  {who}: {stuk.plaats.name}, {number}")
    if stuk.open_velden:
        say(
            f"    Nog open: {lib.show_list([lib.meaning(veld) for veld in stuk.open_velden], 'en')}"
        )
    for reden in stuk.redenen:
        say(indent(reden, "    "))
