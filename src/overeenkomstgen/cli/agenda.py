"""``overeenkomstgen agenda``."""

from __future__ import annotations

from pathlib import Path

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.opties import opdracht, optie
from overeenkomstgen.cli.scherm import in_words, near, say, table, werkmap_of
from overeenkomstgen.verwijzing import zeg

_FEW = 3
"""Names that are told; of more, how many there are."""


@opdracht
@optie("--ics", "BESTAND", "Schrijf de agenda ook naar dit bestand, voor Outlook of een telefoon.")
def agenda(ctx: click.Context, *, ics: Path | None) -> None:
    """Toon wat er moet gebeuren, met de dag, om wie het gaat en de opdracht.

    Eerst wat nu moet: wat nog open staat, ook van een dag die voorbij is. Daarna
    komt wat een dag heeft, van wat elk jaar terugkomt alleen de eerste keer. Wat
    gedaan en vastgelegd is, staat er niet meer op. Wat het convenant zelf vraagt,
    zoals een jaarplan, staat in convenant.toml onder [[agenda]].

    Leest u het bestand van --ics later nog eens in, dan komt niets er dubbel in;
    wat is gedaan haalt u zelf uit uw agenda.
    """
    found = lib.maak_agenda(werkmap_of(ctx))
    rows = [(_day(each), each.wat, _who(each), zeg(each.doe, in_words)) for each in found.regels]
    heading = ("dag", "wat", "wie", "opdracht")
    say(table(heading, rows) if rows else "Er hoeft nu niets te gebeuren.")
    if ics:
        lib.write_ics(found, ics, _particulars)
        say(f"\nVoor uw agenda: {near(ics)}.")


def _day(regel: lib.Agendaregel) -> str:
    return lib.format_datum_kort(regel.dag) if regel.dag else "nu"


def _who(regel: lib.Agendaregel) -> str:
    few = ", ".join(regel.wie)
    return few if len(regel.wie) <= _FEW else f"{len(regel.wie)} gemeenten"


def _particulars(regel: lib.Agendaregel) -> str:
    return "\n".join(filter(None, (", ".join(regel.wie), zeg(regel.doe, in_words))))
