"""``overeenkomstgen begin`` and ``nieuw``: werkmappen that were not there yet."""

import sys
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.opties import DATUM, PAD, TARIEF, opdracht, optie, vlag
from overeenkomstgen.cli.scherm import remarks, say

T = TypeVar("T")


@opdracht
@click.argument("map_", type=PAD, metavar="MAP")
@vlag("--leeg", "Zonder gemeenten in de tabel, voor een ander netwerk.")
def begin(ctx: click.Context, map_: Path, *, leeg: bool) -> None:  # noqa: ARG001 - it needs no werkmap
    """Maak een eerste werkmap, in de map MAP.

    Erin komen de sjablonen, de instellingen van het convenant en de tabel met
    gemeenten. Wat er al is wordt nooit overschreven. Voor een volgende periode is
    er de opdracht nieuw.

    Voorbeeld: overeenkomstgen begin convenant
    """
    aanmaak = lib.begin(map_, Path.cwd(), leeg=leeg)
    number = lib.count(len(aanmaak.bron.gemeenten), "gemeente", "gemeenten")
    period = "voor een ander netwerk" if leeg else aanmaak.bron.periode.convenant.periode
    remarks(f"{error.message} {error.advice}" for error in lib.ontbreekt())
    say(f"De werkmap {map_} is gemaakt: {period}, {'geen gemeenten' if leeg else number}.")
    then = ("controleer", "genereer", "loket")
    _tell_punten(aanmaak, *(f"overeenkomstgen {each}" for each in then))


@opdracht
@click.argument("pad", type=PAD)
@optie(
    "--van",
    "WERKMAP",
    "De map van de oude periode, of haar jaren als u in die map bent: 2023-2027. "
    "Standaard: de werkmap waar u bent.",
)
@optie("--ingang", DATUM, "De eerste dag van de nieuwe periode.")
@optie("--einde", DATUM, "De laatste dag van de nieuwe periode.")
@optie(
    "--tarief", TARIEF, "Wat een gemeente per inwoner per jaar betaalt, exclusief btw, zoals 0,15."
)
@optie("--peildatum", DATUM, "De dag waarop de inwoners zijn geteld.")
def nieuw(ctx: click.Context, pad: Path, van: Path | None, **given: Any) -> None:
    """Maak een werkmap voor een volgende convenantperiode, in de map PAD.

    De sjablonen, de gemeenten en de instellingen van de oude periode worden
    overgenomen. Wat opnieuw moet worden opgezocht of beslist blijft leeg, en
    staat aan het eind op het scherm. Wat u niet als optie opgeeft wordt gevraagd.

    Voorbeeld: overeenkomstgen nieuw ../2028-2031 --van 2023-2027
    """
    missing = [f"--{name}" for name, value in given.items() if value is None]
    if missing and not sys.stdin.isatty():
        raise click.UsageError(f"Geef ook op: {', '.join(missing)}.")
    voorbereiding = lib.bereid_voor(pad, van, ctx.obj, Path.cwd())
    if missing and voorbereiding.fouten:  # better known before the questions than after
        raise lib.InputError(voorbereiding.fouten)
    oud = voorbereiding.oud
    proposal = lib.format_datum(oud.laatste_dag + timedelta(days=1)) if oud else None
    ingang: date = _ask(
        given["ingang"], "Eerste dag", DATUM, lambda day: lib.refuse_ingang(day, oud), proposal
    )
    einde: date = _ask(
        given["einde"], "Laatste dag", DATUM, lambda day: lib.refuse_einde(day, ingang)
    )
    tarief: Decimal = _ask(
        given["tarief"], "Tarief per inwoner per jaar, in euro's", TARIEF, lib.refuse_tarief
    )
    peildatum: date = _ask(given["peildatum"], "Peildatum van de inwoners", DATUM, lambda _: ())
    voorstel = lib.Voorstel(ingang, einde, tarief, peildatum)
    _tell(lib.maak_nieuw(voorbereiding, voorstel), voorstel)


def _ask(
    given: T | None,
    question: str,
    type_: click.ParamType[T],
    refuse: "Callable[[T], Iterable[lib.Fault]]",
    default: str | None = None,
) -> T:
    """Return what was given; ask for a value that can be where nothing was."""
    if given is not None:
        return given

    def convert(text: str) -> T:
        value = type_.convert(text, None, None)
        for fault in refuse(value):
            raise click.BadParameter(f"{fault.what}; {fault.advice}.")
        return value

    answer: T = click.prompt(question, value_proc=convert, default=default)
    return answer


def _tell(aanmaak: "lib.Aanmaak", voorstel: "lib.Voorstel") -> None:
    """Tell what was made, and what is left to do."""
    remarks(aanmaak.opmerkingen)
    folder = aanmaak.werkmap.folder
    days = (voorstel.ingang, voorstel.einde, voorstel.peildatum)
    first, last, counted = map(lib.format_datum, days)
    made = f"De werkmap {folder} is gemaakt, uit die van {aanmaak.bron.periode.convenant.periode}"
    tarief = f"€ {lib.format_kaal(voorstel.tarief)} per inwoner"
    say(f"{made}: {first} t/m {last}, {tarief}, peildatum {counted}.")
    then = f"overeenkomstgen inwoners --peildatum {voorstel.peildatum} --schrijf"
    _tell_punten(aanmaak, then, "overeenkomstgen controleer")


def _tell_punten(aanmaak: "lib.Aanmaak", *then: str) -> None:
    """Tell what is left to do, and the commands to go on with."""
    points = {"Zoek op of beslis, en vul in:": aanmaak.open, "Kijk na:": aanmaak.nakijken}
    for heading, found in points.items():
        if found:
            say("\n  ".join((f"\n{heading}", *(f"{punt.waar}: {punt.wat}" for punt in found))))
    say("\n  ".join((f'\nDaarna, in die map (cd "{aanmaak.werkmap.folder}"):', *then)))
