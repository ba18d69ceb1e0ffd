"""A Word file, as passages to compare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from overeenkomstgen.vergelijken.passage import Passage, make_passage, whole_keys, whole_words
from overeenkomstgen.word.alinea import Inhoud, by_row

BETWEEN_CELLS = "|"


def word_passages(text: Inhoud, leaders: str = "", bar: str = "") -> tuple[Passage, ...]:
    """Return the paragraphs of a Word file as passages; of a table each row is one.

    The bar is what is compared of the border of a cell; a PDF has none.
    """
    found = []
    for row in by_row(text.paragraphs):
        cells = [
            [make_passage(each.label, each.text, each.style.heading, leaders) for each in cell]
            for cell in row
        ]
        found.append(cells[0][0] if row[0][0].cell is None else _row(cells, bar))
    return tuple(found)


def _row(cells: Iterable[Sequence[Passage]], bar: str) -> Passage:
    """Return a row of a table, with bars between the cells."""
    words: list[str] = []
    keys: list[str] = []
    for cell in cells:
        words += [BETWEEN_CELLS, *whole_words(cell)]
        keys += [bar, *whole_keys(cell)]
    return Passage("", tuple(words[1:]), tuple(keys[1:]))
