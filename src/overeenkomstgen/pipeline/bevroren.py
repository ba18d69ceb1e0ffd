"""What is signed stays: such an agreement is left as it is, never made again."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from overeenkomstgen.adapters.ondertekend import frozen
from overeenkomstgen.adapters.vergelijking import Namen, differences, normalise
from overeenkomstgen.adapters.word.tekst import read_word
from overeenkomstgen.domain.register import NIETS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from overeenkomstgen.adapters.uitvoer import Uitvoer
    from overeenkomstgen.pipeline.invoer import Invoer
    from overeenkomstgen.uitgifte import Concept


SIGNED_AND_NEW = Namen("in het getekende exemplaar", "in een nieuw exemplaar")


@dataclass(frozen=True, slots=True)
class Bevroren:
    """An agreement that is signed and was left as it is.

    Attributes:
        naam: The municipality.
        verschillen: What would be different if it were made now, in Dutch sentences.
    """

    naam: str
    verschillen: tuple[str, ...]


def keep_signed(
    invoer: Invoer, concepten: Iterable[Concept], uitvoer: Uitvoer
) -> tuple[tuple[Bevroren, ...], list[Concept]]:
    """Set apart what is signed; put it back in the output folder where it has gone.

    Returns:
        What is signed, and the documents that remain to be made.
    """
    bevroren: list[Bevroren] = []
    te_maken: list[Concept] = []
    for concept in concepten:
        gemeente = concept.onderwerp.gemeente
        stand = invoer.standen.get(gemeente.cbs_code, NIETS) if gemeente else NIETS
        if stand.ondertekening is None:
            te_maken.append(concept)
            continue
        files = frozen(invoer.werkmap.folder, concept.file_stem)
        _put_back(files, concept, uitvoer)
        bevroren.append(Bevroren(concept.naam, _differences(files, concept)))
    return tuple(bevroren), te_maken


def _put_back(files: Iterable[Path], concept: Concept, uitvoer: Uitvoer) -> None:
    """Copy to the output folder what is no longer there as it was signed."""
    back = {}
    for file in files:
        place = Path(concept.stem).with_suffix(file.suffix)
        present = uitvoer.folder / place
        if not present.is_file() or present.read_bytes() != file.read_bytes():
            back[Path(shutil.copy(file, uitvoer.staging / file.name))] = place
    if back:
        uitvoer.publish(back)


def _differences(files: Iterable[Path], concept: Concept) -> tuple[str, ...]:
    """Return how the text that was signed differs from what would be made now."""
    for file in files:
        if file.suffix == ".docx":
            signed, now = (
                normalise(read_word(content).as_text()) for content in (file, concept.word.content)
            )
            return tuple(differences(signed, now, SIGNED_AND_NEW))
    return ()
