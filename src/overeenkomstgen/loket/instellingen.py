"""The settings as a form, and the questions for a next period."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

import overeenkomstgen as lib
from overeenkomstgen.loket.bewerking import Bewerking, Lezing, bewerk, toon
from overeenkomstgen.loket.formulier import Soort, Vak, Waarden, made_of
from overeenkomstgen.loket.handeling import Handeling, dag
from overeenkomstgen.loket.hier import SEE_OTHER, hier, werkmap
from overeenkomstgen.loket.werk import Loop
from overeenkomstgen.loket.woorden import benoem, zin

blad = Blueprint("instellingen", __name__)

OPEN: Final = "open"
"""The part that has what is not known yet, or is wrong, of all parts."""
_SOORTEN: Final = "documentsoort"


def _part(instelling: lib.Instelling) -> str:
    """Return the part of the settings that one is shown in."""
    first, *rest = instelling.sleutel.split(".")
    return f"{first}.{rest[0]}" if first == _SOORTEN else first


def _title(key: str, namen: Mapping[str, str]) -> str:
    """Return the key of a table as a heading: ``Agenda 1``, or what a documentsoort is called."""
    first, *rest = key.split(".")
    if key == OPEN:
        return "Nog in te vullen"
    if first == _SOORTEN and rest and rest[0] in namen:
        return ", ".join((namen[rest[0]], *rest[1:]))
    steps = (str(int(step) + 1) if step.isdecimal() else step for step in key.split("."))
    return " ".join(steps).replace("_", " ").removeprefix(f"{_SOORTEN} ").capitalize()


def _parts(alle: Iterable[lib.Instelling]) -> dict[str, list[lib.Instelling]]:
    """Return the settings by the part that they are in, the documentsoorten last."""
    parts: dict[str, list[lib.Instelling]] = {OPEN: []}
    for each in sorted(alle, key=lambda each: each.sleutel.startswith(_SOORTEN)):
        parts.setdefault(_part(each), []).append(each)
        if each.is_open or each.sleutel in request.form:  # another may have filled it in meanwhile
            parts[OPEN].append(each)
    return parts


def _lees(found: lib.Instellingen, deel: str) -> Lezing:
    """Return the boxes of a part of the settings."""
    parts = _parts(found.alle)
    chosen = parts[deel] if deel in parts else abort(404)
    return {(each.sleutel, 0): _box(each) for each in chosen}, found.vingerafdruk, found.fouten


def _box(each: lib.Instelling) -> Vak:
    soort = Soort.LANG if each.is_lijst else Soort.KEUZE if each.keuzes else Soort.TEKST
    lines = "Een per regel." if each.is_lijst else ""
    uitleg = " ".join(filter(None, (zin(each.uitleg), lines)))
    keuzes = [(keuze, keuze.capitalize()) for keuze in each.keuzes]
    choose = (lambda _: keuzes) if keuzes else None
    naam = benoem(each.naam)
    return Vak(each.sleutel, naam, soort, uitleg, keuzes=choose, waarde=each.waarde)


def _page(found: lib.Instellingen, deel: str, form: Bewerking) -> ResponseReturnValue:
    periode, _ = lib.read_periode(werkmap())
    namen = {key: soort.naam for key, soort in periode.documentsoort.items()} if periode else {}
    koppen = ((sleutel.rpartition(".")[0], vak) for (sleutel, _), vak in form.vakken.items())
    shown = {
        "deel": deel,
        "keuze": [(key, _title(key, namen)) for key in _parts(found.alle)],
        "soorten": _SOORTEN,
        "form": form,
        "groepen": lib.grouped((_title(kop, namen), vak) for kop, vak in koppen),
        "volgende": periode.convenant.laatste_dag + timedelta(days=1) if periode else None,
        "perioden": () if hier().toegang.achter else lib.andere_perioden(werkmap()),
    }
    return render_template("instellingen.html", titel="Instellingen", **shown), form.code


@blad.get("/instellingen")
@blad.get("/instellingen/<deel>")
def instellingen(deel: str = OPEN) -> ResponseReturnValue:
    """Show the settings of a part; first those that are not known yet."""
    found = lib.instellingen_van(werkmap())
    return _page(found, deel, toon(_lees(found, deel)))


@blad.post("/instellingen/<deel>")
def wijzig(deel: str) -> ResponseReturnValue:
    """Write the settings of a part, when all of them are right."""
    found = lib.instellingen_van(werkmap())
    if form := bewerk(_lees(found, deel), partial(lib.wijzig_instellingen, werkmap())):
        return _page(found, deel, form)
    return redirect(url_for(".instellingen", deel=deel, gewijzigd="ja"), SEE_OTHER)


@blad.post("/periode/<naam>")
def periode(naam: str) -> ResponseReturnValue:
    """Open the counter of another period, which stands beside this one, and lead there.

    It is a counter by itself: with one werkmap, a port, a key and a cookie of its own. Behind a
    proxy there is none, for that leads to one port.
    """
    andere = {} if hier().toegang.achter else dict(lib.andere_perioden(werkmap()))
    map_ = andere.get(naam) or abort(404)
    adres = hier().opent(map_)
    return render_template("periode.html", titel="Een andere periode", map=map_, adres=adres)


def _nieuw(map_: lib.Werkmap, waarden: Waarden, _: Loop) -> lib.Aanmaak:
    return lib.maak_nieuw(
        lib.bereid_ernaast_voor(map_, waarden["map"]), made_of(lib.Voorstel, waarden)
    )


HANDELINGEN = (
    Handeling(
        "nieuw",
        "Volgende periode beginnen",
        "De sjablonen, de gemeenten en de instellingen gaan mee naar een nieuwe map, naast deze. "
        "Wat opnieuw moet worden opgezocht of beslist blijft leeg; hier wijzigt niets.",
        _nieuw,
        (
            Vak("map", "Naam van de nieuwe map", uitleg="Zoals 2028-2031.", verplicht=True),
            dag("Eerste dag", naam="ingang"),
            dag("Laatste dag", naam="einde"),
            Vak(
                "tarief",
                "Tarief per inwoner per jaar",
                Soort.BEDRAG,
                "In euro's, exclusief btw, zoals 0,15.",
                verplicht=True,
            ),
            dag("Peildatum van de inwoners", naam="peildatum"),
        ),
        "Beginnen",
    ),
)
