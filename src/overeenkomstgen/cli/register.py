"""``overeenkomstgen onderteken``, ``zeg-op``, ``corrigeer`` and ``bijlage3``: the register."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import click

import overeenkomstgen as lib
from overeenkomstgen.cli import opties
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.cli.opties import DATUM, opdracht, optie, vlag
from overeenkomstgen.cli.scherm import ask_first, near, remarks, say, tell_names, werkmap_of

_EVENTS = {"ondertekening": lib.Gebeurtenis.ONDERTEKEND, "opzegging": lib.Gebeurtenis.OPGEZEGD}


@opdracht
@click.argument("gemeente", nargs=-1, required=True, metavar="GEMEENTE…")
@optie("--op", DATUM, "De dag van ondertekening.", required=True)
@optie(
    "--bestand", "PDF", "De ondertekende overeenkomst. Er komt een kopie van in de map ondertekend."
)
@optie(
    "--ondertekenaar", "NAAM", "Wie er op het papier staat, als dat een ander is dan in de tabel."
)
@opties.opmerking
@opties.ja
def onderteken(
    ctx: click.Context, gemeente: tuple[str, ...], *, ja: bool, **op_papier: Any
) -> None:
    """Leg vast dat een of meer gemeenten hebben getekend.

    De overeenkomst wordt daarna nooit meer opnieuw gemaakt, en Bijlage 3 wordt
    bijgewerkt. Een datum mag u schrijven als 2023-01-10 of als 10-01-2023.

    Voorbeeld: overeenkomstgen onderteken Deventer --op 2023-01-10 --bestand scan.pdf
    """
    papier = lib.Papier(**op_papier)
    if len(gemeente) > 1 and (papier.bestand or papier.ondertekenaar):
        raise click.UsageError(
            "--bestand en --ondertekenaar horen bij één gemeente. Noem de gemeenten apart."
        )
    werkmap = werkmap_of(ctx)
    _tell(werkmap, ask_first(partial(lib.onderteken, werkmap, gemeente, papier), yes=ja))


@opdracht
@click.argument("gemeente")
@optie("--op", DATUM, "De dag waarop de opzegging is verzonden.", required=True)
@opties.opmerking
def zeg_op(ctx: click.Context, gemeente: str, *, op: date, opmerking: str) -> None:
    """Leg vast dat een gemeente heeft opgezegd.

    De laatste dag volgt uit de opzegtermijn van de overeenkomst: wie voor de
    opzegdag opzegt, is tot en met 31 december van dat jaar gebonden, anders een
    jaar langer. Bijlage 3 wordt bijgewerkt.

    Voorbeeld: overeenkomstgen zeg-op Deventer --op 2025-08-15
    """
    werkmap = werkmap_of(ctx)
    _tell(werkmap, lib.zeg_op(werkmap, gemeente, op, opmerking), missing=False)


@opdracht
@click.argument("gemeente")
@optie(
    "--van",
    "WAT",
    "Wat u verbetert: de ondertekening (standaard) of de opzegging.",
    type=click.Choice(list(_EVENTS)),
    default="ondertekening",
)
@optie("--op", DATUM, "De juiste dag, als die anders is.")
@vlag("--vervalt", "Het is niet gebeurd: neem het terug.")
@optie("--ondertekenaar", "NAAM", "Wie er op het papier staat.")
@optie("--bestand", "PDF", "De juiste ondertekende overeenkomst. De eerdere kopie blijft bewaard.")
@optie("--reden", "TEKST", "Waarom u verbetert.", required=True)
@opties.ja
def corrigeer(ctx: click.Context, gemeente: str, van: str, *, ja: bool, **correctie: Any) -> None:
    """Verbeter wat er van een gemeente is vastgelegd.

    Wat er eerder is vastgelegd blijft in het register staan; de verbetering
    komt eronder. Bijlage 3 wordt bijgewerkt.

    Voorbeeld: overeenkomstgen corrigeer Deventer --op 2023-01-11 --reden "tikfout"
    """
    wens = lib.Correctie(_EVENTS[van], **correctie)
    paper = wens.bestand is not None or wens.ondertekenaar is not None
    if wens.vervalt == (wens.op is not None or paper):
        raise click.UsageError(
            "Zeg wat er verandert (--op, --ondertekenaar of --bestand), of alleen --vervalt."
        )
    if paper and van == "opzegging":
        raise click.UsageError("--ondertekenaar en --bestand horen bij de ondertekening.")
    if not wens.reden.strip():
        raise click.UsageError("Zeg bij --reden waarom u verbetert.")
    werkmap = werkmap_of(ctx)
    _tell(werkmap, ask_first(partial(lib.corrigeer, werkmap, gemeente, wens), yes=ja))


@opdracht
@opties.ja
def herstel(ctx: click.Context, *, ja: bool) -> int:
    """Zet terug wat er weg of beschadigd is, uit wat er nog van bewaard is.

    Van register.csv en facturen.csv houdt het programma een kopie bij; van een
    factuur is ook haar regel bewaard. Eerst ziet u wat er terug te zetten is en
    wat niet, en pas als u ja zegt gebeurt het. Wat er stond blijft bewaard, en
    in ondertekend/herstel.csv komt te staan wat er is teruggezet.
    """
    werkmap = werkmap_of(ctx)
    plan = lib.herstelplan(werkmap)
    for zin in plan.onherstelbaar:
        say(f"Niet terug te zetten: {zin}")
    if not plan.stappen:
        say("Er is niets om terug te zetten.")
        return ExitCode.INPUT if plan.onherstelbaar else ExitCode.OK
    say("Terug te zetten:")
    for stap in plan.stappen:
        say(f"  {stap.wat}")
    ask_first(partial(lib.herstel, werkmap, plan), yes=ja)
    say("Teruggezet. Kijk nu hoe het ervoor staat met: overeenkomstgen status")
    return ExitCode.OK


@opdracht
def bijlage3(ctx: click.Context) -> None:
    """Maak Bijlage 3 opnieuw: de lijst van gemeenten die hebben getekend.

    Dat gebeurt ook vanzelf na elke ondertekening, opzegging of verbetering.
    """
    werkmap = werkmap_of(ctx)
    _tell(werkmap, lib.bijlage3(werkmap))


def _tell(werkmap: lib.Werkmap, bijgewerkt: lib.Bijgewerkt, *, missing: bool = True) -> None:
    """Tell what is recorded now, who has not signed, and where the list is of who has."""
    status, lijst = bijgewerkt.status, bijgewerkt.lijst
    for regel in status.regels:
        if regel.cbs_code in bijgewerkt.codes:
            say(f"Vastgelegd: {regel.gemeente} {_state(regel)}.")
    if missing:
        say(f"Getekend: {status.aantal_getekend} van {status.leden}.")
        tell_names("Nog niet getekend", [regel.gemeente for regel in status.ontbrekend])
    remarks(bijgewerkt.opmerkingen)
    if lijst is not None:
        place = near(werkmap.uitvoer / f"{lijst.concept.stem}.pdf")
        say(f"{lijst.concept.soort.naam} is bijgewerkt: {place}, en in Word.")


def _state(regel: lib.Statusregel) -> str:
    """Return what is recorded now of a municipality."""
    if regel.ondertekend_op is None:
        return "heeft niet getekend"
    signed = f"heeft getekend op {lib.format_datum(regel.ondertekend_op)}"
    if not (regel.opgezegd_op and regel.laatste_dag):
        return signed
    notice, last = map(lib.format_datum, (regel.opgezegd_op, regel.laatste_dag))
    return f"{signed} en opgezegd op {notice}; de overeenkomst geldt tot en met {last}"
