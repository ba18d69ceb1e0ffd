"""``overeenkomstgen genereer``, ``facturen`` and ``controleer``: making documents, or not yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from textwrap import indent
from typing import Any

import click

import overeenkomstgen as lib
from overeenkomstgen.cli import opties, scherm
from overeenkomstgen.cli.afloop import ExitCode, code_of_run
from overeenkomstgen.cli.opties import BEDRAG, DATUM, JAAR, opdracht, optie, vlag
from overeenkomstgen.cli.scherm import near, progress_bar, remarks, say, tell_names, werkmap_of


@opdracht
@click.argument("gemeente", nargs=-1, metavar="[GEMEENTE]…")
@optie(
    "--soort",
    "SOORT",
    "Een andere documentsoort, zoals die in convenant.toml staat: herinnering, collegenota.",
)
@opties.jaar
@vlag(
    "--alleen-word",
    "Maak alleen de Word-bestanden. Een PDF van een eerdere tekst wordt weggehaald.",
)
@vlag("--alles", "Maak ook opnieuw wat niet is gewijzigd.")
@vlag("--strikt", "Weiger wat niet volledig is, zoals een overeenkomst zonder collegebesluit.")
@opties.uitvoer
@opties.tijdslimiet
@optie("--motor", "ADRES", "Laat een cluster van computers de PDF's maken: tls://computer:8786.")
def genereer(ctx: click.Context, gemeente: tuple[str, ...], **gekozen: Any) -> int:
    """Maak de overeenkomsten van alle gemeenten, of van de gemeenten die u noemt.

    Met --soort maakt u iets anders, zoals een brief. Die is dan voor de
    gemeenten die er nu een horen te krijgen: een herinnering voor wie nog niet
    heeft getekend, een ontvangstbevestiging voor wie dat wel deed.

    Hoofdletters, accenten en leestekens maken niet uit: den bosch,
    s-hertogenbosch en GM0796 zijn dezelfde gemeente. Zet een naam van meer
    woorden tussen aanhalingstekens: "den bosch".

    Elk document wordt teruggelezen en vergeleken voordat het in de map uitvoer
    komt. Wat ondertekend is, wordt nooit opnieuw gemaakt. Wat er al staat zoals
    het nu gemaakt zou worden, blijft staan. Zonder namen en zonder --soort wordt
    ook de lijst van ondertekenaars gemaakt, Bijlage 3.
    """
    keuzes = lib.Keuzes(gemeente, **gekozen)
    werkmap = werkmap_of(ctx)
    if keuzes.jaar is not None and lib.is_factuur(werkmap, keuzes.soort):
        if keuzes.alleen_word:
            raise click.UsageError("Facturen zijn er altijd ook in PDF. Laat --alleen-word weg.")
        return _make_facturen(werkmap, lib.Factuurwens(keuzes.jaar), keuzes)
    verslag = lib.genereer(werkmap, keuzes, progress_bar)
    tell(verslag)
    return code_of_run(verslag)


@opdracht
@click.argument("jaar", type=JAAR)
@click.argument("gemeente", nargs=-1, metavar="[GEMEENTE]…")
@optie(
    "--overschot",
    BEDRAG,
    "Het overschot dat met de bijdragen over het laatste jaar wordt verrekend, zonder btw.",
)
@optie("--datum", DATUM, "De factuurdatum. Standaard: vandaag.")
@vlag("--strikt", "Weiger een factuur waarin een gegeven ontbreekt.")
@opties.uitvoer
@opties.tijdslimiet
def facturen(
    ctx: click.Context,
    jaar: int,
    gemeente: tuple[str, ...],
    overschot: Decimal | None,
    datum: date | None,
    **gekozen: Any,
) -> int:
    """Maak de facturen van een jaar, voor wie heeft getekend.

    Wie heeft opgezegd krijgt geen factuur over een jaar na de laatste dag.

    Een factuur is definitief: nummer, datum en bedrag komen in facturen.csv en
    veranderen daarna niet meer. Dezelfde opdracht nog eens geven mag altijd;
    er komt alleen bij wat er nog niet was. Wat er sindsdien in de tabel is
    gewijzigd, wordt gemeld.

    Met --overschot wordt een overschot verdeeld naar rato van de bijdragen, op
    de cent nauwkeurig. Dat kan alleen in het laatste jaar, en voor alle
    gemeenten tegelijk.

    Voorbeeld: overeenkomstgen facturen 2027 --overschot 12500,00
    """
    wens = lib.Factuurwens(jaar, overschot, datum)
    return _make_facturen(werkmap_of(ctx), wens, lib.Keuzes(gemeente, **gekozen))


def _make_facturen(werkmap: lib.Werkmap, wens: lib.Factuurwens, keuzes: lib.Keuzes) -> ExitCode:
    """Make the invoices of a year and tell of them; return the exit code."""
    gemaakt = lib.maak_facturen(werkmap, wens, keuzes, progress_bar)
    tell(gemaakt.verslag, "Al gegeven")
    _tell_totals(gemaakt)
    return code_of_run(gemaakt.verslag)


def _tell_totals(gemaakt: lib.Factuurverslag) -> None:
    """Tell all invoices of the year, with the control total."""
    tell_names(f"\nGeen factuur over {gemaakt.jaar}, want opgezegd", gemaakt.beeindigd)
    if not gemaakt.facturen:
        say(f"Er zijn geen facturen van {gemaakt.jaar}.")
        return
    amounts = [
        (factuur.bijdrage, factuur.verrekening, factuur.btw, factuur.totaal)
        for factuur in gemaakt.facturen
    ]
    totals = [sum(column, Decimal(0)) for column in zip(*amounts, strict=True)]
    rows = [
        (factuur.nummer, factuur.gemeente, *map(lib.format_bedrag, row))
        for factuur, row in zip(gemaakt.facturen, amounts, strict=True)
    ]
    rows.append((f"{len(rows)} samen", "", *map(lib.format_bedrag, totals)))
    heading = ("factuur", "gemeente", "bijdrage", "overschot", "btw", "te betalen")
    say(f"\nAlle facturen van {gemaakt.jaar}; nieuw: {len(gemaakt.nieuw)}.")
    say(scherm.table(heading, rows, right=(2, 3, 4, 5)))
    if gemaakt.boekhouding:
        say(f"Voor de boekhouding: {near(gemaakt.boekhouding)}.")


@opdracht
@optie(
    "--getuige getuigen",
    "WAARDE",
    "Kijk alleen of register en facturen nog zijn zoals een document zegt: de PDF ervan, of de "
    "controlecode die erop staat. Mag vaker.",
    multiple=True,
)
@vlag("--diep", "Lees ook alles na wat bewaard is: getekende papieren en facturen.")
def controleer(ctx: click.Context, *, getuigen: tuple[str, ...], diep: bool) -> None:
    """Controleer tabel, periode en sjablonen, en maak niets.

    Alle fouten komen in één keer, met de rij en de kolom zoals Excel ze telt,
    of met de alinea van het sjabloon.
    """
    if getuigen:
        for sentence in lib.hoor_getuigen(werkmap_of(ctx), getuigen):
            say(sentence)
        return
    controle = lib.controleer(werkmap_of(ctx), progress_bar, diep=diep)
    remarks(controle.opmerkingen)
    sjablonen = lib.count(controle.sjablonen, "sjabloon", "sjablonen")
    invoer = controle.invoer
    say(
        f"In orde: {len(invoer.gemeenten)} gemeenten, {sjablonen}, "
        f"convenant {invoer.periode.convenant.periode}."
    )
    if diep:
        files = lib.count(controle.bewaard, "bewaard bestand", "bewaarde bestanden")
        say(f"Nagelezen: {files}, en wat daarvan is vastgelegd.")
    tell_open_fields(controle.overeenkomsten)


def tell(verslag: lib.Verslag, final: str = "Ondertekend") -> None:
    """Tell what a run did."""
    remarks(verslag.opmerkingen)
    _tell_made(verslag)
    tell_names(f"\n{final}, ongewijzigd gelaten", [each.naam for each in verslag.bevroren])
    for bevroren in verslag.bevroren:
        for verschil in bevroren.verschillen:
            say(f"  {bevroren.naam}: {verschil}")
    tell_open_fields([*verslag.ongewijzigd, *verslag.gemaakt])
    _tell_problems(verslag)


def tell_open_fields(documenten: Sequence[lib.Gevuld]) -> None:
    """Tell which facts are missing, where to fill them in, and of which municipalities."""
    tell_missing(
        "in het document",
        ((veld, document.concept.naam) for document in documenten for veld in document.ontbreekt),
    )
    by_hand = Counter(
        veld
        for document in documenten
        for veld in document.open_velden
        if veld not in document.ontbreekt
    )
    if by_hand:
        say("\nMet de pen in te vullen bij de ondertekening:")
        for veld, number in by_hand.items():
            say(f"  {lib.find_veld(veld).betekenis}: {number}")


def tell_missing(where: str, missing: Iterable[tuple[str, str]], *, err: bool = False) -> None:
    """Tell which facts are missing somewhere, and of which municipalities, given by field."""
    by_field: dict[str, list[str]] = {}
    for field, gemeente in missing:
        by_field.setdefault(field, []).append(gemeente)
    if by_field:
        say(f"\nNog niet bekend; {where} staat een invulregel:", err=err)
    for field, gemeenten in by_field.items():
        veld = lib.find_veld(field)
        place = f" ({veld.invullen})" if veld.invullen else ""
        say(f"  {veld.betekenis}{place}: {len(gemeenten)}", err=err)
        if not veld.sleutel:  # that is filled in once, for all
            say(scherm.names(gemeenten), err=err)


def _tell_made(verslag: lib.Verslag) -> None:
    _tell_unchanged(verslag)
    if not verslag.gemaakt:
        if not verslag.ongewijzigd:
            say("Er is niets gemaakt.")
        return
    for soort in verslag.soorten:
        made = verslag.made(soort)
        if soort.per is lib.Per.CONVENANT:
            stem = verslag.folder / made[0].concept.stem
            both = f"{near(stem)}.pdf, en in Word" if made[0].regel.pdf else f"{near(stem)}.docx"
            say(f"{soort.naam} gemaakt: {both}.")
            continue
        folder = near(verslag.folder / soort.folder(made[0].concept.onderwerp.jaar))
        number = lib.count(len(made), soort.naam.lower(), soort.meervoud.lower())
        amount = ""
        if soort.rol is lib.Rol.OVEREENKOMST:
            together = "samen " if len(made) > 1 else ""
            amount = f", {together}{lib.format_bedrag(verslag.bedrag(soort))} per jaar"
        say(f"{number} gemaakt{amount}, in {folder}.")
    if gone := [made.concept.naam for made in verslag.gemaakt if made.pdf_weggehaald]:
        say("Weggehaald, omdat de PDF bij een andere tekst hoorde, is de PDF van:")
        say(scherm.names(gone))
    say(f"De verantwoording staat in {near(verslag.verantwoording)}.")


def _tell_unchanged(verslag: lib.Verslag) -> None:
    """Tell what stood there already; of one kind of document at a time."""
    soorten = Counter(gevuld.concept.soort for gevuld in verslag.ongewijzigd)
    for soort, number in soorten.items():
        which = lib.count(number, soort.naam.lower(), soort.meervoud.lower())
        which = soort.naam if soort.per is lib.Per.CONVENANT else which
        were, are = ("was", "is") if number == 1 else ("waren", "zijn")
        say(f"{which} {were} al gemaakt en {are} ongewijzigd.")
    if soorten and not (verslag.gemaakt or verslag.mislukt or verslag.geweigerd):
        say("Er is niets opnieuw gemaakt; met --alles gebeurt dat wel.")


def _tell_problems(verslag: lib.Verslag) -> None:
    if verslag.geweigerd:
        say(f"\nGeweigerd, omdat er een gegeven ontbreekt: {len(verslag.geweigerd)}", err=True)
        for gevuld in verslag.geweigerd:
            velden = map(lib.find_veld, gevuld.ontbreekt)
            where = ", ".join(veld.invullen or veld.betekenis for veld in velden)
            say(f"    {gevuld.concept.naam}: {where}", err=True)
    for mislukt in verslag.mislukt:
        say(f"\nNiet gemaakt: {mislukt.concept.naam}", err=True)
        for reden in mislukt.redenen:
            say(indent(reden, "    "), err=True)
    if verslag.mislukt or verslag.geweigerd:
        say("Wat er hiervan al stond is ongewijzigd.", err=True)
