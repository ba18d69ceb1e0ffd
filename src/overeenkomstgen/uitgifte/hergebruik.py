"""What stands in the output folder already.

What is there as it would be made now is not made again, and what someone changed by hand is set
aside before it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from overeenkomstgen.errors import os_refusal
from overeenkomstgen.kern.documentsoort import Rol
from overeenkomstgen.office.installatie import Maakwijze
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.plaats import inside
from overeenkomstgen.schijf.schijf import UitvoerError, fingerprint_of
from overeenkomstgen.schijf.uitvoer import Uitvoer
from overeenkomstgen.uitgifte.uitgifte import Concept, Gevuld, Mislukt
from overeenkomstgen.werkmap.geheugen import read_geheugen
from overeenkomstgen.werkmap.verantwoording import Regel

ASIDE = "gewijzigd"
"""The folder, inside the output folder, for what was changed by hand."""


def find_ongewijzigd(
    concepten: Iterable[Concept], rows: Mapping[str, Regel], folder: Path, how: Maakwijze
) -> tuple[tuple[Gevuld, ...], list[Concept]]:
    """Set apart what stands in the output folder just as it would be made now.

    The template, the values, the allowed pages, the code on them and the way of making are those
    of then, and the files are as they were published: not gone, and not changed by hand.

    Returns:
        What is unchanged, and the documents that remain to be made.
    """
    made = read_geheugen(folder).gemaakt if rows else {}
    unchanged: list[Gevuld] = []
    to_make: list[Concept] = []
    for concept in concepten:
        word = f"{concept.stem}.docx"
        row, then = rows.get(word), made.get(word)
        now = how.marked(row and concept.paginacode(row.sha256_word))
        same_way = then and then.word == now.word and now.pdf in {"", then.pdf}
        if row and same_way and _as_published(concept, row, folder, how):
            unchanged.append(Gevuld(concept, row.open_fields))
        else:
            to_make.append(concept)
    return tuple(unchanged), to_make


def _as_published(concept: Concept, row: Regel, folder: Path, how: Maakwijze) -> bool:
    code = concept.onderwerp.gemeente.cbs_code if concept.onderwerp.gemeente else ""
    now = concept.soort.naam, code, str(concept.onderwerp.jaar or "")
    if (row.soort, row.cbs_code, row.jaar) != now or not concept.is_made_as(row):
        return False
    least, greatest = concept.soort.paginas
    return _is(inside(folder, row.word), row.sha256_word) and (
        not how.pdf
        or (
            row.pdf == f"{concept.stem}.pdf"
            and row.paginas in map(str, range(least, greatest + 1))
            and _is(inside(folder, row.pdf), row.sha256_pdf)
        )
    )


def _is(place: Path, sha256: str) -> bool:
    return place.is_file() and fingerprint_of(place) == sha256


@dataclass(frozen=True, slots=True)
class Bewaring:
    """Keeps what was changed by hand, before it is written over.

    Attributes:
        rows: What was published there so far, by Word file.
        copies: The copies that were made, in the output folder, by the name of the document.
    """

    uitvoer: Uitvoer
    rows: Mapping[str, Regel]
    copies: dict[str, Path] = field(default_factory=dict)

    def keep(self, concept: Concept) -> Mislukt | None:
        """Copy the Word file of a document if it is not as published; return why that fails."""
        word = f"{concept.stem}.docx"
        row, file = self.rows.get(word), inside(self.uitvoer.folder, word)
        advice = "Sluit het bestand als het open staat, en kijk of er schijfruimte is."
        try:
            with os_refusal(UitvoerError, f"{file} is niet te bewaren", advice):
                if row and file.is_file() and (found := fingerprint_of(file)) != row.sha256_word:
                    place = Path(ASIDE) / f"{file.stem}-{found[:8]}.docx"
                    copy = schijf.copy(file, self.uitvoer.staging / place.name)
                    self.uitvoer.publish({copy: place})
                    self.copies[concept.naam] = place
        except UitvoerError as error:
            return Mislukt(concept, (str(error),))
        return None


def left_over(concepten: Sequence[Concept], folder: Path) -> tuple[str, ...]:
    """Tell, in Dutch, which Word files in the folders of these documents are none of them."""
    expected = {inside(folder, f"{concept.stem}.docx") for concept in concepten}
    folders = {place.parent for place in expected}
    found = {file for folder in folders for file in folder.glob("[!~]*.docx")}
    if found <= expected:
        return ()
    nobody = "zijn van gemeenten die er nu geen meer krijgen"
    if any(concept.soort.rol is Rol.OVEREENKOMST for concept in concepten):
        nobody = "horen bij geen gemeente in de tabel"
    names = ", ".join(file.name for file in sorted(found - expected))
    return (f"Deze documenten {nobody} en zijn blijven staan: {names}.",)
