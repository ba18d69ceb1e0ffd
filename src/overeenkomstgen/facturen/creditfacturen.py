"""Crediting an invoice, and giving the right one with that."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from overeenkomstgen.errors import Fault, InputError, refuse
from overeenkomstgen.facturen.facturering import Jaar, credit
from overeenkomstgen.facturen.uitgeven import (
    Factuurverslag,
    concepten_of,
    geef,
    probeer,
    soort_of,
)
from overeenkomstgen.kern.euro import CENT, format_bedrag
from overeenkomstgen.kern.factuur import Factuur, restanten
from overeenkomstgen.kern.waarden import nearest
from overeenkomstgen.progress import Progress, silent
from overeenkomstgen.schijf.slot import locked
from overeenkomstgen.uitgifte.maken import Keuzes
from overeenkomstgen.uitgifte.uitgifte import fill_in
from overeenkomstgen.verwijzing import actie, vak
from overeenkomstgen.werkmap.invoer import ALLE, Invoer, read
from overeenkomstgen.werkmap.verantwoording import read_row
from overeenkomstgen.werkmap.werkmap import Werkmap


@dataclass(frozen=True, slots=True)
class Creditwens:
    """What is to be credited.

    Attributes:
        nummer: The number of the invoice.
        bedrag: How much of it, in euros, excluding VAT; None for all that is left.
        nieuw: Whether the right invoice is to come in its place.
        proef: Whether to try only: to make drafts without a number, and record nothing.
    """

    nummer: str
    reden: str
    bedrag: Decimal | None = None
    nieuw: bool = False
    proef: bool = False


def crediteer(werkmap: Werkmap, wens: Creditwens, progress: Progress = silent) -> Factuurverslag:
    """Give a credit of an invoice and, if that is asked, the right invoice with it.

    The same credit of the same day is given once: a run that was killed is finished by the next.

    Raises:
        InputError: Something in the input is wrong, or this cannot be credited so; nothing was
            made or recorded.
        RegisterError: The register, of signatures or of invoices, is damaged.
        ToolError: LibreOffice is missing or does not work.
        BusyError: Another run is at work in the same werkmap.
    """
    reden = " ".join(wens.reden.split()).rstrip(".")  # a row has no line breaks
    wens = replace(wens, reden=reden)
    with locked(werkmap.slot):
        invoer = read(werkmap, ALLE)
        factuur = _find(invoer, wens.nummer)
        rest = restanten(invoer.facturen).get(wens.nummer)
        jaar = Jaar(invoer.periode, factuur.jaar, _day(invoer, factuur), None, invoer.standen)
        again = _is_given(invoer, wens, rest, jaar.datum)
        refuse(() if again else _not_to_credit(invoer, wens, factuur, rest))
        new = []
        if rest and not again:
            new.append(credit(jaar.to_holder(rest), wens.reden, jaar.datum, wens.bedrag))
        given = [each for each in invoer.facturen if each.jaar == factuur.jaar]
        if wens.nieuw:
            new += _replacement(invoer, jaar, factuur, [*given, *new])
        if wens.proef:
            gemaakt = probeer(invoer, factuur.jaar, new, given, Keuzes(), progress)
        else:
            new = jaar.periode.factuurregels.genummerd(new, invoer.facturen)
            refuse(jaar.weigering(new, invoer.facturen, invoer.gemeenten))
            fill_in(concepten_of(invoer, new, (*invoer.facturen, *new)))
            gemaakt = geef(
                invoer, factuur.jaar, new, {factuur.cbs_code}, keuzes=Keuzes(), progress=progress
            )
    free = new[0] if len(new) == 1 and new[0].overschot < 0 else None
    if free is None:
        return gemaakt
    share = (
        f"Het aandeel van {free.gemeente} in het overschot, {format_bedrag(-free.overschot)}, komt "
        "hiermee vrij. Het is niet opnieuw verdeeld."
    )
    told = (share, *gemaakt.verslag.opmerkingen)
    return replace(gemaakt, verslag=replace(gemaakt.verslag, opmerkingen=told))


def _find(invoer: Invoer, nummer: str) -> Factuur:
    """Return the invoice with a number, which can be credited; refuse any other."""
    numbers = {factuur.nummer: factuur for factuur in invoer.facturen}
    if nummer not in numbers:
        near = nearest(nummer, numbers)
        advice = f"bedoeld is misschien {near}" if near else "kijk het nummer na in facturen.csv"
        raise InputError.of(f'factuur "{nummer}"', "deze factuur is niet gegeven", advice)
    if van := numbers[nummer].credit_van:
        what = f"dit is een creditfactuur, van factuur {van}"
        raise InputError.of(nummer, what, "geef het nummer van een factuur")
    return numbers[nummer]


def _day(invoer: Invoer, factuur: Factuur) -> date:
    """Return today, or the last day in the series of a later one: there days rise too."""
    regels = invoer.periode.factuur
    days = (f.datum for f in invoer.facturen if regels and regels.volgnummer(factuur, f.nummer))
    return max((invoer.vandaag, *days))


def _is_given(invoer: Invoer, wens: Creditwens, rest: Factuur | None, datum: date) -> bool:
    """Return whether just this was credited on this day."""
    return any(
        (each.credit_van, each.reden, each.datum) == (wens.nummer, wens.reden, datum)
        and (rest is None if wens.bedrag is None else each.bedrag == -wens.bedrag)
        for each in invoer.facturen
    )


def _not_to_credit(
    invoer: Invoer, wens: Creditwens, factuur: Factuur, rest: Factuur | None
) -> Iterator[Fault]:
    """Find what is against a credit."""
    soort_of(invoer, replace(factuur, credit_van=factuur.nummer))
    bedrag, left = wens.bedrag, rest.bedrag if rest else Decimal(0)
    numbers = [each.nummer for each in invoer.facturen if each.credit_van == factuur.nummer]
    if not left:
        what = f"van deze factuur is niets meer over; zij is gecrediteerd met {', '.join(numbers)}"
        yield Fault(factuur.nummer, what, "kijk of u een andere factuur bedoelt")
    elif bedrag is not None and (bedrag <= 0 or bedrag != bedrag.quantize(CENT)):
        advice = "geef een bedrag boven nul, in hele centen"
        yield Fault(vak("bedrag"), "dit is geen bedrag om te crediteren", advice)
    elif bedrag is not None and bedrag > left:
        what = f"van factuur {factuur.nummer} is nog {format_bedrag(left)} over, exclusief btw"
        yield Fault(vak("bedrag"), what, "crediteer niet meer dan dat")
    elif wens.nieuw and bedrag not in {None, left}:
        what = "een nieuwe factuur komt er alleen als de oude helemaal vervalt"
        yield Fault(vak("nieuw"), what, f"laat {vak('bedrag')} weg, of {vak('nieuw')}")
    if not read_row(invoer.papieren.facturen.find(factuur.nummer)):
        advice = f"maak dat af met: {actie('facturen', factuur.jaar)}"
        yield Fault(factuur.nummer, "deze factuur staat niet volledig in de map facturen", advice)


def _replacement(
    invoer: Invoer, jaar: Jaar, factuur: Factuur, given: list[Factuur]
) -> list[Factuur]:
    """Return the right invoice in the place of one that was credited whole, or none that is due."""
    gemeenten = [g for g in invoer.gemeenten if g.cbs_code == factuur.cbs_code]
    if not invoer.status.per_code[factuur.cbs_code].betaalt(factuur.jaar):
        what = f"over {factuur.jaar} is volgens het register niets te betalen"
        raise InputError.of(factuur.gemeente, what, f"laat {vak('nieuw')} weg")
    new = jaar.nieuw(invoer.status, gemeenten, given, {factuur.cbs_code})
    refuse(jaar.amount_faults(invoer.status, gemeenten))
    return new
