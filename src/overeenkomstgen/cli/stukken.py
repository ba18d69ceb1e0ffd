"""``overeenkomstgen verzend``, ``verzonden`` and ``afdrukken``: documents that go out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

import overeenkomstgen as lib
from overeenkomstgen.cli import opties
from overeenkomstgen.cli.opties import BESTAND, DATUM, bereik, opdracht, optie, vlag
from overeenkomstgen.cli.scherm import ask_first, names, near, remarks, say, tell_names, werkmap_of
from overeenkomstgen.cli.verslag import tell_missing

EXEMPLAREN = bereik(1, 99)
FEW = 3  # municipalities that are named on a line


@opdracht
@click.argument("woorden", nargs=-1, metavar="[SOORT] [GEMEENTE]…")
@opties.jaar
@vlag("--toch", "Ook als er nog een invulregel open staat, of een vast stuk ontbreekt.")
@vlag("--opnieuw", "Een afschrift: wat het laatst is verzonden, zoals het is bewaard.")
def verzend(ctx: click.Context, *, woorden: tuple[str, ...], **gekozen: Any) -> None:
    """Maak het concept van een e-mail, met de stukken erbij, voor wie die nog niet kreeg.

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

    Hebt u de e-mails verstuurd, leg dat dan vast met verzonden. Wie een document
    kreeg, krijgt geen concept meer. Bijlage 3 gaat naar wie heeft getekend en nog
    een eerdere versie heeft. Bij een brief aan wie heeft getekend gaat de
    overeenkomst mee als de scan van het getekende papier, waar die er is.

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
      overeenkomstgen verzend herinnering Deventer --opnieuw
    """  # noqa: D301 - Click's mark of lines that are not to be filled
    try:
        verzending = lib.verzend(werkmap_of(ctx), woorden, **gekozen)
    except lib.OnvolledigError as error:
        _tell_open(error.open_velden, err=True)
        if any(error.open_velden.values()):
            say(err=True)
        raise
    missing = verzending.ontbrekend
    remarks(f"{name} staat niet in de map bijlagen, en gaat dus niet mee." for name in missing)
    remarks(verzending.opmerkingen)
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
            f"\nLeg dat daarna vast met: overeenkomstgen verzonden {verzending.key}"
        )


def _tell_made(verzending: lib.Verzending) -> None:
    made, had = verzending.klaargezet, verzending.verzonden
    if had:
        _tell_sent("Al verzonden", had)
    if not made:
        if not had:
            soort = verzending.soort.naam.lower()
            say(f"Er is nu geen enkele gemeente aan wie een {soort} te verzenden is.")
        elif verzending.soort.rol is lib.Rol.GEEN:
            key = verzending.key
            say(
                f"Een volgende maakt u met: overeenkomstgen genereer --soort {key} --volgende\n"
                f"Een afschrift met: overeenkomstgen verzend {key} --opnieuw"
            )
        return
    number = lib.count(len(made), "concept", "concepten")
    say(f"{verzending.soort.naam}: {number} van een e-mail, in {near(verzending.folder)}.")
    without = [gemeente.naam for gemeente in made if not gemeente.email]
    tell_names("\nNog zonder adres; geen e-mailadres in de tabel (kolom e-mail)", without)


def _tell_sent(heading: str, sent: Sequence[lib.Zending]) -> None:
    """Tell on one line when something was sent, and to whom where that are few."""
    days = lib.grouped((each.datum, each.gemeente) for each in sent)
    told = (
        f"{len(who)} op {lib.format_datum(day)}" + f" ({', '.join(who)})" * (len(who) <= FEW)
        for day, who in sorted(days.items())
    )
    say(f"{heading}: {', '.join(told)}.")


@opdracht
@click.argument("soort")
@click.argument("gemeente", nargs=-1, metavar="[GEMEENTE]…")
@optie("--op", DATUM, "De dag waarop het is verstuurd. Standaard: vandaag.")
@opties.jaar
def verzonden(ctx: click.Context, soort: str, gemeente: tuple[str, ...], **gekozen: Any) -> None:
    """Leg vast dat u e-mails hebt verstuurd, en bewaar wat erbij zat.

    Zonder namen is het voor elke gemeente van wie er een concept klaarstaat. Van
    wat is verzonden wordt een kopie bewaard in de map verzonden, en het komt in
    verzonden.csv. Een brief die is verzonden blijft daarna zoals hij is; een
    volgende maakt u met genereer en --volgende.

    \b
    Voorbeelden:
      overeenkomstgen verzonden herinnering
      overeenkomstgen verzonden herinnering Deventer --op 10-02-2023
      overeenkomstgen verzonden factuurbrief --jaar 2024
    """  # noqa: D301 - as above
    done = lib.verzonden(werkmap_of(ctx), soort, gemeente or None, **gekozen)
    if done.eerder:
        _tell_sent("Dit was al vastgelegd", done.eerder)
    if done.vastgelegd:
        heading = f"Vastgelegd, verzonden op {lib.format_datum(done.op)}, {done.soort.naam}"
        tell_names(heading, [each.naam for each in done.vastgelegd])
    elif not done.eerder:
        say(f"Er staat geen concept klaar in {soort}; noem de gemeenten die het kregen.")


def _tell_open(open_velden: lib.OpenVelden, *, err: bool = False) -> None:
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
