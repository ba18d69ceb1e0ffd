"""The proof of a derived template: filled for its own example, it gives the same text."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from overeenkomstgen.afleiding.aanwijzingen import LIJN
from overeenkomstgen.afleiding.tekst import read_text
from overeenkomstgen.proef.vergelijking import Namen, differences
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.tekst import read_word

NAMEN = Namen("in het voorbeeld", "in het ingevulde sjabloon")


def prove(
    sjabloon: Sjabloon, values: Mapping[str, Any], original: bytes, velden: Collection[str]
) -> tuple[str, ...]:
    """Return how a filled template differs from its example, in Dutch; nothing when it does not.

    Word for word: spaces and hyphens at which Word does not break a line count as ordinary
    ones, and a line to write on has any length.

    Raises:
        InputError: The template cannot be filled.
    """
    if faults := sjabloon.faults(velden):
        told = (str(fault).removeprefix(f"{sjabloon.name}, ") for fault in faults)
        return tuple(f"{each[0].upper()}{each[1:]}." for each in told)
    filled = sjabloon.fill(values).content
    first, second = _text(original), _text(filled)
    if first == second:
        return ()
    found = tuple(differences("\n".join(first), "\n".join(second), NAMEN))
    return found or ("Een spatie of de verdeling over alinea's is anders dan in het voorbeeld.",)


def _text(content: bytes) -> list[str]:
    """Return the text of a Word file to compare: its lines, headers, footers and properties."""
    bestand = Woordbestand.read(content)
    own = bestand.gegevens
    lines = [*read_word(bestand).as_text().split("\n"), own.title, own.subject, own.author]
    return [" ".join(re.sub(LIJN, "___", read_text(line).text).split()) for line in lines]
