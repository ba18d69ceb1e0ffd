"""Issuing documents: drawn up in Word, made into PDF, judged, proofread, published."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from overeenkomstgen.adapters.archief import Documentgegevens, archive
from overeenkomstgen.adapters.libreoffice import LibreOffice, to_pdf
from overeenkomstgen.adapters.pdf.oordeel import judge
from overeenkomstgen.adapters.proef import proofread
from overeenkomstgen.adapters.uitvoer import Uitvoer, UitvoerError
from overeenkomstgen.adapters.verantwoording import Regel, addition
from overeenkomstgen.adapters.word.gegevens import read_properties
from overeenkomstgen.domain.notatie import format_datum_kort
from overeenkomstgen.domain.velden import fingerprint, merge_values
from overeenkomstgen.errors import ToolError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from overeenkomstgen.adapters.sjabloon import Ingevuld, Sjabloon
    from overeenkomstgen.domain.documentsoort import Documentsoort
    from overeenkomstgen.domain.onderwerp import Onderwerp


@dataclass(frozen=True, slots=True)
class Concept:
    """A document that is filled in but not yet issued.

    Attributes:
        stem: Its path inside the output folder, without the extension.
        sjabloon_sha256: Fingerprint of the template.
        invoer_sha256: Fingerprint of the values of all fields.
    """

    onderwerp: Onderwerp
    stem: str
    word: Ingevuld
    sjabloon_sha256: str
    invoer_sha256: str

    @property
    def soort(self) -> Documentsoort:
        """What kind of document it is."""
        return self.onderwerp.soort

    @property
    def file_stem(self) -> str:
        """Its file name without the extension."""
        return Path(self.stem).name

    @property
    def naam(self) -> str:
        """What the user calls it: the municipality, or the documentsoort."""
        gemeente = self.onderwerp.gemeente
        return gemeente.naam if gemeente else self.soort.naam

    @property
    def ontbreekt(self) -> tuple[str, ...]:
        """The open fields that are facts to be known before signing."""
        allowed = self.soort.open_toegestaan
        return tuple(veld for veld in self.word.open_fields if veld not in allowed)


@dataclass(frozen=True, slots=True)
class Uitgegeven:
    """A document that was published; what is None was not made.

    Attributes:
        paginas: Number of pages of the PDF.
        word_sha256: Fingerprint of the Word file.
        pdf_sha256: Fingerprint of the PDF.
        pdf_weggehaald: Whether a PDF of an earlier text was taken away.
    """

    concept: Concept
    word_sha256: str
    paginas: int | None = None
    pdf_sha256: str | None = None
    pdf_weggehaald: bool = False


@dataclass(frozen=True, slots=True)
class Mislukt:
    """A document that was not published, and why, in Dutch."""

    concept: Concept
    redenen: tuple[str, ...]


def draw_up(sjabloon: Sjabloon, onderwerpen: Iterable[Onderwerp]) -> list[Concept]:
    """Fill a template, once for each subject.

    Raises:
        InputError: The template cannot be filled.
    """
    concepten = []
    for onderwerp in onderwerpen:
        values, soort = merge_values(onderwerp), onderwerp.soort
        concepten.append(
            Concept(
                onderwerp,
                soort.stem(onderwerp.gemeente.naam if onderwerp.gemeente else "", onderwerp.jaar),
                sjabloon.fill(values),
                sjabloon.sha256,
                fingerprint(values, sjabloon.fields),
            )
        )
    return concepten


def issue(
    concepten: Sequence[Concept], uitvoer: Uitvoer, office: LibreOffice | None, idle_limit: float
) -> Iterator[Uitgegeven | Mislukt]:
    """Publish each document as soon as it has passed its proof.

    Args:
        concepten: The documents.
        uitvoer: Where they are made and published.
        office: Makes the PDF; without it only Word is published.
        idle_limit: Seconds that LibreOffice may spend on one document.
    """
    sources = {uitvoer.staging / f"{number}.docx": c for number, c in enumerate(concepten)}
    for source, concept in sources.items():
        source.write_bytes(concept.word.content)
    if not sources:
        return
    if office is None:
        for source, concept in sources.items():
            yield _publish_word(source, concept, uitvoer)
        return
    for omzetting in to_pdf(
        list(sources), uitvoer.staging / "pdf", office=office, idle_limit=idle_limit
    ):
        concept = sources[omzetting.source]
        if omzetting.pdf is None:
            yield Mislukt(concept, (omzetting.problem,))
        else:
            yield _prove_and_publish(omzetting.source, omzetting.pdf, concept, uitvoer)


def account(uitgegeven: Uitgegeven) -> Regel:
    """Return a document's row in the account."""
    concept, pdf = uitgegeven.concept, uitgegeven.pdf_sha256
    onderwerp, gemeente = concept.onderwerp, concept.onderwerp.gemeente
    factuur, besluit = onderwerp.factuur, gemeente.collegebesluit if gemeente else None
    inwoners = factuur.inwoners if factuur else gemeente.inwoners if gemeente else ""
    tarief = factuur.tarief if factuur else onderwerp.periode.bijdrage.tarief
    bedrag = factuur.bedrag if factuur else onderwerp.jaarbedrag
    return Regel(
        soort=concept.soort.naam,
        gemeente=gemeente.naam if gemeente else "",
        cbs_code=gemeente.cbs_code if gemeente else "",
        jaar=str(onderwerp.jaar or ""),
        inwoners=str(inwoners),
        tarief=str(tarief).replace(".", ","),
        bedrag="" if bedrag is None else str(bedrag).replace(".", ","),
        collegebesluit=format_datum_kort(besluit) if besluit else "",
        open_velden=", ".join(concept.word.open_fields),
        paginas=str(uitgegeven.paginas or ""),
        pdf_a="PDF/A-2a" if pdf else "",
        pdf_ua="PDF/UA-1" if pdf else "",
        word=f"{concept.stem}.docx",
        pdf=f"{concept.stem}.pdf" if pdf else "",
        sha256_sjabloon=concept.sjabloon_sha256,
        sha256_word=uitgegeven.word_sha256,
        sha256_pdf=pdf or "",
        vingerafdruk_invoer=concept.invoer_sha256,
    )


def _prove_and_publish(
    word: Path, pdf: Path, concept: Concept, uitvoer: Uitvoer
) -> Uitgegeven | Mislukt:
    about = read_properties(concept.word.content)
    try:
        paginas = archive(pdf, Documentgegevens(about.title, about.author, about.subject))
    except ToolError as error:
        return Mislukt(concept, (str(error),))
    findings = judge(pdf).findings + proofread(
        concept.word.content, pdf, values=concept.word.values, pages=concept.soort.paginas
    )
    if findings:
        return Mislukt(concept, findings)
    uitgegeven = Uitgegeven(concept, _sha256(word), paginas, _sha256(pdf))
    places = {word: Path(f"{concept.stem}.docx"), pdf: Path(f"{concept.stem}.pdf")}
    try:
        uitvoer.publish(places, additions=addition(uitvoer.folder, account(uitgegeven)))
    except UitvoerError as error:
        return Mislukt(concept, (str(error),))
    return uitgegeven


def _publish_word(word: Path, concept: Concept, uitvoer: Uitvoer) -> Uitgegeven | Mislukt:
    """Publish Word alone; a PDF of an earlier text does not stay beside it."""
    place = Path(f"{concept.stem}.docx")
    word_sha256 = _sha256(word)
    former = uitvoer.folder / place
    same = former.exists() and _sha256(former) == word_sha256
    gone = not same and former.with_suffix(".pdf").exists()
    uitgegeven = Uitgegeven(concept, word_sha256, pdf_weggehaald=gone)
    row = addition(uitvoer.folder, account(uitgegeven))
    try:
        uitvoer.publish({word: place}, (place.with_suffix(".pdf"),) if gone else (), row)
    except UitvoerError as error:
        return Mislukt(concept, (str(error),))
    return uitgegeven


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
