"""The templates: what is found in them, another one in the place of each, and deriving one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from flask import Blueprint, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue

import overeenkomstgen as lib
from overeenkomstgen.loket.formulier import Soort, Vak, Waarden, made_of
from overeenkomstgen.loket.handeling import (
    GEMEENTE,
    SOORT,
    Handeling,
    bestand,
    soorten,
    soorten_die,
    vink,
)
from overeenkomstgen.loket.hier import begin, klus_van, werkmap
from overeenkomstgen.loket.werk import Klus, Loop

blad = Blueprint("sjablonen", __name__)


def _namen(map_: lib.Werkmap) -> Sequence[tuple[str, str]]:
    """Return the templates, each with the kinds of document that are made with it."""
    kinds = [(soort.sjabloon, soort.naam) for soort in soorten(map_).values()]
    return [(naam, lib.show_list(of, "en")) for naam, of in lib.grouped(kinds).items()]


@dataclass(frozen=True, slots=True)
class Sjabloonproef:
    """The documents with which a template was tried."""

    naam: str
    soort: str
    stukken: tuple[lib.Proefstuk, ...]


@dataclass(frozen=True, slots=True)
class Afgeleid:
    """A template that was derived, and kept to be tried where it is good."""

    afleiding: lib.Afleiding
    naam: str
    wissel: lib.Sjabloonwissel | None


def _beproef(map_: lib.Werkmap, waarden: Waarden, loop: Loop) -> Sjabloonproef:
    naam = waarden["naam"]
    stand = lib.sjabloon_van(map_, naam)
    place = (stand.klaar if waarden["klaar"] else None) or stand.gebruik or naam
    soort, made = lib.beproef(map_, str(place), None, loop.progress)
    return Sjabloonproef(naam, soort.naam, made)


def _ontleed(map_: lib.Werkmap, waarden: Waarden, _: Loop) -> lib.Ontleding:
    other, van = waarden["bestand2"], waarden["gemeente2"]
    if bool(other) is not bool(van):
        what = "een tweede document en de gemeente daarvan horen bij elkaar"
        raise lib.InputError.of("Tweede document", what, "geef ze allebei, of geen van beide")
    tweede = (other.plaats, van) if other else None
    # What may be replaced is a file of ours, that is there for a moment.
    more = {"voorbeeld": waarden["bestand"].plaats, "tweede": tweede, "overschrijf": True}
    return lib.ontleed(map_, made_of(lib.Afleidwens, waarden, **more))


_PER_GEMEENTE = soorten_die(lambda soort: soort.per is lib.Per.GEMEENTE)
_NAAM = Vak("naam", "Sjabloon van", Soort.KEUZE, verplicht=True, keuzes=_namen)
HANDELINGEN = (
    Handeling(
        "sjabloon",
        "Een ander sjabloon klaarleggen",
        "Het wordt nagekeken alsof het er al stond, en u kunt het uitproberen. Pas als u het in "
        "gebruik neemt, worden er documenten mee gemaakt.",
        lambda map_, v, _: lib.leg_klaar(map_, v["naam"], v["bestand"].inhoud),
        (
            _NAAM,
            bestand("bestand", "Sjabloon", "Een Word-document (.docx)."),
        ),
        "Nakijken",
    ),
    Handeling(
        "beproef",
        "Een sjabloon uitproberen",
        "Het wordt ingevuld met de gemeenten waarbij het het snelst misgaat: de langste gegevens, "
        "de kortste, de meeste accenten en het minst bekend. Er wordt niets vastgelegd.",
        _beproef,
        (_NAAM, vink("klaar", "Het sjabloon dat klaarligt, als dat er is")),
        "Uitproberen",
    ),
    Handeling(
        "neem-sjabloon",
        "Een sjabloon in gebruik nemen",
        "Wat klaarligt komt op de plaats van wat in gebruik is; daarvan blijft een kopie. Wat al "
        "is gemaakt verandert pas als u het opnieuw maakt.",
        lambda map_, v, _: lib.neem_sjabloon(map_, v["naam"], None, v["vingerafdruk"]),
        (_NAAM, Vak("vingerafdruk", "Sjabloon", Soort.VERBORGEN, verplicht=True)),
        "In gebruik nemen",
    ),
    Handeling(
        "afleiden",
        "Een sjabloon afleiden uit een ingevuld document",
        "Wat in de tabel en in de instellingen staat wordt in de tekst opgezocht. U ziet elke "
        "vondst, en beslist van elke of zij een veld wordt.",
        _ontleed,
        (
            replace(SOORT, verplicht=True, keuzes=_PER_GEMEENTE),
            bestand("bestand", "Ingevuld document", "Word (.docx)."),
            GEMEENTE,
            bestand(
                "bestand2",
                "Tweede ingevuld document",
                "Als u er nog een hebt, van een andere gemeente: dan is meer zeker.",
                verplicht=False,
            ),
            replace(GEMEENTE, naam="gemeente2", label="Gemeente van het tweede", verplicht=False),
        ),
        "Zoeken",
    ),
)


@blad.get("/sjablonen")
def sjablonen() -> ResponseReturnValue:
    """Show the templates, with how much was found in each."""
    keuringen = {each.path.name: each for each in lib.controleer_sjablonen(werkmap())}
    shown = {"keuringen": keuringen, "namen": _namen(werkmap())}
    return render_template("sjablonen.html", titel="Sjablonen", **shown)


@blad.get("/sjablonen/<naam>")
def sjabloon(naam: str) -> ResponseReturnValue:
    """Show what was found in a template, and what can be done with it."""
    keuring, stand = _keuring(naam), lib.sjabloon_van(werkmap(), naam)
    titel = lib.show_list(keuring.soorten, "en")
    ander = HANDELINGEN[0]
    which = replace(_NAAM, soort=Soort.VERBORGEN, waarde=naam)
    told = {"naam": naam, "keuring": keuring, "stand": stand, "ander": ander}
    vakken = (which, *ander.vakken[1:])
    return render_template("sjabloon.html", titel=titel, vakken=vakken, **told)


@blad.get("/sjablonen/<naam>/nagekeken")
def nagekeken(naam: str) -> ResponseReturnValue:
    """Give a copy of a template with each finding as a comment in Word."""
    content = BytesIO(lib.gemarkeerd(_keuring(naam)))
    name = f"{naam.removesuffix('.docx')}-nagekeken.docx"
    return send_file(content, as_attachment=True, download_name=name)


def _keuring(naam: str) -> lib.Keuring:
    if naam not in dict(_namen(werkmap())):
        abort(404)
    return lib.controleer_sjabloon(werkmap(), werkmap().sjablonen / naam)


@blad.post("/sjablonen/afleiding/<int:nummer>")
def leid_af(nummer: int) -> ResponseReturnValue:
    """Derive a template, as was decided of each value that was found."""
    ontleding, map_ = klus_van(nummer).uitkomst, werkmap()
    if not isinstance(ontleding, lib.Ontleding):
        abort(404)
    answers, naam = dict(_answers(ontleding, request.form)), ontleding.soort.sjabloon

    def work(loop: Loop) -> Afgeleid:
        made = lib.leid_af(replace(ontleding, doel=loop.map / naam), answers)
        ready = made.is_goed and lib.leg_klaar(map_, naam, lib.read_bytes(made.bestand))
        return Afgeleid(made, naam, ready or None)

    return begin(Klus("Sjabloon afleiden", work))


def _answers(
    ontleding: lib.Ontleding, given: Mapping[str, str]
) -> Iterator[tuple[lib.Treffer, lib.Kandidaat | None]]:
    """Yield what was decided otherwise than was found."""
    for number, treffer in enumerate(ontleding.gevonden):
        chosen = given.get(f"v{number}")
        is_veld = treffer.bestemming is lib.Bestemming.VELD
        if chosen is not None and chosen != (treffer.veld if is_veld else ""):
            yield treffer, next((k for k in treffer.kandidaten if k.veld == chosen), None)
