"""What came in: kept as it came, looked into and proposed to record; recorded after a yes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from overeenkomstgen.errors import InputError, Vraag, refuse
from overeenkomstgen.inname.aanvoer import Aanvoer
from overeenkomstgen.inname.binnenkomst import files_in
from overeenkomstgen.inname.blad import Bladen
from overeenkomstgen.inname.inhoud import PDF, WORD
from overeenkomstgen.inname.inkomend import inkomend
from overeenkomstgen.inname.lezing import Lezer
from overeenkomstgen.inname.nazien import confirm
from overeenkomstgen.inname.voorstel import Inname, Innamevoorstel, Innamewens, apart
from overeenkomstgen.progress import Progress, pause, silent
from overeenkomstgen.register.ondertekening import teken
from overeenkomstgen.register.scans import Papier
from overeenkomstgen.register.vastlegging import Bijgewerkt, Werk, at_work, update
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.slot import WAIT, locked
from overeenkomstgen.werkmap.invoer import Invoer, read
from overeenkomstgen.werkmap.werkmap import Werkmap

STILL = 5.0
"""Seconds for which nothing must have changed in a folder that is watched."""


@dataclass(frozen=True, slots=True)
class Ingenomen:
    """What was recorded of a proposal; ``bijgewerkt`` is None where there was nothing to."""

    inname: Inname
    vastgelegd: tuple[Innamevoorstel, ...]
    bijgewerkt: Bijgewerkt | None


def bekijk_inname(
    werkmap: Werkmap, plaatsen: Sequence[Path] = (), follow: Progress = silent
) -> Inname:
    """Keep what came in, and propose what to record of it; nothing is recorded.

    That is what stands in these places, or else in the folder for it.

    Raises:
        InputError: Something in the input is wrong, or a file cannot be read.
        UitvoerError: What came in cannot be kept.
        BusyError: Another run is at work in the same werkmap.
    """
    with locked(werkmap.slot, wait=WAIT):
        return _propose(read(werkmap, tonen=True), plaatsen, follow)[0]


def volg_inname(werkmap: Werkmap, follow: Progress = silent) -> Iterator[Inname]:
    """Propose as :func:`bekijk_inname` each time that what came in is another, and at rest."""
    schijf.make_folder(werkmap.inkomend)
    seen: object = None
    told: object = None
    while True:
        found = ((place, place.stat()) for place in inkomend(werkmap))
        now = [(place, stat.st_size, stat.st_mtime_ns) for place, stat in found]
        if now == seen and now != told:
            yield bekijk_inname(werkmap, (), follow)
            told = now
        seen = now
        pause(STILL)


def neem_in(
    werkmap: Werkmap,
    wens: Innamewens,
    plaatsen: Sequence[Path] = (),
    bevestigd: Collection[Vraag] = (),
    follow: Progress = silent,
) -> Ingenomen:
    """Propose as :func:`bekijk_inname`, and record what of it is chosen: all of that or nothing.

    A file of which all is recorded goes from the folder of what comes in: it is kept.

    Raises:
        InputError: A number is unknown, or what is chosen is not what was issued.
        VraagError: Something is not certain, and nobody confirmed it.
    """
    with at_work(werkmap, finish=True) as work:
        found, aanvoer = _propose(work[0], plaatsen, follow)
        chosen, faults = wens.choose(found.voorstellen)
        refuse(faults)
        for each in chosen:
            where = f"{each.nummer} ({each.gemeente.naam})"
            confirm(where, wens.doubts(each), bevestigd)
        again = tuple(each.gemeente.cbs_code for each in found.voorstellen if each.vastgelegd)
        bijgewerkt = update(work, None, again) if again else None  # a run may have been killed
        if chosen:
            bijgewerkt = _record(work, chosen, wens, bevestigd)
        done, left = set[str](), set[str]()
        for each in found.voorstellen:
            (done if each in chosen or each.vastgelegd else left).update(each.bronnen)
        aanvoer.clear(done, left)
    return Ingenomen(found, tuple(chosen), bijgewerkt)


def _record(
    work: Werk, chosen: Sequence[Innamevoorstel], wens: Innamewens, bevestigd: Collection[Vraag]
) -> Bijgewerkt:
    with schijf.temporary_folder() as folder:
        getekend = []
        for each in chosen:
            bestand = folder / f"{each.nummer}.pdf"
            schijf.write(bestand, each.inhoud)
            op = wens.day(each) or work[0].vandaag
            getekend.append((each.gemeente, Papier(op, wens.signer(each), bestand)))
        return teken(work, getekend, bevestigd)


def _propose(invoer: Invoer, plaatsen: Sequence[Path], follow: Progress) -> tuple[Inname, Aanvoer]:
    """Return what is proposed, and what came in."""
    aanvoer, lezer = Aanvoer(invoer.werkmap), Lezer(invoer)
    places = [*files_in(plaatsen)] if plaatsen else inkomend(invoer.werkmap)
    with follow("Bestanden lezen", len(places)) as step:
        for place in places:
            aanvoer.add(place)
            step()
    found = list[Innamevoorstel]()
    with follow("Papieren vergelijken", len(aanvoer.delen)) as step:
        for _, pile in groupby(aanvoer.delen.values(), _pile):
            every = [*pile]
            try:
                proposed, rest = lezer.read(every)
            except InputError as error:  # of a page that cannot be drawn
                proposed, rest = [], [*error.faults]
            found += proposed
            aanvoer.onherkend += rest
            for _ in every:
                step()
    numbered = apart([*_numbered(found, aanvoer)])
    return Inname(numbered, tuple(aanvoer.onherkend), tuple(aanvoer.opmerkingen)), aanvoer


def _pile(deel: Bladen) -> str:
    """Return by what files make one pile: pictures are pages that follow each other."""
    return deel.bron if deel.soort in {PDF, WORD} else ""


def _numbered(found: Iterable[Innamevoorstel], aanvoer: Aanvoer) -> Iterator[Innamevoorstel]:
    """Number papers by their files, which are numbered as they came: the same the next time."""
    of_file: dict[int, list[Innamevoorstel]] = defaultdict(list)
    for each in found:
        of_file[aanvoer.bestanden[each.bronnen[0]][0].nummer].append(each)
    for number, papers in sorted(of_file.items()):
        for place, each in enumerate(papers, 1):
            yield replace(each, nummer=f"{number}.{place}" if papers[1:] else f"{number}")
