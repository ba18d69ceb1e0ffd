"""Reading all that is kept, and putting back what has gone, from what else is kept of it.

Nothing is invented: rows come back from the copy of their file, documents from the output folder,
byte for byte. What stood there is set aside.
"""

from collections.abc import Collection, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from overeenkomstgen.errors import Fault, RefusalError, Vraag, VraagError
from overeenkomstgen.kern.register import Inschrijving
from overeenkomstgen.kern.tabel import count
from overeenkomstgen.kern.zending import Zending
from overeenkomstgen.progress import Progress
from overeenkomstgen.schijf.kettingbestand import Kettingbestand, as_counts, read_if_there
from overeenkomstgen.schijf.kettingregels import RegisterError
from overeenkomstgen.schijf.kluis import read_kept
from overeenkomstgen.schijf.plaats import inside
from overeenkomstgen.schijf.schijf import free, make_folder, remove, write_whole
from overeenkomstgen.schijf.slot import locked
from overeenkomstgen.verwijzing import vak
from overeenkomstgen.werkmap import registers
from overeenkomstgen.werkmap.bevinding import ANDERS, ELDERS, HERSTEL
from overeenkomstgen.werkmap.invoer import read
from overeenkomstgen.werkmap.papieren import Papieren, outside
from overeenkomstgen.werkmap.werkmap import Werkmap


@dataclass(frozen=True, slots=True)
class Stap:
    """A file that is put back.

    Attributes:
        wat: What is put back, and from what, in Dutch.
        inhoud: What it is to hold; empty where it is to go.
    """

    wat: str
    bestand: Path
    inhoud: bytes


@dataclass(frozen=True, slots=True)
class Herstelplan:
    """What can be put back, and what cannot, in Dutch."""

    stappen: tuple[Stap, ...]
    onherstelbaar: tuple[str, ...]


def herstelplan(werkmap: Werkmap) -> Herstelplan:
    """Find what can be put back, and what cannot.

    KluisError when it cannot be read, NieuwerError when a newer version of the program wrote it.
    """
    found = [*_chains(werkmap), *_papers(Papieren(werkmap))]
    steps = tuple(each for each in found if isinstance(each, Stap))
    lost = [each for each in found if isinstance(each, str)]
    contents = {step.bestand: step.inhoud for step in steps}
    try:
        faults = read(werkmap, tonen=True, hersteld=contents).bevinding.faults
        lost += [str(fault).replace(ANDERS, "") for fault in faults]
    except RefusalError as error:
        lost += [] if lost or steps else [error.message]
    return Herstelplan((*_log(werkmap), *steps), tuple(lost))


def herstel(werkmap: Werkmap, plan: Herstelplan, bevestigd: Collection[Vraag] = ()) -> None:
    """Put back what a plan says, and record that; what stood there is set aside first.

    VraagError when nobody confirmed it, RefusalError when the werkmap has changed since the plan.
    """
    vraag = Vraag("Zal ik dit terugzetten?")
    if vraag not in bevestigd:
        advice = f"Kijk of het klopt, en geef dan {vak('ja')}."
        raise VraagError(vraag, "Er is nog niets teruggezet.", advice)
    with locked(werkmap.slot):
        if herstelplan(werkmap) != plan:
            raise RefusalError("De werkmap is intussen gewijzigd.", "Probeer het opnieuw.")
        make_folder(werkmap.ondertekend)
        log, begun = registers.herstelbestand(werkmap.ondertekend), [*_log(werkmap)]
        for stap in begun:
            _put_back(werkmap, stap)
        log.record([registers.Hersteld(stap.wat) for stap in plan.stappen])
        for stap in plan.stappen[len(begun) :]:
            _put_back(werkmap, stap)


def _put_back(werkmap: Werkmap, stap: Stap) -> None:
    """Let a file hold what it is to hold; what stood there is set aside."""
    safes = (werkmap.facturen, werkmap.verzonden)
    root = next((r for r in safes if stap.bestand.is_relative_to(r)), werkmap.ondertekend)
    if (former := read_if_there(stap.bestand)) is not None:
        make_folder(lapsed := inside(root, "vervallen"))
        write_whole(free(lapsed / stap.bestand.name), former)
    if stap.inhoud:
        make_folder(stap.bestand.parent)
        write_whole(stap.bestand, stap.inhoud)
    else:
        remove(stap.bestand)


def _log(werkmap: Werkmap) -> Iterator[Stap]:
    """Find what is to go of a record of what was put back that is damaged: it begins anew."""
    log = registers.herstelbestand(werkmap.ondertekend)
    try:
        log.read()
    except RegisterError:
        for place in (log.path, log.kopie, log.beside):
            if place.exists():
                what = f"{log.path.name} klopt niet meer en begint opnieuw: {place.name} gaat naar"
                yield Stap(f"{what} ondertekend/vervallen", place, b"")


def _chains(werkmap: Werkmap) -> Iterator[Stap | str]:
    """Find what the chained files, their copies and the numbers of rows should be."""
    counts, right = {}, True
    for name in registers.BOEKEN:
        bestand = registers.boek(inside(werkmap.folder, name))
        try:
            known = bestand.counted()
        except RegisterError:
            known, right = None, False
        rows = yield from _mended(bestand)
        if rows is None:
            return
        if rows or known is not None:
            counts[name] = rows
            right = right and known == rows
        if (lost := (known or 0) - rows) > 0:
            gone = count(lost, "rij", "rijen")
            yield f"{gone} van {name}, zonder kopie; {bestand.ketting.opnieuw}."
            if bestand.formerly.exists():
                yield Stap(f"{bestand.formerly.name} weg", bestand.formerly, b"")
    if not right:
        said = ", ".join(f"{rows} in {name}" for name, rows in counts.items())
        beside = registers.boek(werkmap.register).beside
        yield Stap(f"{beside.name}, het aantal rijen: {said}", beside, as_counts(counts))


def _mended(bestand: Kettingbestand[Any]) -> Generator[Stap | str, None, int | None]:
    """Find what a chained file and its copy should hold; return how many rows, if that is known."""
    name, ketting = bestand.path.name, bestand.ketting
    data, copy = read_if_there(bestand.path) or b"", read_if_there(bestand.kopie) or b""
    there, copied = ketting.sound(data), ketting.sound(copy)
    best = max(there, copied, key=len)
    if not (best.startswith(there) and best.startswith(copied)):
        advice = "zet ze allebei terug uit een reservekopie van voor de wijziging"
        yield f"{name} en de kopie spreken elkaar tegen; {advice}."
        return None
    rows = ketting.parse(best, name) if best else ()
    new = rows[len(ketting.parse(there, name)) if there else 0 :]
    who = ", ".join(f"nummer {row.nummer} ({row.waarde.gemeente})" for row in new)
    if data != best:
        what = f"{name}, uit de kopie: {who or 'wat er voor de schade stond'}"
        yield Stap(what, bestand.path, best)
    if copy != best:
        yield Stap(f"de kopie van {name}", bestand.kopie, best)
    return len(rows)


def _papers(papieren: Papieren) -> Iterator[Stap | str]:
    """Find what documents are no longer as they were kept, and still stand in the output folder."""
    folder, uitvoer = papieren.werkmap.folder, papieren.near(papieren.werkmap.uitvoer)
    werkmap, filed = papieren.werkmap, list[Inschrijving | Zending]()
    with suppress(RefusalError):  # that is told
        filed += registers.read_register(werkmap.register)
    with suppress(RefusalError):  # the same
        filed += registers.read_zendingen(werkmap.zendingregister)
    for name, (sha256, made) in papieren.damaged(filed).items():
        source = f"{uitvoer}/{made}"
        if made and papieren.sha256(source) == sha256:
            yield Stap(f"{name}, uit {source}", folder / name, read_kept(folder / source))
        else:
            lost = f"{name} is weg of gewijzigd; zet het terug uit een reservekopie."
            yield outside(name) or lost


def look_deep(werkmap: Werkmap, progress: Progress) -> tuple[int, tuple[Fault, ...]]:
    """Read and hash everything that is kept; return how many files, and what is not as it was.

    RegisterError when the register, or the record of what was put back, is damaged; KluisError
    when a row of the account that was kept cannot be read.
    """
    registers.herstelbestand(werkmap.ondertekend).read()
    papieren, entries = Papieren(werkmap), registers.read_register(werkmap.register)
    filed: list[Inschrijving | Zending] = [*entries]
    filed += registers.read_zendingen(werkmap.zendingregister)
    known = {"ondertekend/herstel.csv", "ondertekend/.ketting.json"}
    known |= {*papieren.wanted(filed), *map(papieren.near, papieren.bewaard)}
    every = (file for kluis in papieren.kluizen for file in kluis.root.rglob("*"))
    found = {papieren.near(file) for file in every if file.is_file()}
    with progress("Papieren nalezen", len(found)) as step:
        for name in found:
            papieren.sha256(name)
            step()
    wrong = {
        name: "dit bestand hoort hier niet"
        for name in found - known
        if not (name.endswith(registers.KOPIE) or "/vervallen/" in name)
    }
    for name in papieren.damaged(filed):
        wrong[name] = f"dit bestand is {'gewijzigd' if papieren.sha256(name) else 'weg'}"
    return len(found), tuple(
        Fault(name, what, f"{HERSTEL}; {ELDERS}" if name not in known else HERSTEL)
        for name, what in sorted(wrong.items())
    )
