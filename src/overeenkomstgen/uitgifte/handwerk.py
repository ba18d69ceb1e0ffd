"""Documents that someone changed by hand: set aside before they are made again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from overeenkomstgen.errors import os_reason
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.schijf import UitvoerError
from overeenkomstgen.uitgifte.uitgifte import Mislukt
from overeenkomstgen.werkmap.verantwoording import read_verantwoording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from overeenkomstgen.schijf.uitvoer import Uitvoer
    from overeenkomstgen.uitgifte.uitgifte import Concept

ASIDE = "gewijzigd"
"""The folder, inside the output folder, for what was changed by hand."""


@dataclass(frozen=True, slots=True)
class Bewaring:
    """Keeps what was changed by hand, before it is written over.

    Attributes:
        uitvoer: The output folder.
        copies: The copies that were made, relative to the output folder, by what the user
            calls the document.
    """

    uitvoer: Uitvoer
    _published: Mapping[str, str]
    copies: dict[str, Path] = field(default_factory=dict)

    @classmethod
    def of(cls, uitvoer: Uitvoer) -> Bewaring:
        """Return one that knows what was published so far."""
        rows = read_verantwoording(uitvoer.folder)
        return cls(uitvoer, {row.word: row.sha256_word for row in rows})

    def keep(self, concept: Concept) -> Mislukt | None:
        """Copy the Word file of a document when it is no longer as it was published.

        Returns:
            Why the document is not to be written over: no copy could be made.
        """
        fingerprint = self._published.get(f"{concept.stem}.docx")
        try:
            place = _copy_changed(concept, fingerprint, self.uitvoer)
        except OSError as error:
            place_then = f"{self.uitvoer.folder / concept.stem}.docx"
            reason = f"{place_then} is niet te bewaren: {os_reason(error)}."
            advice = "Sluit het bestand als het open staat, en kijk of er schijfruimte is."
            return Mislukt(concept, (f"{reason}\n{advice}",))
        except UitvoerError as error:
            return Mislukt(concept, (str(error),))
        if place:
            self.copies[concept.naam] = place
        return None


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


def _copy_changed(concept: Concept, fingerprint: str | None, uitvoer: Uitvoer) -> Path | None:
    """Keep a copy of a Word file when it is not as it was published, and return its place."""
    file = uitvoer.folder / f"{concept.stem}.docx"
    if fingerprint is None or not file.is_file():
        return None
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found == fingerprint:
        return None
    place = Path(ASIDE) / f"{concept.file_stem}-{found[:8]}.docx"
    uitvoer.publish({schijf.copy(file, uitvoer.staging / place.name): place})
    return place
