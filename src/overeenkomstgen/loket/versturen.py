"""What is to be e-mailed, its drafts, and recording that they left."""

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

import overeenkomstgen as lib
from overeenkomstgen.loket.formulier import Waarden
from overeenkomstgen.loket.handeling import GEMEENTEN, JAAR, SOORT, Handeling, dag, vink
from overeenkomstgen.loket.hier import werkmap
from overeenkomstgen.loket.werk import Loop

blad = Blueprint("versturen", __name__)


def _soorten(map_: lib.Werkmap) -> Sequence[tuple[str, str]]:
    return [*{each.key: (each.key, each.soort.naam) for each in lib.verzendlijsten(map_)}.values()]


_SOORT = replace(SOORT, verplicht=True, keuzes=_soorten)
_JAAR = replace(JAAR, uitleg="Alleen van wat er voor elk jaar is, zoals een factuur.")


def _verzend(map_: lib.Werkmap, waarden: Waarden, _: Loop) -> lib.Verzending:
    woorden = (waarden["soort"], *waarden["gemeente"])
    how = {naam: waarden[naam] for naam in ("toch", "opnieuw")}
    return lib.verzend(map_, woorden, waarden["jaar"], **how)


def _verzonden(map_: lib.Werkmap, waarden: Waarden, _: Loop) -> lib.Verzonden:
    who = None if waarden["alle"] else waarden["gemeente"]
    return lib.verzonden(map_, waarden["soort"], who, waarden["op"], waarden["jaar"])


HANDELINGEN = (
    Handeling(
        "verzend",
        "Concepten maken",
        "Van elke e-mail komt er een concept, met de stukken erbij. Er wordt niets verstuurd: u "
        "opent de concepten in Outlook, kijkt ze na en verstuurt ze zelf.",
        _verzend,
        (
            _SOORT,
            replace(GEMEENTEN, uitleg="Kies er geen, en het is voor wie dit nu hoort te krijgen."),
            _JAAR,
            vink("toch", "Ook als er nog een gegeven open staat, of een vast stuk ontbreekt"),
            vink("opnieuw", "Een afschrift van wat het laatst is verzonden"),
        ),
        "Maken",
    ),
    Handeling(
        "verzonden",
        "Vastleggen dat het is verzonden",
        "Van wat is verzonden wordt een kopie bewaard. Wie een stuk kreeg, krijgt er geen concept "
        "meer van.",
        _verzonden,
        (
            _SOORT,
            replace(GEMEENTEN, uitleg=""),
            vink("alle", "Alle concepten die klaarstaan"),
            dag("Dag van verzending", "Zoals 10-02-2023. Leeg is vandaag.", verplicht=False),
            _JAAR,
        ),
    ),
)


@blad.get("/versturen/<soort>")
def lijst(soort: str) -> ResponseReturnValue:
    """Show who gets a kind of document, with the drafts to tick off, and who got it."""
    jaar, every = request.args.get("jaar", ""), lib.verzendlijsten(werkmap())
    found = [each for each in every if each.key == soort and str(each.jaar or "") == jaar]
    if not found:
        abort(404)
    titel = f"{found[0].soort.meervoud} versturen"
    return render_template("verzendlijst.html", titel=titel, lijst=found[0])
