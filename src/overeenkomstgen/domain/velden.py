"""The merge fields that a template can use, with their meaning and their value.

One table says it all: what a field is called, what it means, where its value
comes from, and how wide the line is when the value is not known.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import reduce
from operator import attrgetter, getitem
from typing import TYPE_CHECKING, Any

from overeenkomstgen.domain.bijdrage import jaarbedrag
from overeenkomstgen.domain.documentsoort import Per
from overeenkomstgen.domain.invulregel import Invulregel

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from decimal import Decimal

    from overeenkomstgen.domain.convenant import Periode
    from overeenkomstgen.domain.gemeente import Gemeente
    from overeenkomstgen.domain.status import Status

NAAM, DATUM, WOORD = 27, 19, 12
"""Widths of a fill-in line, in underscores: about 5, 3½ and 2½ cm in 11-point Calibri."""


@dataclass(frozen=True, slots=True)
class Onderwerp:
    """What a document is about: a period, on a day, and mostly one municipality.

    Attributes:
        status: Where everything stands on the day of the document.
        gemeente: The municipality, where there is one document for each.
    """

    periode: Periode
    status: Status
    gemeente: Gemeente | None = None

    @property
    def jaarbedrag(self) -> Decimal | None:
        """What the municipality pays for one year, in euros, excluding VAT."""
        if self.gemeente is None:
            return None
        return jaarbedrag(self.gemeente.inwoners, self.periode.bijdrage.tarief)


@dataclass(frozen=True, slots=True)
class Veld:
    """A merge field.

    Attributes:
        naam: The name in a template, ``gemeente.naam``.
        betekenis: The meaning, in Dutch.
        bron: Where the value comes from, as attributes of an :class:`Onderwerp`.
        lengte: Width of the fill-in line where the value is not known.
        kolom: The column of the table in which to fill in what is not known.
    """

    naam: str
    betekenis: str
    bron: str
    lengte: int = NAAM
    kolom: str = ""

    def goes_with(self, per: Per) -> bool:
        """Whether a documentsoort that there is one of per such a thing has the field."""
        own = self.bron.split(".")[0] in {"gemeente", "jaarbedrag"}
        return per is Per.GEMEENTE or not own


VELDEN: tuple[Veld, ...] = (
    Veld("gemeente.naam", "naam van de gemeente", "gemeente.naam"),
    Veld("gemeente.cbs_code", "code van het CBS: GM en vier cijfers", "gemeente.cbs_code"),
    Veld("gemeente.inwoners", "aantal inwoners op de peildatum", "gemeente.inwoners"),
    Veld("gemeente.adres", "straat en huisnummer van het gemeentehuis", "gemeente.adres"),
    Veld("gemeente.postcode", "postcode van het gemeentehuis", "gemeente.postcode"),
    Veld("gemeente.plaats", "plaats waar de gemeente zetelt", "gemeente.plaats"),
    Veld("gemeente.email", "e-mailadres", "gemeente.email", kolom="e-mail"),
    Veld(
        "gemeente.collegebesluit",
        "datum van het besluit van burgemeester en wethouders",
        "gemeente.collegebesluit",
        DATUM,
        "collegebesluit",
    ),
    Veld(
        "ondertekenaar.aanhef",
        "de heer of mevrouw",
        "gemeente.ondertekenaar.aanhef",
        WOORD,
        "aanhef",
    ),
    Veld(
        "ondertekenaar.naam",
        "voorletters en achternaam van wie namens de gemeente tekent",
        "gemeente.ondertekenaar.naam",
        kolom="ondertekenaar",
    ),
    Veld(
        "ondertekenaar.functie",
        "functie van wie namens de gemeente tekent",
        "gemeente.ondertekenaar.functie",
        kolom="functie",
    ),
    Veld(
        "ondertekenaar.gemachtigd",
        "of de burgemeester de ondertekenaar heeft aangewezen (voor een voorwaarde)",
        "gemeente.ondertekenaar.gemachtigd",
    ),
    Veld(
        "ondertekening.plaats",
        "plaats waar de overeenkomst wordt opgemaakt",
        "gemeente.plaats_ondertekening",
        DATUM,
        "plaats_ondertekening",
    ),
    Veld(
        "ondertekening.datum",
        "dag waarop de overeenkomst wordt opgemaakt",
        "gemeente.datum_ondertekening",
        DATUM,
        "datum_ondertekening",
    ),
    Veld("bijdrage.tarief", "bedrag per inwoner per jaar", "periode.bijdrage.tarief"),
    Veld("bijdrage.peildatum", "dag van de telling van inwoners", "periode.bijdrage.peildatum"),
    Veld("bijdrage.jaarbedrag", "bedrag van de gemeente per jaar, zonder btw", "jaarbedrag"),
    Veld("convenant.naam", "naam van het convenant", "periode.convenant.naam"),
    Veld("convenant.periode", "de jaren, zoals 2023 t/m 2027", "periode.convenant.periode"),
    Veld(
        "convenant.getekend_op",
        "dag waarop het convenant is getekend",
        "periode.convenant.getekend_op",
    ),
    Veld(
        "convenant.getekend_te",
        "plaats waar het convenant is getekend",
        "periode.convenant.getekend_te",
    ),
    Veld("convenant.ingang", "eerste dag van de overeenkomsten", "periode.convenant.ingang"),
    Veld("convenant.einde", "laatste dag van de overeenkomsten", "periode.convenant.einde"),
    Veld("convenant.leden", "aantal leden van het netwerk", "periode.convenant.leden"),
    Veld(
        "convenant.retour_voor",
        "dag waarop de getekende overeenkomsten binnen moeten zijn",
        "periode.convenant.retour_voor",
    ),
    Veld("stand.datum", "de dag van vandaag", "status.op"),
    Veld("stand.aantal", "aantal gemeenten dat heeft getekend", "status.aantal_getekend"),
    Veld(
        "deelnemers",
        "de gemeenten die hebben getekend, voor een tabel: van elk nummer, gemeente, "
        "ondertekend_op en laatste_dag",
        "status.deelnemers",
    ),
    Veld("stichting.naam", "volledige naam van de stichting", "periode.stichting.naam"),
    Veld("stichting.korte_naam", "korte naam van de stichting", "periode.stichting.korte_naam"),
    Veld("stichting.adres", "adres van de stichting", "periode.stichting.adres"),
    Veld("stichting.plaats", "plaats van de stichting", "periode.stichting.plaats"),
    Veld(
        "stichting.vertegenwoordiger.aanhef",
        "de heer of mevrouw (wie namens de stichting tekent)",
        "periode.stichting.vertegenwoordiger.aanhef",
    ),
    Veld(
        "stichting.vertegenwoordiger.naam",
        "wie namens de stichting tekent",
        "periode.stichting.vertegenwoordiger.naam",
    ),
    Veld(
        "stichting.vertegenwoordiger.functie",
        "functie van wie namens de stichting tekent",
        "periode.stichting.vertegenwoordiger.functie",
    ),
    Veld("netwerk.naam", "volledige naam van het netwerk", "periode.netwerk.naam"),
    Veld("netwerk.korte_naam", "korte naam van het netwerk", "periode.netwerk.korte_naam"),
    Veld(
        "netwerk.vertegenwoordiger.aanhef",
        "de heer of mevrouw (wie namens het netwerk tekent)",
        "periode.netwerk.vertegenwoordiger.aanhef",
    ),
    Veld(
        "netwerk.vertegenwoordiger.naam",
        "wie namens het netwerk tekent",
        "periode.netwerk.vertegenwoordiger.naam",
    ),
    Veld(
        "netwerk.vertegenwoordiger.functie",
        "functie van wie namens het netwerk tekent",
        "periode.netwerk.vertegenwoordiger.functie",
    ),
)

_BY_NAME: Mapping[str, Veld] = {veld.naam: veld for veld in VELDEN}


def names(per: Per) -> frozenset[str]:
    """Return the names of the fields that a documentsoort has."""
    return frozenset(veld.naam for veld in VELDEN if veld.goes_with(per))


def merge_values(onderwerp: Onderwerp) -> dict[str, Any]:
    """Return the value of every field, nested as a template addresses them.

    ``gemeente.naam`` is ``values["gemeente"]["naam"]``. What is not known is an
    :class:`Invulregel`.
    """
    per = Per.GEMEENTE if onderwerp.gemeente else Per.CONVENANT
    values: dict[str, Any] = {}
    for veld in VELDEN:
        if veld.goes_with(per):
            *path, last = veld.naam.split(".")
            table = values
            for step in path:
                table = table.setdefault(step, {})
            value = attrgetter(veld.bron)(onderwerp)
            table[last] = Invulregel(veld.naam, veld.lengte) if value is None else value
    return values


def find_veld(naam: str) -> Veld:
    """Return a field by its name.

    Raises:
        KeyError: There is no such field.
    """
    return _BY_NAME[naam]


def meaning(naam: str) -> str:
    """Return a field's meaning, in Dutch."""
    return _BY_NAME[naam].betekenis


def fingerprint(values: Mapping[str, Any], fields: Collection[str]) -> str:
    """Return the SHA-256 of the values that a template uses, in hexadecimal.

    Args:
        values: The values as :func:`merge_values` gives them.
        fields: The names of the fields that the template uses.
    """
    used = {naam: reduce(getitem, naam.split("."), values) for naam in fields if naam in _BY_NAME}
    text = json.dumps(used, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
