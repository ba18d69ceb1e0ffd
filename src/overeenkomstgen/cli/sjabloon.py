"""``overeenkomstgen sjabloon``: what there is to do with templates themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from textwrap import indent, wrap

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.cli.hoofd import Groep
from overeenkomstgen.cli.opties import BESTAND, opdracht, optie, vlag
from overeenkomstgen.cli.scherm import near, progress_bar, say, table, werkmap_of

_MEANING, _VALUE = 44, 34
"""Widths of columns, in characters."""
_COMMANDS = {
    "controleer": ("sjabloon", "Zoek alles wat mis is of mis kan gaan."),
    "velden": ("sjabloon", "Toon elk veld met zijn betekenis en een waarde."),
    "proef": ("sjabloon", "Vul het sjabloon met de lastigste gemeenten en maak PDF's."),
    "afleiden": ("sjabloon_afleiden", "Maak van een ingevulde overeenkomst een sjabloon."),
}


@click.group(
    cls=Groep,
    opdrachten=_COMMANDS,
    epilog="Uitleg bij een opdracht: overeenkomstgen sjabloon OPDRACHT --help",
)
def sjabloon() -> None:
    """Controleer een Word-sjabloon, probeer het uit, of leid het af.

    Een sjabloon is een gewoon Word-document met velden erin, zoals
    {{ gemeente.naam }}. De sjablonen staan in de map sjablonen.
    """


@opdracht
@click.argument("bestand", required=False, type=BESTAND, metavar="[BESTAND]")
@vlag(
    "--markeer marked",
    "Maak een kopie van BESTAND met bij elke vondst een opmerking in de kantlijn van Word.",
)
@optie(
    "-o --uit",
    "UIT.docx",
    "Waar die kopie komt. Standaard: naast BESTAND, met -nagekeken achter de naam.",
)
def controleer(ctx: click.Context, bestand: Path | None, *, marked: bool, uit: Path | None) -> int:
    """Zoek in een sjabloon alles wat mis is of mis kan gaan.

    Zonder BESTAND: in alle sjablonen van de werkmap. Een fout moet eerst weg:
    anders wordt er geen document gemaakt, of een verkeerd. Bij let op werkt het
    sjabloon, maar is het goed om te kijken. Wat hersteld is, was niet goed
    getypt, maar wordt gelezen zoals het is bedoeld.

    Aan BESTAND zelf verandert niets.
    """
    if bestand is None:
        if marked or uit:
            raise click.UsageError("Noem bij --markeer het sjabloon waarvan u een kopie wilt.")
        return tell_keuringen(lib.controleer_sjablonen(werkmap_of(ctx)))
    if uit and not marked:
        raise click.UsageError("-o hoort bij --markeer.")
    keuring = lib.controleer_sjabloon(_werkmap(ctx), bestand)
    code = tell_keuringen([keuring])
    if marked:
        say(f"De kopie met opmerkingen staat in {near(lib.markeer(keuring, uit))}.")
    return code


def _werkmap(ctx: click.Context) -> lib.Werkmap | None:
    """Return the werkmap; a template can be examined without one, unless one was chosen."""
    try:
        return werkmap_of(ctx)
    except lib.WerkmapError:
        if ctx.obj:
            raise
        return None


def tell_keuringen(keuringen: Sequence[lib.Keuring]) -> int:
    """Tell what was found in templates; return the exit code that goes with it."""
    counts: Counter[lib.Graad] = Counter()
    for keuring in keuringen:
        counts.update(vondst.graad for vondst in keuring.vondsten)
        found = "bij geen documentsoort, dus nagekeken met de velden van alle documentsoorten"
        if keuring.soorten:
            found = f"sjabloon van: {lib.show_list(keuring.soorten, 'en')}"
        say(f"{keuring.name} ({found}):{'' if keuring.vondsten else ' in orde.'}")
        for vondst in keuring.vondsten:
            fault = vondst.fault
            where = fault.where.removeprefix(keuring.name).removeprefix(", ")
            place = f", {where}" if where else ""
            say(f"  {vondst.graad.capitalize()}{place}: {fault.what}; {fault.advice}.")
    if counts:
        fouten = lib.count(counts[lib.Graad.FOUT], "fout", "fouten")
        let_op, hersteld = counts[lib.Graad.LET_OP], counts[lib.Graad.HERSTELD]
        say(f"{fouten}, {let_op} keer let op, {hersteld} keer vanzelf hersteld.")
    return ExitCode.INPUT if counts[lib.Graad.FOUT] else ExitCode.OK


@opdracht
@click.argument("soort", required=False, metavar="[SOORT]")
@optie(
    "--gemeente",
    "GEMEENTE",
    "Van wie de waarden zijn. Standaard: de eerste gemeente van wie alles is ingevuld, of "
    "bijna alles.",
)
@vlag("--leeg", "Toon wat er komt te staan zolang er van die gemeente niets bekend is.")
@vlag("--csv as_csv", "Toon het als CSV, met puntkomma's.")
def velden(
    ctx: click.Context, soort: str | None, *, gemeente: str | None, leeg: bool, as_csv: bool
) -> None:
    """Toon elk veld dat in een sjabloon kan staan, met betekenis en waarde.

    SOORT is een documentsoort uit convenant.toml; dan blijven de velden over
    die daar kunnen. Een veld komt zo in het sjabloon: {{ gemeente.naam }}. Voor
    een bedrag, getal of datum zet u er een filter achter, zoals
    {{ bijdrage.jaarbedrag | bedrag }}. Achter de waarde staat welk. Een eigen
    kolom van de tabel heet zo: {{ gemeente.eigen.contactpersoon }}, met kleine
    letters zonder accenten en _ voor al het andere.
    """
    found, velden = lib.read_velden(werkmap_of(ctx), soort, gemeente, leeg=leeg)
    rows = [(veld.naam, veld.betekenis, _shown(veld, value)) for veld, value in velden]
    heading = ("veld", "betekenis", f"waarde ({found.naam})")
    if as_csv:
        say(lib.as_csv([heading, *rows], "utf-8").decode().replace("\r\n", "\n"), nl=False)
        return
    lines: list[tuple[str, ...]] = []
    for naam, meaning, value in rows:
        cells = ([naam], wrap(meaning, _MEANING), wrap(value, _VALUE, break_on_hyphens=False))
        lines += zip_longest(*cells, fillvalue="")
    say(table(heading, lines))


def _shown(veld: lib.Veld, value: object) -> str:
    """Return a value as it is printed, with the filter that it needs."""
    if value is None or (isinstance(value, lib.Invulregel) and not value.zin):
        return f"open ({veld.invullen})" if veld.invullen else "open"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return f"{lib.format_datum(value)} (datum)"
    if isinstance(value, tuple):
        return f"lijst van {len(value)}"
    if isinstance(value, int | Decimal):
        return _number(veld, value)
    return re.sub("_+", "____", str(value)) or "leeg"


def _number(veld: lib.Veld, value: int | Decimal) -> str:
    if veld.naam == "jaar":
        return str(value)
    if isinstance(value, Decimal) and veld.filter == "percentage":
        return f"{lib.format_percentage(value)} (percentage)"
    if isinstance(value, Decimal) and value == value.quantize(lib.CENT):
        return f"{lib.format_bedrag(value)} (bedrag)"
    return f"{lib.format_getal(value)} (getal)"


@opdracht
@click.argument("wat", required=False, metavar="[SOORT|BESTAND]")
@optie("-o --uit", "MAP", "Waar de proef komt. Standaard: in uitvoer, in de map proef.")
def proef(ctx: click.Context, wat: str | None, *, uit: Path | None) -> int:
    """Vul een sjabloon met de lastigste gemeenten en maak er PDF's van.

    Dat zijn de gemeente met de langste gegevens, die met de kortste, die met de
    meeste accenten en die waarvan het minst bekend is. SOORT is een
    documentsoort uit convenant.toml, BESTAND een sjabloon. Zonder keus is het
    de overeenkomst.

    De PDF's worden nagekeken als echte, maar staan apart. Er wordt niets
    vastgelegd en niets verzonden.
    """
    soort, made = lib.beproef(werkmap_of(ctx), wat, uit, progress_bar)
    say(f"Proef van {soort.naam}, in {near(made[0].plaats.parent)}:")
    for stuk in made:
        _tell_proef(stuk)
    return ExitCode.DOCUMENTS_FAILED if any(stuk.redenen for stuk in made) else ExitCode.OK


def _tell_proef(stuk: lib.Proefstuk) -> None:
    who, pages = "voor alle gemeenten", stuk.paginas
    if stuk.rij:
        who = f"{stuk.rij.gemeente.naam} ({lib.show_list(stuk.rij.redenen, 'en')})"
    number = lib.count(pages, "bladzijde", "bladzijden") if pages else "geen PDF"
    say(f"  {who}: {stuk.plaats.name}, {number}")
    if stuk.open_velden:
        meanings = [lib.find_veld(veld).betekenis for veld in stuk.open_velden]
        say(f"    Nog open: {lib.show_list(meanings, 'en')}")
    for reden in stuk.redenen:
        say(indent(reden, "    "))
