"""Where everything stands: ``status`` and ``overzicht``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.slot import locked
from overeenkomstgen.schijf.uitvoer import open_uitvoer
from overeenkomstgen.werkmap.invoer import read

if TYPE_CHECKING:
    from pathlib import Path

    from overeenkomstgen.kern.status import Status
    from overeenkomstgen.werkmap.werkmap import Werkmap

OVERZICHT = "overzicht.html"


def status(werkmap: Werkmap) -> Status:
    """Return where everything stands today.

    Raises:
        InputError: Something in the input is wrong.
        RegisterError: The register is damaged.
    """
    return read(werkmap).status


def overzicht(werkmap: Werkmap, gemaakt_met: str = "") -> Path:
    """Make the page that shows where everything stands, and return its place.

    Raises:
        InputError: Something in the input is wrong; nothing was made.
        RegisterError: The register is damaged; nothing was made.
        BusyError: Another run is at work in the same werkmap.
    """
    from overeenkomstgen.uitgifte.overzicht import render_overzicht  # noqa: PLC0415 - slow to load

    with locked(werkmap.slot):
        invoer = read(werkmap)
        with open_uitvoer(werkmap.uitvoer) as uitvoer:
            page = uitvoer.staging / OVERZICHT
            place = uitvoer.folder / OVERZICHT
            folder = werkmap.uitvoer.relative_to(werkmap.folder)
            made = render_overzicht(invoer.periode, invoer.status, folder, gemaakt_met)
            schijf.write(page, made.encode())
            uitvoer.publish({page: place.relative_to(uitvoer.folder)})
        return place
