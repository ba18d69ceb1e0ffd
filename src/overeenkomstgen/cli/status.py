"""``overeenkomstgen status``."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import click

from overeenkomstgen import (
    Toestand,
    format_bedrag,
    format_datum,
    format_datum_kort,
    format_kaal,
    guard,
    status,
)
from overeenkomstgen.cli.scherm import chosen_werkmap, table
from overeenkomstgen.cli.woorden import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from overeenkomstgen import Status, Statusregel

_FIELDS = (
    *("gemeente", "cbs_code", "stand", "open_velden", "ondertekend_op", "opgezegd_op"),
    *("laatste_dag", "bedrag"),
)


@click.command("status", options_metavar="[OPTIES]")
@click.option("--ontbrekend", is_flag=True, help="Alleen de gemeenten die nog niet tekenden.")
@click.option("--csv", "as_csv", is_flag=True, help="Als CSV, voor Excel.")
@click.option("--json", "as_json", is_flag=True, help="Als JSON, voor programma's.")
@click.pass_context
def command(ctx: click.Context, *, ontbrekend: bool, as_csv: bool, as_json: bool) -> None:
    """Toon hoe het er met elke gemeente voor staat, en met het geheel."""
    if as_csv and as_json:
        raise click.UsageError("Kies --csv of --json, niet allebei.")
    stand = status(chosen_werkmap(ctx))
    regels = stand.ontbrekend if ontbrekend else stand.regels
    if as_csv:
        _write(_csv(regels))
    elif as_json:
        _write(f"{_json(stand, regels)}\n")
    else:
        _tell(stand, regels)


def _write(text: str) -> None:
    """Print for a program: UTF-8 with its own line endings, whatever the console is set to."""
    say(text.encode("utf-8"), nl=False)


def _tell(stand: Status, regels: Sequence[Statusregel]) -> None:
    rows = [
        (
            regel.gemeente,
            str(regel.toestand),
            _short(regel.ondertekend_op),
            _short(regel.laatste_dag),
            str(len(regel.dossier.open_velden) or ""),
            format_bedrag(regel.bedrag),
        )
        for regel in regels
    ]
    heading = ("gemeente", "stand", "ondertekend", "geldt t/m", "open", "bedrag per jaar")
    say(table(heading, rows, right=(4, 5)))
    say()
    for toestand in Toestand:
        number = stand.aantallen.get(toestand, 0)
        if number:
            say(f"{toestand}: {number}, {format_bedrag(stand.bedrag(toestand))} per jaar")
    say(
        f"Getekend: {stand.aantal_getekend} van {stand.leden}. "
        f"Alle gemeenten samen: {format_bedrag(stand.bedrag())} per jaar."
    )
    if stand.retour_voor:
        say(_deadline(stand, stand.retour_voor))


def _deadline(stand: Status, last: date) -> str:
    days = (last - stand.op).days
    day = format_datum(last)
    if not stand.ontbrekend:
        return f"Alle overeenkomsten zijn binnen; de uiterste dag was {day}."
    if days > 1:
        return f"De overeenkomsten moeten binnen zijn op {day}: over {days} dagen."
    if days < -1:
        return f"De overeenkomsten moesten binnen zijn op {day}: {-days} dagen geleden."
    word = {1: "morgen", 0: "vandaag", -1: "gisteren"}[days]
    return f"De uiterste dag voor de overeenkomsten is {day}: {word}."


def _short(day: date | None) -> str:
    return format_datum_kort(day) if day else ""


def _values(regel: Statusregel) -> tuple[str, ...]:
    return (
        regel.gemeente,
        regel.cbs_code,
        str(regel.toestand),
        ", ".join(regel.dossier.open_velden),
        *(str(day or "") for day in (regel.ondertekend_op, regel.opgezegd_op, regel.laatste_dag)),
        str(regel.bedrag),
    )


def _csv(regels: Sequence[Statusregel]) -> str:
    """Return the rows as a Dutch Excel reads them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_FIELDS)
    for regel in regels:
        days = map(_short, (regel.ondertekend_op, regel.opgezegd_op, regel.laatste_dag))
        row = (*_values(regel)[:4], *days, format_kaal(regel.bedrag))
        writer.writerow(map(guard, row))
    return f"\N{BYTE ORDER MARK}{text.getvalue()}"


def _json(stand: Status, regels: Sequence[Statusregel]) -> str:
    return json.dumps(
        {
            "op": str(stand.op),
            "retour_voor": str(stand.retour_voor) if stand.retour_voor else None,
            "getekend": stand.aantal_getekend,
            "leden": stand.leden,
            "bedrag": str(stand.bedrag()),
            "gemeenten": [dict(zip(_FIELDS, _values(regel), strict=True)) for regel in regels],
        },
        ensure_ascii=False,
        indent=2,
    )
