"""What every command starts from: the werkmap, read and found right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from overeenkomstgen.errors import Fault, InputError
from overeenkomstgen.kern.documentsoort import Per
from overeenkomstgen.kern.euro import parse_kaal
from overeenkomstgen.kern.namen import find_gemeenten
from overeenkomstgen.kern.onderwerp import Onderwerp, make_leden
from overeenkomstgen.kern.register import present_states
from overeenkomstgen.kern.selectie import select
from overeenkomstgen.kern.status import ENDINGS, Dossier, Status, make_status
from overeenkomstgen.schijf.klok import today
from overeenkomstgen.schijf.schijf import fingerprint_of
from overeenkomstgen.werkmap.factuurregister import read_facturen
from overeenkomstgen.werkmap.ondertekend import safe_of
from overeenkomstgen.werkmap.registerbestand import read_register
from overeenkomstgen.werkmap.sjablonen import Sjablonen
from overeenkomstgen.werkmap.verantwoording import read_row, read_verantwoording
from overeenkomstgen.werkmap.werkmap import Werkmap, read_gemeenten, read_periode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from overeenkomstgen.kern.convenant import Periode
    from overeenkomstgen.kern.documentsoort import Documentsoort
    from overeenkomstgen.kern.factuur import Factuur
    from overeenkomstgen.kern.gemeente import Gemeente
    from overeenkomstgen.kern.register import Inschrijving, Stand
    from overeenkomstgen.werkmap.verantwoording import Regel


@dataclass(frozen=True, slots=True)
class Invoer:
    """The table, the period and the register.

    Attributes:
        standen: Where each municipality stands, by CBS code.
        facturen: The invoices that were given.
    """

    werkmap: Werkmap
    periode: Periode
    gemeenten: tuple[Gemeente, ...]
    standen: Mapping[str, Stand]
    facturen: tuple[Factuur, ...] = ()

    def choose(self, namen: Iterable[str]) -> tuple[Gemeente, ...]:
        """Return the municipalities asked for; without names, all.

        Raises:
            InputError: A name is unknown.
        """
        gemeenten, unknown = find_gemeenten(namen, self.gemeenten)
        if unknown:
            raise InputError(unknown)
        return gemeenten

    def select(self, soort: Documentsoort, namen: Collection[str]) -> tuple[Gemeente, ...]:
        """Return who gets a document today: of all, or of the municipalities asked for.

        Raises:
            InputError: A name is unknown, or this municipality gets none.
        """
        asked = self.choose(namen)
        gemeenten, faults = select(soort, asked, self.status(), by_name=bool(namen))
        if faults:
            raise InputError(faults)
        return gemeenten

    def subjects(
        self, soort: Documentsoort, gemeenten: Iterable[Gemeente], jaar: int | None = None
    ) -> list[Onderwerp]:
        """Return what the documents of a documentsoort are about, one for each document.

        Args:
            soort: The documentsoort; where there is one for all, the municipalities are not used.
            gemeenten: The municipalities that get one.
            jaar: The calendar year, where there is one for each.
        """
        status = self.status()
        leden = make_leden(status)
        if soort.per is Per.CONVENANT:
            return [Onderwerp(self.periode, status, soort, leden)]
        given: dict[str, tuple[Factuur, ...]] = {}
        for factuur in self.facturen:
            given[factuur.cbs_code] = (*given.get(factuur.cbs_code, ()), factuur)
        return [
            Onderwerp(
                self.periode, status, soort, leden, g, jaar, facturen=given.get(g.cbs_code, ())
            )
            for g in gemeenten
        ]

    def status(self) -> Status:
        """Return where everything stands today."""
        return make_status(self.periode, self.gemeenten, self.standen, self.dossiers(), today())

    def dossiers(self) -> dict[str, Dossier]:
        """Return what there is of each agreement in the werkmap's output folder, by CBS code."""
        folder, soort = self.werkmap.uitvoer, self.periode.overeenkomst
        rows = {row.cbs_code: row for row in read_verantwoording(folder) if row.soort == soort.naam}
        kluis = safe_of(self.werkmap.folder)
        for code, stand in self.standen.items():
            if stand.ondertekening and (signed := read_row(kluis.find(code))):
                rows[code] = signed
        return {
            gemeente.cbs_code: self._dossier(
                folder / soort.stem(gemeente.naam), rows.get(gemeente.cbs_code)
            )
            for gemeente in self.gemeenten
        }

    def _dossier(self, stem: Path, row: Regel | None) -> Dossier:
        places = (stem.with_name(f"{stem.name}{ending}") for ending in ENDINGS)
        present = [place for place in places if place.is_file()]
        documenten = tuple(place.relative_to(self.werkmap.folder).as_posix() for place in present)
        if row is None:
            return Dossier(documenten=documenten)
        published = {".docx": row.sha256_word, ".pdf": row.sha256_pdf}
        return Dossier(
            tuple(filter(None, row.open_velden.split(", "))),
            documenten,
            any(fingerprint_of(place) != published[place.suffix] for place in present),
            parse_kaal(row.bedrag) if row.bedrag else None,
        )


def read(werkmap: Werkmap) -> Invoer:
    """Read the table, the period and the register.

    Raises:
        InputError: Something is wrong; it has all faults together.
        RegisterError: The register is damaged.
    """
    return read_with_templates(werkmap, soorten=())[0]


def read_with_templates(
    werkmap: Werkmap, soorten: Collection[str] | None = None
) -> tuple[Invoer, Sjablonen]:
    """Read the table, the period, the register and templates; check the texts of e-mails too.

    Args:
        werkmap: The folder.
        soorten: The documentsoorten of which the template is wanted; all when None.

    Returns:
        What was read, and the templates by documentsoort.

    Raises:
        InputError: Something is wrong; it has all faults together.
        RegisterError: The register is damaged.
    """
    periode, faults = read_periode(werkmap)
    gemeenten, table_faults = read_gemeenten(werkmap)
    everything = [*faults, *table_faults]
    sjablonen = Sjablonen.open(werkmap)
    for key, soort in (periode.documentsoort if periode else {}).items():
        if soorten is None or key in soorten:
            sjablonen.add(key, soort)
    everything += sjablonen.faults
    entries = read_register(werkmap.register)
    known = {gemeente.cbs_code for gemeente in gemeenten}
    if not table_faults:
        everything += _strangers(entries, known)
    if periode is None or everything:
        raise InputError(everything)
    standen = present_states(entries)
    facturen = read_facturen(werkmap.factuurregister)
    return Invoer(werkmap, periode, gemeenten, standen, facturen), sjablonen


def _strangers(entries: Iterable[Inschrijving], known: Collection[str]) -> Iterator[Fault]:
    """Find who stands in the register but no longer in the table."""
    names = {entry.cbs_code: entry.gemeente for entry in entries if entry.cbs_code not in known}
    for code, naam in names.items():
        yield Fault(
            "register.csv",
            f"{naam} ({code}) staat in het register maar niet in de tabel met gemeenten",
            "zet de rij terug in de tabel",
        )
