"""What ``genereer`` and ``controleer`` tell when they are done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from textwrap import indent

import overeenkomstgen as lib
from overeenkomstgen.cli.scherm import count, names, near, remarks, tell_names
from overeenkomstgen.cli.woorden import say


def tell(verslag: lib.Verslag, final: str = "Ondertekend") -> None:
    """Tell what a run did."""
    remarks(verslag.opmerkingen)
    _tell_made(verslag)
    _tell_final(verslag, final)
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


def tell_missing(where: str, missing: Iterable[tuple[str, str]]) -> None:
    """Tell which facts are missing somewhere, and of which municipalities, given by field."""
    by_field: dict[str, list[str]] = {}
    for field, gemeente in missing:
        by_field.setdefault(field, []).append(gemeente)
    if by_field:
        say(f"\nNog niet bekend; {where} staat een invulregel:")
    for field, gemeenten in by_field.items():
        veld = lib.find_veld(field)
        place = f" ({veld.invullen})" if veld.invullen else ""
        say(f"  {veld.betekenis}{place}: {len(gemeenten)}")
        if not veld.sleutel:  # that is filled in once, for all
            say(names(gemeenten))


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
        number = count(len(made), soort.naam.lower(), soort.meervoud.lower())
        together = "samen " if len(made) > 1 else ""
        is_paid = soort.rol is lib.Rol.OVEREENKOMST
        amount = (
            f", {together}{lib.format_bedrag(verslag.bedrag(soort))} per jaar" if is_paid else ""
        )
        say(f"{number} gemaakt{amount}, in {folder}.")
    gone = [made.concept.naam for made in verslag.gemaakt if made.pdf_weggehaald]
    if gone:
        say("Weggehaald, omdat de PDF bij een andere tekst hoorde, is de PDF van:")
        say(names(gone))
    say(f"De verantwoording staat in {near(verslag.verantwoording)}.")


def _tell_unchanged(verslag: lib.Verslag) -> None:
    """Tell what stood there already; of one kind of document at a time."""
    soorten = {gevuld.concept.soort.naam: gevuld.concept.soort for gevuld in verslag.ongewijzigd}
    for soort in soorten.values():
        number = sum(gevuld.concept.soort is soort for gevuld in verslag.ongewijzigd)
        if soort.per is lib.Per.CONVENANT:
            say(f"{soort.naam} was al gemaakt en is ongewijzigd.")
        elif number == 1:
            say(f"1 {soort.naam.lower()} was al gemaakt en is ongewijzigd.")
        else:
            meervoud = soort.meervoud.lower()
            say(f"{number} {meervoud} waren al gemaakt en zijn ongewijzigd.")
    if soorten and not (verslag.gemaakt or verslag.mislukt or verslag.geweigerd):
        say("Er is niets opnieuw gemaakt; met --alles gebeurt dat wel.")


def _tell_final(verslag: lib.Verslag, final: str) -> None:
    tell_names(f"\n{final}, ongewijzigd gelaten", [each.naam for each in verslag.bevroren])
    for bevroren in verslag.bevroren:
        for verschil in bevroren.verschillen:
            say(f"  {bevroren.naam}: {verschil}")


def _where(field: str) -> str:
    veld = lib.find_veld(field)
    return veld.invullen or veld.betekenis


def _tell_problems(verslag: lib.Verslag) -> None:
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
