"""What every command starts from: the werkmap, read and found right."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from overeenkomstgen.adapters.klok import today
from overeenkomstgen.adapters.registerbestand import read_register
from overeenkomstgen.adapters.schijf import fingerprint_of
from overeenkomstgen.adapters.sjabloon import Sjabloon
from overeenkomstgen.adapters.verantwoording import read_verantwoording
from overeenkomstgen.domain.documentsoort import Rol
from overeenkomstgen.domain.namen import find_gemeenten
from overeenkomstgen.domain.register import present_states
from overeenkomstgen.domain.status import ENDINGS, Dossier, Status, make_status
from overeenkomstgen.domain.velden import names
from overeenkomstgen.errors import Fault, InputError
from overeenkomstgen.werkmap import Werkmap, read_gemeenten, read_periode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from overeenkomstgen.adapters.verantwoording import Regel
    from overeenkomstgen.domain.convenant import Periode
    from overeenkomstgen.domain.documentsoort import Documentsoort
    from overeenkomstgen.domain.gemeente import Gemeente
    from overeenkomstgen.domain.register import Inschrijving, Stand


@dataclass(frozen=True, slots=True)
class Invoer:
    """The table, the period and the register.

    Attributes:
        standen: Where each municipality stands, by CBS code.
    """

    werkmap: Werkmap
    periode: Periode
    gemeenten: tuple[Gemeente, ...]
    standen: Mapping[str, Stand]

    def choose(self, namen: Iterable[str]) -> tuple[Gemeente, ...]:
        """Return the municipalities asked for; without names, all.

        Raises:
            InputError: A name is unknown.
        """
        gemeenten, unknown = find_gemeenten(namen, self.gemeenten)
        if unknown:
            raise InputError(unknown)
        return gemeenten

    def status(self) -> Status:
        """Return where everything stands today."""
        return make_status(self.periode, self.gemeenten, self.standen, self.dossiers(), today())

    def dossiers(self) -> dict[str, Dossier]:
        """Return what there is of each agreement in the werkmap's output folder, by CBS code."""
        folder = self.werkmap.uitvoer
        soort = self.periode.soort(Rol.OVEREENKOMST)
        rows = {row.cbs_code: row for row in read_verantwoording(folder) if row.soort == soort.naam}
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
            Decimal(row.bedrag.replace(",", ".")) if row.bedrag else None,
        )


def read(werkmap: Werkmap) -> Invoer:
    """Read the table, the period and the register.

    Raises:
        InputError: Something is wrong; it has all faults together.
        RegisterError: The register is damaged.
    """
    return read_with_templates(werkmap, soorten=())[0]


def read_with_templates(
    werkmap: Werkmap, soorten: Iterable[str] | None = None
) -> tuple[Invoer, dict[str, Sjabloon]]:
    """Read the table, the period, the register and templates.

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
    sjablonen: dict[str, Sjabloon] = {}
    for key, soort in (periode.documentsoort if periode else {}).items():
        if soorten is not None and key not in soorten:
            continue
        try:
            sjablonen[key] = Sjabloon.load(werkmap.sjablonen / soort.sjabloon)
        except InputError as error:
            everything += error.faults
        else:
            everything += _faults(soort, sjablonen[key])
    entries = read_register(werkmap.register)
    known = {gemeente.cbs_code for gemeente in gemeenten}
    if not table_faults:
        everything += _strangers(entries, known)
    if periode is None or everything:
        raise InputError(everything)
    standen = present_states(entries)
    return Invoer(werkmap, periode, gemeenten, standen), sjablonen


def _strangers(entries: Iterable[Inschrijving], known: Collection[str]) -> Iterator[Fault]:
    """Find who stands in the register but no longer in the table."""
    names = {entry.cbs_code: entry.gemeente for entry in entries if entry.cbs_code not in known}
    for code, naam in names.items():
        yield Fault(
            "register.csv",
            f"{naam} ({code}) staat in het register maar niet in de tabel met gemeenten",
            "zet de rij terug in de tabel",
        )


def _faults(soort: Documentsoort, sjabloon: Sjabloon) -> Iterator[Fault]:
    yield from sjabloon.faults(names(soort.per))
    for veld in soort.verplicht:
        if veld not in sjabloon.fields:
            yield Fault(
                sjabloon.name,
                f"het veld {veld} komt niet voor, en is verplicht in: {soort.naam}",
                f"zet {{{{ {veld} }}}} op zijn plaats, of haal het veld weg uit verplicht in "
                "convenant.toml",
            )
