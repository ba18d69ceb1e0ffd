"""Signing: by a municipality, and by the foundation.

Each command checks everything first, then files the papers, then writes the register, and makes
the list of who has signed anew from it. Each raises a RegisterError when the register is damaged,
and an OvereenkomstgenError when the list could not be made; what it records is recorded then.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from overeenkomstgen.errors import Fault, Vraag, refuse
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.register import NIETS, Gebeurtenis, Melding
from overeenkomstgen.kern.statusregel import ENDINGS, Dossier
from overeenkomstgen.register.regels import refuse_event, refuse_signature
from overeenkomstgen.register.scans import Papier, file_signed, not_signed_paper, signer_of
from overeenkomstgen.register.vastlegging import Bijgewerkt, Werk, at_work, leg_vast, zaak_of
from overeenkomstgen.schijf.kluis import BESIDE
from overeenkomstgen.uitgifte.bevroren import freeze_issued
from overeenkomstgen.werkmap.invoer import Invoer
from overeenkomstgen.werkmap.werkmap import Werkmap

Getekend = tuple[Gemeente, Papier]
"""Who signed, and what stands on her paper."""
Nazien = Callable[[Invoer, Gemeente, Papier, Collection[Vraag]], object]
"""Looks inside a file: InputError if it is another paper, VraagError for what is not certain."""


def onderteken(
    werkmap: Werkmap,
    namen: Sequence[str],
    papier: Papier,
    bevestigd: Collection[Vraag] = (),
    nazien: Nazien | None = None,
) -> Bijgewerkt:
    """Record that agreements were signed by a party, file the papers, and freeze the agreements.

    The papers are filed first: a run that dies in between leaves copies that the next
    one uses or sets aside, never an event without its papers.

    Raises:
        InputError: A municipality is unknown, or its signature is refused; nothing changed.
        VraagError: The signatory is another than is known, and nobody confirmed that.
    """
    with at_work(werkmap, finish=not papier.namens) as work:
        gemeenten = work[0].choose(namen)
        own = {work[0].choose((naam,))[0]: file for naam, file in papier.bestanden.items()}
        what, advice = "van haar is er een bestand", "noem ook haar, of laat dit bestand weg"
        refuse(Fault(each.naam, what, advice) for each in own if each not in gemeenten)
        of_each = [(g, replace(papier, bestand=own.get(g, papier.bestand))) for g in gemeenten]
        return (_medeonderteken if papier.namens else teken)(work, of_each, bevestigd, nazien)


def teken(
    work: Werk,
    getekend: Sequence[Getekend],
    bevestigd: Collection[Vraag] = (),
    nazien: Nazien | None = None,
) -> Bijgewerkt:
    """Record what municipalities signed, all of it or nothing; raises as :func:`onderteken`."""
    invoer = work[0]
    signers = [signer_of(g, papier.ondertekenaar, bevestigd, papier.op) for g, papier in getekend]
    faults, lost = list(invoer.bevinding.strijdig), invoer.bevinding.ongeboekt
    if not any(g.cbs_code in lost for g, _ in getekend):  # they are recorded again one by one
        faults += lost.values()
    for g, papier in getekend:
        dossier, gewijzigd = invoer.dossiers[g.cbs_code], invoer.is_changed(g)
        if _was_kept(invoer, g):
            dossier, gewijzigd = Dossier(documenten=ENDINGS), False
        faults += refuse_signature(zaak_of(invoer, g), dossier, papier.op, gewijzigd=gewijzigd)
    refuse(faults)
    _look(invoer, getekend, bevestigd, nazien)
    return _record(work, getekend, signers, Gebeurtenis.ONDERTEKEND)


def _medeonderteken(
    work: Werk, getekend: Sequence[Getekend], bevestigd: Collection[Vraag], nazien: Nazien | None
) -> Bijgewerkt:
    """Record that the foundation signed; the scan has a name of its own beside the first one."""
    invoer, wat = work[0], Gebeurtenis.MEDEONDERTEKEND
    party = invoer.periode.stichting
    signers = [
        signer_of(party, papier.ondertekenaar, bevestigd, papier.op) for _, papier in getekend
    ]
    refuse(f for g, papier in getekend for f in refuse_event(zaak_of(invoer, g), wat, papier.op))
    _look(invoer, getekend, bevestigd, nazien)
    return _record(work, getekend, signers, wat)


def _look(
    invoer: Invoer,
    getekend: Sequence[Getekend],
    bevestigd: Collection[Vraag],
    nazien: Nazien | None,
) -> None:
    """Refuse files that are not the papers that were signed."""
    for gemeente, papier in getekend:
        if papier.bestand:
            mede = invoer.stand(gemeente) if papier.namens else NIETS
            refuse(not_signed_paper(invoer, papier.bestand, mede))
            if nazien:
                nazien(invoer, gemeente, papier, bevestigd)


def _record(
    work: Werk, getekend: Sequence[Getekend], signers: Sequence[str], wat: Gebeurtenis
) -> Bijgewerkt:
    """File the papers, freeze what is signed for the first time, and record it."""
    invoer, meldingen, mede = work[0], list[Melding](), wat is Gebeurtenis.MEDEONDERTEKEND
    for (g, papier), signer in zip(getekend, signers, strict=True):
        stem = invoer.periode.overeenkomst.file_stem(g.naam) + f"-{wat}" * mede
        filed = file_signed(invoer.werkmap, papier.bestand, stem, papier.op)
        if not mede and not _was_kept(invoer, g):
            freeze_issued(invoer, g)
        event = (g.cbs_code, g.naam, wat, papier.op, signer, *filed)
        meldingen.append(Melding(*event, opmerking=papier.opmerking))
    return leg_vast(work, meldingen, wat if mede else None)


def _was_kept(invoer: Invoer, gemeente: Gemeente) -> bool:
    """Return whether the agreement was kept whole for a signature that the register lacks."""
    code = gemeente.cbs_code
    kept = {file.suffix for file in invoer.papieren.getekend.find(code)}
    of_former = code in invoer.bevinding.opnieuw and invoer.dossiers[code].complete
    return code in invoer.bevinding.ongeboekt and kept >= {*ENDINGS, BESIDE} and not of_former
