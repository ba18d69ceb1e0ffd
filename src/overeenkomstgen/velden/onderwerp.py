"""The subject of a document: a period, on a day, and mostly one municipality."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import takewhile

from overeenkomstgen.kern.convenant import Periode, jaarbedrag
from overeenkomstgen.kern.documentsoort import Documentsoort, Rol
from overeenkomstgen.kern.factuur import Factuur, exemplaar, restanten
from overeenkomstgen.kern.gemeente import GENERAL, Gemeente, salutation
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.partij import Vertegenwoordiger, in_functie
from overeenkomstgen.kern.status import Status
from overeenkomstgen.kern.statusregel import Statusregel


@dataclass(frozen=True, slots=True)
class Bijdragejaar:
    """What a municipality owes for a year, after it gave notice, in euros, excluding VAT.

    The number of the invoice is empty when there is none yet.
    """

    jaar: int
    bedrag: Decimal
    factuurnummer: str = ""
    factuurdatum: date | None = None


@dataclass(frozen=True, slots=True)
class Onderwerp:
    """What a document is about.

    Attributes:
        status: Where everything stands on the day of the document.
        gemeente, jaar: Where there is one document for each.
        factuur: What is to be paid, on an invoice.
        facturen: The invoices that the municipality was given before.
        getuige: What the document tells of the row that it rests on; empty where there is none.
        artikelen: The numbers of the articles of the agreement, by their bookmarks.
        opvolger: Who gets it in the place of the municipality, because its agreement passed.
        brief: Which letter of its kind it is for the municipality, from 1.
    """

    periode: Periode
    status: Status
    soort: Documentsoort
    gemeente: Gemeente | None = None
    jaar: int | None = None
    factuur: Factuur | None = None
    facturen: tuple[Factuur, ...] = ()
    getuige: str = ""
    artikelen: Mapping[str, str] = field(default_factory=dict, hash=False)
    opvolger: Gemeente | None = None
    brief: int = 1

    @property
    def partij(self) -> Gemeente | None:
        """Whose row tells what there is of a municipality: a successor's, but on an invoice."""
        return self.gemeente if self.factuur else self.opvolger or self.gemeente

    @property
    def datum(self) -> date:
        """The day on the document; of what was sent before a municipality joined, the day today."""
        joined = self.gemeente.toetreding if self.gemeente else None
        late = joined and self.soort.datum and self.soort.datum < joined
        day = self.status.op if late else self.soort.datum or self.status.op
        return self.factuur.datum if self.factuur else day

    @property
    def voor_stichting(self) -> Vertegenwoordiger:
        """Who represents the foundation on the day of the document, or of its signature."""
        return in_functie(self.periode.stichting, self._ambtsdag)

    @property
    def voor_netwerk(self) -> Vertegenwoordiger:
        """Who represents the network then."""
        return in_functie(self.periode.netwerk, self._ambtsdag)

    @property
    def _ambtsdag(self) -> date:
        signed = self.regel.ondertekend_op if self.regel else None
        return (self.soort.rol is Rol.OVEREENKOMST and signed) or self.datum

    @property
    def leden(self) -> int:
        """The number of members: on an agreement that of its first day, in a letter of its own."""
        if self.regel is None:
            return self.status.leden
        is_overeenkomst = self.soort.rol is Rol.OVEREENKOMST
        return self.status.leden_op(self.regel.eerste_dag if is_overeenkomst else self.datum)

    @property
    def retour_voor(self) -> date | None:
        """The day by which the agreements of all should be in; none for who joins later."""
        joins = self.gemeente and self.gemeente.toetreding
        return None if joins else self.status.retour_voor

    @property
    def getekend_einde(self) -> date:
        """The last day that stands in the agreement as it was signed."""
        tot = self.regel.stand.getekend_tot if self.regel else None
        return tot or self.periode.convenant.einde

    @property
    def jaren(self) -> int:
        """The number of calendar years for which a municipality pays from its first day on."""
        first = self.regel.eerste_dag if self.regel else self.periode.convenant.ingang
        return self.periode.convenant.einde.year - first.year + 1

    @property
    def titel(self) -> str:
        """What the document is called where its template does not say so."""
        kind = self.soort.naam if self.jaar is None else f"{self.soort.naam} {self.jaar}"
        return f"{kind} \N{EN DASH} gemeente {self.gemeente.naam}" if self.gemeente else kind

    @property
    def kenmerk(self) -> str:
        """The reference on the document; empty when the documentsoort has none."""
        code = self.gemeente.cbs_code if self.gemeente else ""
        known = self.soort.kenmerk.format(cbs_code=code, jaar=self.jaar or self.datum.year)
        return f"{known}-{self.brief}" if known and self.brief > 1 else known

    @property
    def regel(self) -> Statusregel | None:
        """Where the municipality stands."""
        return self.status.per_code[self.gemeente.cbs_code] if self.gemeente else None

    @property
    def aanhef(self) -> str:
        """The salutation of who signs for a municipality; no name for a payer that succeeds."""
        who = None if self.factuur and self.opvolger else self.partij
        signer = who.ondertekenaar if who else None
        return salutation(signer.aanhef, signer.naam) if signer else GENERAL

    @property
    def jaarbedrag(self) -> Decimal | None:
        """What the municipality pays for one year, in euros, excluding VAT.

        The agreement says what follows from the table; everything else what was signed for.
        """
        if self.regel and self.soort.rol is not Rol.OVEREENKOMST:
            return self.regel.bedrag
        return self._at(self.periode.bijdrage.tarief)

    @property
    def vorig_jaarbedrag(self) -> Decimal | None:
        """What it would pay at the tariff of the period before."""
        return self._at(self.periode.bijdrage.vorig_tarief)

    @property
    def verhoging(self) -> Decimal | None:
        """How much more it pays than it would at the tariff of the period before."""
        if self.jaarbedrag is None or self.vorig_jaarbedrag is None:
            return None
        return self.jaarbedrag - self.vorig_jaarbedrag

    @property
    def looptijdbedrag(self) -> Decimal | None:
        """What it pays over the whole term, in euros, excluding VAT."""
        return None if self.jaarbedrag is None else self.jaarbedrag * self.jaren

    @property
    def bijdragejaren(self) -> tuple[Bijdragejaar, ...]:
        """What it owes up to its last day; empty where no end was recorded.

        The years from then on, and those before it for which there is no invoice yet.
        """
        regel, since = self.regel, self.regel.eindigt_sinds if self.regel else None
        if regel is None or since is None or regel.laatste_dag is None:
            return ()
        last = min(regel.laatste_dag, self.periode.convenant.einde).year  # agreed for no year after
        invoiced = {factuur.jaar: factuur for factuur in restanten(self.facturen).values()}
        return tuple(
            Bijdragejaar(jaar, found.bedrag, found.nummer, found.datum)
            if (found := invoiced.get(jaar))
            else Bijdragejaar(jaar, regel.bedrag)
            for jaar in range(regel.eerste_dag.year, last + 1)
            if jaar >= since.year or jaar not in invoiced
        )

    @property
    def vervallen(self) -> str:
        """Which invoices are no longer due, in Dutch sentences; empty without any."""
        return " ".join(
            f"Factuur {each.nummer} van {format_datum(each.datum)} vervalt; u ontvangt een "
            "creditfactuur."
            for each in self.status.vervallen
            if self.gemeente and each.cbs_code == self.gemeente.cbs_code
        )

    @property
    def betaler(self) -> Gemeente | None:
        """Who an invoice goes to: the municipality itself, or its successor."""
        return self.opvolger or self.gemeente

    @property
    def is_opgevolgd(self) -> bool:
        """Whether its invoices go to a successor."""
        return self.opvolger is not None

    @property
    def exemplaar(self) -> int:
        """Which one it is: of the invoices of its municipality and year, their credits, letters."""
        return exemplaar(self.factuur, self.facturen) if self.factuur else self.brief

    @property
    def uitgave(self) -> str:
        """Which letter it is, or which version of the list; empty for all else, and for a first."""
        if self.soort.rol is Rol.DEELNEMERSLIJST:
            return str(self.status.versie)
        return str(self.brief) if self.brief > 1 else ""

    @property
    def oorspronkelijk(self) -> Factuur | None:
        """The invoice that this one credits."""
        van = self.factuur.credit_van if self.factuur else ""
        return next((factuur for factuur in self.facturen if factuur.nummer == van), None)

    @property
    def rest(self) -> Decimal:
        """What is left of that, VAT included, once this and what came before it was credited."""
        own = self.factuur.nummer if self.factuur else ""
        until = takewhile(lambda each: each.nummer != own, self.facturen)
        every = (*until, self.factuur) if self.factuur else ()
        left = restanten(every).get(self.factuur.credit_van) if self.factuur else None
        return left.totaal if left else Decimal(0)

    @property
    def jaar_begin(self) -> date | None:
        """The first day of the year on which the agreement holds."""
        first = self.regel.eerste_dag if self.regel else self.periode.convenant.ingang
        return self._in_year(first, 1, 1)

    @property
    def jaar_einde(self) -> date | None:
        """The last day of the year on which the agreement holds.

        An invoice, and a credit of it, tell an end that was recorded by the day of the invoice.
        """
        regel, given = self.regel, self.oorspronkelijk or self.factuur
        last, since = self.periode.convenant.einde, regel.eindigt_sinds if regel else None
        if regel and since and (given is None or since <= given.datum):
            last = regel.einde
        return self._in_year(last, 12, 31)

    def _in_year(self, own: date, month: int, day: int) -> date | None:
        """Return a day, or where that is of another year this one of the year."""
        days = own, own.replace(self.jaar or 1, month, day)
        return next((each for each in days if each.year == self.jaar), None)

    @property
    def nog_te_factureren(self) -> Decimal:
        """The part of :attr:`bijdragejaren` for which there is no invoice yet."""
        owed = (jaar.bedrag for jaar in self.bijdragejaren if not jaar.factuurnummer)
        return sum(owed, Decimal(0))

    def _at(self, tarief: Decimal | None) -> Decimal | None:
        """Return what the municipality pays for one year at a tariff."""
        if self.gemeente is None or tarief is None:
            return None
        return jaarbedrag(self.gemeente.inwoners, tarief)
