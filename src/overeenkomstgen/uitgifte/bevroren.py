"""What is final stays: a signed agreement, an invoice. It is left as it is, never made again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from overeenkomstgen.errors import InputError
from overeenkomstgen.kern.documentsoort import Rol
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.tabel import grouped
from overeenkomstgen.kern.zending import Zending
from overeenkomstgen.proef.vergelijking import CONTEXT, Namen, each_difference, normalise
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.kluis import BESIDE, Kluis, read_kept
from overeenkomstgen.schijf.plaats import inside, read_bytes
from overeenkomstgen.schijf.schijf import fingerprint_of
from overeenkomstgen.schijf.uitvoer import Uitvoer
from overeenkomstgen.uitgifte.uitgifte import Concept
from overeenkomstgen.velden.velden import printed_in
from overeenkomstgen.verwijzing import actie
from overeenkomstgen.werkmap.invoer import Invoer
from overeenkomstgen.werkmap.verantwoording import KEPT, Regel, addition, read_row, record

SIGNED_AND_NEW: Namen = ("in het getekende exemplaar", "in een nieuw exemplaar")
GIVEN_AND_NEW: Namen = ("in de factuur", "in een nieuwe factuur")

_ENOUGH = 12  # digits of a fingerprint, to tell documents of a werkmap apart
_Kept = tuple[Mapping[Path, str], Regel | None]


@dataclass(frozen=True, slots=True)
class Bevroren:
    """A final document, left as it is, and what would differ if it were made now, in Dutch.

    By what is alike where the same differs in another: a field, a person, or the words before it.
    """

    naam: str
    verschillen: Mapping[str, str]


def freeze_issued(invoer: Invoer, gemeente: Gemeente) -> None:
    """Keep a municipality's agreement as it was issued, with its row in the account.

    Raises:
        InputError: The account does not tell of it.
        KluisError: It cannot be read, or what was kept before.
        UitvoerError: A file cannot be written.
    """
    regel = invoer.regel(invoer.periode.overeenkomst, gemeente)
    if regel is None:
        what = "deze overeenkomst staat niet in uitvoer/verantwoording.csv"
        advice = f"maak haar opnieuw met: {actie('genereer', gemeente.naam)}"
        raise InputError.of(gemeente.naam, what, advice)
    freeze(invoer.papieren.getekend, gemeente.cbs_code, regel, invoer.werkmap.uitvoer)


def freeze(kluis: Kluis, code: str, regel: Regel, folder: Path) -> None:
    """Keep a document as it was published, with its row; errors as of :meth:`.Kluis.keep`."""
    places = [inside(folder, name) for name in regel.files]
    contents = {place.name: read_kept(place) for place in places}
    contents[f"{places[0].stem}{BESIDE}"] = regel.to_json()
    kluis.keep(code, contents)


def keep(
    invoer: Invoer, concepten: Iterable[Concept], uitvoer: Uitvoer | None
) -> tuple[tuple[Bevroren, ...], list[Concept], list[Concept]]:
    """Set apart what is final, and letters that were sent.

    What has gone of them is put back in an output folder; without one nothing is changed.

    Returns:
        What is final, the letters that were sent, and the documents that remain to be made.
    """
    told = invoer.tegenspraken(invoer.status)
    against = grouped((naam, (veld, what)) for veld, naam, what in told)
    bevroren: list[Bevroren] = []
    sent: list[Concept] = []
    te_maken: list[Concept] = []
    rows: list[Regel] = []
    for concept in concepten:
        about = concept.onderwerp
        zending = invoer.brieven.of(about.soort, about.gemeente, about.jaar).get(about.brief)
        kept = _kept(invoer, concept, zending)
        if kept is None:
            te_maken.append(concept)
            continue
        if uitvoer:
            rows += _put_back(kept, concept, uitvoer, invoer.papieren.facturen)
        if zending:
            sent.append(concept)
            continue
        found = _differences(*kept, concept)
        if concept.soort.rol is Rol.OVEREENKOMST:
            for veld, what in against.get(concept.naam, ()):
                found.pop(veld, None)  # said more plainly
                found[f"tabel: {veld}"] = what
        bevroren.append(Bevroren(concept.naam, found))
    if uitvoer and rows:
        record(uitvoer, rows)
    return tuple(bevroren), sent, te_maken


def code_of(sha256: str) -> str:
    """Return what a document is called by in the safe of what was sent: the same is kept once."""
    return sha256[:_ENOUGH]


def _kept(invoer: Invoer, concept: Concept, zending: Zending | None) -> _Kept | None:
    """Return of what is final, or was sent, the SHA-256 of each file, and its row in the account.

    An invoice in which facts were missing is made again when fewer are missing now.
    """
    papieren, soort, gemeente = invoer.papieren, concept.soort, concept.onderwerp.gemeente
    kept = invoer.kept(soort, gemeente, concept.onderwerp.factuur) if gemeente else None
    if zending:
        kept = papieren.verzonden.find(code_of(zending.sha256))
    if kept is None:
        return None
    regel = read_row(kept)
    if soort.rol.is_factuur and (regel is None or _misses_less(concept, regel)):
        return None
    return {file: papieren.sha256(papieren.near(file), anew=True) for file in kept}, regel


def _misses_less(concept: Concept, regel: Regel) -> bool:
    now = regel.open_fields if concept.is_made_as(regel) else concept.fill().open_fields
    return set(now) < set(regel.open_fields)


def _differences(
    files: Mapping[Path, str], regel: Regel | None, concept: Concept
) -> dict[str, str]:
    """Return how the text of what was kept differs from what would be made now.

    What was open in it stays open: a pen filled that in.
    """
    word = next((file for file in files if file.suffix == ".docx"), None)
    if regel and regel.open_fields:
        concept = concept.opened(regel.open_fields)
    if word is None or (regel and concept.is_made_as(regel) and files[word] == regel.sha256_word):
        return {}
    from overeenkomstgen.word.tekst import read_word  # noqa: PLC0415 - slow

    contents = (word, concept.fill().content)
    kept, now = (normalise(read_word(content).as_text()) for content in contents)
    names = GIVEN_AND_NEW if concept.soort.rol.is_factuur else SIGNED_AND_NEW
    found, words = dict[str, str](), now.split()
    for (_, _, start, end), sentence in each_difference(kept, now, names):
        before = " ".join(words[max(start - CONTEXT, 0) : end])
        found.setdefault(printed_in(concept.waarden, words, start, end) or before, sentence)
    return found


def _put_back(kept: _Kept, concept: Concept, uitvoer: Uitvoer, facturen: Kluis) -> Iterator[Regel]:
    """Copy to the output folder what is no longer there as kept; give its row if so.

    The e-invoice that could not be made when an invoice was given is made, and kept with it.
    """
    files, regel = kept
    if regel is None:
        return
    published, back = dict(zip(KEPT, regel.files.values(), strict=False)), {}
    for file, sha256 in files.items():
        place = Path(f"{concept.stem}{file.suffix}")
        present = inside(uitvoer.folder, place)
        if published.get(file.suffix) != sha256:
            continue  # that it was changed has been told
        if not (present.is_file() and read_bytes(present) == read_bytes(file)):
            back[schijf.copy(file, uitvoer.staging / file.name)] = place
    row = replace(regel, word=f"{concept.stem}.docx", pdf=f"{concept.stem}.pdf")
    pdf = next((file for file in files if file.suffix == ".pdf"), None)
    intact = {*published.values()} <= {*files.values()}
    late = concept.write_xml(pdf, uitvoer) if intact and not regel.sha256_xml else None
    if late:
        back[late] = Path(f"{concept.stem}.xml")
        row = replace(row, sha256_xml=fingerprint_of(late))
    if back:
        uitvoer.publish(back, additions=addition(uitvoer.folder, row))
        yield row
    if late and concept.onderwerp.factuur:
        freeze(facturen, concept.onderwerp.factuur.nummer, row, uitvoer.folder)
