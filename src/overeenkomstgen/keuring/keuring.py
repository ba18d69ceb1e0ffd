"""The examination of a template: every kind of finding, the worst first.

What is found here as a fault is what every command refuses that makes something with it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from overeenkomstgen.errors import Fault, InputError, RefusalError, os_refusal
from overeenkomstgen.kern.documentsoort import Documentsoort, Per
from overeenkomstgen.keuring import opdrachten, toegankelijkheid, vreemd
from overeenkomstgen.keuring.letterlijk import Waardenzoeker
from overeenkomstgen.keuring.lettertypen import find_fonts
from overeenkomstgen.keuring.markering import mark
from overeenkomstgen.keuring.sjabloonbestand import Sjabloonbestand
from overeenkomstgen.keuring.verwijzingen import find_typed
from overeenkomstgen.keuring.vondst import Graad, Vondst, limited
from overeenkomstgen.keuring.waarden import find_values
from overeenkomstgen.keuring.woordvelden import find_woordvelden
from overeenkomstgen.office.lettertypen import installed_fonts
from overeenkomstgen.schijf import schijf
from overeenkomstgen.sjabloon.artikelen import Artikelen
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.velden.velden import VELDEN, los, names
from overeenkomstgen.verwijzing import ZELF, vak


@dataclass(frozen=True, slots=True)
class Keuring:
    """A template that was examined.

    Attributes:
        name: What messages call it.
        soorten: The names of its documentsoorten; without any, all fields are known to it.
        vondsten: The findings: the worst first, and of each grade as a reader meets them.
        bestand: The template; None when it cannot even be read.
        sjabloon: The same to be filled in; None when its tags cannot be read.
    """

    path: Path
    name: str
    soorten: tuple[str, ...]
    vondsten: tuple[Vondst, ...]
    bestand: Sjabloonbestand | None
    sjabloon: Sjabloon | None

    @property
    def fouten(self) -> tuple[Fault, ...]:
        """What must be mended before a document is made with it."""
        return tuple(each.fault for each in self.vondsten if each.graad is Graad.FOUT)


class MarkeringError(RefusalError):
    """The copy with comments cannot be made."""


def gemarkeerd(keuring: Keuring) -> bytes:
    """Return a copy of a template with each finding as a comment; MarkeringError if unreadable."""
    if keuring.bestand is None:
        why = "het is niet te vertrouwen of niet te lezen"
        what = f"Van {keuring.path} is geen kopie met opmerkingen te maken: {why}."
        raise MarkeringError(what, "Verhelp eerst wat hierboven staat.")
    return mark(keuring.bestand, keuring.vondsten)


def markeer(keuring: Keuring, out: Path | None) -> Path:
    """Write a copy of a template with each finding as a comment; return its place.

    It goes beside the template when no other place is given.

    Raises:
        MarkeringError: The template cannot be read, or the copy cannot be written.
    """
    path, content = keuring.path, gemarkeerd(keuring)
    place, other = out or path.with_name(f"{path.stem}-nagekeken.docx"), vak("kopie", ZELF)
    if place.exists() and place.samefile(path):
        what = f"De kopie kan niet op de plaats van {path} zelf komen."
        raise MarkeringError(what, f"Kies een andere naam met {other}.")
    advice = f"Sluit het bestand als het open staat, of kies een andere plaats met {other}."
    with os_refusal(MarkeringError, f"{place} is niet te schrijven", advice):
        schijf.make_folders(place.parent)
        with schijf.temporary_folder(place.parent, ".bezig-") as folder:
            draft = folder / place.name
            schijf.write(draft, content)
            schijf.rename(draft, place)
    return place


def examine(
    path: Path,
    soorten: Collection[Documentsoort],
    zoeker: Waardenzoeker,
    artikelen: Artikelen | None = None,
    eigen: Collection[str] | None = None,
) -> Keuring:
    """Examine the template of documentsoorten; what cannot be read at all is a finding too.

    ``artikelen`` are those of the agreement, ``eigen`` the columns that only this table has;
    None where it is not known which there are.
    """
    name = "/".join(path.parts[-2:])
    called = tuple(soort.naam for soort in soorten)
    try:
        bestand = Sjabloonbestand.read(path)
    except InputError as error:
        found = [Vondst(Graad.FOUT, fault) for fault in error.faults]
        return Keuring(path, name, called, tuple(found), None, None)
    nummers = artikelen and artikelen[0]
    each_has = [names(soort, nummers, eigen) for soort in soorten]
    every = (veld.naam for veld in (*VELDEN, *los(nummers, eigen, None)))
    velden = frozenset.intersection(*each_has) if each_has else frozenset(every)
    of_tags, sjabloon = list(limited(vreemd.find_strange(bestand), name)), None
    try:
        sjabloon = Sjabloon.of(bestand.word, name)
    except InputError as error:
        of_tags += (Vondst(Graad.FOUT, fault) for fault in error.faults)
    else:
        of_tags += opdrachten.find_wrong(bestand, sjabloon, velden)
        for soort in soorten:
            of_tags += opdrachten.find_missing(bestand, sjabloon, soort)
    per_gemeente = not soorten or any(soort.per is not Per.CONVENANT for soort in soorten)
    kinds: list[Iterable[Vondst]] = [
        of_tags,
        find_woordvelden(bestand, velden),
        find_typed(bestand, artikelen),
        vreemd.find_changes(bestand),
        vreemd.find_comments(bestand),
        find_values(bestand, zoeker, per_gemeente=per_gemeente),
        toegankelijkheid.find_headings(bestand),
        toegankelijkheid.find_tables(bestand),
        toegankelijkheid.find_images(bestand),
        vreemd.find_hidden(bestand),
        vreemd.find_unfinished(bestand),
        opdrachten.find_left(bestand),
        opdrachten.find_mended(bestand),
        find_fonts(bestand, installed_fonts()),
    ]
    grades = list(Graad)
    places = {None: -1} | {each.plek: at for at, each in enumerate(bestand.alineas)}
    told = {(each, each.fault.plek): each for kind in kinds for each in limited(kind, name)}
    found = sorted(
        told.values(),
        key=lambda vondst: (grades.index(vondst.graad), places.get(vondst.fault.plek, -1)),
    )
    return Keuring(path, name, called, tuple(found), bestand, sjabloon)
