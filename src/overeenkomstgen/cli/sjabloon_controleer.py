"""``overeenkomstgen sjabloon controleer``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.cli.opties import BESTAND, opdracht, optie, vlag
from overeenkomstgen.cli.scherm import chosen_werkmap, count, near
from overeenkomstgen.cli.woorden import say


@opdracht("controleer")
@click.argument("bestand", required=False, type=BESTAND, metavar="[BESTAND]")
@vlag(
    "--markeer marked",
    "Maak een kopie van BESTAND met bij elke vondst een opmerking in de kantlijn van Word.",
)
@optie(
    "-o --uit",
    "UIT.docx",
    "Waar die kopie komt. Standaard: naast BESTAND, met -nagekeken achter de naam.",
    type=BESTAND,
)
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
        return _tell(lib.controleer_sjablonen(chosen_werkmap(ctx)))
    if uit and not marked:
        raise click.UsageError("-o hoort bij --markeer.")
    keuring = lib.controleer_sjabloon(_werkmap(ctx), bestand)
    code = _tell([keuring])
    if marked:
        place = lib.markeer(keuring, uit)
        say(f"De kopie met opmerkingen staat in {near(place)}.")
    return code


def _werkmap(ctx: click.Context) -> lib.Werkmap | None:
    """Return the werkmap; a template can be examined without one, unless one was chosen."""
    try:
        return chosen_werkmap(ctx)
    except lib.WerkmapError:
        if ctx.obj:
            raise
        return None


def _tell(keuringen: Sequence[lib.Keuring]) -> int:
    counts: Counter[lib.Graad] = Counter()
    for keuring in keuringen:
        counts.update(vondst.graad for vondst in keuring.vondsten)
        if not keuring.vondsten:
            say(f"{keuring.name} ({_taken_for(keuring)}): in orde.")
            continue
        say(f"{keuring.name} ({_taken_for(keuring)}):")
        for vondst in keuring.vondsten:
            fault = vondst.fault
            where = fault.where.removeprefix(keuring.name).removeprefix(", ")
            place = f", {where}" if where else ""
            say(f"  {vondst.graad.capitalize()}{place}: {fault.what}; {fault.advice}.")
    if counts:
        say(_summary(counts))
    return ExitCode.INPUT if counts[lib.Graad.FOUT] else ExitCode.OK


def _taken_for(keuring: lib.Keuring) -> str:
    if keuring.soorten:
        return f"sjabloon van: {lib.show_list(keuring.soorten, 'en')}"
    return "bij geen documentsoort, dus nagekeken met de velden van alle documentsoorten"


def _summary(counts: Counter[lib.Graad]) -> str:
    fouten = count(counts[lib.Graad.FOUT], "fout", "fouten")
    return (
        f"{fouten}, {counts[lib.Graad.LET_OP]} keer let op, "
        f"{counts[lib.Graad.HERSTELD]} keer vanzelf hersteld."
    )
