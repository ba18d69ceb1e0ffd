"""``overeenkomstgen genereer``."""

from __future__ import annotations

from pathlib import Path

import click

from overeenkomstgen.cli.facturen import tell_facturen
from overeenkomstgen.cli.scherm import Seconden, chosen_werkmap, progress_bar
from overeenkomstgen.cli.verslag import tell
from overeenkomstgen.errors import ExitCode
from overeenkomstgen.pipeline.facturen import Factuurwens, is_factuur, maak_facturen
from overeenkomstgen.pipeline.genereer import genereer
from overeenkomstgen.pipeline.maken import Keuzes


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
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    gemeente: tuple[str, ...],
    *,
    soort: str | None,
    jaar: int | None,
    alleen_word: bool,
    strikt: bool,
    uitvoer: Path | None,
    tijdslimiet: float,
) -> int:
    """Maak de overeenkomsten van alle gemeenten, of van de gemeenten die u noemt.

    Met --soort maakt u iets anders, zoals een brief. Die is dan voor de
    gemeenten die er nu een horen te krijgen: een herinnering voor wie nog niet
    heeft getekend, een ontvangstbevestiging voor wie dat wel deed.

    Hoofdletters, accenten en leestekens maken niet uit: den bosch,
    s-hertogenbosch en GM0796 zijn dezelfde gemeente. Zet een naam van meer
    woorden tussen aanhalingstekens: "den bosch".

    Elk document wordt teruggelezen en vergeleken voordat het in de map uitvoer
    komt. Wat ondertekend is, wordt nooit opnieuw gemaakt. Zonder namen en
    zonder --soort wordt ook de lijst van ondertekenaars gemaakt, Bijlage 3.
    """
    keuzes = Keuzes(
        gemeente,
        soort,
        jaar,
        uitvoer,
        alleen_word=alleen_word,
        strikt=strikt,
        tijdslimiet=tijdslimiet,
    )
    werkmap = chosen_werkmap(ctx)
    if jaar is not None and is_factuur(werkmap, soort):
        if alleen_word:
            raise click.UsageError("Facturen zijn er altijd ook in PDF. Laat --alleen-word weg.")
        return tell_facturen(maak_facturen(werkmap, Factuurwens(jaar), keuzes, progress_bar))
    verslag = genereer(werkmap, keuzes, progress_bar)
    tell(verslag)
    if verslag.mislukt:
        return ExitCode.DOCUMENTS_FAILED
    return ExitCode.OPEN_FIELDS if verslag.geweigerd else ExitCode.OK
