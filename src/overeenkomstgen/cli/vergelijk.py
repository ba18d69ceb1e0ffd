"""``overeenkomstgen vergelijk``."""

from __future__ import annotations

from pathlib import Path

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.opties import BESTAND, opdracht, optie
from overeenkomstgen.cli.scherm import chosen_werkmap, near, remarks
from overeenkomstgen.cli.verschiltekst import count_line, lines_of
from overeenkomstgen.cli.woorden import say

_TWO = 2
_ENDINGS = {".docx", ".pdf", ".doc", ".odt"}


@opdracht
@click.argument("stukken", nargs=-1, metavar="OUD NIEUW | GEMEENTE")
@optie(
    "-o --verslag",
    "VERSCHIL.docx",
    "Maak ook een Word-bestand, met de verschillen als bijgehouden wijzigingen.",
    type=BESTAND,
)
def vergelijk(ctx: click.Context, stukken: tuple[str, ...], *, verslag: Path | None) -> None:
    """Laat zien wat er in de tekst verschilt.

    Met twee documenten, elk in Word of als PDF: wat er verschilt, per artikel
    en per woord. Opmaak, spaties, afbrekingen en bladzijden tellen niet mee.
    Met één gemeente: wat er verschilt tussen de overeenkomst die er is (de
    getekende, of die in de map uitvoer) en die nu gemaakt zou worden.

    [-weg-] staat alleen in het oude document, {+erbij+} alleen in het nieuwe.
    Is er een verschil of niet, in beide gevallen eindigt de opdracht goed
    (code 0).

    Voorbeelden: overeenkomstgen vergelijk oud.docx nieuw.pdf -o verschil.docx;
    overeenkomstgen vergelijk Deventer
    """
    if verslag and verslag.suffix.lower() != ".docx":
        raise click.UsageError(f"{verslag} moet een naam hebben die eindigt op .docx.")
    if len(stukken) == _TWO:
        outcome = lib.vergelijk(Path(stukken[0]), Path(stukken[1]), verslag)
    elif len(stukken) == 1 and Path(stukken[0]).suffix.lower() not in _ENDINGS:
        outcome = lib.vergelijk_gemeente(chosen_werkmap(ctx), stukken[0], verslag)
    else:
        raise click.UsageError("Geef twee documenten, of één gemeente.")
    verschil = outcome.verschil
    say(f"Oud:   {verschil.oud}\nNieuw: {verschil.nieuw}")
    remarks(outcome.opmerkingen)
    if verschil.gelijk:
        say("De tekst is gelijk.")
        if verslag:
            say(f"Daarom is {near(verslag)} niet gemaakt.")
        return
    for line in lines_of(verschil):
        say(line)
    say(f"\n{count_line(verschil)}")
    if outcome.verslag:
        say(f"De verschillen staan ook in {near(outcome.verslag)}, om in Word te bekijken.")
