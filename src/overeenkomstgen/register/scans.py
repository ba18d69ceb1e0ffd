"""The paper that came back: who signed it, and the scan that is filed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from overeenkomstgen.errors import Fault, RefusalError, Vraag, VraagError
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.verwijzing import ZELF, vak
from overeenkomstgen.werkmap.invoer import Invoer
from overeenkomstgen.werkmap.ondertekend import Afschrift, file_signed, read_signed


@dataclass(frozen=True, slots=True)
class Papier:
    """What stands on the paper that came back.

    Attributes:
        ondertekenaar: Who signed, when that is not the one in the table.
    """

    op: date
    ondertekenaar: str | None = None
    bestand: Path | None = None
    opmerking: str = ""


class SignerError(RefusalError):
    """It is not known who signed."""


def signer_of(gemeente: Gemeente, on_paper: str | None, bevestigd: Collection[Vraag]) -> str:
    """Return who signed, as it stands on the paper.

    Raises:
        VraagError: It is another than in the table, and nobody confirmed that.
        SignerError: Nobody knows.
    """
    in_table = gemeente.ondertekenaar.naam
    if on_paper is None and in_table:
        return in_table
    name = " ".join((on_paper or "").split())
    if not name:
        what = f"De naam van wie voor {gemeente.naam} heeft getekend is leeg"
        if on_paper is None:
            what = f"Van {gemeente.naam} is niet bekend wie tekent"
        advice = f"Zeg wie er op het papier staat, met {vak('ondertekenaar', ZELF)}."
        raise SignerError(f"{what}; er is niets gewijzigd.", advice)
    if in_table and name.casefold() != in_table.casefold():
        vraag = Vraag(
            f"Volgens de tabel tekent {in_table} voor {gemeente.naam}; op het papier staat {name}. "
            "Klopt dat?"
        )
        if vraag not in bevestigd:
            raise VraagError(
                vraag,
                f"Niet bevestigd dat {name} voor {gemeente.naam} heeft getekend; "
                "er is niets gewijzigd.",
                f"Kijk op het papier wie er heeft getekend. Klopt de naam, geef dan {vak('ja')}.",
            )
    return name


def not_signed_paper(invoer: Invoer, bestand: Path) -> Iterator[Fault]:
    """Find what a file is when it is not the paper that a municipality signed.

    Raises:
        InputError: It is no PDF that can be read.
    """
    found = sha256(read_signed(bestand)).hexdigest()
    for row in invoer.regels.values():
        if row.sha256_pdf == found:
            what = f"dit is de PDF die het programma maakte ({row.pdf}), zonder handtekeningen"
            yield Fault(str(bestand), what, "geef de scan van het getekende papier")
    for stand in invoer.standen.values():
        if stand.ondertekening and stand.ondertekening.sha256 == found:
            what = f"dit papier is al vastgelegd bij {stand.ondertekening.gemeente}"
            yield Fault(str(bestand), what, "geef de scan van het juiste papier")


def file_paper(invoer: Invoer, gemeente: Gemeente, bestand: Path | None, op: date) -> Afschrift:
    """File a copy of the signed PDF, where there is one."""
    if bestand is None:
        return Afschrift("", "")
    stem = invoer.periode.overeenkomst.file_stem(gemeente.naam)
    return file_signed(invoer.werkmap.folder, bestand, stem, op)
