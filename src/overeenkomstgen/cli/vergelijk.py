"""``overeenkomstgen vergelijk``: the difference of two documents as text on a screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from textwrap import wrap

import click

import overeenkomstgen as lib
from overeenkomstgen.cli.opties import opdracht, optie
from overeenkomstgen.cli.scherm import near, remarks, say, werkmap_of

_ENDINGS = {".docx", ".pdf", ".doc", ".odt"}
_WIDTH = 88
_CONTEXT = 12  # words that are shown at most on either side of a change
_LEAST = 4  # words that are shown at least, whatever ends a sentence
_QUOTED = 8  # words of a passage that tell which one it is
_MOST_NUMBERS = 30  # new numbers that are told at most

_SENTENCE_ENDS = (".", ";", ":", "?", "!")

Woord = tuple[str, bool]
"""A word with the marks around it, and whether it changed."""


@opdracht
@click.argument("stukken", nargs=-1, metavar="OUD NIEUW | GEMEENTE")
@optie(
    "-o --verslag",
    "VERSCHIL.docx",
    "Maak ook een Word-bestand, met de verschillen als bijgehouden wijzigingen.",
)
def vergelijk(ctx: click.Context, stukken: tuple[str, ...], *, verslag: Path | None) -> None:
    """Laat zien wat er in de tekst verschilt.

    Met twee documenten, elk in Word of als PDF: wat er verschilt, per artikel
    en per woord. Opmaak, spaties, afbrekingen en bladzijden tellen niet mee.
    Met één gemeente: wat er verschilt tussen de overeenkomst die er is (de
    getekende, of die in de map uitvoer) en die nu gemaakt zou worden.

    [-weg-] staat alleen in het oude document, {+erbij+} alleen in het nieuwe.
    Is er een verschil of niet, in beide gevallen eindigt de opdracht goed
    (code 0).

    Voorbeelden: overeenkomstgen vergelijk oud.docx nieuw.pdf -o verschil.docx;
    overeenkomstgen vergelijk Deventer
    """
    if verslag and verslag.suffix.lower() != ".docx":
        raise click.UsageError(f"{verslag} moet een naam hebben die eindigt op .docx.")
    match stukken:
        case oud, nieuw:
            outcome = lib.vergelijk(Path(oud), Path(nieuw), verslag)
        case (naam,) if Path(naam).suffix.lower() not in _ENDINGS:
            outcome = lib.vergelijk_gemeente(werkmap_of(ctx), naam, verslag)
        case _:
            raise click.UsageError("Geef twee documenten, of één gemeente.")
    verschil = outcome.verschil
    say(f"Oud:   {outcome.oud}\nNieuw: {outcome.nieuw}")
    remarks(outcome.opmerkingen)
    for each in outcome.niet_vergeleken:
        say(f"Niet vergeleken: {each}.")
    if verschil.gelijk:
        but = ", op wat niet is vergeleken na" if outcome.niet_vergeleken else ""
        say(f"De tekst is gelijk{but}.")
        if verslag:
            say(f"Daarom is {near(verslag)} niet gemaakt.")
        return
    for line in lines_of(verschil):
        say(line)
    say(f"\n{count_line(verschil)}")
    if outcome.verslag:
        say(f"De verschillen staan ook in {near(outcome.verslag)}, om in Word te bekijken.")


def lines_of(verschil: lib.Verschil) -> Iterator[str]:
    """Give the difference, line by line; colours only show on a terminal."""
    steps = [*verschil.stappen, *verschil.apart]
    renumbered = [stap for stap in steps if stap.soort is lib.Stapsoort.HERNUMMERD]
    told: set[int] = set()
    heading = ""
    shown = set(map(id, verschil.getoond))
    for at, stap in enumerate(steps):
        if id(stap) not in shown:
            continue
        lines = list(_lines(stap, steps, at, told))
        if lines and stap.plaats != heading:
            heading = stap.plaats
            yield ""
            yield from (click.style(line, bold=True) for line in wrap(heading, _WIDTH))
        yield from lines
    if renumbered:
        yield ""
        yield "Hernummerd, met de leden; de tekst is gelijk"
        yield from _filled("; ".join(_renumbered(renumbered)).split())


def _renumbered(steps: Sequence[lib.Stap]) -> Iterator[str]:
    """Tell which numbers became which; a paragraph that follows its article goes without saying."""
    articles = {
        tuple(number.split()[-1] for number in map(_bare, stap.nummers))
        for stap in steps
        if stap.kop and all(stap.nummers)
    }
    found = [
        " wordt ".join(map(_bare, stap.nummers))
        for stap in steps
        if stap.kop
        or tuple(number.partition(".")[0] for number in stap.nummers) not in articles
        or len({number.partition(".")[2] for number in stap.nummers}) > 1
    ]
    yield from found[:_MOST_NUMBERS]
    if len(found) > _MOST_NUMBERS:
        yield f"en nog {len(found) - _MOST_NUMBERS}"


def count_line(verschil: lib.Verschil) -> str:
    """Return how many passages differ, in one line."""
    counts = verschil.aantallen
    names = ("gewijzigd", "nieuw", "vervallen", "verplaatst", "hernummerd")
    found = [f"{number} {name}" for name in names if (number := counts[lib.Stapsoort(name)])]
    told = f"Verschillen: {', '.join(found)}."
    quantities = sum(len(stap.grootheden) for stap in (*verschil.stappen, *verschil.apart))
    if not quantities:
        return told
    which = lib.count(quantities, "bedrag, datum of getal", "bedragen, data of getallen")
    return f"{told} Er {'is' if quantities == 1 else 'zijn'} {which} gewijzigd."


def _lines(stap: lib.Stap, steps: Sequence[lib.Stap], at: int, told: set[int]) -> Iterator[str]:
    if stap.soort is lib.Stapsoort.VERPLAATST and stap.verhuizing not in told:
        told.add(stap.verhuizing)
        yield from _filled(_moved(stap, steps, at).split())
    if stap.soort is lib.Stapsoort.VERPLAATST and all(deel.gelijk for deel in stap.delen):
        return
    if all(stap.nummers) and stap.nummers[0] != stap.nummers[1] and not stap.verhuizing:
        yield f"  nummer: {' wordt '.join(map(_bare, stap.nummers))}"
    whole = stap.soort in {lib.Stapsoort.NIEUW, lib.Stapsoort.VERVALLEN}
    before = [f"{stap.soort.value.capitalize()}:"] if whole else []
    yield from _filled([*before, *_shown(stap)])
    for grootheid in stap.grootheden:
        yield from _filled(str(grootheid).split())


def _moved(stap: lib.Stap, steps: Sequence[lib.Stap], at: int) -> str:
    together = [each for each in steps if each.verhuizing == stap.verhuizing]
    size = sum(each.soort is lib.Stapsoort.VERPLAATST for each in together)
    number = "" if size == 1 else f" ({size} alinea's)"
    gone = {lib.Stapsoort.VERTROKKEN, lib.Stapsoort.VERVALLEN}
    now = "staat nu aan het begin"
    if before := [each for each in steps[:at] if each.soort not in gone]:
        now = f"staat nu na {before[-1].plaats if stap.kop else _quoted(before[-1])}"
    subject = "" if stap.kop else f" {_quoted(stap)}"
    return f"Verplaatst{number}:{subject} stond bij {stap.was}, {now}."


def _quoted(stap: lib.Stap) -> str:
    words = [stap.nummers[1], *(word for deel in stap.delen for word in deel.nieuw)]
    words = [word for word in words if word]
    cut = words[:_QUOTED] + ["…"] * (len(words) > _QUOTED)
    return f'"{" ".join(cut)}"'


def _shown(stap: lib.Stap) -> Iterator[str]:
    """Give the words of a passage that changed, with those around them."""
    words: list[Woord] = []
    for deel in stap.delen:
        if deel.gelijk:
            words += [(word, False) for word in deel.nieuw or deel.oud]
        else:
            words += _marked(deel.oud, "[-", "-]", "red")
            words += _marked(deel.nieuw, "{+", "+}", "green")
    shown = {at for at, (_, changed) in enumerate(words) if changed}
    for at in tuple(shown):
        shown |= set(_around(words, at, -1)) | set(_around(words, at, 1))
    for is_shown, group in groupby(enumerate(words), key=lambda each: each[0] in shown):
        if is_shown:
            yield from (word for _, (word, _) in group)
        else:
            yield "…"


def _marked(words: Sequence[str], opens: str, closes: str, colour: str) -> Iterator[Woord]:
    marked = f"{opens}{' '.join(words)}{closes}".split(" ") if words else []
    return ((click.style(word, fg=colour), True) for word in marked)


def _around(words: Sequence[Woord], at: int, step: int) -> Iterator[int]:
    """Give the places of the words before or after a change, up to the end of the sentence."""
    for distance in range(1, _CONTEXT + 1):
        place = at + step * distance
        if not 0 <= place < len(words) or words[place][1]:
            return
        ends = words[place][0].endswith(_SENTENCE_ENDS)
        if step < 0 and ends and distance > _LEAST:
            return
        yield place
        if step > 0 and ends and distance >= _LEAST:
            return


def _filled(words: Iterable[str]) -> Iterator[str]:
    """Give words as indented lines; what colours a word takes no room."""
    line, room = "", 0
    for word in words:
        size = len(click.unstyle(word))
        if line and room + 1 + size > _WIDTH:
            yield line
            line = ""
        line, room = (f"{line} {word}", room + 1 + size) if line else (f"  {word}", 2 + size)
    yield line


def _bare(number: str) -> str:
    return number.rstrip(".:") or "(geen nummer)"
