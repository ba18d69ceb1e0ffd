"""The code on a page of an agreement (*paginacode*): whose it is, which page, of which text."""

import re
from dataclasses import dataclass
from typing import Self

TEKENS = 5
"""Hexadecimal signs of the fingerprint that a code has: a longer code reads worse on a scan."""
_WRITTEN = re.compile(rf"(GM[0-9]{{4}})-([0-9]{{2}})-([1-9][0-9]{{0,2}})-([0-9A-F]{{{TEKENS}}})")


@dataclass(frozen=True, slots=True)
class Paginacode:
    """What stands in the code on one page: ``GM0150-23-2-9F3C2``.

    Attributes:
        cbs_code: Of the municipality: ``GM0150``.
        periode: The year in which the agreements start, its last two digits as a number.
        bladzijde: The number of the page in the PDF, from 1 to 999.
        vingerafdruk: How the SHA-256 of the filled Word file begins, in capitals.
    """

    cbs_code: str
    periode: int
    bladzijde: int
    vingerafdruk: str

    def __str__(self) -> str:
        return f"{self.cbs_code}-{self.periode:02}-{self.bladzijde}-{self.vingerafdruk}"

    @classmethod
    def of(cls, cbs_code: str, jaar: int, bladzijde: int, sha256: str) -> Self:
        """Return the code of a page, by the year and the whole fingerprint in hexadecimal."""
        return cls(cbs_code, jaar % 100, bladzijde, sha256[:TEKENS].upper())

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return what a code says; None where it is none of ours, or not exactly as we write it."""
        if not (found := _WRITTEN.fullmatch(text)):
            return None
        return cls(found[1], int(found[2]), int(found[3]), found[4])
