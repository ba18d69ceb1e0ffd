"""Giving invoices: recorded first, then made, and kept, or only tried; and the workbook."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from overeenkomstgen.facturen.boekhouding import write_boekhouding
from overeenkomstgen.facturen.efactuur import tell_missing, with_efactuur
from overeenkomstgen.kern.documentsoort import Documentsoort, Rol
from overeenkomstgen.kern.factuur import CONCEPT, Factuur
from overeenkomstgen.kern.statusregel import ENDINGS
from overeenkomstgen.office.werkplaats import open_werkplaats
from overeenkomstgen.progress import Progress
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.plaats import inside, read_bytes
from overeenkomstgen.schijf.schijf import UitvoerError
from overeenkomstgen.schijf.uitvoer import Uitvoer, open_uitvoer
from overeenkomstgen.uitgifte.bevroren import freeze, keep
from overeenkomstgen.uitgifte.maken import (
    PROEF,
    Keuzes,
    Verslag,
    input_remarks,
    make,
    output_folder,
)
from overeenkomstgen.uitgifte.uitgifte import Concept, Mislukt, Uitgegeven, draw_up, issue
from overeenkomstgen.werkmap.gegeven import Gegeven
from overeenkomstgen.werkmap.invoer import Invoer
from overeenkomstgen.werkmap.registers import record_facturen
from overeenkomstgen.werkmap.verantwoording import read_row


@dataclass(frozen=True, slots=True)
class Factuurverslag:
    """What was done, and the invoices of the year as they stand now.

    Attributes:
        nieuw: What was given now; of a trial what would be.
        boekhouding: The bookkeeper's workbook; None when there is no invoice, or in a trial.
        beeindigd: The municipalities that signed and do not pay for the year.
        is_proef: Whether nothing was given, only tried.
    """

    verslag: Verslag
    jaar: int
    facturen: tuple[Factuur, ...]
    nieuw: tuple[Factuur, ...]
    boekhouding: Path | None
    beeindigd: tuple[str, ...] = ()
    is_proef: bool = False

    def pdf_of(self, factuur: Factuur) -> Path | None:
        """Return the PDF that was made now of one of :attr:`nieuw`, a draft in a trial."""
        made = (m for m in self.verslag.gemaakt if m.concept.onderwerp.factuur == factuur)
        return next((self.verslag.folder / each.regel.pdf for each in made if each.regel.pdf), None)


def soort_of(invoer: Invoer, factuur: Factuur) -> Documentsoort:
    """Return the documentsoort of an invoice or a credit; refuse where there is none."""
    rol = Rol.CREDITFACTUUR if factuur.credit_van else Rol.FACTUUR
    advice = f'zet er een documentsoort voor in met rol = "{rol}"; de README zegt hoe'
    return invoer.require(rol, advice)


def boekhouding_of(soort: Documentsoort, jaar: int) -> Path:
    """Return the path of the bookkeeper's workbook of a year, inside the output folder."""
    return Path(soort.folder(jaar)) / f"{soort.meervoud.lower()}-{jaar}.xlsx"


def concepten_of(
    invoer: Invoer, facturen: Sequence[Factuur], every: Sequence[Factuur]
) -> list[Concept]:
    """Fill the template for each, under the name that the municipality had then."""
    given = Gegeven(every)
    in_order = sorted(facturen, key=lambda factuur: factuur.credit_van != "")
    subjects = (invoer.of_factuur(soort_of(invoer, each), each, given) for each in in_order)
    return [with_efactuur(concept) for concept in draw_up(invoer.sjabloon, subjects)]


def geef(  # noqa: PLR0913 - what is to be given, and how
    invoer: Invoer,
    jaar: int,
    nieuw: Sequence[Factuur],
    codes: Collection[str],
    *,
    keuzes: Keuzes,
    progress: Progress,
) -> Factuurverslag:
    """Record what is new of a year, and make what is not there yet of these municipalities.

    The numbers and amounts are recorded before the documents are made, so that a run that
    dies in between is finished by the next one with the same figures. What was made stays as it
    is; that in which a fact was missing is made again with the same figures once it is known.
    The caller has the sole use of the werkmap.

    Raises:
        RegisterError: The file of the invoices is damaged.
        ToolError: LibreOffice is missing or does not work.
    """
    werkmap = invoer.werkmap
    with (
        open_werkplaats(time_limit=keuzes.tijdslimiet, address=keuzes.motor) as werkplaats,
        open_uitvoer(output_folder(werkmap, keuzes.uitvoer)) as uitvoer,
    ):
        every = record_facturen(werkmap.factuurregister, nieuw)
        facturen = tuple(factuur for factuur in every if factuur.jaar == jaar)
        asked = [factuur for factuur in facturen if factuur.cbs_code in codes]
        kluis, concepten = invoer.papieren.facturen, concepten_of(invoer, asked, every)
        _keep_published(invoer, concepten)
        bevroren, _, rest = keep(invoer, concepten, uitvoer)
        own = replace(keuzes, strikt=False, alles=True)

        def final(made: Uitgegeven) -> None:
            freeze(kluis, made.regel.factuurnummer, made.regel, uitvoer.folder)

        verslag = make(invoer, rest, uitvoer, werkplaats, own, progress=progress, published=final)
        boekhouding, told = _publish_workbook(invoer, facturen, jaar, uitvoer)
    wanting = tell_missing(concepten, kluis, jaar)
    remarks = (*input_remarks(invoer), *verslag.opmerkingen, *told, *wanting)
    new = tuple(factuur for factuur in facturen if factuur in nieuw)
    verslag = replace(verslag, bevroren=bevroren, opmerkingen=remarks)
    return Factuurverslag(verslag, jaar, facturen, new, boekhouding)


def probeer(  # noqa: PLR0913, PLR0917 - what was computed so far
    invoer: Invoer,
    jaar: int,
    nieuw: Sequence[Factuur],
    gegeven: Sequence[Factuur],
    keuzes: Keuzes,
    progress: Progress,
) -> Factuurverslag:
    """Make drafts of what would be given now, in a folder of their own; record nothing.

    ``gegeven`` is what was given of the year before.
    """
    new = tuple(replace(factuur, nummer=CONCEPT) for factuur in nieuw)
    concepten = [
        replace(concept, stem=f"concept-{Path(concept.stem).name}")
        for concept in concepten_of(invoer, new, invoer.facturen)
    ]
    made: list[Uitgegeven | Mislukt] = []
    folder = invoer.werkmap.uitvoer / PROEF / f"facturen-{jaar}"
    with (
        open_werkplaats(time_limit=keuzes.tijdslimiet, address=keuzes.motor) as werkplaats,
        open_uitvoer(folder) as uitvoer,
        progress("Proef maken", len(concepten)) as step,
        closing(issue(concepten, uitvoer, werkplaats)) as outcomes,
    ):
        for outcome in outcomes:
            made.append(outcome)
            step()
        names = {f"{concept.stem}{ending}" for concept in concepten for ending in ENDINGS}
        former = (file for file in folder.glob("concept-*") if file.name not in names)
        uitvoer.publish({}, remove=[Path(file.name) for file in former])
    verslag = Verslag(
        folder,
        tuple(each for each in made if isinstance(each, Uitgegeven)),
        tuple(each for each in made if isinstance(each, Mislukt)),
        opmerkingen=input_remarks(invoer),
    )
    return Factuurverslag(verslag, jaar, (*gegeven, *new), new, None, is_proef=True)


def _keep_published(invoer: Invoer, concepten: Iterable[Concept]) -> None:
    """Keep what was published and is not kept whole: it is not made again."""
    papieren, uitvoer = invoer.papieren, invoer.werkmap.uitvoer
    rows = {regel.word: regel for regel in invoer.regels.values()}
    for concept in concepten:
        regel, factuur = rows.get(f"{concept.stem}.docx"), concept.onderwerp.factuur
        kept = read_row(papieren.facturen.find(factuur.nummer)) if factuur else None
        whole = kept and (kept.sha256_xml or not (regel and regel.sha256_xml))
        if factuur and regel and regel.pdf and not whole:
            near = papieren.near(uitvoer)
            seen = {name: papieren.sha256(f"{near}/{name}", anew=True) for name in regel.files}
            if seen == regel.files:
                row = replace(regel, getuige=factuur.getuige)
                freeze(papieren.facturen, factuur.nummer, row, uitvoer)


def _publish_workbook(
    invoer: Invoer, facturen: Sequence[Factuur], jaar: int, uitvoer: Uitvoer
) -> tuple[Path | None, tuple[str, ...]]:
    """Publish the bookkeeper's workbook; return where it is, or why it could not be written."""
    if not facturen:
        return None, ()
    place = boekhouding_of(soort_of(invoer, facturen[0]), jaar)
    content = write_boekhouding(facturen, jaar)
    present = inside(uitvoer.folder, place)
    if present.is_file() and read_bytes(present) == content:
        return present, ()
    draft = uitvoer.staging / place.name
    schijf.write(draft, content)
    try:
        uitvoer.publish({draft: place})
    except UitvoerError as error:
        remark = (
            f"Het overzicht voor de boekhouding is niet bijgewerkt. {error.message} De facturen "
            "zelf zijn er wel; sluit het bestand en doe daarna hetzelfde nog eens."
        )
        return None, (remark,)
    return present, ()
