"""A template in the place of another: examined as if it stood there, tried, and put to use."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from overeenkomstgen.errors import Fault, InputError, refuse
from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.tabel import show_list
from overeenkomstgen.keuring.keuring import Keuring
from overeenkomstgen.keuring.vondst import Graad, Vondst
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.plaats import inside, is_link, read_bytes
from overeenkomstgen.schijf.slot import WAIT, locked
from overeenkomstgen.uitgifte.maken import PROEF
from overeenkomstgen.uitgifte.sjablooncontrole import fill_hardest
from overeenkomstgen.werkmap.geheugen import read_geheugen
from overeenkomstgen.werkmap.invoer import ALLE
from overeenkomstgen.werkmap.sjablonen import Sjabloonlezer, by_template
from overeenkomstgen.werkmap.werkmap import Werkmap, read_gemeenten, read_periode
from overeenkomstgen.werkmap.wijziging import fingerprint, keep_copy, refuse_other

KLAAR: Final = "sjablonen"
"""The folder, in that of trials, for templates that are not in use yet."""
MOST_BYTES: Final = 20 * 1024**2
"""Of a template."""


@dataclass(frozen=True, slots=True)
class Sjabloonwissel:
    """A template that may come in the place of another, or did.

    Attributes:
        keuring: What was found in it, as if it stood there.
        gevolgen: What is then wrong with other templates and the texts of e-mails, and is not now.
        bestand: Where it stands.
        kopie: Where the former stands; None where there was none, or it was the same.
    """

    keuring: Keuring
    gevolgen: tuple[Fault, ...]
    bestand: Path
    kopie: Path | None = None


@dataclass(frozen=True, slots=True)
class Sjabloonstand:
    """Where a template stands: the one in use, and another that is to be tried.

    Attributes:
        gebruik: The one that documents are made with; None while there is none.
        klaar: The other one; None where there is none, or it is the same.
        vingerafdruk: What tells both from what may come in their place.
    """

    gebruik: Path | None
    klaar: Path | None
    vingerafdruk: str


def sjabloon_van(werkmap: Werkmap, naam: str) -> Sjabloonstand:
    """Return where the template with this name stands; PlaatsError for a name that leads away."""
    places = _places(werkmap, naam)
    known = {place: read_bytes(place) for place in places if place.is_file()}
    gebruik, klaar = (place if place in known else None for place in places)
    other = klaar if known.get(places[0]) != known.get(places[1]) else None
    return Sjabloonstand(gebruik, other, fingerprint([*known]))


def leg_klaar(werkmap: Werkmap, naam: str, inhoud: bytes) -> Sjabloonwissel:
    """Examine a template as if it stood in ``sjablonen`` by this name, and keep it to be tried.

    It comes with the trials, in the place of what was kept to be tried before.

    Raises:
        InputError: ``convenant.toml`` is wrong, or has no template of that name.
        BusyError: Another run is at work in the same werkmap.
        UitvoerError: It cannot be written.
    """
    wissel = _examine(werkmap, naam, inhoud)
    _, place = _places(werkmap, naam)
    with locked(werkmap.slot, wait=WAIT):
        for folder in reversed(place.parents[:3]):
            schijf.make_folder(folder)
        schijf.write_whole(place, inhoud)
    return replace(wissel, bestand=place)


def neem_sjabloon(
    werkmap: Werkmap, naam: str, inhoud: bytes | None = None, vingerafdruk: str | None = None
) -> Sjabloonwissel:
    """Put a template to use, in the place of the one that has this name; keep a copy of that.

    Without a content it is the one that was kept to be tried. The fingerprint tells what the user
    was shown, as of :func:`sjabloon_van`; None where that does not matter.

    Raises:
        InputError: ``convenant.toml`` is wrong, or has no template of that name; or none was
            kept to be tried, or it has faults, all told together. Nothing was changed.
        VerouderdError: There is another than was shown. Nothing was changed.
        BusyError: Another run is at work in the same werkmap.
        UitvoerError: It cannot be written; the former is still there.
    """
    with locked(werkmap.slot, wait=WAIT):
        present = [place for place in _places(werkmap, naam) if place.is_file()]
        if vingerafdruk is not None:
            refuse_other(present, vingerafdruk)
        own, draft = _places(werkmap, naam)
        if inhoud is None and draft not in present:
            what, advice = "er ligt geen sjabloon met deze naam klaar", "geef het eerst"
            raise InputError.of(f"sjablonen/{naam}", what, advice)
        new = read_bytes(draft) if inhoud is None else inhoud
        wissel = _examine(werkmap, naam, new)
        refuse(wissel.keuring.fouten)
        former = read_bytes(own) if own in present else None
        if former == new:
            return wissel
        kopie = None if former is None else keep_copy(werkmap.folder / naam, former)
        schijf.make_folder(own.parent)
        schijf.write_whole(own, new)
    return replace(wissel, kopie=kopie)


def _places(werkmap: Werkmap, naam: str) -> tuple[Path, Path]:
    """Return where the template in use stands, and the one that is kept to be tried."""
    return inside(werkmap.sjablonen, naam), inside(werkmap.uitvoer, f"{PROEF}/{KLAAR}/{naam}")


def _examine(werkmap: Werkmap, naam: str, inhoud: bytes) -> Sjabloonwissel:
    """Examine a template in a copy of the templates of which it is one."""
    periode, faults = read_periode(werkmap)
    if periode is None:
        raise InputError(faults)
    _check(periode, naam, inhoud)
    known = read_gemeenten(werkmap, periode)[0], read_geheugen(werkmap.uitvoer).goed
    now = Sjabloonlezer(werkmap, periode, *known)
    now.read(ALLE)
    with schijf.temporary_folder() as folder:
        other = Werkmap(folder)
        schijf.make_folder(other.sjablonen)
        for place in werkmap.sjablonen.iterdir() if werkmap.sjablonen.is_dir() else ():
            if place.is_file() and not is_link(place):
                schijf.copy(place, other.sjablonen / place.name)
        schijf.write(other.sjablonen / naam, inhoud)
        then = Sjabloonlezer(other, periode, *known)
        then.read(ALLE)
        soorten = by_template(other, periode)[other.sjablonen / naam]
        found = then.examine(other.sjablonen / naam, [*soorten.values()])
    (found,) = fill_hardest(werkmap, [found])
    place, new = inside(werkmap.sjablonen, naam), [f for f in then.faults if f not in found.fouten]
    late = tuple(Vondst(Graad.FOUT, fault) for fault in new if fault.where == found.name)
    keuring = replace(found, path=place, vondsten=(*late, *found.vondsten))
    others = tuple(f for f in new if f.where != found.name and f not in now.faults)
    return Sjabloonwissel(keuring, others, place)


def _check(periode: Periode, naam: str, inhoud: bytes) -> None:
    known = dict.fromkeys(soort.sjabloon for soort in periode.documentsoort.values())
    if naam not in known:
        what = "geen enkele documentsoort heeft een sjabloon met deze naam"
        raise InputError.of(f"sjablonen/{naam}", what, f"kies {show_list([*known], 'of')}")
    if len(inhoud) > MOST_BYTES:
        what = "dit bestand is te groot voor een sjabloon"
        raise InputError.of(f"sjablonen/{naam}", what, "verklein de afbeeldingen die erin staan")
