"""``overeenkomstgen sjabloon afleiden``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.cli.opties import BESTAND, bereik, opdracht, optie, vlag
from overeenkomstgen.cli.scherm import near, say, werkmap_of
from overeenkomstgen.cli.sjabloon import tell_keuringen


@opdracht
@click.argument("overeenkomst", type=BESTAND)
@optie("--gemeente", "NAAM", "Van welke gemeente die is.", required=True)
@optie(
    "-o --naar doel",
    "BESTAND",
    "Waar het sjabloon komt. Standaard: in de map sjablonen, met -afgeleid achter de naam.",
)
@optie(
    "--soort",
    "SOORT",
    "De documentsoort, zoals die in convenant.toml staat. Standaard: de overeenkomst.",
)
@optie("--ook", "BESTAND", "Een tweede ingevuld document, met dezelfde tekst.")
@optie("--gemeente2", "NAAM", "Van welke gemeente het tweede document is.")
@vlag("--interactief", "Vraag het, als een tekst meer velden kan zijn.")
@vlag("--overschrijf", "Vervang een bestand dat er al staat.")
def afleiden(
    ctx: click.Context,
    overeenkomst: Path,
    *,
    ook: Path | None,
    gemeente2: str | None,
    interactief: bool,
    **gekozen: Any,
) -> int:
    """Maak van een ingevulde OVEREENKOMST (.docx) van één gemeente een sjabloon.

    Wat in de tabel en in convenant.toml staat wordt in de tekst opgezocht, en
    vervangen door het veld dat erbij hoort. De opmaak blijft zoals zij is. Waar
    een tekst meer velden kan zijn, beslist wat eromheen staat; wat onzeker is
    blijft staan en komt op het scherm. Daarna wordt het sjabloon ingevuld,
    woord voor woord vergeleken met het voorbeeld, en gekeurd: alles wat van één
    gemeente kan zijn en er nog staat, staat daarbij.

    Voorbeeld: overeenkomstgen sjabloon afleiden deventer.docx --gemeente Deventer
    """
    if (ook is None) is not (gemeente2 is None):
        raise click.UsageError("--ook en --gemeente2 horen bij elkaar: geef ze beide op.")
    if interactief and not sys.stdin.isatty():
        raise click.UsageError("--interactief kan alleen op een scherm waar u kunt antwoorden.")
    tweede = (ook, gemeente2) if ook and gemeente2 else None
    ontleding = lib.ontleed(werkmap_of(ctx), lib.Afleidwens(overeenkomst, tweede=tweede, **gekozen))
    vragen = ontleding.vragen if interactief else ()
    afleiding = lib.leid_af(ontleding, {treffer: _ask(treffer) for treffer in vragen})
    _tell(afleiding)
    say("\nKeuring van het sjabloon:")
    tell_keuringen([afleiding.keuring])
    loose = (*afleiding.of(lib.Bestemming.TWIJFEL), *afleiding.of(lib.Bestemming.VERGRENDELD))
    found = any(each.graad is not lib.Graad.HERSTELD for each in afleiding.keuring.vondsten)
    if afleiding.is_goed and (found or any(treffer.is_van_gemeente for treffer in loose)):
        say("Het is nog niet af: kijk na wat hierboven staat.")
    return ExitCode.OK if afleiding.is_goed else ExitCode.DOCUMENTS_FAILED


def _ask(treffer: lib.Treffer) -> lib.Kandidaat | None:
    """Ask which field a value is; None to leave it as it is."""
    say(f"\n{_quoted(treffer)} kan meer zijn:")
    for number, kandidaat in enumerate(treffer.keuzes, 1):
        say(f"  {number}  {_named(kandidaat.veld)}")
    say("  0  laat staan")
    answer: int = click.prompt("Uw keuze", type=bereik(0, len(treffer.keuzes)), default=0)
    return treffer.keuzes[answer - 1] if answer else None


def _tell(afleiding: lib.Afleiding) -> None:
    """Tell what was made of the example, each line once; of what there is none nothing."""
    _tell_fields(afleiding)
    chosen = [v for v in afleiding.of(lib.Bestemming.VELD) if v.grond and len(v.kandidaten) > 1]
    twijfel = afleiding.of(lib.Bestemming.TWIJFEL)
    vast = Counter(v.tekst for v in afleiding.of(lib.Bestemming.VAST))
    lists: dict[str, Iterable[str]] = {
        "Gekozen uit meer mogelijkheden": (
            f"{_quoted(v)} is {_named(v.veld)}, want {v.grond}." for v in chosen
        ),
        "Toegevoegd achter de invulregel, voor gemeenten waarvan het nog niet bekend is": (
            f"{text} bij {veld}." for veld, text in afleiding.toegevoegd.items()
        ),
        "Onzeker, en daarom niet vervangen (met --interactief kiest u zelf)": (
            f"{_quoted(v)}: {_choices(v)}." for v in twijfel if v.is_van_gemeente
        ),
        "Onzeker, en blijft staan omdat het voor elke gemeente hetzelfde is": (
            f"{_quoted(v)}: {_choices(v)}." for v in twijfel if not v.is_van_gemeente
        ),
        "In een veld van Word zelf, en daarom niet vervangen (zet het in Word om in tekst)": (
            f"{_quoted(v)}." for v in afleiding.of(lib.Bestemming.VERGRENDELD)
        ),
        "Gewone woorden, waar niets erop wijst dat het een veld is": (
            f"'{text}', {number} keer." for text, number in vast.items()
        ),
    }
    for heading, lines in lists.items():
        if once := dict.fromkeys(lines):
            say("\n  ".join((f"\n{heading}:", *once)))
    _tell_proof(afleiding)


def _tell_fields(afleiding: lib.Afleiding) -> None:
    velden = afleiding.velden
    places = sum(velden.values())
    found, where = lib.count(len(velden), "veld", "velden"), lib.count(places, "plaats", "plaatsen")
    say(f"{found} gevonden, op {where}:" if velden else "Er is geen veld gevonden.")
    width = max(map(len, velden), default=0)
    for veld in sorted(velden):
        say(f"  {veld.ljust(width)}  {velden[veld]}")


def _tell_proof(afleiding: lib.Afleiding) -> None:
    say("\nProef:")
    for proef in afleiding.proeven:
        how = "niet" if proef.verschillen else "woord voor woord"
        say(f"  {proef.gemeente}: {how} gelijk aan {proef.voorbeeld.name}.")
        for verschil in proef.verschillen:
            say(f"    {verschil}")
    place = near(afleiding.bestand)
    if afleiding.is_goed:
        say(f"\nHet sjabloon staat in {place}.")
    else:
        say(f"\nHet sjabloon is niet goed. Om na te kijken staat het in {place}.")


def _named(veld: str) -> str:
    return f"{veld} ({lib.find_veld(veld).betekenis})"


def _quoted(treffer: lib.Treffer) -> str:
    return f"'{treffer.tekst}' in '{treffer.zin}'"


def _choices(treffer: lib.Treffer) -> str:
    velden = [kandidaat.veld for kandidaat in treffer.keuzes]
    return lib.show_list(velden, "of") if len(velden) > 1 else f"misschien {velden[0]}"
