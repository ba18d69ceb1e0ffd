"""A municipality and who signs for it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
class Gemeente:
    """One row of ``gemeenten.csv``; what is not known is None.

    Attributes:
        inwoners: Number of inhabitants on the convenant's peildatum.
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
    factuuradres: str | None = None
    factuurpostcode: str | None = None
    factuurplaats: str | None = None
    factuur_tav: str | None = None
    factuur_email: str | None = None
    uw_referentie: str | None = None
    oin: str | None = None
    kvk: str | None = None
