"""``overeenkomstgen genereer``."""

from __future__ import annotations

from pathlib import Path

import click

from overeenkomstgen import Keuzes, genereer
from overeenkomstgen.cli.afloop import code_of_run
from overeenkomstgen.cli.scherm import Seconden, chosen_werkmap, progress_bar
from overeenkomstgen.cli.verslag import tell


@click.command("genereer", options_metavar="[OPTIES]")
@click.argument("gemeente", nargs=-1, metavar="[GEMEENTE]…")
@click.option(
    "--soort",
    metavar="SOORT",
    help="Een andere documentsoort, zoals die in convenant.toml staat: herinnering, collegenota.",
)
@click.option(
    "--jaar",
    type=click.IntRange(1900, 2999),
    metavar="JAAR",
    help="Het jaar, bij een documentsoort die er voor elk jaar is.",
)
@click.option(
    "--alleen-word",
    is_flag=True,
    help="Maak alleen de Word-bestanden. Een PDF van een eerdere tekst wordt weggehaald.",
)
@click.option(
    "--alles",
    is_flag=True,
    help="Maak ook opnieuw wat niet is gewijzigd.",
)
@click.option(
    "--strikt",
    is_flag=True,
    help="Weiger wat niet volledig is, zoals een overeenkomst zonder collegebesluit.",
)
@click.option(
    "--uitvoer",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="PAD",
    help="Een andere map voor de documenten, gerekend vanaf waar u bent.",
)
@click.option(
    "--tijdslimiet",
    type=Seconden(),
    default=60.0,
    show_default="60",
    metavar="SECONDEN",
    help="Zo lang mag LibreOffice over een document doen.",
)
@click.option(
    "--motor",
    metavar="ADRES",
    help="Laat een cluster van computers de PDF's maken: dask://computer:8786.",
)
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    gemeente: tuple[str, ...],
    *,
    soort: str | None,
    jaar: int | None,
    alleen_word: bool,
    alles: bool,
    strikt: bool,
    uitvoer: Path | None,
    tijdslimiet: float,
    motor: str | None,
) -> int:
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
    keuzes = Keuzes(
        gemeente,
        soort,
        jaar,
        uitvoer,
        alleen_word=alleen_word,
        alles=alles,
        strikt=strikt,
        tijdslimiet=tijdslimiet,
        motor=motor,
    )
    werkmap = chosen_werkmap(ctx)
    if jaar is not None:
        from overeenkomstgen.cli.facturen import make_if_facturen  # noqa: PLC0415 - slow to load

        if (code := make_if_facturen(werkmap, soort, jaar, keuzes)) is not None:
            return code
    verslag = genereer(werkmap, keuzes, progress_bar)
    tell(verslag)
    return code_of_run(verslag)
