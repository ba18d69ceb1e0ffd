"""What the papers say of what was recorded, and what to do about it.

A paper that nothing was recorded of means that rows have gone; what was recorded otherwise than
a paper says, that one of both was changed. Then nothing is made until someone looks.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.euro import format_kaal
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.register import Gebeurtenis, Inschrijving
from overeenkomstgen.kern.zending import Zending
from overeenkomstgen.verwijzing import ZELF, actie
from overeenkomstgen.werkmap.verantwoording import Regel

HERSTEL = f"kijk wat er terug te zetten is met: {actie('herstel')}"  # where rows may have gone
ANDERS = f"{HERSTEL}; is dat er niet bij, "  # before what to do where nothing can be put back
WIJZIG = "zet allebei terug uit een reservekopie van voor de wijziging"
ELDERS = "hoort dit bestand hier niet, zet het dan ergens anders"  # of a file nothing tells of
SCAN_ADVICE = f"{ANDERS}geef het dan met: {actie('corrigeer')}; {ELDERS}"
GEGEVEN = (
    f"{ANDERS}zet facturen.csv terug uit een reservekopie van na deze factuur; is zij nooit "
    "gegeven, zet dan alle bestanden die zo heten ergens anders: haar nummer is dan weer vrij"
)
_TERUG = (
    f"{ANDERS}zet register.csv terug uit een reservekopie van na haar ondertekening, of leg haar"
)
SCAN = re.compile(r"(?P<stem>.+)-(?P<datum>\d{4}-\d\d-\d\d)(?:-\d+)?\.pdf")


@dataclass(frozen=True, slots=True)
class Bevinding:
    """What the papers say of what was recorded.

    Attributes:
        ongeboekt: Of whom papers are kept while no signature was recorded, by CBS code, and what
            is kept as sent and was not recorded, by path. A run that was killed before recording
            leaves them so, until the same command is given again.
        opnieuw: Of those, whose former signature was taken back: what is kept may be of then.
        strijdig: What was recorded otherwise than the papers say.
        opmerkingen: What is no longer as it was kept, in Dutch.
        onvoltooid: What a run that was broken off did not keep yet, or what has gone since.
    """

    ongeboekt: Mapping[str, Fault]
    strijdig: tuple[Fault, ...]
    opmerkingen: tuple[str, ...]
    onvoltooid: tuple[str, ...]
    opnieuw: Collection[str]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All for which nothing can be made."""
        return *self.ongeboekt.values(), *self.strijdig


def signed(entries: Iterable[Inschrijving]) -> set[str]:
    """Return the CBS codes of whom a signature was ever recorded, taken back or not."""
    return {each.cbs_code for each in entries if each.gebeurtenis is Gebeurtenis.ONDERTEKEND}


def unrecorded(naam: str) -> Fault:
    """Tell of papers or invoices of who has no signature."""
    what = "van haar zijn er papieren of facturen, en in register.csv staat geen ondertekening"
    return Fault(naam, what, f"{_TERUG} vast met: {actie('onderteken', naam)}")


def signed_again(naam: str, scan: str) -> Fault:
    """Tell of the paper of a signature that was taken back, which is of no entry."""
    what = f"volgens register.csv is haar ondertekening vervallen, en {scan} hoort daar niet bij"
    return Fault(naam, what, f"{_TERUG} opnieuw vast met: {actie('onderteken', naam)}; {ELDERS}")


def contradicted(entries: Sequence[Inschrijving]) -> Iterator[Fault]:
    """Find corrections of what another signed, and days other than papers were filed under."""
    whose = {entry.nummer: entry.cbs_code for entry in entries}
    filed: set[str] = set()
    for entry in entries:
        if entry.betreft is not None and whose.get(entry.betreft) != entry.cbs_code:
            what = f"nummer {entry.nummer} in register.csv verbetert wat van een ander is"
            yield Fault(entry.gemeente, what, WIJZIG)
        found = SCAN.fullmatch(entry.bestand.rpartition("/")[2])
        if found and entry.datum and entry.bestand not in filed:
            filed.add(entry.bestand)  # a day that is corrected gives no other name
            if found["datum"] != entry.datum.isoformat():
                what = f"volgens register.csv is er getekend op {format_datum(entry.datum)}"
                yield Fault(entry.gemeente, f"{what}; het papier is {entry.bestand}", WIJZIG)


def is_said(factuur: Factuur, regel: Regel) -> bool:
    """Return whether an invoice is as the account said when it was kept, and so is its row."""
    who = factuur.cbs_code, factuur.gemeente, str(factuur.jaar), str(factuur.inwoners)
    said = *who, format_kaal(factuur.tarief), format_kaal(factuur.bedrag)
    kept = regel.cbs_code, regel.gemeente, regel.jaar, regel.inwoners, regel.tarief, regel.bedrag
    return said == kept and regel.getuige in {"", factuur.getuige}


def unsent(place: str) -> Fault:
    """Tell of a document that is kept as sent, and stands in no row."""
    advice = f"{ANDERS}leg dan opnieuw vast dat het is verzonden met: {actie('verzonden', ZELF)}"
    return Fault(
        place, "dit is als verzonden bewaard en staat niet in verzonden.csv", f"{advice}; {ELDERS}"
    )


def is_sent(zending: Zending, regel: Regel) -> bool:
    """Return whether what was sent is as the account said when it was kept."""
    which = zending.sha256, str(zending.jaar or ""), str(zending.exemplaar)
    kept = regel.sha256_pdf, regel.jaar, regel.exemplaar or "1"
    return which == kept and regel.cbs_code in {"", zending.cbs_code}
