"""What ``genereer`` and ``controleer`` tell when they are done."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING

from overeenkomstgen import Per, Rol, find_veld, format_bedrag
from overeenkomstgen.cli.scherm import names, near, remarks
from overeenkomstgen.cli.woorden import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from overeenkomstgen import Gevuld, Verslag


def tell(verslag: Verslag, final: str = "Ondertekend") -> None:
    """Tell what a run did.

    Args:
        verslag: What it did.
        final: What makes a document final, so that it is left as it is.
    """
    remarks(verslag.opmerkingen)
    _tell_made(verslag)
    _tell_final(verslag, final)
    tell_open_fields([*verslag.ongewijzigd, *verslag.gemaakt])
    _tell_problems(verslag)


def tell_open_fields(documenten: Sequence[Gevuld]) -> None:
    """Tell which facts are missing, where to fill them in, and of which municipalities."""
    if any(document.ontbreekt for document in documenten):
        say("\nNog niet bekend; in het document staat een invulregel:")
        _tell_fields(documenten)
    by_hand: dict[str, int] = {}
    for document in documenten:
        for field in document.open_velden:
            if field not in document.ontbreekt:
                by_hand[field] = by_hand.get(field, 0) + 1
    if by_hand:
        say("\nMet de pen in te vullen bij de ondertekening:")
        for field, number in by_hand.items():
            say(f"  {find_veld(field).betekenis}: {number}")


def _tell_fields(documenten: Iterable[Gevuld]) -> None:
    by_field: dict[str, list[str]] = {}
    for document in documenten:
        for field in document.ontbreekt:
            by_field.setdefault(field, []).append(document.concept.naam)
    for field, gemeenten in by_field.items():
        veld = find_veld(field)
        where = f" ({veld.invullen})" if veld.invullen else ""
        say(f"  {veld.betekenis}{where}: {len(gemeenten)}")
        if not veld.sleutel:  # that is filled in once, for all
            say(names(gemeenten))


def _tell_made(verslag: Verslag) -> None:
    _tell_unchanged(verslag)
    if not verslag.gemaakt:
        if not verslag.ongewijzigd:
            say("Er is niets gemaakt.")
        return
    for soort in verslag.soorten:
        made = verslag.made(soort)
        if soort.per is Per.CONVENANT:
            stem = verslag.folder / made[0].concept.stem
            both = f"{near(stem)}.pdf, en in Word" if made[0].pdf_sha256 else f"{near(stem)}.docx"
            say(f"{soort.naam} gemaakt: {both}.")
            continue
        folder = near(verslag.folder / soort.folder(made[0].concept.onderwerp.jaar))
        one = len(made) == 1
        number = f"1 {soort.naam.lower()}" if one else f"{len(made)} {soort.meervoud.lower()}"
        if soort.rol is Rol.OVEREENKOMST:
            amount = format_bedrag(verslag.bedrag(soort))
            number += f" gemaakt, {'' if one else 'samen '}{amount} per jaar"
        else:
            number += " gemaakt"
        say(f"{number}, in {folder}.")
    gone = [made.concept.naam for made in verslag.gemaakt if made.pdf_weggehaald]
    if gone:
        say("Weggehaald, omdat de PDF bij een andere tekst hoorde, is de PDF van:")
        say(names(gone))
    say(f"De verantwoording staat in {near(verslag.verantwoording)}.")


def _tell_unchanged(verslag: Verslag) -> None:
    """Tell what stood there already; of one kind of document at a time."""
    soorten = {gevuld.concept.soort.naam: gevuld.concept.soort for gevuld in verslag.ongewijzigd}
    for soort in soorten.values():
        number = sum(gevuld.concept.soort is soort for gevuld in verslag.ongewijzigd)
        if soort.per is Per.CONVENANT:
            say(f"{soort.naam} was al gemaakt en is ongewijzigd.")
        elif number == 1:
            say(f"1 {soort.naam.lower()} was al gemaakt en is ongewijzigd.")
        else:
            meervoud = soort.meervoud.lower()
            say(f"{number} {meervoud} waren al gemaakt en zijn ongewijzigd.")
    if soorten and not (verslag.gemaakt or verslag.mislukt or verslag.geweigerd):
        say("Er is niets opnieuw gemaakt; met --alles gebeurt dat wel.")


def _tell_final(verslag: Verslag, final: str) -> None:
    if verslag.bevroren:
        say(f"\n{final}, ongewijzigd gelaten: {len(verslag.bevroren)}")
        say(names(bevroren.naam for bevroren in verslag.bevroren))
    for bevroren in verslag.bevroren:
        for verschil in bevroren.verschillen:
            say(f"  {bevroren.naam}: {verschil}")


def _where(field: str) -> str:
    veld = find_veld(field)
    return veld.invullen or veld.betekenis


def _tell_problems(verslag: Verslag) -> None:
    if verslag.geweigerd:
        number = len(verslag.geweigerd)
        say(f"\nGeweigerd, omdat er een gegeven ontbreekt: {number}", err=True)
        for gevuld in verslag.geweigerd:
            fields = ", ".join(_where(field) for field in gevuld.ontbreekt)
            say(f"    {gevuld.concept.naam}: {fields}", err=True)
    for mislukt in verslag.mislukt:
        say(f"\nNiet gemaakt: {mislukt.concept.naam}", err=True)
        for reden in mislukt.redenen:
            say(indent(reden, "    "), err=True)
    if verslag.mislukt or verslag.geweigerd:
        say("Wat er hiervan al stond is ongewijzigd.", err=True)
