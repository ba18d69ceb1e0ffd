"""Who is to pay for a year, what, and what cannot be invoiced; what a credit takes from it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from operator import attrgetter

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.convenant import Periode, jaarbedrag
from overeenkomstgen.kern.euro import CENT, format_bedrag, format_kaal, format_tarief, verdeel
from overeenkomstgen.kern.factuur import PLAATS, Factuur, Factuurregels, restanten
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import format_datum, format_getal
from overeenkomstgen.kern.register import Stand, holder
from overeenkomstgen.kern.status import Status
from overeenkomstgen.velden.velden import find_veld
from overeenkomstgen.verwijzing import vak

# What an invoice cannot do without of the foundation: its address and btw-id (Wet OB 1968, article
# 35a), its number in the Handelsregister (Handelsregisterwet 2007, article 27), where to pay.
_NODIG = tuple(f"stichting.{key}" for key in ("postcode", "kvk_nummer", "btw_nummer", "iban"))
_LONG = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Jaar:
    """A year to be invoiced, with the surplus to be shared, in euros; None when there is none.

    ``standen`` tell who has each agreement, and so who pays, by CBS code.
    """

    periode: Periode
    jaar: int
    datum: date
    overschot: Decimal | None = None
    standen: Mapping[str, Stand] = field(default_factory=dict)

    def faults(self, status: Status, given: Sequence[Factuur], vandaag: date) -> tuple[Fault, ...]:
        """Return why this year cannot be invoiced like this; none when it can."""
        return (*self._wrong_year(vandaag), *self._wrong_surplus(status, given))

    def _wrong_year(self, vandaag: date) -> Iterator[Fault]:
        convenant = self.periode.convenant
        first, last = convenant.ingang.year, convenant.einde.year
        if not first <= self.jaar <= last:
            what = f"er is een bijdrage afgesproken voor {first} tot en met {last}"
            yield Fault(f"jaar {self.jaar}", what, "kies een van die jaren")
            return
        if self.datum.year < self.jaar:
            what = f"{format_datum(self.datum)} ligt voor 1 januari {self.jaar}"
            advice = f"geef met {vak('datum')} een dag vanaf 1 januari {self.jaar}"
            yield Fault("factuurdatum", what, advice)
        if self.datum.year > vandaag.year + 1:
            what = f"{format_datum(self.datum)} ligt meer dan een jaar vooruit"
            advice = "kijk of het jaartal goed is; een factuur is definitief"
            yield Fault("factuurdatum", what, advice)
        day = convenant.opzeggen_voor
        certain = date(self.jaar - 1, day.maand, day.dag)
        if vandaag < certain:
            what = f"tot {format_datum(certain)} kan een gemeente nog voor {self.jaar} opzeggen"
            yield Fault(f"jaar {self.jaar}", what, "maak de facturen op of na die dag")

    def _wrong_surplus(self, status: Status, given: Sequence[Factuur]) -> Iterator[Fault]:
        where, last = vak("overschot"), self.periode.convenant.einde.year
        if self.overschot is None:
            return
        shown = f"{format_kaal(self.overschot.normalize())} is geen bedrag om te verdelen"
        if self.overschot <= 0 or self.overschot != self.overschot.quantize(CENT):
            yield Fault(where, shown, "geef een bedrag boven nul, in hele centen")
            return
        if self.jaar != last:
            what = f"een overschot wordt verrekend met de bijdrage over het laatste jaar, {last}"
            yield Fault(where, what, f"laat het weg, of maak de facturen van {last}")
        shared = {factuur.overschot_totaal for factuur in given if factuur.overschot_totaal}
        if shared and shared != {self.overschot}:
            amounts = " en ".join(map(format_bedrag, sorted(shared)))
            what = f"over {self.jaar} is al een overschot van {amounts} verrekend"
            advice = "een factuur is definitief; verreken het verschil op een andere manier"
            yield Fault(where, what, advice)
        due = sum((regel.bedrag for regel in status.regels if regel.betaalt(self.jaar)), Decimal(0))
        if self.overschot > due:
            what = f"het overschot is hoger dan alle bijdragen samen, {format_bedrag(due)}"
            nobody = ("er heeft nog niemand getekend", "leg eerst vast wie wel heeft getekend")
            yield Fault(where, *((what, "kijk het bedrag na") if status.deelnemers else nobody))

    def nieuw(
        self,
        status: Status,
        gemeenten: Sequence[Gemeente],
        given: Sequence[Factuur],
        genoemd: Collection[str] = (),
    ) -> list[Factuur]:
        """Return what is to be given now, without numbers, for all or who is named by CBS code.

        That is an invoice for who pays and has none that counts, and a credit of the share in
        the surplus for who has. The contribution is what was signed for. After an invoice that
        was credited whole another comes only for who is named, with the share of that one; when
        the surplus was shared already, who comes later gets none.
        """
        left = {factuur.cbs_code: factuur for factuur in restanten(given).values()}
        lapsed = self.vervallen(given)
        asked = [g for g in gemeenten if not genoemd or g.cbs_code in genoemd]
        due = [g for g in asked if genoemd or g.cbs_code not in lapsed]
        due = [g for g in due if status.per_code[g.cbs_code].betaalt(self.jaar)]
        amounts = {g.cbs_code: status.per_code[g.cbs_code].bedrag for g in due}
        shared = self.overschot if amounts and not any(f.overschot_totaal for f in given) else None
        shares = verdeel(shared, amounts) if shared else {}
        new = []
        for gemeente in due:
            code, total = gemeente.cbs_code, shared or Decimal(0)
            share = shares.get(code, Decimal(0))
            if code not in left:
                if (former := lapsed.get(code)) and not shared:
                    share, total = -former.overschot, former.overschot_totaal
                factuur = self.make_factuur(gemeente, status)
                new.append(replace(factuur, overschot=share, overschot_totaal=total))
            elif share:
                rest = self.to_holder(left[code])
                new.append(credit_aandeel(rest, share, total, self.datum))
        return new

    def vervallen(self, given: Sequence[Factuur]) -> Mapping[str, Factuur]:
        """Return by CBS code the last credit of who has no invoice that counts any more."""
        counting = {factuur.cbs_code for factuur in restanten(given).values()}
        return {f.cbs_code: f for f in given if f.credit_van and f.cbs_code not in counting}

    def make_factuur(self, gemeente: Gemeente, status: Status) -> Factuur:
        """Make out an invoice of what was signed for, without a share, to who has the agreement."""
        bedrag = status.per_code[gemeente.cbs_code].bedrag
        return self.to_holder(self.periode.make_factuur(gemeente, self.jaar, self.datum, bedrag))

    def to_holder(self, factuur: Factuur, op: date | None = None) -> Factuur:
        """Return an invoice, or a credit, to who has the agreement on a day, or on that of these.

        All rights and duties passed, what is given back too (Wet arhi, article 44).
        """
        payer = holder(self.standen, factuur.cbs_code, op or self.datum)
        return replace(factuur, betaler="" if payer == factuur.cbs_code else payer)

    def weigering(
        self, nieuw: Sequence[Factuur], every: Sequence[Factuur], gemeenten: Iterable[Gemeente]
    ) -> Iterator[Fault]:
        """Find why what is new cannot be given, after what was given so far to anyone."""
        yield from self._onvolledig(nieuw, gemeenten)
        left, regels = restanten(every), self.periode.factuurregels
        for factuur in nieuw:
            rest = left.get(factuur.credit_van)
            if rest and rest.bedrag < -factuur.bedrag:
                what = f"van factuur {rest.nummer} is nog {format_bedrag(rest.bedrag)} over"
                advice = f"dat is minder dan {format_bedrag(-factuur.bedrag)}"
                yield Fault(factuur.gemeente, what, advice)
        if any(f.credit_van for f in nieuw) and not PLAATS.search(regels.nummer):
            what = "een creditfactuur heeft een volgnummer nodig"
            where = "convenant.toml, [factuur], sleutel nummer"
            yield Fault(where, what, f'schrijf nummer = "{regels.doorlopend}"')
        faults = (_wrong_day(regels, factuur, every) for factuur in nieuw)
        yield from dict.fromkeys(filter(None, faults))

    def _onvolledig(
        self, nieuw: Sequence[Factuur], gemeenten: Iterable[Gemeente]
    ) -> Iterator[Fault]:
        """Find which facts are open that the law asks, or who is to pay."""
        for naam in _NODIG if nieuw else ():
            if not attrgetter(naam)(self.periode):
                veld, advice = find_veld(naam), "vul dat in, en probeer het opnieuw"
                yield Fault(veld.sleutel, f"een factuur kan niet zonder {veld.betekenis}", advice)
        codes = {code for factuur in nieuw for code in (factuur.cbs_code, factuur.betaler)}
        for each in (gemeente for gemeente in gemeenten if gemeente.cbs_code in codes):
            parts = (each.factuuradres, each.factuurpostcode, each.factuurplaats)
            if any(parts) and not all(parts):
                advice = "vul factuuradres, factuurpostcode en factuurplaats in"
                yield Fault(each.naam, "van het factuuradres is niet alles ingevuld", advice)

    def amount_faults(self, status: Status, gemeenten: Sequence[Gemeente]) -> Iterator[Fault]:
        """Yield of whom the table no longer gives the amount that was signed for."""
        tarief = self.periode.bijdrage.tarief
        advice = "zet het aantal inwoners en het tarief terug zoals ze bij de ondertekening waren"
        for gemeente in gemeenten:
            signed = status.per_code[gemeente.cbs_code].bedrag
            now = jaarbedrag(gemeente.inwoners, tarief)
            if signed != now:
                told = f"getekend is voor {format_bedrag(signed)} per jaar, maar"
                sum_now = f"{format_getal(gemeente.inwoners)} inwoners maal {format_tarief(tarief)}"
                what = f"{told} {sum_now} is {format_bedrag(now)}"
                yield Fault(gemeente.naam, what, advice)


def _wrong_day(regels: Factuurregels, factuur: Factuur, every: Sequence[Factuur]) -> Fault | None:
    """Return why an invoice cannot have its day: in a series days rise with the numbers."""
    before = [f for f in every if regels.volgnummer(factuur, f.nummer)]
    last = max(before, key=attrgetter("datum"), default=factuur)
    if last.datum <= factuur.datum:
        return None
    day = format_datum(last.datum)
    what = f"{format_datum(factuur.datum)} ligt voor {day}, de dag van factuur {last.nummer}"
    return Fault("factuurdatum", what, f"geef met {vak('datum')} een dag vanaf {day}")


def changed(jaar: Jaar, given: Sequence[Factuur], now: Mapping[str, Factuur]) -> Iterator[str]:
    """Tell what would be different if the invoices that count were made out now, by CBS code.

    Who pays is who had the agreement on the day of the invoice, by what is known now.
    """
    left = restanten(given)
    for factuur in given:
        if factuur.nummer in left and factuur.cbs_code in now:
            payer = jaar.to_holder(factuur, factuur.datum).betaler
            for change in changes(factuur, replace(now[factuur.cbs_code], betaler=payer)):
                yield (
                    f"De gegevens van {factuur.gemeente} zijn gewijzigd na factuur "
                    f"{factuur.nummer} ({change}). De factuur blijft zoals zij is."
                )


def remarks(jaar: Jaar, nieuw: Sequence[Factuur], vandaag: date) -> Iterator[str]:
    """Tell what deserves a look when invoices are given."""
    if nieuw and jaar.datum < vandaag - _LONG:
        days = (vandaag - jaar.datum).days
        yield f"De factuurdatum, {format_datum(jaar.datum)}, ligt {days} dagen voor vandaag."
    regels = jaar.periode.factuurregels
    if nieuw and not PLAATS.search(regels.nummer):
        yield (
            "De wet vraagt factuurnummers die doorlopen (artikel 35a van de Wet op de "
            "omzetbelasting). Schrijf daarvoor in convenant.toml, [factuur]: nummer = "
            f'"{regels.doorlopend}".'
        )


def changes(given: Factuur, now: Factuur) -> tuple[str, ...]:
    """Return what would be different if an invoice were made out now, in Dutch sentences."""
    compared = (
        ("gemeente", given.gemeente, now.gemeente),
        ("wie betaalt", given.betaler or given.cbs_code, now.betaler or now.cbs_code),
        ("aantal inwoners", format_getal(given.inwoners), format_getal(now.inwoners)),
        ("tarief", format_tarief(given.tarief), format_tarief(now.tarief)),
        ("peildatum", format_datum(given.peildatum), format_datum(now.peildatum)),
        ("bijdrage", format_bedrag(given.bijdrage), format_bedrag(now.bijdrage)),
        ("tarief van de btw", _percent(given.btw_tarief), _percent(now.btw_tarief)),
        ("termijn van betaling", f"{given.termijn} dagen", f"{now.termijn} dagen"),
    )
    return tuple(
        f"{what}: op de factuur {before}, volgens de gegevens van nu {after}"
        for what, before, after in compared
        if before != after
    )


def _percent(fraction: Decimal) -> str:
    return f"{format_kaal((fraction * 100).normalize())} %"


def credit(rest: Factuur, reden: str, datum: date, bedrag: Decimal | None = None) -> Factuur:
    """Return a credit, without a number, of an invoice of which ``rest`` is what is left.

    ``bedrag`` is in euros, excluding VAT, at most what is left; None for all of it.
    """
    if bedrag is None or bedrag == rest.bedrag:
        whole = replace(rest, bijdrage=-rest.bijdrage, overschot=-rest.overschot)
        return _credit(rest, replace(whole, inwoners=-rest.inwoners), reden, datum)
    part = replace(rest, inwoners=0, bijdrage=-bedrag, overschot=Decimal(0))
    return _credit(rest, part, reden, datum)


def credit_aandeel(rest: Factuur, aandeel: Decimal, totaal: Decimal, datum: date) -> Factuur:
    """Return the same of a share in a surplus that was established after the invoice."""
    part = replace(rest, inwoners=0, bijdrage=Decimal(0), overschot=aandeel)
    found = replace(part, overschot_totaal=totaal)
    return _credit(rest, found, "aandeel in het overschot", datum)


def _credit(rest: Factuur, taken: Factuur, reden: str, datum: date) -> Factuur:
    own = replace(taken, nummer="", credit_van=rest.nummer, reden=reden, datum=datum, getuige="")
    return replace(own, afronding=rest.plus(own).btw - rest.btw - own.btw)
