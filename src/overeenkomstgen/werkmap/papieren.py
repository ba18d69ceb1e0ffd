"""The papers that are kept: looked at once in a run, and held against what was recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.documentsoort import Rol
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.register import NIETS, Inschrijving, Stand
from overeenkomstgen.kern.status import ENDINGS
from overeenkomstgen.progress import Progress
from overeenkomstgen.schijf.kluis import Kluis
from overeenkomstgen.schijf.plaats import PlaatsError, inside
from overeenkomstgen.schijf.schijf import fingerprint_of
from overeenkomstgen.verwijzing import actie
from overeenkomstgen.werkmap import bewijs
from overeenkomstgen.werkmap.ondertekend import safe_of
from overeenkomstgen.werkmap.registers import (
    KOPIE,
    factuurbestand,
    herstelbestand,
    read_register,
    registerbestand,
)
from overeenkomstgen.werkmap.verantwoording import BESIDE, Regel, read_beside
from overeenkomstgen.werkmap.werkmap import Werkmap

Gezien = tuple[int, int, str]
"""A file as it was when it was read: its size, its time in nanoseconds, and its SHA-256."""


@dataclass(frozen=True, slots=True)
class Vastgelegd:
    """What was recorded, with where each municipality stands, and the account."""

    entries: Sequence[Inschrijving]
    standen: Mapping[str, Stand]
    facturen: Sequence[Factuur]
    account: Sequence[Regel]


@dataclass(frozen=True, slots=True)
class Bevinding:
    """What the papers say of what was recorded.

    Attributes:
        ongeboekt: Of whom papers are kept while no signature was recorded, by CBS code.
        strijdig: What was recorded otherwise than the papers say.
        opmerkingen: What is no longer as it was kept, in Dutch.
        onvoltooid: What a run that was broken off did not keep yet, or what has gone since.
    """

    ongeboekt: Mapping[str, Fault]
    strijdig: tuple[Fault, ...]
    opmerkingen: tuple[str, ...]
    onvoltooid: tuple[str, ...]

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
        """The safe with what was signed."""
        return safe_of(self.werkmap.folder)

    @cached_property
    def facturen(self) -> Kluis:
        """The safe with the invoices."""
        return Kluis(self.werkmap.facturen)

    @cached_property
    def bewaard(self) -> Mapping[str, tuple[Regel, str]]:
        """What was kept with documents, by their path without ending: see :func:`read_beside`."""
        places = (
            kluis.issued / name
            for kluis in (self.getekend, self.facturen)
            for name in kluis.names
            if name.endswith(BESIDE)
        )
        found = ((self.near(place.with_suffix("")), *read_beside((place,))) for place in places)
        return {stem: (regel, getuige) for stem, regel, getuige in found if regel}

    @cached_property
    def overeenkomsten(self) -> Mapping[str, Regel]:
        """The rows of the account that were kept with agreements, by CBS code."""
        folder = f"{self.near(self.getekend.issued)}/"
        return {
            stem.removeprefix(folder).partition("-")[0]: regel
            for stem, (regel, _) in self.bewaard.items()
            if stem.startswith(folder)
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

    def wanted(self, entries: Iterable[Inschrijving]) -> dict[str, str]:
        """Return the SHA-256 that each paper should have, by its path in the werkmap."""
        return {
            f"{stem}{ending}": sha256
            for stem, (regel, _) in self.bewaard.items()
            for ending, sha256 in zip(ENDINGS, (regel.sha256_word, regel.sha256_pdf), strict=True)
            if sha256
        } | {entry.bestand: entry.sha256 for entry in entries if entry.bestand}

    def examine(
        self, periode: Periode, gemeenten: Sequence[Gemeente], vastgelegd: Vastgelegd
    ) -> Bevinding:
        """Hold what was recorded against what is kept, both ways."""
        entries, facturen = vastgelegd.entries, vastgelegd.facturen
        signed, numbers = bewijs.signed(entries), {factuur.nummer for factuur in facturen}
        namen = {g.cbs_code: g.naam for g in gemeenten if g.cbs_code not in signed}
        kept = {
            bewijs.number_in(stem.removeprefix("facturen/"), numbers): _said(*beside)
            for stem, beside in self.bewaard.items()
        }
        issued = {name.partition("-")[0] for name in self._documents(self.getekend)}
        soort = periode.find_soort(Rol.FACTUUR)
        return Bevinding(
            bewijs.find_unrecorded(
                (issued | {factuur.cbs_code for factuur in facturen}) - signed,
                (place.name for place in self.werkmap.ondertekend.glob("*.pdf")),
                namen,
                {periode.overeenkomst.file_stem(naam): code for code, naam in namen.items()},
            ),
            (
                *bewijs.find_contradicted(entries),
                *bewijs.find_wrong_invoices(
                    facturen,
                    self._documents(self.facturen),
                    {nummer: said for nummer, said in kept.items() if nummer},
                    [
                        (regel.word, regel.cbs_code, regel.jaar)
                        for regel in vastgelegd.account
                        if soort and regel.soort == soort.naam
                    ],
                ),
            ),
            tuple(self._missing(gemeenten, vastgelegd)),
            tuple(
                f"Factuur {factuur.nummer} van {factuur.gemeente} staat niet volledig in de map "
                f"facturen; maak dat af met: {actie('facturen', factuur.jaar)}"
                for factuur in facturen
                if factuur.nummer not in kept
            ),
        )

    def _missing(self, gemeenten: Iterable[Gemeente], vastgelegd: Vastgelegd) -> Iterator[str]:
        """Tell what is no longer as it was kept, in Dutch."""
        for gemeente in gemeenten:
            code = gemeente.cbs_code
            if (
                vastgelegd.standen.get(code, NIETS).ondertekening
                and code not in self.overeenkomsten
            ):
                yield (
                    f"De overeenkomst die {gemeente.naam} heeft getekend staat niet meer in "
                    "ondertekend; zet de map terug uit een reservekopie."
                )
        for name, sha256 in self.wanted(vastgelegd.entries).items():
            if self.sha256(name) != sha256:
                yield f"{name} is weg of is gewijzigd; {bewijs.HERSTEL}"
        yield from registerbestand(self.werkmap.register).behind(len(vastgelegd.entries))
        yield from factuurbestand(self.werkmap.factuurregister).behind(len(vastgelegd.facturen))

    def _documents(self, kluis: Kluis) -> Collection[str]:
        """Return the names of the documents in a safe, without their endings."""
        endings, hidden = (*ENDINGS, BESIDE), (".", "~")  # of Word, or of another system
        names = (name for name in kluis.names if not name.startswith(hidden))
        return {name.rpartition(".")[0] for name in names if name.endswith(endings)}


def look_deep(werkmap: Werkmap, progress: Progress) -> tuple[int, tuple[Fault, ...]]:
    """Read and hash everything that is kept; return how many files, and what is not as it was.

    Raises:
        RegisterError: The register, or the record of what was put back, is damaged.
        KluisError: A row of the account that was kept cannot be read.
    """
    herstelbestand(werkmap.ondertekend).read()
    papieren = Papieren(werkmap)
    wanted = papieren.wanted(read_register(werkmap.register))
    known = {f"{stem}{BESIDE}" for stem in papieren.bewaard}
    known |= {"ondertekend/herstel.csv", "ondertekend/.ketting.json"}
    roots = (papieren.getekend.root, papieren.facturen.root)
    found = {papieren.near(file) for root in roots for file in root.rglob("*") if file.is_file()}
    with progress("Papieren nalezen", len(found)) as step:
        for name in found:
            papieren.sha256(name)
            step()

    def wrong(name: str) -> str:
        now, then = papieren.sha256(name), wanted.get(name)
        if then is None:
            own = name in known or name.endswith(KOPIE) or "/vervallen/" in name
            return "" if own else "dit bestand hoort hier niet"
        return "" if now == then else "dit bestand is gewijzigd" if now else "dit bestand is weg"

    judged = ((name, wrong(name)) for name in sorted(found | wanted.keys()))
    return len(found), tuple(Fault(name, what, bewijs.HERSTEL) for name, what in judged if what)


def _said(regel: Regel, getuige: str) -> bewijs.Gezegd:
    who = regel.cbs_code, regel.gemeente, regel.jaar, regel.inwoners
    return *who, regel.tarief, regel.bedrag, getuige
