"""The merge fields that a template can use, with their meaning and their value.

One table says it all: what a field is called, what it means, where its value
comes from, and how wide the line is when the value is not known.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from overeenkomstgen.domain.bijdrage import jaarbedrag
from overeenkomstgen.domain.invulregel import Invulregel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from overeenkomstgen.domain.convenant import Periode
    from overeenkomstgen.domain.gemeente import Gemeente

NAAM, DATUM, WOORD = 38, 25, 12
"""Widths of a fill-in line, in underscores: about 7½, 5 and 2½ cm in 11 points."""


@dataclass(frozen=True, slots=True)
class Onderwerp:
    """What a document is about: one municipality in one period."""

    periode: Periode
    gemeente: Gemeente

    @property
    def jaarbedrag(self) -> Decimal:
        """What the municipality pays for one year, in euros, excluding VAT."""
        return jaarbedrag(self.gemeente.inwoners, self.periode.bijdrage.tarief)


@dataclass(frozen=True, slots=True)
class Veld:
    """A merge field.

    Attributes:
        naam: The name in a template, ``gemeente.naam``.
        betekenis: The meaning, in Dutch.
        bron: Where the value comes from, as attributes of an :class:`Onderwerp`.
        lengte: Width of the fill-in line where the value is not known.
    """

    naam: str
    betekenis: str
    bron: str
    lengte: int = NAAM


VELDEN: tuple[Veld, ...] = (
    Veld("gemeente.naam", "naam van de gemeente", "gemeente.naam"),
    Veld("gemeente.cbs_code", "code van het CBS: GM en vier cijfers", "gemeente.cbs_code"),
    Veld("gemeente.inwoners", "aantal inwoners op de peildatum", "gemeente.inwoners"),
    Veld("gemeente.adres", "straat en huisnummer van het gemeentehuis", "gemeente.adres"),
    Veld("gemeente.postcode", "postcode van het gemeentehuis", "gemeente.postcode"),
    Veld("gemeente.plaats", "plaats waar de gemeente zetelt", "gemeente.plaats"),
    Veld("gemeente.email", "e-mailadres van de gemeente", "gemeente.email"),
    Veld(
        "gemeente.collegebesluit",
        "datum van het besluit van burgemeester en wethouders",
        "gemeente.collegebesluit",
        DATUM,
    ),
    Veld("ondertekenaar.aanhef", "de heer of mevrouw", "gemeente.ondertekenaar.aanhef", WOORD),
    Veld(
        "ondertekenaar.naam",
        "voorletters en achternaam van wie namens de gemeente tekent",
        "gemeente.ondertekenaar.naam",
    ),
    Veld(
        "ondertekenaar.functie",
        "functie van wie namens de gemeente tekent",
        "gemeente.ondertekenaar.functie",
        DATUM,
    ),
    Veld(
        "ondertekenaar.gemachtigd",
        "of iemand anders dan de burgemeester tekent (voor een voorwaarde)",
        "gemeente.ondertekenaar.gemachtigd",
    ),
    Veld(
        "ondertekening.plaats",
        "plaats waar de overeenkomst wordt opgemaakt",
        "gemeente.plaats_ondertekening",
        DATUM,
    ),
    Veld(
        "ondertekening.datum",
        "dag waarop de overeenkomst wordt opgemaakt",
        "gemeente.datum_ondertekening",
        DATUM,
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

_BY_NAME = {veld.naam: veld for veld in VELDEN}

NAMEN: frozenset[str] = frozenset(_BY_NAME)
"""The name of every field."""


def merge_values(onderwerp: Onderwerp) -> dict[str, Any]:
    """Return the value of every field, nested as a template addresses them.

    ``gemeente.naam`` is ``values["gemeente"]["naam"]``. What is not known is an
    :class:`Invulregel`.
    """
    values: dict[str, Any] = {}
    for veld in VELDEN:
        *path, last = veld.naam.split(".")
        table = values
        for step in path:
            table = table.setdefault(step, {})
        value = attrgetter(veld.bron)(onderwerp)
        table[last] = Invulregel(veld.naam, veld.lengte) if value is None else value
    return values


def meaning(naam: str) -> str:
    """Return a field's meaning, in Dutch."""
    return _BY_NAME[naam].betekenis


def fingerprint(values: Mapping[str, Any]) -> str:
    """Return the SHA-256 of all values of a document, in hexadecimal.

    The same values give the same fingerprint, in whatever order they come.
    """
    text = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
