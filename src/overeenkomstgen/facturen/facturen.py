"""Making the invoices of a year; once given, a number and its amount never change."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from overeenkomstgen.errors import Fault, InputError, Vraag, VraagError, refuse
from overeenkomstgen.facturen.facturering import Jaar, changed, remarks
from overeenkomstgen.facturen.uitgeven import (
    Factuurverslag,
    concepten_of,
    geef,
    probeer,
    soort_of,
)
from overeenkomstgen.kern.documentsoort import Rol
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.tabel import count, named_together
from overeenkomstgen.progress import Progress, silent
from overeenkomstgen.schijf.slot import locked
from overeenkomstgen.uitgifte.maken import Keuzes
from overeenkomstgen.uitgifte.uitgifte import Gevuld, fill_in
from overeenkomstgen.verwijzing import actie, vak
from overeenkomstgen.werkmap.invoer import ALLE, Invoer, read
from overeenkomstgen.werkmap.sjablonen import INGANG
from overeenkomstgen.werkmap.werkmap import Werkmap, read_periode

_WITHHELD = (
    "Het overschot is niet verdeeld, en er is geen enkele factuur gegeven: dat kan pas als er "
    "geen factuur wordt geweigerd."
)


@dataclass(frozen=True, slots=True)
class Factuurwens:
    """Which invoices the user wants.

    Attributes:
        overschot: The surplus to be shared, in euros, excluding VAT; None when there is none.
        datum: The day on the invoices; None for today.
        proef: Whether to try only: to make drafts without a number, and record nothing.
    """

    jaar: int
    overschot: Decimal | None = None
    datum: date | None = None
    proef: bool = False


def maak_facturen(
    werkmap: Werkmap,
    wens: Factuurwens,
    keuzes: Keuzes,
    progress: Progress = silent,
    bevestigd: Collection[Vraag] = (),
) -> Factuurverslag:
    """Make the invoices that are due for a year, and the bookkeeper's workbook of all of them.

    A surplus that comes after invoices is given as credits of the shares.

    Raises:
        InputError: Something in the input is wrong, or these invoices cannot be given;
            nothing was made or recorded.
        VraagError: The year is past, and nobody confirmed that invoices over it are to be given.
        RegisterError: The register, of signatures or of invoices, is damaged.
        ToolError: LibreOffice is missing or does not work.
        BusyError: Another run is at work in the same werkmap.
    """
    with locked(werkmap.slot):
        invoer, jaar, given = _read(werkmap, wens)
        chosen = _choose(invoer, jaar, given, keuzes.namen)
        codes = {gemeente.cbs_code for gemeente in chosen}
        new = jaar.nieuw(invoer.status, invoer.gemeenten, given, codes if keuzes.namen else ())
        fresh = {factuur.cbs_code for factuur in new if not factuur.credit_van}
        payers = [gemeente for gemeente in chosen if gemeente.cbs_code in fresh]
        refuse(jaar.amount_faults(invoer.status, payers))
        refused, withheld = tuple[Gevuld, ...](), False
        if wens.proef:
            gemaakt = probeer(invoer, jaar.jaar, new, given, keuzes, progress)
        else:
            new = jaar.periode.factuurregels.genummerd(new, invoer.facturen)
            refuse(jaar.weigering(new, invoer.facturen, invoer.gemeenten))
            every = (*invoer.facturen, *new)
            filled = fill_in(concepten_of(invoer, new, every))  # before anything is recorded
            refused = tuple(gevuld for gevuld in filled if keuzes.strikt and gevuld.ontbreekt)
            withheld = bool(refused and any(f.overschot_totaal == jaar.overschot for f in new))
            not_given = {gevuld.concept.onderwerp.factuur for gevuld in refused}
            new = [] if withheld else [factuur for factuur in new if factuur not in not_given]
            new = jaar.periode.factuurregels.genummerd(new, invoer.facturen)
            _ask(invoer, jaar, [factuur for factuur in new if not factuur.credit_van], bevestigd)
            gemaakt = geef(invoer, jaar.jaar, new, codes, keuzes=keuzes, progress=progress)
    # From when on invoices are due follows from it.
    shifted = (each for each in invoer.tegenspraken(invoer.status) if each[0] == INGANG)
    told = (
        *named_together(shifted),
        *_remarks(invoer, jaar, given, new, genoemd=bool(keuzes.namen)),
        *([_WITHHELD] if withheld else ()),
        *gemaakt.verslag.opmerkingen,
    )
    verslag = replace(gemaakt.verslag, geweigerd=refused, opmerkingen=told)
    signed = (regel for regel in invoer.status.regels if regel.ondertekend_op)
    ended = tuple(regel.gemeente for regel in signed if not regel.betaalt(jaar.jaar))
    return replace(gemaakt, verslag=verslag, beeindigd=ended)


def is_factuur(werkmap: Werkmap, key: str | None) -> bool:
    """Return whether what ``convenant.toml`` calls so is the documentsoort of the invoices."""
    periode, _ = read_periode(werkmap)
    soort = periode.documentsoort.get(key or "") if periode else None
    return soort is not None and soort.rol is Rol.FACTUUR


def _read(werkmap: Werkmap, wens: Factuurwens) -> tuple[Invoer, Jaar, list[Factuur]]:
    """Read everything, with what was given of the year; refuse one that cannot be invoiced so."""
    invoer = read(werkmap, ALLE)
    invoer.require(Rol.FACTUUR, "zet er een documentsoort voor facturen in; de README zegt hoe")
    day = wens.datum or invoer.vandaag
    jaar = Jaar(invoer.periode, wens.jaar, day, wens.overschot, invoer.standen)
    given = [factuur for factuur in invoer.facturen if factuur.jaar == wens.jaar]
    refuse(jaar.faults(invoer.status, given, invoer.vandaag))
    for factuur in given:
        soort_of(invoer, factuur)  # of a credit that was given before, too
    return invoer, jaar, given


def _choose(
    invoer: Invoer, jaar: Jaar, given: Sequence[Factuur], namen: Sequence[str]
) -> tuple[Gemeente, ...]:
    """Return the municipalities to make invoices for; refuse those that are named in vain.

    Who was given one before is among them, so that what was broken off is finished.
    """
    if namen and jaar.overschot:
        what = "een overschot wordt over alle gemeenten tegelijk verdeeld"
        raise InputError.of(vak("overschot"), what, "laat de namen van gemeenten weg")
    if not namen:
        due = {r.cbs_code for r in invoer.status.regels if r.betaalt(jaar.jaar)}
        due |= {factuur.cbs_code for factuur in given}
        return tuple(each for each in invoer.gemeenten if each.cbs_code in due)
    gemeenten = invoer.select(invoer.require(Rol.FACTUUR, ""), namen)
    regels = (invoer.status.per_code[gemeente.cbs_code] for gemeente in gemeenten)
    what = f"voor {jaar.jaar} is er geen factuur: de overeenkomst geldt van"
    refuse(
        Fault(
            regel.gemeente,
            f"{what} {format_datum(regel.eerste_dag)} tot en met {format_datum(regel.einde)}",
            "laat deze gemeente weg, of kies een ander jaar",
        )
        for regel in regels
        if not regel.betaalt(jaar.jaar)
    )
    return gemeenten


def _ask(invoer: Invoer, jaar: Jaar, new: Sequence[Factuur], bevestigd: Collection[Vraag]) -> None:
    """Ask before invoices are given over a year that is past."""
    number = count(len(new), "factuur", "facturen")
    vraag = Vraag(f"{jaar.jaar} is voorbij. Zal ik daarover nog {number} geven?")
    if new and jaar.jaar < invoer.vandaag.year and vraag not in bevestigd:
        what = f"{jaar.jaar} is voorbij; er is nog geen factuur gegeven."
        advice = f"Is het de bedoeling ({number}), geef dan: {actie('facturen', jaar.jaar)}"
        raise VraagError(vraag, what, f"{advice} met {vak('ja')}.")


def _remarks(
    invoer: Invoer, jaar: Jaar, given: Sequence[Factuur], new: Sequence[Factuur], *, genoemd: bool
) -> tuple[str, ...]:
    due = [g for g in invoer.gemeenten if invoer.status.per_code[g.cbs_code].betaalt(jaar.jaar)]
    now = {gemeente.cbs_code: jaar.make_factuur(gemeente, invoer.status) for gemeente in due}
    lapsed = [] if genoemd else [f for c, f in jaar.vervallen(given).items() if c in now]
    return (
        *remarks(jaar, new, invoer.vandaag),
        *(f"{invoer.vervallen[f.nummer]}." for f in given if f.nummer in invoer.vervallen),
        *changed(jaar, given, now),
        *(
            f"De factuur van {factuur.gemeente} over {jaar.jaar} is gecrediteerd. Een andere komt "
            f"er alleen als u haar noemt bij: {actie('facturen', jaar.jaar)}"
            for factuur in lapsed
        ),
    )
