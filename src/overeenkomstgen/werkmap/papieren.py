"""The papers that are kept: looked at once in a run, and held against what was recorded.

A paper that nothing was recorded of means that rows have gone; what was recorded otherwise than
a paper says, that one of both was changed. Then nothing is made until someone looks.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.euro import format_kaal
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.naamvorm import is_path
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.register import Gebeurtenis, Inschrijving, present_states
from overeenkomstgen.schijf.kluis import BESIDE, Kluis
from overeenkomstgen.schijf.plaats import PlaatsError, inside
from overeenkomstgen.schijf.schijf import fingerprint_of
from overeenkomstgen.verwijzing import actie
from overeenkomstgen.werkmap.registers import BOEKEN, Geboekt, boek
from overeenkomstgen.werkmap.verantwoording import KEPT, Regel, read_row
from overeenkomstgen.werkmap.werkmap import Werkmap

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

Gezien = tuple[int, int, str]
"""A file as it was when it was read: its size, its time in nanoseconds, and its SHA-256."""


@dataclass(frozen=True, slots=True)
class Bevinding:
    """What the papers say of what was recorded.

    Attributes:
        ongeboekt: Of whom papers are kept while no signature was recorded, by CBS code. A run
            that was killed before recording leaves them so, until the same command is given again.
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


@dataclass(frozen=True)
class Papieren:
    """The papers of a werkmap.

    Attributes:
        gezien: The files as they were when they were last read, by their path in the werkmap.
        nu: Those that were looked at in this run, as they are now.
    """

    werkmap: Werkmap
    gezien: Mapping[str, Gezien] = field(default_factory=dict)
    nu: dict[str, Gezien] = field(default_factory=dict)

    @cached_property
    def getekend(self) -> Kluis:
        """The safe with the agreements as issued, by CBS code, which a new name does not change.

        An agreement lapses after a signature that was taken back, or never came to be recorded.
        """
        return Kluis(self.werkmap.ondertekend, "uitgegeven")

    @cached_property
    def facturen(self) -> Kluis:
        """The safe with the invoices."""
        return Kluis(self.werkmap.facturen)

    @cached_property
    def bewaard(self) -> Mapping[Path, Regel]:
        """The rows of the account that were kept with documents, by where they stand."""
        places = (
            kluis.issued / name
            for kluis in (self.getekend, self.facturen)
            for name in kluis.names
            if name.endswith(BESIDE)
        )
        return {place: regel for place in places if (regel := read_row((place,)))}

    @cached_property
    def overeenkomsten(self) -> Mapping[str, Regel]:
        """The rows of the account that were kept with agreements, by CBS code."""
        return {
            place.name.partition("-")[0]: regel
            for place, regel in self.bewaard.items()
            if place.parent == self.getekend.issued
        }

    def near(self, place: Path) -> str:
        """Return a path as seen from the werkmap."""
        return place.relative_to(self.werkmap.folder).as_posix()

    def sha256(self, name: str, *, anew: bool = False) -> str:
        """Return the SHA-256 of a file by its path in the werkmap; empty where there is none.

        It is read at most once in a run: if that is asked, or if its size or time is not as it
        was when it was last read.
        """
        known = self.gezien.get(name)
        if name not in self.nu or (anew and self.nu[name] is known):
            try:
                place = inside(self.werkmap.folder, name)
                now = (found := place.stat()).st_size, found.st_mtime_ns
                same = known and not anew and known[:2] == now
                self.nu[name] = known if known and same else (*now, fingerprint_of(place))
            except (OSError, PlaatsError):  # of a path that a file says, and leads out of it
                return ""
        return self.nu[name][2]

    def wanted(self, entries: Iterable[Inschrijving]) -> dict[str, tuple[str, str]]:
        """Return of each paper, by its path, its SHA-256, and where in the output folder it is."""
        issued = {
            self.near(place.with_suffix(ending)): (sha256, made)
            for place, regel in self.bewaard.items()
            for ending, (made, sha256) in zip(KEPT, regel.files.items(), strict=False)
        }
        return issued | {entry.bestand: (entry.sha256, "") for entry in entries if entry.bestand}

    def damaged(self, entries: Iterable[Inschrijving]) -> dict[str, tuple[str, str]]:
        """Return the same, of the papers that are not so."""
        wanted = self.wanted(entries)
        return {name: kept for name, kept in wanted.items() if self.sha256(name) != kept[0]}

    def examine(
        self,
        periode: Periode,
        gemeenten: Sequence[Gemeente],
        geboekt: Geboekt,
        account: Iterable[Regel],
    ) -> Bevinding:
        """Hold what was recorded, and the account, against what is kept, both ways."""
        entries, facturen = geboekt.entries, geboekt.facturen
        boeken = zip(BOEKEN, (entries, facturen, geboekt.zendingen), strict=True)
        soorten = {s.naam for s in periode.documentsoort.values() if s.rol.is_factuur}
        made = [regel for regel in account if regel.soort in soorten]
        recorded, standen = signed(entries), present_states(entries)
        standing = {code for code, stand in standen.items() if stand.ondertekening}
        codes = {name.partition("-")[0] for name in self._documents(self.getekend)}
        codes = {*filter(_CODE.fullmatch, codes), *(factuur.cbs_code for factuur in facturen)}
        namen = {g.cbs_code: g.naam for g in gemeenten if g.cbs_code not in standing}
        stammen = {periode.overeenkomst.file_stem(naam): code for code, naam in namen.items()}
        filed, opnieuw = {entry.bestand for entry in entries}, dict[str, str]()
        loose = list[str]()
        for scan in sorted(map(self.near, self.werkmap.ondertekend.glob("[!.~]*.pdf"))):
            found = _SCAN.fullmatch(scan.rpartition("/")[2])
            code = stammen.get(found["stem"]) if found else None
            if code and code not in recorded:
                codes.add(code)
            elif scan not in filed and code:
                opnieuw[code] = scan
            elif scan not in filed:
                loose.append(scan)
        lost = {code: _unrecorded(namen.get(code, code)) for code in codes - recorded}
        lost |= {code: _signed_again(namen[code], scan) for code, scan in opnieuw.items()}
        return Bevinding(
            dict(sorted(lost.items())),
            (*_contradicted(entries), *self._wrong_invoices(facturen, made)),
            (
                *(
                    f"De overeenkomst die {g.naam} heeft getekend staat niet meer in ondertekend; "
                    "zet de map terug uit een reservekopie."
                    for g in gemeenten
                    if g.cbs_code in standing and g.cbs_code not in self.overeenkomsten
                ),
                *(
                    outside(name) or f"{name} is weg of is gewijzigd; {HERSTEL}"
                    for name in self.damaged(entries)
                ),
                *(f"{scan} hoort bij geen rij van register.csv; {_SCAN_ADVICE}" for scan in loose),
                *(
                    f"Van de factuur {row.jaar} van {row.gemeente}, die in verantwoording.csv "
                    "staat, zijn rij en documenten weg; is zij gegeven, zet facturen.csv dan terug "
                    "uit een reservekopie van na deze factuur."
                    for row, stem in self._not_given(facturen, made)
                    if not stem
                ),
                *(
                    told
                    for name, rows in boeken
                    for told in boek(inside(self.werkmap.folder, name)).behind(len(rows))
                ),
            ),
            tuple(
                f"Factuur {factuur.nummer} van {factuur.gemeente} staat niet volledig in de map "
                f"facturen; maak dat af met: {actie('facturen', factuur.jaar)}"
                for factuur in facturen
                if not self._beside(factuur)
            ),
            opnieuw,
        )

    def _wrong_invoices(
        self, facturen: Sequence[Factuur], made: Iterable[Regel]
    ) -> Iterator[Fault]:
        """Find invoices that are kept or made and not recorded, or recorded otherwise than kept."""
        own = {place.stem for each in facturen for place in self.facturen.find(each.nummer)}
        unknown = [f"facturen/{stem}" for stem in sorted(self._documents(self.facturen) - own)]
        unknown += [stem for _, stem in self._not_given(facturen, made) if stem]
        for place in unknown:
            yield Fault(place, "deze factuur staat niet in facturen.csv", _GEGEVEN)
        for factuur in facturen:
            if not all(_is_said(factuur, kept) for kept in self._beside(factuur)):
                where = f"factuur {factuur.nummer} is in de map facturen anders bewaard"
                yield Fault("facturen.csv", f"{where} dan zij hier staat", _WIJZIG)

    def _not_given(
        self, facturen: Sequence[Factuur], made: Iterable[Regel]
    ) -> Iterator[tuple[Regel, str]]:
        """Find what was made and not recorded, with its path; empty where nothing is left of it."""
        given = {(f.cbs_code, str(f.jaar), nr) for f in facturen for nr in (f.nummer, "")}
        for row in made:
            if (row.cbs_code, row.jaar, row.factuurnummer) not in given:
                places = (f"{self.near(self.werkmap.uitvoer)}/{name}" for name in row.files)
                yield row, next(filter(self.sha256, places), "").rpartition(".")[0]

    def _beside(self, factuur: Factuur) -> list[Regel]:
        """Return the rows of the account that were kept with an invoice."""
        places = self.facturen.find(factuur.nummer)
        return [self.bewaard[place] for place in places if place in self.bewaard]

    def _documents(self, kluis: Kluis) -> set[str]:
        """Return the names of the documents in a safe, without their endings."""
        endings, hidden = (*KEPT, BESIDE), (".", "~")  # of Word, or of another system
        names = (name for name in kluis.names if not name.startswith(hidden))
        return {name.rpartition(".")[0] for name in names if name.endswith(endings)}


def outside(name: str) -> str:
    """Return what there is to say of a path in a row that leads out of the werkmap."""
    what = "in register.csv, wijst buiten de werkmap en wordt niet gelezen; zet dat terug uit een"
    return "" if is_path(name) else f"{name}, {what} reservekopie."


def signed(entries: Iterable[Inschrijving]) -> set[str]:
    """Return the CBS codes of whom a signature was ever recorded, taken back or not."""
    return {each.cbs_code for each in entries if each.gebeurtenis is Gebeurtenis.ONDERTEKEND}


def _unrecorded(naam: str) -> Fault:
    what = "van haar zijn er papieren of facturen, en in register.csv staat geen ondertekening"
    return Fault(naam, what, f"{_TERUG} vast met: {actie('onderteken', naam)}")


def _signed_again(naam: str, scan: str) -> Fault:
    what = f"volgens register.csv is haar ondertekening vervallen, en {scan} hoort daar niet bij"
    return Fault(naam, what, f"{_TERUG} opnieuw vast met: {actie('onderteken', naam)}; {ELDERS}")


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
