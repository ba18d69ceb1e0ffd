"""A next convenant period: what the user decides, and what changes of the old one by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.convenant import (
    MAX_TARIEF,
    Convenant,
    Periode,
    is_tarief,
)
from overeenkomstgen.kern.euro import CENT, format_kaal
from overeenkomstgen.kern.kolommen import KOLOMVELDEN
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.tabel import Table
from overeenkomstgen.verwijzing import vak

TE_WISSEN = {veld.kolom: veld.opnieuw for veld in KOLOMVELDEN if veld.opnieuw}
"""The columns of the table that hold for one period only, and what they then are to hold."""

BESLUITEN = {
    "getekend_op": "de dag waarop het nieuwe convenant is getekend",
    "getekend_te": "de plaats waar het nieuwe convenant is getekend",
    "retour_voor": "de dag waarop de getekende overeenkomsten binnen moeten zijn",
}
"""The keys under ``[convenant]`` that are to be decided anew, and what they mean."""

_DAY = " (jaar-maand-dag, zonder aanhalingstekens"
_NOTATION = {
    "getekend_op": f"{_DAY})",
    "getekend_te": "",
    "retour_voor": f"{_DAY}; of haal deze regel weg)",
}
_JAREN = re.compile(r"([0-9]{4}) ?(?:-|\N{EN DASH}|t/m|tot en met) ?([0-9]{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Voorstel:
    """What the user decided of the next period.

    Attributes:
        tarief: Euros per inhabitant per year, excluding VAT.
        peildatum: The day on which the inhabitants are counted.
    """

    ingang: date
    einde: date
    tarief: Decimal
    peildatum: date


@dataclass(frozen=True, slots=True)
class Instelwijziging:
    """A change of one setting in ``convenant.toml``.

    Attributes:
        path: The names of the tables that the key stands in: ``("documentsoort", "herinnering")``.
        value: What it becomes; None takes the key out, with its line.
        note: What is to be filled in, as a comment behind an empty value.
        after: The key that a new one comes right behind.
    """

    path: tuple[str, ...]
    key: str
    value: date | Decimal | str | None
    note: str = ""
    after: str = ""


def parse_jaren(text: str) -> tuple[int, int] | None:
    """Return the first and last year of a period as it is called: ``2023-2027``; else None."""
    found = _JAREN.fullmatch(text.strip())
    return (int(found[1]), int(found[2])) if found else None


def refuse(voorstel: Voorstel, oud: Convenant | None) -> Iterator[Fault]:
    """Find what is against a next period; the convenant before it may not be known."""
    yield from refuse_ingang(voorstel.ingang, oud)
    yield from refuse_einde(voorstel.einde, voorstel.ingang)
    yield from refuse_tarief(voorstel.tarief)


def refuse_ingang(ingang: date, oud: Convenant | None) -> Iterator[Fault]:
    """Find what is against a first day."""
    if oud and ingang <= oud.ingang:
        what = f"{format_datum(ingang)} ligt niet na de ingang van de oude periode"
        yield Fault(vak("ingang"), what, f"geef een dag na {format_datum(oud.ingang)}")


def refuse_einde(einde: date, ingang: date) -> Iterator[Fault]:
    """Find what is against a last day."""
    if einde <= ingang:
        what = f"{format_datum(einde)} ligt niet na de ingang"
        yield Fault(vak("einde"), what, f"geef een dag na {format_datum(ingang)}")


def refuse_tarief(tarief: Decimal) -> Iterator[Fault]:
    """Find what is against an amount per inhabitant."""
    shown = format_kaal(tarief)
    if tarief <= 0:
        yield Fault(vak("tarief"), f"{shown} is geen bedrag boven nul", "geef het als 0,15")
    elif tarief > MAX_TARIEF:
        what = f"{shown} is meer dan een gemeente per inwoner kan betalen"
        yield Fault(vak("tarief"), what, "geef het als 0,15")
    elif not is_tarief(tarief):
        what = f"{shown} heeft meer dan vier cijfers achter de komma"
        yield Fault(vak("tarief"), what, "geef er ten hoogste vier, zoals 0,1525")


def find_opmerkingen(voorstel: Voorstel, oud: Convenant, vandaag: date) -> Iterator[str]:
    """Give remarks in Dutch, a sentence each, on what can be right but is unusual."""
    ingang, peildatum = voorstel.ingang, voorstel.peildatum
    old_end, start, counted = map(format_datum, (oud.einde, ingang, peildatum))
    if ingang <= oud.einde:
        until = f"terwijl de oude nog loopt tot en met {old_end}"
        yield f"De nieuwe periode begint op {start}, {until}."
    elif ingang > oud.einde + timedelta(days=1):
        yield (
            f"De oude periode eindigt op {old_end} en de nieuwe begint pas op {start}; "
            "daartussen geldt er geen overeenkomst."
        )
    if voorstel.tarief != voorstel.tarief.quantize(CENT):
        yield (
            f"Het tarief van € {format_kaal(voorstel.tarief)} heeft een deel van een cent; "
            "controleer zegt in welk sjabloon dat zo niet te schrijven is."
        )
    if peildatum > ingang:
        yield f"De peildatum {counted} ligt na de ingang op {start}."
    if peildatum > vandaag:
        missing = "de aantallen inwoners zijn er dus nog niet"
        yield f"De peildatum {counted} is nog niet geweest; {missing}."


def list_wijzigingen(voorstel: Voorstel, oud: Periode) -> tuple[Instelwijziging, ...]:
    """Return how ``convenant.toml`` of the next period differs from the old one.

    What is to be decided anew becomes empty, so that it is a fault until it is filled in.
    """
    convenant, bijdrage = ("convenant",), ("bijdrage",)
    emptied = [
        Instelwijziging(convenant, key, "", f"vul in: {what}{_NOTATION[key]}", after="einde")
        for key, what in BESLUITEN.items()
    ]
    dated = [
        Instelwijziging(("documentsoort", key), "datum", None)
        for key, soort in oud.documentsoort.items()
        if soort.datum
    ]
    return (
        Instelwijziging(convenant, "ingang", voorstel.ingang),
        Instelwijziging(convenant, "einde", voorstel.einde),
        Instelwijziging(bijdrage, "tarief", voorstel.tarief),
        Instelwijziging(bijdrage, "peildatum", voorstel.peildatum),
        Instelwijziging(bijdrage, "vorig_tarief", oud.bijdrage.tarief, after="tarief"),
        *emptied,
        *dated,
    )


def clear_rows(table: Table) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table, the one with the names first, without what is of one period."""
    kept = [column not in TE_WISSEN for column in table.columns]
    width = len(table.columns)
    rows = []
    for row in table.rows:
        cells = (*row.cells, *[""] * width)[:width]
        rows.append(tuple(cell if keep else "" for cell, keep in zip(cells, kept, strict=True)))
    return (table.columns, *rows)
