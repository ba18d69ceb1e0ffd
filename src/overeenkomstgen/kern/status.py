"""Where everything stands: the municipalities together, and the lists of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.factuur import Factuur, restanten
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.namen import sort_key
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.register import Inschrijving, Stand, versie
from overeenkomstgen.kern.statusregel import Dossier, Statusregel, Toestand, make_regel
from overeenkomstgen.kern.tabel import grouped
from overeenkomstgen.kern.zending import Zending


@dataclass(frozen=True, slots=True)
class Lid:
    """A member of the network, as it stands on a list."""

    nummer: int
    gemeente: str
    inwoners: int


@dataclass(frozen=True, slots=True)
class Deelnemer:
    """Who has an agreement that was signed, as it stands on the list.

    Attributes:
        nummer: From 1; who has the agreement of another as well has one number for both.
        gemeente: Its name; of a successor with whose agreement it is.
        laatste_dag: The last day of the agreement, where an end of it was recorded.
        geldt_tot_en_met: The last day of the agreement.
        vanaf: Its first day, where it joined during the period.
        toestand: That an end is to come, in Dutch; empty without.
    """

    nummer: int
    gemeente: str
    ondertekend_op: date
    laatste_dag: date | None
    geldt_tot_en_met: date
    vanaf: date | None = None
    toestand: str = ""


@dataclass(frozen=True)
class Status:
    """Where everything stands on a day.

    Attributes:
        regels: A row for each municipality, sorted as Dutch sorts.
        opmerkingen: What contradicts it, or is no longer kept as it was, in Dutch.
        einde: The last day of the period, with an extension.
        retour_voor: The day by which the signed agreements should be in; None without one.
        begonnen_met: The number of members when the convenant was signed.
        toegetreden: The days on which others joined.
        facturen: The invoices that were given, and the credits.
        versie: The version of the list of who has signed.
    """

    op: date
    einde: date
    retour_voor: date | None
    begonnen_met: int
    regels: tuple[Statusregel, ...]
    toegetreden: tuple[date, ...] = ()
    opmerkingen: tuple[str, ...] = ()
    facturen: tuple[Factuur, ...] = ()
    versie: int = 1

    def met(
        self,
        facturen: tuple[Factuur, ...],
        zendingen: Iterable[Zending],
        entries: Iterable[Inschrijving],
    ) -> "Status":
        """Return the same with the invoices that were given, what was sent, and the register."""
        sent = grouped((each.cbs_code, each) for each in zendingen)
        regels = (replace(r, verzonden=tuple(sent.get(r.cbs_code, ()))) for r in self.regels)
        return replace(self, regels=tuple(regels), facturen=facturen, versie=versie(entries))

    @cached_property
    def houders(self) -> tuple[Statusregel, ...]:
        """Who has an agreement that was signed and has not ended, a successor for who ceased."""
        having = {regel.houder for regel in self._getekend}
        return tuple(regel for regel in self.regels if regel.cbs_code in having)

    def achter(self, lijst: str) -> tuple[Statusregel, ...]:
        """Return which of :attr:`houders` had no list of this version yet.

        ``lijst`` is what ``convenant.toml`` calls the list of who has signed.
        """
        return tuple(regel for regel in self.houders if regel.had(lijst) < self.versie)

    @cached_property
    def leden(self) -> int:
        """The number of members of the network; who is to join is asked to sign before that."""
        return self.leden_op(self.op) + sum(day > self.op for day in self.toegetreden)

    def leden_op(self, dag: date) -> int:
        """Return the number of members on a day: who joins is one more, who ceases one fewer."""
        more, fewer = (sum(day <= dag for day in days) for days in (self.toegetreden, self._ceased))
        return self.begonnen_met + more - fewer

    @cached_property
    def _ceased(self) -> tuple[date, ...]:
        return tuple(day for regel in self.regels if (day := regel.overgedragen_per))

    @cached_property
    def deelnemers(self) -> tuple[Deelnemer, ...]:
        """Who has an agreement that was signed, those that have ended included."""
        return self._listed(regel for regel in self.regels if regel.ondertekend_op)

    @cached_property
    def deelnemend(self) -> tuple[Deelnemer, ...]:
        """Who has an agreement that holds, or has yet to begin."""
        return self._listed(self._getekend)

    @cached_property
    def geeindigd(self) -> tuple[Deelnemer, ...]:
        """Whose agreement has ended."""
        return self._listed(r for r in self.regels if r.toestand is Toestand.GEEINDIGD)

    @property
    def deelname(self) -> str:
        """How many take part, and how many agreements have ended, in Dutch."""
        now = len({deelnemer.nummer for deelnemer in self.deelnemend})
        ended = len(self.geeindigd)
        part = f"{now} {'neemt' if now == 1 else 'nemen'} deel"
        return f"{part}, {ended} {'is' if ended == 1 else 'zijn'} geëindigd" if ended else part

    def _listed(self, regels: Iterable[Statusregel]) -> tuple[Deelnemer, ...]:
        """Return agreements as they stand on a list, in the order of who has them."""
        having = [(self.per_code[regel.houder].gemeente, regel) for regel in regels]
        having.sort(key=lambda each: (sort_key(each[0]), each[1].overgegaan))
        numbers = {naam: n for n, naam in enumerate(dict.fromkeys(naam for naam, _ in having), 1)}
        return tuple(
            Deelnemer(
                numbers[naam],
                f"{naam}, opvolger van {regel.gemeente}" if regel.overgegaan else naam,
                op,
                regel.laatste_dag,
                regel.einde,
                regel.eerste_dag if regel.eerste_dag in self.toegetreden else None,
                regel.toestand.voluit if regel.beeindigd else "",
            )
            for naam, regel in having
            if (op := regel.ondertekend_op)
        )

    @cached_property
    def ledenlijst(self) -> tuple[Lid, ...]:
        """The members of the network, in the order of the rows."""
        return tuple(
            Lid(nummer, regel.gemeente, regel.inwoners)
            for nummer, regel in enumerate(self.regels, 1)
        )

    def verloop(self, regel: Statusregel) -> Iterator[str]:
        """Yield what was recorded of an agreement after its signature, each a phrase in Dutch."""
        stand = regel.stand
        if (given := stand.opzegging) and given.datum:
            who = f"door de {given.door} " if given.door else ""
            yield f"{who}opgezegd op {format_datum(given.datum)}"
        if stand.beeindiging:
            yield "in overleg beëindigd"
        if (passed := stand.overdracht) and passed.datum:
            successor = self.per_code[passed.aan].gemeente
            yield f"per {format_datum(passed.datum)} overgegaan op {successor}"
        if stand.verlenging and not regel.beeindigd:
            yield "verlengd"

    @cached_property
    def per_code(self) -> Mapping[str, Statusregel]:
        """Where each municipality stands, by CBS code."""
        return {regel.cbs_code: regel for regel in self.regels}

    @cached_property
    def vervallen(self) -> tuple[Factuur, ...]:
        """What is left of invoices that were given and are not due, or no longer."""
        left = restanten(self.facturen).values()
        return tuple(each for each in left if not self.per_code[each.cbs_code].betaalt(each.jaar))

    @property
    def gefactureerd(self) -> Mapping[int, Decimal]:
        """What was invoiced over each year less what was credited, in euros, excluding VAT."""
        years = grouped((factuur.jaar, factuur.bedrag) for factuur in self.facturen)
        return {jaar: sum(years[jaar], Decimal(0)) for jaar in sorted(years)}

    @cached_property
    def inwoners(self) -> int:
        """The inhabitants of all municipalities together."""
        return sum(regel.inwoners for regel in self.regels)

    @property
    def dagen_te_laat(self) -> int:
        """The days since the agreements should have been in; 0 while it is not too late."""
        return max(0, (self.op - self.retour_voor).days) if self.retour_voor else 0

    @property
    def dagen_te_gaan(self) -> int:
        """The days until the agreements should be in; 0 when it is too late."""
        return max(0, (self.retour_voor - self.op).days) if self.retour_voor else 0

    @property
    def streven(self) -> str:
        """That all are in, or how far off the day for that is, in Dutch; empty without a day."""
        if not self.ontbrekend:
            return "Alle getekende overeenkomsten zijn binnen."
        if self.retour_voor is None:
            return ""
        aim = f"alle overeenkomsten uiterlijk {format_datum(self.retour_voor)} binnen te hebben"
        if self.dagen_te_laat:
            return f"Het streven was om {aim}; die datum is inmiddels verstreken."
        days = self.dagen_te_gaan
        away = {0: "vandaag", 1: "morgen"}.get(days, f"over {days} dagen")
        return f"Het streven is om {aim}; dat is {away}."

    @property
    def aantal_getekend(self) -> int:
        """The number of municipalities that have signed, or go on with what another signed."""
        return len({deelnemer.nummer for deelnemer in self.deelnemers})

    @cached_property
    def ontbrekend(self) -> tuple[Statusregel, ...]:
        """The municipalities that have not signed, and are to."""
        return tuple(regel for regel in self.regels if regel.telt and not regel.ondertekend_op)

    @cached_property
    def mede_te_ondertekenen(self) -> tuple[Statusregel, ...]:
        """Who signed what holds, while it is not recorded that the foundation signed it."""
        return tuple(regel for regel in self._getekend if not regel.medeondertekend_op)

    @cached_property
    def zonder_scan(self) -> tuple[Statusregel, ...]:
        """Who signed what holds, while no scan of it is filed."""
        return tuple(regel for regel in self._getekend if not regel.scan)

    @property
    def _getekend(self) -> Iterator[Statusregel]:
        return (regel for regel in self.regels if regel.ondertekend_op and regel.telt)

    @property
    def aantallen(self) -> Mapping[Toestand, int]:
        """The number of municipalities in each state."""
        return Counter(regel.toestand for regel in self.regels)

    def bedrag(self, toestand: Toestand | None = None) -> Decimal:
        """Return the sum of the yearly amounts of those in a state, or of all that still pay."""
        chosen = (r for r in self.regels if (r.toestand is toestand if toestand else r.telt))
        return sum((regel.bedrag for regel in chosen), Decimal(0))


def make_status(
    periode: Periode,
    gemeenten: Sequence[Gemeente],
    states: Mapping[str, Stand],
    dossiers: Mapping[str, Dossier],
    op: date,
) -> Status:
    """Return where everything stands."""
    regels = tuple(
        make_regel(periode, g, states, dossiers.get(g.cbs_code, Dossier()), op)
        for g in sorted(gemeenten, key=lambda g: sort_key(g.naam))
    )
    toegetreden = tuple(g.toetreding for g in gemeenten if g.toetreding)
    convenant = periode.convenant
    return Status(
        op, convenant.laatste_dag, convenant.retour_voor, convenant.leden, regels, toegetreden
    )
