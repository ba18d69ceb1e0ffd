"""Documents that someone changed by hand: set aside before they are made again."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from overeenkomstgen.adapters.verantwoording import read_verantwoording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from overeenkomstgen.adapters.uitvoer import Uitvoer
    from overeenkomstgen.uitgifte import Concept

ASIDE = "gewijzigd"
"""The folder, inside the output folder, for what was changed by hand."""


def set_aside(concepten: Iterable[Concept], uitvoer: Uitvoer) -> dict[str, Path]:
    """Copy the Word files that are no longer as they were published.

    Returns:
        The copies, relative to the output folder, by what the user calls the document.
    """
    published = {row.word: row.sha256_word for row in read_verantwoording(uitvoer.folder)}
    copies = {}
    for concept in concepten:
        file = uitvoer.folder / f"{concept.stem}.docx"
        fingerprint = published.get(f"{concept.stem}.docx")
        if fingerprint is None or not file.is_file():
            continue
        found = hashlib.sha256(file.read_bytes()).hexdigest()
        if found != fingerprint:
            place = Path(ASIDE) / f"{concept.file_stem}-{found[:8]}.docx"
            uitvoer.publish({Path(shutil.copy(file, uitvoer.staging / place.name)): place})
            copies[concept.naam] = place
    return copies


def left_over(concepten: Iterable[Concept], uitvoer: Uitvoer) -> tuple[Path, ...]:
    """Return the Word files in the folder of these documents that belong to none of them.

    Args:
        concepten: All documents of a kind.
        uitvoer: The output folder.
    """
    expected = {uitvoer.folder / f"{concept.stem}.docx" for concept in concepten}
    folders = {place.parent for place in expected}
    found = {file for folder in folders for file in folder.glob("*.docx")}
    return tuple(sorted(file for file in found - expected if not file.name.startswith("~")))
