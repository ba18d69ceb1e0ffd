"""Reading an amount of euros as people type it."""

from __future__ import annotations

import re
from decimal import Decimal

from overeenkomstgen.kern.waarden import WaardeError, readable, show

_EURO = re.compile(
    r"(?:€ ?)?"
    r"(?P<sign>-?)"
    r"(?:(?P<grouped>[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,(?P<cents>[0-9]+))?"
    r"|(?P<plain>[0-9]+)(?:[.,](?P<part>[0-9]+))?)"
    r"(?: ?euro)?",
    re.IGNORECASE,
)
_TWO_WAYS = re.compile(r"(?:€ ?)?-?[1-9][0-9]{0,2}\.[0-9]{3}(?: ?euro)?", re.IGNORECASE)


def parse_euro(text: str, noun: str = "bedrag", example: str = "12500,00") -> Decimal:
    """Return an amount: ``12500,00``, ``12500.00``, ``€ 12.500,00`` or ``0,15``.

    Args:
        text: What was typed.
        noun: What the amount is called in a message.
        example: How it can be written.

    Returns:
        The amount, with two decimals or as many as were written.

    Raises:
        WaardeError: It is no amount, or one that can be read in two ways.
    """
    text = readable(text)
    found = _EURO.fullmatch(text)
    if not found or _TWO_WAYS.fullmatch(text):
        what = "is op twee manieren te lezen" if found else f"is geen {noun}"
        raise WaardeError(f"{show(text)} {what}", f"schrijf het {noun} in euro's als {example}")
    whole = (found["grouped"] or found["plain"]).replace(".", "")
    part = found["cents"] or found["part"] or ""
    return Decimal(f"{found['sign']}{whole}.{part.ljust(2, '0')}")
