"""``overeenkomstgen loket``: the year's work in a browser."""

from __future__ import annotations

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.opties import bereik, opdracht, optie, vlag
from overeenkomstgen.cli.scherm import remarks, say, werkmap_of

POORT = bereik(1024, 65535)


@opdracht
@optie("--poort", POORT, "Op welke poort. Standaard: een die vrij is.", default=0)
@vlag("--geen-browser", "Open de browser niet; het adres staat op het scherm.")
@optie(
    "--achter",
    "ADRES",
    "Voor collega's: het adres, https://naam, van een proxy die inloggen en versleutelen regelt.",
    default="",
)
@vlag("--alleen-lezen", "Er is alleen te kijken.")
def loket(
    ctx: click.Context, *, poort: int, geen_browser: bool, achter: str, alleen_lezen: bool
) -> None:
    """Open het loket: het werk van het hele jaar, in uw browser.

    Het loket is alleen op deze computer te openen, met het adres dat u ziet. Het
    doet wat de opdrachten doen, met dezelfde controles en dezelfde bestanden. Sluit u
    de browser, dan gaat het werk door. Sluit het loket zelf met Ctrl-C.
    """
    from overeenkomstgen.loket.loket import open_loket  # noqa: PLC0415 - slow to load
    from overeenkomstgen.loket.toegang import Toegang  # noqa: PLC0415 - the same

    def told(adres: str) -> None:
        say(f"Het loket is open: {adres}\nSluit het met Ctrl-C.")

    remarks(f"{error.message} {error.advice}" for error in lib.ontbreekt())
    toegang = Toegang(poort, achter.rstrip("/"), alleen_lezen)
    open_loket(werkmap_of(ctx), toegang, told, browser=not geen_browser)
