"""The population figures of CBS (Statistics Netherlands), over the internet.

It reads the table *Regionale kerncijfers Nederland* (70072ned), of which the topic
*Bevolkingssamenstelling op 1 januari, Totale bevolking* has the inhabitants of each
municipality on 1 January of each year.

Where the shapes were learned; the services could not be tried when this was written.

Of version 4:

- ``PeriodenCodes``, ``RegioSCodes``, ``MeasureCodes`` with ``M000352_3`` (*Totale bevolking*,
  "Bevolking op 1 januari"), and ``Observations``, whose ``Value`` is null where CBS has none:
  answers of 28 September 2026, recorded in ``tests/fixtures/cbs/70072ned`` of the public
  repository https://github.com/Stefan7168/checkdecijfers; it filters as this does.
- ``@odata.nextLink``: that repository, and https://github.com/statistiekcbs/cbsodata4.

Of version 3:

- The table, what it counts, and that a remark on a period says whether it is provisional:
  https://www.cbs.nl/nl-nl/cijfers/detail/70072ned. A copy of that page gives 163.888
  inhabitants of Arnhem on 1 January 2022, as ``gemeenten.csv`` has them, and 17.590.672 of
  the country; an older copy, with the provisional figures, 163.964 and 17.591.394.
- The addresses, ``$format=json``, ``value``, ``odata.nextLink``, and the tables
  ``TypedDataSet``, ``Perioden`` and ``RegioS`` with ``Key`` and ``Title``: the Python
  package ``cbsodata`` (https://github.com/J535D165/cbsodata, ``cbsodata3.py``), of which
  pull request 15 shows such a link with ``startswith(RegioS, 'GM')`` in its filter, and
  issue 22 that the service breaks connections off.
- The names ``RegioS``, ``Perioden`` and ``TotaleBevolking_1``, the keys ``2022JJ00`` and
  ``GM0363``, and keys that are filled up with spaces: public programs that read the table,
  and the documentation of ``cbs_get_data`` in the R package ``cbsodataR``.
- A code that is no longer, or not yet, in use has rows without a figure (null): the notes
  of public programs on the sister table 03759ned.
- The *Feed* service is for tables of more than 10.000 rows, the *Api* service for smaller
  ones: the introduction of the Python package ``py2cbs``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from overeenkomstgen.errors import RefusalError
from overeenkomstgen.inwoners.afwijkingen import Bevolking, period_key
from overeenkomstgen.inwoners.cbsdienst import (
    CBS_TABEL,
    CbsError,
    Dienst,
    misshapen,
    number,
    rows,
    text,
)
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.tabel import tidy
from overeenkomstgen.kern.waarden import show
from overeenkomstgen.progress import Progress, silent

_MEASURE, _MEANING = "M000352_3", "Totale bevolking"
_MAX_REMARK = 400
_CODE = re.compile(r"GM[0-9]{4}")


class GeenCijfersError(RefusalError):
    """CBS has no population figures of the day."""


def fetch_bevolking(
    diensten: Iterable[Dienst], peildatum: date, progress: Progress = silent
) -> Bevolking:
    """Return the population of each municipality on a day, a 1 January.

    The services are asked one after the other until one answers; else the first is blamed.

    Raises:
        CbsError: CBS does not answer, or not as it used to.
        GeenCijfersError: CBS has no figures of that day.
    """
    errors = []
    for dienst in diensten:
        try:
            return _ask(dienst, peildatum, progress)
        except CbsError as error:
            errors.append(error)
    raise errors[0]


def _ask(dienst: Dienst, peildatum: date, progress: Progress) -> Bevolking:
    """Return what a service answers."""
    key, code = period_key(peildatum), dienst.name("Key")
    figure = dienst.name("TotaleBevolking_1")
    also, which = (",Measure", f"Measure eq '{_MEASURE}' and ") if dienst.v4 else ("", "")
    chosen = {
        "$filter": f"{which}Perioden eq '{key}' and startswith(RegioS,'GM')",
        "$select": f"RegioS,Perioden,{figure}{also}",
    }
    with progress("Cijfers opvragen bij CBS", 3) as step:
        if dienst.v4:
            _check_measure(dienst)
        periods = {text(row, code): row for row in rows(dienst, "Perioden", {})}
        step()
        if key not in periods:
            raise _no_figures(peildatum, yet=key > max(periods, default=""))
        names = {text(row, code): text(row, "Title") for row in rows(dienst, "RegioS", {})}
        step()
        figures: dict[tuple[str, str], int | None] = {}
        for row in rows(dienst, "TypedDataSet", chosen):
            if dienst.v4 and text(row, "Measure") != _MEASURE:
                misshapen("er staan andere cijfers in dan die van de bevolking")
            place, people = (text(row, "RegioS"), text(row, "Perioden")), number(row, figure)
            if figures.setdefault(place, people) != people:
                misshapen(f"voor {show(place[0])} staan er twee verschillende getallen in")
        step()
    if not any(figures.values()):
        raise _no_figures(peildatum, yet=key == max(periods))
    return Bevolking(
        figures,
        {place: show(name) for place, name in names.items() if _CODE.fullmatch(place)},
        _provisional(periods[key]),
    )


def _check_measure(dienst: Dienst) -> None:
    """Stop when the code of what is counted does not mean the population any more."""
    asked = {"$filter": f"Identifier eq '{_MEASURE}'", "$select": "Identifier,Title"}
    listed = rows(dienst, "MeasureCodes", asked)
    if {text(row, "Identifier"): text(row, "Title") for row in listed}.get(_MEASURE) != _MEANING:
        misshapen(f"{_MEASURE} is niet meer de totale bevolking")


def _no_figures(peildatum: date, *, yet: bool) -> GeenCijfersError:
    day = format_datum(peildatum)
    if yet:
        return GeenCijfersError(
            f"CBS heeft nog geen aantallen inwoners van {day}.",
            "Er is niets gewijzigd. Probeer het later opnieuw; de eerste cijfers van een jaar "
            "verschijnen in de loop van dat jaar.",
        )
    return GeenCijfersError(
        f"CBS heeft in tabel {CBS_TABEL} geen aantallen inwoners van {day}.",
        "Er is niets gewijzigd. Kies een andere peildatum, of zoek de aantallen op bij CBS "
        "StatLine.",
    )


def _provisional(period: Mapping[str, object]) -> str:
    """Return what CBS remarks on a period that is not final in all respects."""
    texts = [tidy(str(period.get(field) or "")) for field in ("Status", "Description")]
    remark = "; ".join(filter(None, texts))
    if "voorlopig" not in remark.casefold():
        return ""
    return remark if len(remark) <= _MAX_REMARK else f"{remark[: _MAX_REMARK - 1]}…"
