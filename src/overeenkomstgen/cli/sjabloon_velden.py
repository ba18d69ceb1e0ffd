"""``overeenkomstgen sjabloon velden``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from textwrap import wrap

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.opties import opdracht, optie, vlag
from overeenkomstgen.cli.scherm import chosen_werkmap, table
from overeenkomstgen.cli.woorden import say

_MEANING, _VALUE = 44, 34


@opdracht("velden")
@click.argument("soort", required=False, metavar="[SOORT]")
@optie(
    "--gemeente",
    "GEMEENTE",
    "Van wie de waarden zijn. Standaard: de eerste gemeente van wie alles is ingevuld, of "
    "bijna alles.",
)
@vlag("--csv as_csv", "Toon het als CSV, met puntkomma's.")
def command(ctx: click.Context, soort: str | None, *, gemeente: str | None, as_csv: bool) -> None:
    """Toon elk veld dat in een sjabloon kan staan, met betekenis en waarde.

    SOORT is een documentsoort uit convenant.toml; dan blijven de velden over
    die daar kunnen. Een veld komt zo in het sjabloon: {{ gemeente.naam }}. Voor
    een bedrag, getal of datum zet u er een filter achter, zoals
    {{ bijdrage.jaarbedrag | bedrag }}. Achter de waarde staat welk.
    """
    found, velden = lib.read_velden(chosen_werkmap(ctx), soort, gemeente)
    rows = [(each.veld.naam, each.veld.betekenis, _shown(each)) for each in velden]
    heading = ("veld", "betekenis", f"waarde ({found.naam})")
    if as_csv:
        made = io.StringIO()
        csv.writer(made, delimiter=";", lineterminator="\n").writerows([heading, *rows])
        say(made.getvalue(), nl=False)
        return
    say(table(heading, list(_wrapped(rows))))


def _wrapped(rows: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Give rows with long cells on more than one line."""
    for naam, meaning, value in rows:
        meanings = wrap(meaning, _MEANING)
        values = wrap(value, _VALUE, break_on_hyphens=False) or [""]
        yield from zip_longest([naam], meanings, values, fillvalue="")


def _shown(each: lib.Veldwaarde) -> str:
    """Return a value as it is printed, with the filter that it needs."""
    veld, value = each.veld, each.waarde
    if value is None or isinstance(value, lib.Invulregel):
        return f"open ({veld.invullen})" if veld.invullen else "open"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return f"{lib.format_datum(value)} (datum)"
    if isinstance(value, tuple):
        return f"lijst van {len(value)}"
    if isinstance(value, int | Decimal):
        return _number(veld, value)
    return str(value)


def _number(veld: lib.Veld, value: int | Decimal) -> str:
    if veld.naam == "jaar":
        return str(value)
    if isinstance(value, Decimal) and veld.filter == "percentage":
        return f"{lib.format_percentage(value)} (percentage)"
    if isinstance(value, Decimal) and value == value.quantize(lib.CENT):
        return f"{lib.format_bedrag(value)} (bedrag)"
    return f"{lib.format_getal(value)} (getal)"
