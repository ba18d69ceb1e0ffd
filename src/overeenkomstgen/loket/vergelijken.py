"""Comparing: two documents, or what a municipality was given with what would be made now."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

import overeenkomstgen as lib
from overeenkomstgen.loket.formulier import Bijlage, Soort, Vak, Waarden, laid_down
from overeenkomstgen.loket.handeling import GEMEENTE, Handeling
from overeenkomstgen.loket.werk import Loop

blad = Blueprint("vergelijken", __name__)

_PLAATS = "Zoals sjablonen/aanbiedingsbrief.docx; in plaats van een bestand van deze computer."


@dataclass(frozen=True, slots=True)
class Vergeleken:
    """What comparing showed; the difference as a Word file, where there is any."""

    vergelijking: lib.Vergelijking
    bestand: Bijlage | None


def _compared(compare: Callable[[Path], lib.Vergelijking]) -> Vergeleken:
    with lib.temporary_folder() as folder:
        found = compare(folder / "verschil.docx")
        file = Bijlage("verschil.docx", lib.read_bytes(found.verslag)) if found.verslag else None
    return Vergeleken(found, file)


def _vergelijk(map_: lib.Werkmap, waarden: Waarden, _: Loop) -> Vergeleken:
    with laid_down(waarden["oud"], waarden["nieuw"]) as places:
        given = iter(places)
        (oud, one), (nieuw, other) = (
            _document(map_, waarden, side, given) for side in ("oud", "nieuw")
        )
        return _compared(lambda target: lib.vergelijk(oud, nieuw, target, (one, other)))


def _document(
    map_: lib.Werkmap, waarden: Waarden, side: str, given: Iterator[Path]
) -> tuple[Path, str]:
    """Return where a document stands, what was given first, and its name."""
    if bijlage := waarden[side]:
        return next(given), bijlage.naam
    if plaats := waarden[f"{side}-plaats"].strip():
        return lib.bestand_van(map_, plaats), plaats
    what = "er is geen document gekozen"
    raise lib.InputError.of(f"{side.capitalize()} document", what, "kies een bestand")


HANDELINGEN = (
    Handeling(
        "vergelijk",
        "Twee documenten vergelijken",
        "Elk in Word of als PDF. Opmaak, spaties, afbrekingen en bladzijden tellen niet mee.",
        _vergelijk,
        (
            Vak("oud", "Oud document", Soort.BESTAND, "Word (.docx) of PDF."),
            Vak("oud-plaats", "Of waar het in deze werkmap staat", uitleg=_PLAATS),
            Vak("nieuw", "Nieuw document", Soort.BESTAND, "Word (.docx) of PDF."),
            Vak("nieuw-plaats", "Of waar het in deze werkmap staat", uitleg=_PLAATS),
        ),
        "Vergelijken",
    ),
    Handeling(
        "vergelijk-gemeente",
        "De overeenkomst van een gemeente vergelijken",
        "De overeenkomst die er is (de getekende, of die in de uitvoer) met die nu gemaakt zou "
        "worden.",
        lambda map_, v, _: _compared(
            lambda target: lib.vergelijk_gemeente(map_, v["gemeente"], target)
        ),
        (GEMEENTE,),
        "Vergelijken",
    ),
)


@blad.get("/vergelijken")
def vergelijken() -> ResponseReturnValue:
    """Show what can be compared."""
    return render_template("vergelijken.html", titel="Vergelijken", handelingen=HANDELINGEN)
