"""Text that still carries the value of one municipality, where a field should stand."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from overeenkomstgen.kern.tabel import show_list
from overeenkomstgen.keuring.letterlijk import Letterlijk, Waardenzoeker
from overeenkomstgen.keuring.sjabloonbestand import Sjabloonalinea, Sjabloonbestand
from overeenkomstgen.keuring.vondst import Graad, Vondst
from overeenkomstgen.velden.velden import find_veld
from overeenkomstgen.word.elders import TITEL, read_elsewhere

_NO_COINCIDENCE = 2
_FEW = 3
_LONGEST = 2_000_000
_OR_QUOTE = ', of schrijf {{{{ "{}" }}}} als het zo in elk document hoort'
_OR_LEAVE = ", of laat het staan als het voor elke gemeente geldt"


class _Gevonden(NamedTuple):
    """What was found: in which paragraph, and where else than in its text."""

    alinea: Sjabloonalinea | None
    elders: str
    value: Letterlijk


def find_values(
    bestand: Sjabloonbestand,
    zoeker: Waardenzoeker,
    *,
    per_gemeente: bool = True,
    alles: bool = True,
) -> Iterator[Vondst]:
    """Find what can belong to one municipality.

    One value can be a coincidence or meant to be there, and deserves a look. Two values of one
    municipality, or its name twice, are no coincidence in a text that is not about others as
    well; neither is its name beside the field with the name. A link or a property can be of
    whoever typed the text; and in a document for all together, nothing is certain. Without
    ``alles`` what is not certain may be missing.
    """
    found = list(_found(bestand, zoeker, alles=alles))
    sure = [each for each in found if each.value.waarde and each.elders in {"", TITEL}]
    telling = _telling(sure) if per_gemeente else set()
    for each in dict.fromkeys(found):
        alinea, elders, value = each
        keys = {*value.gemeenten, alinea if value.is_naam else ""}
        certain = bool(value.waarde) and elders in {"", TITEL} and not telling.isdisjoint(keys)
        tags = [find_veld(veld).opdracht for veld in value.velden] or ["een veld"]
        advice = value.advies or f"zet er {show_list(tags, 'of')} voor in de plaats"
        advice += _OR_QUOTE.format(value.tekst) if certain else _OR_LEAVE
        shown = f'"{value.tekst}"{f" ({elders})" if elders else ""}'
        what = f"{shown} is {value.wat.format(_of(value.gemeenten))} en komt zo in elk document"
        graad = Graad.FOUT if certain else Graad.LET_OP
        yield bestand.vondst(graad, what, advice, alinea, value.tekst)


def _telling(sure: list[_Gevonden]) -> set[str | Sjabloonalinea | None]:
    """Return the municipalities of which there is more than chance, and no less than of others.

    And the paragraphs with the name of one municipality and the field with the name.
    """
    mentions = Counter(name for each in sure for name in each.value.gemeenten)
    told = defaultdict[str, set[object]](set)
    beside = defaultdict[Sjabloonalinea, set[tuple[str, ...]]](set)
    for number, (alinea, _, value) in enumerate(sure):
        for name in value.gemeenten:
            told[name].add(number if value.is_naam else value.waarde)
        if alinea is not None and value.is_naam:
            text = alinea.text
            own = any(veld in text for veld in value.velden)
            beside[alinea].add(value.gemeenten if own else ())
    many = (name for name, said in told.items() if len(said) >= _NO_COINCIDENCE)
    return {
        *(alinea for alinea, names in beside.items() if len(names) == 1 and () not in names),
        *(name for name in many if 2 * mentions[name] >= len(sure)),
    }


def _found(bestand: Sjabloonbestand, zoeker: Waardenzoeker, *, alles: bool) -> Iterator[_Gevonden]:
    """Give what there is, as far as a text is still one that people read."""
    elsewhere = read_elsewhere(bestand.word, bestand.lezers)
    texts = [
        *((alinea, "", alinea.text) for alinea in bestand.alineas),
        *((bestand.around(element), elders, text) for elders, text, element in elsewhere),
    ]
    length = 0
    for alinea, elders, text in texts:
        length += len(text)
        if length > _LONGEST:
            return
        for value in zoeker.find(text, alles=alles):
            yield _Gevonden(alinea, elders, value)


def _of(names: tuple[str, ...]) -> str:
    """Return whose value it is."""
    if len(names) > _FEW:
        return f"{len(names)} gemeenten, waaronder {names[0]},"
    return f"de gemeente{'n' * (len(names) > 1)} {show_list(list(names) or [''], 'en')}"
