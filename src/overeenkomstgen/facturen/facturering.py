"""Who is to pay for a year, what, and what cannot be invoiced."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.convenant import Periode, jaarbedrag
from overeenkomstgen.kern.euro import CENT, format_bedrag, format_kaal, format_tarief, verdeel
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import format_datum, format_getal
from overeenkomstgen.kern.status import Status
from overeenkomstgen.kern.statusregel import Statusregel
from overeenkomstgen.verwijzing import vak


@dataclass(frozen=True, slots=True)
class Jaar:
    """A year to be invoiced, with the surplus to be shared, in euros; None when there is none."""

    periode: Periode
    jaar: int
    datum: date
    overschot: Decimal | None = None

    def is_due(self, regel: Statusregel) -> bool:
        """Whether a municipality pays for this year: it signed, and its last day is not before."""
        last = regel.laatste_dag
        return regel.ondertekend_op is not None and (last is None or last.year >= self.jaar)

    def faults(self, status: Status, given: Sequence[Factuur], vandaag: date) -> tuple[Fault, ...]:
        """Return why this year cannot be invoiced like this; none when it can."""
        return (*self._wrong_year(vandaag), *self._wrong_surplus(status, given))

    def _wrong_year(self, vandaag: date) -> Iterator[Fault]:
        convenant = self.periode.convenant
        first, last = convenant.ingang.year, convenant.einde.year
        if not first <= self.jaar <= last:
            what = f"de overeenkomsten gelden in {first} tot en met {last}"
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
        if given and shared != {self.overschot}:
            amounts = " en ".join(map(format_bedrag, sorted(shared)))
            before = f"met een overschot van {amounts}" if shared else "zonder overschot"
            what = f"de facturen van {self.jaar} zijn al gegeven, {before}"
            advice = "een factuur is definitief; verreken het verschil op een andere manier"
            yield Fault(where, what, advice)
        due = sum((regel.bedrag for regel in status.regels if self.is_due(regel)), Decimal(0))
        if self.overschot > due:
            what = f"het overschot is hoger dan alle bijdragen samen, {format_bedrag(due)}"
            nobody = ("er heeft nog niemand getekend", "leg eerst vast wie wel heeft getekend")
            yield Fault(where, *((what, "kijk het bedrag na") if status.deelnemers else nobody))

    def facturen(
        self, status: Status, gemeenten: Sequence[Gemeente], given: Sequence[Factuur]
    ) -> tuple[Factuur, ...]:
        """Return the invoices as they would be made out now.

        The contribution is what was signed for. An invoice that was given before keeps its
        share in the surplus; when that was shared already, who comes later gets none.
        """
        due = [g for g in gemeenten if self.is_due(status.per_code[g.cbs_code])]
        amounts = {g.cbs_code: status.per_code[g.cbs_code].bedrag for g in due}
        before = {factuur.cbs_code: factuur for factuur in given}
        shared = self.overschot if amounts and not given else None
        shares = verdeel(shared, amounts) if shared else {}
        facturen = []
        for gemeente in due:
            code = gemeente.cbs_code
            factuur = self.periode.make_factuur(gemeente, self.jaar, self.datum, amounts[code])
            if then := before.get(code):
                datum, share, total = then.datum, then.overschot, then.overschot_totaal
            else:
                datum, share, total = self.datum, shares.get(code, Decimal(0)), shared or Decimal(0)
            facturen.append(replace(factuur, datum=datum, overschot=share, overschot_totaal=total))
        return tuple(facturen)

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


def changed(given: Sequence[Factuur], now: Sequence[Factuur]) -> Iterator[str]:
    """Tell what would be different if the invoices were made out now."""
    by_code = {factuur.cbs_code: factuur for factuur in now}
    for factuur in given:
        if factuur.cbs_code not in by_code:
            yield (
                f"Factuur {factuur.nummer} van {factuur.gemeente} is gegeven, maar volgens het "
                f"register is er voor {factuur.jaar} niets te betalen. De factuur blijft staan; "
                "stuur zo nodig een creditfactuur."
            )
        else:
            for change in changes(factuur, by_code[factuur.cbs_code]):
                yield (
                    f"De gegevens van {factuur.gemeente} zijn gewijzigd na factuur "
                    f"{factuur.nummer} ({change}). De factuur blijft zoals zij is."
                )


def changes(given: Factuur, now: Factuur) -> tuple[str, ...]:
    """Return what would be different if an invoice were made out now, in Dutch sentences."""
    compared = (
        ("nummer", given.nummer, now.nummer),
        ("gemeente", given.gemeente, now.gemeente),
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
