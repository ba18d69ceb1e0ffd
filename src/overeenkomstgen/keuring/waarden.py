"""Text that still carries the value of one municipality, where a field should stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from overeenkomstgen.kern.tabel import show_list
from overeenkomstgen.kern.velden import find_veld
from overeenkomstgen.keuring.letterlijk import Letterlijk, Waardenzoeker
from overeenkomstgen.keuring.sjabloonbestand import Sjabloonalinea, Sjabloonbestand
from overeenkomstgen.keuring.vondst import Graad, Vondst

_NO_COINCIDENCE = 2
_FEW = 3
_LONGEST = 2_000_000
_OR_LEAVE = ", of laat het staan als het voor elke gemeente geldt"


def find_values(bestand: Sjabloonbestand, zoeker: Waardenzoeker) -> Iterator[Vondst]:
    """Find values of municipalities.

    One value can be a coincidence or meant to be there, and deserves a look. Two different
    values of one municipality are no coincidence: every municipality would get them.
    """
    found = list(_found(bestand, zoeker))
    texts = {value.tekst: value for _, value in found}
    counts = Counter(name for value in texts.values() for name in value.gemeenten)
    for alinea, value in found:
        certain = any(counts[name] >= _NO_COINCIDENCE for name in value.gemeenten)
        tags = [find_veld(veld).opdracht for veld in value.velden]
        yield bestand.vondst(
            Graad.FOUT if certain else Graad.LET_OP,
            f'"{value.tekst}" is een gegeven van {_of(value)} en komt zo in elk document',
            f"zet er {show_list(tags, 'of')} voor in de plaats{'' if certain else _OR_LEAVE}",
            alinea,
            value.tekst,
        )


def _found(
    bestand: Sjabloonbestand, zoeker: Waardenzoeker
) -> Iterator[tuple[Sjabloonalinea, Letterlijk]]:
    """Give each value at each paragraph, once, as far as a text is still one that people read."""
    length = 0
    for alinea in bestand.alineas:
        text = alinea.text
        length += len(text)
        if length > _LONGEST:
            return
        for value in dict.fromkeys(zoeker.find(text)):
            yield alinea, value


def _of(value: Letterlijk) -> str:
    """Return whose value it is."""
    names = value.gemeenten
    if len(names) > _FEW:
        return f"{len(names)} gemeenten, waaronder {names[0]},"
    noun = "de gemeente" if len(names) == 1 else "de gemeenten"
    return f"{noun} {show_list(list(names), 'en')}"
