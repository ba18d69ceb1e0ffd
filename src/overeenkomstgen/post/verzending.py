"""Drafting the e-mails that documents are sent with; sending them is for the user.

What goes along is documents as they were issued, signed papers and fixed papers.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path

from overeenkomstgen.errors import Fault, InputError, RefusalError, refuse
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.namen import find_gemeenten
from overeenkomstgen.kern.register import Inschrijving
from overeenkomstgen.kern.waarden import adressen, nearest
from overeenkomstgen.post.eml import write_eml
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.kluis import read_kept
from overeenkomstgen.schijf.plaats import inside, read_bytes
from overeenkomstgen.schijf.slot import locked
from overeenkomstgen.schijf.uitvoer import open_uitvoer
from overeenkomstgen.sjabloon.bericht import Bericht, Berichtsjabloon
from overeenkomstgen.uitgifte.uitgifte import is_outdated
from overeenkomstgen.velden.onderwerp import Onderwerp
from overeenkomstgen.velden.veld import Invulregel, value_of
from overeenkomstgen.velden.velden import find_veld, merge_values, names
from overeenkomstgen.verwijzing import ZELF, vak
from overeenkomstgen.werkmap.invoer import ALLE, Invoer, read
from overeenkomstgen.werkmap.stuk import Stuk, stukken_of, what_gives
from overeenkomstgen.werkmap.werkmap import Werkmap

FOLDER = "verzenden"
"""The folder, inside the output folder, of the drafts."""
ENDING = ".eml"


OpenVelden = Mapping[str, Sequence[tuple[str, str]]]
"""The fields that are open, with whose; by documentsoort, or "" for the text of the e-mail."""


class OnvolledigError(RefusalError):
    """Fields are open in what is to go out; ``acties`` make it anew, once all is known."""

    def __init__(self, open_velden: OpenVelden, acties: Iterable[str]) -> None:
        again = " en met: ".join(dict.fromkeys(acties))
        steps = ["vul in wat nog niet bekend is"] * any(open_velden.values())
        steps += [f"maak de stukken opnieuw met: {again}"] * bool(again)
        do = ", ".join((*steps, "en geef deze opdracht dan nog eens"))
        super().__init__(
            "Er is geen concept gemaakt, want wat u verstuurt is nog niet volledig.",
            f"{do[0].upper()}{do[1:]}. Met {vak('toch')} komen de concepten er zoals het nu is.",
        )
        self.open_velden = open_velden


@dataclass(frozen=True, slots=True)
class Verzending:
    """What was made ready.

    Attributes:
        klaargezet: Who there is a draft for.
        ontbrekend: The fixed papers that are not in the folder for them.
        verouderd: The municipalities whose documents would say something else if made now.
        weggehaald: The drafts of an earlier run, for municipalities that get none now.
        vervallen: Which invoices are not due, and so are not sent, in Dutch.
    """

    soort: Documentsoort
    folder: Path
    klaargezet: tuple[Gemeente, ...]
    open_velden: OpenVelden
    ontbrekend: tuple[str, ...]
    verouderd: tuple[str, ...]
    weggehaald: tuple[str, ...]
    vervallen: tuple[str, ...] = ()


def verzend(
    werkmap: Werkmap, woorden: Sequence[str] = (), jaar: int | None = None, *, toch: bool = False
) -> Verzending:
    """Make a draft of an e-mail for each municipality; nothing is sent.

    ``woorden`` are a documentsoort, or none, and the municipalities asked for; ``jaar`` is the
    calendar year, where there is a document for each. With ``toch`` fields may be open.

    Raises:
        OnvolledigError: Fields are open in the documents or in the text of the e-mail.
        InputError: Something in the input is wrong, or a document that is to be sent is not
            there as it was made; no draft was made or removed.
        RegisterError: The register, of signatures or of invoices, is damaged.
        UitvoerError: The drafts cannot be written.
        BusyError: Another run is at work in the same werkmap.
    """
    with locked(werkmap.slot):
        invoer = read(werkmap, ALLE)
        key, namen = _split(invoer, woorden)
        soort = invoer.periode.documentsoort[key]
        soorten = (soort, *(invoer.periode.documentsoort[other] for other in soort.bijsluiten))
        _check(key, soorten, jaar)
        sjabloon = Berichtsjabloon.load(werkmap.sjablonen / soort.bericht)
        vast = tuple(inside(werkmap.bijlagen, name) for name in soort.bijlagen)
        brieven = [
            (_to(subject, first.gemeente), sjabloon.fill(merge_values(subject)), [first, *along])
            for first, subject in _subjects(invoer, soort, namen, jaar)
            for g in [first.gemeente]
            for along in [chain.from_iterable(stukken_of(invoer, s, g, jaar) for s in soorten[1:])]
        ]
        each = {stuk.places: stuk for *_, found in brieven for stuk in found}.values()
        refuse(chain.from_iterable(map(_faults, each)))
        texts = [(found[0].gemeente.naam, text) for _, text, found in brieven]
        open_velden = {"": [(veld, naam) for naam, text in texts for veld in text.open_fields]}
        for stuk in each:
            found = ((veld, stuk.naam) for veld in _unknown(stuk))
            open_velden.setdefault(stuk.soort.naam, []).extend(found)
        acties = [stuk.how() for stuk in each if any(_open_fields(stuk))]
        if (acties or any(open_velden.values())) and not toch:
            raise OnvolledigError(open_velden, acties)
        verouderd = tuple(
            found[0].gemeente.naam for *_, found in brieven if any(map(is_outdated, found))
        )
        place = Path(FOLDER, key, str(jaar or ""))
        with open_uitvoer(werkmap.uitvoer) as uitvoer:
            drafts = {}
            for to, bericht, documents in brieven:
                name = f"{documents[0].places[1].stem}{ENDING}"
                drafts[uitvoer.staging / name] = place / name
                schijf.write(uitvoer.staging / name, _draft(to, bericht, documents, vast))
            former = () if namen else sorted(inside(uitvoer.folder, place).glob(f"*{ENDING}"))
            now = {*drafts.values()}
            stale = [place / file.name for file in former if place / file.name not in now]
            uitvoer.publish(drafts, remove=stale)
    return Verzending(
        soort,
        werkmap.uitvoer / place,
        tuple(to for to, *_ in brieven),
        open_velden,
        tuple(file.name for file in vast if not file.is_file()),
        verouderd,
        tuple(file.name for file in stale),
        tuple(
            f"{invoer.vervallen[f.nummer]}."
            for f in invoer.facturen
            if soort.rol is Rol.FACTUUR and f.jaar == jaar and f.nummer in invoer.vervallen
        ),
    )


def _split(invoer: Invoer, woorden: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return which documentsoort is sent, and to which municipalities; refuse one without text."""
    soorten = invoer.periode.documentsoort
    with_text = [key for key, soort in soorten.items() if soort.bericht]
    if not with_text:
        what = "geen enkele documentsoort heeft een bericht, dus er is niets om te verzenden"
        advice = 'zet bij een documentsoort bericht = "NAAM.txt", een tekst in de map sjablonen'
        raise InputError.of("convenant.toml", what, advice)
    if not woorden:
        return with_text[0], ()
    key = woorden[0]
    if key not in soorten:
        _, unknown = find_gemeenten((key,), invoer.gemeenten)
        if unknown and (near := nearest(key, with_text)):
            what = "dit is geen documentsoort in convenant.toml en geen gemeente in de tabel"
            raise InputError.of(f'"{key}"', what, f"bedoeld is misschien {near}")
        return with_text[0], tuple(woorden)
    if key not in with_text:
        what = "bij deze documentsoort staat geen bericht, dus er is geen tekst voor een e-mail"
        raise InputError.of(key, what, f"kies uit: {', '.join(with_text)}")
    return key, tuple(woorden[1:])


def _check(key: str, soorten: Sequence[Documentsoort], jaar: int | None) -> None:
    """Refuse a documentsoort that cannot be sent like this, with those that go along."""
    soort = soorten[0]
    if soort.per is Per.CONVENANT:
        what = "er is één document voor alle gemeenten samen, en een e-mail is per gemeente"
        advice = "zet deze documentsoort in bijsluiten bij wat u per gemeente verzendt"
        raise InputError.of(key, what, advice)
    yearly = [found.naam for found in soorten if found.per is Per.JAAR]
    if yearly and jaar is None:
        what = f"van {yearly[0]} is er één voor elk jaar"
        raise InputError.of(key, what, f"zeg van welk jaar, met {vak('jaar', ZELF)}")
    if not yearly and jaar is not None:
        what = f"van {soort.naam} is er niet één voor elk jaar"
        raise InputError.of(vak("jaar", jaar), what, f"laat {vak('jaar')} weg")


def _subjects(
    invoer: Invoer, soort: Documentsoort, namen: Sequence[str], jaar: int | None
) -> Iterator[tuple[Stuk, Onderwerp]]:
    """Yield what is e-mailed, and what it is about; refuse who is named and gets none."""
    gemeenten = invoer.select(soort, namen)
    every = [stuk for g in gemeenten for stuk in stukken_of(invoer, soort, g, jaar)]
    if not soort.rol.is_factuur:
        yield from zip(every, invoer.subjects(soort, gemeenten, jaar), strict=True)
        return
    lapsed = invoer.vervallen
    if namen:
        what = f"er is geen {soort.naam.lower()} van {jaar}"
        advice = f"maak hem eerst met: {what_gives(soort, jaar)}"
        refuse(Fault(stuk.naam, what, advice) for stuk in every if not stuk.factuur)
        refuse(lapsed[f.nummer] for stuk in every if (f := stuk.factuur) and f.nummer in lapsed)
    for stuk in every:
        if stuk.factuur and stuk.factuur.nummer not in lapsed:
            yield stuk, invoer.of_factuur(soort, stuk.factuur, invoer.gegeven)


def _to(subject: Onderwerp, gemeente: Gemeente) -> Gemeente:
    """Return who gets it, its successor where it has one, with the address for this."""
    to = subject.betaler or gemeente
    return replace(to, email=(subject.factuur and to.factuur_email) or to.email)


def _draft(to: Gemeente, bericht: Bericht, stukken: Sequence[Stuk], vast: Iterable[Path]) -> bytes:
    """Return a draft, with what goes along in order, the fixed papers last."""
    known, cc = adressen(to.email or ""), adressen(to.cc or "")
    aan = [(naam or f"Gemeente {to.naam}", adres) for naam, adres in known]
    files = [*chain.from_iterable(map(_files, stukken)), *filter(Path.is_file, vast)]
    attached = ((file.name, read_bytes(file)) for file in files)
    return write_eml(aan, bericht.onderwerpregel, bericht.tekst, attached, cc)


def _files(stuk: Stuk) -> tuple[Path, ...]:
    """Return the files of a document that go along; of what is signed, the paper."""
    if signed := _signed(stuk):
        return (signed[0],)
    word, pdf = stuk.places
    return (pdf, word) if stuk.soort.ook_word else (pdf,)


def _faults(stuk: Stuk) -> Iterator[Fault]:
    """Find what is not there, or is not as it was made or filed."""
    signed = _signed(stuk)
    if signed is None:
        yield from stuk.faults(ook_word=stuk.soort.ook_word)
        return
    place, signature = signed
    if not place.is_file() or sha256(read_kept(place)).hexdigest() != signature.sha256:
        what = f"het getekende papier, {signature.bestand}, is weg of is gewijzigd"
        yield Fault(stuk.gemeente.naam, what, "zet het terug uit een reservekopie")


def _signed(stuk: Stuk) -> tuple[Path, Inschrijving] | None:
    """Return where the paper was filed of a document that is signed, and the signature."""
    signature = stuk.invoer.stand(stuk.gemeente).ondertekening
    if stuk.soort.rol is not Rol.OVEREENKOMST or not signature or not signature.bestand:
        return None
    root = stuk.invoer.werkmap.ondertekend  # it stands nowhere else, whatever the register says
    return inside(root, os.path.relpath(signature.bestand, root.name)), signature


def _open_fields(stuk: Stuk) -> Iterator[str]:
    """Yield the fields that are open in a document, and are not for who gets it to fill in.

    In an agreement, and in what goes in Word too, that are the facts of the municipality itself.
    """
    row = stuk.invoer.regel(stuk.soort, stuk.gemeente, stuk.jaar)
    is_overeenkomst = stuk.soort.rol is Rol.OVEREENKOMST
    if row is None or (is_overeenkomst and stuk.invoer.stand(stuk.gemeente).ondertekening):
        return
    for veld in row.open_fields:
        theirs = (is_overeenkomst or stuk.soort.ook_word) and not find_veld(veld).sleutel
        if not theirs and veld not in stuk.soort.open_toegestaan:
            yield veld


def _unknown(stuk: Stuk) -> Iterator[str]:
    """Yield the open fields that are not known today either; others were filled in since."""
    if found := [
        veld for veld in _open_fields(stuk) if veld in names(stuk.soort, (), stuk.gemeente.eigen)
    ]:
        (subject,) = stuk.invoer.subjects(stuk.soort, (stuk.gemeente,), stuk.jaar)
        values = merge_values(subject)
        yield from (veld for veld in found if isinstance(value_of(values, veld), Invulregel))
