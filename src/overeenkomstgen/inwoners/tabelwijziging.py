"""Writing numbers in one column of the table of municipalities, with a copy of what it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from overeenkomstgen.errors import Fault, InputError, RefusalError, os_reason
from overeenkomstgen.inwoners.bladkolom import FormuleError, change_workbook
from overeenkomstgen.inwoners.tekstkolom import change_text
from overeenkomstgen.kern.kolommen import KOLOMMEN
from overeenkomstgen.kern.tabel import Row, Table
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.klok import now
from overeenkomstgen.schijf.plaats import inside, read_bytes
from overeenkomstgen.schijf.schijf import free, make_folder, write_whole
from overeenkomstgen.schijf.tables import TEXT_ENDINGS, read_table

KOLOM = "inwoners"
KOPIE = "kopie"
"""The folder, beside the table, for copies of what it was."""


class TabelwijzigingError(RefusalError):
    """The table cannot be changed safely; it was not."""


def write_inwoners(path: Path, table: Table, values: Mapping[int, int]) -> Path:
    """Write the inhabitants, by row number, in a table as it was read; keep a copy of what it was.

    Everything else in the file stays as it was. What would be written is read back first:
    only when it is the table with these cells changed, and nothing else, it is written. The
    caller has the sole use of the werkmap.

    Returns:
        Where the copy is.

    Raises:
        InputError: A cell holds a formula; nothing was written.
        TabelwijzigingError: The table cannot be changed safely; nothing was written.
        UitvoerError: The table or the copy cannot be written; the table is as it was.
    """
    try:
        data = read_bytes(path)
    except OSError as error:
        raise _unsafe(path, f"het bestand is niet te lezen ({os_reason(error)})") from error
    changed = _change(path, data, table, values)
    outcome = replace(table, rows=tuple(_with_number(row, table, values) for row in table.rows))
    if changed is None or _read_back(path.name, changed, table.blad) != outcome:
        raise _unsafe(path, "de rijen zijn niet met zekerheid terug te vinden in het bestand")
    folder = inside(path.parent, KOPIE)
    make_folder(folder)
    moment = f"{now().astimezone():%Y%m%d-%H%M%S}"
    copy = free(folder / f"{path.stem}-{moment}{path.suffix}")
    write_whole(copy, data)
    write_whole(path, changed)
    return copy


def _with_number(row: Row, table: Table, values: Mapping[int, int]) -> Row:
    if row.number not in values:
        return row
    position = table.position(KOLOM)
    cells = [*row.cells, *[""] * (position + 1 - len(row.cells))]
    cells[position] = str(values[row.number])
    return replace(row, cells=tuple(cells))


def _change(path: Path, data: bytes, table: Table, values: Mapping[int, int]) -> bytes | None:
    position = table.position(KOLOM)
    if path.suffix.lower() in TEXT_ENDINGS:
        return change_text(data, position, values)
    try:
        return change_workbook(data, table.blad, position, values)
    except FormuleError as error:
        advice = "zet er het aantal zelf neer, zonder formule"
        what = "hier staat een formule, en die wordt niet overschreven"
        raise InputError(
            Fault(table.place(number, KOLOM), what, advice) for number in error.rows
        ) from error


def _read_back(name: str, data: bytes, blad: str) -> Table:
    """Return the table in what would be written."""
    with schijf.temporary_folder() as folder:
        draft = folder / name
        schijf.write(draft, data)
        return read_table(draft, KOLOMMEN, blad)


def _unsafe(path: Path, reason: str) -> TabelwijzigingError:
    return TabelwijzigingError(
        f"{path.name} is niet gewijzigd: {reason}.",
        "Sluit het bestand als het open staat en probeer het opnieuw. Lukt dat niet, bewaar de "
        "tabel dan opnieuw vanuit Excel, of vul de aantallen zelf in.",
    )
