"""What left the house: the documents that were sent, each to one municipality."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Zending:
    """One document that was sent to one municipality, on its own or with another.

    Attributes:
        soort: What ``convenant.toml`` calls the documentsoort.
        cbs_code, gemeente: Who it was sent to; the name is that of then.
        datum: The day on which it left.
        exemplaar: Which one of its kind it is for that municipality, from 1; of the list of who
            has signed its version.
        bestand: The copy that is kept, relative to the werkmap.
        sha256: The fingerprint of that copy.
        jaar: The calendar year, where there is a document for each.
        kenmerk: The reference on the document; empty without one.
        factuurnummer: The number of the invoice or the credit; empty for anything else.
        bij: What it was sent along with, as ``soort``; empty where it was sent on its own.
    """

    soort: str
    cbs_code: str
    gemeente: str
    datum: date
    exemplaar: int
    bestand: str
    sha256: str
    jaar: int | None = None
    kenmerk: str = ""
    factuurnummer: str = ""
    bij: str = ""
