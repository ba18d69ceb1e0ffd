"""Recording what happened to the agreements, and making what follows from it.

Of what was signed: that it ends, passes to another, is extended; of what was recorded: that it
was otherwise, or was not. That stays in the register too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

from overeenkomstgen.errors import (
    AfgebrokenError,
    Fault,
    OvereenkomstgenError,
    Vraag,
    os_reason,
    refuse,
)
from overeenkomstgen.kern.documentsoort import Rol
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.register import NIETS, PERIODE, Gebeurtenis, Melding
from overeenkomstgen.kern.status import Status
from overeenkomstgen.office.werkplaats import Werkplaats, open_werkplaats
from overeenkomstgen.progress import interruption
from overeenkomstgen.register.regels import (
    Zaak,
    refuse_correction,
    refuse_event,
    refuse_extension,
    refuse_successor,
)
from overeenkomstgen.register.scans import file_signed, signer_of
from overeenkomstgen.schijf.slot import LONG_WAIT, locked
from overeenkomstgen.schijf.uitvoer import open_uitvoer
from overeenkomstgen.uitgifte.genereer import werk_bij
from overeenkomstgen.uitgifte.uitgifte import Uitgegeven
from overeenkomstgen.verwijzing import actie, vak
from overeenkomstgen.werkmap.invoer import ALLE, Invoer, read
from overeenkomstgen.werkmap.registers import record
from overeenkomstgen.werkmap.werkmap import Werkmap

Werk = tuple[Invoer, Werkplaats]
"""What the werkmap says, and what the list is made with."""
_NOT_MADE = "Het staat in het register, maar de lijst van wie heeft getekend is niet bijgewerkt."


@dataclass(frozen=True, slots=True)
class Bijgewerkt:
    """What the register says now, and what was made from it in the output folder.

    Attributes:
        lijst: The list of who has signed; None in a period that has none.
        brieven: The letters about what was recorded.
        codes: The CBS codes of the municipalities of which something was recorded.
    """

    folder: Path
    status: Status
    lijst: Uitgegeven | None
    brieven: tuple[Uitgegeven, ...] = ()
    codes: tuple[str, ...] = ()
    opmerkingen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correctie:
    """What should have been recorded of the signature or the notice, or that it is taken back.

    ``op`` is the right day; None leaves the day as it was recorded.
    """

    van: Gebeurtenis
    op: date | None
    reden: str
    vervalt: bool = False
    ondertekenaar: str | None = None
    bestand: Path | None = None


def bijlage3(werkmap: Werkmap) -> Bijgewerkt:
    """Make the list of who has signed anew, from the register.

    Raises:
        InputError: Something in the input is wrong; nothing was made.
        ToolError: LibreOffice is missing or does not work; the former list is still there.
    """
    with at_work(werkmap) as work:
        advice = "in deze periode is er geen lijst van ondertekenaars om te maken"
        work[0].require(Rol.DEELNEMERSLIJST, advice)
        return update(work)


def zeg_op(
    werkmap: Werkmap, naam: str, op: date, opmerking: str = "", *, door: str = ""
) -> Bijgewerkt:
    """Record that notice was given: by the municipality, or by :data:`STICHTING`.

    As each of these it raises what signing does, and an InputError when it is refused.
    """
    melding = replace(_melding_of(Gebeurtenis.OPGEZEGD, op, opmerking), door=door)
    return _happened(werkmap, naam, melding)


def beeindig(werkmap: Werkmap, naam: str, per: date, reden: str) -> Bijgewerkt:
    """Record that both parties ended an agreement, with its last day; see :func:`zeg_op`."""
    return _happened(werkmap, naam, _melding_of(Gebeurtenis.BEEINDIGD, per, reden))


def draag_over(werkmap: Werkmap, naam: str, aan: str, per: date, opmerking: str = "") -> Bijgewerkt:
    """Record that an agreement passed to who got the territory, from a day on; see there."""
    return _happened(werkmap, naam, _melding_of(Gebeurtenis.OVERGEDRAGEN, per, opmerking), aan)


def verleng(werkmap: Werkmap, tot: date, opmerking: str = "") -> Bijgewerkt:
    """Record that the period was extended to a day, for who signed and has no end; see there."""
    with at_work(werkmap) as work:
        zaak = zaak_of(work[0], None, vak("tot"))
        melding = _melding_of(Gebeurtenis.VERLENGD, tot, opmerking)
        return _record_once(work, zaak, melding, faults=refuse_extension(zaak, tot))


def corrigeer(
    werkmap: Werkmap, naam: str | None, correctie: Correctie, bevestigd: Collection[Vraag] = ()
) -> Bijgewerkt:
    """Record what should have been recorded; what was recorded stays in the register.

    There is no municipality to an extension, which is of the period. The same correction is
    recorded once: a run that was killed is finished by the next one.

    Raises:
        InputError: The municipality is unknown, or there is nothing to correct so.
        VraagError: The signatory is another than in the table, and nobody confirmed that.
    """
    refuse(_against(correctie))
    with at_work(werkmap) as work:
        invoer = work[0]
        gemeente = None if naam is None else invoer.choose((naam,))[0]
        zaak, asked = zaak_of(invoer, gemeente), correctie.ondertekenaar
        former, mede = zaak.stand.of(correctie.van), correctie.van is Gebeurtenis.MEDEONDERTEKEND
        same_day = former.datum if former else None
        day = None if correctie.vervalt else correctie.op or same_day
        refuse(refuse_correction(zaak, correctie.van, day))
        if former is None:
            raise ValueError("refuse_correction lets nothing through that was not recorded")
        partij = invoer.periode.stichting if mede else gemeente
        on = day or same_day or invoer.vandaag
        signer = signer_of(partij, asked, bevestigd, on) if partij and asked is not None else ""
        filed, filed_on = (former.bestand, former.sha256), day or same_day
        if correctie.bestand and filed_on and gemeente:
            stem = invoer.periode.overeenkomst.file_stem(gemeente.naam) + f"-{correctie.van}" * mede
            filed = file_signed(werkmap, correctie.bestand, stem, filed_on)
        melding = replace(
            _melding_of(Gebeurtenis.GECORRIGEERD, day, correctie.reden, gemeente),
            ondertekenaar=signer or former.ondertekenaar,
            bestand=filed[0],
            sha256=filed[1],
            betreft=former.nummer,
            aan=former.aan,
            door=former.door,
        )
        return _record_once(work, zaak, melding, correctie.van)


def _against(correctie: Correctie) -> Iterator[Fault]:
    """Find what is against a correction by what it says itself."""
    paper = correctie.bestand is not None or correctie.ondertekenaar is not None
    if correctie.vervalt == (correctie.op is not None or paper):
        what = "er staat niet in wat er verandert, of het is ook teruggenomen"
        right = f"{vak('op')}, {vak('ondertekenaar')} of {vak('bestand')}"
        advice = f"geef wat juist is met {right}, of neem het terug met alleen {vak('vervalt')}"
        yield Fault("De verbetering", what, advice)
    if paper and correctie.van not in {Gebeurtenis.ONDERTEKEND, Gebeurtenis.MEDEONDERTEKEND}:
        what = "wie er tekende en een scan horen bij een ondertekening"
        yield Fault("De verbetering", what, f"laat {vak('ondertekenaar')} en {vak('bestand')} weg")


def _happened(werkmap: Werkmap, naam: str, melding: Melding, aan: str | None = None) -> Bijgewerkt:
    """Record what happened to an agreement that was signed, where nothing is against it."""
    with at_work(werkmap) as work:
        invoer, wat, dag = work[0], melding.gebeurtenis, melding.datum or work[0].vandaag
        (gemeente,) = invoer.choose((naam,))
        zaak = zaak_of(invoer, gemeente, vak("op") if wat is Gebeurtenis.OPGEZEGD else vak("per"))
        melding = replace(melding, cbs_code=gemeente.cbs_code, gemeente=gemeente.naam)
        faults = refuse_event(zaak, wat, dag)
        if aan:
            (opvolger,) = invoer.choose((aan,))
            melding = replace(melding, aan=opvolger.cbs_code)
            faults = chain(faults, refuse_successor(zaak, opvolger, invoer.stand(opvolger), dag))
        return _record_once(work, zaak, melding, faults=faults)


@contextmanager
def at_work(werkmap: Werkmap, *, finish: bool = False) -> Iterator[Werk]:
    """Give the sole use of the werkmap.

    ``finish`` what a killed run had begun to publish first, so that Word and PDF belong together.
    """
    with locked(werkmap.slot, wait=LONG_WAIT), open_werkplaats() as werkplaats:
        werkplaats.warm_up(1)
        if finish and werkmap.uitvoer.is_dir():
            with open_uitvoer(werkmap.uitvoer):
                pass
        yield read(werkmap, ALLE, tonen=finish), werkplaats


def leg_vast(
    work: Werk, meldingen: Sequence[Melding], wat: Gebeurtenis | None = None
) -> Bijgewerkt:
    """Write the register, then make what follows; from the first on, the event counts.

    ``wat`` is what kind of event it is about.
    """
    invoer, werkplaats = work
    entries = record(invoer.werkmap.register, meldingen)
    codes = tuple(melding.cbs_code for melding in meldingen)
    try:
        with interruption():
            return update((invoer.recorded(entries), werkplaats), wat, codes)
    except (KeyboardInterrupt, AfgebrokenError) as error:
        advice = f"Maak de lijst opnieuw met: {actie('bijlage3')}"
        raise AfgebrokenError(_NOT_MADE, advice) from error
    except (OvereenkomstgenError, OSError) as error:
        reason = str(error) if isinstance(error, OvereenkomstgenError) else os_reason(error)
        advice = f"Verhelp dit, en maak de lijst daarna opnieuw met: {actie('bijlage3')}"
        raise OvereenkomstgenError(f"{_NOT_MADE}\n{reason}", advice) from error


def update(work: Werk, wat: Gebeurtenis | None = None, codes: tuple[str, ...] = ()) -> Bijgewerkt:
    """Make the list anew, and the letters, and return what the register says now.

    Of what the foundation signs neither tells.
    """
    invoer, werkplaats = work
    lost = invoer.bevinding.ongeboekt.items()
    remarks = tuple(f"{fault}." for code, fault in lost if code not in codes)
    vervallen = (f for f in invoer.status.vervallen if f.cbs_code in codes)
    remarks += tuple(f"{invoer.vervallen[factuur.nummer]}." for factuur in vervallen)
    now = invoer.werkmap.uitvoer, invoer.status
    if wat is Gebeurtenis.MEDEONDERTEKEND:
        return Bijgewerkt(*now, None, (), codes, remarks)
    verslag = werk_bij(invoer, werkplaats, wat, codes)
    made = {each.concept.soort.rol: each for each in verslag.gemaakt}
    lijst = made.get(Rol.DEELNEMERSLIJST)
    brieven = tuple(each for each in verslag.gemaakt if each is not lijst)
    return Bijgewerkt(*now, lijst, brieven, codes, (*remarks, *verslag.opmerkingen))


def _record_once(
    work: Werk,
    zaak: Zaak,
    melding: Melding,
    van: Gebeurtenis | None = None,
    faults: Iterable[Fault] = (),
) -> Bijgewerkt:
    """Record an event, or a correction of one, where nothing is against it.

    What a run that was killed recorded is not recorded again: what follows from it is made.
    """
    wat = van or melding.gebeurtenis
    former = zaak.stand.of(wat)
    said = former and replace(former, **asdict(melding))
    if former and said == replace(former, gebeurtenis=melding.gebeurtenis):
        return update(work, wat, (melding.cbs_code,))
    refuse(faults)
    return leg_vast(work, [melding], wat)


def zaak_of(invoer: Invoer, gemeente: Gemeente | None, dagvak: str = vak("op")) -> Zaak:
    """Return what a decision about a municipality, or about the period, rests on."""
    stand = invoer.stand(gemeente) if gemeente else invoer.standen.get(PERIODE, NIETS)
    return Zaak(invoer.periode.convenant, gemeente, stand, invoer.vandaag, dagvak)


def _melding_of(
    wat: Gebeurtenis, datum: date | None, opmerking: str, gemeente: Gemeente | None = None
) -> Melding:
    """Return what is to be recorded of a municipality, or of the period."""
    who = (gemeente.cbs_code, gemeente.naam) if gemeente else (PERIODE, "")
    text = " ".join(opmerking.split())  # a row of the register has no line breaks
    return Melding(*who, wat, datum, opmerking=text)
