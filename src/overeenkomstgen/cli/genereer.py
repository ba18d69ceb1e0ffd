"""``overeenkomstgen genereer`` and ``controleer``: making documents, or not yet."""

from typing import Any

import click

import overeenkomstgen as lib
from overeenkomstgen.cli import opties
from overeenkomstgen.cli.afloop import code_of_run
from overeenkomstgen.cli.facturen import make_facturen
from overeenkomstgen.cli.opties import opdracht, optie, vlag
from overeenkomstgen.cli.scherm import progress_bar, remarks, say, werkmap_of
from overeenkomstgen.cli.verslag import tell, tell_open_fields


@opdracht
@click.argument("gemeente", nargs=-1, metavar="[GEMEENTE]…")
@optie(
    "--soort",
    "SOORT",
    "Een andere documentsoort, zoals die in convenant.toml staat: herinnering, collegenota.",
)
@opties.jaar
@vlag(
    "--alleen-word",
    "Maak alleen de Word-bestanden. Een PDF van een eerdere tekst wordt weggehaald.",
)
@vlag("--alles", "Maak ook opnieuw wat niet is gewijzigd.")
@vlag("--volgende", "Maak van een brief die is verzonden de volgende, met een eigen kenmerk.")
@vlag("--strikt", "Weiger wat niet volledig is, zoals een overeenkomst zonder collegebesluit.")
@opties.uitvoer
@opties.tijdslimiet
@optie("--motor", "ADRES", "Laat een cluster van computers de PDF's maken: tls://computer:8786.")
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
    werkmap = werkmap_of(ctx)
    if keuzes.jaar is not None and lib.is_factuur(werkmap, keuzes.soort):
        if keuzes.alleen_word:
            raise click.UsageError("Facturen zijn er altijd ook in PDF. Laat --alleen-word weg.")
        return make_facturen(werkmap, lib.Factuurwens(keuzes.jaar), keuzes)
    verslag = lib.genereer(werkmap, keuzes, progress_bar)
    tell(verslag)
    return code_of_run(verslag)


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
        for sentence in lib.hoor_getuigen(werkmap_of(ctx), getuigen):
            say(sentence)
        return
    controle = lib.controleer(werkmap_of(ctx), progress_bar, diep=diep)
    remarks(controle.opmerkingen)
    sjablonen = lib.count(controle.sjablonen, "sjabloon", "sjablonen")
    invoer = controle.invoer
    years = invoer.periode.convenant.periode
    say(f"In orde: {len(invoer.gemeenten)} gemeenten, {sjablonen}, convenant {years}.")
    if diep:
        files = lib.count(controle.bewaard, "bewaard bestand", "bewaarde bestanden")
        say(f"Nagelezen: {files}, en wat daarvan is vastgelegd.")
    tell_open_fields(controle.overeenkomsten)
