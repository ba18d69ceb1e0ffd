"""The rows with which a template is tried out: those in which something can go wrong."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter
from typing import Any

from overeenkomstgen.kern.documentsoort import Rol
from overeenkomstgen.kern.gemeente import Gemeente, Ondertekenaar
from overeenkomstgen.kern.tabel import grouped
from overeenkomstgen.velden.kolommen import KOLOMVELDEN
from overeenkomstgen.velden.onderwerp import Onderwerp

_ACCENT = 100  # what one weighs, so that no number of hyphens comes near


@dataclass(frozen=True, slots=True)
class Proefrij:
    """A row to try a template out with, and why: ``langste``, ``kortste``, and so on."""

    redenen: tuple[str, ...]
    gemeente: Gemeente


def choose_proefrijen(gemeenten: Sequence[Gemeente]) -> tuple[Proefrij, ...]:
    """Return the longest, the shortest, the most accented (if any) and the emptiest row, each once.

    Of rows that are equal in this the first is taken.
    """
    if not gemeenten:
        return ()
    chosen = [
        (max(gemeenten, key=lambda each: len(_text(each))), "langste"),
        (min(gemeenten, key=lambda each: len(_text(each))), "kortste"),
    ]
    accented = max(gemeenten, key=_accents)
    if _accents(accented) >= _ACCENT:
        chosen.append((accented, "meeste accenten"))
    chosen.append((max(gemeenten, key=_unknown), "leegste"))
    return tuple(Proefrij(tuple(why), gemeente) for gemeente, why in grouped(chosen).items())


def first_complete(gemeenten: Sequence[Gemeente]) -> Gemeente:
    """Return the first row in which least is unknown; ValueError without any row."""
    return min(gemeenten, key=_unknown)


def emptied(gemeente: Gemeente) -> Gemeente:
    """Return a row as it is while nothing is known but what a table has to tell."""
    blank = [veld.attribuut for veld in KOLOMVELDEN if not veld.voorbeeld]
    plain: dict[str, Any] = {name: None for name in blank if "." not in name}
    plain |= {"eigen": dict.fromkeys(gemeente.eigen, "")}
    return replace(gemeente, ondertekenaar=Ondertekenaar(None, None, None), **plain)


def with_invoice(onderwerp: Onderwerp) -> Onderwerp:
    """Return a subject with an invoice as it would be, number and all, for what needs one.

    It is to look at only: nobody was given this invoice.
    """
    gemeente, jaar, periode = onderwerp.gemeente, onderwerp.jaar, onderwerp.periode
    if not onderwerp.soort.rol.is_factuur or gemeente is None or jaar is None:
        return onderwerp
    amount = onderwerp.jaarbedrag or Decimal(0)
    own = periode.make_factuur(gemeente, jaar, onderwerp.datum, amount)
    if onderwerp.soort.rol is Rol.FACTUUR:
        return replace(onderwerp, factuur=own)
    credit = replace(own, nummer=f"{own.nummer}-C", credit_van=own.nummer, reden="…")
    credit = replace(credit, bijdrage=-own.bijdrage)
    return replace(onderwerp, factuur=credit, facturen=(own, credit))


def _text(gemeente: Gemeente) -> str:
    """Return what of a row comes into a document as text."""
    return "".join(value for value in _values(gemeente) if isinstance(value, str))


def _accents(gemeente: Gemeente) -> int:
    """Count the letters with an accent; where there are as many, apostrophes and hyphens too."""
    text = unicodedata.normalize("NFD", _text(gemeente))
    return sum(_ACCENT * bool(unicodedata.combining(char)) + (char in "'\u2019-") for char in text)


def _unknown(gemeente: Gemeente) -> int:
    return sum(value is None for value in _values(gemeente))


def _values(gemeente: Gemeente) -> list[object]:
    known = [attrgetter(veld.attribuut)(gemeente) for veld in KOLOMVELDEN]
    return [*known, *(text or None for text in gemeente.eigen.values())]
