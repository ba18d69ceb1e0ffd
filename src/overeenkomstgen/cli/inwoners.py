"""``overeenkomstgen inwoners``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.opties import DATUM, opdracht, optie, vlag
from overeenkomstgen.cli.scherm import near, progress_bar, remarks, say, table, werkmap_of


@opdracht
@optie(
    "--peildatum",
    DATUM,
    "De dag waarop de inwoners zijn geteld, een 1 januari. Standaard: de peildatum in "
    "convenant.toml.",
)
@vlag("--schrijf", "Neem de aantallen van CBS over in de tabel.")
def inwoners(ctx: click.Context, *, peildatum: date | None, schrijf: bool) -> None:
    """Vergelijk de inwoners in de tabel met die van CBS.

    De aantallen komen via internet van CBS, per CBS-code. Zonder --schrijf
    wordt er niets gewijzigd. Met --schrijf komen de aantallen die anders zijn
    in de kolom inwoners, en blijft er een kopie van de tabel. Van een gemeente
    die al heeft getekend wordt niets gewijzigd.

    Voorbeeld: overeenkomstgen inwoners --peildatum 2022-01-01
    """
    werkmap = werkmap_of(ctx)
    found = lib.vergelijk_inwoners(werkmap, peildatum, schrijf=schrijf, progress=progress_bar)
    vergelijking = found.vergelijking
    day = lib.format_datum(vergelijking.peildatum)
    say(f"Inwoners op {day} volgens CBS (tabel {lib.CBS_TABEL}), naast {found.bron}.")
    gelijk, anders, unsure = vergelijking.gelijk, vergelijking.anders, vergelijking.onzeker
    if anders:
        say(f"\n{_differences(anders)}\n")
    say(f"Gelijk: {gelijk}. Anders: {len(anders)}. Niet te vergelijken: {len(unsure)}.")
    for regel in unsure:
        say(f"  {regel.rij.naam}, rij {regel.rij.nummer}: {regel.probleem}")
    for regel in vergelijking.getekend:
        what = "heeft al getekend, dus het aantal in de tabel blijft staan"
        advice = "is dat aantal fout, overleg dan met de gemeente"
        say(f"  {regel.rij.naam}, rij {regel.rij.nummer}: {what}; {advice}")
    remarks(_remarks(found))
    say(_ending(found, schrijf=schrijf))


def _differences(regels: Sequence[lib.Inwonersregel]) -> str:
    rows = [
        (
            regel.rij.naam,
            lib.show(regel.rij.inwoners) if regel.tabel is None else lib.format_getal(regel.tabel),
            lib.format_getal(regel.cbs or 0),
            "" if regel.tabel is None else _signed((regel.cbs or 0) - regel.tabel),
        )
        for regel in regels
    ]
    return table(("gemeente", "in de tabel", "volgens CBS", "verschil"), rows, right=(1, 2, 3))


def _signed(difference: int) -> str:
    return f"+{lib.format_getal(difference)}" if difference > 0 else lib.format_getal(difference)


def _remarks(found: lib.Nagekeken) -> Iterator[str]:
    vergelijking = found.vergelijking
    yield from filter(None, (regel.opmerking for regel in vergelijking.regels))
    if vergelijking.voorbehoud:
        said = f"CBS schrijft bij {vergelijking.peildatum.year}: {vergelijking.voorbehoud}"
        yield f"{said} Een voorlopig aantal kan nog veranderen."
    if found.afwijkend:
        yield f"De peildatum van het convenant is {lib.format_datum(found.afwijkend)}."


def _ending(found: lib.Nagekeken, *, schrijf: bool) -> str:
    """Return what was done, or what can be done now."""
    number, name = len(found.vergelijking.over_te_nemen), found.tabel.name
    if found.kopie:
        taken = f"de inwoners van {lib.count(number, 'gemeente', 'gemeenten')}"
        before = f"De tabel zoals die was staat in {near(found.kopie)}."
        return f"Overgenomen in {name}: {taken}.\n{before}"
    if schrijf or not number:
        return f"Er is niets gewijzigd: er is niets over te nemen in {name}."
    if found.afwijkend:
        return "Er is niets gewijzigd."
    advice = f"Neem de aantallen over in {name} met: overeenkomstgen inwoners --schrijf"
    return f"Er is niets gewijzigd. {advice}"
