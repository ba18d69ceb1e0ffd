"""The story of each command, on one screen each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from overeenkomstgen.adapters.libreoffice import find_libreoffice
from overeenkomstgen.adapters.sjabloon import Sjabloon
from overeenkomstgen.adapters.slot import locked
from overeenkomstgen.adapters.uitvoer import Uitvoer, open_uitvoer
from overeenkomstgen.adapters.verantwoording import record
from overeenkomstgen.domain.namen import find_gemeenten
from overeenkomstgen.domain.opmerkingen import opmerkingen
from overeenkomstgen.domain.velden import NAMEN
from overeenkomstgen.errors import Fault, InputError
from overeenkomstgen.progress import Progress, silent
from overeenkomstgen.uitgifte import Concept, Mislukt, Uitgegeven, account, draw_up, issue
from overeenkomstgen.werkmap import Werkmap, read_gemeenten, read_periode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from overeenkomstgen.domain.convenant import Periode
    from overeenkomstgen.domain.documentsoort import Documentsoort
    from overeenkomstgen.domain.gemeente import Gemeente


@dataclass(frozen=True, slots=True)
class Keuzes:
    """What the user chose for a run.

    Attributes:
        namen: The municipalities asked for; none means all.
        uitvoer: The output folder, when not that of the werkmap.
        alleen_word: Make no PDF.
        strikt: Refuse documents in which a fact is missing.
        tijdslimiet: Seconds that LibreOffice may spend on one document.
    """

    namen: tuple[str, ...] = ()
    uitvoer: Path | None = None
    alleen_word: bool = False
    strikt: bool = False
    tijdslimiet: float = 60.0


@dataclass(frozen=True, slots=True)
class Verslag:
    """What a run did.

    Attributes:
        soort: The kind of document.
        folder: Where the documents are.
        gemaakt: What was published.
        mislukt: What was not, and why.
        geweigerd: What ``--strikt`` refused.
        opmerkingen: What a reader should know about the input, in Dutch.
    """

    soort: Documentsoort
    folder: Path
    gemaakt: tuple[Uitgegeven, ...]
    mislukt: tuple[Mislukt, ...]
    geweigerd: tuple[Concept, ...]
    opmerkingen: tuple[str, ...]

    @property
    def totaal(self) -> Decimal:
        """The sum of the yearly amounts of the documents made, in euros, excluding VAT."""
        return sum((made.concept.onderwerp.jaarbedrag for made in self.gemaakt), Decimal(0))


@dataclass(frozen=True, slots=True)
class Invoer:
    """Everything that was read, and found right."""

    periode: Periode
    gemeenten: tuple[Gemeente, ...]
    sjablonen: dict[str, Sjabloon]


def read(werkmap: Werkmap) -> Invoer:
    """Read the table, the period and the templates.

    Raises:
        InputError: Something is wrong; it has the faults of all of them together.
    """
    periode, faults = read_periode(werkmap)
    gemeenten, table_faults = read_gemeenten(werkmap)
    sjablonen: dict[str, Sjabloon] = {}
    template_faults: list[Fault] = []
    for key, soort in (periode.documentsoort if periode else {}).items():
        try:
            sjabloon = Sjabloon.load(werkmap.sjablonen / soort.sjabloon)
        except InputError as error:
            template_faults += error.faults
        else:
            template_faults += sjabloon.faults(NAMEN)
            template_faults += _missing_fields(soort, sjabloon)
            sjablonen[key] = sjabloon
    everything = (*faults, *table_faults, *template_faults)
    if periode is None or everything:
        raise InputError(everything)
    return Invoer(periode, gemeenten, sjablonen)


def controleer(werkmap: Werkmap) -> tuple[Invoer, tuple[str, ...]]:
    """Check the table, the period and the templates; make nothing.

    Returns:
        What was read, and what a reader should know about it, in Dutch.

    Raises:
        InputError: Something is wrong.
    """
    invoer = read(werkmap)
    return invoer, opmerkingen(invoer.periode, invoer.gemeenten)


def genereer(werkmap: Werkmap, keuzes: Keuzes, progress: Progress = silent) -> Verslag:
    """Make the agreements: fill, convert, archive, proofread, publish.

    Raises:
        InputError: Something in the input is wrong; nothing was made.
        ToolError: LibreOffice is missing or does not work; nothing was made.
        BusyError: Another run is at work in the same werkmap.
    """
    with locked(werkmap.folder / ".slot"):
        invoer = read(werkmap)
        gemeenten, unknown = find_gemeenten(keuzes.namen, invoer.gemeenten)
        if unknown:
            raise InputError(unknown)
        office = None if keuzes.alleen_word else find_libreoffice()
        key, soort = next(iter(invoer.periode.documentsoort.items()))
        concepten = draw_up(invoer.periode, soort, invoer.sjablonen[key], gemeenten)
        geweigerd = tuple(concept for concept in concepten if keuzes.strikt and concept.ontbreekt)
        te_maken = [concept for concept in concepten if concept not in geweigerd]
        with open_uitvoer(keuzes.uitvoer or werkmap.uitvoer) as uitvoer:
            outcomes = issue(te_maken, uitvoer, office, keuzes.tijdslimiet)
            gemaakt, mislukt = _follow(outcomes, te_maken, uitvoer, progress)
        return Verslag(
            soort,
            uitvoer.folder,
            gemaakt,
            mislukt,
            geweigerd,
            opmerkingen(invoer.periode, invoer.gemeenten),
        )


def _follow(
    outcomes: Iterable[Uitgegeven | Mislukt],
    concepten: Sequence[Concept],
    uitvoer: Uitvoer,
    progress: Progress,
) -> tuple[tuple[Uitgegeven, ...], tuple[Mislukt, ...]]:
    """See the documents issued, and account for those that were published, come what may."""
    gemaakt: list[Uitgegeven] = []
    mislukt: list[Mislukt] = []
    try:
        with progress("Overeenkomsten maken", len(concepten)) as step:
            for outcome in outcomes:
                if isinstance(outcome, Uitgegeven):
                    gemaakt.append(outcome)
                else:
                    mislukt.append(outcome)
                step()
    finally:
        if gemaakt:
            record(uitvoer, map(account, gemaakt))
    order = list(concepten)
    gemaakt.sort(key=lambda outcome: order.index(outcome.concept))
    mislukt.sort(key=lambda outcome: order.index(outcome.concept))
    return tuple(gemaakt), tuple(mislukt)


def _missing_fields(soort: Documentsoort, sjabloon: Sjabloon) -> Iterator[Fault]:
    for veld in soort.verplicht:
        if veld not in sjabloon.fields:
            yield Fault(
                f"sjablonen/{soort.sjabloon}",
                f"het veld {veld} komt niet voor, en een {soort.naam.lower()} kan niet zonder",
                f"zet {{{{ {veld} }}}} op zijn plaats, of haal het veld weg uit verplicht in "
                "convenant.toml",
            )
