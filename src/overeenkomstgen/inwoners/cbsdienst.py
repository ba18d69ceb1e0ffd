"""The open data services of CBS: their tables, row by row, and what can be wrong with an answer.

CBS has two: one that speaks OData version 4, and the older one, version 3, that is to go.
Where their shapes were learned stands in :mod:`overeenkomstgen.inwoners.cbs`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NoReturn
from urllib.parse import quote, urlencode, urljoin

from overeenkomstgen.errors import ToolError
from overeenkomstgen.kern.tabel import tidy
from overeenkomstgen.kern.waarden import show
from overeenkomstgen.schijf.ophalen import OphaalError, Ophaler, host_of, is_safe

SETTING = "OVEREENKOMSTGEN_CBS"
"""The environment variable with another address of the service than the usual one."""
ADDRESS = "https://datasets.cbs.nl/odata/v1/CBS"
"""Where CBS gives its tables in version 4."""
FORMER = "https://opendata.cbs.nl/ODataFeed/odata"
"""Where CBS gives its tables in version 3, until that ends."""
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


def find_cbs() -> tuple[Dienst, Dienst]:
    """Return the services to ask, until one answers: the newest version comes first.

    They are at their usual addresses, or both at the one in OVEREENKOMSTGEN_CBS.

    Raises:
        CbsError: The setting holds no address that is safe to use.
    """
    address = os.environ.get(SETTING, "").rstrip("/")
    if address and not is_safe(address, encrypted=False):
        raise CbsError(
            f"De instelling {SETTING} is {show(address)}, maar dat is geen adres dat met https:// "
            "begint.",
            "Verbeter die instelling, of haal haar weg om het gewone adres van CBS te gebruiken.",
        )
    newest, former = (Ophaler(address or usual) for usual in (ADDRESS, FORMER))
    return Dienst(newest, v4=True), Dienst(former, v4=False)


def rows(dienst: Dienst, name: str, query: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Give the rows of a table, page after page."""
    form = {} if dienst.v4 else {"$format": "json"}
    question = urlencode({**form, **query}, safe="$,()'", quote_via=quote)
    address: str | None = f"{dienst.cbs.address}/{CBS_TABEL}/{dienst.name(name)}?{question}".rstrip(
        "?"
    )
    seen: set[str] = set()
    while address is not None:
        if address in seen or len(seen) == _MAX_PAGES:
            misshapen("er komt geen eind aan de bladzijden")
        seen.add(address)
        answer = _object(_get(dienst.cbs, address), "het antwoord")
        rows = answer.get("value")
        if not isinstance(rows, list):
            misshapen("er staat geen lijst in")
        for row in rows:
            yield _object(row, "een regel")
        address = _next_page(dienst.cbs, answer.get(dienst.name("odata.nextLink")), address)


def _next_page(cbs: Ophaler, link: object, address: str) -> str | None:
    """Return the address of the page after this one; None after the last."""
    if link is None:
        return None
    if not isinstance(link, str):
        misshapen("het adres van de volgende bladzijde is geen tekst")
    try:
        following = quote(urljoin(address, link), safe="!#$%&'()*+,/:;=?@[]~")
    except ValueError:  # the brackets of an address in figures do not match
        following = ""
    if cbs.encrypted and following.startswith("http://"):  # the service has called itself so
        following = f"https://{following.removeprefix('http://')}"
    if not is_safe(following, encrypted=cbs.encrypted) or host_of(following) != host_of(address):
        misshapen("de volgende bladzijde staat ergens anders")
    return following


def _get(cbs: Ophaler, address: str) -> object:
    """Return what stands at an address."""
    try:
        data = cbs.fetch(address)
    except OphaalError as error:
        advice = _LATER if error.passing else _BY_HAND
        raise CbsError(f"CBS geeft geen cijfers: {error}.", advice) from error
    if sum(map(data.count, (b",", b"[", b"{"))) > _MAX_SIGNS:  # in memory each takes much more
        misshapen("er staat veel te veel in")
    try:
        found: object = json.loads(
            data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=int
        )
    except (ValueError, RecursionError, ArithmeticError) as error:  # as of int("NaN"), 1E9…9
        if data.lstrip().startswith(b"<"):
            raise CbsError(
                "CBS stuurde een webpagina in plaats van cijfers.",
                "Er is niets gewijzigd. Misschien is er een storing bij CBS, of vraagt uw netwerk "
                "om eerst in te loggen. Probeer het later opnieuw.",
            ) from error
        raise CbsError(
            "Het antwoord van CBS is niet te lezen: het is geen geldige JSON.", _LATER
        ) from error
    return found


def _object(value: object, noun: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        misshapen(f"{noun} heeft een andere vorm")
    return value


def text(row: Mapping[str, object], field: str) -> str:
    """Return a text of a row, without the spaces that fill up a key."""
    value = row.get(field)
    if not isinstance(value, str):
        misshapen(f"het veld {field} ontbreekt of is geen tekst")
    return tidy(value)


def number(row: Mapping[str, object], field: str) -> int | None:
    """Return a whole number of a row; None when CBS gives none."""
    if field not in row:
        misshapen(f"het veld {field} ontbreekt")
    value = row[field]
    if isinstance(value, Decimal) and value.adjusted() < _MAX_BITS:  # 1e999999999 never ends
        value = int(whole) if value == (whole := value.to_integral_value()) else value
    if value is not None and (
        isinstance(value, bool) or not isinstance(value, int) or value.bit_length() > _MAX_BITS
    ):
        misshapen(f"in het veld {field} staat geen heel getal, maar {show(str(value))}")
    return value


def misshapen(what: str) -> NoReturn:
    """Stop at an answer that cannot be understood.

    Raises:
        CbsError: Always.
    """
    raise CbsError(
        f"Het antwoord van CBS (tabel {CBS_TABEL}) ziet er anders uit dan verwacht: {what}.",
        _BY_HAND,
    )
