"""Reading who signs for a municipality: the salutation, the name, the office.

Each function reads a cell as :mod:`~overeenkomstgen.kern.waarden` does.
"""

from __future__ import annotations

import re

from overeenkomstgen.kern.gemeente import Functie
from overeenkomstgen.kern.tabel import heading_key
from overeenkomstgen.kern.waarden import WaardeError, parse_keuze, parse_tekst, show

_AANHEFFEN = {aanhef: aanhef for aanhef in ("de heer", "mevrouw")}
_AFGEKORTE_AANHEFFEN = {
    "heer": "de heer",
    "dhr": "de heer",
    "mevr": "mevrouw",
    "mw": "mevrouw",
}
_FUNCTIES = {functie.value: functie for functie in Functie}
_WND_BURGEMEESTER = "wndburgemeester"  # the one usual abbreviation that can mean nothing else
_TITELS = {
    column: re.compile(rf"(?:^|[,(] ?)((?:{titles}))(?=[ ,)]|$)", re.IGNORECASE)
    for column, titles in (
        ("aanhef", r"(?:de )?heer|(?:de )?d?hr\.?|mevrouw|mevr\.?|mw\.?"),
        (
            "functie",
            r"(?:(?:waarnemend|wnd\.?|loco)[ -]?)?burgemeester|wethouder|gemeentesecretaris",
        ),
    )
}


def parse_aanhef(text: str) -> str:
    """Return *de heer* or *mevrouw*, also from what people make of it."""
    abbreviated = _AFGEKORTE_AANHEFFEN.get(heading_key(text))
    return abbreviated or parse_keuze(text, _AANHEFFEN, "aanhef")


def parse_ondertekenaar(text: str) -> str:
    """Return who signs: the name alone, as the sentence around it has the rest."""
    naam = parse_tekst(text)
    for column, found in ((column, title.search(naam)) for column, title in _TITELS.items()):
        if found:
            raise WaardeError(
                f"in {show(naam)} staat niet alleen de naam",
                f"laat '{found[1]}' weg (dat hoort in de kolom {column})",
            )
    if " " in naam and not any(char.isupper() for char in naam[1:]):
        raise WaardeError(
            f"in {show(naam)} is geen naam te herkennen",
            "schrijf voorletters en achternaam met hoofdletters, zoals J. de Vries",
        )
    return naam


def parse_functie(text: str) -> Functie:
    """Return the office of whoever signs."""
    if heading_key(text) == _WND_BURGEMEESTER:
        return Functie.WAARNEMEND_BURGEMEESTER
    return parse_keuze(text, _FUNCTIES, "functie van een ondertekenaar")
