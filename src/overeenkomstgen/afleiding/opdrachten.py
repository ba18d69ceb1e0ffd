"""The tags that come in the place of the values that were found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from overeenkomstgen.afleiding.aanwijzingen import INVULWOORDEN
from overeenkomstgen.afleiding.keuze import Bestemming, Treffer, Voorbeeld
from overeenkomstgen.kern.notatie import NO_BREAK_SPACE


@dataclass(frozen=True, slots=True)
class Vervanging:
    """A stretch of a paragraph and what comes in its place.

    Attributes:
        veld: The field that it is about.
        alinea: The number of the paragraph.
        start: Where it begins, in the text as it stands in the file.
        end: Where it ends.
        tekst: What comes there.
        anker: The character, in that text, whose layout it gets.
        toegevoegd: What comes behind the fill-in line of a field, without there being any
            in the example.
    """

    veld: str
    alinea: int
    start: int
    end: int
    tekst: str
    anker: int
    toegevoegd: str = ""


def replacements(
    voorbeeld: Voorbeeld, treffers: Iterable[Treffer], soms_open: Collection[str]
) -> tuple[Vervanging, ...]:
    """Return what is to be replaced by what; of what was found only what is surely a field.

    Behind a field that is not known for every municipality comes, in running text, which fact
    belongs on the line, shown only where there is a line: as the example does it, and where
    the example has no lines as ``(datum)``.
    """
    chosen = [each for each in treffers if each.bestemming is Bestemming.VELD]
    bare_lines = any(
        each.veld in voorbeeld.open_velden and not each.los and each.toelichting is None
        for each in chosen
    )
    told = () if bare_lines else soms_open
    return tuple(made for each in chosen for made in _replace(voorbeeld, each, told))


def _replace(
    voorbeeld: Voorbeeld, treffer: Treffer, soms_open: Collection[str]
) -> Iterator[Vervanging]:
    alinea, veld = voorbeeld.alineas[treffer.alinea], treffer.veld
    start, end = alinea.inhoud.place(treffer.start, treffer.end)
    tag, added = treffer.kandidaten[0].opdracht, ""
    if treffer.toelichting:
        first, last = alinea.inhoud.place(*treffer.toelichting)
        said = alinea.inhoud.raw[first:last]
        anchor = first + said.index("(")
        yield Vervanging(veld, treffer.alinea, first, last, _when_open(veld, said), anchor)
    elif treffer.invulwoord:
        tag += _when_open(veld, treffer.invulwoord)
    elif (
        treffer.invulwoord is None
        and veld in soms_open
        and veld not in voorbeeld.open_velden
        and not treffer.los
        and alinea.plaats != "eigenschap"
    ):
        added = f"({INVULWOORDEN[veld]})"
        tag += _when_open(veld, f"{NO_BREAK_SPACE}{added}")
    yield Vervanging(veld, treffer.alinea, start, end, tag, start, added)


def _when_open(veld: str, text: str) -> str:
    return f"{{% if not {veld} %}}{text}{{% endif %}}"
