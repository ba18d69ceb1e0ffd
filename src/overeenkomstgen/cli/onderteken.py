"""``overeenkomstgen onderteken``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from overeenkomstgen import Papier, onderteken
from overeenkomstgen.cli.scherm import DATE, ask_first, chosen_werkmap
from overeenkomstgen.cli.stand import tell_list, tell_missing, tell_state

if TYPE_CHECKING:
    from datetime import date


@click.command("onderteken", options_metavar="[OPTIES]")
@click.argument("gemeente", nargs=-1, required=True, metavar="GEMEENTE…")
@click.option("--op", type=DATE, required=True, metavar="DATUM", help="De dag van ondertekening.")
@click.option(
    "--bestand",
    type=click.Path(path_type=Path),
    metavar="PDF",
    help="De ondertekende overeenkomst. Er komt een kopie van in de map ondertekend.",
)
@click.option(
    "--ondertekenaar",
    metavar="NAAM",
    help="Wie er op het papier staat, als dat een ander is dan in de tabel.",
)
@click.option("--opmerking", default="", metavar="TEKST", help="Een opmerking voor het register.")
@click.option("--ja", is_flag=True, help="Vraag niets; alles is nagekeken.")
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    gemeente: tuple[str, ...],
    *,
    op: date,
    bestand: Path | None,
    ondertekenaar: str | None,
    opmerking: str,
    ja: bool,
) -> None:
    """Leg vast dat een of meer gemeenten hebben getekend.

    De overeenkomst wordt daarna nooit meer opnieuw gemaakt, en Bijlage 3 wordt
    bijgewerkt. Een datum mag u schrijven als 2023-01-10 of als 10-01-2023.

    Voorbeeld: overeenkomstgen onderteken Deventer --op 2023-01-10 --bestand scan.pdf
    """
    if len(gemeente) > 1 and (bestand or ondertekenaar):
        raise click.UsageError(
            "--bestand en --ondertekenaar horen bij één gemeente. Noem de gemeenten apart."
        )
    papier = Papier(op, ondertekenaar, bestand, opmerking)
    werkmap = chosen_werkmap(ctx)
    bijgewerkt = ask_first(partial(onderteken, werkmap, gemeente, papier), yes=ja)
    tell_state(bijgewerkt.status, bijgewerkt.codes)
    tell_missing(bijgewerkt.status)
    tell_list(werkmap, bijgewerkt)
