"""``overeenkomstgen status``."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.opties import opdracht, vlag
from overeenkomstgen.cli.scherm import near, remarks, say, table, werkmap_of

_FIELDS = (
    *("gemeente", "cbs_code", "stand", "open_velden", "ondertekend_op", "opgezegd_op"),
    *("laatste_dag", "bedrag", "eerste_dag", "opvolger"),
)


@opdracht
@vlag("--ontbrekend", "Alleen de gemeenten die nog niet tekenden.")
@vlag("--csv as_csv", "Als CSV, voor Excel.")
@vlag("--json as_json", "Als JSON, voor programma's.")
def status(ctx: click.Context, *, ontbrekend: bool, as_csv: bool, as_json: bool) -> None:
    """Toon hoe het er met elke gemeente voor staat, en met het geheel."""
    if as_csv and as_json:
        raise click.UsageError("Kies --csv of --json, niet allebei.")
    stand = lib.status(werkmap_of(ctx))
    regels = stand.ontbrekend if ontbrekend else stand.regels
    remarks(stand.opmerkingen, err=as_csv or as_json)
    if as_csv or as_json:  # for a program: UTF-8 and its own line ends, whatever the screen has
        say(_csv(regels) if as_csv else _json(stand, regels), nl=False)
    else:
        _tell(stand, regels)


def _tell(stand: lib.Status, regels: Sequence[lib.Statusregel]) -> None:
    rows = [
        (
            regel.gemeente,
            regel.toestand.voluit,
            _short(regel.ondertekend_op),
            _short(regel.einde if regel.ondertekend_op else None),
            str(len(regel.dossier.open_velden) or ""),
            lib.format_bedrag(regel.bedrag) if regel.telt else "",
        )
        for regel in regels
    ]
    heading = ("gemeente", "stand", "ondertekend", "geldt t/m", "open", "bedrag per jaar")
    say(table(heading, rows, right=(4, 5)))
    say()
    for toestand in lib.Toestand:
        if number := stand.aantallen.get(toestand):
            amount = f", {lib.format_bedrag(stand.bedrag(toestand))} per jaar" * toestand.telt
            say(f"{toestand.voluit}: {number}{amount}")
    together = "Samen, zonder wat is geëindigd" if stand.geeindigd else "Alle gemeenten samen"
    say(
        f"Getekend: {stand.aantal_getekend} van {stand.leden}. "
        f"{together}: {lib.format_bedrag(stand.bedrag())} per jaar."
    )
    if stand.streven:
        say(stand.streven)
    for jaar, bedrag in stand.gefactureerd.items():
        say(f"Gefactureerd over {jaar}, min wat is gecrediteerd: {lib.format_bedrag(bedrag)}.")


def _short(day: date | None) -> str:
    return lib.format_datum_kort(day) if day else ""


def _values(
    regel: lib.Statusregel, day: Callable[[date | None], str], bedrag: Callable[[Decimal], str]
) -> tuple[str, ...]:
    open_velden = ", ".join(regel.dossier.open_velden)
    days = map(day, (regel.ondertekend_op, regel.opgezegd_op, regel.laatste_dag))
    who = (regel.gemeente, regel.cbs_code, str(regel.toestand), open_velden)
    return (*who, *days, bedrag(regel.bedrag), day(regel.eerste_dag), regel.opvolger)


def _csv(regels: Sequence[lib.Statusregel]) -> bytes:
    """Return the rows as a Dutch Excel reads them."""
    rows = (map(lib.guard, _values(regel, _short, lib.format_kaal)) for regel in regels)
    return lib.as_csv([_FIELDS, *rows])


def _json(stand: lib.Status, regels: Sequence[lib.Statusregel]) -> bytes:
    rows = (_values(regel, lambda day: str(day or ""), str) for regel in regels)
    text = json.dumps(
        {
            "op": str(stand.op),
            "retour_voor": str(stand.retour_voor) if stand.retour_voor else None,
            "getekend": stand.aantal_getekend,
            "leden": stand.leden,
            "bedrag": str(stand.bedrag()),
            "gefactureerd": {str(jaar): str(each) for jaar, each in stand.gefactureerd.items()},
            "gemeenten": [dict(zip(_FIELDS, row, strict=True)) for row in rows],
        },
        ensure_ascii=False,
        indent=2,
    )
    return f"{text}\n".encode()


@opdracht
def overzicht(ctx: click.Context) -> None:
    """Maak een pagina die laat zien hoe het ervoor staat.

    De pagina werkt zonder internet, is af te drukken, en verwijst naar de
    documenten in de map uitvoer.
    """
    say(f"Het overzicht staat in {near(lib.overzicht(werkmap_of(ctx), ctx.command_path))}.")
