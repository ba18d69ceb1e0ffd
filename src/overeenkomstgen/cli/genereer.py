"""``overeenkomstgen genereer``."""

from __future__ import annotations

from typing import Any

import click

import overeenkomstgen as lib
from overeenkomstgen.cli import opties
from overeenkomstgen.cli.afloop import code_of_run
from overeenkomstgen.cli.facturen import make_if_facturen
from overeenkomstgen.cli.opties import JAAR, opdracht, optie, vlag
from overeenkomstgen.cli.scherm import chosen_werkmap, progress_bar
from overeenkomstgen.cli.verslag import tell


@opdracht
@click.argument("gemeente", nargs=-1, metavar="[GEMEENTE]…")
@optie(
    "--soort",
    "SOORT",
    "Een andere documentsoort, zoals die in convenant.toml staat: herinnering, collegenota.",
)
@optie("--jaar", "JAAR", "Het jaar, bij een documentsoort die er voor elk jaar is.", type=JAAR)
@vlag(
    "--alleen-word",
    "Maak alleen de Word-bestanden. Een PDF van een eerdere tekst wordt weggehaald.",
)
@vlag("--alles", "Maak ook opnieuw wat niet is gewijzigd.")
@vlag("--strikt", "Weiger wat niet volledig is, zoals een overeenkomst zonder collegebesluit.")
@opties.uitvoer
@opties.tijdslimiet
@optie("--motor", "ADRES", "Laat een cluster van computers de PDF's maken: dask://computer:8786.")
def genereer(ctx: click.Context, gemeente: tuple[str, ...], **gekozen: Any) -> int:
    """Maak de overeenkomsten van alle gemeenten, of van de gemeenten die u noemt.

    Met --soort maakt u iets anders, zoals een brief. Die is dan voor de
    gemeenten die er nu een horen te krijgen: een herinnering voor wie nog niet
    heeft getekend, een ontvangstbevestiging voor wie dat wel deed.

    Hoofdletters, accenten en leestekens maken niet uit: den bosch,
    s-hertogenbosch en GM0796 zijn dezelfde gemeente. Zet een naam van meer
    woorden tussen aanhalingstekens: "den bosch".

    Elk document wordt teruggelezen en vergeleken voordat het in de map uitvoer
    komt. Wat ondertekend is, wordt nooit opnieuw gemaakt. Wat er al staat zoals
    het nu gemaakt zou worden, blijft staan. Zonder namen en zonder --soort wordt
    ook de lijst van ondertekenaars gemaakt, Bijlage 3.
    """
    keuzes = lib.Keuzes(gemeente, **gekozen)
    werkmap = chosen_werkmap(ctx)
    if keuzes.jaar is not None:
        code = make_if_facturen(werkmap, keuzes.jaar, keuzes)
        if code is not None:
            return code
    verslag = lib.genereer(werkmap, keuzes, progress_bar)
    tell(verslag)
    return code_of_run(verslag)
