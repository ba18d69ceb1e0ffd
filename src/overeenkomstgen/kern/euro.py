"""Euros: how they are printed, read as people type them, and shared to the cent.

An amount and its sign are joined by a no-break space (U+00A0): ``€ 15.216,90``, below nought
``€ -15.216,90``.
"""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from babel.numbers import format_currency, format_decimal

from overeenkomstgen.kern.notatie import LOCALE, NO_BREAK_SPACE, format_getal_in_woorden
from overeenkomstgen.kern.waarden import WaardeError, readable, show

CENT = Decimal("0.01")
_KAAL = re.compile(r"-?[0-9]{1,20}(?:,[0-9]{1,20})?")

_EURO = re.compile(
    r"(?:€ ?)?"
    r"(?P<sign>-?)"
    r"(?:(?P<grouped>[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,(?P<cents>[0-9]+))?"
    r"|(?P<plain>[0-9]+)(?:[.,](?P<part>[0-9]+))?)"
    r"(?: ?euro)?",
    re.IGNORECASE,
)
_TWO_WAYS = re.compile(r"(?:€ ?)?-?[1-9][0-9]{0,2}\.[0-9]{3}(?: ?euro)?", re.IGNORECASE)


def format_bedrag(amount: Decimal) -> str:
    """Return an amount in euros: ``€ 15.216,90``; ValueError for a part of a cent to round."""
    if amount != amount.quantize(CENT):
        raise ValueError(f"{amount} is no whole number of cents")
    return format_currency(amount, "EUR", locale=LOCALE)


def format_bedrag_heel(amount: Decimal) -> str:
    """Return an amount rounded half up to whole euros: ``€ 15.217``."""
    whole = amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return f"€{NO_BREAK_SPACE}{format_decimal(whole, locale=LOCALE)}"


def format_tarief(amount: Decimal) -> str:
    """Return an amount per inhabitant, with parts of a cent where it has them: ``€ 0,1525``."""
    layout = f"¤{NO_BREAK_SPACE}#,##0.00##"
    return format_currency(amount, "EUR", layout, locale=LOCALE, currency_digits=False)


def format_bedrag_in_woorden(amount: Decimal) -> str:
    """Return an amount in words: ``een euro``; ValueError if negative or with a part of a cent."""
    if amount < 0 or amount != amount.quantize(CENT):
        raise ValueError(f"{amount} is no amount of whole cents")
    euros, cents = divmod(int(amount * 100), 100)
    words = f"{format_getal_in_woorden(euros)} euro"
    return f"{words} en {format_getal_in_woorden(cents)} cent" if cents else words


def format_kaal(amount: Decimal) -> str:
    """Return an amount as a cell of a table has it, with all its decimals: ``15216,90``."""
    return f"{amount:f}".replace(".", ",")


def parse_kaal(text: str) -> Decimal | None:
    """Return the amount that :func:`format_kaal` wrote; None for what it did not."""
    return Decimal(text.replace(",", ".")) if _KAAL.fullmatch(text) else None


def parse_euro(text: str, noun: str = "bedrag", example: str = "12500,00") -> Decimal:
    """Return an amount, with two decimals or as many as were written.

    Such as ``12500,00``, ``12500.00``, ``€ 12.500,00`` or ``0,15``; WaardeError when it is no
    amount, or one that can be read in two ways.
    """
    text = readable(text)
    found = _EURO.fullmatch(text)
    if not found or _TWO_WAYS.fullmatch(text):
        what = "is op twee manieren te lezen" if found else f"is geen {noun}"
        raise WaardeError(f"{show(text)} {what}", f"schrijf het {noun} in euro's als {example}")
    whole = (found["grouped"] or found["plain"]).replace(".", "")
    part = found["cents"] or found["part"] or ""
    return Decimal(f"{found['sign']}{whole}.{part.ljust(2, '0')}")


def verdeel(bedrag: Decimal, naar: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Return each one's share of an amount, by largest remainder.

    Everyone first gets the whole cents of the exact share. The cents that are left go one by
    one to the largest remainders; of equal remainders the larger weight goes first, then the
    key in alphabetical order. (The method of Hamilton, in Dutch *grootste resten*.)

    Args:
        bedrag: The amount in euros, whole cents, not negative.
        naar: The weight of each; together above nought.

    Raises:
        ValueError: The amount has a part of a cent or is negative, or nobody has a weight.
    """
    cents = bedrag * 100
    total = sum(map(Fraction, naar.values()), Fraction(0))
    if cents != int(cents) or cents < 0:
        raise ValueError(f"{bedrag} is no amount of whole cents to share")
    if total <= 0 or min(naar.values()) < 0:
        raise ValueError("nobody has a weight to share by, or a weight is negative")
    exact = {key: int(cents) * Fraction(weight) / total for key, weight in naar.items()}
    whole = {key: int(share) for key, share in exact.items()}
    order = sorted(naar, key=lambda key: (whole[key] - exact[key], -naar[key], key))
    for key in order[: int(cents) - sum(whole.values())]:
        whole[key] += 1
    return {key: Decimal(share) / 100 for key, share in whole.items()}
