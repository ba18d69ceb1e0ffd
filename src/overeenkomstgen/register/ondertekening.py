"""Signing: by a municipality, and by the foundation.

Each command checks everything first, then files the papers, then writes the register, and makes
the list of who has signed anew from it. Each raises a RegisterError when the register is damaged,
and an OvereenkomstgenError when the list could not be made; what it records is recorded then.
"""

from collections.abc import Collection, Sequence

from overeenkomstgen.errors import Vraag, refuse
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.register import Gebeurtenis, Melding
from overeenkomstgen.kern.statusregel import ENDINGS, Dossier
from overeenkomstgen.office.werkplaats import Werkplaats
from overeenkomstgen.register.regels import refuse_event, refuse_signature
from overeenkomstgen.register.scans import Papier, file_signed, not_signed_paper, signer_of
from overeenkomstgen.register.vastlegging import Bijgewerkt, at_work, leg_vast, zaak_of
from overeenkomstgen.schijf.kluis import BESIDE
from overeenkomstgen.uitgifte.bevroren import freeze_issued
from overeenkomstgen.werkmap.invoer import Invoer
from overeenkomstgen.werkmap.werkmap import Werkmap


def onderteken(
    werkmap: Werkmap, namen: Sequence[str], papier: Papier, bevestigd: Collection[Vraag] = ()
) -> Bijgewerkt:
    """Record that agreements were signed by a party, file the papers, and freeze the agreements.

    The papers are filed first: a run that dies in between leaves copies that the next
    one uses or sets aside, never an event without its papers.

    Raises:
        InputError: A municipality is unknown, or its signature is refused; nothing changed.
        VraagError: The signatory is another than is known, and nobody confirmed that.
    """
    with at_work(werkmap, finish=not papier.namens) as (invoer, werkplaats):
        gemeenten = invoer.choose(namen)
        if papier.namens:
            return _medeonderteken(invoer, werkplaats, gemeenten, papier, bevestigd)
        signers = [signer_of(g, papier.ondertekenaar, bevestigd, papier.op) for g in gemeenten]
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


def _medeonderteken(
    invoer: Invoer,
    werkplaats: Werkplaats,
    gemeenten: Sequence[Gemeente],
    papier: Papier,
    bevestigd: Collection[Vraag],
) -> Bijgewerkt:
    """Record that the foundation signed; the scan has a name of its own beside the first one."""
    wat, stem = Gebeurtenis.MEDEONDERTEKEND, invoer.periode.overeenkomst.file_stem
    signer = signer_of(invoer.periode.stichting, papier.ondertekenaar, bevestigd, papier.op)
    refuse(fault for g in gemeenten for fault in refuse_event(zaak_of(invoer, g), wat, papier.op))
    meldingen = []
    for g in gemeenten:
        if papier.bestand:
            refuse(not_signed_paper(invoer, papier.bestand, invoer.stand(g)))
        filed = file_signed(invoer.werkmap, papier.bestand, f"{stem(g.naam)}-{wat}", papier.op)
        event = (g.cbs_code, g.naam, wat, papier.op, signer, *filed)
        meldingen.append(Melding(*event, opmerking=papier.opmerking))
    return leg_vast(invoer, werkplaats, meldingen, wat)


def _was_kept(invoer: Invoer, gemeente: Gemeente) -> bool:
    """Return whether the agreement was kept whole for a signature that the register lacks."""
    code = gemeente.cbs_code
    kept = {file.suffix for file in invoer.papieren.getekend.find(code)}
    of_former = code in invoer.bevinding.opnieuw and invoer.dossiers[code].complete
    return code in invoer.bevinding.ongeboekt and kept >= {*ENDINGS, BESIDE} and not of_former
