"""What all making of documents shares: the choices, following the work, the report."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from overeenkomstgen.errors import AfgebrokenError
from overeenkomstgen.kern.documentsoort import Documentsoort
from overeenkomstgen.kern.opmerkingen import opmerkingen
from overeenkomstgen.kern.tabel import grouped, heading_key, named_together, show_rows
from overeenkomstgen.kern.waarden import MAX_INWONERS
from overeenkomstgen.office.installatie import Maakwijze
from overeenkomstgen.office.werkplaats import TIME_LIMIT, Werkplaats
from overeenkomstgen.progress import Progress, interruption, silent
from overeenkomstgen.schijf.schijf import UitvoerError, real
from overeenkomstgen.schijf.uitvoer import Uitvoer
from overeenkomstgen.uitgifte.bevroren import Bevroren
from overeenkomstgen.uitgifte.hergebruik import Bewaring, find_ongewijzigd
from overeenkomstgen.uitgifte.uitgifte import Concept, Gevuld, Mislukt, Uitgegeven, fill_in, issue
from overeenkomstgen.verwijzing import ZELF, vak
from overeenkomstgen.werkmap.geheugen import Geheugen, remember, tidy_geheugen
from overeenkomstgen.werkmap.invoer import Invoer
from overeenkomstgen.werkmap.sjablonen import opened
from overeenkomstgen.werkmap.verantwoording import (
    Regel,
    read_verantwoording,
    record,
    verantwoording_of,
)
from overeenkomstgen.werkmap.werkmap import Werkmap, remarks_on

PROEF = "proef"
"""The folder of what was made to look at, inside the output folder."""
_CIJFERS = len(str(MAX_INWONERS))


@dataclass(frozen=True, slots=True)
class Keuzes:
    """What the user chose for a run.

    Attributes:
        namen: The municipalities asked for; none means all that get such a document.
        soort: What ``convenant.toml`` calls the documentsoort; None for the agreements and
            what there is one of for the whole convenant.
        uitvoer: The output folder, when not that of the werkmap.
        strikt: Refuse documents in which a fact is missing.
        tijdslimiet: Seconds that LibreOffice may spend on one document.
        motor: The address of what makes the PDFs; None for this machine.
        volgende: Make the letter after the one that was sent.
    """

    namen: tuple[str, ...] = ()
    soort: str | None = None
    jaar: int | None = None
    uitvoer: Path | None = None
    alleen_word: bool = False
    alles: bool = False
    strikt: bool = False
    tijdslimiet: float = TIME_LIMIT
    motor: str | None = None
    volgende: bool = False


@dataclass(frozen=True, slots=True)
class Verslag:
    """What a run did.

    Attributes:
        geweigerd: What was refused for want of a fact.
        ongewijzigd: What stood there already as it would be made now.
        opmerkingen: What a reader should know, in Dutch.
    """

    folder: Path
    gemaakt: tuple[Uitgegeven, ...]
    mislukt: tuple[Mislukt, ...]
    geweigerd: tuple[Gevuld, ...] = ()
    bevroren: tuple[Bevroren, ...] = ()
    ongewijzigd: tuple[Gevuld, ...] = ()
    opmerkingen: tuple[str, ...] = ()

    @property
    def verantwoording(self) -> Path:
        """The file that accounts for everything in the folder."""
        return verantwoording_of(self.folder)

    @property
    def per_soort(self) -> Mapping[Documentsoort, Sequence[Uitgegeven]]:
        """What was published, by documentsoort."""
        return grouped((made.concept.soort, made) for made in self.gemaakt)

    @property
    def verschillen(self) -> tuple[str, ...]:
        """What differs from what is final; the same of many in one line."""
        each = ((kind, b.naam, what) for b in self.bevroren for kind, what in b.verschillen.items())
        return tuple(named_together(each))

    @property
    def onbekend(self) -> Mapping[str, Sequence[str]]:
        """Whose documents, of those that stand there now, lack a fact, by field."""
        return missing((*self.ongewijzigd, *self.gemaakt))

    def bedrag(self, soort: Documentsoort) -> Decimal:
        """Return the sum of the yearly amounts of what was made, in euros, excluding VAT."""
        amounts = (made.concept.onderwerp.jaarbedrag for made in self.per_soort.get(soort, ()))
        return sum(filter(None, amounts), Decimal(0))


def missing(documenten: Iterable[Gevuld]) -> Mapping[str, Sequence[str]]:
    """Return whose documents lack a fact, by field."""
    return grouped((veld, each.concept.naam) for each in documenten for veld in each.ontbreekt)


def make(  # noqa: PLR0913 - of which two are seldom given
    invoer: Invoer,
    concepten: Sequence[Concept],
    uitvoer: Uitvoer,
    werkplaats: Werkplaats,
    keuzes: Keuzes,
    *,
    progress: Progress = silent,
    published: Callable[[Uitgegeven], None] | None = None,
) -> Verslag:
    """Publish the documents that are not there yet, and account for them, come what may.

    What someone changed by hand is kept first; what lacks a fact is refused if that was asked.
    """
    rows = {row.word: row for row in read_verantwoording(uitvoer.folder)}
    ongewijzigd, geweigerd, concepten = sift(
        concepten, rows, uitvoer.folder, werkplaats.how, keuzes
    )
    bewaring = Bewaring(uitvoer, rows)
    if concepten:
        werkplaats.warm_up(len(concepten))
    # LibreOffice starts meanwhile.
    fonts = [*_font_remarks(invoer.werkmap, concepten)] if werkplaats.how.pdf else []
    gemaakt: list[Uitgegeven] = []
    mislukt: list[Mislukt] = []
    remarks: list[str] = []
    try:
        with (
            interruption(),
            closing(issue(concepten, uitvoer, werkplaats, bewaring.keep)) as outcomes,
            _accounted(uitvoer, gemaakt, remarks),
            progress("Documenten maken", len(concepten)) as step,
        ):
            for outcome in outcomes if concepten else ():
                if isinstance(outcome, Mislukt):
                    mislukt.append(outcome)
                else:
                    gemaakt.append(outcome)
                    if not outcome.verantwoord:
                        with suppress(UitvoerError):  # if it lasts, the whole account will tell
                            remarks += record(uitvoer, [outcome.regel])
                    code = outcome.concept.paginacode(outcome.regel.sha256_word)
                    how = {outcome.regel.word: werkplaats.how.marked(code)}
                    remember(uitvoer.folder, Geheugen(how))
                    if published:
                        published(outcome)
                step()
    except KeyboardInterrupt as error:
        resumes = published or not keuzes.alles  # what is final at once is not given to us again
        again = (
            "wordt alleen gemaakt wat er nog niet is" if resumes else "begint het van voren af aan"
        )
        ready = f"Klaar: {len(gemaakt)} van de {len(concepten)}. De volgende keer {again}."
        raise AfgebrokenError(advice=ready) from error
    used = {made.concept.soort.sjabloon for made in gemaakt}
    place = {concept.stem: number for number, concept in enumerate(concepten)}
    changed = (
        f"Het Word-bestand van {naam} was met de hand gewijzigd. Die versie is bewaard in de "
        f"uitvoer als {copy}; wijzig liever de tabel of het sjabloon."
        for naam, copy in bewaring.copies.items()
    )
    return Verslag(
        uitvoer.folder,
        tuple(sorted(gemaakt, key=lambda made: place[made.concept.stem])),
        tuple(sorted(mislukt, key=lambda failed: place[failed.concept.stem])),
        geweigerd,
        ongewijzigd=ongewijzigd,
        opmerkingen=(
            *(said for sjabloon, said in fonts if sjabloon in used),
            *named_together(_without_code(gemaakt)),
            *changed,
            *remarks,
        ),
    )


def sift(
    concepten: Sequence[Concept],
    rows: Mapping[str, Regel],
    folder: Path,
    how: Maakwijze,
    keuzes: Keuzes,
) -> tuple[tuple[Gevuld, ...], tuple[Gevuld, ...], list[Concept]]:
    """Tell apart what a run would make in an output folder, of which these rows tell.

    Returns:
        What is there as it would be made now, what is refused for want of a fact if that was
        asked, and what remains to be made.
    """
    unchanged, rest = find_ongewijzigd(concepten, {} if keuzes.alles else rows, folder, how)
    if not keuzes.strikt:
        return unchanged, (), rest
    every = (*unchanged, *fill_in(rest))  # what stands there is judged as well
    refused = {each.concept.stem: each for each in every if each.ontbreekt}
    unchanged = tuple(each for each in unchanged if each.concept.stem not in refused)
    rest = [concept for concept in rest if concept.stem not in refused]
    return unchanged, tuple(refused.values()), rest


def input_remarks(invoer: Invoer) -> tuple[str, ...]:
    """Return what a reader should know about the input, in Dutch."""
    naam = invoer.periode.overeenkomst.naam
    rows = [row for row in invoer.regels.values() if row.soort == naam]
    eerder = {
        heading_key(row.gemeente): (row.cbs_code, int(row.inwoners))
        for row in (*rows, *invoer.papieren.overeenkomsten.values())
        if row.inwoners.isdecimal() and len(row.inwoners) <= _CIJFERS
    }
    found = opmerkingen(invoer.periode, invoer.gemeenten, eerder)
    beside = remarks_on(invoer.werkmap, invoer.tabel)
    return (*found, *beside, *invoer.bevinding.opmerkingen)


def _font_remarks(werkmap: Werkmap, concepten: Iterable[Concept]) -> Iterator[tuple[str, str]]:
    """Tell, by template, of which fonts another is taken in its PDFs, in Dutch sentences."""
    known = {each.soort.sjabloon: each.sjabloon.sha256 for each in concepten}
    if not known:
        return
    # What examines templates takes a while to load.
    from overeenkomstgen.keuring.lettertypen import find_fonts  # noqa: PLC0415
    from overeenkomstgen.office.lettertypen import installed_fonts  # noqa: PLC0415

    installed = installed_fonts()
    for name, sha256 in sorted(known.items()):
        for vondst in find_fonts(opened(werkmap.sjablonen / name, sha256), installed):
            yield name, f"{vondst.fault}."


def _without_code(gemaakt: Iterable[Uitgegeven]) -> Iterator[tuple[str, str, str]]:
    """Tell of which pages got no code, as :func:`named_together` takes it."""
    for made in gemaakt:
        if made.zonder_code:
            where, sjabloon = show_rows(made.zonder_code), made.concept.soort.sjabloon
            what = (
                f"op bladzijde {where} van de PDF staat geen paginacode, want onderaan is er geen "
                f"plaats voor. Maak in sjablonen/{sjabloon} de rechter- of linkermarge 2 cm en "
                "laat daar onderaan niets staan, of schrijf bij deze documentsoort in "
                "convenant.toml: paginacode = false."
            )
            yield what, made.concept.naam, what


def output_folder(werkmap: Werkmap, chosen: Path | None) -> Path:
    """Return the output folder; none that holds something else of the werkmap.

    Raises:
        UitvoerError: The folder that was chosen holds something else.
        NieuwerError: A newer version of the program made what stands there.
    """
    if chosen is None:
        return werkmap.uitvoer
    forbidden = {werkmap.folder, *werkmap.mappen} - {werkmap.uitvoer}
    if real(chosen) in {real(folder) for folder in forbidden}:
        what = f"De documenten kunnen niet in {real(chosen)}: daar staat al wat u zelf beheert."
        raise UitvoerError(what, f"Kies een andere map met {vak('uitvoer', ZELF)}.")
    read_verantwoording(chosen)  # that of the werkmap has been read
    return chosen


@contextmanager
def _accounted(
    uitvoer: Uitvoer, gemaakt: Sequence[Uitgegeven], remarks: list[str]
) -> Iterator[None]:
    """Account afterwards for what was made; add to the remarks what there is to say of that."""
    try:
        yield
    finally:
        try:
            # A run that was killed may not have sorted it.
            if gemaakt or verantwoording_of(uitvoer.folder).exists():
                remarks += record(uitvoer, [made.regel for made in gemaakt])
        except UitvoerError as error:
            remarks.append(
                f"De verantwoording is niet bijgewerkt. {error.message} Sluit het bestand als het "
                "open staat en maak de documenten opnieuw; tot dan kan een volgende run denken "
                "dat ze met de hand zijn gewijzigd."
            )
        tidy_geheugen(uitvoer.folder)
