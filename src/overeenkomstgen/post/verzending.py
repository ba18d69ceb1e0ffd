"""Drafting the e-mails that documents are sent with; sending them is for the user.

What goes along is documents as they were issued, signed papers and fixed papers.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from overeenkomstgen.errors import Fault, InputError, refuse
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.namen import find_gemeenten
from overeenkomstgen.kern.onderwerp import Onderwerp
from overeenkomstgen.kern.register import Inschrijving
from overeenkomstgen.kern.velden import merge_values
from overeenkomstgen.kern.waarden import nearest
from overeenkomstgen.post.eml import write_eml
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.kluis import read_kept
from overeenkomstgen.schijf.plaats import inside, read_bytes
from overeenkomstgen.schijf.slot import locked
from overeenkomstgen.schijf.uitvoer import open_uitvoer
from overeenkomstgen.sjabloon.bericht import Bericht, Berichtsjabloon
from overeenkomstgen.uitgifte.uitgifte import is_outdated
from overeenkomstgen.verwijzing import ZELF, actie, vak
from overeenkomstgen.werkmap.invoer import ALLE, Invoer, read
from overeenkomstgen.werkmap.stuk import Stuk
from overeenkomstgen.werkmap.werkmap import Werkmap

FOLDER = "verzenden"
"""The folder, inside the output folder, of the drafts."""
ENDING = ".eml"


@dataclass(frozen=True, slots=True)
class Klaargezet:
    """A draft that was made.

    Attributes:
        open_tekst: The fields that are open in the text.
        open_stuk: The fields that are open in the document that it is about, and are not for
            the pen.
    """

    gemeente: Gemeente
    open_tekst: tuple[str, ...]
    open_stuk: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verzending:
    """What was made ready.

    Attributes:
        folder: Where the drafts stand.
        ontbrekend: The fixed papers that are not in the folder for them.
        verouderd: The municipalities whose documents would say something else if made now.
        weggehaald: The drafts of an earlier run, for municipalities that get none now.
    """

    soort: Documentsoort
    folder: Path
    klaargezet: tuple[Klaargezet, ...]
    ontbrekend: tuple[str, ...]
    verouderd: tuple[str, ...]
    weggehaald: tuple[str, ...]


def verzend(werkmap: Werkmap, woorden: Sequence[str] = (), jaar: int | None = None) -> Verzending:
    """Make a draft of an e-mail for each municipality; nothing is sent.

    Args:
        werkmap: Where all is read from, and the drafts are written.
        woorden: A documentsoort, or none, and the municipalities asked for.
        jaar: The calendar year, where there is a document for each.

    Raises:
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
        berichten = [
            (gemeente, sjabloon.fill(merge_values(subject)))
            for gemeente, subject in _subjects(invoer, soort, namen, jaar)
        ]
        vast = tuple(inside(werkmap.bijlagen, name) for name in soort.bijlagen)
        stukken = Stukken(invoer, soorten, jaar, vast)
        stukken.refuse([gemeente for gemeente, _ in berichten])
        verouderd = tuple(g.naam for g, _ in berichten if stukken.is_outdated(g))
        place = Path(FOLDER, key, str(jaar or ""))
        with open_uitvoer(werkmap.uitvoer) as uitvoer:
            drafts = {}
            for gemeente, bericht in berichten:
                name = f"{soort.file_stem(gemeente.naam, jaar)}{ENDING}"
                drafts[uitvoer.staging / name] = place / name
                schijf.write(uitvoer.staging / name, _draft(gemeente, bericht, stukken))
            former = () if namen else sorted(inside(uitvoer.folder, place).glob(f"*{ENDING}"))
            now = {*drafts.values()}
            stale = [place / file.name for file in former if place / file.name not in now]
            uitvoer.publish(drafts, remove=stale)
    return Verzending(
        soort,
        werkmap.uitvoer / place,
        tuple(Klaargezet(g, text.open_fields, stukken.open_fields(g)) for g, text in berichten),
        tuple(file.name for file in vast if not file.is_file()),
        verouderd,
        tuple(file.name for file in stale),
    )


def _split(invoer: Invoer, woorden: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return which documentsoort is sent, and to which municipalities.

    Raises:
        InputError: There is no text of an e-mail for it.
    """
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
        near = nearest(key, with_text)
        if unknown and near:
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
) -> Iterator[tuple[Gemeente, Onderwerp]]:
    """Yield who gets an e-mail, and what it is about.

    Raises:
        InputError: A name is unknown, or that municipality gets none.
    """
    gemeenten = invoer.select(soort, namen)
    subjects = invoer.subjects(soort, gemeenten, jaar)
    if soort.rol is not Rol.FACTUUR:
        yield from zip(gemeenten, subjects, strict=True)
        return
    refused = [gemeente for gemeente in gemeenten if not invoer.factuur(gemeente, jaar)]
    if namen and refused:
        what = f"er is geen {soort.naam.lower()} van {jaar}"
        advice = f"maak hem eerst met: {actie('facturen', jaar)}"
        raise InputError([Fault(gemeente.naam, what, advice) for gemeente in refused])
    for gemeente, subject in zip(gemeenten, subjects, strict=True):
        if factuur := invoer.factuur(gemeente, jaar):
            yield gemeente, replace(subject, factuur=factuur)


def _draft(gemeente: Gemeente, bericht: Bericht, stukken: Stukken) -> bytes:
    """Return a draft, with its attachments."""
    aan = (f"Gemeente {gemeente.naam}", gemeente.email) if gemeente.email else None
    attached = ((file.name, read_bytes(file)) for file in stukken.of(gemeente))
    return write_eml(aan, bericht.onderwerpregel, bericht.tekst, attached)


@dataclass(frozen=True, slots=True)
class Stukken:
    """What goes with the e-mails of a documentsoort.

    Attributes:
        soorten: The documentsoorten, that of the e-mail first.
        jaar: The calendar year, where there is a document for each.
        vast: Where the fixed papers are, or should be.
    """

    invoer: Invoer
    soorten: tuple[Documentsoort, ...]
    jaar: int | None
    vast: tuple[Path, ...]

    def refuse(self, gemeenten: Sequence[Gemeente]) -> None:
        """Refuse to send what is not there, or is not as it was made.

        Raises:
            InputError: It has all faults together.
        """
        refuse(
            fault
            for number, gemeente in enumerate(gemeenten)
            for soort in self.soorten
            if number == 0 or soort.per is not Per.CONVENANT  # of which there is one for all
            for fault in self._faults(soort, gemeente)
        )

    def of(self, gemeente: Gemeente) -> Iterator[Path]:
        """Yield the files that go with the e-mail to a municipality, in order."""
        for soort in self.soorten:
            if signed := self._signed(soort, gemeente):
                yield signed[0]
                continue
            word, pdf = self.invoer.places(soort, gemeente, self.jaar)
            yield pdf
            if soort.ook_word:
                yield word
        yield from filter(Path.is_file, self.vast)

    def is_outdated(self, gemeente: Gemeente) -> bool:
        """Return whether a document would say something else if it were made now."""
        return any(is_outdated(self.invoer, soort, gemeente, self.jaar) for soort in self.soorten)

    def open_fields(self, gemeente: Gemeente) -> tuple[str, ...]:
        """Return the fields that are open in the document that the e-mail is about."""
        soort = self.soorten[0]
        row = self.invoer.regel(soort, gemeente, self.jaar)
        found = row.open_fields if row else ()
        return tuple(veld for veld in found if veld not in soort.open_toegestaan)

    def _faults(self, soort: Documentsoort, gemeente: Gemeente) -> Iterator[Fault]:
        if signed := self._signed(soort, gemeente):
            place, signature = signed
            found = place.is_file() and sha256(read_kept(place)).hexdigest()
            if found != signature.sha256:
                what = f"het getekende papier, {signature.bestand}, is weg of is gewijzigd"
                yield Fault(gemeente.naam, what, "zet het terug uit een reservekopie")
            return
        stuk = Stuk(self.invoer, soort, gemeente, self.jaar)
        yield from stuk.faults(ook_word=soort.ook_word)

    def _signed(self, soort: Documentsoort, gemeente: Gemeente) -> tuple[Path, Inschrijving] | None:
        """Return where the paper was filed of a document that is signed, and the signature."""
        signature = self.invoer.stand(gemeente).ondertekening
        if soort.rol is not Rol.OVEREENKOMST or not signature or not signature.bestand:
            return None
        root = self.invoer.werkmap.ondertekend  # it stands nowhere else, whatever the register says
        return inside(root, os.path.relpath(signature.bestand, root.name)), signature
