"""Comparing: two documents, or what a municipality was given with what would be made now."""

from pathlib import Path

import overeenkomstgen as lib
from overeenkomstgen.loket.formulier import Vak, Waarden
from overeenkomstgen.loket.handeling import GEMEENTE, Handeling, bestand
from overeenkomstgen.loket.werk import Loop

_VERSCHIL = "verschil.docx"
_PLAATS = "Zoals sjablonen/aanbiedingsbrief.docx; in plaats van een bestand van deze computer."


def _vergelijk(map_: lib.Werkmap, waarden: Waarden, loop: Loop) -> lib.Vergelijking:
    (oud, one), (nieuw, other) = (_document(map_, waarden, side) for side in ("oud", "nieuw"))
    return lib.vergelijk(oud, nieuw, loop.map / _VERSCHIL, (one, other))


def _document(map_: lib.Werkmap, waarden: Waarden, side: str) -> tuple[Path, str]:
    """Return where a document stands, and its name."""
    if given := waarden[side]:
        return given.plaats, given.naam
    if plaats := waarden[f"{side}-plaats"].strip():
        return lib.bestand_van(map_, plaats), plaats
    what = "er is geen document gekozen"
    raise lib.InputError.of(f"{side.capitalize()} document", what, "kies een bestand")


def _boxes(side: str) -> tuple[Vak, ...]:
    return (
        bestand(side, f"{side.capitalize()} document", "Word (.docx) of PDF.", verplicht=False),
        Vak(f"{side}-plaats", "Of waar het in deze werkmap staat", uitleg=_PLAATS),
    )


HANDELINGEN = (
    Handeling(
        "vergelijk",
        "Twee documenten vergelijken",
        "Elk in Word of als PDF. Opmaak, spaties, afbrekingen en bladzijden tellen niet mee.",
        _vergelijk,
        (*_boxes("oud"), *_boxes("nieuw")),
        "Vergelijken",
    ),
    Handeling(
        "vergelijk-gemeente",
        "De overeenkomst van een gemeente vergelijken",
        "De overeenkomst die er is (de getekende, of die in de uitvoer) met die nu gemaakt zou "
        "worden.",
        lambda map_, v, loop: lib.vergelijk_gemeente(map_, v["gemeente"], loop.map / _VERSCHIL),
        (GEMEENTE,),
        "Vergelijken",
    ),
)
