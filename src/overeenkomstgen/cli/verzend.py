"""``overeenkomstgen verzend``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from overeenkomstgen import Verzendwens, find_veld, verzend
from overeenkomstgen.cli.scherm import chosen_werkmap, names, near, remarks
from overeenkomstgen.cli.woorden import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from overeenkomstgen import Verzending


@click.command("verzend", options_metavar="[OPTIES]")
@click.argument("woorden", nargs=-1, metavar="[SOORT] [GEMEENTE]…")
@click.option(
    "--jaar",
    type=click.IntRange(1900, 2999),
    metavar="JAAR",
    help="Het jaar, bij een documentsoort die er voor elk jaar is, zoals de factuur.",
)
@click.pass_context
def command(ctx: click.Context, *, woorden: tuple[str, ...], jaar: int | None) -> None:
    """Maak voor elke gemeente het concept van een e-mail, met de stukken erbij.

    Er wordt niets verstuurd. Elk concept is een bestand dat u met een
    dubbelklik in Outlook opent, nakijkt en zelf verstuurt. De concepten komen
    in de map uitvoer, onder verzenden; dezelfde opdracht nog eens geven maakt
    ze opnieuw.

    SOORT is een documentsoort uit convenant.toml waar een bericht bij staat,
    zoals herinnering of collegenota; zonder SOORT is het de eerste. De e-mails
    zijn voor wie zo'n document nu hoort te krijgen, of voor de gemeenten die u
    noemt. Daarvan gaat alleen mee wat is gemaakt en daarna niet gewijzigd:
    maak de documenten dus eerst, met genereer of facturen.

    De tekst staat in de map sjablonen, de vaste stukken in de map bijlagen.
    Het adres komt uit de kolom e-mail van de tabel; van wie daar geen adres
    heeft, vult u het in Outlook in.

    \b
    Voorbeelden:
      overeenkomstgen verzend
      overeenkomstgen verzend "den bosch"
      overeenkomstgen verzend herinnering
      overeenkomstgen verzend ontvangstbevestiging Deventer Zwolle
      overeenkomstgen verzend factuurbrief --jaar 2024
    """  # noqa: D301 - Click's mark of lines that are not to be filled
    verzending = verzend(chosen_werkmap(ctx), Verzendwens(woorden, jaar))
    remarks(
        f"{name} staat niet in de map bijlagen, en gaat dus niet mee."
        for name in verzending.ontbrekend
        if verzending.klaargezet
    )
    _tell_made(verzending)
    if verzending.verouderd:
        say(
            "\nLet op: een stuk is van een andere dag, of gemaakt met andere gegevens dan nu; maak "
            f"het zo nodig eerst opnieuw, en dan het concept: {len(verzending.verouderd)}"
        )
        say(names(verzending.verouderd))
    _tell_open(verzending)
    if verzending.weggehaald:
        say("\nWeggehaald, want deze gemeenten krijgen er nu geen:")
        say(names(verzending.weggehaald))
    if verzending.klaargezet:
        say(
            "\nEr is niets verstuurd: open de concepten in Outlook, kijk ze na en verstuur ze zelf."
        )


def _tell_made(verzending: Verzending) -> None:
    made = verzending.klaargezet
    if not made:
        soort = verzending.soort.naam.lower()
        say(f"Er is nu geen enkele gemeente aan wie een {soort} te verzenden is.")
        return
    number = "1 concept" if len(made) == 1 else f"{len(made)} concepten"
    say(f"{verzending.soort.naam}: {number} van een e-mail, in {near(verzending.folder)}.")
    if unknown := [found.gemeente.naam for found in made if not found.gemeente.email]:
        say(f"\nNog zonder adres; geen e-mailadres in de tabel (kolom e-mail): {len(unknown)}")
        say(names(unknown))


def _tell_open(verzending: Verzending) -> None:
    """Tell which facts are missing, in the texts and in the documents."""
    made = verzending.klaargezet
    _tell_fields(
        "in de tekst van de e-mail",
        ((veld, found.gemeente.naam) for found in made for veld in found.open_tekst),
    )
    _tell_fields(
        f"in het meegestuurde stuk ({verzending.soort.naam})",
        ((veld, found.gemeente.naam) for found in made for veld in found.open_stuk),
    )


def _tell_fields(where: str, missing: Iterable[tuple[str, str]]) -> None:
    by_field: dict[str, list[str]] = {}
    for field, gemeente in missing:
        by_field.setdefault(field, []).append(gemeente)
    if by_field:
        say(f"\nNog niet bekend; {where} staat een invulregel:")
    for field, gemeenten in by_field.items():
        veld = find_veld(field)
        place = f" ({veld.invullen})" if veld.invullen else ""
        say(f"  {veld.betekenis}{place}: {len(gemeenten)}")
        if not veld.sleutel:  # that is filled in once, for all
            say(names(gemeenten))
