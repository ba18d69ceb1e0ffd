"""Deriving a template from a filled-in document of one municipality, and proving it."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from overeenkomstgen.afleiding.aanwijzingen import INVULWOORDEN
from overeenkomstgen.afleiding.keuze import Bestemming, Treffer, Voorbeeld, find, replacements
from overeenkomstgen.afleiding.schrijfwijze import Kandidaat, candidates
from overeenkomstgen.afleiding.tekst import read_text
from overeenkomstgen.afleiding.tweede import settle
from overeenkomstgen.afleiding.voorbeeldbestand import Voorbeeldbestand, put_in, take_apart
from overeenkomstgen.errors import InputError
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.keuring.keuring import Keuring, examine
from overeenkomstgen.keuring.leesvorm import readable
from overeenkomstgen.keuring.letterlijk import Waardenzoeker, make_zoeker
from overeenkomstgen.keuring.sporen import LIJN
from overeenkomstgen.proef.vergelijking import differences
from overeenkomstgen.schijf.plaats import inside
from overeenkomstgen.schijf.schijf import make_folder, write_whole
from overeenkomstgen.schijf.slot import WAIT, locked
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.velden.veld import Invulregel, value_of
from overeenkomstgen.velden.velden import find_veld, merge_values, names
from overeenkomstgen.verwijzing import vak
from overeenkomstgen.werkmap.invoer import Invoer, read
from overeenkomstgen.werkmap.werkmap import Werkmap
from overeenkomstgen.word.aanvulling import complete
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.tekst import read_word

_TAGS = ("{{", "{%", "{#")
_NAMEN = ("in het voorbeeld", "in het ingevulde sjabloon")


@dataclass(frozen=True, slots=True)
class Afleidwens:
    """What the user asks for: a template of the filled-in document of a municipality.

    Attributes:
        doel: Where the template is to be written; None for beside the other templates.
        soort: What ``convenant.toml`` calls the documentsoort; None for the agreement.
        tweede: A second filled-in document, and the municipality whose it is.
        overschrijf: Whether a file that is there already may be replaced.
    """

    voorbeeld: Path
    gemeente: str
    doel: Path | None = None
    soort: str | None = None
    tweede: tuple[Path, str] | None = None
    overschrijf: bool = False


@dataclass(frozen=True, slots=True)
class Proef:
    """The proof on an example: how the filled template differs from it, in Dutch, if it does."""

    voorbeeld: Path
    gemeente: str
    verschillen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Afleiding:
    """What was made of an example.

    Attributes:
        bestand: The template; when it is not good, a file by another name.
        treffers: Every value that was found, once where the file has it twice.
        keuring: That of the template; what can be of this municipality and was left is in it.
        toegevoegd: What comes behind the fill-in line of a field that is not known, without
            there being any in the example.
    """

    bestand: Path
    treffers: tuple[Treffer, ...]
    keuring: Keuring
    toegevoegd: Mapping[str, str]
    proeven: tuple[Proef, ...]

    @property
    def is_goed(self) -> bool:
        """Whether the template gives back every example, word for word."""
        return not any(proef.verschillen for proef in self.proeven)

    def of(self, bestemming: Bestemming) -> tuple[Treffer, ...]:
        """Return what was found with an outcome."""
        return tuple(each for each in self.treffers if each.bestemming is bestemming)

    @property
    def velden(self) -> Mapping[str, int]:
        """The fields that were put in, each with how often."""
        return Counter(each.veld for each in self.of(Bestemming.VELD))


@dataclass(frozen=True, slots=True)
class _Bron:
    """An example that was read, with the values of its municipality."""

    bestand: Path
    gemeente: str
    boek: Voorbeeldbestand
    values: Mapping[str, Any]
    voorbeeld: Voorbeeld


@dataclass(frozen=True, slots=True)
class Ontleding:
    """What was found in the examples, before a template is made of it."""

    wens: Afleidwens
    doel: Path
    soort: Documentsoort
    treffers: tuple[Treffer, ...]
    bronnen: tuple[_Bron, ...]
    soms_open: frozenset[str]
    zoeker: Waardenzoeker

    @property
    def vragen(self) -> tuple[Treffer, ...]:
        """What can be several fields, so that the user may be asked which."""
        return tuple(v for v in self.gevonden if v.bestemming is Bestemming.TWIJFEL)

    @property
    def gevonden(self) -> tuple[Treffer, ...]:
        """Every value that was found, once where the file has it twice."""
        alineas = self.bronnen[0].voorbeeld.alineas
        return tuple(v for v in self.treffers if not alineas[v.alinea].dubbel)


def ontleed(werkmap: Werkmap, wens: Afleidwens) -> Ontleding:
    """Read the examples, and find the values in them.

    Raises:
        InputError: The table, the period or the example is not right, or the file is there.
    """
    invoer = read(werkmap)
    soort = _soort(invoer, wens.soort)
    own = f"{soort.sjabloon.removesuffix('.docx')}-afgeleid.docx"
    doel = wens.doel or inside(werkmap.sjablonen, own)
    _refuse_existing(doel, wens)
    bron = _read(invoer, soort, wens.voorbeeld, wens.gemeente)
    bronnen: tuple[_Bron, ...] = (bron,)
    treffers = find(bron.voorbeeld)
    if wens.tweede:
        bronnen = (bron, _read(invoer, soort, *wens.tweede))
        treffers = settle(bron.voorbeeld, treffers, bronnen[1].voorbeeld)
    (van,) = invoer.choose([wens.gemeente])
    zoeker = make_zoeker(invoer.gemeenten, invoer.periode, van)
    everyone = [merge_values(each) for each in invoer.subjects(soort, invoer.gemeenten)]
    soms_open = frozenset(  # the fields that are not known for every municipality
        veld
        for veld in INVULWOORDEN
        if any(isinstance(value_of(values, veld), Invulregel) for values in everyone)
    )
    return Ontleding(wens, doel, soort, treffers, bronnen, soms_open, zoeker)


def leid_af(
    ontleding: Ontleding, antwoorden: Mapping[Treffer, Kandidaat | None] | None = None
) -> Afleiding:
    """Make a template of what was found in the examples, prove it, and write it.

    The answers tell of what was found, a question or not, which field it is; None leaves the value
    as it stands. What is locked in a part of Word's own stays so.

    Raises:
        InputError: The file is there.
    """
    wens, doel, soort, bron = ontleding.wens, ontleding.doel, ontleding.soort, ontleding.bronnen[0]
    treffers = tuple(_answered(bron, ontleding.treffers, antwoorden or {}))
    vervangingen = replacements(bron.voorbeeld, treffers, ontleding.soms_open)
    title = f"{soort.naam} \N{EN DASH} gemeente {{{{ gemeente.naam }}}}"  # where it has none
    content = complete(Woordbestand.read(put_in(bron.boek, vervangingen)), title).write({})
    sjabloon, velden = Sjabloon.load(content, doel.name), names(soort)
    proeven = tuple(
        Proef(each.bestand, each.gemeente, _prove(sjabloon, each, velden))
        for each in ontleding.bronnen
    )
    place = doel
    if any(proef.verschillen for proef in proeven):
        place = doel.with_stem(f"{doel.stem}-niet-goed")
        _refuse_existing(place, wens)
    make_folder(place.parent)
    with locked(place.with_name(f".{place.name}.slot"), wait=WAIT):
        write_whole(place, content)
    return Afleiding(
        bestand=place,
        treffers=replace(ontleding, treffers=treffers).gevonden,
        keuring=examine(place, [soort], ontleding.zoeker),
        toegevoegd={v.veld: v.toegevoegd for v in vervangingen if v.toegevoegd},
        proeven=proeven,
    )


def _soort(invoer: Invoer, key: str | None) -> Documentsoort:
    soort = invoer.periode.choose_soort(key)
    if soort.per is not Per.GEMEENTE:
        what = "een sjabloon is alleen af te leiden als er één document per gemeente is"
        advice = f"kies een andere soort met {vak('soort')}"
        raise InputError.of(f"documentsoort {soort.naam}", what, advice)
    return soort


def _refuse_existing(place: Path, wens: Afleidwens) -> None:
    if place.exists() and not wens.overschrijf:
        advice = f"kies een andere naam met {vak('doel')}, of vervang het met {vak('overschrijf')}"
        raise InputError.of(str(place), "dit bestand bestaat al", advice)


def _read(invoer: Invoer, soort: Documentsoort, place: Path, naam: str) -> _Bron:
    """Read an example, and the values of the municipality whose it is."""
    (gemeente,) = invoer.choose([naam])
    (onderwerp,) = invoer.subjects(soort, [gemeente])
    values = merge_values(onderwerp)
    boek = take_apart(Woordbestand.read(place), place.name)
    for alinea in boek.alineas:
        if any(tag in alinea.text for tag in _TAGS):
            where = f'{place.name}, {alinea.plaats} "{readable(alinea.text)[:80]}"'
            what = "hier staat al een opdracht; dit is geen ingevulde overeenkomst"
            advice = "geef een document op zoals het is getekend of verstuurd"
            raise InputError.of(where, what, advice)
    velden = sorted(naam for naam in names(soort) if not find_veld(naam).uit)
    # What is recorded of an agreement came after it, and what its days are of all of them;
    # the version of a list is in no document that is made for each.
    later = ["overeenkomst.", "beeindigd.", "overgedragen.", "stand.versie"]
    later += ["ondertekend.", "opgezegd."] * (soort.rol is Rol.OVEREENKOMST)
    velden = [veld for veld in velden if not veld.startswith(tuple(later))]
    is_open = (veld for veld in velden if isinstance(value_of(values, veld), Invulregel))
    voorbeeld = Voorbeeld(boek.alineas, candidates(values, velden), tuple(is_open))
    return _Bron(place, gemeente.naam, boek, values, voorbeeld)


def _answered(
    bron: _Bron, treffers: Sequence[Treffer], given: Mapping[Treffer, Kandidaat | None]
) -> Iterator[Treffer]:
    """Yield what was found, with the answers of the user; what stands twice is asked once."""
    answers: dict[tuple[str, int], Kandidaat | None] = {}
    for treffer in treffers:
        alinea = bron.voorbeeld.alineas[treffer.alinea]
        key = (alinea.text, treffer.start)
        locked_in = treffer.bestemming is Bestemming.VERGRENDELD
        if treffer in given:
            answers[key] = given[treffer]
        if locked_in or key not in answers or not (alinea.dubbel or treffer in given):
            yield treffer
        elif chosen := answers[key]:
            yield treffer.choose(chosen, "u hebt het gekozen")
        else:
            yield treffer.leave()


def _prove(sjabloon: Sjabloon, bron: _Bron, velden: Collection[str]) -> tuple[str, ...]:
    """Return how a filled template differs from its example, in Dutch; nothing when it does not.

    Word for word: spaces and hyphens at which Word does not break a line count as ordinary
    ones, and a line to write on has any length. InputError if the template cannot be filled.
    """
    if faults := sjabloon.faults(velden):
        told = (str(fault).removeprefix(f"{sjabloon.name}, ") for fault in faults)
        return tuple(f"{each[0].upper()}{each[1:]}." for each in told)
    filled = Woordbestand.read(sjabloon.fill(bron.values).content)
    titled = bool(bron.boek.bestand.gegevens.title.strip())
    first, second = _text(bron.boek.bestand, titled=titled), _text(filled, titled=titled)
    if first == second:
        return ()
    found = tuple(differences("\n".join(first), "\n".join(second), _NAMEN))
    return found or ("Een spatie of de verdeling over alinea's is anders dan in het voorbeeld.",)


def _text(bestand: Woordbestand, *, titled: bool) -> list[str]:
    """Return the text of a Word file to compare: its lines, headers, footers and properties."""
    own = bestand.gegevens
    properties = (own.title if titled else "", own.subject, own.author)
    lines = [*read_word(bestand).as_text().split("\n"), *properties]
    return [" ".join(re.sub(LIJN, "___", read_text(line).text).split()) for line in lines]
