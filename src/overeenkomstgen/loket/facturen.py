"""The invoices of each year: what was given, and giving and crediting them."""

from dataclasses import dataclass, replace

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

import overeenkomstgen as lib
from overeenkomstgen.loket.formulier import Soort, Vak, Waarden
from overeenkomstgen.loket.handeling import GEMEENTEN, JAAR, Handeling, dag
from overeenkomstgen.loket.hier import werkmap
from overeenkomstgen.loket.werk import Loop

blad = Blueprint("facturen", __name__)


@dataclass(frozen=True, slots=True)
class Factuurproef:
    """What invoices would be, and what was asked for it."""

    gemaakt: lib.Factuurverslag
    waarden: Waarden


def _facturen(map_: lib.Werkmap, waarden: Waarden, loop: Loop) -> lib.Factuurverslag | Factuurproef:
    wens = lib.Factuurwens(
        waarden["jaar"], waarden["overschot"], waarden["datum"], waarden["proef"]
    )
    keuzes = lib.Keuzes(waarden["gemeente"], strikt=waarden["strikt"])
    made = lib.maak_facturen(map_, wens, keuzes, loop.progress, loop.bevestigd)
    return Factuurproef(made, waarden) if made.is_proef else made


HANDELINGEN = (
    Handeling(
        "facturen",
        "Facturen maken",
        "Zo'n factuur is definitief: nummer, datum en bedrag veranderen daarna niet meer. Zie "
        "daarom eerst op een proef wat het wordt. Wie al een factuur heeft, krijgt er geen bij.",
        _facturen,
        (
            replace(JAAR, verplicht=True),
            replace(GEMEENTEN, uitleg="Kies er geen, en het is voor wie over dat jaar betaalt."),
            Vak(
                "overschot",
                "Te verdelen overschot",
                Soort.BEDRAG,
                "In euro, zonder btw. Alleen in het laatste jaar, en voor alle gemeenten tegelijk.",
            ),
            dag("Factuurdatum", "Zoals 10-01-2024. Leeg is vandaag.", "datum", verplicht=False),
            Vak("strikt", "Weiger een factuur waarin een gegeven ontbreekt", Soort.VINK),
            Vak("proef", "Eerst een proef: er wordt nog niets vastgelegd", Soort.VINK, waarde="ja"),
        ),
        "Maken",
    ),
    Handeling(
        "crediteer",
        "Factuur crediteren",
        "De factuur blijft bewaard zoals zij is. De creditfactuur krijgt een eigen nummer, en "
        "noemt dat van de factuur. Zij is meteen definitief.",
        lambda map_, v, loop: lib.crediteer(
            map_, lib.Creditwens(v["nummer"], v["reden"], v["bedrag"], v["nieuw"]), loop.progress
        ),
        (
            Vak("nummer", "Nummer van de factuur", verplicht=True),
            Vak("reden", "Reden", uitleg="Komt op de creditfactuur te staan.", verplicht=True),
            Vak(
                "bedrag",
                "Bedrag",
                Soort.BEDRAG,
                "In euro, zonder btw. Leeg is alles wat er van de factuur over is.",
            ),
            Vak("nieuw", "Geef meteen de juiste factuur, met de gegevens van nu", Soort.VINK),
        ),
        "Crediteren",
    ),
)


@blad.get("/facturen")
def facturen() -> ResponseReturnValue:
    """Show what was given over each year."""
    jaren = lib.factuurjaren(werkmap())
    return render_template("facturen.html", titel="Facturen", jaren=jaren)
