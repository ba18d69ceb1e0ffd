"""Documents that someone changed by hand: set aside before they are made again."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from overeenkomstgen.errors import os_reason
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.schijf import UitvoerError, fingerprint_of
from overeenkomstgen.uitgifte.uitgifte import Mislukt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from overeenkomstgen.schijf.uitvoer import Uitvoer
    from overeenkomstgen.uitgifte.uitgifte import Concept
    from overeenkomstgen.werkmap.verantwoording import Regel

ASIDE = "gewijzigd"
"""The folder, inside the output folder, for what was changed by hand."""


@dataclass(frozen=True, slots=True)
class Bewaring:
    """Keeps what was changed by hand, before it is written over.

    Attributes:
        rows: What was published there so far, by Word file.
        copies: The copies that were made, relative to the output folder, by what the user
            calls the document.
    """

    uitvoer: Uitvoer
    rows: Mapping[str, Regel]
    copies: dict[str, Path] = field(default_factory=dict)

    def keep(self, concept: Concept) -> Mislukt | None:
        """Copy the Word file of a document when it is no longer as it was published.

        Returns:
            Why the document is not to be written over: no copy could be made.
        """
        word = f"{concept.stem}.docx"
        row, file = self.rows.get(word), self.uitvoer.folder / word
        try:
            if row and file.is_file() and (found := fingerprint_of(file)) != row.sha256_word:
                place = Path(ASIDE) / f"{concept.file_stem}-{found[:8]}.docx"
                copy = schijf.copy(file, self.uitvoer.staging / place.name)
                self.uitvoer.publish({copy: place})
                self.copies[concept.naam] = place
        except OSError as error:
            reason = f"{file} is niet te bewaren: {os_reason(error)}."
            advice = "Sluit het bestand als het open staat, en kijk of er schijfruimte is."
            return Mislukt(concept, (f"{reason}\n{advice}",))
        except UitvoerError as error:
            return Mislukt(concept, (str(error),))
        return None


def left_over(concepten: Iterable[Concept], uitvoer: Uitvoer) -> tuple[Path, ...]:
    """Return the Word files in the folder of these documents that belong to none of them."""
    expected = {uitvoer.folder / f"{concept.stem}.docx" for concept in concepten}
    folders = {place.parent for place in expected}
    found = {file for folder in folders for file in folder.glob("*.docx")}
    return tuple(sorted(file for file in found - expected if not file.name.startswith("~")))
