"""The account of what was made: ``verantwoording.csv``, a row per document.

Written as a Dutch Excel reads it: semicolons, decimal commas, dates as
``10-01-2023``, UTF-8 with a byte order mark.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from overeenkomstgen.domain.namen import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from overeenkomstgen.adapters.uitvoer import Uitvoer

NAME = "verantwoording.csv"


@dataclass(frozen=True, slots=True)
class Regel:
    """What is accounted for one document; every value as it is written.

    The names of the attributes are the column headings; ``word`` and ``pdf`` are
    paths inside the output folder, the fingerprints SHA-256 in hexadecimal.
    """

    soort: str
    gemeente: str
    cbs_code: str
    inwoners: str
    tarief: str
    bedrag: str
    collegebesluit: str
    open_velden: str
    paginas: str
    pdf_a: str
    pdf_ua: str
    word: str
    pdf: str
    sha256_sjabloon: str
    sha256_word: str
    sha256_pdf: str
    vingerafdruk_invoer: str


COLUMNS = tuple(field.name for field in fields(Regel))


def record(uitvoer: Uitvoer, made: Iterable[Regel]) -> None:
    """Bring the account in the output folder up to date with what was made.

    Rows of documents that are no longer there are left out; the rest is sorted by
    kind and name, so that the same documents give the same account.
    """
    former = read_verantwoording(uitvoer.folder)
    rows = {(row.soort, row.cbs_code): row for row in (*former, *made)}
    present = [row for row in rows.values() if (uitvoer.folder / row.word).exists()]
    file = uitvoer.staging / NAME
    _write(file, sorted(present, key=lambda row: (row.soort, sort_key(row.gemeente))))
    uitvoer.publish({file: Path(NAME)})


def read_verantwoording(folder: Path) -> tuple[Regel, ...]:
    """Return the rows that stand in an output folder; none when there is no account.

    A file that is no longer an account, for instance because someone saved other
    columns over it, counts as none: it is written afresh from what is made.
    """
    try:
        text = (folder / NAME).read_text("utf-8-sig")
    except (FileNotFoundError, UnicodeDecodeError):
        return ()
    rows = csv.reader(io.StringIO(text), delimiter=";")
    if tuple(next(rows, ())) != COLUMNS:
        return ()
    return tuple(Regel(*map(_unguarded, row)) for row in rows if len(row) == len(COLUMNS))


def _write(file: Path, rows: Iterable[Regel]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_guarded(getattr(row, column)) for column in COLUMNS] for row in rows)
    file.write_text(text.getvalue(), "utf-8-sig", newline="")


def _guarded(text: str) -> str:
    """Write what a spreadsheet would take for a formula behind an apostrophe."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith(("'=", "'+", "'-", "'@")) else text
