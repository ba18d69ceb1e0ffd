"""The report, in Dutch: tables that can be read as they stand and as Markdown."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eigen import Eigen
from vergelijking import ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from klein import Klein
    from meting import Meting
    from vergelijking import Geheugen, Uitslag
    from verhouding import Doel
    from vulling import Vulling

_MIB = 2**20

HOE = """\
Alles is in één keer gemeten, op dezelfde machine, met hetzelfde sjabloon
(`sjablonen/samenwerkingsovereenkomst.docx`) en dezelfde tabel (`gemeenten.csv`): de 41
samenwerkingsovereenkomsten. Van elk ander programma is nagegaan dat elke pagina van elke PDF
dezelfde tekst heeft als die van ons.

- Het zijn hele processen, van het begin tot het laatste document. In elke ronde lopen dit programma
  en het andere vlak na elkaar, om en om met wie begint. De verhouding is de mediaan van de
  verhoudingen per ronde, zodat een machine die trager wordt beide trager maakt. Onder 1 is dit
  programma sneller.
- Koud: er draait geen LibreOffice en het proces is nieuw. Warm: de tweede keer in dezelfde
  opstelling. Wat er koud en warm al staat, verschilt per programma en staat in de tabel. Waar
  niets blijft draaien is warm hetzelfde als koud, en één keer gemeten.
- Geheugen: het hoogste van alle processen samen (PSS, zodat wat zij delen één keer telt), elke
  20 ms bekeken in een ronde die niet meetelt voor de tijd. Processortijd: van alle processen samen.
- De andere programma's krijgen een voorsprong. De bedragen, de datums en de invulregels zijn voor
  hen van tevoren uitgewerkt; zij lezen en controleren de tabel niet. Carbone, docxtemplater,
  docx-mailmerge2 en het samenvoegen van LibreOffice krijgen het sjabloon met hun eigen velden,
  zonder voorwaarden. Het afsluiten van wat blijft draaien, telt niet mee.
- Dit programma maakt 42 documenten (ook Bijlage 3), in Word en in PDF/A-2a + PDF/UA-1, en leest ze
  allemaal na.
- Aan het loket: het loket is open, en is al gebruikt. Gemeten is van het verzoek van de browser tot
  het antwoord; van één overeenkomst tot en met de beelden van haar bladzijden.
- Invullen alleen: in één proces, na het laden, en na één ronde die niet meetelt. Dit programma
  leest het sjabloon één keer voor de 41 documenten; dat lezen is meegeteld."""


@dataclass(frozen=True, slots=True)
class Resultaten:
    """All that was measured.

    Attributes:
        machine: What it was measured on, in Dutch, line by line.
        geheugen: Our own memory.
        uitslagen: The other programs.
        vullingen: Filling alone.
        klein: The small things of every day.
        doelen: What was asked.
    """

    machine: Sequence[str]
    geheugen: Geheugen
    uitslagen: Sequence[Uitslag]
    vullingen: Sequence[Vulling]
    klein: Sequence[Klein]
    doelen: Sequence[Doel]


def write_report(resultaten: Resultaten) -> str:
    """Return the whole report."""
    parts = [
        "# Hoe snel, naast andere programma's",
        "Gemaakt door `make bench`; niet met de hand te wijzigen.",
        "\n".join(f"- {line}" for line in resultaten.machine),
        "## De 41 overeenkomsten, van tabel tot PDF",
        "De tijd van dit programma, gedeeld door die van het andere (mediaan van de rondes):",
        _programs(resultaten),
        _conditions(resultaten.uitslagen),
        "## Invullen alleen",
        _filling(resultaten.vullingen),
        "## Elke dag",
        _daily(resultaten.klein),
        "## Wat gevraagd was",
        _goals(resultaten.doelen),
        "## Hoe er gemeten is",
        HOE,
    ]
    return "\n\n".join(parts) + "\n"


def _programs(resultaten: Resultaten) -> str:
    head = (
        "programma",
        "rondes",
        "koud",
        "warm",
        "s koud",
        "s warm",
        "processor-s koud",
        "processor-s warm",
        "MiB koud",
        "MiB warm",
    )
    ours_cold = [ours for uitslag in resultaten.uitslagen for ours, _ in uitslag.koud]
    ours_warm = [ours for uitslag in resultaten.uitslagen for ours, _ in uitslag.warm]
    rows = [
        (
            "dit programma",
            str(len(ours_cold)),
            "",
            "",
            *_seconds(ours_cold, ours_warm),
            *_memory(resultaten.geheugen),
        )
    ]
    for uitslag in resultaten.uitslagen:
        cold, warm = [other for _, other in uitslag.koud], [other for _, other in uitslag.warm]
        rows.append(
            (
                uitslag.kandidaat.naam,
                str(len(cold)),
                number(ratio(uitslag.koud)),
                number(ratio(uitslag.warm)),
                *_seconds(cold, warm),
                *_memory(uitslag.geheugen),
            )
        )
    return table(head, rows)


def _conditions(uitslagen: Iterable[Uitslag]) -> str:
    lines = [
        "Wat elk geeft, waar een koude ronde mee begint, en wat er in een warme ronde al is:",
        "",
    ]
    for kandidaat in (Eigen(), *(uitslag.kandidaat for uitslag in uitslagen)):
        lines += [
            f"- {kandidaat.naam}",
            f"  - geeft: {kandidaat.geeft}",
            f"  - koud: {kandidaat.koud}",
            f"  - warm: {kandidaat.warm}",
        ]
    return "\n".join(lines)


def _filling(vullingen: Sequence[Vulling]) -> str:
    ours = [ours for vulling in vullingen for ours, _ in vulling.rondes]
    rows = [("dit programma", "", number(statistics.median(ours)))]
    for vulling in vullingen:
        theirs = statistics.median(theirs for _, theirs in vulling.rondes)
        rows.append((vulling.naam, number(vulling.verhouding), number(theirs)))
    return table(("programma", "verhouding", "ms per document"), rows)


def _daily(klein: Sequence[Klein]) -> str:
    rows = [
        (
            each.wat,
            each.naast,
            number(each.verhouding),
            *(number(statistics.median(column)) for column in zip(*each.rondes, strict=True)),
        )
        for each in klein
    ]
    return table(("dit programma", "daarnaast", "verhouding", "s", "s daarnaast"), rows)


def _goals(doelen: Iterable[Doel]) -> str:
    rows = [
        (
            doel.wat,
            f"{number(doel.grens)} {doel.eenheid}",
            f"{number(doel.waarde)} {doel.eenheid}",
            "ja" if doel.gehaald else "NEE",
        )
        for doel in doelen
    ]
    return table(("wat", "hoogstens", "gemeten", "gehaald"), rows)


def _seconds(cold: Iterable[Meting], warm: Iterable[Meting]) -> tuple[str, ...]:
    """Return the time on the clock, cold and warm, and that of the processor."""
    runs = list(cold), list(warm)
    clock = [statistics.median(meting.seconden for meting in run) for run in runs]
    processor = [statistics.median(meting.cpu for meting in run) for run in runs]
    return tuple(map(number, clock + processor))


def _memory(geheugen: Geheugen) -> tuple[str, str]:
    return f"{geheugen.koud / _MIB:.0f}", f"{geheugen.warm / _MIB:.0f}"


def number(value: float) -> str:
    """Return a number in Dutch, with two decimals."""
    return f"{value:.2f}".replace(".", ",")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown, its columns as wide as what is in them."""
    lines = [tuple(head), *map(tuple, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    written = ["| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in lines]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([written[0], rule, *written[1:]])
