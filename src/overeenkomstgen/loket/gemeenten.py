"""The municipalities: the table of them, and all that there is of one."""

from dataclasses import replace
from functools import partial
from urllib.parse import quote

from flask import Blueprint, abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

import overeenkomstgen as lib
from overeenkomstgen.loket.bewerking import Bewerking, Lezing, bewerk, toon
from overeenkomstgen.loket.formulier import Soort, Vak, Waarden, read
from overeenkomstgen.loket.handeling import Handeling, bestand, dag, vink
from overeenkomstgen.loket.hier import SEE_OTHER, werkmap
from overeenkomstgen.loket.werk import Loop
from overeenkomstgen.loket.woorden import benoem, zin

blad = Blueprint("gemeenten", __name__)

_ZOEK = Vak("zoek", "Naam, of een deel ervan")
_TOESTAND = Vak(
    "toestand",
    "Toestand",
    Soort.KEUZE,
    keuzes=lambda _: [("", "Alle"), *((each, each.voluit.capitalize()) for each in lib.Toestand)],
)


@blad.get("/gemeenten")
def gemeenten() -> ResponseReturnValue:
    """Show the table of municipalities, of those that are looked for; or what is wrong with it."""
    found = lib.tabel_van(werkmap())
    vakken, gezocht = read((_ZOEK, _TOESTAND), request.args, request.files)
    status = None if found.fouten else lib.status(werkmap())
    rijen = {each.cbs_code: each.rij for each in found.gemeenten}
    text, toestand = gezocht["zoek"].casefold(), gezocht.get("toestand")
    regels = [
        regel
        for regel in (status.regels if status else ())
        if text in regel.gemeente.casefold() and toestand in {"", None, regel.toestand}
    ]
    shown = {"vakken": vakken, "status": status, "regels": regels, "rijen": rijen}
    return render_template("gemeenten.html", titel="Gemeenten", tabel=found, **shown)


@blad.get("/gemeenten/tabel")
def tabel() -> ResponseReturnValue:
    """Give the table itself."""
    found = lib.tabel_van(werkmap())
    return send_file(found.plaats or abort(404), as_attachment=True)


def _lees(found: lib.Gemeententabel, rij: int) -> Lezing:
    """Return the boxes of a row of the table."""
    cells = found.rij(rij) or abort(404)
    boxes = {
        (name, rij): Vak(
            quote(name),
            benoem(name) if found.velden[name].naam else name,
            uitleg=zin(found.velden[name].betekenis),
            verplicht=bool(found.velden[name].voorbeeld),
            waarde=cell,
        )
        for name, cell in cells.items()
    }
    return boxes, found.vingerafdruk, found.fouten


@blad.get("/gemeenten/<int:rij>")
def gemeente(rij: int) -> ResponseReturnValue:
    """Show all of a municipality, by its row in the table."""
    found = lib.tabel_van(werkmap())
    return _show(found, rij, replace(toon(_lees(found, rij)), overig=()))


@blad.post("/gemeenten/<int:rij>")
def wijzig(rij: int) -> ResponseReturnValue:
    """Write the row of a municipality, when all of it is right."""
    found = lib.tabel_van(werkmap())
    if form := bewerk(_lees(found, rij), partial(lib.wijzig_gemeente, werkmap(), rij)):
        return _show(found, rij, form)
    return redirect(url_for(".gemeente", rij=rij, gewijzigd="ja"), SEE_OTHER)


def _show(found: lib.Gemeententabel, rij: int, form: Bewerking) -> ResponseReturnValue:
    codes = {each.rij: each.cbs_code for each in found.gemeenten}
    alles = None if found.fouten else lib.overzicht_van(werkmap(), codes[rij])
    naam = found.tabel.name_of(rij) if found.tabel else ""
    shown = {"form": form, "rij": rij, "alles": alles}
    return render_template("gemeente.html", titel=naam or f"Rij {rij}", **shown), form.code


def _vervang(map_: lib.Werkmap, waarden: Waarden, _: Loop) -> lib.Gemeententabel:
    given = waarden["tabel"]
    found = lib.bekijk_tabel(map_, given.naam, given.inhoud)
    if not found.fouten:
        lib.vervang_tabel(map_, given.naam, given.inhoud, waarden["vingerafdruk"] or "")
    return found


def _inwoners(map_: lib.Werkmap, waarden: Waarden, loop: Loop) -> lib.Nagekeken:
    return lib.vergelijk_inwoners(
        map_, waarden["peildatum"], schrijf=waarden["schrijf"], progress=loop.progress
    )


HANDELINGEN = (
    Handeling(
        "tabel",
        "Een andere tabel",
        "De tabel die u geeft komt in de plaats van de tabel die er staat, als alles erin klopt. "
        "Wat er stond blijft bewaard in de map kopie.",
        _vervang,
        (
            bestand("tabel", "Tabel", "Een Excel-werkmap, of een CSV-bestand."),
            Vak("vingerafdruk", "", Soort.VERBORGEN),
        ),
        "Vervangen",
    ),
    Handeling(
        "inwoners",
        "Inwoners vergelijken met het CBS",
        "De aantallen komen via internet van het CBS. Van een gemeente die al heeft getekend "
        "wordt niets gewijzigd, en van de tabel blijft een kopie.",
        _inwoners,
        (
            dag("Peildatum", "Leeg is dat die van het convenant.", "peildatum", verplicht=False),
            vink("schrijf", "Neem over wat anders is"),
        ),
        "Vergelijken",
    ),
)
