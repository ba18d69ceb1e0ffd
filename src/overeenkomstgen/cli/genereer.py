"""``overeenkomstgen genereer``."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import click

from overeenkomstgen.adapters.verantwoording import NAME
from overeenkomstgen.cli.scherm import Seconden, chosen_werkmap, names, progress_bar, remarks
from overeenkomstgen.domain.notatie import format_bedrag
from overeenkomstgen.domain.velden import meaning
from overeenkomstgen.errors import ExitCode
from overeenkomstgen.pipeline import Keuzes, Verslag, genereer


@click.command("genereer", options_metavar="[OPTIES]")
@click.argument("gemeente", nargs=-1, metavar="[GEMEENTE]…")
@click.option("--alleen-word", is_flag=True, help="Maak alleen de Word-bestanden, geen PDF.")
@click.option(
    "--strikt",
    is_flag=True,
    help="Weiger wat niet volledig is, zoals een overeenkomst zonder collegebesluit.",
)
@click.option(
    "--uitvoer",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="PAD",
    help="Een andere map voor de documenten.",
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
    alleen_word: bool,
    strikt: bool,
    uitvoer: Path | None,
    tijdslimiet: float,
) -> int:
    """Maak de overeenkomsten van alle gemeenten, of alleen van die u noemt.

    Hoofdletters, accenten en leestekens maken niet uit: den bosch,
    s-hertogenbosch en GM0796 zijn dezelfde gemeente. Elk document wordt
    teruggelezen en vergeleken voordat het in de map uitvoer komt.
    """
    keuzes = Keuzes(
        gemeente, uitvoer, alleen_word=alleen_word, strikt=strikt, tijdslimiet=tijdslimiet
    )
    verslag = genereer(chosen_werkmap(ctx), keuzes, progress_bar)
    _tell(verslag)
    if verslag.mislukt:
        return ExitCode.DOCUMENTS_FAILED
    return ExitCode.OPEN_FIELDS if verslag.geweigerd else ExitCode.OK


def _tell(verslag: Verslag) -> None:
    remarks(verslag.opmerkingen)
    soort, number = verslag.soort, len(verslag.gemaakt)
    noun = soort.naam if number == 1 else soort.meervoud
    click.echo(f"{number} {noun.lower()} gemaakt, samen {format_bedrag(verslag.totaal)} per jaar.")
    if verslag.gemaakt:
        click.echo(f"Ze staan in {_near(verslag.folder / soort.map)}.")
        click.echo(f"De verantwoording staat in {_near(verslag.folder / NAME)}.")
    _tell_open_fields(verslag)
    if verslag.geweigerd:
        click.echo(
            f"\nGeweigerd, omdat er een gegeven ontbreekt: {len(verslag.geweigerd)}", err=True
        )
        click.echo(names(c.onderwerp.gemeente.naam for c in verslag.geweigerd), err=True)
    for mislukt in verslag.mislukt:
        click.echo(f"Niet gemaakt: {mislukt.concept.onderwerp.gemeente.naam}", err=True)
        for reden in mislukt.redenen:
            click.echo(indent(reden, "    "), err=True)
    if verslag.mislukt:
        click.echo("Wat er van deze gemeenten al stond is ongewijzigd.", err=True)


def _tell_open_fields(verslag: Verslag) -> None:
    """List the facts that are missing, each with its municipalities."""
    open_fields: dict[str, list[str]] = {}
    for uitgegeven in verslag.gemaakt:
        for veld in uitgegeven.concept.word.open_fields:
            open_fields.setdefault(veld, []).append(uitgegeven.concept.onderwerp.gemeente.naam)
    if not open_fields:
        return
    met_open = sum(bool(made.concept.word.open_fields) for made in verslag.gemaakt)
    click.echo(f"\nMet open velden (invulregels in het document): {met_open}")
    for veld, gemeenten in open_fields.items():
        later = "; in te vullen bij de ondertekening" * (veld in verslag.soort.open_toegestaan)
        click.echo(f"  {meaning(veld)} ({veld}{later}): {len(gemeenten)}")
        if not later:
            click.echo(names(gemeenten))


def _near(path: Path) -> Path:
    """Return a path as seen from here, where that is shorter."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
