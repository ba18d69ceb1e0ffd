"""What came back: put down, looked into, and recorded, or not."""

from io import BytesIO

from flask import Blueprint, abort, render_template, send_file
from flask.typing import ResponseReturnValue

import overeenkomstgen as lib
from overeenkomstgen.loket.bestanden import DPI, own
from overeenkomstgen.loket.formulier import Soort, Vak, Waarden
from overeenkomstgen.loket.handeling import Handeling, dag
from overeenkomstgen.loket.hier import hier, werkmap
from overeenkomstgen.loket.werk import Loop
from overeenkomstgen.verwijzing import actie

blad = Blueprint("binnengekomen", __name__)

BESTANDEN = Vak(
    "bestanden",
    "Bestanden",
    Soort.BESTANDEN,
    "Scans, foto's, PDF's, Word-bestanden, zips en e-mails; meer dan één tegelijk kan. Ze komen "
    "in de map inkomend.",
)


def _inname(map_: lib.Werkmap, waarden: Waarden, loop: Loop) -> lib.Inname:
    for each in waarden["bestanden"]:
        lib.leg_neer(map_, each.naam, each.inhoud)
    return lib.bekijk_inname(map_, (), loop.progress)


def _neem_in(map_: lib.Werkmap, waarden: Waarden, loop: Loop) -> lib.Ingenomen:
    nummers = tuple(waarden["nummer"].split())
    wens = lib.Innamewens(
        nummers, waarden["op"], waarden["ondertekenaar"] or None, verbeterd=bool(nummers)
    )
    return lib.neem_in(map_, wens, (), loop.bevestigd, loop.progress)


def _leg_weg(map_: lib.Werkmap, waarden: Waarden, _: Loop) -> tuple[str, ...]:
    naam = waarden["bestand"]
    lib.leg_weg(map_, naam)
    gone = f"{naam} is uit de map inkomend gehaald, en blijft bewaard in de map ingekomen."
    return gone, f"Verder met: {actie('inname')}"


HANDELINGEN = (
    Handeling(
        "inname",
        "Nakijken wat er binnenkwam",
        "Van elk papier ziet u van wie het is, of het er helemaal is, en of de tekst die is van "
        "wat is uitgegeven. Er wordt nog niets vastgelegd.",
        _inname,
        (BESTANDEN,),
        "Nakijken",
    ),
    Handeling(
        "neem-in",
        "Vastleggen wat er terugkwam",
        "Wat anders is dan is uitgegeven komt er niet in.",
        _neem_in,
        (
            Vak(
                "nummer", "Nummer van het papier", uitleg="Leeg is alles waar geen twijfel over is."
            ),
            dag("Dag van ondertekening", "Zoals 10-01-2023.", verplicht=False),
            Vak("ondertekenaar", "Wie er tekende", uitleg="Leeg is wie in de tabel staat."),
        ),
    ),
    Handeling(
        "leg-weg",
        "Uit de map inkomend halen",
        "Er wordt niets vastgelegd, en het bestand blijft bewaard in de map ingekomen.",
        _leg_weg,
        (Vak("bestand", "Bestand", verplicht=True),),
        "Weghalen",
    ),
)


@blad.get("/binnengekomen")
def binnengekomen() -> ResponseReturnValue:
    """Show what lies in the folder of what comes in, with room for more."""
    map_ = werkmap()
    bestanden = [each.relative_to(map_.inkomend).as_posix() for each in lib.inkomend(map_)]
    told = {"bestanden": bestanden, "handeling": HANDELINGEN[0]}
    return render_template("binnengekomen.html", titel="Binnengekomen", **told)


@blad.get("/binnengekomen/<int:werk>/<nummer>/<int:bladzijde>")
def papier(werk: int, nummer: str, bladzijde: int) -> ResponseReturnValue:
    """Give a picture of a page of a paper that was looked into."""
    try:
        uitkomst = hier().werk[werk].uitkomst
    except KeyError:
        abort(404)
    seen = uitkomst.inname if isinstance(uitkomst, lib.Ingenomen) else uitkomst
    every = seen.voorstellen if isinstance(seen, lib.Inname) else ()
    found = next((each for each in every if each.nummer == nummer), None) or abort(404)
    return own(send_file(BytesIO(lib.toon_papier(found, bladzijde, DPI)), "image/png"))
