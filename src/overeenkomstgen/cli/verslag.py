"""What ``genereer`` and ``controleer`` tell when they are done."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING

import click

from overeenkomstgen.adapters.verantwoording import NAME
from overeenkomstgen.cli.scherm import names, near, remarks
from overeenkomstgen.domain.documentsoort import Per
from overeenkomstgen.domain.notatie import format_bedrag
from overeenkomstgen.domain.velden import find_veld

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from overeenkomstgen.pipeline.genereer import Verslag
    from overeenkomstgen.uitgifte import Concept


def tell(verslag: Verslag) -> None:
    """Tell what a run did."""
    remarks(verslag.opmerkingen)
    _tell_made(verslag)
    _tell_signed(verslag)
    tell_open_fields([made.concept for made in verslag.gemaakt])
    _tell_problems(verslag)


def tell_open_fields(concepten: Sequence[Concept]) -> None:
    """Tell which facts are missing, where to fill them in, and of which municipalities."""
    unknown = {field for concept in concepten for field in concept.ontbreekt}
    if unknown:
        click.echo("\nNog niet bekend; in het document staat een invulregel:")
        _tell_fields([(concept, concept.ontbreekt) for concept in concepten])
    by_hand: dict[str, int] = {}
    for concept in concepten:
        for field in concept.word.open_fields:
            if field not in concept.ontbreekt:
                by_hand[field] = by_hand.get(field, 0) + 1
    if by_hand:
        click.echo("\nMet de pen in te vullen bij de ondertekening:")
        for field, number in by_hand.items():
            click.echo(f"  {find_veld(field).betekenis}: {number}")


def _tell_fields(missing: Iterable[tuple[Concept, tuple[str, ...]]]) -> None:
    by_field: dict[str, list[str]] = {}
    for concept, fields in missing:
        for field in fields:
            by_field.setdefault(field, []).append(concept.naam)
    for field, gemeenten in by_field.items():
        veld = find_veld(field)
        click.echo(f"  {veld.betekenis} (kolom {veld.kolom}): {len(gemeenten)}")
        click.echo(names(gemeenten))


def _tell_made(verslag: Verslag) -> None:
    if not verslag.gemaakt:
        click.echo("Er is niets gemaakt.")
        return
    for soort in verslag.soorten:
        made = verslag.made(soort)
        if soort.per is Per.CONVENANT:
            stem = verslag.folder / made[0].concept.stem
            both = f"{near(stem)}.pdf, en in Word" if made[0].pdf_sha256 else f"{near(stem)}.docx"
            click.echo(f"{soort.naam} gemaakt: {both}.")
            continue
        amount = format_bedrag(verslag.bedrag(soort))
        folder = near(verslag.folder / soort.map)
        if len(made) == 1:
            click.echo(f"1 {soort.naam.lower()} gemaakt, {amount} per jaar, in {folder}.")
        else:
            number = f"{len(made)} {soort.meervoud.lower()}"
            click.echo(f"{number} gemaakt, samen {amount} per jaar, in {folder}.")
    gone = [made.concept.naam for made in verslag.gemaakt if made.pdf_weggehaald]
    if gone:
        click.echo("Weggehaald, omdat de PDF bij een andere tekst hoorde, is de PDF van:")
        click.echo(names(gone))
    click.echo(f"De verantwoording staat in {near(verslag.folder / NAME)}.")


def _tell_signed(verslag: Verslag) -> None:
    if verslag.bevroren:
        click.echo(f"\nOndertekend, ongewijzigd gelaten: {len(verslag.bevroren)}")
        click.echo(names(bevroren.naam for bevroren in verslag.bevroren))
    for bevroren in verslag.bevroren:
        for verschil in bevroren.verschillen:
            click.echo(f"  {bevroren.naam}: {verschil}")


def _tell_problems(verslag: Verslag) -> None:
    if verslag.geweigerd:
        number = len(verslag.geweigerd)
        click.echo(f"\nGeweigerd, omdat er een gegeven ontbreekt: {number}", err=True)
        for concept in verslag.geweigerd:
            fields = ", ".join(f"kolom {find_veld(field).kolom}" for field in concept.ontbreekt)
            click.echo(f"    {concept.naam}: {fields}", err=True)
    for mislukt in verslag.mislukt:
        click.echo(f"\nNiet gemaakt: {mislukt.concept.naam}", err=True)
        for reden in mislukt.redenen:
            click.echo(indent(reden, "    "), err=True)
    if verslag.mislukt or verslag.geweigerd:
        click.echo("Wat er hiervan al stond is ongewijzigd.", err=True)
