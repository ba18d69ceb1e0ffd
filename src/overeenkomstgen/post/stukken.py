"""What goes with an e-mail: documents as they were issued, signed papers, fixed papers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from overeenkomstgen.errors import Fault, refuse
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.register import Inschrijving
from overeenkomstgen.schijf.kluis import read_kept
from overeenkomstgen.schijf.plaats import inside
from overeenkomstgen.uitgifte.uitgifte import draw_up
from overeenkomstgen.werkmap.invoer import Invoer
from overeenkomstgen.werkmap.stuk import Stuk


@dataclass(frozen=True, slots=True)
class Stukken:
    """What goes with the e-mails of a documentsoort.

    Attributes:
        soorten: The documentsoorten, that of the e-mail first.
        jaar: The calendar year, where there is a document for each.
        ontbrekend: The fixed papers that are not where they should be.
    """

    invoer: Invoer
    soorten: tuple[Documentsoort, ...]
    jaar: int | None
    ontbrekend: tuple[str, ...]
    _vast: tuple[Path, ...]

    @classmethod
    def find(cls, invoer: Invoer, soort: Documentsoort, jaar: int | None) -> Stukken:
        """Return what goes with the e-mails of a documentsoort."""
        fixed = [inside(invoer.werkmap.bijlagen, name) for name in soort.bijlagen]
        return cls(
            invoer,
            (soort, *(invoer.periode.documentsoort[key] for key in soort.bijsluiten)),
            jaar,
            tuple(file.name for file in fixed if not file.is_file()),
            tuple(file for file in fixed if file.is_file()),
        )

    def refuse(self, gemeenten: Sequence[Gemeente]) -> None:
        """Refuse to send what is not there, or is not as it was made.

        Raises:
            InputError: It has all faults together.
        """
        refuse(
            fault
            for number, gemeente in enumerate(gemeenten)
            for soort in self.soorten
            if number == 0 or soort.per is not Per.CONVENANT  # of which there is one for all
            for fault in self._faults(soort, gemeente)
        )

    def of(self, gemeente: Gemeente) -> Iterator[Path]:
        """Yield the files that go with the e-mail to a municipality, in order."""
        for soort in self.soorten:
            yield from self._files(soort, gemeente)
        yield from self._vast

    def is_outdated(self, gemeente: Gemeente) -> bool:
        """Return whether a document would say something else if it were made now.

        What is signed and what is an invoice stays as it was given.
        """
        return any(
            self._would_differ(soort, gemeente)
            for soort in self.soorten
            if soort.rol is not Rol.FACTUUR and soort.per is not Per.CONVENANT
        )

    def open_fields(self, gemeente: Gemeente) -> tuple[str, ...]:
        """Return the fields that are open in the document that the e-mail is about."""
        soort = self.soorten[0]
        row = self.invoer.regel(soort, gemeente, self.jaar)
        found = row.open_fields if row else ()
        return tuple(veld for veld in found if veld not in soort.open_toegestaan)

    def _files(self, soort: Documentsoort, gemeente: Gemeente) -> Iterator[Path]:
        if signed := self._signed(soort, gemeente):
            yield signed[0]
            return
        word, pdf = self.invoer.places(soort, gemeente, self.jaar)
        yield pdf
        if soort.ook_word:
            yield word

    def _faults(self, soort: Documentsoort, gemeente: Gemeente) -> Iterator[Fault]:
        if signed := self._signed(soort, gemeente):
            place, signature = signed
            found = place.is_file() and sha256(read_kept(place)).hexdigest()
            if found != signature.sha256:
                what = f"het getekende papier, {signature.bestand}, is weg of is gewijzigd"
                yield Fault(gemeente.naam, what, "zet het terug uit een reservekopie")
            return
        stuk = Stuk(self.invoer, soort, gemeente, self.jaar)
        yield from stuk.faults(ook_word=soort.ook_word)

    def _would_differ(self, soort: Documentsoort, gemeente: Gemeente) -> bool:
        if soort.rol is Rol.OVEREENKOMST and self.invoer.stand(gemeente).ondertekening:
            return False
        row = self.invoer.regel(soort, gemeente, self.jaar)
        subjects = self.invoer.subjects(soort, (gemeente,), self.jaar)
        (concept,) = draw_up(self.invoer.sjabloon(soort), subjects)
        return row is not None and not concept.is_made_as(row)

    def _signed(self, soort: Documentsoort, gemeente: Gemeente) -> tuple[Path, Inschrijving] | None:
        """Return where the paper was filed of a document that is signed, and the signature."""
        signature = self.invoer.stand(gemeente).ondertekening
        if soort.rol is not Rol.OVEREENKOMST or not signature or not signature.bestand:
            return None
        root = self.invoer.werkmap.ondertekend  # it stands nowhere else, whatever the register says
        return inside(root, os.path.relpath(signature.bestand, root.name)), signature
