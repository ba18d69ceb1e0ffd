"""What a next convenant period takes over from the old one: what is open, what deserves a look."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.euro import format_kaal
from overeenkomstgen.kern.kolommen import KOLOMMEN
from overeenkomstgen.kern.notatie import format_datum, format_datum_kort
from overeenkomstgen.kern.tabel import tidy
from overeenkomstgen.nieuw.nieuwe_periode import BESLUITEN, TE_WISSEN

TABEL = "gemeenten.csv"
"""What the table of a new werkmap is called, whatever the old one was."""

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


def list_open(peildatum: date, columns: Collection[str]) -> Iterator[Punt]:
    """Yield what is to be looked up or decided, and filled in."""
    for key, what in BESLUITEN.items():
        yield Punt(f"convenant.toml, [convenant] {key}", what)
    for column, what in TE_WISSEN.items():
        if column in columns:
            yield Punt(f"{TABEL}, kolom {column}", what.format(peildatum=format_datum(peildatum)))


def list_carried(oud: Periode, columns: Collection[str]) -> Iterator[Punt]:
    """Yield what was carried over from the old period and can have changed since."""
    rest = [name for name in KOLOMMEN if name in columns and name not in {*TE_WISSEN, *_APART}]
    yield Punt(TABEL, "of dezelfde gemeenten meedoen, en nog zo heten")
    yield Punt(f"{TABEL}, kolommen aanhef, ondertekenaar en functie", "wie er nu tekent")
    yield Punt(f"{TABEL}, kolommen {', '.join(rest)}", "of ze nog kloppen")
    for place, what in _carried_settings(oud):
        yield Punt(f"convenant.toml, {place}", what)


def _carried_settings(oud: Periode) -> Iterator[tuple[str, str]]:
    convenant = oud.convenant
    day = date(_LEAP_YEAR, convenant.opzeggen_voor.maand, convenant.opzeggen_voor.dag)
    notice = format_datum(day).rpartition(" ")[0]
    yield "[convenant] naam", f'"{convenant.naam}"'
    yield "[convenant] leden", f"{convenant.leden} gemeenten"
    look = "kijk ook wat de overeenkomst zelf over opzeggen zegt"
    yield "[convenant] opzeggen_voor", f"{notice}; {look}"
    for key, partij in (("stichting", oud.stichting), ("netwerk", oud.netwerk)):
        persoon = partij.vertegenwoordiger
        yield f"[{key}]", f"de gegevens van {partij.naam}"
        who = f"{persoon.aanhef} {persoon.naam}, {persoon.functie}"
        yield f"[{key}.vertegenwoordiger]", who
    if oud.relatiemanager.naam:
        yield "[relatiemanager]", oud.relatiemanager.naam
    if oud.factuur:
        yield "[factuur]", "het nummer, de btw en de termijn"
    for key, soort in oud.documentsoort.items():
        if soort.datum:
            gone = f"de vaste datum {format_datum_kort(soort.datum)} is weggehaald"
            now = "zonder datum komt de dag van het maken op de brief"
            yield f"[documentsoort.{key}]", f"{gone}; {now}"


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
