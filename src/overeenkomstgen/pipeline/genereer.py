"""Making documents: ``genereer``, ``bijlage3`` and, before that, ``controleer``."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from overeenkomstgen.adapters.libreoffice import find_libreoffice
from overeenkomstgen.adapters.slot import locked
from overeenkomstgen.adapters.uitvoer import UitvoerError, open_uitvoer
from overeenkomstgen.adapters.verantwoording import add, record
from overeenkomstgen.domain.documentsoort import Per, Rol
from overeenkomstgen.domain.opmerkingen import opmerkingen
from overeenkomstgen.domain.velden import Onderwerp
from overeenkomstgen.errors import OvereenkomstgenError
from overeenkomstgen.pipeline.bevroren import Bevroren, keep_signed, missing_papers
from overeenkomstgen.pipeline.gewijzigd import left_over, set_aside
from overeenkomstgen.pipeline.invoer import Invoer, read_with_templates
from overeenkomstgen.progress import Progress, silent
from overeenkomstgen.uitgifte import Concept, Mislukt, Uitgegeven, account, draw_up, issue
from overeenkomstgen.werkmap import werkmap_opmerkingen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from overeenkomstgen.adapters.libreoffice import LibreOffice
    from overeenkomstgen.adapters.sjabloon import Sjabloon
    from overeenkomstgen.adapters.uitvoer import Uitvoer
    from overeenkomstgen.domain.documentsoort import Documentsoort
    from overeenkomstgen.domain.gemeente import Gemeente
    from overeenkomstgen.werkmap import Werkmap


@dataclass(frozen=True, slots=True)
class Keuzes:
    """What the user chose for a run.

    Attributes:
        namen: The municipalities asked for; none means all, and Bijlage 3 with them.
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
        folder: The output folder.
        gemaakt: What was published.
        mislukt: What was not, and why.
        geweigerd: What ``--strikt`` refused.
        bevroren: What is signed and was left as it is.
        opmerkingen: What a reader should know about the input, in Dutch.
    """

    folder: Path
    gemaakt: tuple[Uitgegeven, ...]
    mislukt: tuple[Mislukt, ...]
    geweigerd: tuple[Concept, ...] = ()
    bevroren: tuple[Bevroren, ...] = ()
    opmerkingen: tuple[str, ...] = ()

    def made(self, soort: Documentsoort) -> tuple[Uitgegeven, ...]:
        """Return what was published of a documentsoort."""
        return tuple(made for made in self.gemaakt if made.concept.soort is soort)

    @property
    def soorten(self) -> tuple[Documentsoort, ...]:
        """The documentsoorten of which something was published."""
        found = {made.concept.soort.naam: made.concept.soort for made in self.gemaakt}
        return tuple(found.values())

    def bedrag(self, soort: Documentsoort) -> Decimal:
        """Return the sum of the yearly amounts of what was made, in euros, excluding VAT."""
        amounts = (made.concept.onderwerp.jaarbedrag for made in self.made(soort))
        return sum(filter(None, amounts), Decimal(0))


@dataclass(frozen=True, slots=True)
class Controle:
    """What was found right.

    Attributes:
        sjablonen: The number of templates.
        concepten: The agreements as they would be made now.
        opmerkingen: What a reader should know about the input, in Dutch.
    """

    invoer: Invoer
    sjablonen: int
    concepten: tuple[Concept, ...]
    opmerkingen: tuple[str, ...]


def controleer(werkmap: Werkmap) -> Controle:
    """Check the table, the period, the register and all templates; make nothing.

    Raises:
        InputError: Something is wrong.
        RegisterError: The register is damaged.
    """
    invoer, sjablonen = read_with_templates(werkmap)
    concepten = _draw_up(invoer, sjablonen, Rol.OVEREENKOMST, invoer.gemeenten)
    _draw_up(invoer, sjablonen, Rol.DEELNEMERSLIJST)
    remarks = _input_remarks(invoer)
    return Controle(invoer, len(sjablonen), tuple(concepten), remarks)


def genereer(werkmap: Werkmap, keuzes: Keuzes, progress: Progress = silent) -> Verslag:
    """Make the agreements and, with those of all, the list of who has signed.

    What is signed is left as it is.

    Raises:
        InputError: Something in the input is wrong; nothing was made.
        RegisterError: The register is damaged; nothing was made.
        ToolError: LibreOffice is missing or does not work.
        BusyError: Another run is at work in the same werkmap.
    """
    with locked(werkmap.slot):
        invoer, sjablonen = read_with_templates(werkmap)
        gemeenten = invoer.choose(keuzes.namen)
        office = None if keuzes.alleen_word else find_libreoffice()
        with open_uitvoer(_folder(werkmap, keuzes.uitvoer)) as uitvoer:
            alle = _draw_up(invoer, sjablonen, Rol.OVEREENKOMST, gemeenten)
            bevroren, concepten = keep_signed(invoer, alle, uitvoer)
            bewaard, bezet = set_aside(concepten, uitvoer)
            remarks = (
                *_input_remarks(invoer),
                *map(_changed_by_hand, bewaard.items()),
                *(_left_over(alle, uitvoer) if not keuzes.namen else ()),
            )
            geweigerd = tuple(c for c in concepten if keuzes.strikt and c.ontbreekt)
            not_made = {c.stem for c in (*geweigerd, *(failed.concept for failed in bezet))}
            te_maken = [c for c in concepten if c.stem not in not_made]
            if not keuzes.namen:
                te_maken += _draw_up(invoer, sjablonen, Rol.DEELNEMERSLIJST)
            outcomes = issue(te_maken, uitvoer, office, keuzes.tijdslimiet)
            gemaakt, mislukt, more = _follow(outcomes, te_maken, uitvoer, progress)
        return Verslag(
            uitvoer.folder, gemaakt, bezet + mislukt, geweigerd, bevroren, remarks + more
        )


def deelnemerslijst(
    invoer: Invoer, sjablonen: Mapping[str, Sjabloon], office: LibreOffice
) -> Uitgegeven:
    """Make the list of who has signed.

    The caller has the sole use of the werkmap.

    Args:
        invoer: What was read, with the register as it is now.
        sjablonen: The templates, by documentsoort.
        office: Makes the PDF.

    Raises:
        DeelnemerslijstError: The list could not be made; the former one is still there.
        ToolError: LibreOffice does not work.
    """
    with open_uitvoer(invoer.werkmap.uitvoer) as uitvoer:
        concepten = _draw_up(invoer, sjablonen, Rol.DEELNEMERSLIJST)
        outcomes = issue(concepten, uitvoer, office, Keuzes().tijdslimiet)
        gemaakt, mislukt, _ = _follow(outcomes, concepten, uitvoer, silent)
    for failed in mislukt:
        raise DeelnemerslijstError(" ".join(failed.redenen))
    return gemaakt[0]


class DeelnemerslijstError(OvereenkomstgenError):
    """The list of who has signed could not be made."""


def _input_remarks(invoer: Invoer) -> tuple[str, ...]:
    found = opmerkingen(invoer.periode, invoer.gemeenten)
    return (*found, *werkmap_opmerkingen(invoer.werkmap), *missing_papers(invoer))


def _folder(werkmap: Werkmap, chosen: Path | None) -> Path:
    """Return the output folder; none that holds something else of the werkmap."""
    own = (werkmap.folder, werkmap.sjablonen, werkmap.ondertekend)
    forbidden = {folder.resolve() for folder in own}
    if chosen and chosen.resolve() in forbidden:
        raise UitvoerError(
            f"De documenten kunnen niet in {chosen.resolve()}: daar staat al wat u zelf beheert.",
            "Kies een andere map met --uitvoer PAD.",
        )
    return chosen or werkmap.uitvoer


def _changed_by_hand(kept: tuple[str, Path]) -> str:
    naam, copy = kept
    return (
        f"Het Word-bestand van {naam} was met de hand gewijzigd. Die versie is bewaard in de "
        f"uitvoer als {copy}; wijzig liever de tabel of het sjabloon."
    )


def _left_over(concepten: Sequence[Concept], uitvoer: Uitvoer) -> Iterator[str]:
    """Tell what belongs to no municipality any more."""
    if stale := left_over(concepten, uitvoer):
        yield (
            "Deze documenten horen bij geen gemeente in de tabel en zijn blijven staan: "
            f"{', '.join(file.name for file in stale)}."
        )


def _draw_up(
    invoer: Invoer,
    sjablonen: Mapping[str, Sjabloon],
    rol: Rol,
    gemeenten: Iterable[Gemeente] = (),
) -> list[Concept]:
    """Fill the template of the documentsoort with a role."""
    status = invoer.status()
    soorten = invoer.periode.documentsoort.items()
    key, soort = next((key, soort) for key, soort in soorten if soort.rol is rol)
    subjects: Iterable[Gemeente | None] = gemeenten if soort.per is Per.GEMEENTE else (None,)
    onderwerpen = (Onderwerp(invoer.periode, status, gemeente) for gemeente in subjects)
    return draw_up(soort, sjablonen[key], onderwerpen)


def _follow(
    outcomes: Iterable[Uitgegeven | Mislukt],
    concepten: Sequence[Concept],
    uitvoer: Uitvoer,
    progress: Progress,
) -> tuple[tuple[Uitgegeven, ...], tuple[Mislukt, ...], tuple[str, ...]]:
    """See the documents issued, and account for those that were published, come what may.

    Returns:
        What was published, what was not, and what there is to say about the account.
    """
    gemaakt: list[Uitgegeven] = []
    mislukt: list[Mislukt] = []
    remarks: list[str] = []
    try:
        with progress("Documenten maken", len(concepten)) as step:
            for outcome in outcomes:
                if isinstance(outcome, Uitgegeven):
                    gemaakt.append(outcome)
                    with suppress(UitvoerError):  # if it lasts, the whole account will tell
                        remarks += add(uitvoer, account(outcome))
                else:
                    mislukt.append(outcome)
                step()
    finally:
        try:
            remarks += record(uitvoer, map(account, gemaakt)) if gemaakt else ()
        except UitvoerError as error:
            remarks.append(
                f"De verantwoording is niet bijgewerkt. {error.message} Sluit het bestand als het "
                "open staat en maak de documenten opnieuw; tot dan kan een volgende run denken "
                "dat ze met de hand zijn gewijzigd."
            )
    place = {concept.stem: number for number, concept in enumerate(concepten)}
    gemaakt.sort(key=lambda outcome: place[outcome.concept.stem])
    mislukt.sort(key=lambda outcome: place[outcome.concept.stem])
    return tuple(gemaakt), tuple(mislukt), tuple(remarks)
