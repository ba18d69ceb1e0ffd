"""How the value of a field is written, and the tag that writes it in the same way."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from overeenkomstgen.kern import euro, notatie
from overeenkomstgen.keuring.leesvorm import readable
from overeenkomstgen.velden.veld import Invulregel, value_of
from overeenkomstgen.velden.velden import find_veld

_TELLING = 4  # digits; a number with fewer stands for anything
_POSTCODE = re.compile(r"\d{4} [^\W\d_]{2}")
_MOST_IN_WORDS = Decimal(1_000_000_000)
_JAREN = (" t/m ", " tot en met ", "-", "\N{EN DASH}", " - ", " \N{EN DASH} ")


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """A way in which the value of a field can stand in the text.

    Attributes:
        tekst: The value, written that way, as people read it.
        gewoon: Whether the text is so common that it needs something that points to the field.
    """

    veld: str
    tekst: str
    gewoon: bool
    opdracht: str


def candidates(values: Mapping[str, Any], velden: Iterable[str]) -> tuple[Kandidaat, ...]:
    """Return every way in which the values of fields can stand in a text.

    What is not known, lists and conditions are left out, but for the salutation, of which
    both are written while it is not known.
    """
    found: dict[tuple[str, str], Kandidaat] = {}
    for veld in velden:
        for filters, text in notations(value_of(values, veld)):
            if shown := readable(text):
                tag = f"{{{{ {veld}{filters} }}}}"
                made = Kandidaat(veld, shown, _ordinary(veld, shown), tag)
                found.setdefault((veld, shown), made)
        both = find_veld(veld).keuze  # people write while it is not known who will sign
        if both and isinstance(value_of(values, veld), Invulregel):
            tag = f"{{% if {veld} %}}{{{{ {veld} }}}}{{% else %}}{both}{{% endif %}}"
            found[veld, both] = Kandidaat(veld, both, gewoon=True, opdracht=tag)
    first, last = values["convenant"]["ingang"], values["convenant"]["einde"]
    for between in _JAREN:  # the other ways to write the years of the convenant
        tag = f"{{{{ convenant.ingang.year }}}}{between}{{{{ convenant.einde.year }}}}"
        key = ("convenant.periode", f"{first.year}{between}{last.year}")
        found.setdefault(key, Kandidaat(*key, gewoon=False, opdracht=tag))
    return tuple(found.values())


def notations(value: object) -> Iterator[tuple[str, str]]:
    """Yield the ways to write a value: the filters of the tag, and the text."""
    if isinstance(value, (bool, Invulregel)):
        return
    for filters, write in _filters(value):
        try:
            text = write(value)
        except (ValueError, ArithmeticError):  # this value cannot be written that way
            continue
        yield filters, text
        if text.upper() != text:
            yield f"{filters} | upper", text.upper()
            capitalised = text[0].upper() + text[1:]
            if capitalised not in (text, text.upper()) and text.capitalize() == capitalised:
                yield f"{filters} | capitalize", capitalised


def _filters(value: object) -> Iterator[tuple[str, Callable[[Any], str]]]:
    """Yield the filters that go with a kind of value, and what each writes."""
    if isinstance(value, date):
        yield " | datum", notatie.format_datum
        yield " | datum_kort", notatie.format_datum_kort
    elif isinstance(value, Decimal):
        ways = [(" | bedrag", euro.format_bedrag), (" | bedrag_heel", euro.format_bedrag_heel)]
        for filters, write in ways if value >= 1 else ways[:1]:
            yield filters, write
            yield f'{filters} | replace("€", "") | trim', _without_sign(write)
        yield " | percentage", notatie.format_percentage
        if 0 < value < _MOST_IN_WORDS:
            yield " | in_woorden", euro.format_bedrag_in_woorden
    elif isinstance(value, int):
        yield " | getal", notatie.format_getal
        yield "", str
        if 0 < value < _MOST_IN_WORDS:
            yield " | in_woorden", notatie.format_getal_in_woorden
    elif isinstance(value, str):
        yield "", str
        if _POSTCODE.fullmatch(value):
            yield ' | replace(" ", "")', lambda text: text.replace(" ", "")


def _without_sign(write: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: write(value).replace("€", "").strip()


def _ordinary(veld: str, text: str) -> bool:
    """Return whether a text stands for anything, and so needs something that points to a field."""
    if find_veld(veld).gewoon:
        return True
    digits = sum(char.isdigit() for char in text)
    return digits < _TELLING and not any(char.isalpha() for char in text) and "€" not in text
