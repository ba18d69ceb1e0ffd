"""Signing, and correcting what was recorded.

Each command checks everything first, then files the papers, then writes the register, and makes
the list of who has signed anew from it. Each raises a RegisterError when the register is damaged,
and an OvereenkomstgenError when the list could not be made; what it records is recorded then.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from overeenkomstgen.errors import Vraag, refuse
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.register import Gebeurtenis, Melding
from overeenkomstgen.kern.statusregel import ENDINGS, Dossier
from overeenkomstgen.register.regels import refuse_correction, refuse_signature
from overeenkomstgen.register.scans import Papier, file_signed, not_signed_paper, signer_of
from overeenkomstgen.register.vastlegging import (
    Bijgewerkt,
    at_work,
    leg_vast,
    melding_of,
    record_once,
    zaak_of,
)
from overeenkomstgen.schijf.kluis import BESIDE
from overeenkomstgen.uitgifte.bevroren import freeze_issued
from overeenkomstgen.werkmap.invoer import Invoer
from overeenkomstgen.werkmap.werkmap import Werkmap


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
    with at_work(werkmap, finish=True) as (invoer, werkplaats):
        gemeenten = invoer.choose(namen)
        signers = [signer_of(g, papier.ondertekenaar, bevestigd) for g in gemeenten]
        faults, lost = list(invoer.bevinding.strijdig), invoer.bevinding.ongeboekt
        if not any(g.cbs_code in lost for g in gemeenten):  # they are recorded again one by one
            faults += lost.values()
        for g in gemeenten:
            dossier, gewijzigd = invoer.dossiers[g.cbs_code], invoer.is_changed(g)
            if _was_kept(invoer, g):
                dossier, gewijzigd = Dossier(documenten=ENDINGS), False
            faults += refuse_signature(zaak_of(invoer, g), dossier, papier.op, gewijzigd=gewijzigd)
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
        return leg_vast(invoer, werkplaats, meldingen)


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
    with at_work(werkmap) as (invoer, werkplaats):
        gemeente = None if naam is None else invoer.choose((naam,))[0]
        zaak, asked = zaak_of(invoer, gemeente), correctie.ondertekenaar
        signer = signer_of(gemeente, asked, bevestigd) if gemeente and asked is not None else ""
        former = zaak.stand.of(correctie.van)
        same_day = former.datum if former else None
        day = None if correctie.vervalt else correctie.op or same_day
        refuse(refuse_correction(zaak, correctie.van, day))
        if former is None:
            raise ValueError("refuse_correction lets nothing through that was not recorded")
        filed, filed_on = (former.bestand, former.sha256), day or same_day
        if correctie.bestand and filed_on and gemeente:
            stem = invoer.periode.overeenkomst.file_stem(gemeente.naam)
            filed = file_signed(werkmap, correctie.bestand, stem, filed_on)
        who = signer or former.ondertekenaar
        melding = replace(
            melding_of(Gebeurtenis.GECORRIGEERD, day, correctie.reden, gemeente),
            ondertekenaar=who,
            bestand=filed[0],
            sha256=filed[1],
            betreft=former.nummer,
            aan=former.aan,
            door=former.door,
        )
        return record_once((invoer, werkplaats), zaak, melding, correctie.van)


def _was_kept(invoer: Invoer, gemeente: Gemeente) -> bool:
    """Return whether the agreement was kept whole for a signature that the register lacks."""
    code = gemeente.cbs_code
    kept = {file.suffix for file in invoer.papieren.getekend.find(code)}
    of_former = code in invoer.bevinding.opnieuw and invoer.dossiers[code].complete
    return code in invoer.bevinding.ongeboekt and kept >= {*ENDINGS, BESIDE} and not of_former
