"""The output folder: a place to work in, and publishing all or nothing.

Documents are made in a staging folder inside the output folder, and moved to
their place by renaming. The files of one document appear together: what is
about to be moved is written down first, so that a run that was killed between
two renames is finished by the next one.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from overeenkomstgen.adapters.slot import locked
from overeenkomstgen.errors import OvereenkomstgenError, os_reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_STAGING = ".bezig-"
_JOURNAL = "publiceren.json"


class UitvoerError(OvereenkomstgenError):
    """The output folder cannot be written."""


@dataclass(frozen=True, slots=True)
class Uitvoer:
    """The output folder while one run has the sole use of it.

    Attributes:
        folder: Where finished documents go.
        staging: Where they are made; removed at the end.
    """

    folder: Path
    staging: Path

    def publish(self, files: Mapping[Path, Path], remove: Sequence[Path] = ()) -> None:
        """Move finished files to their place, all of them or none.

        Args:
            files: A file in the staging folder to its place, relative to :attr:`folder`.
            remove: Places that are to be empty afterwards.

        Raises:
            UitvoerError: A file could not be moved; those that were are back as they were.
        """
        moves = [(file, self.folder / place) for file, place in files.items()]
        moves += [
            (self.folder / place, self.staging / "weg" / place.name)
            for place in remove
            if (self.folder / place).exists()
        ]
        journal = self.staging / _JOURNAL
        former = self.staging / "vorige"
        try:
            for _, place in moves:
                place.parent.mkdir(parents=True, exist_ok=True)
            former.mkdir(exist_ok=True)
            kept = [_keep(place, former / str(number)) for number, (_, place) in enumerate(moves)]
            _write_journal(journal, moves, self.staging)
            _move_all(moves, kept)
            journal.unlink()
        except OSError as error:
            journal.unlink(missing_ok=True)
            raise UitvoerError(
                f"{error.filename2 or error.filename} is niet te schrijven: {os_reason(error)}.",
                "Sluit het bestand als het open staat, en kijk of er schijfruimte is en of de "
                "map beschreven mag worden. Wat er stond is ongewijzigd.",
            ) from error


@contextmanager
def open_uitvoer(folder: Path) -> Iterator[Uitvoer]:
    """Give the sole use of an output folder; finish or clear away what a killed run left.

    Raises:
        BusyError: Another run uses the folder.
        UitvoerError: The folder cannot be made or written.
    """
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(locked(folder / ".uitvoer.slot"))
            for left in folder.glob(f"{_STAGING}*"):
                _finish(left, folder)
            staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=folder))
        except OSError as error:
            raise UitvoerError(
                f"De map {folder} is niet te gebruiken: {os_reason(error)}.",
                "Kijk of er schijfruimte is en of de map beschreven mag worden, of kies een "
                "andere map met --uitvoer PAD.",
            ) from error
        stack.callback(shutil.rmtree, staging, ignore_errors=True)
        yield Uitvoer(folder, staging)


def _keep(place: Path, copy: Path) -> Path | None:
    """Set a file aside, so that it can be put back; None when there is none."""
    if not place.exists():
        return None
    copy.unlink(missing_ok=True)
    try:
        copy.hardlink_to(place)
    except OSError:  # a file system without hard links
        shutil.copy2(place, copy)
    return copy


def _move_all(moves: list[tuple[Path, Path]], kept: list[Path | None]) -> None:
    done: list[tuple[Path, Path, Path | None]] = []
    try:
        for (file, place), copy in zip(moves, kept, strict=True):
            file.replace(place)
            done.append((file, place, copy))
    except OSError:
        for file, place, copy in done:
            place.replace(file)
            if copy:
                copy.replace(place)
        raise


def _write_journal(journal: Path, moves: list[tuple[Path, Path]], staging: Path) -> None:
    text = json.dumps(
        [
            (os.path.relpath(file, staging), os.path.relpath(place, staging.parent))
            for file, place in moves
        ]
    )
    draft = journal.with_suffix(".nieuw")
    draft.write_text(text, "utf-8")
    draft.replace(journal)


def _finish(staging: Path, folder: Path) -> None:
    """Finish the renames that a killed run had begun, then clear its folder away."""
    journal = staging / _JOURNAL
    if journal.exists():
        for file, place in json.loads(journal.read_text("utf-8")):
            if (staging / file).exists():
                (staging / file).replace(folder / place)
    shutil.rmtree(staging, ignore_errors=True)
