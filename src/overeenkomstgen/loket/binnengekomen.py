"""What came back: put down, looked into, and recorded, or not."""

from dataclasses import replace
from io import BytesIO

from flask import Blueprint, abort, send_file
from flask.typing import ResponseReturnValue

import overeenkomstgen as lib
from overeenkomstgen.loket.bestanden import DPI
from overeenkomstgen.loket.formulier import Soort, Vak, Waarden, made_of
from overeenkomstgen.loket.handeling import Handeling, dag
from overeenkomstgen.loket.hier import klus_van
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
    seen = lib.bekijk_inname(map_, (), loop.progress)
    return replace(seen, voorstellen=tuple(_laid_aside(each, loop) for each in seen.voorstellen))


def _neem_in(map_: lib.Werkmap, waarden: Waarden, loop: Loop) -> lib.Ingenomen:
    nummers = tuple(waarden["nummer"].split())
    wens = made_of(lib.Innamewens, waarden, nummers=nummers, verbeterd=bool(nummers))
    done = lib.neem_in(map_, wens, (), loop.bevestigd, loop.progress)
    seen = {each.nummer: _laid_aside(each, loop) for each in done.inname.voorstellen}
    kept = tuple(seen[each.nummer] for each in done.vastgelegd)
    inname = replace(done.inname, voorstellen=tuple(seen.values()))
    return replace(done, inname=inname, vastgelegd=kept)


def _laid_aside(papier: lib.Innamevoorstel, loop: Loop) -> lib.Innamevoorstel:
    """Return a paper without its scan, which waits on the disk until a page of it is looked at."""
    lib.write(loop.map / papier.nummer, papier.inhoud)
    return replace(papier, inhoud=b"")


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


@blad.get("/binnengekomen/<int:werk>/<nummer>/<int:bladzijde>")
def papier(werk: int, nummer: str, bladzijde: int) -> ResponseReturnValue:
    """Give a picture of a page of a paper that was looked into."""
    klus = klus_van(werk)
    uitkomst = klus.uitkomst
    seen = uitkomst.inname if isinstance(uitkomst, lib.Ingenomen) else uitkomst
    every = seen.voorstellen if isinstance(seen, lib.Inname) else ()
    found = next((each for each in every if each.nummer == nummer), None) or abort(404)
    whole = replace(found, inhoud=lib.read_bytes(klus.map / found.nummer))
    return send_file(BytesIO(lib.toon_papier(whole, bladzijde, DPI)), "image/png")
