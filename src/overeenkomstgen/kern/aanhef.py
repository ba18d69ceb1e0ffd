"""The salutation of a letter."""

from __future__ import annotations

import re

from overeenkomstgen.kern.waarden import apostrofs

GENERAL = "Geacht college"
"""The salutation when it is not known who signs: the letter is then to the college."""

_TITLES = {"de heer": "heer", "mevrouw": "mevrouw"}
# Initials and titles have a full stop: ``J.Th.C.M.``, ``mr.``; a first name may follow: ``(Jan)``.
_BEFORE_SURNAME = re.compile(r"(?:(?:\S*\.|\([^)]*\))\s+)+")


def salutation(aanhef: str | None, naam: str | None) -> str:
    """Return a salutation without its comma: ``Geachte heer König``.

    The surname begins with a capital, as Dutch writes it when no initials go before:
    ``S. van Haersma Buma`` is ``Geachte heer Van Haersma Buma``. The ``'t`` of a name
    keeps its small letter, and the capital goes to what follows it.
    """
    if not aanhef or not naam or aanhef not in _TITLES:
        return GENERAL
    surname = surname_of(naam)
    return f"Geachte {_TITLES[aanhef]} {surname}" if surname else GENERAL


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
