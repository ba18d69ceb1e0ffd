"""A next convenant period: what the user decides, what changes of the old one, what stays."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import zip_longest
from typing import Any

import tomlkit
from tomlkit.items import InlineTable
from tomlkit.items import Table as TomlTable

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.convenant import MAX_TARIEF, Convenant, Periode, is_tarief
from overeenkomstgen.kern.euro import CENT, format_kaal
from overeenkomstgen.kern.notatie import format_datum, format_datum_kort
from overeenkomstgen.kern.partij import in_functie
from overeenkomstgen.kern.tabel import Table, tidy
from overeenkomstgen.velden.kolommen import KOLOMVELDEN
from overeenkomstgen.verwijzing import vak

TABEL = "gemeenten.csv"
"""What the table of a new werkmap is called, whatever the old one was."""

TE_WISSEN = {veld.kolom: veld.opnieuw for veld in KOLOMVELDEN if veld.opnieuw}
"""The columns of the table that hold for one period only, and what they then are to hold."""

VORIGE = "vorige_inwoners"
"""The column with the inhabitants of the period before."""

_DAY = " (jaar-maand-dag, zonder aanhalingstekens"
_OR_NOT = f"{_DAY}; of haal deze regel weg)"
BESLUITEN = {
    "getekend_op": ("de dag waarop het nieuwe convenant is getekend", f"{_DAY})"),
    "getekend_te": ("de plaats waar het nieuwe convenant is getekend", ""),
    "retour_voor": ("de streefdag voor de getekende overeenkomsten", _OR_NOT),
}
"""The keys under ``[convenant]`` that are to be decided anew: what they mean, how to write it."""

_JAREN = re.compile(r"([0-9]{4}) ?(?:-|\N{EN DASH}|t/m|tot en met) ?([0-9]{4})", re.IGNORECASE)
_APART = ("gemeente", "cbs_code", "aanhef", "ondertekenaar", "functie", VORIGE)  # said by itself
_JAARTAL = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_DATE_SETTING = re.compile(r"=\s*[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n")


@dataclass(frozen=True, slots=True)
class Voorstel:
    """What the user decided of the next period.

    Attributes:
        tarief: Euros per inhabitant per year, excluding VAT.
        peildatum: The day on which the inhabitants are counted.
    """

    ingang: date
    einde: date
    tarief: Decimal
    peildatum: date


@dataclass(frozen=True, slots=True)
class Punt:
    """Something for the user to do, in Dutch.

    Attributes:
        waar: The place as the user sees it: ``convenant.toml, [convenant] getekend_op``.
    """

    waar: str
    wat: str


TEKSTEN = Punt("sjablonen", "lees de teksten na; de velden krijgen vanzelf de nieuwe gegevens")
"""What nobody can do but a person who reads them."""


def parse_jaren(text: str) -> tuple[int, int] | None:
    """Return the first and last year of a period as it is called: ``2023-2027``; else None."""
    found = _JAREN.fullmatch(text.strip())
    return (int(found[1]), int(found[2])) if found else None


def refuse(voorstel: Voorstel, oud: Convenant | None) -> Iterator[Fault]:
    """Find what is against a next period; the convenant before it may not be known."""
    yield from refuse_ingang(voorstel.ingang, oud)
    yield from refuse_einde(voorstel.einde, voorstel.ingang)
    yield from refuse_tarief(voorstel.tarief)


def refuse_ingang(ingang: date, oud: Convenant | None) -> Iterator[Fault]:
    """Find what is against a first day."""
    if oud and ingang <= oud.ingang:
        what = f"{format_datum(ingang)} ligt niet na de ingang van de oude periode"
        yield Fault(vak("ingang"), what, f"geef een dag na {format_datum(oud.ingang)}")


def refuse_einde(einde: date, ingang: date) -> Iterator[Fault]:
    """Find what is against a last day."""
    if einde <= ingang:
        what = f"{format_datum(einde)} ligt niet na de ingang"
        yield Fault(vak("einde"), what, f"geef een dag na {format_datum(ingang)}")


def refuse_tarief(tarief: Decimal) -> Iterator[Fault]:
    """Find what is against an amount per inhabitant."""
    shown = format_kaal(tarief)
    if tarief <= 0:
        yield Fault(vak("tarief"), f"{shown} is geen bedrag boven nul", "geef het als 0,15")
    elif tarief > MAX_TARIEF:
        what = f"{shown} is meer dan een gemeente per inwoner kan betalen"
        yield Fault(vak("tarief"), what, "geef het als 0,15")
    elif not is_tarief(tarief):
        what = f"{shown} heeft meer dan vier cijfers achter de komma"
        yield Fault(vak("tarief"), what, "geef er ten hoogste vier, zoals 0,1525")


def find_opmerkingen(voorstel: Voorstel, oud: Convenant, vandaag: date) -> Iterator[str]:
    """Give remarks in Dutch, a sentence each, on what can be right but is unusual."""
    ingang, peildatum = voorstel.ingang, voorstel.peildatum
    old_end, start, counted = map(format_datum, (oud.laatste_dag, ingang, peildatum))
    if ingang <= oud.laatste_dag:
        until = f"terwijl de oude nog loopt tot en met {old_end}"
        yield f"De nieuwe periode begint op {start}, {until}."
    elif ingang > oud.laatste_dag + timedelta(days=1):
        what = f"De oude periode eindigt op {old_end} en de nieuwe begint pas op {start}"
        yield f"{what}; daartussen geldt er geen overeenkomst."
    if voorstel.tarief != voorstel.tarief.quantize(CENT):
        what = f"Het tarief van € {format_kaal(voorstel.tarief)} heeft een deel van een cent"
        yield f"{what}; controleer zegt in welk sjabloon dat zo niet te schrijven is."
    if peildatum > ingang:
        yield f"De peildatum {counted} ligt na de ingang op {start}."
    if peildatum > vandaag:
        missing = "de aantallen inwoners zijn er dus nog niet"
        yield f"De peildatum {counted} is nog niet geweest; {missing}."


def change_settings(text: str, voorstel: Voorstel, oud: Periode, leden: int) -> str:
    """Return ``convenant.toml`` of the next period; its comments, order and layout stay.

    What is to be decided anew becomes empty, so that it is a fault until it is filled in.
    """
    ending = "\r\n" if "\r\n" in text else "\n"
    document: Any = tomlkit.parse(text.replace("\r\n", "\n"))  # it has several types of tables
    bijdrage: dict[str, date | Decimal | None] = {
        "tarief": voorstel.tarief,
        "peildatum": voorstel.peildatum,
        "vorige_peildatum": oud.bijdrage.peildatum,
        "vorig_tarief": oud.bijdrage.tarief,
    }
    _change(document["bijdrage"], bijdrage, after="tarief")
    decided = {"ingang": voorstel.ingang, "einde": voorstel.einde}
    if leden != oud.convenant.leden:
        document["convenant"]["leden"] = leden
    _change(document["convenant"], decided | dict.fromkeys(BESLUITEN), after="einde")
    for key, soort in oud.documentsoort.items():
        if soort.datum:
            del document["documentsoort"][key]["datum"]
    return tomlkit.dumps(document).replace("\n", ending)


def _change(
    table: Any,  # noqa: ANN401 - see above
    settings: Mapping[str, date | Decimal | None],
    after: str,
) -> None:
    """Change settings, None for empty; new ones come right behind a key that is there."""
    new = [key for key in settings if key not in table]
    for key, value in settings.items():
        old = "" if key in new else table[key].trivia.comment.lstrip("# ")
        shown = f"{value:f}" if isinstance(value, Decimal) else str(value)  # keeps its decimals
        table[key] = tomlkit.string("") if value is None else tomlkit.value(shown)
        if key in BESLUITEN and not isinstance(table, InlineTable):  # that one would end there
            note = "vul in: {}{}".format(*BESLUITEN[key])
            table[key].comment("; ".join(filter(None, (note, old))))
    if isinstance(table, TomlTable):
        body = table.value.body
        for key in new:  # only now, as tomlkit loses track of keys that were moved
            keys = [each.key if each else "" for each, _ in body]
            added = body.pop(keys.index(key))  # it stands behind the comment on the next table
            body.insert(keys.index(after) + 1, added)


def clear_rows(table: Table, vorige: Mapping[int, int]) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table, the one with the names first, without what is of one period.

    ``vorige`` has the inhabitants of that period, by the numbers of the rows that stay.
    """
    columns = tuple(dict.fromkeys((*table.columns, VORIGE)))
    rows = [columns]
    for row in table.rows:
        if row.number in vorige:
            cells = dict(zip_longest(table.columns, row.cells[: len(table.columns)], fillvalue=""))
            cells |= dict.fromkeys(TE_WISSEN, "") | {VORIGE: str(vorige[row.number])}
            rows.append(tuple(cells[column] for column in columns))
    return tuple(rows)


def list_open(peildatum: date, columns: Collection[str]) -> Iterator[Punt]:
    """Yield what is to be looked up or decided, and filled in."""
    for key, (what, _) in BESLUITEN.items():
        yield Punt(f"convenant.toml, [convenant] {key}", what)
    for column, what in TE_WISSEN.items():
        if column in columns:
            yield Punt(f"{TABEL}, kolom {column}", what.format(peildatum=format_datum(peildatum)))


def list_carried(oud: Periode, columns: Collection[str]) -> Iterator[Punt]:
    """Yield what was carried over from the old period and can have changed since."""
    rest = [name for name in columns if name and name not in {*TE_WISSEN, *_APART}]
    yield Punt(TABEL, "of dezelfde gemeenten meedoen, en nog zo heten")
    yield Punt(f"{TABEL}, kolommen aanhef, ondertekenaar en functie", "wie er nu tekent")
    yield Punt(f"{TABEL}, kolommen {', '.join(rest)}", "of ze nog kloppen")
    what = f"de inwoners op {format_datum(oud.bijdrage.peildatum)}, om mee te vergelijken"
    yield Punt(f"{TABEL}, kolom {VORIGE}", f"{what}; vul 0 in voor wie toen niet deelnam")
    for place, what in _carried_settings(oud):
        yield Punt(f"convenant.toml, {place}", what)


def _carried_settings(oud: Periode) -> Iterator[tuple[str, str]]:
    convenant = oud.convenant
    yield "[convenant] naam", f'"{convenant.naam}"'
    yield "[convenant] leden", f"{convenant.leden} gemeenten"
    look = "kijk ook wat de overeenkomst zelf over opzeggen zegt"
    yield "[convenant] opzeggen_voor", f"{convenant.opzeggen_voor.tekst}; {look}"
    for key, partij in (("stichting", oud.stichting), ("netwerk", oud.netwerk)):
        persoon = in_functie(partij, convenant.laatste_dag)
        yield f"[{key}]", f"de gegevens van {partij.naam}"
        who = f"{persoon.aanhef} {persoon.naam}, {persoon.functie}"
        yield f"[{key}.vertegenwoordiger]", who
    if oud.relatiemanager.naam:
        yield "[relatiemanager]", oud.relatiemanager.naam
    if oud.factuur:
        form = oud.factuur.doorlopend
        by_law = f'; de wet vraagt doorlopende nummers: nummer = "{form}"'
        what = "het nummer, de btw en de termijn"
        yield "[factuur]", what + by_law * (form != oud.factuur.nummer)
    if oud.agenda:
        yield "[[agenda]]", "of het nieuwe convenant dit ook vraagt, en op welke dag"
    for key, soort in oud.documentsoort.items():
        if soort.velden:
            yield f"[documentsoort.{key}.velden]", ", ".join(soort.velden)
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


def find_old_lines(settings: str, oud: Periode) -> Iterator[Punt]:
    """Yield the lines of ``convenant.toml`` with an old year elsewhere than in a setting's date."""
    years = old_years(oud)
    for number, line in enumerate(settings.splitlines(), start=1):
        words = _DATE_SETTING.sub("=", line)
        if any(int(year) in years for year in _JAARTAL.findall(words)):
            what = f"hier staat nog een jaartal: {line.strip()}"
            yield Punt(f"convenant.toml, regel {number}", what)
