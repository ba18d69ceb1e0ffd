"""The population figures of CBS (Statistics Netherlands), over the internet.

It reads the table *Regionale kerncijfers Nederland* (70072ned), of which the topic
*Bevolkingssamenstelling op 1 januari, Totale bevolking* has the inhabitants of each
municipality on 1 January of each year. CBS has two services: one that speaks OData version 4,
and the older one, version 3, that is to go.

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

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn
from urllib.parse import quote, urlencode, urljoin

from overeenkomstgen.errors import RefusalError, ToolError
from overeenkomstgen.inwoners.afwijkingen import Bevolking, period_key
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.tabel import tidy
from overeenkomstgen.kern.waarden import show
from overeenkomstgen.progress import Progress, silent
from overeenkomstgen.schijf.ophalen import OphaalError, Ophaler, host_of, is_safe

CBS_TABEL = "70072ned"
"""The table with the population of each municipality on 1 January."""
_MAX_PAGES = 100  # the whole table, of all regions and years, is about 40 pages of 10.000 rows
_MAX_SIGNS = 200_000  # that begin a value; a page of 10.000 rows of some columns has 100.000
_MAX_BITS = 64
_V4 = {
    "Perioden": "PeriodenCodes",
    "RegioS": "RegioSCodes",
    "TypedDataSet": "Observations",
    "Key": "Identifier",
    "TotaleBevolking_1": "Value",
    "odata.nextLink": "@odata.nextLink",
}
_LATER = "Er is niets gewijzigd. Probeer het later opnieuw."
_BY_HAND = (
    "Er is niets gewijzigd. Vul de inwoners zelf in met de cijfers van CBS StatLine, en laat wie "
    "het programma onderhoudt dit nakijken."
)
_MEASURE, _MEANING = "M000352_3", "Totale bevolking"
_MAX_REMARK = 400
_CODE = re.compile(r"GM[0-9]{4}")


class CbsError(ToolError):
    """CBS does not answer, or gives an answer that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Dienst:
    """A service that may have the figures: an exchange with it, and the version it speaks."""

    cbs: Ophaler
    v4: bool

    def name(self, former: str) -> str:
        """Return what the service calls what version 3 calls so."""
        return _V4.get(former, former) if self.v4 else former


def fetch_bevolking(
    diensten: Iterable[Dienst], peildatum: date, progress: Progress = silent
) -> Bevolking:
    """Return the population of each municipality on a day, a 1 January.

    The services are asked one after the other until one answers; else the first is blamed.

    Raises:
        CbsError: CBS does not answer, or not as it used to.
        RefusalError: CBS has no figures of that day.
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
        periods = {_text(row, code): row for row in rows(dienst, "Perioden", {})}
        step()
        if key not in periods:
            raise _no_figures(peildatum, yet=key > max(periods, default=""))
        names = {_text(row, code): _text(row, "Title") for row in rows(dienst, "RegioS", {})}
        step()
        figures: dict[tuple[str, str], int | None] = {}
        for row in rows(dienst, "TypedDataSet", chosen):
            if dienst.v4 and _text(row, "Measure") != _MEASURE:
                _misshapen("er staan andere cijfers in dan die van de bevolking")
            place, people = (_text(row, "RegioS"), _text(row, "Perioden")), _number(row, figure)
            if figures.setdefault(place, people) != people:
                _misshapen(f"voor {show(place[0])} staan er twee verschillende getallen in")
        step()
    if not any(figures.values()):
        raise _no_figures(peildatum, yet=key == max(periods))
    called = {place: show(name) for place, name in names.items() if _CODE.fullmatch(place)}
    return Bevolking(figures, called, _provisional(periods[key]))


def _check_measure(dienst: Dienst) -> None:
    """Stop when the code of what is counted does not mean the population any more."""
    asked = {"$filter": f"Identifier eq '{_MEASURE}'", "$select": "Identifier,Title"}
    listed = rows(dienst, "MeasureCodes", asked)
    if {_text(row, "Identifier"): _text(row, "Title") for row in listed}.get(_MEASURE) != _MEANING:
        _misshapen(f"{_MEASURE} is niet meer de totale bevolking")


def _no_figures(peildatum: date, *, yet: bool) -> RefusalError:
    day = format_datum(peildatum)
    if yet:
        return RefusalError(
            f"CBS heeft nog geen aantallen inwoners van {day}.",
            "Er is niets gewijzigd. Probeer het later opnieuw; de eerste cijfers van een jaar "
            "verschijnen in de loop van dat jaar.",
        )
    return RefusalError(
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


def rows(dienst: Dienst, name: str, query: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Give the rows of a table, page after page."""
    form = {} if dienst.v4 else {"$format": "json"}
    question = urlencode({**form, **query}, safe="$,()'", quote_via=quote)
    table = f"{dienst.cbs.address}/{CBS_TABEL}/{dienst.name(name)}"
    address: str | None = f"{table}?{question}".rstrip("?")
    seen: set[str] = set()
    while address is not None:
        if address in seen or len(seen) == _MAX_PAGES:
            _misshapen("er komt geen eind aan de bladzijden")
        seen.add(address)
        answer = _object(_get(dienst.cbs, address), "het antwoord")
        rows = answer.get("value")
        if not isinstance(rows, list):
            _misshapen("er staat geen lijst in")
        for row in rows:
            yield _object(row, "een regel")
        address = _next_page(dienst.cbs, answer.get(dienst.name("odata.nextLink")), address)


def _next_page(cbs: Ophaler, link: object, address: str) -> str | None:
    """Return the address of the page after this one; None after the last."""
    if link is None:
        return None
    if not isinstance(link, str):
        _misshapen("het adres van de volgende bladzijde is geen tekst")
    try:
        following = quote(urljoin(address, link), safe="!#$%&'()*+,/:;=?@[]~")
    except ValueError:  # the brackets of an address in figures do not match
        following = ""
    if cbs.encrypted and following.startswith("http://"):  # the service has called itself so
        following = f"https://{following.removeprefix('http://')}"
    if not is_safe(following, encrypted=cbs.encrypted) or host_of(following) != host_of(address):
        _misshapen("de volgende bladzijde staat ergens anders")
    return following


def _get(cbs: Ophaler, address: str) -> object:
    """Return what stands at an address."""
    try:
        data = cbs.fetch(address)
    except OphaalError as error:
        advice = _LATER if error.passing else _BY_HAND
        raise CbsError(f"CBS geeft geen cijfers: {error}.", advice) from error
    if sum(map(data.count, (b",", b"[", b"{"))) > _MAX_SIGNS:  # in memory each takes much more
        _misshapen("er staat veel te veel in")
    try:
        text = data.decode("utf-8-sig")
        return json.loads(text, parse_float=Decimal, parse_constant=int)
    except (ValueError, RecursionError, ArithmeticError) as error:  # as of int("NaN"), 1E9…9
        if data.lstrip().startswith(b"<"):
            raise CbsError(
                "CBS stuurde een webpagina in plaats van cijfers.",
                "Er is niets gewijzigd. Misschien is er een storing bij CBS, of vraagt uw netwerk "
                "om eerst in te loggen. Probeer het later opnieuw.",
            ) from error
        what = "Het antwoord van CBS is niet te lezen: het is geen geldige JSON."
        raise CbsError(what, _LATER) from error


def _object(value: object, noun: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        _misshapen(f"{noun} heeft een andere vorm")
    return value


def _text(row: Mapping[str, object], field: str) -> str:
    """Return a text of a row, without the spaces that fill up a key."""
    value = row.get(field)
    if not isinstance(value, str):
        _misshapen(f"het veld {field} ontbreekt of is geen tekst")
    return tidy(value)


def _number(row: Mapping[str, object], field: str) -> int | None:
    """Return a whole number of a row; None when CBS gives none."""
    if field not in row:
        _misshapen(f"het veld {field} ontbreekt")
    value = row[field]
    if isinstance(value, Decimal) and value.adjusted() < _MAX_BITS:  # 1e999999999 never ends
        value = int(whole) if value == (whole := value.to_integral_value()) else value
    if value is not None and (
        isinstance(value, bool) or not isinstance(value, int) or value.bit_length() > _MAX_BITS
    ):
        _misshapen(f"in het veld {field} staat geen heel getal, maar {show(str(value))}")
    return value


def _misshapen(what: str) -> NoReturn:
    """Stop at an answer that cannot be understood."""
    answer = f"Het antwoord van CBS (tabel {CBS_TABEL}) ziet er anders uit dan verwacht"
    raise CbsError(f"{answer}: {what}.", _BY_HAND)
