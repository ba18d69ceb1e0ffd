"""A municipality and who signs for it: the cells of *aanhef*, name and office, the salutation.

Each ``parse`` function reads a cell as :mod:`~overeenkomstgen.kern.waarden` does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from overeenkomstgen.kern.tabel import heading_key
from overeenkomstgen.kern.waarden import WaardeError, apostrofs, parse_keuze, parse_tekst, show

GENERAL = "Geacht college"
"""The salutation when it is not known who signs: the letter is then to the college."""

# Each with what it is in the salutation of a letter.
_AANHEFFEN = {"de heer": "heer", "mevrouw": "mevrouw"}
# Initials and titles have a full stop: ``J.Th.C.M.``, ``mr.``; a first name may follow: ``(Jan)``.
_BEFORE_SURNAME = re.compile(r"(?:(?:\S*\.|\([^)]*\))\s+)+")
_AFGEKORTE_AANHEFFEN = {"heer": "de heer", "dhr": "de heer", "mevr": "mevrouw", "mw": "mevrouw"}
_TITELS = {
    column: re.compile(rf"(?:^|[,(] ?)((?:{titles}))(?=[ ,)]|$)", re.IGNORECASE)
    for column, titles in {
        "aanhef": r"(?:de )?heer|(?:de )?d?hr\.?|mevrouw|mevr\.?|mw\.?",
        "functie": r"(?:(?:waarnemend|wnd\.?|loco)[ -]?)?burgemeester|wethouder|gemeentesecretaris",
    }.items()
}


class Functie(StrEnum):
    """The office of whoever signs for the municipality.

    The burgemeester represents the municipality in law and can designate
    someone else to do so (Gemeentewet, article 171). Whoever takes the
    burgemeester's place, the locoburgemeester (article 77) or an acting
    burgemeester (article 78), has the powers of the office by law.
    """

    BURGEMEESTER = "burgemeester"
    WAARNEMEND_BURGEMEESTER = "waarnemend burgemeester"
    LOCOBURGEMEESTER = "locoburgemeester"
    WETHOUDER = "wethouder"
    GEMEENTESECRETARIS = "gemeentesecretaris"


@dataclass(frozen=True, slots=True)
class Ondertekenaar:
    """Who signs for the municipality; what is not known is None."""

    aanhef: str | None
    naam: str | None
    functie: Functie | None

    @property
    def gemachtigd(self) -> bool:
        """Whether the burgemeester must have designated who signs (Gemeentewet, article 171.2)."""
        return self.functie in {Functie.WETHOUDER, Functie.GEMEENTESECRETARIS}


@dataclass(frozen=True, slots=True)
class Postadres:
    """Where something is sent: a street with its number or a box, postcode and place."""

    adres: str
    postcode: str
    plaats: str


@dataclass(frozen=True, slots=True)
class Gemeente:
    """One row of ``gemeenten.csv``; what is not known is None.

    Attributes:
        inwoners: Number of inhabitants on the convenant's peildatum.
        vorige_inwoners: Number of inhabitants for which it paid in the period before; 0 for who
            took no part in that.
        collegebesluit: Date of the decision of burgemeester en wethouders.
        plaats_ondertekening: Where the agreement is drawn up.
        datum_ondertekening: The day on which it is drawn up.
        rij: The row's number as Excel counts it, for messages.
        toetreding: The first day of its agreement, where it joined during the period.
        factuuradres, factuurpostcode, factuurplaats, factuur_tav, factuur_email: Where its
            invoices go, and for whose attention, if not to the town hall.
        uw_referentie: What the municipality wants to see on an invoice: its purchase order
            or the number under which it reserved the money.
        oin: The number by which the government knows it, 20 digits.
        kvk: Its number in the Handelsregister, 8 digits.
        cc: Who gets a copy of each e-mail; addresses as in the others, where there can be more
            than one, as :func:`~overeenkomstgen.kern.waarden.adressen` takes them apart.
        eigen: What stands in the columns that only this werkmap has, empty for a blank cell, by
            their names in a template.
    """

    naam: str
    cbs_code: str
    inwoners: int
    adres: str
    postcode: str
    plaats: str
    ondertekenaar: Ondertekenaar
    collegebesluit: date | None
    plaats_ondertekening: str | None
    datum_ondertekening: date | None
    email: str | None
    rij: int
    toetreding: date | None = None
    vorige_inwoners: int | None = None
    factuuradres: str | None = None
    factuurpostcode: str | None = None
    factuurplaats: str | None = None
    factuur_tav: str | None = None
    factuur_email: str | None = None
    uw_referentie: str | None = None
    oin: str | None = None
    kvk: str | None = None
    cc: str | None = None
    eigen: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def is_nieuw(self) -> bool:
        """Whether it took no part in the period before: so the table says, or it joins later."""
        known = self.vorige_inwoners is not None
        return not self.vorige_inwoners and (known or self.toetreding is not None)

    @property
    def post(self) -> Postadres:
        """Where its invoices go: to the town hall, unless the table says otherwise, in full."""
        if not (self.factuuradres and self.factuurpostcode and self.factuurplaats):
            return Postadres(self.adres, self.postcode, self.plaats)
        return Postadres(self.factuuradres, self.factuurpostcode, self.factuurplaats)


def parse_aanhef(text: str) -> str:
    """Return *de heer* or *mevrouw*, also from what people make of it."""
    abbreviated = _AFGEKORTE_AANHEFFEN.get(heading_key(text))
    return abbreviated or parse_keuze(text, _AANHEFFEN, "aanhef")


def parse_ondertekenaar(text: str) -> str:
    """Return who signs: the name alone, as the sentence around it has the rest."""
    naam = parse_tekst(text)
    for column, found in ((column, title.search(naam)) for column, title in _TITELS.items()):
        if found:
            raise WaardeError(
                f"in {show(naam)} staat niet alleen de naam",
                f"laat '{found[1]}' weg (dat hoort in de kolom {column})",
            )
    if " " in naam and not any(char.isupper() for char in naam[1:]):
        raise WaardeError(
            f"in {show(naam)} is geen naam te herkennen",
            "schrijf voorletters en achternaam met hoofdletters, zoals J. de Vries",
        )
    return naam


def parse_functie(text: str) -> Functie:
    """Return the office of whoever signs."""
    if heading_key(text) == "wndburgemeester":  # the usual abbreviation that can mean nothing else
        return Functie.WAARNEMEND_BURGEMEESTER
    return parse_keuze(text, Functie, "functie van een ondertekenaar")


def salutation(aanhef: str | None, naam: str | None) -> str:
    """Return a salutation without its comma: ``Geachte heer König``.

    The surname begins with a capital, as Dutch writes it when no initials go before:
    ``S. van Haersma Buma`` is ``Geachte heer Van Haersma Buma``. The ``'t`` of a name
    keeps its small letter, and the capital goes to what follows it.
    """
    if not aanhef or not naam or aanhef not in _AANHEFFEN:
        return GENERAL
    surname = surname_of(naam)
    return f"Geachte {_AANHEFFEN[aanhef]} {surname}" if surname else GENERAL


def surname_of(naam: str) -> str:
    """Return the surname in a name with initials, with a capital; empty when there is none."""
    plain = " ".join(naam.split())
    before = _BEFORE_SURNAME.match(f"{plain} ")
    surname = plain[before.end() :] if before else plain
    article = re.match(r"'[a-z]+[ -]", apostrofs(surname))
    start = article.end() if article else 0
    kept, rest = surname[:start], surname[start:]
    first = 2 if rest.startswith("ij") else 1
    return kept + rest[:first].upper() + rest[first:]
