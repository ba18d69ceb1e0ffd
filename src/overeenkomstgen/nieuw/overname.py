"""What a next convenant period takes over from the old one: what is open, what deserves a look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from overeenkomstgen.kern.euro import format_kaal
from overeenkomstgen.kern.kolommen import KOLOMMEN
from overeenkomstgen.kern.notatie import format_datum, format_datum_kort
from overeenkomstgen.kern.tabel import tidy
from overeenkomstgen.nieuw.nieuwe_periode import BESLUITEN, TE_WISSEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from overeenkomstgen.kern.convenant import Periode

_APART = ("gemeente", "cbs_code", "aanhef", "ondertekenaar", "functie")  # said apart from the rest
_LEAP_YEAR = 2000
_JAARTAL = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_DATE_SETTING = re.compile(r"=\s*[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n")


@dataclass(frozen=True, slots=True)
class Punt:
    """Something for the user to do: where, and what.

    Attributes:
        waar: The place as the user sees it: ``convenant.toml, [convenant] getekend_op``.
        wat: What is meant there, in Dutch.
    """

    waar: str
    wat: str


def list_open(peildatum: date, tabel: str, columns: Sequence[str]) -> list[Punt]:
    """Return what is to be looked up or decided, and filled in."""
    day = format_datum(peildatum)
    return [
        *(Punt(f"convenant.toml, [convenant] {key}", what) for key, what in BESLUITEN.items()),
        *(
            Punt(f"{tabel}, kolom {column}", what.format(peildatum=day))
            for column, what in TE_WISSEN.items()
            if column in columns
        ),
    ]


def list_carried(oud: Periode, tabel: str, columns: Sequence[str]) -> list[Punt]:
    """Return what was carried over from the old period and can have changed since."""
    convenant, stichting, netwerk = oud.convenant, oud.stichting, oud.netwerk
    day = date(_LEAP_YEAR, convenant.opzeggen_voor.maand, convenant.opzeggen_voor.dag)
    notice = format_datum(day).rpartition(" ")[0]
    rest = [name for name in KOLOMMEN if name in columns and name not in {*TE_WISSEN, *_APART}]
    punten = [
        Punt(tabel, "of dezelfde gemeenten meedoen, en nog zo heten"),
        Punt(f"{tabel}, kolommen aanhef, ondertekenaar en functie", "wie er nu tekent"),
        Punt(f"{tabel}, kolommen {', '.join(rest)}", "of ze nog kloppen"),
        Punt("convenant.toml, [convenant] naam", f'"{convenant.naam}"'),
        Punt("convenant.toml, [convenant] leden", f"{convenant.leden} gemeenten"),
        Punt(
            "convenant.toml, [convenant] opzeggen_voor",
            f"{notice}; kijk ook wat de overeenkomst zelf over opzeggen zegt",
        ),
    ]
    for key, partij in (("stichting", stichting), ("netwerk", netwerk)):
        persoon = partij.vertegenwoordiger
        punten += [
            Punt(f"convenant.toml, [{key}]", f"de gegevens van {partij.naam}"),
            Punt(
                f"convenant.toml, [{key}.vertegenwoordiger]",
                f"{persoon.aanhef} {persoon.naam}, {persoon.functie}",
            ),
        ]
    if oud.relatiemanager.naam:
        punten.append(Punt("convenant.toml, [relatiemanager]", oud.relatiemanager.naam))
    if oud.factuur:
        punten.append(Punt("convenant.toml, [factuur]", "het nummer, de btw en de termijn"))
    punten += [
        Punt(
            f"convenant.toml, [documentsoort.{key}]",
            f"de vaste datum {format_datum_kort(soort.datum)} is weggehaald; zonder datum komt de "
            "dag van het maken op de brief",
        )
        for key, soort in oud.documentsoort.items()
        if soort.datum
    ]
    return punten


def old_years(oud: Periode) -> range:
    """Return the years that belong to a period: from its preparation up to its last year."""
    dated = [soort.datum.year for soort in oud.documentsoort.values() if soort.datum]
    convenant = oud.convenant
    years = (convenant.getekend_op.year, convenant.ingang.year, oud.bijdrage.peildatum.year)
    return range(min(*years, *dated), convenant.einde.year + 1)


def find_old_sentences(text: str, oud: Periode) -> Iterator[str]:
    """Yield each sentence of a text in which a year or the tariff of the old period is written."""
    years = old_years(oud)
    tarief = re.compile(rf"(?<![0-9.,]){re.escape(format_kaal(oud.bijdrage.tarief))}(?![0-9])")
    sentences = (tidy(part).lstrip("# ") for part in _SENTENCE_END.split(text))
    for sentence in dict.fromkeys(filter(None, sentences)):
        written = (int(year) for year in _JAARTAL.findall(sentence))
        if any(year in years for year in written) or tarief.search(sentence):
            yield sentence


def find_old_lines(lines: Iterable[str], oud: Periode) -> Iterator[tuple[int, str]]:
    """Yield the lines of ``convenant.toml`` with an old year in a text or a comment.

    Dates that are settings do not count.

    Yields:
        The number of the line, counted from 1, and the line.
    """
    years = old_years(oud)
    for number, line in enumerate(lines, start=1):
        words = _DATE_SETTING.sub("=", line)
        if any(int(year) in years for year in _JAARTAL.findall(words)):
            yield number, line.strip()
