"""Comparing: two documents, or what a municipality was given with what would be made now."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from overeenkomstgen.errors import RefusalError
from overeenkomstgen.kern.documentsoort import Rol
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.statusregel import ENDINGS
from overeenkomstgen.schijf.klok import now
from overeenkomstgen.schijf.schijf import write_whole
from overeenkomstgen.uitgifte.uitgifte import draw_up
from overeenkomstgen.vergelijken.vergelijken import compare
from overeenkomstgen.vergelijken.verschil import Verschil
from overeenkomstgen.vergelijken.versies import Brondocument, make_versies, read_bron, read_woord
from overeenkomstgen.vergelijken.wijzigingen import write_verschil
from overeenkomstgen.verwijzing import actie, vak
from overeenkomstgen.werkmap.invoer import Invoer, read
from overeenkomstgen.werkmap.werkmap import Werkmap

EXPLAINED = (
    "Wat is gewijzigd staat er als bijgehouden wijziging. Wie alle wijzigingen aanvaardt leest de "
    "nieuwe tekst, wie ze weigert de oude. Opmaak is niet vergeleken."
)


class VergelijkError(RefusalError):
    """There is nothing to compare, or the difference may not stand where it was asked for."""


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """What comparing showed.

    Attributes:
        oud: What the old document is called; ``nieuw`` the new one.
        verslag: The Word file with the difference marked; None where none was asked for, or is.
        opmerkingen: What a reader should know, in Dutch sentences.
        niet_vergeleken: What a reader sees in a document and is not compared.
    """

    oud: str
    nieuw: str
    verschil: Verschil
    verslag: Path | None
    opmerkingen: tuple[str, ...]
    niet_vergeleken: tuple[str, ...]


def vergelijk(
    oud: Path, nieuw: Path, verslag: Path | None = None, namen: Sequence[str] = ()
) -> Vergelijking:
    """Compare two documents, each a Word file or a PDF; write the difference as a Word file.

    They are called as they are named, or else by their paths.

    Raises:
        InputError: A document cannot be read.
        VergelijkError: The difference would stand in the place of a document.
        UitvoerError: The Word file cannot be written.
    """
    for place in (oud, nieuw):
        if verslag and verslag.exists() and place.exists() and verslag.samefile(place):
            what = f"Het verschil kan niet in {verslag}: dat is een van de twee documenten."
            raise VergelijkError(what, f"Kies een andere naam achter {vak('verslag')}.")
    one, other = namen or (str(oud), str(nieuw))
    return _compare(read_bron(oud, one), read_bron(nieuw, other), verslag)


def vergelijk_gemeente(werkmap: Werkmap, naam: str, verslag: Path | None = None) -> Vergelijking:
    """Compare the agreement that a municipality was given with what would be made now.

    Raises:
        InputError: Something in the input is wrong, or there is no such municipality.
        VergelijkError: It was given no agreement yet.
        UitvoerError: The Word file cannot be written.
    """
    invoer = read(werkmap, (Rol.OVEREENKOMST,))
    (gemeente,) = invoer.choose([naam])
    soort = invoer.periode.overeenkomst
    old = _read_issued(invoer, gemeente)
    (concept,) = draw_up(invoer.sjabloon, invoer.subjects(soort, [gemeente]))
    new = read_woord(concept.fill().content, "wat nu gemaakt zou worden")
    return _compare(old, new, verslag)


def _read_issued(invoer: Invoer, gemeente: Gemeente) -> Brondocument:
    """Read the agreement that a municipality was given; Word before PDF.

    InputError if it cannot be read, VergelijkError if there is none.
    """
    naam, soort = gemeente.naam, invoer.periode.overeenkomst
    kept = invoer.kept(soort, gemeente)
    if kept is not None:
        remark = f"{naam} heeft getekend; vergeleken is de overeenkomst die toen is bewaard."
        what = f"De overeenkomst die {naam} heeft getekend staat niet meer in ondertekend."
        missing = VergelijkError(what, "Zet die map terug uit een reservekopie.")
    else:
        changed = f"Het document van {naam} in de uitvoer is met de hand gewijzigd"
        remark = f"{changed}; vergeleken is het zoals het er nu staat."
        advice = f"Maak haar met: {actie('genereer', naam)}"
        missing = VergelijkError(f"Van {naam} is nog geen overeenkomst gemaakt.", advice)
    for ending in ENDINGS:
        for place in invoer.places(soort, gemeente) if kept is None else kept:
            if place.suffix == ending and place.is_file():
                bron = read_bron(place, place.relative_to(invoer.werkmap.folder).as_posix())
                told = kept is not None or invoer.is_changed(gemeente)
                return replace(bron, opmerkingen=(remark, *bron.opmerkingen)) if told else bron
    raise missing


def _compare(old: Brondocument, new: Brondocument, verslag: Path | None) -> Vergelijking:
    verschil = compare(*make_versies(old, new))
    remarks = (*old.opmerkingen, *new.opmerkingen)
    apart = tuple(dict.fromkeys((*old.left_out(new), *new.left_out(old))))
    written = None if verschil.gelijk else verslag
    if written:
        moment = now()
        day = format_datum(moment.astimezone().date())
        one, other = (re.split(r"[/\\]", each.naam)[-1] for each in (old, new))  # no folders
        title = f"Verschillen tussen {one} en {other}"
        uitleg = (
            f"Oud: {old.naam}. Nieuw: {new.naam}. Vergeleken op {day}.",
            *(EXPLAINED, *remarks, *(f"Niet vergeleken: {each}." for each in apart)),
        )
        write_whole(written, write_verschil(verschil, title, uitleg, moment))
    return Vergelijking(old.naam, new.naam, verschil, written, remarks, apart)
