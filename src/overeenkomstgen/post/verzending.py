"""Drafting the e-mails that documents are sent with; sending them is for the user."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from overeenkomstgen.errors import Fault, InputError
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.namen import find_gemeenten
from overeenkomstgen.kern.onderwerp import Onderwerp
from overeenkomstgen.kern.velden import merge_values
from overeenkomstgen.kern.waarden import nearest
from overeenkomstgen.post.eml import write_eml
from overeenkomstgen.post.stukken import Stukken
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.plaats import inside, read_bytes
from overeenkomstgen.schijf.slot import locked
from overeenkomstgen.schijf.uitvoer import open_uitvoer
from overeenkomstgen.sjabloon.bericht import Bericht, Berichtsjabloon
from overeenkomstgen.verwijzing import ZELF, actie, vak
from overeenkomstgen.werkmap.invoer import ALLE, Invoer, read
from overeenkomstgen.werkmap.werkmap import Werkmap

FOLDER = "verzenden"
"""The folder, inside the output folder, of the drafts."""
ENDING = ".eml"


@dataclass(frozen=True, slots=True)
class Verzendwens:
    """What the user wants to send.

    Attributes:
        woorden: A documentsoort, or none, and the municipalities asked for.
        jaar: The calendar year, where there is a document for each.
    """

    woorden: tuple[str, ...] = ()
    jaar: int | None = None


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


def verzend(werkmap: Werkmap, wens: Verzendwens) -> Verzending:
    """Make a draft of an e-mail for each municipality; nothing is sent.

    Raises:
        InputError: Something in the input is wrong, or a document that is to be sent is not
            there as it was made; no draft was made or removed.
        RegisterError: The register, of signatures or of invoices, is damaged.
        UitvoerError: The drafts cannot be written.
        BusyError: Another run is at work in the same werkmap.
    """
    with locked(werkmap.slot):
        invoer = read(werkmap, ALLE)
        key, namen = _split(invoer, wens.woorden)
        soort = invoer.periode.documentsoort[key]
        _check(invoer, key, soort, wens.jaar)
        sjabloon = Berichtsjabloon.load(werkmap.sjablonen / soort.bericht)
        berichten = [
            (gemeente, sjabloon.fill(merge_values(subject)))
            for gemeente, subject in _subjects(invoer, soort, namen, wens.jaar)
        ]
        stukken = Stukken.find(invoer, soort, wens.jaar)
        stukken.refuse([gemeente for gemeente, _ in berichten])
        verouderd = tuple(g.naam for g, _ in berichten if stukken.is_outdated(g))
        place = Path(FOLDER, key, str(wens.jaar or ""))
        with open_uitvoer(werkmap.uitvoer) as uitvoer:
            drafts = {}
            for gemeente, bericht in berichten:
                name = f"{soort.file_stem(gemeente.naam, wens.jaar)}{ENDING}"
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
        stukken.ontbrekend,
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


def _check(invoer: Invoer, key: str, soort: Documentsoort, jaar: int | None) -> None:
    """Refuse a documentsoort that cannot be sent like this."""
    if soort.per is Per.CONVENANT:
        what = "er is één document voor alle gemeenten samen, en een e-mail is per gemeente"
        advice = "zet deze documentsoort in bijsluiten bij wat u per gemeente verzendt"
        raise InputError.of(key, what, advice)
    along = (soort, *(invoer.periode.documentsoort[other] for other in soort.bijsluiten))
    yearly = [found.naam for found in along if found.per is Per.JAAR]
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
