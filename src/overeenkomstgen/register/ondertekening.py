"""What happens to the agreements: signed, notice given, corrected.

Each command checks everything first, then files the papers, then writes the register, and makes
the list of who has signed anew from it. Each raises a RegisterError when the register is damaged,
and an OvereenkomstgenError when the list could not be made; what it records is recorded then.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from overeenkomstgen.errors import AfgebrokenError, OvereenkomstgenError, Vraag, os_reason, refuse
from overeenkomstgen.kern.documentsoort import Rol
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.register import Gebeurtenis, Melding
from overeenkomstgen.kern.status import Status
from overeenkomstgen.kern.statusregel import ENDINGS, Dossier
from overeenkomstgen.office.werkplaats import Werkplaats, open_werkplaats
from overeenkomstgen.progress import interruption
from overeenkomstgen.register.regels import Zaak, refuse_correction, refuse_notice, refuse_signature
from overeenkomstgen.register.scans import Papier, file_signed, not_signed_paper, signer_of
from overeenkomstgen.schijf.slot import LONG_WAIT, locked
from overeenkomstgen.schijf.uitvoer import open_uitvoer
from overeenkomstgen.uitgifte.bevroren import freeze_issued
from overeenkomstgen.uitgifte.genereer import deelnemerslijst
from overeenkomstgen.uitgifte.uitgifte import Uitgegeven
from overeenkomstgen.verwijzing import actie
from overeenkomstgen.werkmap.invoer import ALLE, Invoer, read
from overeenkomstgen.werkmap.registers import record
from overeenkomstgen.werkmap.verantwoording import BESIDE
from overeenkomstgen.werkmap.werkmap import Werkmap

_NOT_MADE = "Het staat in het register, maar de lijst van wie heeft getekend is niet bijgewerkt."


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


@dataclass(frozen=True, slots=True)
class Bijgewerkt:
    """What the register says now, and the list that was made from it.

    Attributes:
        lijst: The list of who has signed; None in a period that has none.
        codes: The CBS codes of the municipalities of which something was recorded.
    """

    status: Status
    lijst: Uitgegeven | None
    codes: tuple[str, ...] = ()
    opmerkingen: tuple[str, ...] = ()


def onderteken(
    werkmap: Werkmap, namen: Sequence[str], papier: Papier, bevestigd: Collection[Vraag] = ()
) -> Bijgewerkt:
    """Record that agreements were signed, file the papers, and freeze the agreements.

    The papers are filed first: a run that dies in between leaves copies that the next
    one uses or sets aside, never an event without its papers.

    Raises:
        InputError: A municipality is unknown, or its signature is refused; nothing changed.
        VraagError: The signatory is another than in the table, and nobody confirmed that.
    """
    with _at_work(werkmap, finish=True) as (invoer, werkplaats):
        gemeenten = invoer.choose(namen)
        signers = [signer_of(g, papier.ondertekenaar, bevestigd) for g in gemeenten]
        faults, lost = list(invoer.bevinding.strijdig), invoer.bevinding.ongeboekt
        if not any(g.cbs_code in lost for g in gemeenten):  # they are recorded again one by one
            faults += lost.values()
        for g in gemeenten:
            dossier, gewijzigd = invoer.dossiers[g.cbs_code], invoer.is_changed(g)
            if _was_kept(invoer, g):
                dossier, gewijzigd = Dossier(documenten=ENDINGS), False
            faults += refuse_signature(_zaak(invoer, g), dossier, papier.op, gewijzigd=gewijzigd)
        refuse(faults)
        if papier.bestand:
            refuse(not_signed_paper(invoer, papier.bestand))
        meldingen, stem = [], invoer.periode.overeenkomst.file_stem
        for g, signer in zip(gemeenten, signers, strict=True):
            filed = file_signed(werkmap, papier.bestand, stem(g.naam), papier.op)
            if not _was_kept(invoer, g):
                freeze_issued(invoer, g)
            event = (g.cbs_code, g.naam, Gebeurtenis.ONDERTEKEND, papier.op, signer, *filed)
            meldingen.append(Melding(*event, opmerking=papier.opmerking))
        return _record(invoer, werkplaats, meldingen)


def zeg_op(werkmap: Werkmap, naam: str, op: date, opmerking: str = "") -> Bijgewerkt:
    """Record that notice was given.

    InputError when the municipality is unknown, or its notice is refused; nothing changed.
    """
    with _at_work(werkmap) as (invoer, werkplaats):
        (gemeente,) = invoer.choose((naam,))
        refuse(refuse_notice(_zaak(invoer, gemeente), op))
        event = (gemeente.cbs_code, gemeente.naam, Gebeurtenis.OPGEZEGD, op)
        return _record(invoer, werkplaats, [Melding(*event, opmerking=opmerking)])


def corrigeer(
    werkmap: Werkmap, naam: str, correctie: Correctie, bevestigd: Collection[Vraag] = ()
) -> Bijgewerkt:
    """Record what should have been recorded; what was recorded stays in the register.

    The same correction is recorded once: a run that was killed is finished by the next one.

    Raises:
        InputError: The municipality is unknown, or there is nothing to correct so.
        VraagError: The signatory is another than in the table, and nobody confirmed that.
    """
    with _at_work(werkmap) as (invoer, werkplaats):
        (gemeente,) = invoer.choose((naam,))
        zaak, asked = _zaak(invoer, gemeente), correctie.ondertekenaar
        signer = "" if asked is None else signer_of(gemeente, asked, bevestigd)
        former = zaak.stand.of(correctie.van)
        same_day = former.datum if former else None
        day = None if correctie.vervalt else correctie.op or same_day
        refuse(refuse_correction(zaak, correctie.van, day))
        if former is None:
            raise ValueError("refuse_correction lets nothing through that was not recorded")
        filed, filed_on = (former.bestand, former.sha256), day or same_day
        if correctie.bestand and filed_on:
            stem = invoer.periode.overeenkomst.file_stem(gemeente.naam)
            filed = file_signed(werkmap, correctie.bestand, stem, filed_on)
        who = signer or former.ondertekenaar
        event = (gemeente.cbs_code, gemeente.naam, Gebeurtenis.GECORRIGEERD, day, who, *filed)
        reden = " ".join(correctie.reden.split())  # a row of the register has no line breaks
        melding = Melding(*event, betreft=former.nummer, opmerking=reden)
        if replace(former, **asdict(melding)) == replace(former, gebeurtenis=melding.gebeurtenis):
            return _updated(invoer, werkplaats, (gemeente.cbs_code,))  # it was given before
        return _record(invoer, werkplaats, [melding])


def bijlage3(werkmap: Werkmap) -> Bijgewerkt:
    """Make the list of who has signed anew, from the register.

    Raises:
        InputError: Something in the input is wrong; nothing was made.
        ToolError: LibreOffice is missing or does not work; the former list is still there.
    """
    with _at_work(werkmap) as (invoer, werkplaats):
        advice = "in deze periode is er geen lijst van ondertekenaars om te maken"
        invoer.require(Rol.DEELNEMERSLIJST, advice)
        return _updated(invoer, werkplaats)


@contextmanager
def _at_work(werkmap: Werkmap, *, finish: bool = False) -> Iterator[tuple[Invoer, Werkplaats]]:
    """Give the sole use of the werkmap: what it says, and what the list is made with.

    ``finish`` what a killed run had begun to publish first, so that Word and PDF belong together.
    """
    with locked(werkmap.slot, wait=LONG_WAIT), open_werkplaats() as werkplaats:
        werkplaats.warm_up(1)
        if finish and werkmap.uitvoer.is_dir():
            with open_uitvoer(werkmap.uitvoer):
                pass
        yield read(werkmap, ALLE, tonen=finish), werkplaats


def _record(invoer: Invoer, werkplaats: Werkplaats, meldingen: Sequence[Melding]) -> Bijgewerkt:
    """Write the register, then make the list anew; from the first on, the event counts."""
    entries = record(invoer.werkmap.register, meldingen)
    codes = tuple(melding.cbs_code for melding in meldingen)
    try:
        with interruption():
            return _updated(invoer.recorded(entries), werkplaats, codes)
    except (KeyboardInterrupt, AfgebrokenError) as error:
        advice = f"Maak de lijst opnieuw met: {actie('bijlage3')}"
        raise AfgebrokenError(_NOT_MADE, advice) from error
    except (OvereenkomstgenError, OSError) as error:
        reason = str(error) if isinstance(error, OvereenkomstgenError) else os_reason(error)
        advice = f"Verhelp dit, en maak de lijst daarna opnieuw met: {actie('bijlage3')}"
        raise OvereenkomstgenError(f"{_NOT_MADE}\n{reason}", advice) from error


def _updated(invoer: Invoer, werkplaats: Werkplaats, codes: tuple[str, ...] = ()) -> Bijgewerkt:
    """Make the list anew, and return what the register says now."""
    lost = invoer.bevinding.ongeboekt.items()
    remarks = tuple(f"{fault}." for code, fault in lost if code not in codes)
    verslag = deelnemerslijst(invoer, werkplaats)
    if verslag is None:
        return Bijgewerkt(invoer.status, None, codes, remarks)
    return Bijgewerkt(invoer.status, verslag.gemaakt[0], codes, (*remarks, *verslag.opmerkingen))


def _was_kept(invoer: Invoer, gemeente: Gemeente) -> bool:
    """Return whether the agreement was kept whole for a signature that the register lacks."""
    code = gemeente.cbs_code
    kept = {file.suffix for file in invoer.papieren.getekend.find(code)}
    of_former = code in invoer.bevinding.opnieuw and invoer.dossiers[code].complete
    return code in invoer.bevinding.ongeboekt and kept >= {*ENDINGS, BESIDE} and not of_former


def _zaak(invoer: Invoer, gemeente: Gemeente) -> Zaak:
    return Zaak(invoer.periode.convenant, gemeente, invoer.stand(gemeente), invoer.vandaag)
