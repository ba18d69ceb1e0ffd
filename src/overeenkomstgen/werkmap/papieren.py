"""The papers that are kept: looked at once in a run, and held against what was recorded."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.naamvorm import is_path
from overeenkomstgen.kern.register import Inschrijving, present_states
from overeenkomstgen.kern.zending import Zending
from overeenkomstgen.schijf.kluis import BESIDE, Kluis
from overeenkomstgen.schijf.plaats import PlaatsError, inside
from overeenkomstgen.schijf.schijf import fingerprint_of
from overeenkomstgen.verwijzing import actie
from overeenkomstgen.werkmap.bevinding import (
    GEGEVEN,
    HERSTEL,
    SCAN,
    SCAN_ADVICE,
    WIJZIG,
    Bevinding,
    contradicted,
    is_said,
    is_sent,
    signed,
    signed_again,
    unrecorded,
    unsent,
)
from overeenkomstgen.werkmap.registers import BOEKEN, Geboekt, boek
from overeenkomstgen.werkmap.verantwoording import KEPT, Regel, read_row
from overeenkomstgen.werkmap.werkmap import Werkmap

_CODE = re.compile(r"GM\d{4}")

Gezien = tuple[int, int, str]
"""A file as it was when it was read: its size, its time in nanoseconds, and its SHA-256."""


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
    def verzonden(self) -> Kluis:
        """The safe with what was sent and is kept nowhere else, by the start of its SHA-256."""
        return Kluis(self.werkmap.verzonden)

    @property
    def kluizen(self) -> tuple[Kluis, ...]:
        """All of them."""
        return self.getekend, self.facturen, self.verzonden

    @cached_property
    def bewaard(self) -> Mapping[Path, Regel]:
        """The rows of the account that were kept with documents, by where they stand."""
        places = (
            kluis.issued / name
            for kluis in self.kluizen
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

    def wanted(self, filed: Iterable[Inschrijving | Zending]) -> dict[str, tuple[str, str]]:
        """Return of each paper, by its path, its SHA-256, and where in the output folder it is."""
        issued = {
            self.near(place.with_suffix(ending)): (sha256, made)
            for place, regel in self.bewaard.items()
            for ending, (made, sha256) in zip(KEPT, regel.files.items(), strict=False)
        }
        return {each.bestand: (each.sha256, "") for each in filed if each.bestand} | issued

    def damaged(self, filed: Iterable[Inschrijving | Zending]) -> dict[str, tuple[str, str]]:
        """Return the same, of the papers that are not so."""
        wanted = self.wanted(filed)
        return {name: kept for name, kept in wanted.items() if self.sha256(name) != kept[0]}

    def examine(
        self,
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
        codes = {name.partition("-")[0] for name in self._documents(self.getekend)}
        codes = {*filter(_CODE.fullmatch, codes), *(factuur.cbs_code for factuur in facturen)}
        namen = {g.cbs_code: g.naam for g in gemeenten if g.cbs_code not in standing}
        stammen = {periode.overeenkomst.file_stem(naam): code for code, naam in namen.items()}
        filed, opnieuw = {entry.bestand for entry in entries}, dict[str, str]()
        loose = list[str]()
        for scan in sorted(map(self.near, self.werkmap.ondertekend.glob("[!.~]*.pdf"))):
            found = SCAN.fullmatch(scan.rpartition("/")[2])
            code = stammen.get(found["stem"]) if found else None
            if code and code not in recorded:
                codes.add(code)
            elif scan not in filed and code:
                opnieuw[code] = scan
            elif scan not in filed:
                loose.append(scan)
        lost = {code: unrecorded(namen.get(code, code)) for code in codes - recorded}
        lost |= {code: signed_again(namen[code], scan) for code, scan in opnieuw.items()}
        sent = {each.bestand.rpartition("/")[2].removesuffix(".pdf") for each in zendingen}
        lost |= {place: unsent(place) for place in self._loose(self.verzonden, sent)}
        return Bevinding(
            dict(sorted(lost.items())),
            (
                *contradicted(entries),
                *self._wrong_invoices(facturen, made),
                *self._sent_otherwise(zendingen),
            ),
            (
                *(
                    f"De overeenkomst die {g.naam} heeft getekend staat niet meer in ondertekend; "
                    "zet de map terug uit een reservekopie."
                    for g in gemeenten
                    if g.cbs_code in standing and g.cbs_code not in self.overeenkomsten
                ),
                *(
                    outside(name) or f"{name} is weg of is gewijzigd; {HERSTEL}"
                    for name in self.damaged((*entries, *zendingen))
                ),
                *(f"{scan} hoort bij geen rij van register.csv; {SCAN_ADVICE}" for scan in loose),
                *(
                    f"Van de factuur {row.jaar} van {row.gemeente}, die in verantwoording.csv "
                    "staat, zijn rij en documenten weg; is zij gegeven, zet facturen.csv dan terug "
                    "uit een reservekopie van na deze factuur."
                    for row, stem in self._not_given(facturen, made)
                    if not stem
                ),
                *(
                    told
                    for name, rows in zip(BOEKEN, (entries, facturen, zendingen), strict=True)
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
        unknown = self._loose(self.facturen, own)
        unknown += [stem for _, stem in self._not_given(facturen, made) if stem]
        for place in unknown:
            yield Fault(place, "deze factuur staat niet in facturen.csv", GEGEVEN)
        for factuur in facturen:
            if not all(is_said(factuur, kept) for kept in self._beside(factuur)):
                where = f"factuur {factuur.nummer} is in de map facturen anders bewaard"
                yield Fault("facturen.csv", f"{where} dan zij hier staat", WIJZIG)

    def _not_given(
        self, facturen: Sequence[Factuur], made: Iterable[Regel]
    ) -> Iterator[tuple[Regel, str]]:
        """Find what was made and not recorded, with its path; empty where nothing is left of it."""
        given = {(f.cbs_code, str(f.jaar), nr) for f in facturen for nr in (f.nummer, "")}
        for row in made:
            if (row.cbs_code, row.jaar, row.factuurnummer) not in given:
                places = (f"{self.near(self.werkmap.uitvoer)}/{name}" for name in row.files)
                yield row, next(filter(self.sha256, places), "").rpartition(".")[0]

    def _sent_otherwise(self, zendingen: Iterable[Zending]) -> Iterator[Fault]:
        """Find what was recorded as sent otherwise than it is kept."""
        rows = {self.near(place): regel for place, regel in self.bewaard.items()}
        for each in zendingen:
            regel = rows.get(f"{each.bestand.removesuffix('.pdf')}{BESIDE}")
            if regel and not is_sent(each, regel):
                yield Fault("verzonden.csv", f"{each.bestand} is anders dan hier staat", WIJZIG)

    def _beside(self, factuur: Factuur) -> list[Regel]:
        """Return the rows of the account that were kept with an invoice."""
        places = self.facturen.find(factuur.nummer)
        return [self.bewaard[place] for place in places if place in self.bewaard]

    def _loose(self, kluis: Kluis, own: set[str]) -> list[str]:
        """Return the documents in a safe that have none of these names, by path; both no ending."""
        return [self.near(kluis.issued / stem) for stem in sorted(self._documents(kluis) - own)]

    def _documents(self, kluis: Kluis) -> set[str]:
        """Return the names of the documents in a safe, without their endings."""
        endings, hidden = (*KEPT, BESIDE), (".", "~")  # of Word, or of another system
        names = (name for name in kluis.names if not name.startswith(hidden))
        return {name.rpartition(".")[0] for name in names if name.endswith(endings)}


def outside(name: str) -> str:
    """Return what there is to say of a path in a row that leads out of the werkmap."""
    what = (
        "in wat is vastgelegd, wijst buiten de werkmap en wordt niet gelezen; zet dat terug uit een"
    )
    return "" if is_path(name) else f"{name}, {what} reservekopie."
