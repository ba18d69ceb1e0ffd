"""What the commands about signing tell: who is in, who is not, until when."""

from __future__ import annotations

from collections.abc import Collection

import overeenkomstgen as lib
from overeenkomstgen.cli.scherm import near, remarks, tell_names
from overeenkomstgen.cli.woorden import say


def tell_bijgewerkt(
    werkmap: lib.Werkmap, bijgewerkt: lib.Bijgewerkt, *, missing: bool = True
) -> None:
    """Tell what is recorded now, who has not signed, and where the list is of who has."""
    status, lijst = bijgewerkt.status, bijgewerkt.lijst
    _tell_state(status, bijgewerkt.codes)
    if missing:
        say(f"Getekend: {status.aantal_getekend} van {status.leden}.")
        tell_names("Nog niet getekend", [regel.gemeente for regel in status.ontbrekend])
    remarks(bijgewerkt.opmerkingen)
    if lijst is not None:
        place = near(werkmap.uitvoer / f"{lijst.concept.stem}.pdf")
        say(f"{lijst.concept.soort.naam} is bijgewerkt: {place}, en in Word.")


def _tell_state(status: lib.Status, codes: Collection[str]) -> None:
    """Tell what is recorded now of municipalities."""
    for regel in status.regels:
        if regel.cbs_code not in codes:
            continue
        if regel.ondertekend_op is None:
            say(f"Vastgelegd: {regel.gemeente} heeft niet getekend.")
            continue
        sentence = f"{regel.gemeente} heeft getekend op {lib.format_datum(regel.ondertekend_op)}"
        if regel.opgezegd_op and regel.laatste_dag:
            sentence += (
                f" en opgezegd op {lib.format_datum(regel.opgezegd_op)}; de overeenkomst geldt tot "
                f"en met {lib.format_datum(regel.laatste_dag)}"
            )
        say(f"Vastgelegd: {sentence}.")
