"""Documents that need not be made: they stand in the output folder as they would be made now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from overeenkomstgen.schijf.schijf import fingerprint_of
from overeenkomstgen.uitgifte.uitgifte import Gevuld
from overeenkomstgen.werkmap.geheugen import read_geheugen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from overeenkomstgen.office.maakwijze import Maakwijze
    from overeenkomstgen.schijf.uitvoer import Uitvoer
    from overeenkomstgen.uitgifte.uitgifte import Concept
    from overeenkomstgen.werkmap.verantwoording import Regel


def find_ongewijzigd(
    concepten: Iterable[Concept], rows: Mapping[str, Regel], uitvoer: Uitvoer, how: Maakwijze
) -> tuple[tuple[Gevuld, ...], list[Concept]]:
    """Set apart what stands in the output folder just as it would be made now.

    The template, the values, the allowed pages and the way of making are those of then, and
    the files are as they were published: not gone, and not changed by hand.

    Returns:
        What is unchanged, and the documents that remain to be made.
    """
    made = read_geheugen(uitvoer.folder).gemaakt if rows else {}
    unchanged: list[Gevuld] = []
    to_make: list[Concept] = []
    for concept in concepten:
        word = f"{concept.stem}.docx"
        row = rows.get(word)
        if row and _same_way(made.get(word), how) and _as_published(concept, row, uitvoer, how):
            unchanged.append(Gevuld(concept, row.open_fields))
        else:
            to_make.append(concept)
    return tuple(unchanged), to_make


def _same_way(then: Maakwijze | None, now: Maakwijze) -> bool:
    return then is not None and then.word == now.word and now.pdf in {"", then.pdf}


def _as_published(concept: Concept, row: Regel, uitvoer: Uitvoer, how: Maakwijze) -> bool:
    gemeente = concept.onderwerp.gemeente
    least, greatest = concept.soort.paginas
    return (
        row.soort == concept.soort.naam
        and row.cbs_code == (gemeente.cbs_code if gemeente else "")
        and row.jaar == str(concept.onderwerp.jaar or "")
        and concept.is_made_as(row)
        and _is(uitvoer.folder / row.word, row.sha256_word)
        and (
            not how.pdf
            or (
                row.pdf == f"{concept.stem}.pdf"
                and row.paginas.isdecimal()
                and least <= int(row.paginas) <= greatest
                and _is(uitvoer.folder / row.pdf, row.sha256_pdf)
            )
        )
    )


def _is(place: Path, sha256: str) -> bool:
    return place.is_file() and fingerprint_of(place) == sha256
