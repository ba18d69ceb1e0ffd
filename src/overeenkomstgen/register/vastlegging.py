"""Recording what happened to the agreements, and making what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date

from overeenkomstgen.errors import AfgebrokenError, OvereenkomstgenError, os_reason
from overeenkomstgen.kern.documentsoort import Rol
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.register import NIETS, PERIODE, Gebeurtenis, Inschrijving, Melding
from overeenkomstgen.kern.status import Status
from overeenkomstgen.office.werkplaats import Werkplaats, open_werkplaats
from overeenkomstgen.progress import interruption
from overeenkomstgen.register.regels import Zaak
from overeenkomstgen.schijf.slot import LONG_WAIT, locked
from overeenkomstgen.schijf.uitvoer import open_uitvoer
from overeenkomstgen.uitgifte.genereer import werk_bij
from overeenkomstgen.uitgifte.uitgifte import Uitgegeven
from overeenkomstgen.verwijzing import actie, vak
from overeenkomstgen.werkmap.invoer import ALLE, Invoer, read
from overeenkomstgen.werkmap.registers import record
from overeenkomstgen.werkmap.werkmap import Werkmap

_NOT_MADE = "Het staat in het register, maar de lijst van wie heeft getekend is niet bijgewerkt."


@dataclass(frozen=True, slots=True)
class Bijgewerkt:
    """What the register says now, and what was made from it.

    Attributes:
        lijst: The list of who has signed; None in a period that has none.
        brieven: The letters about what was recorded.
        codes: The CBS codes of the municipalities of which something was recorded.
    """

    status: Status
    lijst: Uitgegeven | None
    brieven: tuple[Uitgegeven, ...] = ()
    codes: tuple[str, ...] = ()
    opmerkingen: tuple[str, ...] = ()


def bijlage3(werkmap: Werkmap) -> Bijgewerkt:
    """Make the list of who has signed anew, from the register.

    Raises:
        InputError: Something in the input is wrong; nothing was made.
        ToolError: LibreOffice is missing or does not work; the former list is still there.
    """
    with at_work(werkmap) as (invoer, werkplaats):
        advice = "in deze periode is er geen lijst van ondertekenaars om te maken"
        invoer.require(Rol.DEELNEMERSLIJST, advice)
        return update(invoer, werkplaats)


@contextmanager
def at_work(werkmap: Werkmap, *, finish: bool = False) -> Iterator[tuple[Invoer, Werkplaats]]:
    """Give the sole use of the werkmap: what it says, and what the list is made with.

    ``finish`` what a killed run had begun to publish first, so that Word and PDF belong together.
    """
    with locked(werkmap.slot, wait=LONG_WAIT), open_werkplaats() as werkplaats:
        werkplaats.warm_up(1)
        if finish and werkmap.uitvoer.is_dir():
            with open_uitvoer(werkmap.uitvoer):
                pass
        yield read(werkmap, ALLE, tonen=finish), werkplaats


def leg_vast(
    invoer: Invoer,
    werkplaats: Werkplaats,
    meldingen: Sequence[Melding],
    wat: Gebeurtenis | None = None,
) -> Bijgewerkt:
    """Write the register, then make what follows; from the first on, the event counts.

    ``wat`` is what kind of event it is about.
    """
    entries = record(invoer.werkmap.register, meldingen)
    codes = tuple(melding.cbs_code for melding in meldingen)
    try:
        with interruption():
            return update(invoer.recorded(entries), werkplaats, wat, codes)
    except (KeyboardInterrupt, AfgebrokenError) as error:
        advice = f"Maak de lijst opnieuw met: {actie('bijlage3')}"
        raise AfgebrokenError(_NOT_MADE, advice) from error
    except (OvereenkomstgenError, OSError) as error:
        reason = str(error) if isinstance(error, OvereenkomstgenError) else os_reason(error)
        advice = f"Verhelp dit, en maak de lijst daarna opnieuw met: {actie('bijlage3')}"
        raise OvereenkomstgenError(f"{_NOT_MADE}\n{reason}", advice) from error


def update(
    invoer: Invoer,
    werkplaats: Werkplaats,
    wat: Gebeurtenis | None = None,
    codes: tuple[str, ...] = (),
) -> Bijgewerkt:
    """Make the list anew, and the letters, and return what the register says now."""
    lost = invoer.bevinding.ongeboekt.items()
    remarks = tuple(f"{fault}." for code, fault in lost if code not in codes)
    vervallen = (f for f in invoer.status.vervallen if f.cbs_code in codes)
    remarks += tuple(f"{invoer.vervallen[factuur.nummer]}." for factuur in vervallen)
    verslag = werk_bij(invoer, werkplaats, wat, codes)
    made = {each.concept.soort.rol: each for each in verslag.gemaakt}
    lijst = made.get(Rol.DEELNEMERSLIJST)
    brieven = tuple(each for each in verslag.gemaakt if each is not lijst)
    return Bijgewerkt(invoer.status, lijst, brieven, codes, (*remarks, *verslag.opmerkingen))


def zaak_of(invoer: Invoer, gemeente: Gemeente | None, dagvak: str = vak("op")) -> Zaak:
    """Return what a decision about a municipality, or about the period, rests on."""
    stand = invoer.stand(gemeente) if gemeente else invoer.standen.get(PERIODE, NIETS)
    return Zaak(invoer.periode.convenant, gemeente, stand, invoer.vandaag, dagvak)


def is_recorded(former: Inschrijving | None, melding: Melding) -> bool:
    """Tell whether what is to be recorded stands there already: a run that was killed did that."""
    if former is None:
        return False
    return replace(former, **asdict(melding)) == replace(former, gebeurtenis=melding.gebeurtenis)


def melding_of(
    wat: Gebeurtenis, datum: date | None, opmerking: str, gemeente: Gemeente | None = None
) -> Melding:
    """Return what is to be recorded of a municipality, or of the period."""
    who = (gemeente.cbs_code, gemeente.naam) if gemeente else (PERIODE, "")
    text = " ".join(opmerking.split())  # a row of the register has no line breaks
    return Melding(*who, wat, datum, opmerking=text)
