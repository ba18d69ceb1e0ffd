"""A safe for documents as they were issued: nothing in it is ever overwritten or removed."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from overeenkomstgen.errors import RefusalError, os_refusal
from overeenkomstgen.schijf.plaats import inside, read_bytes
from overeenkomstgen.schijf.schijf import free, make_folder, move, write_whole

BESIDE = ".json"
"""The ending of what tells of a document that is kept."""


class KluisError(RefusalError):
    """What is to be kept, or was kept before, cannot be read."""


@dataclass(frozen=True)
class Kluis:
    """A safe, of which the folder is read once; one run at a time writes in it.

    What counts is in the folder ``inside`` it; where that is empty, in the safe itself.
    """

    root: Path
    inside: str = ""

    @property
    def issued(self) -> Path:
        """The folder of what counts."""
        return inside(self.root, self.inside)

    def keep(self, code: str, contents: Mapping[str, bytes]) -> None:
        """Keep a document as it was issued; the caller holds the lock of the werkmap.

        What was kept before and is not the same goes to the folder ``vervallen``; nothing is lost.
        Where only more is kept of it, what tells of that takes the place of what told of less.

        Raises:
            KluisError: What was kept before cannot be read.
            UitvoerError: A file cannot be written.
        """
        wanted = {inside(self.issued, f"{code}-{name}"): data for name, data in contents.items()}
        lapsed = inside(self.root, "vervallen")
        for folder in (self.root, self.issued):
            make_folder(folder)
        kept = {place: read_kept(place) for place in self.find(code)}
        other = [place for place, data in kept.items() if wanted.get(place) != data]
        if {place.suffix for place in other} != {BESIDE}:
            for place in other:
                make_folder(lapsed)
                move(place, free(lapsed / place.name))
        for place, data in wanted.items():
            if kept.get(place) != data:
                write_whole(place, data)
        self.names[self._span(code)] = sorted(place.name for place in wanted)

    def find(self, code: str) -> tuple[Path, ...]:
        """Return the files that were kept of a document; empty when there are none."""
        return tuple(self.issued / name for name in self.names[self._span(code)])

    def _span(self, code: str) -> slice:
        """Return where the files of a document stand among all."""
        return slice(*(bisect_left(self.names, f"{code}{mark}") for mark in "-."))  # '.' is next

    @cached_property
    def names(self) -> list[str]:
        """The names of the files of what counts, in order."""
        present = self.issued.iterdir() if self.issued.is_dir() else ()
        return sorted(file.name for file in present)


def read_kept(file: Path) -> bytes:
    """Return what stands in a file of the safe; or raise a KluisError."""
    advice = "Kijk of het een bestand is dat u mag lezen."
    with os_refusal(KluisError, f"{file} is niet te lezen", advice):
        return read_bytes(file)
