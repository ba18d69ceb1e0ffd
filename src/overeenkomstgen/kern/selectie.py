"""Which documents are asked for, and who gets one: what the register says decides."""

from collections.abc import Collection, Sequence

from overeenkomstgen.errors import Fault, InputError
from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Voor
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.status import Status
from overeenkomstgen.kern.statusregel import Statusregel, Toestand
from overeenkomstgen.verwijzing import actie, vak

_NIET = {
    Voor.OPGEZEGD: "zij heeft niet opgezegd",
    Voor.OPGEZEGD_DOOR_STICHTING: "de stichting heeft haar overeenkomst niet opgezegd",
    Voor.BEEINDIGD: "haar overeenkomst is niet in overleg beëindigd",
    Voor.OVERGEDRAGEN: "haar overeenkomst is niet overgegaan op een ander",
    Voor.VERLENGD: "haar overeenkomst is niet verlengd nadat zij tekende",
}


def asked_soort(
    periode: Periode, key: str | None, namen: Collection[str], jaar: int | None
) -> Documentsoort:
    """Return the documentsoort that was asked for; without a key the agreement.

    InputError when there is none, or none that goes with these names and this year.
    """
    soort = periode.choose_soort(key)
    where = vak("soort", key or "")
    if soort.per is Per.CONVENANT and namen:
        what = f"van {soort.naam} is er één voor alle gemeenten samen"
        raise InputError.of(where, what, "laat de namen van gemeenten weg")
    if soort.per is Per.JAAR and jaar is None:
        what = f"van {soort.naam} is er één voor elk jaar"
        example = periode.convenant.ingang.year
        raise InputError.of(where, what, f"zeg voor welk jaar, zoals {vak('jaar', example)}")
    if soort.per is not Per.JAAR and jaar is not None:
        what = f"van {soort.naam} is er niet één voor elk jaar"
        if key is None:
            what = "bij de overeenkomsten hoort geen jaar"
        raise InputError.of(vak("jaar", jaar), what, f"laat {vak('jaar')} weg")
    return soort


def select(
    soort: Documentsoort, gemeenten: Sequence[Gemeente], status: Status, *, by_name: bool
) -> tuple[tuple[Gemeente, ...], tuple[Fault, ...]]:
    """Return who gets a document today, and who was asked for and does not.

    The latter where the user asked for exactly these, by name; else who gets none is left out.
    """
    regels = status.per_code
    chosen = tuple(g for g in gemeenten if regels[g.cbs_code].gets(soort))
    if not by_name:
        return chosen, ()
    what = f"deze gemeente krijgt geen {soort.naam.lower()}"
    advice = f"laat haar weg, of kijk wat er is vastgelegd met: {actie('status')}"
    others = (
        (g.naam, _reason(soort.voor, regels[g.cbs_code])) for g in gemeenten if g not in chosen
    )
    return chosen, tuple(Fault(naam, f"{what}: {why}", advice) for naam, why in others)


def _reason(voor: Voor, regel: Statusregel) -> str:
    if voor in _NIET:
        return _NIET[voor]
    if regel.toestand is Toestand.OPVOLGER:
        return "zij is alleen opvolger, en hoeft zelf niet te tekenen"
    if regel.ondertekend_op is None:
        return "zij heeft nog niet getekend"
    if not regel.telt:
        return f"haar overeenkomst is geëindigd op {format_datum(regel.einde)}"
    if voor is Voor.ALLE:
        return "haar overeenkomst is overgegaan op een ander"
    return f"zij heeft getekend op {format_datum(regel.ondertekend_op)}"
