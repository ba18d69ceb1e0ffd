"""Making documents: what there is to make, what will become of it, and printing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

import overeenkomstgen as lib
from overeenkomstgen.loket.formulier import Soort, Vak, Waarden, made_of, read
from overeenkomstgen.loket.handeling import (
    GEMEENTEN,
    JAAR,
    SOORT,
    Handeling,
    soorten,
    soorten_die,
    vink,
)
from overeenkomstgen.loket.hier import CONFLICT, werkmap
from overeenkomstgen.loket.werk import Loop

blad = Blueprint("maken", __name__)


def _soorten(map_: lib.Werkmap) -> Sequence[tuple[str, str]]:
    """Return what is made here: not what is final at once, which has a page of its own."""
    lists = [s.naam for s in soorten(map_).values() if s.per is lib.Per.CONVENANT]
    own = soorten_die(lambda soort: not soort.rol.is_factuur)(map_)
    return [("", lib.show_list(["De overeenkomsten", *lists], "en")), *own]


_VAKKEN = (
    Vak("soort", "Wat", Soort.KEUZE, keuzes=_soorten),
    GEMEENTEN,
    replace(JAAR, uitleg="Alleen van wat er elk jaar is."),
    vink("volgende", "De volgende, van een brief die al is verzonden"),
    vink("alles", "Ook opnieuw maken wat niet is gewijzigd"),
    vink("strikt", "Weigeren waar nog een gegeven ontbreekt"),
    vink("alleen-word", "Alleen in Word, zonder PDF"),
)


@dataclass(frozen=True, slots=True)
class Afdrukbestand:
    """A print file: how many sheets it takes, and what was told of it."""

    vellen: int
    gezegd: tuple[str, ...]


def _keuzes(waarden: Waarden) -> lib.Keuzes:
    return made_of(lib.Keuzes, waarden, namen=waarden["gemeente"] or ())


def _druk_af(map_: lib.Werkmap, waarden: Waarden, loop: Loop) -> Afdrukbestand | tuple[str, ...]:
    told, namen = list[str](), waarden["gemeente"] or ()
    afdruk = made_of(lib.Afdruk, waarden, namen=namen, dubbelzijdig=not waarden["enkelzijdig"])
    if waarden["pakket"]:
        made = lib.pak_in(map_, afdruk, loop.map / "afdrukken.pdf", told.append)
        return Afdrukbestand(made.vellen, tuple(told))
    lib.druk_af(map_, afdruk, waarden["printer"] or None, told.append, loop.bevestigd)
    return tuple(told)


HANDELINGEN = (
    Handeling(
        "genereer",
        "Documenten maken",
        "Wat er al staat zoals het nu gemaakt zou worden, blijft staan; wat ondertekend is, wordt "
        "nooit opnieuw gemaakt.",
        lambda map_, v, loop: lib.genereer(map_, _keuzes(v), loop.progress),
        (GEMEENTEN, *(vak for vak in _VAKKEN if vak is not GEMEENTEN)),
        "Maken",
        pagina="maken.maken",
    ),
    Handeling(
        "afdrukken",
        "Afdrukken",
        "Het is de PDF die is gemaakt, nooit een nieuwe; van wie heeft getekend, de overeenkomst "
        "die toen is bewaard. Elk exemplaar begint op een nieuw vel.",
        _druk_af,
        (
            GEMEENTEN,
            SOORT,
            JAAR,
            Vak(
                "exemplaren",
                "Hoeveel van elk",
                Soort.GETAL,
                "Laat het leeg voor twee van een overeenkomst, en één van iets anders.",
            ),
            vink("enkelzijdig", "Op één kant van het papier"),
            vink(
                "pakket",
                "Afdrukbestand (PDF) om te downloaden",
                "In plaats van afdrukken op een printer.",
                waarde="ja",
            ),
            Vak(
                "printer",
                "Printer",
                uitleg="Laat het leeg voor de printer van de computer waarop het loket draait.",
            ),
        ),
        "Afdrukken",
    ),
)


@blad.get("/maken")
def maken() -> ResponseReturnValue:
    """Show what can be made, and what would become of it; nothing is made yet."""
    vakken, waarden = read(_VAKKEN, request.args, MultiDict())
    vooruit, fout, gehoord = None, None, list[str]()
    if not any(vak.fout for vak in vakken):
        try:
            with lib.heard(gehoord.append):
                vooruit = lib.vooruitblik(werkmap(), _keuzes(waarden))
        except lib.OvereenkomstgenError as error:
            fout = error
    gekozen = {vak.naam: vak.waarde for vak in vakken}
    told = {"vakken": vakken, "gekozen": gekozen, "vooruit": vooruit, "fout": fout}
    return render_template(
        "maken.html", titel="Maken", gehoord=gehoord, **told
    ), CONFLICT if fout else 200
