"""Who gets a document: what the register says decides."""

from __future__ import annotations

from collections.abc import Sequence

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.documentsoort import Documentsoort, Voor
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.status import Status, Statusregel
from overeenkomstgen.verwijzing import actie


def select(
    soort: Documentsoort, gemeenten: Sequence[Gemeente], status: Status, *, by_name: bool
) -> tuple[tuple[Gemeente, ...], tuple[Fault, ...]]:
    """Return who gets a document today, and who was asked for by name and does not.

    Args:
        soort: What kind of document.
        gemeenten: The municipalities to choose from.
        status: Where everything stands.
        by_name: Whether the user asked for exactly these; else who gets none is left out.
    """
    regels = {gemeente.cbs_code: status.regel(gemeente.cbs_code) for gemeente in gemeenten}
    chosen = tuple(g for g in gemeenten if regels[g.cbs_code].gets(soort.voor))
    if not by_name:
        return chosen, ()
    codes = {gemeente.cbs_code for gemeente in chosen}
    faults = (
        Fault(
            gemeente.naam,
            f"deze gemeente krijgt geen {soort.naam.lower()}: "
            f"{_reason(soort.voor, regels[gemeente.cbs_code])}",
            f"laat haar weg, of kijk wat er is vastgelegd met: {actie('status')}",
        )
        for gemeente in gemeenten
        if gemeente.cbs_code not in codes
    )
    return chosen, tuple(faults)


def _reason(voor: Voor, regel: Statusregel) -> str:
    if voor is Voor.OPGEZEGD:
        return "zij heeft niet opgezegd"
    if voor is Voor.NIET_GETEKEND and regel.ondertekend_op:
        return f"zij heeft getekend op {format_datum(regel.ondertekend_op)}"
    return "zij heeft nog niet getekend"
