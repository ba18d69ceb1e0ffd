"""What the commands about signing tell: who is in, who is not, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from overeenkomstgen import format_datum
from overeenkomstgen.cli.scherm import names, near, remarks
from overeenkomstgen.cli.woorden import say

if TYPE_CHECKING:
    from collections.abc import Collection

    from overeenkomstgen import Bijgewerkt, Status, Werkmap


def tell_missing(status: Status) -> None:
    """Tell how many have signed, and who has not."""
    say(f"Getekend: {status.aantal_getekend} van {status.leden}.")
    if status.ontbrekend:
        say(f"Nog niet getekend: {len(status.ontbrekend)}")
        say(names(regel.gemeente for regel in status.ontbrekend))


def tell_state(status: Status, codes: Collection[str]) -> None:
    """Tell what is recorded now of municipalities."""
    for regel in status.regels:
        if regel.cbs_code not in codes:
            continue
        if regel.ondertekend_op is None:
            say(f"Vastgelegd: {regel.gemeente} heeft niet getekend.")
            continue
        sentence = f"{regel.gemeente} heeft getekend op {format_datum(regel.ondertekend_op)}"
        if regel.opgezegd_op and regel.laatste_dag:
            sentence += (
                f" en opgezegd op {format_datum(regel.opgezegd_op)}; de overeenkomst geldt tot en "
                f"met {format_datum(regel.laatste_dag)}"
            )
        say(f"Vastgelegd: {sentence}.")


def tell_list(werkmap: Werkmap, bijgewerkt: Bijgewerkt) -> None:
    """Tell where the list of who has signed is, in a period that has one."""
    remarks(bijgewerkt.opmerkingen)
    lijst = bijgewerkt.lijst
    if lijst is None:
        return
    place = near(werkmap.uitvoer / f"{lijst.concept.stem}.pdf")
    say(f"{lijst.concept.soort.naam} is bijgewerkt: {place}, en in Word.")
