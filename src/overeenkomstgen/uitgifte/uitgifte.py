"""Issuing documents: drawn up in Word, made into PDF, judged, proofread, published."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from overeenkomstgen.errors import Fault, InputError, refuse
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.kern.euro import format_kaal
from overeenkomstgen.kern.notatie import format_datum_kort
from overeenkomstgen.kern.paginacode import Paginacode
from overeenkomstgen.office.werkplaats import Werkplaats
from overeenkomstgen.office.werkstuk import Uitslag, Werkstuk
from overeenkomstgen.progress import heed
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.plaats import inside, read_bytes
from overeenkomstgen.schijf.schijf import UitvoerError, fingerprint_of
from overeenkomstgen.schijf.uitvoer import Uitvoer
from overeenkomstgen.velden.onderwerp import Onderwerp
from overeenkomstgen.velden.velden import fingerprint, merge_values
from overeenkomstgen.werkmap.sjablonen import Invulbaar
from overeenkomstgen.werkmap.verantwoording import Regel, addition

if TYPE_CHECKING:
    from overeenkomstgen.sjabloon.sjabloon import Ingevuld
    from overeenkomstgen.werkmap.stuk import Stuk


@dataclass(frozen=True, slots=True)
class Concept:
    """A document that can be filled in and issued.

    Attributes:
        stem: Its path inside the output folder, without the extension.
        waarden: The value of every field, nested as templates address them.
        invoer_sha256: Fingerprint of the values of all fields that the template uses.
        xml: What makes the e-invoice beside it of the PDF; None where there is none.
    """

    onderwerp: Onderwerp
    stem: str
    sjabloon: Invulbaar
    waarden: Mapping[str, object]
    invoer_sha256: str
    xml: Callable[[bytes], bytes] | None = field(default=None, compare=False)

    @property
    def soort(self) -> Documentsoort:
        """What kind of document it is."""
        return self.onderwerp.soort

    @property
    def naam(self) -> str:
        """What the user calls it: the municipality, or the documentsoort."""
        gemeente = self.onderwerp.gemeente
        return gemeente.naam if gemeente else self.soort.naam

    def paginacode(self, word_sha256: str) -> Paginacode | None:
        """Return the code of its first page, by the Word file; None where its pages get none."""
        gemeente, ingang = self.onderwerp.gemeente, self.onderwerp.periode.convenant.ingang
        if gemeente is None or not self.soort.has_paginacode:
            return None
        return Paginacode.of(gemeente.cbs_code, ingang.year, 1, word_sha256)

    def is_made_as(self, regel: Regel) -> bool:
        """Whether a row of the account is of the same template and the same values."""
        now = (self.sjabloon.sha256, self.invoer_sha256)
        return (regel.sha256_sjabloon, regel.vingerafdruk_invoer) == now

    def opened(self, velden: Collection[str]) -> Concept:
        """Return the same with these fields open, whatever is known of them now."""
        values = merge_values(self.onderwerp, velden)
        known_by = fingerprint(values, self.sjabloon.fields)
        return replace(self, waarden=values, invoer_sha256=known_by)

    def fill(self) -> Ingevuld:
        """Fill it in, the same each time; InputError if template and values do not go together."""
        heed()
        return self.sjabloon.fill(self.waarden, titel=self.onderwerp.titel)

    def write_xml(self, pdf: Path | None, uitvoer: Uitvoer) -> Path | None:
        """Write the e-invoice with its PDF in it, to be published, where there is one."""
        if pdf is None or self.xml is None:
            return None
        place = uitvoer.staging / f"{pdf.stem}.xml"
        schijf.write(place, self.xml(read_bytes(pdf)))
        return place


@dataclass(frozen=True, slots=True)
class Gevuld:
    """A document of which the fields are known whose fill-in lines stand in it, in order."""

    concept: Concept
    open_velden: tuple[str, ...]

    @property
    def ontbreekt(self) -> tuple[str, ...]:
        """The open fields that are facts to be known before signing."""
        allowed = self.concept.soort.open_toegestaan
        return tuple(veld for veld in self.open_velden if veld not in allowed)


@dataclass(frozen=True, slots=True)
class Uitgegeven(Gevuld):
    """A document that was published.

    Attributes:
        regel: Its row in the account.
        pdf_weggehaald: Whether a PDF of an earlier text was taken away.
        verantwoord: Whether that row was added to the account with it.
        zonder_code: The numbers of the pages on which there was no room for the code.
    """

    regel: Regel
    pdf_weggehaald: bool
    verantwoord: bool
    zonder_code: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mislukt:
    """A document that was not published, and why, in Dutch."""

    concept: Concept
    redenen: tuple[str, ...]


def draw_up(
    find: Callable[[Documentsoort], Invulbaar], onderwerpen: Iterable[Onderwerp]
) -> list[Concept]:
    """Return what there is to make, one for each subject; the template is found by its kind."""
    concepten = []
    for onderwerp in onderwerpen:
        sjabloon = find(onderwerp.soort)
        naam = onderwerp.gemeente.naam if onderwerp.gemeente else ""
        stem = onderwerp.soort.stem(naam, onderwerp.jaar, onderwerp.exemplaar)
        values = merge_values(onderwerp)
        known_by = fingerprint(values, sjabloon.fields)
        concepten.append(Concept(onderwerp, stem, sjabloon, values, known_by))
    return concepten


def is_outdated(stuk: Stuk) -> bool:
    """Return whether a document would say something else if it were made now.

    False for what is final, which stays as it was given: signed agreements and invoices. Also
    for documents per convenant, and for what the account does not tell with what it was made.
    """
    invoer, soort, gemeente, jaar = stuk.invoer, stuk.soort, stuk.gemeente, stuk.jaar
    if soort.rol.is_factuur or soort.per is Per.CONVENANT:
        return False
    signed = soort.rol is Rol.OVEREENKOMST and invoer.stand(gemeente).ondertekening
    row = invoer.regel(soort, gemeente, jaar)
    if signed or row is None or not row.sha256_sjabloon:  # an account need not tell of what
        return False
    (concept,) = draw_up(invoer.sjabloon, invoer.subjects(soort, (gemeente,), jaar))
    return not concept.is_made_as(row)


def fill_in(concepten: Iterable[Concept]) -> tuple[Gevuld, ...]:
    """Fill documents in, to know what stays open in them; InputError if a template cannot be."""
    return tuple(Gevuld(concept, made.open_fields) for concept, made in _filled(concepten))


def _filled(concepten: Iterable[Concept]) -> Iterator[tuple[Concept, Ingevuld]]:
    """Fill documents in; what goes wrong is told when all were tried, all of it."""
    faults: list[Fault] = []
    for concept in concepten:
        try:
            made = concept.fill()
        except InputError as error:
            faults += error.faults
        else:
            if not faults:
                yield concept, made
    refuse(dict.fromkeys(faults))


def issue(
    concepten: Iterable[Concept],
    uitvoer: Uitvoer,
    werkplaats: Werkplaats,
    spare: Callable[[Concept], Mislukt | None] = lambda _: None,
) -> Generator[Uitgegeven | Mislukt]:
    """Publish each document as soon as it has passed its proof; nothing before all are filled.

    Closing the generator stops the work; it must be closed before the output folder is.

    Raises:
        InputError: A template cannot be filled; nothing was published.
        ToolError: The PDFs cannot be made.
    """
    filled: dict[Path, Gevuld] = {}

    def werkstukken() -> Iterator[Werkstuk]:
        for number, (concept, made) in enumerate(_filled(concepten)):
            word = uitvoer.staging / f"{number}.docx"
            schijf.write(word, made.content)
            filled[word] = Gevuld(concept, made.open_fields)
            code = concept.paginacode(hashlib.sha256(made.content).hexdigest())
            yield Werkstuk(word, made.values, concept.soort.paginas, code)

    with closing(werkplaats.make(werkstukken(), uitvoer.staging / "pdf")) as uitslagen:
        for uitslag in uitslagen:
            heed()
            gevuld = filled.pop(uitslag.werkstuk.word)
            if uitslag.redenen:
                yield Mislukt(gevuld.concept, uitslag.redenen)
            else:
                yield spare(gevuld.concept) or _publish(uitslag, gevuld, uitvoer)


def account(gevuld: Gevuld, word: Path, pdf: Path | None, paginas: int | None) -> Regel:
    """Return the row in the account of a document that was made as these files."""
    concept = gevuld.concept
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
        tarief=format_kaal(tarief),
        bedrag="" if bedrag is None else format_kaal(bedrag),
        collegebesluit=format_datum_kort(besluit) if besluit else "",
        open_velden=", ".join(gevuld.open_velden),
        paginas=str(paginas or "") if pdf else "",
        pdf_a="PDF/A-2a" if pdf else "",
        pdf_ua="PDF/UA-1" if pdf else "",
        word=f"{concept.stem}.docx",
        pdf=f"{concept.stem}.pdf" if pdf else "",
        sha256_sjabloon=concept.sjabloon.sha256,
        sha256_word=fingerprint_of(word),
        sha256_pdf=fingerprint_of(pdf) if pdf else "",
        vingerafdruk_invoer=concept.invoer_sha256,
        factuurnummer=factuur.nummer if factuur else "",
        exemplaar=onderwerp.uitgave,
        getuige=onderwerp.getuige if factuur else "",
        ingang=format_datum_kort(onderwerp.regel.eerste_dag) if onderwerp.regel else "",
    )


def _publish(uitslag: Uitslag, gevuld: Gevuld, uitvoer: Uitvoer) -> Uitgegeven | Mislukt:
    """Publish a document with its row in the account: Word and PDF together, or Word alone."""
    word, pdf, concept = uitslag.werkstuk.word, uitslag.pdf, gevuld.concept
    place = Path(f"{concept.stem}.docx")
    regel, beside = account(gevuld, word, pdf, uitslag.paginas), place.with_suffix(".xml")
    files, remove = {word: place}, []
    if pdf:
        files[pdf] = place.with_suffix(".pdf")
    elif _stale_pdf(inside(uitvoer.folder, place), regel.sha256_word):
        remove.append(place.with_suffix(".pdf"))
    if xml := concept.write_xml(pdf, uitvoer):
        files[xml], regel = beside, replace(regel, sha256_xml=fingerprint_of(xml))
    elif concept.onderwerp.factuur and inside(uitvoer.folder, beside).exists():
        remove.append(beside)
    row = addition(uitvoer.folder, regel)
    try:
        uitvoer.publish(files, remove, row)
    except UitvoerError as error:
        return Mislukt(concept, (str(error),))
    removed = bool(remove and not pdf)
    return Uitgegeven(concept, gevuld.open_velden, regel, removed, bool(row), uitslag.zonder_code)


def _stale_pdf(former: Path, word_sha256: str) -> bool:
    """Whether a PDF stands beside a Word file of another text."""
    same = former.exists() and fingerprint_of(former) == word_sha256
    return not same and former.with_suffix(".pdf").exists()
