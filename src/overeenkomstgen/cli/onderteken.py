"""``overeenkomstgen onderteken``."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

import overeenkomstgen as lib
from overeenkomstgen.cli import opties
from overeenkomstgen.cli.opties import DATUM, PAD, opdracht, optie
from overeenkomstgen.cli.scherm import ask_first, chosen_werkmap
from overeenkomstgen.cli.stand import tell_bijgewerkt


@opdracht("onderteken")
@click.argument("gemeente", nargs=-1, required=True, metavar="GEMEENTE…")
@optie("--op", "DATUM", "De dag van ondertekening.", type=DATUM, required=True)
@optie(
    "--bestand",
    "PDF",
    "De ondertekende overeenkomst. Er komt een kopie van in de map ondertekend.",
    type=PAD,
)
@optie(
    "--ondertekenaar", "NAAM", "Wie er op het papier staat, als dat een ander is dan in de tabel."
)
@opties.opmerking
@opties.ja
def command(ctx: click.Context, gemeente: tuple[str, ...], *, ja: bool, **op_papier: Any) -> None:
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
    werkmap = chosen_werkmap(ctx)
    bijgewerkt = ask_first(partial(lib.onderteken, werkmap, gemeente, papier), yes=ja)
    tell_bijgewerkt(werkmap, bijgewerkt)
