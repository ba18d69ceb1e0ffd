"""``overeenkomstgen verzend`` and ``afdrukken``: documents that go out."""

from functools import partial
from pathlib import Path
from typing import Any

import click

import overeenkomstgen as lib
from overeenkomstgen.cli import opties
from overeenkomstgen.cli.opties import BESTAND, bereik, opdracht, optie, vlag
from overeenkomstgen.cli.scherm import ask_first, names, near, remarks, say, tell_names, werkmap_of
from overeenkomstgen.cli.verslag import tell_missing

EXEMPLAREN = bereik(1, 99)


@opdracht
@click.argument("woorden", nargs=-1, metavar="[SOORT] [GEMEENTE]…")
@opties.jaar
@vlag("--toch", "Ook als er in een brief of e-mail nog een invulregel open staat.")
def verzend(ctx: click.Context, *, woorden: tuple[str, ...], jaar: int | None, toch: bool) -> None:
    """Maak voor elke gemeente het concept van een e-mail, met de stukken erbij.

    Er wordt niets verstuurd. Elk concept is een bestand dat u met een
    dubbelklik in Outlook opent, nakijkt en zelf verstuurt. De concepten komen
    in de map uitvoer, onder verzenden; dezelfde opdracht nog eens geven maakt
    ze opnieuw.

    SOORT is een documentsoort uit convenant.toml waar een bericht bij staat,
    zoals herinnering of collegenota; zonder SOORT is het de eerste. De e-mails
    zijn voor wie zo'n document nu hoort te krijgen, of voor de gemeenten die u
    noemt. Daarvan gaat alleen mee wat is gemaakt en daarna niet gewijzigd:
    maak de documenten dus eerst, met genereer of facturen. Staat er in een brief
    nog een gegeven open, dan hoort u wat u waar invult, en komt er niets. In de
    overeenkomst mag open staan wat de gemeente zelf invult.

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
    try:
        verzending = lib.verzend(werkmap_of(ctx), woorden, jaar, toch=toch)
    except lib.OnvolledigError as error:
        _tell_open(error.open_velden, err=True)
        if any(error.open_velden.values()):
            say(err=True)
        raise
    missing = verzending.ontbrekend if verzending.klaargezet else ()
    remarks(f"{name} staat niet in de map bijlagen, en gaat dus niet mee." for name in missing)
    remarks(verzending.vervallen)
    _tell_made(verzending)
    what = "een stuk is van een andere dag, of gemaakt met andere gegevens dan nu"
    advice = "maak het zo nodig eerst opnieuw, en dan het concept"
    tell_names(f"\nLet op: {what}; {advice}", verzending.verouderd)
    _tell_open(verzending.open_velden)
    if verzending.weggehaald:
        say("\nWeggehaald, want deze gemeenten krijgen er nu geen:")
        say(names(verzending.weggehaald))
    if verzending.klaargezet:
        say(
            "\nEr is niets verstuurd: open de concepten in Outlook, kijk ze na en verstuur ze zelf."
        )


def _tell_made(verzending: "lib.Verzending") -> None:
    made = verzending.klaargezet
    if not made:
        soort = verzending.soort.naam.lower()
        say(f"Er is nu geen enkele gemeente aan wie een {soort} te verzenden is.")
        return
    number = lib.count(len(made), "concept", "concepten")
    say(f"{verzending.soort.naam}: {number} van een e-mail, in {near(verzending.folder)}.")
    without = [gemeente.naam for gemeente in made if not gemeente.email]
    tell_names("\nNog zonder adres; geen e-mailadres in de tabel (kolom e-mail)", without)


def _tell_open(open_velden: "lib.OpenVelden", *, err: bool = False) -> None:
    """Tell which facts are missing, in the texts and in the documents."""
    for stuk, missing in open_velden.items():
        where = f"in een stuk dat meegaat ({stuk})" if stuk else "in de tekst van de e-mail"
        tell_missing(where, missing, err=err)


@opdracht
@click.argument("gemeente", nargs=-1, metavar="[GEMEENTE]…")
@optie("--soort", "SOORT", "Een andere documentsoort, zoals die in convenant.toml staat.")
@opties.jaar
@optie(
    "--exemplaren",
    "AANTAL",
    f"Hoeveel van elk ({EXEMPLAREN.name}). Standaard: 2 van een overeenkomst, 1 van iets anders.",
    type=EXEMPLAREN,
)
@optie("--printer", "NAAM", "Welke printer. Standaard: die van de computer.")
@vlag("--enkelzijdig", "Niet op beide kanten van het papier.")
@optie(
    "--pakket",
    "PDF",
    "Druk niet af, maar schrijf het afdrukbestand met alle exemplaren.",
    type=BESTAND,
)
@opties.ja
def afdrukken(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    gemeente: tuple[str, ...],
    *,
    printer: str | None,
    enkelzijdig: bool,
    pakket: Path | None,
    ja: bool,
    **gekozen: Any,
) -> None:
    """Druk de overeenkomst van een of meer gemeenten af, in tweevoud.

    Met --soort drukt u iets anders af, zoals een brief. Zonder namen is het voor
    alle gemeenten die er nu een horen te krijgen.

    Het is de PDF die is gemaakt, nooit een nieuwe; van wie heeft getekend, de
    overeenkomst die toen is bewaard. Is hij daarna gewijzigd, dan wordt er niets
    afgedrukt. Elk exemplaar begint op een nieuw vel.
    """
    afdruk = lib.Afdruk(gemeente, dubbelzijdig=not enkelzijdig, **gekozen)
    werkmap = werkmap_of(ctx)
    if pakket:
        made = lib.pak_in(werkmap, afdruk, pakket, say)
        sheets = lib.count(made.vellen, "vel", "vellen")
        say(f"Het afdrukbestand staat in {near(made.path)}: {sheets}.")
        return
    ask_first(partial(lib.druk_af, werkmap, afdruk, printer, say), yes=ja)
