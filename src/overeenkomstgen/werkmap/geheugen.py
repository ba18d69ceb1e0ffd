"""What a run remembers for the next one: how documents were made, which templates were right.

A hidden file in the output folder, that may be thrown away: then documents are made, and
templates read, once more. What an account says is the same on every machine; this is of one
machine. Lines are added at the end, and of one thing the last line counts. Another form of the
file gets another number in its name, so that no version touches what it does not know.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from overeenkomstgen.kern.naamvorm import is_path
from overeenkomstgen.office.installatie import Maakwijze, find_maakwijze
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.plaats import read_bytes

NAME = ".geheugen-1.jsonl"


@dataclass(frozen=True, slots=True)
class Geheugen:
    """What is remembered.

    Attributes:
        gemaakt: How documents were made, by their Word files inside the output folder.
        goed: What this very program found right (another may judge otherwise), by fingerprint and
            for what: the fields of a template or a message.
        gezien: The papers that are kept, as they were when they were last read, by their path in
            the werkmap: size in bytes, time in nanoseconds, and SHA-256.
    """

    gemaakt: dict[str, Maakwijze] = field(default_factory=dict)
    goed: dict[str, frozenset[str]] = field(default_factory=dict)
    gezien: dict[str, tuple[int, int, str]] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """Return the lines that say so."""
        for place, how in sorted(self.gemaakt.items()):
            yield json.dumps(["gemaakt", place, how.word, how.pdf])
        for key, fields in sorted(self.goed.items()):
            yield json.dumps(["goed", find_maakwijze().word, key, sorted(fields)])
        for place, (size, time, sha256) in sorted(self.gezien.items()):
            yield json.dumps(["gezien", place, size, time, sha256])


def read_geheugen(folder: Path) -> Geheugen:
    """Return what is remembered in an output folder; nothing where it cannot be read."""
    found = Geheugen()
    with suppress(OSError):
        for line in read_bytes(folder / NAME).splitlines():
            with suppress(ValueError, TypeError, RecursionError):  # a line that is torn, or strange
                match json.loads(line):
                    case ["gemaakt", str(place), str(word), str(pdf)] if is_path(place):
                        found.gemaakt[place] = Maakwijze(word, pdf)
                    case ["gezien", str(place), int(size), int(time), str(sha256)]:
                        found.gezien[place] = (size, time, sha256)
                    case ["goed", word, str(key), list(fields)] if word == find_maakwijze().word:
                        found.goed[key] = frozenset(map(str, fields))
    return found


def is_older(folder: Path, files: Iterable[Path]) -> bool:
    """Return whether one of these files was changed after a run last ended in an output folder."""
    with suppress(OSError):
        ended = (folder / NAME).stat().st_mtime_ns
        return any(file.stat().st_mtime_ns > ended for file in files)
    return False


def remember(folder: Path, new: Geheugen) -> None:
    """Remember more; where that fails, it is made or found out again."""
    with suppress(OSError):  # whatever a killed run left stays on a line of its own
        schijf.append(folder / NAME, "".join(f"\n{line}" for line in new.lines()).encode())


def tidy_geheugen(folder: Path) -> None:
    """Write all anew, without documents that are no longer there; or leave it as it was."""
    found = read_geheugen(folder)
    present = {place: how for place, how in found.gemaakt.items() if (folder / place).exists()}
    draft = folder / f"{NAME}.nieuw"
    with suppress(OSError):
        schijf.write(draft, "\n".join(replace(found, gemaakt=present).lines()).encode())
        schijf.rename(draft, folder / NAME)
