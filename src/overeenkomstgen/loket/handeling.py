"""What can be done at the counter: a form, and what the library then does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import overeenkomstgen as lib
from overeenkomstgen.loket.formulier import Soort, Vak, Waarden
from overeenkomstgen.loket.werk import Loop


@dataclass(frozen=True, slots=True)
class Handeling:
    """One thing that can be done.

    Attributes:
        sleutel: What a reference from below calls it (``verwijzing.actie``).
        titel: What it is called, in Dutch.
        uitleg: What comes of it, in whole Dutch sentences.
        doe: What does it; a template in ``paginas/uitkomst``, called as what it gives, tells it.
        vakken: What the user fills in; the first gets what a reference is about.
        knop: What stands on the button.
        pagina: The endpoint of the page to which a reference leads; empty for its form alone.
    """

    sleutel: str
    titel: str
    uitleg: str
    doe: Callable[[lib.Werkmap, Waarden, Loop], object]
    vakken: tuple[Vak, ...] = ()
    knop: str = "Vastleggen"
    pagina: str = ""


def _gemeenten(werkmap: lib.Werkmap) -> Sequence[tuple[str, str]]:
    return [(regel.gemeente, regel.gemeente) for regel in lib.status(werkmap).regels]


def soorten(werkmap: lib.Werkmap) -> Mapping[str, lib.Documentsoort]:
    """Return the kinds of document, by what ``convenant.toml`` calls them."""
    periode, faults = lib.read_periode(werkmap)
    if periode is None:
        raise lib.InputError(faults)
    return periode.documentsoort


def soorten_die(
    right: Callable[[lib.Documentsoort], bool] = lambda _: True,
) -> Callable[[lib.Werkmap], Sequence[tuple[str, str]]]:
    """Return what gives those of which something is right, to choose from."""
    return lambda map_: [(key, each.naam) for key, each in soorten(map_).items() if right(each)]


GEMEENTE = Vak("gemeente", "Gemeente", Soort.KEUZE, verplicht=True, keuzes=_gemeenten)
GEMEENTEN = Vak(
    "gemeente",
    "Gemeenten",
    Soort.MEER,
    "Kies er geen, en het is voor alle gemeenten voor wie het nu is.",
    keuzes=_gemeenten,
)
SOORT = Vak("soort", "Soort", Soort.KEUZE, keuzes=soorten_die())
JAAR = Vak("jaar", "Jaar", Soort.GETAL)
OPMERKING = Vak("opmerking", "Opmerking voor het register", Soort.LANG)


def dag(label: str, uitleg: str = "", naam: str = "op", *, verplicht: bool = True) -> Vak:
    """Return a box for a day."""
    return Vak(naam, label, Soort.DATUM, uitleg or "Zoals 10-01-2023.", verplicht=verplicht)


def vink(naam: str, label: str, uitleg: str = "", *, waarde: str = "") -> Vak:
    """Return a box to tick, which is ticked when ``waarde`` is not empty."""
    return Vak(naam, label, Soort.VINK, uitleg, waarde=waarde)


def bestand(naam: str, label: str, uitleg: str = "", *, verplicht: bool = True) -> Vak:
    """Return a box for one file."""
    return Vak(naam, label, Soort.BESTAND, uitleg, verplicht=verplicht)


def keuze(naam: str, label: str, *keuzes: tuple[str, str], uitleg: str = "") -> Vak:
    """Return a box of which one thing is chosen, the first when nothing is."""
    waarde = keuzes[0][0]
    return Vak(naam, label, Soort.KEUZE, uitleg, keuzes=lambda _: keuzes, waarde=waarde)
