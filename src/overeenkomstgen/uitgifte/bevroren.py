"""What is final stays: a signed agreement, an invoice. It is left as it is, never made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from overeenkomstgen.errors import InputError
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.status import ENDINGS
from overeenkomstgen.proef.vergelijking import Namen, differences, normalise
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.kluis import Kluis, read_kept
from overeenkomstgen.schijf.plaats import inside, read_bytes
from overeenkomstgen.schijf.uitvoer import Uitvoer
from overeenkomstgen.uitgifte.uitgifte import Concept
from overeenkomstgen.verwijzing import actie
from overeenkomstgen.werkmap.invoer import Invoer
from overeenkomstgen.werkmap.papieren import Papieren
from overeenkomstgen.werkmap.verantwoording import BESIDE, Regel, read_row, record

SIGNED_AND_NEW = Namen("in het getekende exemplaar", "in een nieuw exemplaar")


@dataclass(frozen=True, slots=True)
class Bevroren:
    """A document that is final and was left as it is.

    Attributes:
        verschillen: What would be different if it were made now, in Dutch sentences.
    """

    naam: str
    verschillen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origineel:
    """A document that is final, as it was kept.

    Attributes:
        files: Its files; none when they are gone.
        regel: Its row in the account, where that was kept.
        hashes: The SHA-256 of each file.
    """

    files: tuple[Path, ...]
    regel: Regel | None
    hashes: Mapping[Path, str]

    @classmethod
    def find(cls, papieren: Papieren, files: tuple[Path, ...]) -> Origineel:
        """Return what was kept of a document, as these files."""
        hashes = {file: papieren.sha256(papieren.near(file), anew=True) for file in files}
        return cls(files, read_row(files), hashes)

    def differences(self, concept: Concept, names: Namen) -> tuple[str, ...]:
        """Return how its text differs from what would be made now."""
        word = next((file for file in self.files if file.suffix == ".docx"), None)
        if word is None:
            return ()
        regel = self.regel
        if regel and concept.is_made_as(regel) and self.hashes[word] == regel.sha256_word:
            return ()
        from overeenkomstgen.word.tekst import read_word  # noqa: PLC0415 - slow

        contents = (word, concept.fill().content)
        kept, now = (normalise(read_word(content).as_text()) for content in contents)
        return tuple(differences(kept, now, names))

    def put_back(self, concept: Concept, uitvoer: Uitvoer) -> Iterator[Regel]:
        """Copy to the output folder what is no longer there as it was kept.

        Yields:
            Its row in the account, where something was put back.
        """
        back = {}
        regel = self.regel
        kept = {".docx": regel.sha256_word, ".pdf": regel.sha256_pdf} if regel else {}
        for file in self.files:
            place = Path(f"{concept.stem}{file.suffix}")
            present = inside(uitvoer.folder, place)
            if file.suffix not in ENDINGS or self.hashes[file] != kept.get(file.suffix):
                continue  # that it was changed has been told
            if not (present.is_file() and read_bytes(present) == read_bytes(file)):
                copy = uitvoer.staging / file.name
                schijf.copy(file, copy)
                back[copy] = place
        if back:
            uitvoer.publish(back)
            if self.regel:
                yield replace(self.regel, word=f"{concept.stem}.docx", pdf=f"{concept.stem}.pdf")


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


def freeze(kluis: Kluis, code: str, regel: Regel, folder: Path, getuige: str = "") -> None:
    """Keep a document as it was published, with its row in the account.

    With an invoice goes what tells of its row in ``facturen.csv``.

    Raises:
        KluisError: What was kept before cannot be read.
        UitvoerError: A file cannot be written.
    """
    places = [inside(folder, name) for name in (regel.word, regel.pdf) if name]
    contents = {place.name: read_kept(place) for place in places}
    contents[f"{places[0].stem}{BESIDE}"] = regel.to_json(getuige)
    kluis.keep(code, contents)


def keep_signed(
    invoer: Invoer, concepten: Iterable[Concept], uitvoer: Uitvoer
) -> tuple[tuple[Bevroren, ...], list[Concept]]:
    """Set apart what is signed; put it back in the output folder where it has gone.

    Returns:
        What is signed, and the documents that remain to be made.
    """

    def kept(concept: Concept) -> Origineel | None:
        gemeente = concept.onderwerp.gemeente
        if gemeente is None or invoer.stand(gemeente).ondertekening is None:
            return None
        return Origineel.find(invoer.papieren, invoer.papieren.getekend.find(gemeente.cbs_code))

    return keep(concepten, uitvoer, kept, SIGNED_AND_NEW)


def keep(
    concepten: Iterable[Concept],
    uitvoer: Uitvoer,
    kept: Callable[[Concept], Origineel | None],
    names: Namen,
) -> tuple[tuple[Bevroren, ...], list[Concept]]:
    """Set apart what is final; put it back in the output folder where it has gone.

    ``kept`` finds what is final; ``names`` says what to call it, and what would be made now.

    Returns:
        What is final, and the documents that remain to be made.
    """
    bevroren: list[Bevroren] = []
    te_maken: list[Concept] = []
    rows: list[Regel] = []
    for concept in concepten:
        origineel = kept(concept)
        if origineel is None:
            te_maken.append(concept)
            continue
        rows += origineel.put_back(concept, uitvoer)
        bevroren.append(Bevroren(concept.naam, origineel.differences(concept, names)))
    if rows:
        record(uitvoer, rows)
    return tuple(bevroren), te_maken
