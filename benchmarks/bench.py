"""Measures this tool beside the others, and writes it down in Dutch.

Use: make bench, or make bench RONDES=9
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import klein
import vulling
from carbonedienst import Carbonedienst
from klein import Dagelijks
from loketwerk import ALLES, EEN, measure_loket
from machine import describe
from mappen import Mappen
from procesboom import adopt_orphans
from retour import measure_retour
from samenvoeging import Samenvoeging
from soffice_los import SofficeLos
from soffice_samen import SofficeSamen
from unodienst import Unodienst
from vergelijking import Baan, ratio
from verhouding import Doel
from verslag import Resultaten, write_report
from vulling import list_vullingen
from werkstuk import make_werkstuk

RONDES = 5
SLOW = 2  # rounds of what takes ten times as long as anything else
REPORT = Path(__file__).parent / "resultaten.md"


def main(rondes: int) -> None:
    """Measure everything, print the report and write it."""
    adopt_orphans()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # all compile once, as they do for a user
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        resultaten = measure_all(Mappen(Path(scratch)), rondes)
    report = write_report(resultaten)
    REPORT.write_text(report, "utf-8")
    print(report)


def measure_all(mappen: Mappen, rondes: int) -> Resultaten:
    """Measure everything: whole runs, filling alone, and the small things of every day."""
    werkstuk = make_werkstuk(mappen.new())
    slow, one = SofficeLos(werkstuk), SofficeSamen(werkstuk)
    carbone = Carbonedienst(werkstuk)
    baan = Baan(mappen, werkstuk)
    tell("geheugen en tekst: dit programma")
    baan.measure_own_memory()
    uitslagen = {}
    for kandidaat in (slow, one, Unodienst(werkstuk), carbone, Samenvoeging(werkstuk)):
        tell(f"geheugen en tekst: {kandidaat.naam}")
        uitslagen[kandidaat.naam] = baan.try_out(kandidaat)
    vullingen = list_vullingen(werkstuk)
    tell("klaarzetten: elke dag")
    dagelijks = Dagelijks(mappen).list_metingen()
    for ronde in range(1, rondes + 1):
        tell(f"ronde {ronde} van {rondes}")
        for naam, uitslag in uitslagen.items():
            if naam != slow.naam or ronde <= SLOW:
                baan.race(uitslag)
        for each in vullingen:
            vulling.race(each, werkstuk)
        for pair in dagelijks:
            pair.race()
    tell("aan het loket")
    loket = measure_loket(mappen, werkstuk, rondes)
    tell("wat er terugkomt")
    retour = measure_retour(mappen)
    dagelijks += loket
    found = {pair.wat: pair for pair in dagelijks}
    nothing = statistics.median(ours for ours, _ in found[klein.NIETS].rondes)
    doelen = [
        Doel("koud naast Carbone", 0.8, ratio(uitslagen[carbone.naam].koud)),
        Doel("koud naast docxtpl + één soffice voor alles", 0.75, ratio(uitslagen[one.naam].koud)),
        Doel("koud naast docxtpl + soffice per bestand", 0.1, ratio(uitslagen[slow.naam].koud)),
        Doel("invullen naast docxtpl", 0.1, vullingen[0].verhouding),
        Doel("genereer als er niets veranderd is", 0.5, nothing, "s"),
        Doel("één rij naast één kale soffice", 1.5, found[klein.RIJ].verhouding),
        Doel("--help naast import click", 2, found[klein.HELP].verhouding),
        Doel("alle 41 opnieuw aan het loket, naast Carbone warm", 1.1, found[ALLES].verhouding),
        Doel("één overeenkomst aan het loket naast één kale soffice", 0.35, found[EEN].verhouding),
        *retour,
    ]
    return Resultaten(
        describe(), baan.own_memory, list(uitslagen.values()), vullingen, dagelijks, doelen
    )


def tell(what: str) -> None:
    """Say on the screen what is being done."""
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RONDES)
