"""What is signed stays: such an agreement is left as it is, never made again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from overeenkomstgen.adapters.ondertekend import Afschrift, freeze, frozen, is_filed
from overeenkomstgen.adapters.verantwoording import Regel, read_verantwoording, record
from overeenkomstgen.adapters.vergelijking import Namen, differences, normalise
from overeenkomstgen.adapters.word.tekst import read_word
from overeenkomstgen.domain.documentsoort import Rol
from overeenkomstgen.domain.register import NIETS
from overeenkomstgen.domain.status import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from overeenkomstgen.adapters.uitvoer import Uitvoer
    from overeenkomstgen.domain.gemeente import Gemeente
    from overeenkomstgen.pipeline.invoer import Invoer
    from overeenkomstgen.uitgifte import Concept

SIGNED_AND_NEW = Namen("in het getekende exemplaar", "in een nieuw exemplaar")
_ACCOUNT = ".json"


@dataclass(frozen=True, slots=True)
class Bevroren:
    """An agreement that is signed and was left as it is.

    Attributes:
        naam: The municipality.
        verschillen: What would be different if it were made now, in Dutch sentences.
    """

    naam: str
    verschillen: tuple[str, ...]


def freeze_issued(invoer: Invoer, gemeente: Gemeente) -> None:
    """Keep a municipality's agreement as it was issued, with its row in the account.

    Raises:
        OndertekendError: What was kept before cannot be read.
        UitvoerError: A file cannot be written.
    """
    soort = invoer.periode.soort(Rol.OVEREENKOMST)
    place = invoer.werkmap.uitvoer / soort.stem(gemeente.naam)
    contents = {
        f"{place.name}{ending}": place.with_name(f"{place.name}{ending}").read_bytes()
        for ending in ENDINGS
    }
    for regel in read_verantwoording(invoer.werkmap.uitvoer):
        if (regel.soort, regel.cbs_code) == (soort.naam, gemeente.cbs_code):
            text = json.dumps(asdict(regel), ensure_ascii=False, indent=1)
            contents[f"{place.name}{_ACCOUNT}"] = text.encode()
    freeze(invoer.werkmap.folder, gemeente.cbs_code, contents)


def keep_signed(
    invoer: Invoer, concepten: Iterable[Concept], uitvoer: Uitvoer
) -> tuple[tuple[Bevroren, ...], list[Concept]]:
    """Set apart what is signed; put it back in the output folder where it has gone.

    Returns:
        What is signed, and the documents that remain to be made.
    """
    bevroren: list[Bevroren] = []
    te_maken: list[Concept] = []
    rows: list[Regel] = []
    for concept in concepten:
        gemeente = concept.onderwerp.gemeente
        stand = invoer.standen.get(gemeente.cbs_code, NIETS) if gemeente else NIETS
        if gemeente is None or stand.ondertekening is None:
            te_maken.append(concept)
            continue
        files = frozen(invoer.werkmap.folder, gemeente.cbs_code)
        rows += _put_back(files, concept, uitvoer)
        bevroren.append(Bevroren(concept.naam, _differences(files, concept)))
    if rows:
        record(uitvoer, rows)
    return tuple(bevroren), te_maken


def missing_papers(invoer: Invoer) -> Iterator[str]:
    """Tell which signed papers are no longer where they were filed, in Dutch."""
    for gemeente in invoer.gemeenten:
        signature = invoer.standen.get(gemeente.cbs_code, NIETS).ondertekening
        if signature is None:
            continue
        kept = {file.suffix for file in frozen(invoer.werkmap.folder, gemeente.cbs_code)}
        if not kept >= set(ENDINGS):
            yield (
                f"De overeenkomst die {gemeente.naam} heeft getekend staat niet meer in "
                "ondertekend; zet de map terug uit een reservekopie."
            )
        filed = Afschrift(signature.bestand, signature.sha256)
        if filed.bestand and not is_filed(invoer.werkmap.folder, filed):
            yield (
                f"Het getekende papier van {gemeente.naam}, {filed.bestand}, is weg of is "
                "gewijzigd; zet het terug uit een reservekopie."
            )


def _put_back(files: Sequence[Path], concept: Concept, uitvoer: Uitvoer) -> Iterator[Regel]:
    """Copy to the output folder what is no longer there as it was signed.

    Yields:
        Its row in the account, where something was put back.
    """
    back = {}
    for file in files:
        place = Path(f"{concept.stem}{file.suffix}")
        present = uitvoer.folder / place
        if file.suffix in ENDINGS and not (
            present.is_file() and present.read_bytes() == file.read_bytes()
        ):
            copy = uitvoer.staging / file.name
            copy.write_bytes(file.read_bytes())
            back[copy] = place
    if back:
        uitvoer.publish(back)
        for file in files:
            if file.suffix == _ACCOUNT:
                row = json.loads(file.read_text("utf-8"))
                yield Regel(**{**row, "word": f"{concept.stem}.docx", "pdf": f"{concept.stem}.pdf"})


def _differences(files: Iterable[Path], concept: Concept) -> tuple[str, ...]:
    """Return how the text that was signed differs from what would be made now."""
    for file in files:
        if file.suffix == ".docx":
            signed, now = (
                normalise(read_word(content).as_text()) for content in (file, concept.word.content)
            )
            return tuple(differences(signed, now, SIGNED_AND_NEW))
    return ()
