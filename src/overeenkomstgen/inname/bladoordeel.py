"""What one page says otherwise than the issued page that it was held against, and where."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from overeenkomstgen.inname.beeld import Afwijking, Bladvergelijking
from overeenkomstgen.inname.oordeel import Anders, Lijn, Merk, filled
from overeenkomstgen.proef.vergelijking import flat


@dataclass(frozen=True, slots=True)
class Bladoordeel:
    """What was found on a page; as :class:`Gezien` has it of a whole paper."""

    anders: tuple[Anders, ...]
    onzeker: tuple[str, ...]
    lijnen: tuple[Lijn, ...]
    merken: tuple[Merk, ...]


def judge_page(found: Bladvergelijking, blad: int, nummer: int | None) -> Bladoordeel:
    """Judge what was found on a page, the how manieth of a paper, which is page ``nummer``."""
    read = [(other, filled(other.oud, other.nieuw)) for other in found.afwijkingen]
    lijnen = tuple(line for _, lines in read for line in lines or ())
    told = [*_told((other for other, lines in read if lines is None), lijnen, found.tekst)]
    merken = [Merk(blad, found.in_scan(each.vak), not each.onzeker) for each in told]
    merken += (Merk(blad, found.in_scan(each.vak), stuit=False) for each in found.inkt)
    place = f"bladzijde {nummer}"
    return Bladoordeel(
        tuple(Anders(place, each.oud, each.nieuw) for each in told if not each.onzeker),
        tuple(f'"{each.oud}" op {place}' for each in told if each.onzeker),
        lijnen,
        tuple(merken),
    )


def _told(others: Iterable[Afwijking], lijnen: Iterable[Lijn], issued: str) -> Iterator[Afwijking]:
    """Give what differs otherwise than by what was written on a line."""
    for each in others:
        whole = each.oud or not _is_line(each.nieuw, lijnen, issued)
        if not each.ingevuld and (each.onzeker or whole):
            yield each


def _is_line(nieuw: str, lijnen: Iterable[Lijn], issued: str) -> bool:
    """Tell whether words are a line that was filled in, read once more with what is around it."""
    rest = flat(nieuw)
    for _, waarde in lijnen:
        rest = rest.replace(flat(waarde), "") if waarde else rest
    return rest != flat(nieuw) and rest.strip(",.;") in flat(issued)
