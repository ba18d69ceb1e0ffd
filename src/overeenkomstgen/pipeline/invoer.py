"""What every command starts from: the werkmap, read and found right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from overeenkomstgen.adapters.klok import today
from overeenkomstgen.adapters.registerbestand import read_register
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
    from collections.abc import Iterable, Iterator, Mapping

    from overeenkomstgen.domain.convenant import Periode
    from overeenkomstgen.domain.documentsoort import Documentsoort
    from overeenkomstgen.domain.gemeente import Gemeente
    from overeenkomstgen.domain.register import Stand


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
        open_fields = {
            regel.cbs_code: tuple(filter(None, regel.open_velden.split(", ")))
            for regel in read_verantwoording(folder)
            if regel.soort == soort.naam
        }
        dossiers = {}
        for gemeente in self.gemeenten:
            stem = soort.stem(gemeente.naam)
            places = (folder / f"{stem}{ending}" for ending in ENDINGS)
            present = tuple(
                place.relative_to(self.werkmap.folder).as_posix()
                for place in places
                if place.is_file()
            )
            dossiers[gemeente.cbs_code] = Dossier(open_fields.get(gemeente.cbs_code, ()), present)
        return dossiers


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
    if periode is None or everything:
        raise InputError(everything)
    standen = present_states(read_register(werkmap.register))
    return Invoer(werkmap, periode, gemeenten, standen), sjablonen


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
