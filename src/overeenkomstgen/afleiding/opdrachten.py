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
    bare = any(_is_bare_line(voorbeeld, each) for each in chosen)
    told = () if bare else soms_open
    return tuple(made for each in chosen for made in _replace(voorbeeld, each, told))


def _is_bare_line(voorbeeld: Voorbeeld, treffer: Treffer) -> bool:
    """Return whether this is a fill-in line, in running text, that does not tell what it is for."""
    is_line = treffer.veld in voorbeeld.open_velden
    return is_line and not treffer.los and treffer.toelichting is None


def _replace(
    voorbeeld: Voorbeeld, treffer: Treffer, soms_open: Collection[str]
) -> Iterator[Vervanging]:
    alinea = voorbeeld.alineas[treffer.alinea]
    start, end = alinea.inhoud.place(treffer.start, treffer.end)
    tag, added = treffer.kandidaten[0].opdracht, ""
    if treffer.toelichting:
        first, last = alinea.inhoud.place(*treffer.toelichting)
        said = alinea.inhoud.raw[first:last]
        anchor = first + said.index("(")
        yield Vervanging(
            treffer.veld, treffer.alinea, first, last, _when_open(treffer.veld, said), anchor
        )
    elif treffer.invulwoord:
        tag += _when_open(treffer.veld, treffer.invulwoord)
    elif (
        treffer.invulwoord is None
        and treffer.veld in INVULWOORDEN
        and treffer.veld in soms_open
        and treffer.veld not in voorbeeld.open_velden
        and not treffer.los
        and alinea.plaats != "eigenschap"
    ):
        added = f"({INVULWOORDEN[treffer.veld]})"
        tag += _when_open(treffer.veld, f"{NO_BREAK_SPACE}{added}")
    yield Vervanging(treffer.veld, treffer.alinea, start, end, tag, start, added)


def _when_open(veld: str, text: str) -> str:
    return f"{{% if not {veld} %}}{text}{{% endif %}}"
