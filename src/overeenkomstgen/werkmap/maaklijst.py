"""How each document in the output folder was made: a hidden file beside the account.

What an account says is the same on every machine; this is of one machine. Without it, or
where it cannot be read, documents are made again. Lines are added at the end; of a document
the last line counts.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from overeenkomstgen.office.maakwijze import Maakwijze

if TYPE_CHECKING:
    from pathlib import Path

NAME = ".maakwijze.jsonl"


def read_maaklijst(folder: Path) -> dict[str, Maakwijze]:
    """Return how the documents in an output folder were made, by their Word files."""
    found: dict[str, Maakwijze] = {}
    try:
        lines = (folder / NAME).read_bytes().splitlines()
    except OSError:
        return found
    for line in lines:
        with suppress(ValueError, TypeError):  # a line that is torn
            place, word, pdf = json.loads(line)
            found[str(place)] = Maakwijze(str(word), str(pdf))
    return found


def add_to_maaklijst(folder: Path, place: str, how: Maakwijze) -> None:
    """Say how a document was made that was just published; where that fails, it is made again.

    Args:
        folder: The output folder.
        place: Its Word file, inside that folder.
        how: How it was made.
    """
    line = json.dumps([place, how.word, how.pdf])
    with suppress(OSError), (folder / NAME).open("ab") as file:
        file.write(f"\n{line}".encode())  # whatever a killed run left stays on a line of its own


def tidy_maaklijst(folder: Path) -> None:
    """Write the list anew, with a line for each document that is there; or leave it as it was."""
    known = sorted(read_maaklijst(folder).items())
    lines = (
        json.dumps([place, how.word, how.pdf]) for place, how in known if (folder / place).exists()
    )
    draft = folder / f"{NAME}.nieuw"
    with suppress(OSError):
        draft.write_text("\n".join(lines), "utf-8")
        draft.replace(folder / NAME)
