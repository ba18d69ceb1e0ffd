"""From the rows of a table to municipalities, with everything that is wrong in one go."""

from typing import Any

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.gemeente import Gemeente, Ondertekenaar
from overeenkomstgen.kern.kolommen import KOLOMMEN, KOLOMVELDEN
from overeenkomstgen.kern.notatie import slug
from overeenkomstgen.kern.tabel import Row, Table, told_together
from overeenkomstgen.kern.veld import Veld
from overeenkomstgen.kern.waarden import WaardeError, nearest, show

_MAG_ONTBREKEN = {veld.kolom for veld in KOLOMVELDEN if veld.mag_ontbreken}
_SIGNER = "ondertekenaar."

_Mistake = tuple[tuple[str, str, str], int, str, str]
"""The column (none: the row), what is alike, and advice; then the row, its name, what is wrong."""


def parse_gemeenten(table: Table) -> tuple[tuple[Gemeente, ...], tuple[Fault, ...]]:
    """Return the municipalities of a table and all that is wrong with it.

    Nothing is to be made from a table with faults: only the rows without a fault of their own
    are among the municipalities, in the table's order. Of a column that is not there nothing is
    said but that. The faults are by row and column.
    """
    faults = _check_columns(table)
    if not table.rows:
        what = "er staat geen enkele gemeente in de tabel"
        advice = "vul onder de kolomnamen een rij in voor elke gemeente"
        return (), (*faults, Fault(table.source, what, advice))
    seen: dict[tuple[str, str], int] = {}
    mistakes: list[_Mistake] = []
    read = [_RowReader(table, row, seen, mistakes).read() for row in table.rows]
    ordered = sorted(
        ((rows[0], table.position(column)), Fault(table.place(rows, column), what, advice))
        for (column, _, advice), rows, what in told_together(mistakes, len(table.rows))
    )
    return tuple(filter(None, read)), (*faults, *(fault for _, fault in ordered))


class _RowReader:
    """Reads one row cell by cell, and keeps what is wrong with it."""

    def __init__(
        self, table: Table, row: Row, seen: dict[tuple[str, str], int], mistakes: list[_Mistake]
    ) -> None:
        self._table, self._row = table, row
        self._seen, self._mistakes = seen, mistakes
        self._cells = dict(zip(table.columns, row.cells, strict=False))

    def read(self) -> Gemeente | None:
        """Return the municipality; None when anything is wrong in the row."""
        before = len(self._mistakes)
        columns = dict(enumerate(self._table.columns))
        loose = [show(text) for at, text in enumerate(self._row.cells) if not columns.get(at)]
        if shown := ", ".join(filter(None, loose)):
            what = f"{shown} staat naast de kolommen die een naam hebben"
            quote = "zet die waarde dan tussen dubbele aanhalingstekens"
            advice = f"haal het weg; staat er een scheidingsteken in een waarde, {quote}"
            self._add("", what, advice, shown)
        found: dict[str, Any] = {veld.attribuut: self._value(veld) for veld in KOLOMVELDEN}
        if found["naam"] is not None:
            self._once("gemeente", slug(found["naam"]))
        if found["cbs_code"] is not None:
            self._once("cbs_code", found["cbs_code"])
        if len(self._mistakes) > before or any(
            found[veld.attribuut] is None for veld in KOLOMVELDEN if veld.voorbeeld
        ):
            return None
        signer = {name for name in found if name.startswith(_SIGNER)}
        ondertekenaar = {name.removeprefix(_SIGNER): found.pop(name) for name in signer}
        return Gemeente(**found, ondertekenaar=Ondertekenaar(**ondertekenaar), rij=self._row.number)

    def _value(self, veld: Veld) -> object:
        """Return the value of a cell; None if it is blank, and after a mistake."""
        cell = self._cells.get(veld.kolom)
        if not cell:
            if veld.voorbeeld and veld.kolom in self._table.columns:
                advice = f"vul een waarde in, zoals {veld.voorbeeld}"
                self._add(veld.kolom, "de cel is leeg", advice)
            return None
        try:
            return veld.parse(cell)
        except WaardeError as error:
            or_empty = "" if veld.voorbeeld else ", of laat de cel leeg"
            self._add(veld.kolom, error.what, error.advice + or_empty, show(cell))
            return None

    def _once(self, column: str, key: str) -> None:
        """Note a value that may stand in the table only once."""
        first = self._seen.setdefault((column, key), self._row.number)
        if first != self._row.number:
            what = f"{show(self._cells[column])} staat ook in rij {first}"
            self._add(column, what, "laat één van de twee rijen weg of verbeter haar")

    def _add(self, column: str, what: str, advice: str, cell: str = "") -> None:
        """Note a mistake; it is the same as another when only the cell that is shown differs."""
        kind = what.replace(cell, "", 1) if cell else what
        name = self._table.name_of(self._row.number)
        self._mistakes.append(((column, kind, advice), self._row.number, name, what))


def _check_columns(table: Table) -> tuple[Fault, ...]:
    """Return what is wrong with the column names, by column, then what is missing."""
    place = table.place(table.header)
    missing = [name for name in KOLOMMEN if name not in table.columns]
    faults = []
    for index, column in enumerate(table.columns):
        if column and column not in KOLOMMEN:
            meant = nearest(column, missing, alike=0.75)
            advice = "haal de kolom weg"
            if meant:
                missing.remove(meant)
                or_not = f", of {advice}" if meant in _MAG_ONTBREKEN else ""
                advice = f"bedoeld is misschien {meant}{or_not}"
            faults.append(Fault(place, f"kolom {show(column)} is onbekend", advice))
        elif column and column in table.columns[:index]:
            what = f"kolom {column} staat er meer dan eens"
            faults.append(Fault(place, what, "laat er één staan"))
    advice = "zet deze kolomnaam in de rij met kolomnamen en vul de kolom in"
    faults += [
        Fault(place, f"kolom {column} ontbreekt", advice)
        for column in missing
        if column not in _MAG_ONTBREKEN
    ]
    return tuple(faults)
