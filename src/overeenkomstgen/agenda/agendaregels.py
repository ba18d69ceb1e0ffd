"""The agenda: what needs someone, until when, and what is done about it.

What comes back each year stands on it once, with the first day for it that comes. What has no
day of its own, or is still open when its day has been, is for now.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol, Voor
from overeenkomstgen.kern.factuur import restanten
from overeenkomstgen.kern.jaardag import Jaardag
from overeenkomstgen.kern.notatie import slug
from overeenkomstgen.kern.status import Status
from overeenkomstgen.kern.statusregel import Statusregel
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


def agendaregels(periode: Periode, status: Status, gemaakt: Gemaakt) -> tuple[Agendaregel, ...]:
    """Return what needs someone; what is for now first, and then in the order of the days."""
    found = (
        *(*_terug(periode, status, gemaakt), *_vastleggen(status)),
        *(*_facturen(periode, status), *_verzenden(periode, status, gemaakt)),
        *_dagen(periode, status),
    )
    return tuple(sorted(found, key=lambda each: each.dag or date.min))


def _of(status: Status, regels: Iterable[Statusregel], regel: Agendaregel) -> Iterator[Agendaregel]:
    """Yield what is about municipalities, where it is about any."""
    codes = {each.cbs_code for each in regels}
    if names := tuple(each.gemeente for each in status.regels if each.cbs_code in codes):
        day = regel.dag if regel.dag and regel.dag >= status.op else None
        yield replace(regel, dag=day, wie=names)


def _terug(periode: Periode, status: Status, gemaakt: Gemaakt) -> Iterator[Agendaregel]:
    """Yield until when who has not signed has, and when they are reminded of it."""
    until = dict[date, list[Statusregel]]()
    for regel in status.ontbrekend:  # who joins later has until its first day
        later = regel.eerste_dag in status.toegetreden
        if day := regel.eerste_dag if later else status.retour_voor:
            until.setdefault(day, []).append(regel)
    letters = ((key, s) for key, s in _sendable(periode).items() if s.rol is Rol.GEEN)
    key, soort = next((e for e in letters if e[1].voor is Voor.NIET_GETEKEND), ("", None))
    for day, out in until.items():
        wat, doe = "Getekende overeenkomst binnen", actie("status", ontbrekend=True)
        yield from _of(status, out, Agendaregel(f"binnen-{day}", wat, doe, day))
        first, second = day - _BEFORE, day + _DAY
        for at in (first, second) if second > status.op else (second,):
            if soort:
                asked = [each for each in out if not _is_reminded(each, key, at)]
                if at <= status.op:  # what was made for it is to be sent
                    asked = [e for e in asked if not _is_made(soort, e, e.had(key) + 1, gemaakt)]
                doe = actie("genereer", soort=key, volgende=any(e.had(key) for e in asked))
                line = Agendaregel(f"{key}-{at}", "Herinneren aan de overeenkomst", doe, at)
                yield from _of(status, asked, line)


def _is_reminded(regel: Statusregel, key: str, at: date) -> bool:
    return any(each.soort == key and each.datum >= at for each in regel.verzonden)


def _is_made(soort: Documentsoort, regel: Statusregel, nummer: int, gemaakt: Gemaakt) -> bool:
    return (soort.naam, regel.cbs_code, "", str(nummer) if nummer > 1 else "") in gemaakt


def _vastleggen(status: Status) -> Iterator[Agendaregel]:
    """Yield what waits for something to be recorded."""
    for each in status.vervallen:
        wat = f"Factuur {each.nummer} crediteren, want zij is niet meer verschuldigd"
        doe = actie("crediteer", each.nummer, reden=ZELF)
        regel = Agendaregel(f"crediteer-{each.nummer}", wat, doe)
        yield from _of(status, [status.per_code[each.cbs_code]], regel)
    wat, doe = "Handtekening van de stichting vastleggen", actie("onderteken", namens="stichting")
    regel = Agendaregel("medeondertekening", wat, doe)
    yield from _of(status, status.mede_te_ondertekenen, regel)
    wat, doe = "Scan van wat is getekend bewaren", actie("corrigeer", bestand=ZELF, reden=ZELF)
    yield from _of(status, status.zonder_scan, Agendaregel("scan", wat, doe))


def _facturen(periode: Periode, status: Status) -> Iterator[Agendaregel]:
    """Yield which invoices are to be given, up to those of the first quarter that comes next."""
    first, last = periode.convenant.ingang.year, periode.convenant.einde.year
    coming = status.op.year + (status.op > _KWARTAAL.van(status.op.year))
    for jaar in range(first, min(last, coming) + 1) if periode.find_soort(Rol.FACTUUR) else ():
        given = {factuur.cbs_code for factuur in status.facturen if factuur.jaar == jaar}
        due = (r for r in status.regels if r.betaalt(jaar) and r.cbs_code not in given)
        wat, doe, day = f"Facturen over {jaar} geven", actie("facturen", jaar), _KWARTAAL.van(jaar)
        yield from _of(status, due, Agendaregel(f"facturen-{jaar}", wat, doe, day))


def _sendable(periode: Periode) -> dict[str, Documentsoort]:
    """Return what is sent, one for each municipality, by what ``convenant.toml`` calls it."""
    every = periode.documentsoort.items()
    return {key: soort for key, soort in every if soort.per is not Per.CONVENANT and soort.bericht}


def _verzenden(periode: Periode, status: Status, gemaakt: Gemaakt) -> Iterator[Agendaregel]:
    """Yield what was made or given and did not leave, and who has an old list of who signed."""
    every = [zending for regel in status.regels for zending in regel.verzonden]
    sent = {(z.soort, z.cbs_code, z.jaar, z.factuurnummer or str(z.exemplaar)) for z in every}
    lapsed = {each.nummer for each in status.vervallen}
    given = {
        Rol.FACTUUR: [*restanten(status.facturen).values()],
        Rol.CREDITFACTUUR: [factuur for factuur in status.facturen if factuur.credit_van],
    }
    for key, soort in _sendable(periode).items():
        letters = (each[1:] for each in gemaakt if each[0] == soort.naam and soort.rol is Rol.GEEN)
        ready = [(code, int(jaar) if jaar else None, nr or "1") for code, jaar, nr in letters]
        due = (factuur for factuur in given.get(soort.rol, ()) if factuur.nummer not in lapsed)
        ready += [(factuur.cbs_code, factuur.jaar, factuur.nummer) for factuur in due]
        left = {(code, jaar) for code, jaar, nr in ready if (key, code, jaar, nr) not in sent}
        for jaar in sorted({jaar for _, jaar in left}, key=lambda each: each or 0):
            whose = (r for r in status.regels if (r.cbs_code, jaar) in left and r.gets(soort))
            wat = f"{soort.meervoud}{f' over {jaar}' if jaar else ''} verzenden"
            doe = actie("verzend", key, jaar=jaar)
            regel = Agendaregel(f"verzend-{key}-{jaar or ''}", wat, doe)
            yield from _of(status, whose, regel)
    if (lijst := periode.find_soort(Rol.DEELNEMERSLIJST)) and lijst.bericht:
        key, wat = periode.key_of(lijst), f"{lijst.naam}, versie {status.versie}, verzenden"
        regel = Agendaregel(f"verzend-{key}", wat, actie("verzend", key))
        yield from _of(status, status.achter(key), regel)


def _dagen(periode: Periode, status: Status) -> Iterator[Agendaregel]:
    """Yield the days that come: for notice, of ends, and what the convenant itself asks."""
    op, convenant = status.op, periode.convenant
    jaren = range(convenant.ingang.year, status.einde.year + 1)
    if day := convenant.opzeggen_voor.eerstvolgende(op + _DAY, jaren[:-1]):
        wat, last = f"Laatste dag om op te zeggen per 31 december {day.year}", day - _DAY
        regel = Agendaregel(f"opzeggen-{day.year}", wat, actie("zeg-op"), last)
        yield from _of(status, (r for r in status.houders if not r.beeindigd), regel)
    ends = {day for r in status.regels if r.ondertekend_op and (day := r.laatste_dag) and day >= op}
    for day in ends:
        whose = (r for r in status.regels if r.ondertekend_op and r.laatste_dag == day)
        wat, doe = "Laatste dag van de overeenkomst", actie("bijlage3")
        yield from _of(status, whose, Agendaregel(f"einde-{day}", wat, doe, day))
    if op <= status.einde:
        wat, day = "Laatste dag van de periode, als zij niet wordt verlengd", status.einde
        regel = Agendaregel(f"periode-{day}", wat, actie("verleng", tot=ZELF), day)
        yield from _of(status, (r for r in status.houders if not r.beeindigd), regel)
    for punt in periode.agenda:
        if day := punt.volgende(op, jaren):
            yield Agendaregel(f"{slug(punt.wat)}-{day}", punt.wat, dag=day)
