"""What can happen to an agreement that was signed: it ends, passes to another, is extended."""

from dataclasses import replace
from datetime import date

from overeenkomstgen.errors import refuse
from overeenkomstgen.kern.register import Gebeurtenis, Melding
from overeenkomstgen.register.regels import refuse_event, refuse_extension, refuse_successor
from overeenkomstgen.register.vastlegging import Bijgewerkt, at_work, leg_vast, melding_of, zaak_of
from overeenkomstgen.verwijzing import vak
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
    with at_work(werkmap) as (invoer, werkplaats):
        refuse(refuse_extension(zaak_of(invoer, None, vak("tot")), tot))
        return leg_vast(
            invoer,
            werkplaats,
            [melding_of(Gebeurtenis.VERLENGD, tot, opmerking)],
            Gebeurtenis.VERLENGD,
        )


def _happened(werkmap: Werkmap, naam: str, melding: Melding, aan: str | None = None) -> Bijgewerkt:
    """Record what happened to an agreement that was signed, where nothing is against it."""
    with at_work(werkmap) as (invoer, werkplaats):
        (gemeente,), wat = invoer.choose((naam,)), melding.gebeurtenis
        zaak = zaak_of(invoer, gemeente, vak("op") if wat is Gebeurtenis.OPGEZEGD else vak("per"))
        melding = replace(melding, cbs_code=gemeente.cbs_code, gemeente=gemeente.naam)
        if melding.datum:
            refuse(refuse_event(zaak, wat, melding.datum))
            if aan:
                (opvolger,) = invoer.choose((aan,))
                refuse(refuse_successor(zaak, opvolger, invoer.stand(opvolger), melding.datum))
                melding = replace(melding, aan=opvolger.cbs_code)
        return leg_vast(invoer, werkplaats, [melding], wat)
