"""The settings as a form, and the questions for a next period."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

import overeenkomstgen as lib
from overeenkomstgen.errors import Fault
from overeenkomstgen.loket.doen import UNPROCESSABLE
from overeenkomstgen.loket.formulier import Soort, Vak, Waarden
from overeenkomstgen.loket.handeling import Handeling, dag
from overeenkomstgen.loket.hier import SEE_OTHER, werkmap
from overeenkomstgen.loket.werk import Loop

blad = Blueprint("instellingen", __name__)

OPEN: Final = "open"
"""The part that has what is not known yet, or is wrong, of all parts."""
_SOORTEN: Final = "documentsoort"
_SPELLED: Final = {
    "iban": "IBAN",
    "kvk_nummer": "KvK-nummer",
    "btw_nummer": "Btw-nummer",
    "email": "E-mailadres",
}


def _part(instelling: lib.Instelling) -> str:
    """Return the part of the settings that one is shown in."""
    first, *rest = instelling.sleutel.split(".")
    return f"{first}.{rest[0]}" if first == _SOORTEN else first


def _title(key: str, namen: Mapping[str, str]) -> str:
    """Return the key of a table as a heading: ``Agenda 1``, or what a documentsoort is called."""
    first, *rest = key.split(".")
    if first == _SOORTEN and rest and rest[0] in namen:
        return ", ".join((namen[rest[0]], *rest[1:]))
    steps = (str(int(step) + 1) if step.isdecimal() else step for step in key.split("."))
    return " ".join(steps).replace("_", " ").removeprefix(f"{_SOORTEN} ").capitalize()


def _name(key: str) -> str:
    """Return the key of a setting as what stands above its box."""
    return _SPELLED.get(key) or key.replace("_", " ").capitalize()


def _parts(alle: Iterable[lib.Instelling]) -> dict[str, list[lib.Instelling]]:
    """Return the settings by the part that they are in, the documentsoorten last."""
    parts: dict[str, list[lib.Instelling]] = {OPEN: []}
    for each in sorted(alle, key=lambda each: each.sleutel.startswith(_SOORTEN)):
        parts.setdefault(_part(each), []).append(each)
        if each.is_open:
            parts[OPEN].append(each)
    return parts


def _box(at: int, each: lib.Instelling, given: Waarden, faults: Iterable[Fault]) -> Vak:
    name = f"waarde-{at}"
    wrong = (f"{f.what}; {f.advice}." for f in faults if f.plek == (each.sleutel, 0))
    soort = Soort.LANG if each.is_lijst else Soort.KEUZE if each.keuzes else Soort.TEKST
    lines = "Een per regel." if each.is_lijst else ""
    uitleg = " ".join(filter(None, (f"{each.uitleg[:1].upper()}{each.uitleg[1:]}", lines)))
    keuzes = [(keuze, keuze.capitalize()) for keuze in each.keuzes]
    waarde = given.get(name, each.waarde)
    return Vak(
        name,
        _name(each.naam),
        soort,
        uitleg,
        keuzes=(lambda _: keuzes) if keuzes else None,
        waarde=waarde,
        fout=next(wrong, ""),
    )


def _page(found: lib.Instellingen, deel: str, given: Waarden, faults: tuple[Fault, ...]) -> str:
    parts = _parts(found.alle)
    chosen = parts[deel] if deel in parts else abort(404)
    periode, _ = lib.read_periode(werkmap())
    namen = {key: soort.naam for key, soort in periode.documentsoort.items()} if periode else {}
    groepen: dict[str, list[Vak]] = {}
    for at, each in enumerate(chosen):
        groepen.setdefault(_title(each.kop, namen), []).append(_box(at, each, given, faults))
    keys = {(each.sleutel, 0) for each in chosen}
    volgende = periode.convenant.laatste_dag + timedelta(days=1) if periode else None
    return render_template(
        "instellingen.html",
        titel="Instellingen",
        deel=deel,
        keuze=[(key, _title(key, namen) if key != OPEN else "Nog in te vullen") for key in parts],
        soorten=_SOORTEN,
        groepen=groepen,
        vakken=[vak for vakken in groepen.values() for vak in vakken],
        vingerafdruk=given.get("vingerafdruk", found.vingerafdruk),
        overig=[fault for fault in faults if fault.plek not in keys],
        volgende=volgende,
    )


@blad.get("/instellingen")
@blad.get("/instellingen/<deel>")
def instellingen(deel: str = OPEN) -> ResponseReturnValue:
    """Show the settings of a part; first those that are not known yet."""
    found = lib.instellingen_van(werkmap())
    return _page(found, deel, {}, found.fouten)


@blad.post("/instellingen/<deel>")
def wijzig(deel: str) -> ResponseReturnValue:
    """Write the settings of a part, when all of them are right."""
    found, given = lib.instellingen_van(werkmap()), request.form.to_dict()
    parts = _parts(found.alle)
    chosen = parts[deel] if deel in parts else abort(404)
    names = {f"waarde-{at}": each for at, each in enumerate(chosen)}
    waarden = {names[name].sleutel: text for name, text in given.items() if name in names}
    try:
        lib.wijzig_instellingen(werkmap(), waarden, given.get("vingerafdruk", ""))
    except lib.InputError as error:
        return _page(found, deel, given, error.faults), UNPROCESSABLE
    return redirect(url_for(".instellingen", deel=deel, gewijzigd="ja"), SEE_OTHER)


def _nieuw(map_: lib.Werkmap, waarden: Waarden, _: Loop) -> lib.Aanmaak:
    naam = waarden["map"]
    if Path(naam).name != naam or naam in {".", ".."}:
        what = f"{lib.show(naam)} is geen naam van een map"
        raise lib.InputError.of(
            "Naam van de nieuwe map", what, "geef een naam zonder schuine strepen"
        )
    ready = lib.bereid_voor(map_.folder.parent / naam, None, map_.folder, map_.folder)
    days = waarden["ingang"], waarden["einde"]
    return lib.maak_nieuw(ready, lib.Voorstel(*days, waarden["tarief"], waarden["peildatum"]))


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
