"""The output folder: a place to work in, and publishing all or nothing.

Documents are made in a staging folder inside the output folder, and moved to
their place by renaming. The files of one document appear together: what is
about to be moved is written down first, so that a run that was stopped between
two renames is finished: by itself when it can, else by the next one.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from overeenkomstgen.errors import os_reason, os_refusal
from overeenkomstgen.kern.naamvorm import is_file_name
from overeenkomstgen.progress import unbroken
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.plaats import PlaatsError, inside, is_link, opened, read_bytes
from overeenkomstgen.schijf.schijf import UitvoerError
from overeenkomstgen.schijf.slot import locked
from overeenkomstgen.verwijzing import ZELF, vak

_STAGING = ".bezig-"
_JOURNAL = "publiceren.json"
_ADDITIONS = "bijschrijven"
_DIGITS = 19  # of the size of a file: with as many, no system can go there

_Move = tuple[Path, Path]
"""From where to where."""


@dataclass(frozen=True, slots=True)
class Uitvoer:
    """The output folder while one run has the sole use of it; ``staging`` is removed at the end."""

    folder: Path
    staging: Path

    def publish(
        self,
        files: Mapping[Path, Path],
        remove: Sequence[Path] = (),
        additions: Mapping[str, bytes] | None = None,
    ) -> None:
        """Move finished files to their place, all of them or none.

        Args:
            files: A file in the staging folder to its place, relative to :attr:`folder`.
            remove: Places that are to be empty afterwards.
            additions: What is added at the end of files that are in :attr:`folder`, by their
                names, once the others are in place; also by the run that finishes this one.

        Raises:
            PlaatsError: A place is not inside the folder; nothing is moved.
            UitvoerError: A file could not be moved; those that were are back as they were or,
                as the message then says, are put back by the next run.
        """
        try:
            work = schijf.new_folder(self.staging)
            _write_additions(work, self.folder, additions or {})
            moves = self._prepare(files, remove, work)
        except OSError as error:
            raise self.unwritable(error, "Wat er stond is ongewijzigd.") from error
        try:
            for file, place in moves:
                schijf.rename(file, place)
        except OSError as error:
            if failures := _turn_back(work, moves, self.folder):
                state = "Niet alles is teruggezet zoals het was; de volgende run doet dat alsnog."
                raise self.unwritable(failures[0], state) from error
            _clear(work)
            raise self.unwritable(error, "Wat er stond is ongewijzigd.") from error
        if _add(work, self.folder):
            _clear(work)

    def finish(self) -> None:
        """Finish the renames that were begun, then clear the staging folder away.

        Raises:
            UitvoerError: A file cannot be moved yet; what is needed for it is kept.
        """
        failures: list[OSError] = []
        for journal in self._journals():
            unfinished = _carry_out(_read_journal(journal, self.staging, self.folder))
            failures += unfinished
            if not unfinished and _add(journal.parent, self.folder):
                _clear(journal.parent)
        if failures:
            state = "Een vorige run is daardoor nog niet afgemaakt; dat gebeurt daarna."
            raise self.unwritable(failures[0], state)
        if not self._journals():  # else what is to be added waits
            schijf.clear(self.staging)

    def _journals(self) -> list[Path]:
        return [j for j in self.staging.glob(f"*/{_JOURNAL}") if not is_link(j.parent)]

    def _prepare(
        self, files: Mapping[Path, Path], remove: Sequence[Path], work: Path
    ) -> list[_Move]:
        """Write down the moves, and keep what stands where they go, by their numbers."""
        moves = [(file, inside(self.folder, place)) for file, place in files.items()]
        gone = [inside(self.folder, place) for place in remove]
        moves += [(place, work / "weg" / place.name) for place in gone if place.exists()]
        for number, (_, place) in enumerate(moves):
            schijf.make_folders(place.parent)
            if place.exists():
                schijf.name_also(place, work / str(number))
        _write_journal(work / _JOURNAL, moves, self.folder)
        return moves

    def unwritable(self, error: OSError, state: str) -> UitvoerError:
        """Say what could not be written: the user's file, or else the folder."""
        names = [Path(str(name)) for name in (error.filename2, error.filename) if name]
        known = (name for name in names if not name.is_relative_to(self.staging))
        return UitvoerError(
            f"{next(known, self.folder)} is niet te schrijven: {os_reason(error)}.",
            "Sluit het bestand als het open staat, en kijk of er schijfruimte is en of de "
            f"map beschreven mag worden. {state}",
        )


@contextmanager
@unbroken
def open_uitvoer(folder: Path) -> Iterator[Uitvoer]:
    """Give the sole use of an output folder; finish or clear away what a killed run left.

    Opening it and doing nothing is a cheap way to see to the latter.

    Raises:
        BusyError: Another run uses the folder.
        UitvoerError: The folder cannot be made or written, or what a killed run left
            cannot be finished yet.
        PlaatsError: Its lock is a link.
    """
    advice = (
        "Kijk of er schijfruimte is en of de map beschreven mag worden, of kies een andere map "
        f"met {vak('uitvoer', ZELF)}."
    )
    with ExitStack() as stack:
        with os_refusal(UitvoerError, f"De map {folder} is niet te gebruiken", advice):
            schijf.make_folders(folder)
            stack.enter_context(locked(inside(folder, ".uitvoer.slot")))
            for left in folder.glob(f"{_STAGING}*"):
                if not is_link(left):
                    Uitvoer(folder, left).finish()
            staging = schijf.new_folder(folder, _STAGING)
        uitvoer = Uitvoer(folder, staging)
        try:
            yield uitvoer
        except OSError as error:  # nobody knows the file that it is about, if that is at work
            names = [Path(str(name)) for name in (error.filename2, error.filename) if name]
            if any(name.is_relative_to(staging) for name in names):
                raise uitvoer.unwritable(error, "Wat al klaar was is bewaard.") from error
            raise
        finally:  # also when interrupted; what cannot be finished is for the next run
            with suppress(UitvoerError):
                uitvoer.finish()


def _carry_out(moves: Iterable[_Move]) -> list[OSError]:
    """Make the moves that are not made yet; go on after a failure, and return them all."""
    failures = []
    for file, place in moves:
        try:
            if file.exists():
                schijf.make_folders(place.parent)
                schijf.rename(file, place)
        except OSError as error:
            failures.append(error)
    return failures


def _turn_back(work: Path, moves: list[_Move], folder: Path) -> list[OSError]:
    """Undo the moves that were made; from here on a run that is killed goes back too."""
    made = [(work / str(at), *move) for at, move in enumerate(moves) if not move[0].exists()]
    way_back = [(kept, to) if kept.exists() else (to, file) for kept, file, to in reversed(made)]
    try:
        for addition in (work / _ADDITIONS).iterdir():
            schijf.remove(addition)
        _write_journal(work / _JOURNAL, way_back, folder)
    except OSError as error:
        return [error]
    return _carry_out(way_back)


def _write_additions(work: Path, folder: Path, additions: Mapping[str, bytes]) -> None:
    """Write down what is to be added, named after where in which file it comes."""
    schijf.make_folders(work / _ADDITIONS)
    for name, content in additions.items():
        place = folder / name
        if place.exists():
            schijf.write(work / _ADDITIONS / f"{place.stat().st_size} {name}", content)


def _add(work: Path, folder: Path) -> bool:
    """Add what is not there yet of what belongs to files in place; return whether it is now."""
    if is_link(work / _ADDITIONS):
        return True
    try:
        for addition in (work / _ADDITIONS).iterdir():
            size, _, name = addition.name.partition(" ")
            if not (size.isdecimal() and len(size) < _DIGITS and is_file_name(name)):
                continue  # it is none of ours
            content, place = read_bytes(addition), folder / name
            with opened(place) as file:
                file.seek(int(size))
                present = file.read()
            if content.startswith(present):  # a run that was killed may have come half-way
                schijf.append(place, content[len(present) :])
            elif content not in read_bytes(place):  # it was written anew
                schijf.append(place, content)
    except FileNotFoundError:  # it is gone, and made anew
        return True
    except OSError:
        return False
    return True


def _write_journal(journal: Path, moves: Iterable[_Move], folder: Path) -> None:
    text = json.dumps([[os.path.relpath(place, folder) for place in move] for move in moves])
    draft = journal.with_suffix(".nieuw")
    schijf.write(draft, text.encode(), for_good=True)
    schijf.rename(draft, journal)


def _read_journal(journal: Path, staging: Path, folder: Path) -> list[_Move]:
    """Return the moves that were written down; none when they cannot be read, or are none of ours.

    Ours go from the staging folder to a place in the output folder, or back.
    """
    try:
        written = json.loads(read_bytes(journal))
        moves = [(inside(folder, file), inside(folder, place)) for file, place in written]
    except (ValueError, TypeError, RecursionError, PlaatsError):
        return []
    ours = all(len({each.is_relative_to(staging) for each in move}) == len(move) for move in moves)
    return moves if ours else []


def _clear(work: Path) -> None:
    """Clear away what one publication needed, its journal first."""
    with suppress(OSError):
        schijf.remove(work / _JOURNAL)
    schijf.clear(work)
