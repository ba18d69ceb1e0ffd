"""What is told of a run that made documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from textwrap import indent

import overeenkomstgen as lib
from overeenkomstgen.cli import scherm
from overeenkomstgen.cli.scherm import near, remarks, say, tell_names

_MANY = 5
"""Names of which no more are told than how many there are, where nothing is to be done."""


def tell(verslag: lib.Verslag, final: str = "Ondertekend", *, accounted: bool = True) -> None:
    """Tell what a run did; ``accounted`` where there is an account of it."""
    remarks(verslag.opmerkingen)
    _tell_made(verslag)
    if accounted and verslag.gemaakt:
        say(f"De verantwoording staat in {near(verslag.verantwoording)}.")
    left = [*dict.fromkeys(each.naam for each in verslag.bevroren)]
    if len(left) > _MANY:
        say(f"\n{final}, ongewijzigd gelaten: {len(left)}")
    else:
        tell_names(f"\n{final}, ongewijzigd gelaten", left)
    for verschil in verslag.verschillen:
        say(f"  {verschil}")
    tell_open_fields([*verslag.ongewijzigd, *verslag.gemaakt])
    _tell_problems(verslag)


def tell_open_fields(documenten: Sequence[lib.Gevuld]) -> None:
    """Tell which facts are missing, where to fill them in, and of which municipalities."""
    missing = ((veld, each.concept.naam) for each in documenten for veld in each.ontbreekt)
    tell_missing("in het document", missing)
    open_fields = ((each, veld) for each in documenten for veld in each.open_velden)
    by_hand = Counter(veld for each, veld in open_fields if veld not in each.ontbreekt)
    if by_hand:
        say("\nMet de pen in te vullen bij de ondertekening:")
        for veld, number in by_hand.items():
            say(f"  {lib.find_veld(veld).betekenis}: {number}")


def tell_missing(where: str, missing: Iterable[tuple[str, str]], *, err: bool = False) -> None:
    """Tell which facts are missing somewhere, and of which municipalities, given by field."""
    by_field = lib.grouped(missing)
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
    for soort, made in verslag.per_soort.items():
        if soort.per is lib.Per.CONVENANT:
            stem = verslag.folder / made[0].concept.stem
            both = f"{near(stem)}.pdf, en in Word" if made[0].regel.pdf else f"{near(stem)}.docx"
            say(f"{soort.naam} gemaakt: {both}.")
            continue
        folder = near((verslag.folder / made[0].concept.stem).parent)
        number = lib.count(len(made), soort.naam.lower(), soort.meervoud.lower())
        amount = ""
        if soort.rol is lib.Rol.OVEREENKOMST:
            together = "samen " if len(made) > 1 else ""
            amount = f", {together}{lib.format_bedrag(verslag.bedrag(soort))} per jaar"
        say(f"{number} gemaakt{amount}, in {folder}.")
    if gone := [made.concept.naam for made in verslag.gemaakt if made.pdf_weggehaald]:
        say("Weggehaald, omdat de PDF bij een andere tekst hoorde, is de PDF van:")
        say(scherm.names(gone))


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
