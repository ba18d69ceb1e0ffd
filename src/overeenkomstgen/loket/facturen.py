"""The invoices of each year: what was given, and giving and crediting them."""

from dataclasses import replace

import overeenkomstgen as lib
from overeenkomstgen.loket.formulier import Soort, Vak, Waarden, made_of
from overeenkomstgen.loket.handeling import GEMEENTEN, JAAR, Handeling, dag, vink
from overeenkomstgen.loket.werk import Loop


def _facturen(map_: lib.Werkmap, waarden: Waarden, loop: Loop) -> lib.Factuurverslag:
    keuzes = lib.Keuzes(waarden["gemeente"], strikt=waarden["strikt"])
    wens = made_of(lib.Factuurwens, waarden)
    return lib.maak_facturen(map_, wens, keuzes, loop.progress, loop.bevestigd)


_PROEF = vink("proef", "Eerst een proef: er wordt nog niets vastgelegd", waarde="ja")
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
            vink("strikt", "Weiger een factuur waarin een gegeven ontbreekt"),
            _PROEF,
        ),
        "Maken",
    ),
    Handeling(
        "crediteer",
        "Factuur crediteren",
        "De factuur blijft bewaard zoals zij is. De creditfactuur krijgt een eigen nummer, en "
        "noemt dat van de factuur. Ook zij is definitief; zie daarom eerst wat het wordt.",
        lambda map_, v, loop: lib.crediteer(map_, made_of(lib.Creditwens, v), loop.progress),
        (
            Vak("nummer", "Nummer van de factuur", verplicht=True),
            Vak("reden", "Reden", uitleg="Komt op de creditfactuur te staan.", verplicht=True),
            Vak(
                "bedrag",
                "Bedrag",
                Soort.BEDRAG,
                "In euro, zonder btw. Leeg is alles wat er van de factuur over is.",
            ),
            vink("nieuw", "Geef meteen de juiste factuur, met de gegevens van nu"),
            _PROEF,
        ),
        "Crediteren",
    ),
)
