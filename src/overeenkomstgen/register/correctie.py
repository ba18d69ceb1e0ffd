"""Correcting what was recorded; what it corrects stays. It raises what signing does."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from overeenkomstgen.errors import Vraag, refuse
from overeenkomstgen.kern.register import Gebeurtenis
from overeenkomstgen.register.regels import refuse_correction
from overeenkomstgen.register.scans import file_signed, signer_of
from overeenkomstgen.register.vastlegging import (
    Bijgewerkt,
    at_work,
    melding_of,
    record_once,
    zaak_of,
)
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
            melding_of(Gebeurtenis.GECORRIGEERD, day, correctie.reden, gemeente),
            ondertekenaar=signer or former.ondertekenaar,
            bestand=filed[0],
            sha256=filed[1],
            betreft=former.nummer,
            aan=former.aan,
            door=former.door,
        )
        return record_once((invoer, werkplaats), zaak, melding, correctie.van)
