"""A second example of the same document: it settles what one example cannot."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from overeenkomstgen.afleiding.keuze import Bestemming, Treffer, Voorbeeld, find
from overeenkomstgen.afleiding.schrijfwijze import Kandidaat
from overeenkomstgen.kern.tabel import grouped
from overeenkomstgen.keuring.leesvorm import readable
from overeenkomstgen.keuring.sporen import LIJN

_ALIKE = 0.6  # of 1: less than that is another paragraph
_FAR = 10  # paragraphs
_NEAR = 3  # words
_SAID = r"\s*\([^()]{2,30}\)"


def settle(een: Voorbeeld, treffers: Sequence[Treffer], twee: Voorbeeld) -> tuple[Treffer, ...]:
    """Return what was found in the first example, in the light of the second.

    A field stays possible only where the second example has its own value of that field in
    the same place.
    """
    others = dict(_pairs(een, treffers, twee))
    settled: list[Treffer] = []
    for number, found in grouped((each.alinea, each) for each in treffers).items():
        pair = twee.alineas[others[number]] if number in others else None
        settled += _in_alinea(een, found, twee, pair.text) if pair else found
    return tuple(settled)


def _in_alinea(
    een: Voorbeeld, found: list[Treffer], twee: Voorbeeld, text: str
) -> Iterator[Treffer]:
    """Yield what was found in a paragraph, in the light of the same paragraph elsewhere."""
    own = een.alineas[found[0].alinea].text
    options = [_options(een, treffer, twee) for treffer in found]
    ways, gaps, at = [], [], 0
    for treffer, each in zip(found, options, strict=True):
        literal = _literal(own[treffer.start : treffer.end])
        ways.append("|".join(dict.fromkeys((*(way for _, way in each), literal))))
        gaps.append(own[at : treffer.start])
        at = treffer.toelichting[1] if treffer.toelichting else treffer.end
    gaps.append(own[at:])
    whole = "".join(
        f"{_literal(gap)}(?P<own{number}>{way})(?P<said{number}>{_SAID})?"
        for number, (gap, way) in enumerate(zip(gaps, ways, strict=False))
    )
    match = re.fullmatch(whole + _literal(gaps[-1]), text)
    for number, treffer in enumerate(found):
        place = match or _nearby(text, gaps[number : number + 2], ways[number], number)
        if place is None:
            yield treffer
            continue
        here = str(place[f"own{number}"])
        fitting = [kandidaat for kandidaat, way in options[number] if re.fullmatch(way, here)]
        said = None if treffer.toelichting else place[f"said{number}"]
        same = readable(here) == readable(own[treffer.start : treffer.end])
        yield _judge(treffer, fitting, readable(here), said, same=same)


def _nearby(text: str, gaps: list[str], ways: str, number: int) -> re.Match[str] | None:
    """Return the one place with the same words beside it, in a paragraph that differs elsewhere."""
    before, after = (gap.split() for gap in gaps)
    left, right = (r"\s+".join(map(re.escape, each)) for each in (before[-_NEAR:], after[:_NEAR]))
    value = rf"(?<!\w)(?P<own{number}>{ways})(?!\w)(?P<said{number}>{_SAID})?"
    for one, other in ((left, right), (left, ""), ("", right)):
        found = list(re.finditer(rf"{one}\s*{value}\s*{other}", text)) if one or other else []
        if len(found) == 1:
            return found[0]
    return None


def _judge(
    treffer: Treffer, fitting: list[Kandidaat], here: str, said: str | None, *, same: bool
) -> Treffer:
    """Return a value in the light of what stands in its place in the second example."""
    if treffer.bestemming is Bestemming.VERGRENDELD:
        return treffer
    grond = f"in het tweede voorbeeld staat hier '{here}'"
    if re.fullmatch(LIJN, here) and fitting:
        treffer = replace(treffer, invulwoord=said or "")
    if not fitting:
        return replace(treffer, bestemming=Bestemming.VAST, grond=grond) if same else treffer
    if treffer.bestemming is Bestemming.VAST and same:
        return treffer
    own = [each for each in fitting if each.veld == treffer.veld]
    if treffer.bestemming is Bestemming.VELD and own:
        exact = treffer.kandidaten[0] in own
        return treffer if exact else treffer.choose(own[0], treffer.grond)
    if len({each.veld for each in fitting}) == 1:
        return treffer.choose(fitting[0], grond)
    return replace(
        treffer, kandidaten=tuple(fitting), kansrijk=len(fitting), bestemming=Bestemming.TWIJFEL
    )


def _options(een: Voorbeeld, treffer: Treffer, twee: Voorbeeld) -> list[tuple[Kandidaat, str]]:
    """Return each field that a value can be, with what the second example would have there."""
    found: list[tuple[Kandidaat, str]] = []
    for kandidaat in treffer.kandidaten:
        if kandidaat.veld in twee.open_velden:
            found.append((kandidaat, LIJN))
            continue
        for other in twee.kandidaten:
            if other.opdracht == kandidaat.opdracht:
                found.append((kandidaat, _literal(other.tekst)))
            elif other.veld == kandidaat.veld and kandidaat.veld in een.open_velden:
                found.append((other, _literal(other.tekst)))  # now its notation can be seen
    return found


def _literal(text: str) -> str:
    """Return a pattern for a text, in which white space may differ."""
    return r"\s+".join(re.escape(piece) for piece in re.split(r"\s+", text))


def _pairs(
    een: Voorbeeld, treffers: Sequence[Treffer], twee: Voorbeeld
) -> Iterator[tuple[int, int]]:
    """Yield the alineas that are the same in both examples but for the values in them."""
    left, right = _skeletons(een, treffers), _skeletons(twee, find(twee))
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(range(a, b), range(c, d), strict=True)
        elif tag == "replace":
            start = c
            for number in range(a, b):
                for other in range(start, min(start + _FAR, d)):
                    pair = SequenceMatcher(None, left[number], right[other], autojunk=False)
                    if pair.ratio() >= _ALIKE:
                        yield number, other
                        start = other + 1
                        break


def _skeletons(voorbeeld: Voorbeeld, treffers: Sequence[Treffer]) -> list[str]:
    """Return the text of each paragraph without the values in it."""
    values = grouped(
        (each.alinea, each) for each in treffers if each.bestemming is not Bestemming.VAST
    )
    made = []
    for number, alinea in enumerate(voorbeeld.alineas):
        text = alinea.text
        for each in reversed(values.get(number, [])):
            end = each.toelichting[1] if each.toelichting else each.end
            text = f"{text[: each.start]}\0{text[end:]}"
        made.append(" ".join(text.split()))
    return made
