"""Dutch notation (nl_NL): numbers, dates, percentages, numbers in words, file names, no-breaks.

The conventions are those of the facts: ``101.446``, ``10 januari 2023``, ``15,38 %``. A number
and its per cent sign are joined by a no-break space (U+00A0). Amounts are in
:mod:`~overeenkomstgen.kern.euro`.
"""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

LOCALE = Locale("nl", "NL")
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
NO_BREAK_HYPHEN = "\N{NON-BREAKING HYPHEN}"
_UNBROKEN = str.maketrans(" -", NO_BREAK_SPACE + NO_BREAK_HYPHEN)
_SMALL = (
    *("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"),
    *("elf", "twaalf"),
)
"""The numbers of months and years, for which the library for words need not be loaded."""
_TOGETHER = re.compile(
    r"((?<![^\s>])(?:[^\s@]++@|[^\s:]++://|[^\w\s]*+www\.)\S++)"  # an address, left as it is
    r"|\b\d{1,2} (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november"
    r"|december)\b(?: \d{4}\b)?"
    r"|(?<![\w.])(?:(?:[A-Z][a-z]{0,2}|IJ|mr|drs?|ir|ing|prof)\.)++ (?=[\w('\u2019])"
    r"|['\u2019]s-|(?<=[^\W\d_A-Z])-(?=[A-Z\u00c0-\u00de])"
    r"|\b[A-Z][^\W\d_]+-(?=(?:van|de[nr]?|te[nr]?) )|\be-(?=mail)"
    r"|€ (?=[\d-])|(?<=\d) (?=%|euro\b)|\b\d+e (?=[a-z])|\b\d{4} (?=[A-Z]{2}\b)"
    r"|\b(?:[Aa]rtikel|lid) (?=\d)"
    r"|\b[A-Z][^\W\d_]+\.? (?=\d{1,4}[A-Za-z]?(?:$|[,;] | \())"  # the number of a house
)


def format_getal(number: int | Decimal) -> str:
    """Return a number with points between thousands: ``101.446``."""
    return format_decimal(number, locale=LOCALE)


def format_percentage(fraction: Decimal) -> str:
    """Return a fraction as a percentage, rounded half up to two decimals: ``15,38 %``."""
    per_cent = (fraction * 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{format_decimal(per_cent, '#,##0.00', locale=LOCALE)}{NO_BREAK_SPACE}%"


def format_datum(day: date) -> str:
    """Return a date in full: ``10 januari 2023``."""
    return format_date(day, "d MMMM y", locale=LOCALE)


def format_datum_kort(day: date) -> str:
    """Return a date as a Dutch Excel writes it: ``10-01-2023``."""
    return format_date(day, "dd-MM-y", locale=LOCALE)


def format_getal_in_woorden(number: int) -> str:
    """Return a number in words, as Dutch spells it: ``vijftienduizend tweehonderdzestien``.

    A space follows *duizend*, and *een* carries no accents (Woordenlijst
    Nederlandse Taal, Leidraad 6.9). The library writes both otherwise.
    """
    if 0 <= number < len(_SMALL):
        return _SMALL[number]
    from num2words import num2words  # noqa: PLC0415 - slow to import, and seldom used

    words = str(num2words(number, lang="nl")).replace("één", "een")
    return re.sub(r"duizend(?=\w)", "duizend ", words)


@lru_cache(maxsize=1024)
@lru_cache(maxsize=1024)  # all documents of a run share their dates
def keep_together(text: str) -> str:
    """Return a text of which no line ends where a printer would not let it.

    Such as inside a date, an amount or a double name, after initials, before the number of a
    house. Spaces become no-break spaces there, and hyphens U+2011; its length does not change.
    """
    return _TOGETHER.sub(lambda found: found[1] or found[0].translate(_UNBROKEN), text)


def slug(name: str) -> str:
    """Return a name as a file name in lower-case ASCII: ``'s-Hertogenbosch`` → ``s-hertogenbosch``.

    Letters lose their accents, every run of other characters becomes one hyphen; a ValueError
    tells that no letter or digit is left.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    parts = re.findall(r"[a-z0-9]+", plain.lower())
    if not parts:
        raise ValueError(f"{name!r} gives no file name")
    return "-".join(parts)
