"""``overeenkomstgen status``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.opties import opdracht, vlag
from overeenkomstgen.cli.scherm import near, remarks, say, table, werkmap_of

_FIELDS = (
    *("gemeente", "cbs_code", "stand", "open_velden", "ondertekend_op", "opgezegd_op"),
    *("laatste_dag", "bedrag", "eerste_dag", "opvolger", "ondertekend_door"),
    *("medeondertekend_op", "medeondertekend_door", "scan", "verzonden"),
)
_MEDE = "onderteken GEMEENTE… --namens stichting --op DATUM"
_SCAN = "corrigeer GEMEENTE --bestand PDF --reden TEKST"
_FEW = 5
"""Names that are told on a line with what is asked of them; of more, how many there are."""


@opdracht
@click.argument("gemeente", nargs=-1, metavar="[GEMEENTE]…")
@vlag("--ontbrekend", "Alleen de gemeenten die nog niet tekenden.")
@vlag("--csv as_csv", "Als CSV, voor Excel.")
@vlag("--json as_json", "Als JSON, voor programma's.")
def status(
    ctx: click.Context, gemeente: tuple[str, ...], *, ontbrekend: bool, as_csv: bool, as_json: bool
) -> None:
    """Toon hoe het er met elke gemeente voor staat, en met het geheel.

    Van een gemeente die u noemt staat er ook wie er heeft getekend, waar de scan
    is, en wat er wanneer naar haar is verzonden.
    """
    if as_csv and as_json:
        raise click.UsageError("Kies --csv of --json, niet allebei.")
    stand, regels = lib.status_van(werkmap_of(ctx), gemeente)
    missing = {regel.cbs_code for regel in stand.ontbrekend}
    regels = tuple(regel for regel in regels if not ontbrekend or regel.cbs_code in missing)
    remarks(stand.opmerkingen, err=as_csv or as_json)
    if as_csv or as_json:  # for a program: UTF-8 and its own line ends, whatever the screen has
        say(_csv(regels) if as_csv else _json(stand, regels), nl=False)
    elif gemeente:
        for regel in regels:
            say(f"{regel.gemeente}: {regel.toestand.voluit}")
            for line in _particulars(stand, regel):
                say(f"  {line}")
    else:
        _tell(stand, regels)


def _particulars(stand: lib.Status, regel: lib.Statusregel) -> Iterator[str]:
    """Yield what there is to tell of a municipality, a line each."""
    own, mede = regel.stand.ondertekening, regel.stand.medeondertekening
    if own:
        yield _signature("Getekend", own)
        yield _signature("Door de stichting", mede) if mede else "Door de stichting: nog niet"
        yield f"Geldt tot en met {lib.format_datum(regel.einde)}"
        yield from (f"{each[0].upper()}{each[1:]}" for each in stand.verloop(regel))
    if regel.open_velden:
        yield f"Open: {', '.join(lib.find_veld(veld).betekenis for veld in regel.open_velden)}"
    if regel.dossier.documenten:
        yield f"Gemaakt: {', '.join(regel.dossier.documenten)}"
    yield from (f"Verzonden: {_sent(each, lib.format_datum)}" for each in regel.verzonden)


def _signature(what: str, entry: lib.Inschrijving) -> str:
    day = f" op {lib.format_datum(entry.datum)}" if entry.datum else ""
    who = f" door {entry.ondertekenaar}" if entry.ondertekenaar else ""
    return f"{what}{day}{who}: {entry.bestand or 'geen scan'}"


def _sent(zending: lib.Zending, day: Callable[[date], str]) -> str:
    """Return a document that was sent, and when: what tells which one it is comes with it."""
    which = zending.kenmerk or zending.factuurnummer or zending.exemplaar
    return f"{zending.soort} ({which}) op {day(zending.datum)}"


def _tell(stand: lib.Status, regels: Sequence[lib.Statusregel]) -> None:
    rows = [
        (
            regel.gemeente,
            regel.toestand.voluit,
            _short(regel.ondertekend_op),
            _short(regel.einde if regel.ondertekend_op else None),
            str(len(regel.open_velden) or ""),
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
    shown = {regel.cbs_code for regel in regels}
    for what, asked, how in (
        ("handtekening van de stichting", stand.mede_te_ondertekenen, _MEDE),
        ("scan van wat is getekend", stand.zonder_scan, _SCAN),
    ):
        names = [regel.gemeente for regel in asked if regel.cbs_code in shown]
        if names:
            few = f" ({', '.join(names)})" * (len(names) <= _FEW)
            say(f"Zonder {what}: {len(names)}{few}. Vastleggen: overeenkomstgen {how}")
    for jaar, bedrag in stand.gefactureerd.items():
        say(f"Gefactureerd over {jaar}, min wat is gecrediteerd: {lib.format_bedrag(bedrag)}.")


def _short(day: date | None) -> str:
    return lib.format_datum_kort(day) if day else ""


def _values(
    regel: lib.Statusregel, day: Callable[[date | None], str], bedrag: Callable[[Decimal], str]
) -> tuple[str, ...]:
    open_velden = ", ".join(regel.open_velden)
    days = map(day, (regel.ondertekend_op, regel.opgezegd_op, regel.laatste_dag))
    who = (regel.gemeente, regel.cbs_code, str(regel.toestand), open_velden)
    mede = regel.stand.medeondertekening
    signed = (regel.ondertekend_door, day(regel.medeondertekend_op))
    scan = (mede.ondertekenaar if mede else "", regel.scan)
    sent = "; ".join(_sent(each, day) for each in regel.verzonden)
    has = (bedrag(regel.bedrag), day(regel.eerste_dag), regel.opvolger)
    return (*who, *days, *has, *signed, *scan, sent)


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
