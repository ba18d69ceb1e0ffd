"""From the rows of a table to municipalities, with everything that is wrong in one go."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.convenant import Convenant
from overeenkomstgen.kern.gemeente import Gemeente, Ondertekenaar
from overeenkomstgen.kern.naamvorm import veldnaam
from overeenkomstgen.kern.notatie import format_datum, slug
from overeenkomstgen.kern.tabel import Row, Table, show_list, told_together
from overeenkomstgen.kern.waarden import WaardeError, nearest, readable, show
from overeenkomstgen.velden.kolommen import KOLOMMEN, KOLOMVELDEN
from overeenkomstgen.velden.veld import Veld
from overeenkomstgen.velden.velden import EIGEN

_MAG_ONTBREKEN = {veld.kolom for veld in KOLOMVELDEN if veld.mag_ontbreken}
_ALIKE = 0.75  # of 1: of eight letters two differ
_SIGNER = "ondertekenaar."

_Own = Mapping[str, Veld]
_Seen = dict[tuple[str, str], int]
_Mistake = tuple[tuple[str, str, str], int, str, str]
"""The column (none: the row), what is alike, and advice; then the row, its name, what is wrong."""


def parse_gemeenten(
    table: Table, *, apart: bool = False
) -> tuple[tuple[Gemeente, ...], tuple[Fault, ...]]:
    """Return the municipalities of a table and all that is wrong with it.

    Nothing is to be made from a table with faults: only the rows without a fault of their own
    are among the municipalities, in the table's order. Of a column that is not there nothing is
    said but that. The faults are by row and column; what is wrong alike in many rows is one of
    them, unless each cell is to have its own: ``apart``.
    """
    faults = _check_columns(table)
    if not table.rows:
        what = "er staat geen enkele gemeente in de tabel"
        advice = "vul onder de kolomnamen een rij in voor elke gemeente"
        return (), (*faults, Fault(table.source, what, advice))
    seen: _Seen = {}
    mistakes: list[_Mistake] = []
    columns = own_columns(table).items()
    own = {name: Veld("", "", kolom=column, parse=readable) for name, column in columns}
    read = [_RowReader(table, row, own, seen, mistakes).read() for row in table.rows]
    one_by_one = ((kind, [row], what) for kind, row, _, what in mistakes)
    found = one_by_one if apart else told_together(mistakes, len(table.rows))
    ordered = sorted(
        (
            (rows[0], table.position(column)),
            Fault(table.place(rows, column), what, advice, (column, rows[0])),
        )
        for (column, _, advice), rows, what in found
    )
    return tuple(filter(None, read)), (*faults, *(fault for _, fault in ordered))


class _RowReader:
    """Reads one row cell by cell, and keeps what is wrong with it."""

    def __init__(
        self, table: Table, row: Row, own: _Own, seen: _Seen, mistakes: list[_Mistake]
    ) -> None:
        self._table, self._row, self._own = table, row, own
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
        own = {name: self._value(veld) or "" for name, veld in self._own.items()}
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
        found |= {"ondertekenaar": Ondertekenaar(**ondertekenaar), "eigen": own}
        return Gemeente(**found, rij=self._row.number)

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


def outside(table: Table, gemeenten: Iterable[Gemeente], convenant: Convenant) -> Iterator[Fault]:
    """Find who joins on a day that is not in the period, with an extension that was recorded."""
    days = convenant.ingang, convenant.laatste_dag
    for each in gemeenten:
        if each.toetreding and not days[0] <= each.toetreding <= days[1]:
            period = " tot en met ".join(map(format_datum, days))
            what = f"{format_datum(each.toetreding)} valt buiten het convenant, {period}"
            place, at = table.place(each.rij, "toetreding"), ("toetreding", each.rij)
            yield Fault(place, what, "verbeter de dag, of laat de cel leeg", at)


def own_columns(table: Table) -> dict[str, str]:
    """Return the columns that only this werkmap has, by their names in a template."""
    return {veldnaam(name): name for name in table.columns if name and name not in KOLOMMEN}


def own_remarks(table: Table) -> Iterator[str]:
    """Yield a remark in Dutch on those columns, in which each is named once."""
    missing = [veld for veld in KOLOMVELDEN if veld.kolom not in table.columns]
    known = {name: v.kolom for v in missing for name in (*v.synoniemen.split(), v.kolom)}
    told = []
    for column in (own := own_columns(table)).values():
        near = nearest(column, known, _ALIKE)
        told.append(show(column) + (f" (bedoeld is misschien {known[near]})" if near else ""))
    if told:
        what = f"De tabel heeft {'eigen kolommen' if told[1:] else 'een eigen kolom'}"
        tag = f"{{{{ {EIGEN}.{next(iter(own))} }}}}"
        yield f"{what}: {show_list(told, 'en')}; in een sjabloon zoals {tag}."


def _check_columns(table: Table) -> tuple[Fault, ...]:
    """Return what is wrong with the column names, by column, then what is missing."""
    place = table.place(table.header)
    missing = [veld.kolom for veld in KOLOMVELDEN if veld.kolom not in table.columns]
    own = own_columns(table)
    faults = []
    for index, column in enumerate(table.columns):
        name, at = veldnaam(column), (column, table.header)
        if column and column in table.columns[:index]:
            what = f"kolom {show(column)} staat er meer dan eens"
            faults.append(Fault(place, what, "laat er één staan", at))
        elif column and column not in KOLOMMEN:
            meant = nearest(column, missing, _ALIKE)
            if meant and meant not in _MAG_ONTBREKEN:
                missing.remove(meant)
                what = f"kolom {show(column)} is onbekend"
                faults.append(Fault(place, what, f"bedoeld is misschien {meant}", at))
            elif (other := own[name]) != column:
                what = f"de kolommen {show(column)} en {show(other)} heten in een sjabloon {name}"
                faults.append(Fault(place, what, "geef één van beide een andere naam", at))
    advice = "zet deze kolomnaam in de rij met kolomnamen en vul de kolom in"
    faults += [
        Fault(place, f"kolom {column} ontbreekt", advice)
        for column in missing
        if column not in _MAG_ONTBREKEN
    ]
    return tuple(faults)
