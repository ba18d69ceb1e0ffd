"""A scan held against the page that was issued: what says something else, and where ink came.

Each word of the issued page is held against its picture in the scan. What differs is read by
OCR, and only that; a page that is laid out otherwise is read whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from overeenkomstgen.inname import ocr
from overeenkomstgen.inname.blad import DPI, Blad, Vak, Woord
from overeenkomstgen.inname.gelezen import Gelezenblad, is_blank_line
from overeenkomstgen.inname.ocr import Gelezenwoord
from overeenkomstgen.inname.regel import Regel, box_in, has_figure, hold
from overeenkomstgen.inname.registratie import FIJN, Raster, at_size, ink, register, summed
from overeenkomstgen.inname.vlek import Vlek, find_stains
from overeenkomstgen.vergelijken.passage import key_of
from overeenkomstgen.vergelijken.woordverschil import compare_words

if TYPE_CHECKING:
    from PIL.Image import Image

_DOUBT = 0.29  # by how much ink, on average, a spot as wide as a stroke may differ
_NOISE = 2.3  # and by how many times what is usual on the page
_BLANK = 0.4  # of a stain that is a pen's lies where the page is blank, at least
_SURE, _CERTAIN = 60, 90  # of a word that was read
_MOST = 0.5  # of a stain lies under words that were read, if it is those words
_WIDE, _WORDS = 90, 4  # points and sure words of a sentence, at least
_MUCH = 1.5  # times what is doubtful
_TALL = 48  # points of a stamp, at least
_DASHES = "_|~\u2013\u2014"  # at the edges of a word, where OCR sees them in dirt
_TWICE = 1, 1, 1, 1  # as a scan is blurred, and then again
_SCRIBBLE = 15  # cells that a pen covers, at least, where nothing is known of the page


@dataclass(frozen=True, slots=True)
class Afwijking:
    """Words that a paper says otherwise than what was issued.

    Attributes:
        vak: Where on its page.
        onzeker: Whether they may only be dirty, or have a stamp over them.
    """

    oud: str
    nieuw: str
    vak: Vak
    onzeker: bool = False

    @property
    def ingevuld(self) -> bool:
        """Whether a line to write on was filled in, and nothing else was changed."""
        words = self.oud.split()
        return any(map(is_blank_line, words)) and all(
            is_blank_line(word) or word.startswith("(") for word in words
        )


@dataclass(frozen=True, slots=True)
class Inkt:
    """Something that was written or printed where the issued page is blank, or over its words.

    Attributes:
        bij: The words of the issued page next to it: ``R.C. König``.
        over: The words that it goes through.
    """

    vak: Vak
    bij: str
    over: str = ""


@dataclass(frozen=True, slots=True)
class Bladvergelijking:
    """What a page that came back shows otherwise than the issued one, and the text of that."""

    tekst: str
    afwijkingen: tuple[Afwijking, ...]
    inkt: tuple[Inkt, ...]


def compare(beeld: "Image", uitgegeven: Blad, dpi: int = DPI) -> Bladvergelijking | None:
    """Hold the picture of a page against the issued page; None where its layout is another.

    ToolError where something must be read, and tesseract does not work.
    """
    scan, issued = at_size(beeld, dpi), uitgegeven.beeld(FIJN)
    ligging = register(scan, issued)
    if ligging is None:
        return None
    straight = ligging.straighten(scan, issued.size)
    seen = ink(straight, blur=1)
    known = 1 - summed(np.asarray(issued), *_TWICE) / 255
    regels, off = hold(uitgegeven.woorden, seen, known)
    values = np.concatenate([np.maximum(regel.extra, regel.lacks) for regel in regels])
    limit = max(_DOUBT, _NOISE * float(np.median(values)))
    for regel in regels:
        regel.doubt(limit)
    inkt, printed = _sorted_out(find_stains(off, known, limit), regels, limit)
    gelezen, afwijkingen = list[list[Gelezenwoord]](), list[Afwijking]()
    if to_read := [regel for regel in regels if regel.naast or regel.lees.any()]:
        gelezen = _read(seen, to_read)
        afwijkingen = [*_afwijkingen(regels, to_read, gelezen)]
        inkt += _struck(to_read, afwijkingen, limit)
    added = [Afwijking("", text, each.vak) for each in inkt if (text := _sentence(each.vak, seen))]
    inkt = [each for each in inkt if not any(each.vak is other.vak for other in added)]
    sure = [each.vak for line in gelezen for each in line if each.zekerheid > _SURE]
    inkt += [_inkt(vlek, regels) for vlek in printed if vlek.under(sure) < _MOST]
    return Bladvergelijking(uitgegeven.tekst, (*afwijkingen, *added), tuple(inkt))


def find_ink(blad: Gelezenblad) -> tuple[Inkt, ...]:
    """Return what stands on a page that was read and is no text, such as what a pen wrote."""
    seen = ink(at_size(blad.beeld, blad.dpi), blur=1)
    known = np.zeros_like(seen)
    heights = [woord.vak.bottom - woord.vak.top for woord in blad.woorden]
    tall = 2 * float(np.median(heights)) if heights else 0.0
    rows = [[each for each in row if each.vak.bottom - each.vak.top < tall] for row in blad.regels]
    for woord in blad.woorden:
        if woord.zekerheid <= _SURE and woord.vak.bottom - woord.vak.top >= tall:
            continue
        box_in(woord.vak, seen)[:], box_in(woord.vak, known)[:] = 0, 1
    return tuple(
        Inkt(vlek.vak, _beside(vlek.vak, rows))
        for vlek in find_stains(seen, known, limit=1)
        if vlek.vak.bottom - vlek.vak.top > tall and len(vlek.cellen) >= _SCRIBBLE
    )


def _sorted_out(
    vlekken: Iterable[Vlek], regels: Sequence[Regel], limit: float
) -> tuple[list[Inkt], list[Vlek]]:
    """Return what was written with a pen, and what may be words, that are then to be read.

    A word that only has a pen over it need not be, but for figures: a pen can alter those.
    """
    penned, printed = [], []
    for vlek in vlekken:
        crossed = [regel for regel in regels if regel.beside(vlek.vak)]
        over = [
            (regel, number)
            for regel in crossed
            for number, woord in enumerate(regel.woorden)
            if woord.vak.touches(vlek.vak) and (regel.lees[number] or is_blank_line(woord.tekst))
        ]
        words = [(regel, number) for regel, number in over if regel.lees[number]]
        on_line = any(_is_within(regel, vlek.vak) for regel in crossed)
        if vlek.is_flat and not words:
            continue  # a line of the page that lies elsewhere
        if len(words) < len(over) or (not on_line and vlek.blank >= _BLANK):
            tall = vlek.vak.bottom - vlek.vak.top > _TALL
            for regel, number in words:
                gone = bool(regel.lacks[number] > limit)
                regel.lees[number] = gone or has_figure(regel.woorden[number])
                regel.vuil[number] |= not gone and tall
            penned.append(_inkt(vlek, regels))
        else:
            printed.append(vlek)
            for regel in crossed:
                regel.naast = True
    return penned, printed


def _struck(
    regels: Iterable[Regel], afwijkingen: Sequence[Afwijking], limit: float
) -> Iterator[Inkt]:
    """Give the words that read as they were issued, with much ink over them: struck through."""
    told = [each.vak for each in afwijkingen]
    for regel in regels:
        for woord, extra, lacks in zip(regel.woorden, regel.extra, regel.lacks, strict=True):
            clear = extra > _MUCH * limit and lacks <= limit
            if clear and not any(map(woord.vak.touches, told)):
                yield Inkt(woord.vak, _text(regel.woorden), woord.tekst)


def _inkt(vlek: Vlek, regels: Sequence[Regel]) -> Inkt:
    over = [
        woord.tekst
        for regel in regels
        for woord, extra in zip(regel.woorden, regel.extra, strict=True)
        if extra > _DOUBT and woord.vak.touches(vlek.vak)
    ]
    return Inkt(vlek.vak, _beside(vlek.vak, [regel.woorden for regel in regels]), " ".join(over))


def _is_within(regel: Regel, vak: Vak) -> bool:
    spare = 0.5 * (regel.vak.bottom - regel.vak.top)
    return vak.top >= regel.vak.top - spare and vak.bottom <= regel.vak.bottom + spare


def _beside(vak: Vak, rows: Iterable[Sequence[Woord]]) -> str:
    """Return the words above which or on which a place is: the line that ends nearest to it."""
    nearest: tuple[float, str] = (np.inf, "")
    for row in rows:
        words = [each for each in row if each.vak.left < vak.right and vak.left < each.vak.right]
        if words:
            away = abs(Vak.around(each.vak for each in words).bottom - vak.bottom)
            nearest = min(nearest, (away, _text(words)))
    return nearest[1]


def _sentence(vak: Vak, seen: Raster) -> str:
    """Return what stands in a box where it reads as a sentence, which a pen rarely does."""
    from PIL import Image  # noqa: PLC0415 - slow to load

    if vak.right - vak.left < _WIDE:
        return ""
    page = Image.fromarray((255 * (1 - np.pad(box_in(vak, seen), 20))).astype(np.uint8))
    larger = page.resize((page.width * 2, page.height * 2), Image.Resampling.BICUBIC)
    words = ocr.read(larger, FIJN * 2, ocr.LINES)
    sure = [each for each in words if each.zekerheid > _SURE and each.tekst[1:].isalpha()]
    return _text(words) if len(sure) >= _WORDS else ""


def _read(seen: Raster, regels: Sequence[Regel]) -> list[list[Gelezenwoord]]:
    """Read lines of a page, closed up so that they are a block of text; return those of each."""
    from PIL import Image  # noqa: PLC0415 - slow to load

    spare, gap = 5, 10
    bands = [slice(max(regel.top - spare, 0), regel.bottom + spare) for regel in regels]
    pieces = [np.pad(seen[band], gap) for band in bands]
    page = Image.fromarray((255 * (1 - np.vstack(pieces))).astype(np.uint8))
    larger = page.resize((page.width * 2, page.height * 2), Image.Resampling.BICUBIC)
    words, found, top = ocr.read(larger, FIJN * 2, ocr.LINES), list[list[Gelezenwoord]](), 0
    for band, piece in zip(bands, pieces, strict=True):
        here, end = top * 72 / FIJN, (top + len(piece)) * 72 / FIJN
        down, right = (band.start - top - gap) * 72 / FIJN, -gap * 72 / FIJN
        own = [each.moved(right, down) for each in words if here < each.vak.middle <= end]
        found.append(sorted(own, key=lambda each: each.vak.left))
        top += len(piece)
    return found


def _afwijkingen(
    regels: Sequence[Regel], to_read: Sequence[Regel], gelezen: Sequence[Sequence[Gelezenwoord]]
) -> Iterator[Afwijking]:
    """Give what was read otherwise than it was issued, line by line or of lines that follow."""
    places = [regels.index(regel) for regel in to_read]
    starts = [at for at, place in enumerate(places) if not at or place != places[at - 1] + 1]
    for first, last in pairwise([*starts, len(to_read)]):
        words = [woord for line in gelezen[first:last] for woord in line]
        yield from _differing(to_read[first:last], words)


def _differing(regels: Sequence[Regel], gelezen: Iterable[Gelezenwoord]) -> Iterator[Afwijking]:
    """Give what was read otherwise, where the picture differs as well.

    What is printed in grey can be lost in a scan in black and white; it is only guessed at then.
    """
    issued = [woord for regel in regels for woord in regel.woorden]
    lees = np.concatenate([regel.lees for regel in regels])
    pale = np.concatenate([np.full(len(regel.woorden), regel.bleek) for regel in regels])
    dirty = np.concatenate([regel.vuil for regel in regels])
    naast = np.concatenate([np.full(len(regel.woorden), regel.naast) for regel in regels])
    read = [each for each in gelezen if each.tekst.strip("|_-~'")]
    keys = [[_key(woord.tekst) for woord in words] for words in (issued, read)]
    for equal, a, b, c, d in compare_words(*keys):
        around = slice(max(a - 1, 0), b + 1)
        first, last = a, b
        filled = any(is_blank_line(woord.tekst) for woord in issued[a:b])  # by one word, or more
        if not equal and b - a == d - c and not filled:  # so each is held against its own
            doubtful = [at for at in range(a, b) if lees[at]]
            first, last = (doubtful[0], doubtful[-1] + 1) if doubtful else (b, b)
        elif equal or not (lees[around].any() or (a == b and naast[around].any())):
            continue
        old, new = issued[first:last], read[c + first - a : d + last - b]
        guessed = any(each.zekerheid < _CERTAIN for each in new) or _signs(old) == _signs(new)
        least = _SURE if any(map(has_figure, (*old, *new))) else _CERTAIN
        unsure = not new or any(each.zekerheid <= least for each in new)
        speck = not old and unsure and len(_text(new)) <= 1
        if not speck and not (pale[first:last].all() and guessed):
            same = dirty[first:last].all() and unsure and len(new) <= 2 * len(old)
            where = Vak.around(each.vak for each in old or new)
            yield Afwijking(_text(old), _text(new), where, onzeker=bool(old and same))


def _key(word: str) -> str:
    return key_of(word.strip(_DASHES) or word)


def _signs(woorden: Iterable[Woord]) -> str:
    return "".join(filter(str.isalnum, _text(woorden)))


def _text(woorden: Iterable[Woord]) -> str:
    return " ".join(woord.tekst for woord in woorden)
