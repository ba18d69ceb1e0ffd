"""What can happen to an agreement that was signed: it ends, passes to another, is extended."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from overeenkomstgen.errors import Fault, refuse
from overeenkomstgen.kern.register import Gebeurtenis, Melding
from overeenkomstgen.office.werkplaats import Werkplaats
from overeenkomstgen.register.regels import (
    Zaak,
    refuse_event,
    refuse_extension,
    refuse_successor,
)
from overeenkomstgen.register.vastlegging import (
    Bijgewerkt,
    at_work,
    is_recorded,
    leg_vast,
    melding_of,
    update,
    zaak_of,
)
from overeenkomstgen.verwijzing import vak
from overeenkomstgen.werkmap.invoer import Invoer
from overeenkomstgen.werkmap.werkmap import Werkmap


def zeg_op(
    werkmap: Werkmap, naam: str, op: date, opmerking: str = "", *, door: str = ""
) -> Bijgewerkt:
    """Record that notice was given: by the municipality, or by :data:`STICHTING`.

    As each of these it raises what signing does, and an InputError when it is refused.
    """
    melding = replace(melding_of(Gebeurtenis.OPGEZEGD, op, opmerking), door=door)
    return _happened(werkmap, naam, melding)


def beeindig(werkmap: Werkmap, naam: str, per: date, reden: str) -> Bijgewerkt:
    """Record that both parties ended an agreement, with its last day; see :func:`zeg_op`."""
    return _happened(werkmap, naam, melding_of(Gebeurtenis.BEEINDIGD, per, reden))


def draag_over(werkmap: Werkmap, naam: str, aan: str, per: date, opmerking: str = "") -> Bijgewerkt:
    """Record that an agreement passed to who got the territory, from a day on; see there."""
    return _happened(werkmap, naam, melding_of(Gebeurtenis.OVERGEDRAGEN, per, opmerking), aan)


def verleng(werkmap: Werkmap, tot: date, opmerking: str = "") -> Bijgewerkt:
    """Record that the period was extended to a day, for who signed and has no end; see there."""
    with at_work(werkmap) as work:
        zaak = zaak_of(work[0], None, vak("tot"))
        melding = melding_of(Gebeurtenis.VERLENGD, tot, opmerking)
        return _record(work, zaak, melding, refuse_extension(zaak, tot))


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
        return _record(work, zaak, melding, faults)


def _record(
    work: tuple[Invoer, Werkplaats], zaak: Zaak, melding: Melding, faults: Iterator[Fault]
) -> Bijgewerkt:
    """Record an event where nothing is against it, once: what was broken off is finished."""
    if is_recorded(zaak.stand.of(melding.gebeurtenis), melding):
        return update(*work, melding.gebeurtenis, (melding.cbs_code,))
    refuse(faults)
    return leg_vast(*work, [melding], melding.gebeurtenis)
