"""A document that goes out, sent or printed: whether it is there, and still as it was made."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.register import Inschrijving
from overeenkomstgen.kern.zending import Zending
from overeenkomstgen.schijf.kluis import read_kept
from overeenkomstgen.schijf.plaats import inside
from overeenkomstgen.schijf.schijf import fingerprint_of
from overeenkomstgen.velden.veld import Invulregel, value_of
from overeenkomstgen.velden.velden import find_veld, merge_values, names
from overeenkomstgen.verwijzing import ZELF, actie
from overeenkomstgen.werkmap.invoer import Invoer
from overeenkomstgen.werkmap.verantwoording import Regel, read_row


@dataclass(frozen=True, slots=True)
class Stuk:
    """A document that was asked for, of a municipality; of any, where there is one for all.

    ``jaar`` is the calendar year, where there is a document for each.
    """

    invoer: Invoer
    soort: Documentsoort
    gemeente: Gemeente
    jaar: int | None

    @property
    def naam(self) -> str:
        """What it is called in a list of those that were asked for."""
        return self.soort.naam if self.soort.per is Per.CONVENANT else self.gemeente.naam

    @property
    def factuur(self) -> Factuur | None:
        """The invoice or the credit that it is of; None where it is of neither."""
        return self.invoer.gegeven.find(self.soort, self.gemeente, self.jaar)

    @property
    def regel(self) -> Regel | None:
        """Its row in the account."""
        return self.invoer.regel(self.soort, self.gemeente, self.jaar)

    @property
    def getekend(self) -> tuple[Path, Inschrijving] | None:
        """Where the paper was filed of what is signed, by both where it is; None without one."""
        stand = self.invoer.stand(self.gemeente)
        both = (stand.medeondertekening, stand.ondertekening)
        signature = next((each for each in both if each and each.bestand), None)
        if self.soort.rol is not Rol.OVEREENKOMST or not stand.ondertekening or not signature:
            return None
        root = self.invoer.werkmap.ondertekend  # it stands nowhere else, whatever the register says
        return inside(root, os.path.relpath(signature.bestand, root.name)), signature

    @property
    def uitgave(self) -> int:
        """Which letter of its kind it is, or which version of the list; of all else 1."""
        if self.soort.rol is Rol.DEELNEMERSLIJST:
            row = self.regel
            return int(row.exemplaar) if row and row.exemplaar.isdecimal() else 1
        return self.invoer.brieven.nu(self.soort, self.gemeente, self.jaar)

    @property
    def verzonden(self) -> Zending | None:
        """How it was sent to the municipality last; None where it was not.

        An agreement was not where another was, because it was made anew or signed since.
        """
        which = self.invoer.periode.key_of(self.soort), self.jaar, self.uitgave
        sent = self.invoer.status.per_code[self.gemeente.cbs_code].verzonden
        same = (each for each in reversed(sent) if (each.soort, each.jaar, each.exemplaar) == which)
        own = self.factuur.nummer if self.factuur else ""
        return next((z for z in same if z.factuurnummer == own and self._is_now(z)), None)

    def _is_now(self, zending: Zending) -> bool:
        row = self.regel
        signature = self.invoer.stand(self.gemeente).ondertekening
        now = {row.sha256_pdf if row else "", signature.sha256 if signature else ""}
        return self.soort.rol is not Rol.OVEREENKOMST or zending.sha256 in now

    @property
    def places(self) -> tuple[Path, Path]:
        """Where it stands in Word and in PDF, or would stand."""
        return self.invoer.places(self.soort, self.gemeente, self.jaar)

    @property
    def pdf(self) -> Path:
        """The PDF that counts: of what is final the one that was kept, where there is one."""
        kept = self._kept or ()
        return next((file for file in kept if file.suffix == ".pdf"), self.places[1])

    def faults(self, *, ook_word: bool, voor: str = "") -> Iterator[Fault]:
        """Find what is not there, or is not as it was made; then Word and PDF differ too.

        It may go out in Word as well. ``voor`` is for which municipality alone to make it again.
        """
        word, pdf = self.places
        again = f"met: {self.how(voor)}"
        must = (pdf, word) if ook_word else (pdf,)
        missing = [file.name for file in must if not file.is_file()]
        for name in missing:
            yield Fault(self.naam, f"{name} is er nog niet", f"maak dit stuk eerst {again}")
        row = self.regel
        if row is None:
            if not missing:
                what = f"{pdf.name} staat niet in de verantwoording"
                yield Fault(self.naam, what, f"gooi dit stuk weg en maak het opnieuw {again}")
            return
        for file, published in ((word, row.sha256_word), (pdf, row.sha256_pdf)):
            if file.is_file() and fingerprint_of(file) != published:
                what = f"{file.name} is gewijzigd nadat het was gemaakt"
                if not published:  # Word was made again, alone
                    what = f"{file.name} is ouder dan het Word-bestand"
                yield Fault(self.naam, what, f"maak dit stuk opnieuw {again}")

    def post_faults(self, *, ook_word: bool = False) -> Iterator[Fault]:
        """Find what is against sending it: it is not there, or is not as it was made or filed."""
        if self.getekend:
            place, signature = self.getekend
            if not place.is_file() or sha256(read_kept(place)).hexdigest() != signature.sha256:
                what = f"het getekende papier, {signature.bestand}, is weg of is gewijzigd"
                yield Fault(self.gemeente.naam, what, "zet het terug uit een reservekopie")
            return
        yield from self.faults(ook_word=ook_word or self.soort.ook_word)
        row, now = self.regel, self.invoer.status.versie
        is_list = self.soort.rol is Rol.DEELNEMERSLIJST
        if is_list and row and row.exemplaar and self.uitgave != now:
            what = f"dit is versie {row.exemplaar}, en nu is het versie {now}"
            yield Fault(self.naam, what, f"maak haar opnieuw met: {actie('bijlage3')}")

    def open_velden(self) -> Iterator[str]:
        """Yield the fields that are open in it, and are not for who gets it to fill in.

        In an agreement, and in what goes in Word too, who gets it fills in its own facts.
        """
        row, is_overeenkomst = self.regel, self.soort.rol is Rol.OVEREENKOMST
        if row is None or (is_overeenkomst and self.invoer.stand(self.gemeente).ondertekening):
            return
        for veld in row.open_fields:
            theirs = (is_overeenkomst or self.soort.ook_word) and not find_veld(veld).sleutel
            if not theirs and veld not in self.soort.open_toegestaan:
                yield veld

    def onbekend(self) -> Iterator[str]:
        """Yield those of them that are not known today either; others were filled in since."""
        known = names(self.soort, (), self.gemeente.eigen)
        if found := [veld for veld in self.open_velden() if veld in known]:
            (subject,) = self.invoer.subjects(self.soort, (self.gemeente,), self.jaar)
            values: Mapping[str, object] = merge_values(subject)
            yield from (veld for veld in found if isinstance(value_of(values, veld), Invulregel))

    def paper_faults(self) -> Iterator[Fault]:
        """Find what is against putting on paper the PDF that counts."""
        kept = self._kept
        if kept is None:
            yield from self.faults(ook_word=False, voor=self.naam)
            return
        row, pdf = read_row(kept), self.pdf
        if row is None or pdf not in kept or fingerprint_of(pdf) != row.sha256_pdf:
            folder = "ondertekend" if self.soort.rol is Rol.OVEREENKOMST else "facturen"
            what = f"de PDF die in de map {folder} is bewaard, is weg of is gewijzigd"
            yield Fault(self.naam, what, "zet die map terug uit een reservekopie")

    @property
    def _kept(self) -> tuple[Path, ...] | None:
        return self.invoer.kept(self.soort, self.gemeente, self.factuur)

    def how(self, voor: str = "") -> str:
        """Return what makes it, for which municipality alone."""
        if self.soort.rol.is_factuur:
            return actie("facturen", self.jaar)
        if self.soort.per is Per.CONVENANT:
            return actie("genereer")
        key = self.invoer.periode.key_of(self.soort)
        soort = None if self.soort.rol is Rol.OVEREENKOMST else key
        return actie("genereer", voor, soort=soort, jaar=self.jaar)


def stukken_of(
    invoer: Invoer, soort: Documentsoort, gemeente: Gemeente, jaar: int | None
) -> tuple[Stuk, ...]:
    """Return the documents of a municipality: one, but of a year's credits each that was given."""
    given, every = invoer.gegeven.every(soort, gemeente, jaar), invoer.facturen
    year = jaar if soort.per is Per.JAAR else None
    then = [replace(invoer, facturen=every[: every.index(f) + 1]) for f in given]  # the last of it
    return tuple(Stuk(each, soort, gemeente, year) for each in then or [invoer])


def what_gives(soort: Documentsoort, jaar: object) -> str:
    """Return what gives an invoice of a year, or a credit."""
    is_credit = soort.rol is Rol.CREDITFACTUUR
    return actie("crediteer", ZELF, reden=ZELF) if is_credit else actie("facturen", jaar)
