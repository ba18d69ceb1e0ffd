"""From the rows of a table to municipalities, with everything that is wrong in one go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.gemeente import Functie, Gemeente, Ondertekenaar
from overeenkomstgen.kern.notatie import slug
from overeenkomstgen.kern.tabel import heading_key
from overeenkomstgen.kern.waarden import (
    WaardeError,
    nearest,
    parse_cbs_code,
    parse_datum,
    parse_email,
    parse_inwoners,
    parse_keuze,
    parse_postcode,
    parse_tekst,
    show,
)
from overeenkomstgen.werkmap.rijen import Mistake, RowReader, as_faults

if TYPE_CHECKING:
    from overeenkomstgen.kern.tabel import Table

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
_AFGEKORTE_AANHEFFEN = {
    "heer": "de heer",
    "dhr": "de heer",
    "mevr": "mevrouw",
    "mw": "mevrouw",
}
_FUNCTIES = {functie.value: functie for functie in Functie}
_WND_BURGEMEESTER = "wndburgemeester"  # the one usual abbreviation that can mean nothing else
_TITELS = {
    column: re.compile(rf"(?:^|[,(] ?)((?:{titles}))(?=[ ,)]|$)", re.IGNORECASE)
    for column, titles in (
        ("aanhef", r"(?:de )?heer|(?:de )?d?hr\.?|mevrouw|mevr\.?|mw\.?"),
        (
            "functie",
            r"(?:(?:waarnemend|wnd\.?|loco)[ -]?)?burgemeester|wethouder|gemeentesecretaris",
        ),
    )
}


def parse_gemeenten(table: Table) -> tuple[tuple[Gemeente, ...], tuple[Fault, ...]]:
    """Return the municipalities of a table and all that is wrong with it.

    Nothing is to be made from a table with faults: only the rows without a
    fault of their own are among the municipalities. When the column names are
    not right, nothing is said about the cells.

    Args:
        table: The table, read with :data:`KOLOMMEN` as the known columns.

    Returns:
        The municipalities in the table's order; the faults by row and column.
    """
    if faults := _check_columns(table):
        return (), faults
    if not table.rows:
        fault = Fault(
            table.source,
            "er staat geen enkele gemeente in de tabel",
            "vul onder de kolomnamen een rij in voor elke gemeente",
        )
        return (), (fault,)
    gemeenten = []
    mistakes: list[Mistake] = []
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows:
        reader = RowReader(table, row, seen)
        gemeente = _parse_row(reader)
        if gemeente:
            gemeenten.append(gemeente)
        mistakes += reader.mistakes
    return tuple(gemeenten), as_faults(table, mistakes)


def _parse_row(row: RowReader) -> Gemeente | None:
    naam = row.required("gemeente", _parse_naam, "Deventer")
    cbs_code = row.required("cbs_code", parse_cbs_code, "GM0150")
    inwoners = row.required("inwoners", parse_inwoners, "101446")
    adres = row.required("adres", parse_tekst, "Grote Kerkhof 1")
    postcode = row.required("postcode", parse_postcode, "7411 KT")
    plaats = row.required("plaats", parse_tekst, "Deventer")
    ondertekenaar = Ondertekenaar(
        aanhef=row.optional("aanhef", _parse_aanhef),
        naam=row.optional("ondertekenaar", _parse_ondertekenaar),
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
        or row.mistakes
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
    abbreviated = _AFGEKORTE_AANHEFFEN.get(heading_key(text))
    return abbreviated or parse_keuze(text, _AANHEFFEN, "aanhef")


def _parse_ondertekenaar(text: str) -> str:
    """Return who signs: the name alone, as the sentence around it has the rest."""
    naam = parse_tekst(text)
    for column, found in ((column, title.search(naam)) for column, title in _TITELS.items()):
        if found:
            raise WaardeError(
                f"in {show(naam)} staat niet alleen de naam",
                f"laat '{found[1]}' weg (dat hoort in de kolom {column})",
            )
    return naam


def _parse_functie(text: str) -> Functie:
    if heading_key(text) == _WND_BURGEMEESTER:
        return Functie.WAARNEMEND_BURGEMEESTER
    return parse_keuze(text, _FUNCTIES, "functie van een ondertekenaar")


def _check_columns(table: Table) -> tuple[Fault, ...]:
    """Return what is wrong with the column names, by column, then what is missing."""
    place = table.place(table.header)
    missing = [name for name in KOLOMMEN if name not in table.columns]
    faults = []
    for index, column in enumerate(table.columns):
        if not column:
            continue
        if column not in KOLOMMEN:
            meant = nearest(column, missing)
            advice = "haal de kolom weg"
            if meant:
                missing.remove(meant)
                or_not = f", of {advice}" if meant in MAG_ONTBREKEN else ""
                advice = f"bedoeld is misschien {meant}{or_not}"
            faults.append(Fault(place, f"kolom {show(column)} is onbekend", advice))
        elif column in table.columns[:index]:
            what = f"kolom {column} staat er meer dan eens"
            faults.append(Fault(place, what, "laat er één staan"))
    faults += [
        Fault(
            place,
            f"kolom {column} ontbreekt",
            "zet deze kolomnaam in de rij met kolomnamen en vul de kolom in",
        )
        for column in missing
        if column not in MAG_ONTBREKEN
    ]
    return tuple(faults)
