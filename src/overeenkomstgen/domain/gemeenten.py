"""From the rows of a table to municipalities, with everything that is wrong in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from overeenkomstgen.domain.gemeente import Functie, Gemeente, Ondertekenaar
from overeenkomstgen.domain.notatie import slug
from overeenkomstgen.domain.tabel import heading_key
from overeenkomstgen.domain.waarden import (
    WaardeError,
    parse_cbs_code,
    parse_datum,
    parse_email,
    parse_inwoners,
    parse_keuze,
    parse_postcode,
    parse_tekst,
    show,
    suggest,
)
from overeenkomstgen.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from overeenkomstgen.domain.tabel import Row, Table

T = TypeVar("T")

KOLOMMEN = (
    "gemeente",
    "cbs_code",
    "inwoners",
    "adres",
    "postcode",
    "plaats",
    "aanhef",
    "ondertekenaar",
    "functie",
    "collegebesluit",
    "plaats_ondertekening",
    "datum_ondertekening",
    "e-mail",
)
"""The columns of the table with municipalities, in their usual order."""

MAG_ONTBREKEN = {"plaats_ondertekening", "datum_ondertekening", "e-mail"}
"""The columns that a table can do without."""

_AANHEFFEN = {aanhef: aanhef for aanhef in ("de heer", "mevrouw")}
_FUNCTIES = {functie.value: functie for functie in Functie}
_WND_BURGEMEESTER = "wndburgemeester"  # the one usual abbreviation that can mean nothing else


def parse_gemeenten(table: Table) -> tuple[tuple[Gemeente, ...], tuple[Fault, ...]]:
    """Return the municipalities of a table and all that is wrong with it.

    Nothing is to be made from a table with faults: only the rows without a
    fault of their own are among the municipalities.

    Args:
        table: The table, read with :data:`KOLOMMEN` as the known columns.

    Returns:
        The municipalities in the table's order; the faults by row and column.
    """
    faults = _check_columns(table)
    if not table.rows:
        faults.append(
            Fault(
                table.source,
                "er staat geen enkele gemeente in de tabel",
                "vul onder de kolomnamen een rij in voor elke gemeente",
            )
        )
    gemeenten = []
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows:
        reader = _RowReader(table, row, seen)
        gemeente = _parse_row(reader)
        if gemeente:
            gemeenten.append(gemeente)
        faults += reader.sorted_faults()
    return tuple(gemeenten), tuple(faults)


class _RowReader:
    """Reads one row cell by cell, and keeps what is wrong with it.

    Args:
        table: The table of the row.
        row: The row.
        seen: Column and value to the number of the row where it stood first, for
            what may stand in a table only once; filled on the way.
    """

    def __init__(self, table: Table, row: Row, seen: dict[tuple[str, str], int]) -> None:
        self.number = row.number
        self._table = table
        self._seen = seen
        named = list(zip(table.columns, row.cells, strict=False))
        self._cells = dict(reversed(named))  # of a column that is there twice, the first
        self._faults: list[tuple[int, Fault]] = []
        loose = [text for column, text in named if not column]
        loose += row.cells[len(table.columns) :]
        if any(loose):
            shown = ", ".join(show(text) for text in loose if text)
            fault = Fault(
                table.place(row.number),
                f"{shown} staat naast de kolommen die een naam hebben",
                "haal het weg; staat er een scheidingsteken in een waarde, zet die waarde dan"
                " tussen dubbele aanhalingstekens",
            )
            self._faults.append((-1, fault))

    def required(self, column: str, parse: Callable[[str], T], example: str) -> T | None:
        """Return the value of a cell that cannot be blank; None after a fault."""
        if column not in self._table.columns:
            return None
        if not self._cells.get(column):
            self._add(column, "de cel is leeg", f"vul een waarde in, zoals {example}")
            return None
        return self._parse(column, parse, "")

    def optional(self, column: str, parse: Callable[[str], T]) -> T | None:
        """Return the value of a cell; None if it is blank, and after a fault."""
        if not self._cells.get(column):
            return None
        return self._parse(column, parse, ", of laat de cel leeg")

    def once(self, column: str, key: str) -> None:
        """Note a value that may stand in the table only once."""
        first = self._seen.setdefault((column, key), self.number)
        if first != self.number:
            self._add(
                column,
                f"{show(self._cells[column])} staat ook in rij {first}",
                "laat een van de twee rijen weg of verbeter haar",
            )

    def sorted_faults(self) -> list[Fault]:
        """Return the faults of the row in the order of the columns."""
        return [fault for _, fault in sorted(self._faults)]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong so far."""
        return not self._faults

    def _parse(self, column: str, parse: Callable[[str], T], more_advice: str) -> T | None:
        try:
            return parse(self._cells[column])
        except WaardeError as error:
            self._add(column, error.what, error.advice + more_advice)
            return None

    def _add(self, column: str, what: str, advice: str) -> None:
        place = self._table.place(self.number, column)
        self._faults.append((self._table.columns.index(column), Fault(place, what, advice)))


def _parse_row(row: _RowReader) -> Gemeente | None:
    naam = row.required("gemeente", _parse_naam, "Deventer")
    cbs_code = row.required("cbs_code", parse_cbs_code, "GM0150")
    inwoners = row.required("inwoners", parse_inwoners, "101446")
    adres = row.required("adres", parse_tekst, "Grote Kerkhof 1")
    postcode = row.required("postcode", parse_postcode, "7411 KT")
    plaats = row.required("plaats", parse_tekst, "Deventer")
    ondertekenaar = Ondertekenaar(
        aanhef=row.optional("aanhef", _parse_aanhef),
        naam=row.optional("ondertekenaar", parse_tekst),
        functie=row.optional("functie", _parse_functie),
    )
    collegebesluit = row.optional("collegebesluit", parse_datum)
    plaats_ondertekening = row.optional("plaats_ondertekening", parse_tekst)
    datum_ondertekening = row.optional("datum_ondertekening", parse_datum)
    email = row.optional("e-mail", parse_email)
    if naam is not None:
        row.once("gemeente", slug(naam))
    if cbs_code is not None:
        row.once("cbs_code", cbs_code)
    if (
        naam is None
        or cbs_code is None
        or inwoners is None
        or adres is None
        or postcode is None
        or plaats is None
        or not row.sound
    ):
        return None
    return Gemeente(
        naam=naam,
        cbs_code=cbs_code,
        inwoners=inwoners,
        adres=adres,
        postcode=postcode,
        plaats=plaats,
        ondertekenaar=ondertekenaar,
        collegebesluit=collegebesluit,
        plaats_ondertekening=plaats_ondertekening,
        datum_ondertekening=datum_ondertekening,
        email=email,
        rij=row.number,
    )


def _parse_naam(text: str) -> str:
    """Return a municipality's name; its documents get a file name from it."""
    naam = parse_tekst(text)
    try:
        slug(naam)
    except ValueError as error:
        raise WaardeError(
            f"van {show(naam)} is geen bestandsnaam te maken",
            "schrijf de naam met ten minste één gewone letter",
        ) from error
    return naam


def _parse_aanhef(text: str) -> str:
    return parse_keuze(text, _AANHEFFEN, "aanhef")


def _parse_functie(text: str) -> Functie:
    if heading_key(text) == _WND_BURGEMEESTER:
        return Functie.WAARNEMEND_BURGEMEESTER
    return parse_keuze(text, _FUNCTIES, "functie van een ondertekenaar")


def _check_columns(table: Table) -> list[Fault]:
    """Return what is wrong with the column names, by column, then what is missing."""
    faults = []
    for index, column in enumerate(table.columns):
        place = table.place(table.header, show(column))
        if column and column not in KOLOMMEN:
            what = f"{show(column)} is geen kolom van deze tabel"
            unused = [name for name in KOLOMMEN if name not in table.columns]
            advice = f"{suggest(column, unused)}, of " if unused else ""
            faults.append(Fault(place, what, f"{advice}haal de kolom weg"))
        elif column and column in table.columns[:index]:
            faults.append(
                Fault(place, f"de kolom {column} staat er meer dan eens", "laat er één staan")
            )
    faults += [
        Fault(
            table.place(table.header),
            f"de kolom {column} ontbreekt",
            "zet deze kolomnaam in de rij met kolomnamen en vul de kolom in",
        )
        for column in KOLOMMEN
        if column not in table.columns and column not in MAG_ONTBREKEN
    ]
    return faults
