"""``overeenkomstgen inwoners``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from overeenkomstgen import (
    CBS_TABEL,
    Inwonersuitkomst,
    format_datum,
    format_getal,
    show,
    vergelijk_inwoners,
)
from overeenkomstgen.cli.scherm import DATE, chosen_werkmap, near, progress_bar, remarks, table
from overeenkomstgen.cli.woorden import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from overeenkomstgen import Inwonersregel, Inwonersvergelijking, Nagekeken


@click.command("inwoners", options_metavar="[OPTIES]")
@click.option(
    "--peildatum",
    type=DATE,
    metavar="DATUM",
    help="De dag waarop de inwoners zijn geteld, een 1 januari. Standaard: de peildatum in "
    "convenant.toml.",
)
@click.option("--schrijf", is_flag=True, help="Neem de aantallen van CBS over in de tabel.")
@click.pass_context
def command(ctx: click.Context, *, peildatum: date | None, schrijf: bool) -> None:
    """Vergelijk de inwoners in de tabel met die van CBS.

    De aantallen komen via internet van CBS, per CBS-code. Zonder --schrijf
    wordt er niets gewijzigd. Met --schrijf komen de aantallen die anders zijn
    in de kolom inwoners, en blijft er een kopie van de tabel. Van een gemeente
    die al heeft getekend wordt niets gewijzigd.

    Voorbeeld: overeenkomstgen inwoners --peildatum 2022-01-01
    """
    found = vergelijk_inwoners(
        chosen_werkmap(ctx), peildatum, schrijf=schrijf, progress=progress_bar
    )
    vergelijking = found.vergelijking
    day = format_datum(vergelijking.peildatum)
    say(f"Inwoners op {day} volgens CBS (tabel {CBS_TABEL}), naast {found.tabel.name}.")
    anders = vergelijking.met(Inwonersuitkomst.ANDERS)
    if anders:
        say(f"\n{_differences(anders)}\n")
    say(
        f"Gelijk: {len(vergelijking.met(Inwonersuitkomst.GELIJK))}. Anders: {len(anders)}. "
        f"Niet te vergelijken: {len(vergelijking.met(Inwonersuitkomst.ONVERGELIJKBAAR))}."
    )
    _tell_problems(vergelijking)
    _tell_signed(vergelijking)
    remarks(_remarks(found))
    say(_ending(found, schrijf=schrijf))


def _differences(regels: Sequence[Inwonersregel]) -> str:
    rows = [
        (
            regel.rij.naam,
            show(regel.rij.inwoners) if regel.tabel is None else format_getal(regel.tabel),
            format_getal(regel.cbs or 0),
            "" if regel.tabel is None else _signed((regel.cbs or 0) - regel.tabel),
        )
        for regel in regels
    ]
    heading = ("gemeente", "in de tabel", "volgens CBS", "verschil")
    return table(heading, rows, right=(1, 2, 3))


def _signed(difference: int) -> str:
    return f"+{format_getal(difference)}" if difference > 0 else format_getal(difference)


def _tell_problems(vergelijking: Inwonersvergelijking) -> None:
    for regel in vergelijking.met(Inwonersuitkomst.ONVERGELIJKBAAR):
        say(f"  {regel.rij.naam}, rij {regel.rij.nummer}: {regel.probleem}")


def _tell_signed(vergelijking: Inwonersvergelijking) -> None:
    for regel in vergelijking.getekend:
        say(
            f"  {regel.rij.naam}, rij {regel.rij.nummer}: heeft al getekend, dus het aantal in de "
            "tabel blijft staan; is dat aantal fout, overleg dan met de gemeente"
        )


def _remarks(found: Nagekeken) -> Iterator[str]:
    vergelijking = found.vergelijking
    for regel in vergelijking.regels:
        if regel.opmerking:
            yield regel.opmerking
    if vergelijking.voorbehoud:
        yield (
            f"CBS schrijft bij {vergelijking.peildatum.year}: {vergelijking.voorbehoud} "
            "Een voorlopig aantal kan nog veranderen."
        )
    if found.afwijkend:
        yield f"De peildatum van het convenant is {format_datum(found.afwijkend)}."


def _ending(found: Nagekeken, *, schrijf: bool) -> str:
    """Return what was done, or what can be done now."""
    count = len(found.vergelijking.over_te_nemen)
    name = found.tabel.name
    if found.kopie:
        gemeenten = "1 gemeente" if count == 1 else f"{count} gemeenten"
        return (
            f"Overgenomen in {name}: de inwoners van {gemeenten}.\n"
            f"De tabel zoals die was staat in {near(found.kopie)}."
        )
    if schrijf or not count:
        return f"Er is niets gewijzigd: er is niets over te nemen in {name}."
    if found.afwijkend:
        return "Er is niets gewijzigd."
    return (
        f"Er is niets gewijzigd. Neem de aantallen over in {name} met: "
        "overeenkomstgen inwoners --schrijf"
    )
