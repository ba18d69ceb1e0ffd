"""Ends of lines that no printer would leave in a PDF: inside a date, a name, an amount."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from overeenkomstgen.pdf.tekst import read_pdf

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_MAAND = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_LELIJK = {
    "datum": rf"\d{{1,2}}\n(?:{_MAAND})\b|\b(?:{_MAAND})\n\d{{4}}\b",
    "voorletters": r"\b(?:[A-Z][a-z]?|Chr|IJ|mr|drs?|ir|ing|prof)\.\n[\w'(\u2019]",
    "naam": r"['\u2019]s[-\xad]\n[A-Z]|[^\W\d_][-\xad]\n(?:[A-Z]|van |den? |der )|\b[a-z][-\xad]\n",
    "bedrag": r"€\n[\d-]|\d\n(?:%|euro\b)",
    "rangtelwoord": r"\b\d+e\n[a-z]",
    "artikel": r"\b(?:artikel|lid)\n\d",
    "postcode": r"\b\d{4}\n[A-Z]{2}\b",
}
_KIND = re.compile("|".join(f"(?P<{kind}>{found})" for kind, found in _LELIJK.items()))


def gewoon(text: str) -> str:
    """Return a text with plain spaces and hyphens in the place of those that forbid a break."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NON-BREAKING HYPHEN}", "-")


def lelijke_breuken(text: str) -> list[tuple[str, str]]:
    """Return each such end of a line in a text: its kind, and what stands around it."""
    lines = re.sub(r"[^\S\n]*\n[^\S\n]*", "\n", text)
    return [
        (found.lastgroup or "", lines[max(found.start() - 12, 0) : found.end() + 12])
        for found in _KIND.finditer(lines)
    ]


def lelijk_in(pdfs: Iterable[Path]) -> dict[str, list[tuple[str, str]]]:
    """Return those of each PDF that has one, by its name."""
    texts = {pdf.stem: "\n".join(read_pdf(pdf)) for pdf in pdfs}
    found = {name: lelijke_breuken(text) for name, text in texts.items()}
    return {name: breuken for name, breuken in found.items() if breuken}
