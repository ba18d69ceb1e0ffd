"""``overeenkomstgen nieuw``."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from overeenkomstgen import (
    Voorstel,
    bereid_voor,
    format_datum,
    format_kaal,
    maak_nieuw,
    refuse_einde,
    refuse_ingang,
    refuse_tarief,
)
from overeenkomstgen.cli.scherm import DATE, Euro, remarks
from overeenkomstgen.cli.woorden import say
from overeenkomstgen.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from overeenkomstgen import Aanmaak, Punt
    from overeenkomstgen.errors import Fault

T = TypeVar("T")


TARIEF = Euro("tarief", "0,15")


@click.command("nieuw", options_metavar="[OPTIES]")
@click.argument("pad", type=click.Path(path_type=Path), metavar="PAD")
@click.option(
    "--van",
    type=click.Path(path_type=Path),
    metavar="WERKMAP",
    help="De map van de oude periode, of haar jaren als u in die map bent: 2023-2027. "
    "Standaard: de werkmap waar u bent.",
)
@click.option("--ingang", type=DATE, metavar="DATUM", help="De eerste dag van de nieuwe periode.")
@click.option("--einde", type=DATE, metavar="DATUM", help="De laatste dag van de nieuwe periode.")
@click.option(
    "--tarief",
    type=TARIEF,
    metavar="BEDRAG",
    help="Wat een gemeente per inwoner per jaar betaalt, exclusief btw, zoals 0,15.",
)
@click.option(
    "--peildatum",
    type=DATE,
    metavar="DATUM",
    help="De dag waarop de inwoners zijn geteld.",
)
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    pad: Path,
    *,
    van: Path | None,
    ingang: date | None,
    einde: date | None,
    tarief: Decimal | None,
    peildatum: date | None,
) -> None:
    """Maak een werkmap voor een volgende convenantperiode, in de map PAD.

    De sjablonen, de gemeenten en de instellingen van de oude periode worden
    overgenomen. Wat opnieuw moet worden opgezocht of beslist blijft leeg, en
    staat aan het eind op het scherm. Wat u niet als optie opgeeft wordt gevraagd.

    Voorbeeld: overeenkomstgen nieuw ../2028-2031 --van 2023-2027
    """
    given = {"ingang": ingang, "einde": einde, "tarief": tarief, "peildatum": peildatum}
    missing = [f"--{name}" for name, value in given.items() if value is None]
    if missing and not sys.stdin.isatty():
        raise click.UsageError(f"Geef ook op: {', '.join(missing)}.")
    voorbereiding = bereid_voor(pad, van, ctx.obj, Path.cwd())
    if missing and voorbereiding.fouten:  # better known before the questions than after
        raise InputError(voorbereiding.fouten)
    oud = voorbereiding.oud
    if ingang is None:
        proposal = format_datum(oud.einde + timedelta(days=1)) if oud else None
        ingang = _ask("Eerste dag", DATE, lambda day: refuse_ingang(day, oud), proposal)
    if einde is None:
        start = ingang
        einde = _ask("Laatste dag", DATE, lambda day: refuse_einde(day, start))
    if tarief is None:
        tarief = _ask("Tarief per inwoner per jaar, in euro's", TARIEF, refuse_tarief)
    if peildatum is None:
        peildatum = _ask("Peildatum van de inwoners", DATE, lambda _: ())
    voorstel = Voorstel(ingang, einde, tarief, peildatum)
    _tell(maak_nieuw(voorbereiding, voorstel), voorstel)


def _ask(
    question: str,
    type_: click.ParamType[T],
    refuse: Callable[[T], tuple[Fault, ...]],
    default: str | None = None,
) -> T:
    """Ask for a value until there is one that can be."""

    def convert(text: str) -> T:
        value = type_.convert(text, None, None)
        for fault in refuse(value):
            raise click.BadParameter(f"{fault.what}; {fault.advice}.")
        return value

    answer: T = click.prompt(question, value_proc=convert, default=default)
    return answer


def _tell(aanmaak: Aanmaak, voorstel: Voorstel) -> None:
    """Tell what was made, and what is left to do."""
    remarks(aanmaak.opmerkingen)
    folder = aanmaak.werkmap.folder
    say(
        f"De werkmap {folder} is gemaakt, uit die van {aanmaak.bron.periode.convenant.periode}: "
        f"{format_datum(voorstel.ingang)} t/m {format_datum(voorstel.einde)}, "
        f"€ {format_kaal(voorstel.tarief)} per inwoner, "
        f"peildatum {format_datum(voorstel.peildatum)}."
    )
    _tell_points("Zoek op of beslis, en vul in:", aanmaak.open)
    _tell_points("Kijk na:", aanmaak.nakijken)
    say(
        f'\nDaarna, in die map (cd "{folder}"):\n'
        f"  overeenkomstgen inwoners --peildatum {voorstel.peildatum} --schrijf\n"
        "  overeenkomstgen controleer"
    )


def _tell_points(heading: str, points: Sequence[Punt]) -> None:
    say(f"\n{heading}")
    for point in points:
        say(f"  {point.waar}: {point.wat}")
