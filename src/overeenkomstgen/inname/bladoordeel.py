"""What pages say otherwise than the issued pages that they were held against, and where."""

from collections.abc import Iterable
from dataclasses import replace

from overeenkomstgen.inname.beeld import Afwijking, Bladvergelijking, Inkt
from overeenkomstgen.inname.gelezen import is_blank_line
from overeenkomstgen.inname.oordeel import Anders, Gezien, Lijn, Merk, filled
from overeenkomstgen.proef.vergelijking import flat


def judge_pages(
    gezien: Gezien, bladen: Iterable[Bladvergelijking], tekenblad: int
) -> tuple[Gezien, tuple[Lijn, ...]]:
    """Return what was seen of a paper, with what its pages show; and what was written on lines.

    ``tekenblad`` is the number of the page to sign on.
    """
    told, lijnen = list[tuple[int | None, Afwijking]](), list[Lijn]()
    inkt, merken = list[tuple[int | None, Inkt]](), list[Merk]()
    for blad, (nummer, found) in enumerate(zip(gezien.nummers, bladen, strict=True), 1):
        own, lines = _told(found)
        told += ((nummer, each) for each in own)
        inkt += ((nummer, each) for each in found.inkt)
        merken += (Merk(blad, found.in_scan(each.vak), not each.onzeker) for each in own)
        merken += (Merk(blad, found.in_scan(each.vak), stuit=False) for each in found.inkt)
        lijnen += lines
    seen = replace(
        gezien,
        anders=tuple(Anders(f"bladzijde {n}", a.oud, a.nieuw) for n, a in told if not a.onzeker),
        onzeker=tuple(f'"{each.oud}" op bladzijde {n}' for n, each in told if each.onzeker),
        inkt=tuple(dict.fromkeys(where(nummer, each) for nummer, each in inkt)),
        plek=any(nummer == tekenblad for nummer, _ in inkt),
        merken=tuple(merken),
    )
    return seen, tuple(lijnen)


def where(nummer: int | None, inkt: Inkt) -> str:
    """Return where something is written, by the number of its page."""
    bij = "op de invulregel" if is_blank_line(inkt.bij) else f"bij {inkt.bij}"
    return f"bladzijde {nummer or '?'}, {bij if inkt.bij else 'naast de tekst'}"


def _told(found: Bladvergelijking) -> tuple[list[Afwijking], list[Lijn]]:
    """Return what differs otherwise than by what was written on lines, and that."""
    read = [(each, filled(each.oud, each.nieuw)) for each in found.afwijkingen]
    lijnen = [line for _, lines in read for line in lines or ()]
    left = [each for each, lines in read if lines is None and not each.ingevuld]
    own = [each for each in left if each.onzeker or not _is_line(each, lijnen, found.tekst)]
    return own, lijnen


def _is_line(afwijking: Afwijking, lijnen: Iterable[Lijn], issued: str) -> bool:
    """Tell whether words are a line that was filled in, read once more with what is around it."""
    rest = nieuw = flat(afwijking.nieuw)
    for _, waarde in lijnen:
        rest = rest.replace(flat(waarde), "") if waarde else rest
    return not afwijking.oud and rest != nieuw and rest.strip(",.;") in flat(issued)
