"""The evidence: what was recorded, held against the papers that are kept, both ways.

A paper that nothing was recorded of means that rows have gone; what was recorded otherwise than
a paper says, that one of both was changed. Then nothing is made until someone looks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.euro import format_kaal
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.register import Gebeurtenis, Inschrijving
from overeenkomstgen.verwijzing import actie

HERSTEL = f"kijk wat er terug te zetten is met: {actie('herstel')}"
_WIJZIG = "zet allebei terug uit een reservekopie van voor de wijziging"
_ELDERS = "hoort dit bestand hier niet, zet het dan ergens anders"
_CODE = re.compile(r"GM\d{4}")
_SCAN = re.compile(r"(?P<stem>.+)-(?P<datum>\d{4}-\d\d-\d\d)(?:-\d+)?\.pdf")

Gezegd = tuple[str, ...]
"""What is kept of an invoice: what the account says of it, as it is written there, and what tells
of its row, if that is known; see :func:`said`."""


def signed(entries: Iterable[Inschrijving]) -> set[str]:
    """Return the CBS codes of whom a signature was ever recorded, taken back or not."""
    return {each.cbs_code for each in entries if each.gebeurtenis is Gebeurtenis.ONDERTEKEND}


def find_unrecorded(
    kept: Collection[str],
    scans: Iterable[str],
    namen: Mapping[str, str],
    stammen: Mapping[str, str],
) -> dict[str, Fault]:
    """Return, of whom there are papers and no signature was recorded, by CBS code, what to say.

    A run that was killed before recording leaves them so, until the same command is given again.

    Args:
        kept: The CBS codes of the agreements that are kept and of invoices, without a signature.
        scans: The names of the signed papers.
        namen: The municipalities without a signature, by CBS code.
        stammen: Their CBS codes, by what their papers are called.
    """
    filed = (stammen.get(found["stem"]) for found in map(_SCAN.fullmatch, scans) if found)
    what = "van haar zijn er papieren of facturen, en in register.csv staat geen ondertekening"
    return {
        code: Fault(
            (naam := namen.get(code, code)),
            what,
            f"{HERSTEL}; is dat er niet bij, leg haar dan vast met: {actie('onderteken', naam)}",
        )
        for code in sorted({*filter(_CODE.fullmatch, kept), *filter(None, filed)})
    }


def find_contradicted(entries: Sequence[Inschrijving]) -> Iterator[Fault]:
    """Find corrections of what another signed, and days other than papers were filed under."""
    whose = {entry.nummer: entry.cbs_code for entry in entries}
    filed: set[str] = set()
    for entry in entries:
        if entry.betreft is not None and whose.get(entry.betreft) != entry.cbs_code:
            what = f"nummer {entry.nummer} in register.csv verbetert wat van een ander is"
            yield Fault(entry.gemeente, what, _WIJZIG)
        found = _SCAN.fullmatch(entry.bestand.rpartition("/")[2])
        if found and entry.datum and entry.bestand not in filed:
            filed.add(entry.bestand)  # a day that is corrected gives no other name
            if found["datum"] != entry.datum.isoformat():
                day = format_datum(entry.datum)
                what = (
                    f"volgens register.csv is er getekend op {day}; het papier is {entry.bestand}"
                )
                yield Fault(entry.gemeente, what, _WIJZIG)


def find_wrong_invoices(
    facturen: Sequence[Factuur],
    stems: Iterable[str],
    kept: Mapping[str, Gezegd],
    made: Iterable[tuple[str, str, str]],
) -> Iterator[Fault]:
    """Find invoices that are kept and not recorded, or recorded otherwise than they are kept.

    Args:
        facturen: The invoices that were recorded.
        stems: The names of the documents in the folder of invoices, without their endings.
        kept: What the account said of them when they were kept, by number.
        made: The invoices in the account of the output folder: file, CBS code, year.
    """
    numbers = {factuur.nummer for factuur in facturen}
    given = {(factuur.cbs_code, str(factuur.jaar)) for factuur in facturen}
    unknown = [f"facturen/{stem}" for stem in sorted(stems) if number_in(stem, numbers) is None]
    unknown += [f"uitvoer/{word}" for word, *whose in made if tuple(whose) not in given]
    for place in unknown:
        yield Fault(place, "deze factuur staat niet in facturen.csv", f"{HERSTEL}; {_ELDERS}")
    for factuur in facturen:
        own = said(factuur)
        if kept.get(factuur.nummer, own) not in {own, (*own[:-1], "")}:
            what = (
                f"factuur {factuur.nummer} is in de map facturen anders bewaard dan zij hier staat"
            )
            yield Fault("facturen.csv", what, _WIJZIG)


def number_in(stem: str, numbers: Collection[str]) -> str | None:
    """Return with which of these numbers the name of a document begins."""
    begins = (stem[: mark.start()] for mark in re.finditer("-", stem))
    return next((begin for begin in begins if begin in numbers), None)


def said(factuur: Factuur) -> Gezegd:
    """Return what the account says of an invoice."""
    who = factuur.cbs_code, factuur.gemeente, str(factuur.jaar), str(factuur.inwoners)
    return *who, format_kaal(factuur.tarief), format_kaal(factuur.bedrag), factuur.getuige
