"""``overeenkomstgen onderteken`` and what can follow, ``corrigeer``, ``bijlage3``: the register."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

import overeenkomstgen as lib
from overeenkomstgen.cli import opties
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.cli.opties import DATUM, opdracht, optie, vlag
from overeenkomstgen.cli.scherm import ask_first, near, remarks, say, tell_names, werkmap_of

_EVENTS = {each.naamwoord: each for each in lib.Gebeurtenis if each.naamwoord}
_wie = partial(optie, wat="WIE", type=click.Choice(["gemeente", "stichting"]), default="gemeente")


@opdracht
@click.argument("gemeente", nargs=-1, required=True, metavar="GEMEENTE…")
@optie("--op", DATUM, "De dag van ondertekening.", required=True)
@_wie("--namens", uitleg="Wie heeft getekend: de gemeente (standaard) of de stichting.")
@optie(
    "--bestand",
    "PDF",
    "De ondertekende overeenkomst. Er komt een kopie van in de map ondertekend. Van meer "
    "gemeenten: Deventer=scan1.pdf, voor elk bestand opnieuw.",
    multiple=True,
)
@optie(
    "--ondertekenaar",
    "NAAM",
    "Wie er op het papier staat, als dat een ander is dan in de tabel of convenant.toml.",
)
@opties.opmerking
@opties.ja
def onderteken(
    ctx: click.Context,
    gemeente: tuple[str, ...],
    *,
    bestand: tuple[Path, ...],
    ja: bool,
    namens: str,
    **op_papier: Any,
) -> None:
    """Leg vast dat een of meer gemeenten hebben getekend, of de stichting bij hen.

    De overeenkomst wordt daarna nooit meer opnieuw gemaakt, en Bijlage 3 wordt
    bijgewerkt. Een datum mag u schrijven als 2023-01-10 of als 10-01-2023.

    Met --namens stichting is het de handtekening van de andere partij. Op papier
    mag die er eerder staan; in het register komt die van de gemeente eerst. De
    scan met beide handtekeningen komt naast de eerste, en Bijlage 3 blijft zoals
    zij is.

    Voorbeeld: overeenkomstgen onderteken Deventer --op 2023-01-10 --bestand scan.pdf
    """
    files = _files(bestand, gemeente)
    papier = lib.Papier(**op_papier, namens=_by(namens), bestanden=files)
    if len(gemeente) > 1 and papier.ondertekenaar and not papier.namens:
        raise click.UsageError("--ondertekenaar hoort bij één gemeente. Noem de gemeenten apart.")
    recorded = ask_first(partial(lib.onderteken, werkmap_of(ctx), gemeente, papier), yes=ja)
    tell_recorded(recorded, missing=not papier.namens)


@opdracht
@click.argument("gemeente")
@optie("--op", DATUM, "De dag waarop de opzegging is verzonden.", required=True)
@_wie("--door", uitleg="Wie heeft opgezegd: de gemeente (standaard) of de stichting.")
@opties.opmerking
def zeg_op(ctx: click.Context, gemeente: str, *, op: date, door: str, opmerking: str) -> None:
    """Leg vast dat een overeenkomst is opgezegd, en maak de brief daarover.

    De laatste dag volgt uit de opzegtermijn van de overeenkomst: wie voor de
    opzegdag opzegt, is tot en met 31 december van dat jaar gebonden, anders een
    jaar langer. Bijlage 3 wordt bijgewerkt.

    Voorbeeld: overeenkomstgen zeg-op Deventer --op 2025-08-15
    """
    tell_recorded(
        lib.zeg_op(werkmap_of(ctx), gemeente, op, opmerking, door=_by(door)), missing=False
    )


@opdracht
@click.argument("gemeente")
@optie("--per", DATUM, "De laatste dag van de overeenkomst.", required=True)
@optie("--reden", "TEKST", "Waarom zij eindigt, voor het register.", required=True)
def beeindig(ctx: click.Context, gemeente: str, *, per: date, reden: str) -> None:
    """Leg vast dat een overeenkomst in overleg eindigt, en maak de brief daarover.

    Dat kan op elke dag tot het einde van de overeenkomst. Bijlage 3 wordt bijgewerkt.

    Voorbeeld: overeenkomstgen beeindig Hengelo --per 2025-12-31 --reden "in overleg"
    """
    if not reden.strip():
        raise click.UsageError("Zeg bij --reden waarom de overeenkomst eindigt.")
    tell_recorded(lib.beeindig(werkmap_of(ctx), gemeente, per, reden), missing=False)


@opdracht
@click.argument("gemeente")
@optie("--aan", "GEMEENTE", "Wie het gebied krijgt, een gemeente in de tabel.", required=True)
@optie("--per", DATUM, "De eerste dag met de opvolger.", required=True)
@opties.opmerking
def draag_over(ctx: click.Context, gemeente: str, *, aan: str, per: date, opmerking: str) -> None:
    """Leg vast dat een overeenkomst door een herindeling overgaat, en maak de brief daarover.

    De overeenkomst gaat door met de opvolger, voor het bedrag waarvoor is getekend.
    De rij van de gemeente die ophoudt blijft in de tabel. Bijlage 3 wordt bijgewerkt.

    Voorbeeld: overeenkomstgen draag-over Hengelo --aan Enschede --per 2026-01-01
    """
    tell_recorded(lib.draag_over(werkmap_of(ctx), gemeente, aan, per, opmerking), missing=False)


@opdracht
@optie("--tot", DATUM, "De nieuwe laatste dag.", required=True)
@opties.opmerking
def verleng(ctx: click.Context, *, tot: date, opmerking: str) -> None:
    """Leg vast dat het convenant is verlengd, en maak voor elke gemeente een brief.

    Alle getekende overeenkomsten gelden dan tot en met die dag, behalve wat al is
    opgezegd of beëindigd. Wat is getekend blijft zoals het is. Bijlage 3 wordt bijgewerkt.

    Voorbeeld: overeenkomstgen verleng --tot 2028-02-29
    """
    tell_recorded(lib.verleng(werkmap_of(ctx), tot, opmerking), missing=False)


@opdracht
@click.argument("gemeente", required=False)
@optie(
    "--van",
    "WAT",
    f"Wat u verbetert: {', '.join(_EVENTS)}; zonder dit de ondertekening.",
    type=click.Choice(list(_EVENTS)),
    default="ondertekening",
)
@optie("--op", DATUM, "De juiste dag, als die anders is.")
@vlag("--vervalt", "Het is niet gebeurd: neem het terug.")
@optie("--ondertekenaar", "NAAM", "Wie er op het papier staat.")
@optie("--bestand", "PDF", "De juiste ondertekende overeenkomst. De eerdere kopie blijft bewaard.")
@optie("--reden", "TEKST", "Waarom u verbetert.", required=True)
@opties.ja
def corrigeer(
    ctx: click.Context, gemeente: str | None, van: str, *, ja: bool, **correctie: Any
) -> None:
    """Verbeter wat er van een gemeente is vastgelegd.

    Wat er eerder is vastgelegd blijft in het register staan; de verbetering
    komt eronder. Bijlage 3 wordt bijgewerkt. Bij een verlenging hoort geen gemeente.

    Voorbeeld: overeenkomstgen corrigeer Deventer --op 2023-01-11 --reden "tikfout"
    """
    wens = lib.Correctie(_EVENTS[van], **correctie)
    if (gemeente is None) != (van == "verlenging"):
        raise click.UsageError("Noem de gemeente, behalve bij --van verlenging.")
    paper = wens.bestand is not None or wens.ondertekenaar is not None
    if wens.vervalt == (wens.op is not None or paper):
        raise click.UsageError(
            "Zeg wat er verandert (--op, --ondertekenaar of --bestand), of alleen --vervalt."
        )
    if paper and not van.endswith("ondertekening"):
        raise click.UsageError("--ondertekenaar en --bestand horen bij een ondertekening.")
    if not wens.reden.strip():
        raise click.UsageError("Zeg bij --reden waarom u verbetert.")
    tell_recorded(ask_first(partial(lib.corrigeer, werkmap_of(ctx), gemeente, wens), yes=ja))


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
    tell_recorded(lib.bijlage3(werkmap_of(ctx)))


def _files(bestanden: tuple[Path, ...], gemeenten: tuple[str, ...]) -> dict[str, Path]:
    """Return the files by whose they are: who is named before ``=``, or the only one there is."""
    found: dict[str, Path] = {}
    for place in bestanden:
        naam, named, file = str(place).partition("=")
        if not named or place.exists():
            naam, file = gemeenten[0], str(place)
        if naam in found or (len(gemeenten) > 1 and file == str(place)):
            wie = "Zeg van meer gemeenten bij elk bestand van wie het is, zoals"
            raise click.UsageError(f"{wie} --bestand Deventer=scan1.pdf; elk één bestand.")
        found[naam] = Path(file)
    return found


def _by(who: str) -> str:
    """Return who did something, as the register has it: empty for the municipality."""
    return "" if who == "gemeente" else who


def tell_recorded(bijgewerkt: lib.Bijgewerkt, *, missing: bool = True) -> None:
    """Tell what is recorded now, who has not signed, and where there is what was made of it."""
    status, lijst, folder = bijgewerkt.status, bijgewerkt.lijst, bijgewerkt.folder
    for regel in status.regels:
        if regel.cbs_code in bijgewerkt.codes:
            say(f"Vastgelegd: {regel.gemeente} {_state(status, regel)}.")
    if "" in bijgewerkt.codes:
        say(f"Vastgelegd: {_period(status)}.")
    if missing:
        say(f"Getekend: {status.aantal_getekend} van {status.leden}.")
        tell_names("Nog niet getekend", [regel.gemeente for regel in status.ontbrekend])
    elif any(r.medeondertekend_op and r.cbs_code in bijgewerkt.codes for r in status.regels):
        waiting = [regel.gemeente for regel in status.mede_te_ondertekenen]
        tell_names("De handtekening van de stichting ontbreekt nog bij", waiting)
    remarks(bijgewerkt.opmerkingen)
    for made in bijgewerkt.brieven[:1]:
        number, soort = len(bijgewerkt.brieven), made.concept.soort
        place = near(folder / f"{made.concept.stem}.pdf")
        if number > 1:
            say(f"{soort.meervoud}: {number}, in {near(folder / soort.folder())}.")
        else:
            say(f"{soort.naam}: {place}, en in Word.")
    if lijst is not None:
        place = near(folder / f"{lijst.concept.stem}.pdf")
        say(f"{lijst.concept.soort.naam} is bijgewerkt: {place}, en in Word.")


def _state(status: lib.Status, regel: lib.Statusregel) -> str:
    """Return what is recorded now of a municipality."""
    if regel.ondertekend_op is None:
        return "heeft niet getekend"
    signed = f"heeft getekend op {lib.format_datum(regel.ondertekend_op)}"
    if regel.medeondertekend_op:
        signed += f", en de stichting op {lib.format_datum(regel.medeondertekend_op)}"
    later = [*status.verloop(regel)]
    if not later:
        return signed
    until = f"de overeenkomst geldt tot en met {lib.format_datum(regel.einde)}"
    return f"{signed}; {lib.show_list(later, 'en')}; {until}"


def _period(status: lib.Status) -> str:
    """Return what is recorded now of the period."""
    goes_on = sum(r.ondertekend_op is not None and r.einde == status.einde for r in status.regels)
    until = f"het convenant geldt tot en met {lib.format_datum(status.einde)}"
    number = lib.count(goes_on, "getekende overeenkomst", "getekende overeenkomsten")
    return f"{until}; dat is ook de laatste dag van {number}"
