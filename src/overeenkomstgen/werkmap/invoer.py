"""What every command starts from: the werkmap, read once and found right."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

from overeenkomstgen.errors import Fault, InputError, refuse
from overeenkomstgen.kern import register as boek
from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol, Voor
from overeenkomstgen.kern.euro import parse_kaal
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.namen import find_gemeenten
from overeenkomstgen.kern.selectie import select
from overeenkomstgen.kern.status import Status, make_status
from overeenkomstgen.kern.statusregel import ENDINGS, Dossier
from overeenkomstgen.kern.tabel import Table, named_together
from overeenkomstgen.kern.zending import Zending
from overeenkomstgen.progress import tell
from overeenkomstgen.schijf.kettingbestand import Hersteldals
from overeenkomstgen.schijf.klok import today
from overeenkomstgen.schijf.plaats import inside
from overeenkomstgen.schijf.schijf import fingerprint_of
from overeenkomstgen.velden.onderwerp import Onderwerp
from overeenkomstgen.werkmap import registers
from overeenkomstgen.werkmap.bevinding import Bevinding, examine
from overeenkomstgen.werkmap.gegeven import Brieven, Gegeven, lapsed
from overeenkomstgen.werkmap.geheugen import Geheugen, read_geheugen, remember
from overeenkomstgen.werkmap.gemeenten import outside
from overeenkomstgen.werkmap.papieren import Papieren
from overeenkomstgen.werkmap.sjablonen import Invulbaar, Sjabloonlezer
from overeenkomstgen.werkmap.tegenspraak import tegenspraken
from overeenkomstgen.werkmap.verantwoording import Regel, read_verantwoording
from overeenkomstgen.werkmap.werkmap import Werkmap, read_gemeenten, read_periode, remarks_on

ALLE = tuple(Rol)
"""The roles of all documentsoorten."""


@dataclass(frozen=True)
class Invoer:
    """What the werkmap says at one moment.

    Attributes:
        gemeenten: The municipalities, in the order of the table.
        standen: Where each municipality stands, by CBS code.
        lezer: The templates that were wanted, and what was found of them only now.
        regels: The account of the output folder, by what each row is of.
        dossiers: What there is of each agreement, by CBS code.
        tabel: The table that the municipalities stand in.
        entries: The register.
        zendingen: What was sent, in the order in which that was recorded.
    """

    werkmap: Werkmap
    periode: Periode
    gemeenten: tuple[Gemeente, ...]
    standen: Mapping[str, boek.Stand]
    facturen: tuple[Factuur, ...]
    lezer: Sjabloonlezer
    regels: Mapping[tuple[str, str, str, str], Regel]
    papieren: Papieren
    bevinding: Bevinding
    dossiers: Mapping[str, Dossier]
    vandaag: date
    tabel: Table | None = None
    entries: tuple[boek.Inschrijving, ...] = ()
    zendingen: tuple[Zending, ...] = ()

    @cached_property
    def status(self) -> Status:
        """Where everything stands today."""
        parts = (self.periode, self.gemeenten, self.standen, self.dossiers, self.vandaag)
        found = make_status(*parts).met(self.facturen, self.zendingen, self.entries)
        told = (f"{fault}." for fault in (*self.bevinding.faults, *lapsed(found).values()))
        kept = (*self.bevinding.opmerkingen, *self.bevinding.onvoltooid)
        otherwise = named_together(self.tegenspraken(found))
        return replace(found, opmerkingen=(*told, *kept, *otherwise))

    def tegenspraken(self, status: Status) -> Iterator[tuple[str, str, str]]:
        """Yield what the table says otherwise than what was signed: field, municipality, what."""
        rows = self.papieren.overeenkomsten
        return tegenspraken(self.gemeenten, status, rows, self.periode.bijdrage.tarief)

    @cached_property
    def gegeven(self) -> Gegeven:
        """The invoices that were given, by who got them."""
        return Gegeven(self.facturen)

    @cached_property
    def brieven(self) -> Brieven:
        """The letters: which one it is now, and which were sent."""
        return Brieven(self.periode, self.zendingen, self.regels)

    @cached_property
    def vervallen(self) -> Mapping[str, Fault]:
        """The invoices that are not due, or no longer, by number, with what to do."""
        return lapsed(self.status)

    def of_factuur(self, soort: Documentsoort, factuur: Factuur, given: Gegeven) -> Onderwerp:
        """Return what the document of an invoice is about, under the name of then."""
        gemeente = replace(self._by_code[factuur.cbs_code], naam=factuur.gemeente)
        (found,) = self.subjects(soort, (gemeente,), factuur.jaar)
        own, payer = given.of(gemeente), self._by_code.get(factuur.betaler)
        found = replace(found, factuur=factuur, getuige=factuur.getuige)
        return replace(found, facturen=own, opvolger=payer)

    @cached_property
    def _by_code(self) -> Mapping[str, Gemeente]:
        return {gemeente.cbs_code: gemeente for gemeente in self.gemeenten}

    def choose(self, namen: Iterable[str]) -> tuple[Gemeente, ...]:
        """Return the municipalities asked for, without names all; InputError for an unknown one."""
        gemeenten, unknown = find_gemeenten(namen, self.gemeenten)
        refuse(unknown)
        return gemeenten

    def select(self, soort: Documentsoort, namen: Collection[str]) -> tuple[Gemeente, ...]:
        """Return who gets a document today; InputError for an unknown name, or who gets none."""
        gemeenten, faults = select(soort, self.choose(namen), self.status, by_name=bool(namen))
        refuse(faults)
        return gemeenten

    def sjabloon(self, soort: Documentsoort) -> Invulbaar:
        """Return the template of a documentsoort, one of those that were wanted."""
        return self.lezer.found[self.periode.key_of(soort)]

    def subjects(
        self, soort: Documentsoort, gemeenten: Iterable[Gemeente], jaar: int | None = None
    ) -> list[Onderwerp]:
        """Return what the documents of a documentsoort are about, one for each document."""
        if soort.per is Per.CONVENANT:
            every = (self.periode, self.status, soort)
            (*_, getuige) = "", *(each.getuige for each in boek.lijstwijzigingen(self.entries))
            return [Onderwerp(*every, getuige=getuige, artikelen=self.lezer.nummers)]
        year = jaar if soort.per is Per.JAAR else None
        return [
            Onderwerp(
                *(self._signed_for(soort, stand), self.status, soort, g, year, None),
                *(self.gegeven.of(g), row.getuige if row else ""),
                *(self.lezer.nummers, self._successor(soort, g)),
                self.brieven.nu(soort, g, year),
            )
            for g in gemeenten
            for stand in [self.stand(g)]
            for row in [stand.van(soort.voor)]
        ]

    def _signed_for(self, soort: Documentsoort, stand: boek.Stand) -> Periode:
        """Return the period; for an agreement that was signed, as it was extended by then."""
        signed = soort.rol is Rol.OVEREENKOMST and stand.ondertekening
        return self.periode.verlengd(stand.getekend_tot) if signed else self.periode

    def _successor(self, soort: Documentsoort, gemeente: Gemeente) -> Gemeente | None:
        """Return who gets a document in the place of a municipality, where that has a successor."""
        regel = self.status.per_code[gemeente.cbs_code]
        code = regel.opvolger if soort.voor is Voor.OVERGEDRAGEN else regel.houder
        passed = soort.rol is Rol.GEEN and code != gemeente.cbs_code
        return self._by_code.get(code) if passed else None

    def require(self, rol: Rol, advice: str) -> Documentsoort:
        """Return the documentsoort with a role; refuse, with advice, when there is none."""
        soort = self.periode.find_soort(rol)
        if soort is None:
            what = f"geen enkele documentsoort heeft de rol {rol}"
            raise InputError.of(self.werkmap.instellingen.name, what, advice)
        return soort

    def stand(self, gemeente: Gemeente) -> boek.Stand:
        """Return what the register says of a municipality."""
        return self.standen.get(gemeente.cbs_code, boek.NIETS)

    def places(
        self, soort: Documentsoort, gemeente: Gemeente | None, jaar: int | None = None
    ) -> tuple[Path, Path]:
        """Return where a document stands in Word and in PDF, or would stand."""
        own = gemeente if soort.per is not Per.CONVENANT else None
        which = self.brieven.nu(soort, own, jaar) if own else 1
        stem = self.gegeven.stem(soort, own, jaar, which) if own else soort.stem("", jaar)
        word, pdf = (inside(self.werkmap.uitvoer, f"{stem}{ending}") for ending in ENDINGS)
        return word, pdf

    def regel(
        self, soort: Documentsoort, gemeente: Gemeente, jaar: int | None = None
    ) -> Regel | None:
        """Return a document's row in the account; of what is signed, the one kept with it."""
        code = "" if soort.per is Per.CONVENANT else gemeente.cbs_code
        signed = soort.rol is Rol.OVEREENKOMST and self.stand(gemeente).ondertekening
        kept = self.papieren.overeenkomsten.get(code) if signed else None
        year = str(jaar) if soort.per is Per.JAAR else ""
        factuur = self.gegeven.find(soort, gemeente, jaar)
        which = self.brieven.nu(soort, gemeente, jaar) if code else 1
        own = str(which) if which > 1 else ""
        numbers = (factuur.nummer, "") if factuur else (own,)  # rows of before have none
        found = (self.regels.get((soort.naam, code, year, nummer)) for nummer in numbers)
        return kept or next(filter(None, found), None)

    def kept(
        self, soort: Documentsoort, gemeente: Gemeente, factuur: Factuur | None = None
    ) -> tuple[Path, ...] | None:
        """Return the files that were kept of a document; None where it is not final."""
        if soort.rol is Rol.OVEREENKOMST and self.stand(gemeente).ondertekening:
            return self.papieren.getekend.find(gemeente.cbs_code)
        return self.papieren.facturen.find(factuur.nummer) or None if factuur else None

    def is_changed(self, gemeente: Gemeente) -> bool:
        """Return whether an agreement is no longer as it was published; it is read for that."""
        soort = self.periode.overeenkomst
        regel = self.regel(soort, gemeente)
        if regel is None:
            return False
        published = (regel.sha256_word, regel.sha256_pdf)
        return any(
            place.is_file() and fingerprint_of(place) != then
            for place, then in zip(self.places(soort, gemeente), published, strict=True)
        )

    def remember(self) -> None:
        """Keep for a next run which templates were found right, and how the papers are."""
        seen = dict(self.papieren.nu.items() - self.papieren.gezien.items())
        if self.lezer.fresh or seen:
            remember(self.werkmap.uitvoer, Geheugen(goed=self.lezer.fresh, gezien=seen))

    def recorded(self, entries: Sequence[boek.Inschrijving]) -> Self:
        """Return the same with another register; what there is of the agreements is as it was."""
        standen = boek.present_states(entries)
        periode = self.periode.verlengd(boek.extended_to(standen))
        return replace(self, periode=periode, standen=standen, entries=tuple(entries))


def read(
    werkmap: Werkmap,
    rollen: Collection[Rol] = (),
    *,
    tonen: bool = False,
    grondig: bool = False,
    hersteld: Hersteldals = None,
) -> Invoer:
    """Read what the werkmap says, with the templates of the documentsoorten with these roles.

    They are examined, and the texts of the e-mails that go with them, but for those that were
    found right before; ``grondig`` examines all of them. What was recorded is held against
    the papers that are kept; where they contradict each other nothing can be made. ``tonen`` is
    for a command that makes nothing of it, or mends it: it finds that in the result. The latter
    says what it will have put back: what was recorded is then read as it will stand.

    Raises:
        InputError: Something is wrong, or what was recorded is not what the papers say; it has
            all faults together.
        RegisterError: The register, of signatures or of invoices, is damaged.
        KluisError: The account of what was signed cannot be read.
    """
    periode, faults = read_periode(werkmap)
    gemeenten, table_faults, table = read_gemeenten(werkmap, periode)
    geheugen = read_geheugen(werkmap.uitvoer)
    lezer = Sjabloonlezer(werkmap, periode, gemeenten, {} if grondig else geheugen.goed)
    lezer.read(rollen)
    everything = [*faults, *table_faults, *lezer.faults]
    entries = registers.read_register(werkmap.register, hersteld)
    standen = boek.present_states(entries)
    if periode is not None:
        periode = periode.verlengd(boek.extended_to(standen))
        everything += outside(table, gemeenten, periode.convenant) if table else ()
    if not table_faults:
        everything += registers.strangers(entries, {gemeente.cbs_code for gemeente in gemeenten})
    if periode is None or everything:
        raise InputError(everything)
    tell(remarks_on(werkmap, table))
    account = read_verantwoording(werkmap.uitvoer)
    regels = {regel.key: regel for regel in account}
    papieren = Papieren(werkmap, geheugen.gezien)
    papieren.bewaard  # noqa: B018 - what tells of invoices comes after their rows: it is read first
    facturen = registers.read_facturen(werkmap.factuurregister, hersteld)
    zendingen = registers.read_zendingen(werkmap.zendingregister, hersteld)
    geboekt = registers.Geboekt(entries, facturen, zendingen)
    bevinding = examine(papieren, periode, gemeenten, geboekt, account)
    if not tonen:
        refuse(bevinding.faults)
    invoer = Invoer(
        *(werkmap, periode, gemeenten, standen, facturen, lezer, regels),
        *(papieren, bevinding, {}, today(), table),
        *(entries, zendingen),
    )
    return replace(invoer, dossiers={each.cbs_code: _dossier(invoer, each) for each in gemeenten})


def _dossier(invoer: Invoer, gemeente: Gemeente) -> Dossier:
    soort = invoer.periode.overeenkomst
    places = (place for place in invoer.places(soort, gemeente) if place.is_file())
    documenten = tuple(place.relative_to(invoer.werkmap.folder).as_posix() for place in places)
    regel = invoer.regel(soort, gemeente)
    if regel is None:
        return Dossier(documenten=documenten)
    return Dossier(regel.open_fields, documenten, parse_kaal(regel.bedrag))
