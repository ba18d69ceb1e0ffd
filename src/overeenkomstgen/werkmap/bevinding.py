"""What the papers say of what was recorded, and what to do about it.

A paper that nothing was recorded of means that rows have gone; what was recorded otherwise than
a paper says, that one of both was changed. Then nothing is made until someone looks.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.euro import format_kaal
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.register import Gebeurtenis, Inschrijving, present_states
from overeenkomstgen.kern.zending import Zending
from overeenkomstgen.schijf.kluis import BESIDE, Kluis
from overeenkomstgen.schijf.plaats import inside
from overeenkomstgen.verwijzing import ZELF, actie
from overeenkomstgen.werkmap.papieren import Papieren, outside
from overeenkomstgen.werkmap.registers import BOEKEN, Geboekt, boek
from overeenkomstgen.werkmap.verantwoording import KEPT, Regel

HERSTEL = f"kijk wat er terug te zetten is met: {actie('herstel')}"  # where rows may have gone
ANDERS = f"{HERSTEL}; is dat er niet bij, "  # before what to do where nothing can be put back
_WIJZIG = "zet allebei terug uit een reservekopie van voor de wijziging"
ELDERS = "hoort dit bestand hier niet, zet het dan ergens anders"  # of a file nothing tells of
_SCAN_ADVICE = f"{ANDERS}geef het dan met: {actie('corrigeer')}; {ELDERS}"
_GEGEVEN = (
    f"{ANDERS}zet facturen.csv terug uit een reservekopie van na deze factuur; is zij nooit "
    "gegeven, zet dan alle bestanden die zo heten ergens anders: haar nummer is dan weer vrij"
)
_TERUG = (
    f"{ANDERS}zet register.csv terug uit een reservekopie van na haar ondertekening, of leg haar"
)
_CODE = re.compile(r"GM\d{4}")
_SCAN = re.compile(r"(?P<stem>.+)-(?P<datum>\d{4}-\d\d-\d\d)(?:-\d+)?\.pdf")


@dataclass(frozen=True, slots=True)
class Bevinding:
    """What the papers say of what was recorded.

    Attributes:
        ongeboekt: Of whom papers are kept while no signature was recorded, by CBS code, and what
            is kept as sent and was not recorded, by path. A run that was killed before recording
            leaves them so, until the same command is given again.
        opnieuw: Of those, whose former signature was taken back: what is kept may be of then.
        strijdig: What was recorded otherwise than the papers say.
        opmerkingen: What is no longer as it was kept, in Dutch.
        onvoltooid: What a run that was broken off did not keep yet, or what has gone since.
    """

    ongeboekt: Mapping[str, Fault]
    strijdig: tuple[Fault, ...]
    opmerkingen: tuple[str, ...]
    onvoltooid: tuple[str, ...]
    opnieuw: Collection[str]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All for which nothing can be made."""
        return *self.ongeboekt.values(), *self.strijdig


def signed(entries: Iterable[Inschrijving]) -> set[str]:
    """Return the CBS codes of whom a signature was ever recorded, taken back or not."""
    return {each.cbs_code for each in entries if each.gebeurtenis is Gebeurtenis.ONDERTEKEND}


def examine(
    papieren: Papieren,
    periode: Periode,
    gemeenten: Sequence[Gemeente],
    geboekt: Geboekt,
    account: Iterable[Regel],
) -> Bevinding:
    """Hold what was recorded, and the account, against what is kept, both ways."""
    entries, facturen, zendingen = geboekt.entries, geboekt.facturen, geboekt.zendingen
    soorten = {s.naam for s in periode.documentsoort.values() if s.rol.is_factuur}
    made = [regel for regel in account if regel.soort in soorten]
    recorded, standen = signed(entries), present_states(entries)
    standing = {code for code, stand in standen.items() if stand.ondertekening}
    codes = {name.partition("-")[0] for name in _documents(papieren.getekend)}
    codes = {*filter(_CODE.fullmatch, codes), *(factuur.cbs_code for factuur in facturen)}
    namen = {g.cbs_code: g.naam for g in gemeenten if g.cbs_code not in standing}
    stammen = {periode.overeenkomst.file_stem(naam): code for code, naam in namen.items()}
    filed, opnieuw = {entry.bestand for entry in entries}, dict[str, str]()
    loose = list[str]()
    for scan in sorted(map(papieren.near, papieren.werkmap.ondertekend.glob("[!.~]*.pdf"))):
        found = _SCAN.fullmatch(scan.rpartition("/")[2])
        code = stammen.get(found["stem"]) if found else None
        if code and code not in recorded:
            codes.add(code)
        elif scan not in filed and code:
            opnieuw[code] = scan
        elif scan not in filed:
            loose.append(scan)
    lost = {code: _unrecorded(namen.get(code, code)) for code in codes - recorded}
    lost |= {code: _unrecorded(namen[code], scan) for code, scan in opnieuw.items()}
    sent = {each.bestand.rpartition("/")[2].removesuffix(".pdf") for each in zendingen}
    lost |= {place: _unsent(place) for place in _loose(papieren, papieren.verzonden, sent)}
    return Bevinding(
        dict(sorted(lost.items())),
        (
            *_contradicted(entries),
            *_wrong_invoices(papieren, facturen, made),
            *_sent_otherwise(papieren, zendingen),
        ),
        (
            *(
                f"De overeenkomst die {g.naam} heeft getekend staat niet meer in ondertekend; "
                "zet de map terug uit een reservekopie."
                for g in gemeenten
                if g.cbs_code in standing and g.cbs_code not in papieren.overeenkomsten
            ),
            *(
                outside(name) or f"{name} is weg of is gewijzigd; {HERSTEL}"
                for name in papieren.damaged((*entries, *zendingen))
            ),
            *(f"{scan} hoort bij geen rij van register.csv; {_SCAN_ADVICE}" for scan in loose),
            *(
                f"Van de factuur {row.jaar} van {row.gemeente}, die in verantwoording.csv "
                "staat, zijn rij en documenten weg; is zij gegeven, zet facturen.csv dan terug "
                "uit een reservekopie van na deze factuur."
                for row, stem in _not_given(papieren, facturen, made)
                if not stem
            ),
            *(
                told
                for name, rows in zip(BOEKEN, (entries, facturen, zendingen), strict=True)
                for told in boek(inside(papieren.werkmap.folder, name)).behind(len(rows))
            ),
        ),
        tuple(
            f"Factuur {factuur.nummer} van {factuur.gemeente} staat niet volledig in de map "
            f"facturen; maak dat af met: {actie('facturen', factuur.jaar)}"
            for factuur in facturen
            if not _beside(papieren, factuur)
        ),
        opnieuw,
    )


def _unrecorded(naam: str, scan: str = "") -> Fault:
    """Tell of papers or invoices of who has no signature; of a scan, no more."""
    what = "van haar zijn er papieren of facturen, en in register.csv staat geen ondertekening"
    advice = f"vast met: {actie('onderteken', naam)}"
    if scan:
        what = (
            f"volgens register.csv is haar ondertekening vervallen, en {scan} hoort daar niet bij"
        )
        advice = f"opnieuw {advice}; {ELDERS}"
    return Fault(naam, what, f"{_TERUG} {advice}")


def _contradicted(entries: Sequence[Inschrijving]) -> Iterator[Fault]:
    """Find corrections of what another signed, and days other than papers were filed under."""
    whose = {entry.nummer: entry.cbs_code for entry in entries}
    filed: set[str] = set()
    for entry in entries:
        if entry.betreft is not None and whose.get(entry.betreft) != entry.cbs_code:
            what = f"nummer {entry.nummer} in register.csv verbetert wat van een ander is"
            yield Fault(entry.gemeente, what, _WIJZIG)
        found = _SCAN.fullmatch(entry.bestand.rpartition("/")[2])
        if found and entry.datum and entry.bestand not in filed:
            filed.add(entry.bestand)  # a day that is corrected gives no other name
            if found["datum"] != entry.datum.isoformat():
                what = f"volgens register.csv is er getekend op {format_datum(entry.datum)}"
                yield Fault(entry.gemeente, f"{what}; het papier is {entry.bestand}", _WIJZIG)


def _is_said(factuur: Factuur, regel: Regel) -> bool:
    """Return whether an invoice is as the account said when it was kept, and so is its row."""
    who = factuur.cbs_code, factuur.gemeente, str(factuur.jaar), str(factuur.inwoners)
    said = *who, format_kaal(factuur.tarief), format_kaal(factuur.bedrag)
    kept = regel.cbs_code, regel.gemeente, regel.jaar, regel.inwoners, regel.tarief, regel.bedrag
    return said == kept and regel.getuige in {"", factuur.getuige}


def _unsent(place: str) -> Fault:
    """Tell of a document that is kept as sent, and stands in no row."""
    what = "dit is als verzonden bewaard en staat niet in verzonden.csv"
    advice = f"{ANDERS}leg dan opnieuw vast dat het is verzonden met: {actie('verzonden', ZELF)}"
    return Fault(place, what, f"{advice}; {ELDERS}")


def _is_sent(zending: Zending, regel: Regel) -> bool:
    """Return whether what was sent is as the account said when it was kept."""
    which = zending.sha256, str(zending.jaar or ""), str(zending.exemplaar)
    kept = regel.sha256_pdf, regel.jaar, regel.exemplaar or "1"
    return which == kept and regel.cbs_code in {"", zending.cbs_code}


def _wrong_invoices(
    papieren: Papieren, facturen: Sequence[Factuur], made: Iterable[Regel]
) -> Iterator[Fault]:
    """Find invoices that are kept or made and not recorded, or recorded otherwise than kept."""
    own = {place.stem for each in facturen for place in papieren.facturen.find(each.nummer)}
    unknown = _loose(papieren, papieren.facturen, own)
    unknown += [stem for _, stem in _not_given(papieren, facturen, made) if stem]
    for place in unknown:
        yield Fault(place, "deze factuur staat niet in facturen.csv", _GEGEVEN)
    for factuur in facturen:
        if not all(_is_said(factuur, kept) for kept in _beside(papieren, factuur)):
            where = f"factuur {factuur.nummer} is in de map facturen anders bewaard"
            yield Fault("facturen.csv", f"{where} dan zij hier staat", _WIJZIG)


def _not_given(
    papieren: Papieren, facturen: Sequence[Factuur], made: Iterable[Regel]
) -> Iterator[tuple[Regel, str]]:
    """Find what was made and not recorded, with its path; empty where nothing is left of it."""
    given = {(f.cbs_code, str(f.jaar), nr) for f in facturen for nr in (f.nummer, "")}
    for row in made:
        if (row.cbs_code, row.jaar, row.factuurnummer) not in given:
            places = (f"{papieren.near(papieren.werkmap.uitvoer)}/{name}" for name in row.files)
            yield row, next(filter(papieren.sha256, places), "").rpartition(".")[0]


def _sent_otherwise(papieren: Papieren, zendingen: Iterable[Zending]) -> Iterator[Fault]:
    """Find what was recorded as sent otherwise than it is kept."""
    for each in zendingen:
        beside = f"{each.bestand.removesuffix('.pdf')}{BESIDE}"
        regel = papieren.bewaard.get(papieren.werkmap.folder / beside)
        if regel and not _is_sent(each, regel):
            yield Fault("verzonden.csv", f"{each.bestand} is anders dan hier staat", _WIJZIG)


def _beside(papieren: Papieren, factuur: Factuur) -> list[Regel]:
    """Return the rows of the account that were kept with an invoice."""
    places = papieren.facturen.find(factuur.nummer)
    return [papieren.bewaard[place] for place in places if place in papieren.bewaard]


def _loose(papieren: Papieren, kluis: Kluis, own: set[str]) -> list[str]:
    """Return the documents in a safe that have none of these names, by path; both no ending."""
    return [papieren.near(kluis.issued / stem) for stem in sorted(_documents(kluis) - own)]


def _documents(kluis: Kluis) -> set[str]:
    """Return the names of the documents in a safe, without their endings."""
    endings, hidden = (*KEPT, BESIDE), (".", "~")  # of Word, or of another system
    names = (name for name in kluis.names if not name.startswith(hidden))
    return {name.rpartition(".")[0] for name in names if name.endswith(endings)}
