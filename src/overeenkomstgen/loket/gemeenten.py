"""The municipalities: the table of them, and all that there is of one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

import overeenkomstgen as lib
from overeenkomstgen.errors import Fault
from overeenkomstgen.loket.bestanden import own
from overeenkomstgen.loket.doen import AANBOD, UNPROCESSABLE
from overeenkomstgen.loket.formulier import Soort, Vak, Waarden, read
from overeenkomstgen.loket.handeling import Handeling, dag
from overeenkomstgen.loket.hier import SEE_OTHER, werkmap
from overeenkomstgen.loket.werk import Loop

blad = Blueprint("gemeenten", __name__)

_ZOEK = Vak("zoek", "Naam, of een deel ervan")
_TOESTAND = Vak(
    "toestand",
    "Toestand",
    Soort.KEUZE,
    keuzes=lambda _: [("", "Alle"), *((each, each.voluit.capitalize()) for each in lib.Toestand)],
)
_TABEL = (
    Vak("tabel", "Tabel", Soort.BESTAND, "Een Excel-werkmap, of een CSV-bestand.", verplicht=True),
    Vak("vingerafdruk", "", Soort.VERBORGEN),
)
_VAN_EEN = (
    *("genereer", "vergelijk-gemeente", "afdrukken", "verzend", "onderteken"),
    *("zeg-op", "beeindig", "draag-over", "corrigeer"),
)
"""What can be done for one municipality."""


def _beside(found: lib.Gemeententabel) -> dict[tuple[str, int], list[Fault]]:
    """Return what is wrong with a table by column and row, to be shown beside the cells."""
    rows = {row.number for row in found.tabel.rows} if found.tabel else set()
    placed = ((fault.plek, fault) for fault in found.fouten if fault.plek)
    return lib.grouped((plek, fault) for plek, fault in placed if plek[1] in rows)


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
    return render_template(
        "gemeenten.html", titel="Gemeenten", tabel=found, cellen=_beside(found), **shown
    )


@blad.get("/gemeenten/tabel")
def tabel() -> ResponseReturnValue:
    """Give the table itself."""
    found = lib.tabel_van(werkmap())
    return own(send_file(found.plaats or abort(404), as_attachment=True))


@blad.get("/gemeenten/vervangen")
def vervangen() -> ResponseReturnValue:
    """Show the form for another table."""
    found = lib.tabel_van(werkmap())
    vakken = (_TABEL[0], replace(_TABEL[1], waarde=found.vingerafdruk))
    return _replacing(vakken, None)


@blad.post("/gemeenten/vervangen")
def vervang() -> ResponseReturnValue:
    """Let another table take the place of the one there is; or show all that is wrong with it."""
    vakken, given = read(_TABEL, request.form, request.files)
    if any(vak.fout for vak in vakken):
        return _replacing(vakken, None), UNPROCESSABLE
    bestand = given["tabel"]
    found = lib.bekijk_tabel(werkmap(), bestand.naam, bestand.inhoud)
    if found.fouten:
        return _replacing(vakken, found), UNPROCESSABLE
    lib.vervang_tabel(werkmap(), bestand.naam, bestand.inhoud, given["vingerafdruk"] or "")
    return redirect(url_for(".gemeenten", gewijzigd="ja"), SEE_OTHER)


def _replacing(vakken: Sequence[Vak], found: lib.Gemeententabel | None) -> str:
    return render_template(
        "vervangen.html",
        titel="Een andere tabel",
        vakken=vakken,
        tabel=found,
        cellen=_beside(found) if found else {},
    )


def _boxes(
    found: lib.Gemeententabel, rij: int, given: Waarden, faults: Iterable[Fault]
) -> tuple[Vak, ...]:
    """Return the boxes of a row, with what is wrong beside each."""
    cells = found.rij(rij) or abort(404)
    wrong = {fault.plek: f"{fault.what}; {fault.advice}." for fault in faults}
    boxes = [
        Vak(
            f"kolom-{at}",
            name,
            uitleg=found.velden[name].betekenis,
            verplicht=bool(found.velden[name].voorbeeld),
            waarde=given.get(f"kolom-{at}", cell),
            fout=wrong.get((name, rij), ""),
        )
        for at, (name, cell) in enumerate(cells.items())
    ]
    shown = given.get("vingerafdruk", found.vingerafdruk)
    return (*boxes, Vak("vingerafdruk", "", Soort.VERBORGEN, waarde=shown))


@blad.get("/gemeenten/<int:rij>")
def gemeente(rij: int) -> ResponseReturnValue:
    """Show all of a municipality, by its row in the table."""
    found = lib.tabel_van(werkmap())
    return _show(found, rij, _boxes(found, rij, {}, found.fouten), ())


@blad.post("/gemeenten/<int:rij>")
def wijzig(rij: int) -> ResponseReturnValue:
    """Write the row of a municipality, when all of it is right."""
    found, given = lib.tabel_van(werkmap()), request.form.to_dict()
    names = {f"kolom-{at}": name for at, name in enumerate(found.rij(rij) or abort(404))}
    waarden = {names[box]: text for box, text in given.items() if box in names}
    try:
        lib.wijzig_gemeente(werkmap(), rij, waarden, given.get("vingerafdruk", ""))
    except lib.InputError as error:
        boxes = _boxes(found, rij, given, error.faults)
        beside = {(name, rij) for name in names.values()}
        other = tuple(fault for fault in error.faults if fault.plek not in beside)
        return _show(found, rij, boxes, other), UNPROCESSABLE
    return redirect(url_for(".gemeente", rij=rij, gewijzigd="ja"), SEE_OTHER)


def _show(
    found: lib.Gemeententabel, rij: int, vakken: Sequence[Vak], overig: Sequence[Fault]
) -> str:
    codes = {each.rij: each.cbs_code for each in found.gemeenten}
    alles = None if found.fouten else lib.overzicht_van(werkmap(), codes[rij])
    naam = found.tabel.name_of(rij) if found.tabel else ""
    return render_template(
        "gemeente.html",
        titel=naam or f"Rij {rij}",
        vakken=vakken,
        rij=rij,
        alles=alles,
        overig=overig,
        doen=[AANBOD[key] for key in _VAN_EEN if key in AANBOD],
    )


def _inwoners(map_: lib.Werkmap, waarden: Waarden, loop: Loop) -> lib.Nagekeken:
    return lib.vergelijk_inwoners(
        map_, waarden["peildatum"], schrijf=waarden["schrijf"], progress=loop.progress
    )


HANDELINGEN = (
    Handeling(
        "inwoners",
        "Inwoners vergelijken met het CBS",
        "De aantallen komen via internet van het CBS. Van een gemeente die al heeft getekend "
        "wordt niets gewijzigd, en van de tabel blijft een kopie.",
        _inwoners,
        (
            dag("Peildatum", "Leeg is dat die van het convenant.", "peildatum", verplicht=False),
            Vak("schrijf", "Neem over wat anders is", Soort.VINK),
        ),
        "Vergelijken",
    ),
)
