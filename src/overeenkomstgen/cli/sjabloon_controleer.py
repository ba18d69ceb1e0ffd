"""``overeenkomstgen sjabloon controleer``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from overeenkomstgen import (
    Gekeurd,
    Graad,
    WerkmapError,
    controleer_sjablonen,
    controleer_sjabloon,
    markeer,
    show_list,
)
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.cli.scherm import chosen_werkmap, near
from overeenkomstgen.cli.woorden import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from overeenkomstgen import Werkmap


@click.command("controleer", options_metavar="[OPTIES]")
@click.argument(
    "bestand", required=False, type=click.Path(dir_okay=False, path_type=Path), metavar="[BESTAND]"
)
@click.option(
    "--markeer",
    "marked",
    is_flag=True,
    help="Maak een kopie van BESTAND met bij elke vondst een opmerking in de kantlijn van Word.",
)
@click.option(
    "-o",
    "--uit",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="UIT.docx",
    help="Waar die kopie komt. Standaard: naast BESTAND, met -nagekeken achter de naam.",
)
@click.pass_context
def command(ctx: click.Context, bestand: Path | None, *, marked: bool, uit: Path | None) -> int:
    """Zoek in een sjabloon alles wat mis is of mis kan gaan.

    Zonder BESTAND: in alle sjablonen van de werkmap. Een fout moet eerst weg:
    anders wordt er geen document gemaakt, of een verkeerd. Bij let op werkt het
    sjabloon, maar is het goed om te kijken. Wat hersteld is, was niet goed
    getypt, maar wordt gelezen zoals het is bedoeld.

    Aan BESTAND zelf verandert niets.
    """
    if bestand is None:
        if marked or uit:
            raise click.UsageError("Noem bij --markeer het sjabloon waarvan u een kopie wilt.")
        return _tell(controleer_sjablonen(chosen_werkmap(ctx)))
    if uit and not marked:
        raise click.UsageError("-o hoort bij --markeer.")
    gekeurd = controleer_sjabloon(_werkmap(ctx), bestand)
    code = _tell([gekeurd])
    if marked:
        place = markeer(gekeurd, uit)
        say(f"De kopie met opmerkingen staat in {near(place)}.")
    return code


def _werkmap(ctx: click.Context) -> Werkmap | None:
    """Return the werkmap; a template can be examined without one, unless one was chosen."""
    try:
        return chosen_werkmap(ctx)
    except WerkmapError:
        if ctx.obj:
            raise
        return None


def _tell(gekeurd: Sequence[Gekeurd]) -> int:
    counts: Counter[Graad] = Counter()
    for each in gekeurd:
        keuring = each.keuring
        counts.update(vondst.graad for vondst in keuring.vondsten)
        if not keuring.vondsten:
            say(f"{keuring.name} ({_taken_for(each)}): in orde.")
            continue
        say(f"{keuring.name} ({_taken_for(each)}):")
        for vondst in keuring.vondsten:
            fault = vondst.fault
            where = fault.where.removeprefix(keuring.name).removeprefix(", ")
            place = f", {where}" if where else ""
            say(f"  {vondst.graad.capitalize()}{place}: {fault.what}; {fault.advice}.")
    if counts:
        say(_summary(counts))
    return ExitCode.INPUT if counts[Graad.FOUT] else ExitCode.OK


def _taken_for(gekeurd: Gekeurd) -> str:
    if gekeurd.soorten:
        return f"sjabloon van: {show_list(gekeurd.soorten, 'en')}"
    return "bij geen documentsoort, dus nagekeken met de velden van alle documentsoorten"


def _summary(counts: Counter[Graad]) -> str:
    fouten = "1 fout" if counts[Graad.FOUT] == 1 else f"{counts[Graad.FOUT]} fouten"
    return (
        f"{fouten}, {counts[Graad.LET_OP]} keer let op, "
        f"{counts[Graad.HERSTELD]} keer vanzelf hersteld."
    )
