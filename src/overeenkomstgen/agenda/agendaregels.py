"""The agenda: what needs someone, until when, and what is done about it.

What comes back each year stands on it once, with the first day for it that comes. What has no
day of its own, or is still open when its day has been, is for now.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol, Voor
from overeenkomstgen.kern.factuur import restanten
from overeenkomstgen.kern.jaardag import Jaardag
from overeenkomstgen.kern.notatie import slug
from overeenkomstgen.kern.status import Status
from overeenkomstgen.kern.statusregel import Statusregel
from overeenkomstgen.kern.tabel import grouped
from overeenkomstgen.verwijzing import ZELF, actie

_DAY = timedelta(days=1)
_BEFORE = timedelta(days=14)
"""How long before the day by which all should have signed the others are reminded of it."""
_KWARTAAL = Jaardag(31, 3)
"""Invoices go out in the first quarter (convenant 2019 t/m 2022, article 3.3)."""

Gemaakt = Collection[tuple[str, str, str, str]]
"""What was made: name of the documentsoort, CBS code, year, which one of its kind or number."""


@dataclass(frozen=True, slots=True)
class Agendaregel:
    """What needs someone.

    Attributes:
        sleutel: By what it is the same on another day; each is on the agenda once.
        doe: What is done about it; empty where that is nothing that the program does.
        dag: The last day for it; None for now.
        wie: Whose it is; empty where it is about no municipality.
    """

    sleutel: str
    wat: str
    doe: str = ""
    dag: date | None = None
    wie: tuple[str, ...] = ()


_Van = tuple[Agendaregel, Sequence[Statusregel]]
"""What needs someone, and whose it is."""


def agendaregels(periode: Periode, status: Status, gemaakt: Gemaakt) -> tuple[Agendaregel, ...]:
    """Return what needs someone; what is for now first, and then in the order of the days."""
    found = list[Agendaregel]()
    for regel, whose in (
        *(*_terug(periode, status, gemaakt), *_vastleggen(status)),
        *(*_facturen(periode, status), *_verzenden(periode, status, gemaakt)),
        *_dagen(periode, status),
    ):
        codes = {each.cbs_code for each in whose}
        if names := tuple(each.gemeente for each in status.regels if each.cbs_code in codes):
            day = regel.dag if regel.dag and regel.dag >= status.op else None
            found.append(replace(regel, dag=day, wie=names))
    jaren = range(periode.convenant.ingang.year, status.einde.year + 1)
    days = ((punt.wat, punt.volgende(status.op, jaren)) for punt in periode.agenda)
    found += (Agendaregel(f"{slug(wat)}-{day}", wat, dag=day) for wat, day in days if day)
    return tuple(sorted(found, key=lambda each: each.dag or date.min))


def _terug(periode: Periode, status: Status, gemaakt: Gemaakt) -> Iterator[_Van]:
    """Yield until when who has not signed has, and when they are reminded of it."""
    until = dict[date, list[Statusregel]]()
    for regel in status.ontbrekend:  # who joins later has until its first day
        later = regel.eerste_dag in status.toegetreden
        if day := regel.eerste_dag if later else status.retour_voor:
            until.setdefault(day, []).append(regel)
    letters = (each for each in _sendable(periode) if each[1].voor is Voor.NIET_GETEKEND)
    key, soort = next(letters, ("", None))
    for day, out in until.items():
        wat, doe = "Getekende overeenkomst binnen", actie("status", ontbrekend=True)
        yield Agendaregel(f"binnen-{day}", wat, doe, day), out
        first, second = day - _BEFORE, day + _DAY
        for at in (first, second) if second > status.op else (second,):
            if soort:
                asked = [each for each in out if not _is_reminded(each, key, at)]
                if at <= status.op:  # what was made for it is to be sent
                    asked = [e for e in asked if not _is_made(soort, e, e.had(key) + 1, gemaakt)]
                doe = actie("genereer", soort=key, volgende=any(e.had(key) for e in asked))
                yield Agendaregel(f"{key}-{at}", "Herinneren aan de overeenkomst", doe, at), asked


def _is_reminded(regel: Statusregel, key: str, at: date) -> bool:
    return any(each.soort == key and each.datum >= at for each in regel.verzonden)


def _is_made(soort: Documentsoort, regel: Statusregel, nummer: int, gemaakt: Gemaakt) -> bool:
    return (soort.naam, regel.cbs_code, "", str(nummer) if nummer > 1 else "") in gemaakt


def _vastleggen(status: Status) -> Iterator[_Van]:
    """Yield what waits for something to be recorded."""
    for each in status.vervallen:
        wat = f"Factuur {each.nummer} crediteren, want zij is niet meer verschuldigd"
        doe = actie("crediteer", each.nummer, reden=ZELF)
        yield Agendaregel(f"crediteer-{each.nummer}", wat, doe), [status.per_code[each.cbs_code]]
    wat, doe = "Handtekening van de stichting vastleggen", actie("onderteken", namens="stichting")
    yield Agendaregel("medeondertekening", wat, doe), status.mede_te_ondertekenen
    wat, doe = "Scan van wat is getekend bewaren", actie("corrigeer", bestand=ZELF, reden=ZELF)
    yield Agendaregel("scan", wat, doe), status.zonder_scan


def _facturen(periode: Periode, status: Status) -> Iterator[_Van]:
    """Yield which invoices are to be given, up to those of the first quarter that comes next."""
    first, last = periode.convenant.ingang.year, periode.convenant.einde.year
    coming = status.op.year + (status.op > _KWARTAAL.van(status.op.year))
    for jaar in range(first, min(last, coming) + 1) if periode.find_soort(Rol.FACTUUR) else ():
        given = {factuur.cbs_code for factuur in status.facturen if factuur.jaar == jaar}
        due = [r for r in status.regels if r.betaalt(jaar) and r.cbs_code not in given]
        wat, doe, day = f"Facturen over {jaar} geven", actie("facturen", jaar), _KWARTAAL.van(jaar)
        yield Agendaregel(f"facturen-{jaar}", wat, doe, day), due


def _sendable(periode: Periode) -> Iterator[tuple[str, Documentsoort]]:
    """Yield what is sent, one for each municipality, with what ``convenant.toml`` calls it."""
    every = periode.documentsoort.items()
    return ((key, s) for key, s in every if s.bericht and s.per is not Per.CONVENANT)


def _verzenden(periode: Periode, status: Status, gemaakt: Gemaakt) -> Iterator[_Van]:
    """Yield what was made or given and did not leave, and who has an old list of who signed."""
    every = [zending for regel in status.regels for zending in regel.verzonden]
    sent = {(z.soort, z.cbs_code, z.jaar, z.factuurnummer or str(z.exemplaar)) for z in every}
    lapsed = {each.nummer for each in status.vervallen}
    given = {
        Rol.FACTUUR: [*restanten(status.facturen).values()],
        Rol.CREDITFACTUUR: [factuur for factuur in status.facturen if factuur.credit_van],
    }
    for key, soort in _sendable(periode):
        letters = (each[1:] for each in gemaakt if each[0] == soort.naam and soort.rol is Rol.GEEN)
        ready = [(code, int(jaar) if jaar else None, nr or "1") for code, jaar, nr in letters]
        due = (factuur for factuur in given.get(soort.rol, ()) if factuur.nummer not in lapsed)
        ready += [(factuur.cbs_code, factuur.jaar, factuur.nummer) for factuur in due]
        left = {(code, jaar) for code, jaar, nr in ready if (key, code, jaar, nr) not in sent}
        for jaar in sorted({jaar for _, jaar in left}, key=lambda each: each or 0):
            whose = [r for r in status.regels if (r.cbs_code, jaar) in left and r.gets(soort)]
            wat = f"{soort.meervoud}{f' over {jaar}' if jaar else ''} verzenden"
            doe = actie("verzend", key, jaar=jaar)
            yield Agendaregel(f"verzend-{key}-{jaar or ''}", wat, doe), whose
    if (lijst := periode.find_soort(Rol.DEELNEMERSLIJST)) and lijst.bericht:
        key, wat = periode.key_of(lijst), f"{lijst.naam}, versie {status.versie}, verzenden"
        yield Agendaregel(f"verzend-{key}", wat, actie("verzend", key)), status.achter(key)


def _dagen(periode: Periode, status: Status) -> Iterator[_Van]:
    """Yield the days that come: for notice, and of ends."""
    op, convenant = status.op, periode.convenant
    going_on = [regel for regel in status.houders if not regel.beeindigd]
    jaren = range(convenant.ingang.year, status.einde.year)
    if day := convenant.opzeggen_voor.eerstvolgende(op + _DAY, jaren):
        wat, last = f"Laatste dag om op te zeggen per 31 december {day.year}", day - _DAY
        yield Agendaregel(f"opzeggen-{day.year}", wat, actie("zeg-op"), last), going_on
    ended = ((r.laatste_dag, r) for r in status.regels if r.ondertekend_op)
    for day, whose in grouped(ended).items():
        if day and day >= op:
            wat, doe = "Laatste dag van de overeenkomst", actie("bijlage3")
            yield Agendaregel(f"einde-{day}", wat, doe, day), whose
    if op <= status.einde:
        wat, day = "Laatste dag van de periode, als zij niet wordt verlengd", status.einde
        yield Agendaregel(f"periode-{day}", wat, actie("verleng", tot=ZELF), day), going_on
