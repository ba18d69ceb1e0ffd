"""A scan held against the page that was issued: what says something else, and where ink came.

Each word of the issued page is held against its picture in the scan. What differs is read by
OCR, and only that; a page that is laid out otherwise is read whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, product
from typing import TYPE_CHECKING

import numpy as np

from overeenkomstgen.inname import ocr
from overeenkomstgen.inname.blad import DPI, FIJN, Blad, Vak, Woord
from overeenkomstgen.inname.gelezen import Gelezenblad, is_blank_line, key
from overeenkomstgen.inname.inkt import Raster, at_size, blurred, ink
from overeenkomstgen.inname.ocr import Gelezenwoord
from overeenkomstgen.inname.regel import Plek, Regel, box_in, has_figure, hold
from overeenkomstgen.inname.registratie import Ligging, register
from overeenkomstgen.inname.vlek import Vlek, find_stains
from overeenkomstgen.vergelijken.woordverschil import compare_words

if TYPE_CHECKING:
    from PIL.Image import Image

_ONCE, _TWICE = (1, 1), (1, 1, 1, 1)  # as a scan is blurred, and then again
_BLANK = 0.4  # of a stain that is a pen's lies where the page is blank, at least
_SURE, _CERTAIN = 60, 90  # of a word that was read
_MOST = 0.5  # of a stain lies under words that were read, if it is those words
_WIDE, _WORDS = 90, 4  # points and sure words of a sentence, at least
_MUCH = 1.5  # times what is doubtful, of a word that was struck through
_TALL = 48  # points of a stamp, at least
_SCRIBBLE = 15  # cells that a pen covers, at least, where nothing is known of the page
_SPARE, _GAP = 5, 10  # dots around a line that is read, and around those


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

    ``bij`` are the words of that page next to it: ``R.C. König``.
    """

    vak: Vak
    bij: str


@dataclass(frozen=True, slots=True)
class Bladvergelijking:
    """What a page that came back shows otherwise than the issued one, and the text of that.

    Its boxes are those of the issued page; ``ligging`` tells where they lie in the scan, of which
    ``maat`` is the size in dots.
    """

    tekst: str
    afwijkingen: tuple[Afwijking, ...]
    inkt: tuple[Inkt, ...]
    ligging: Ligging = field(repr=False, compare=False)
    maat: tuple[int, int]

    def in_scan(self, vak: Vak) -> Vak:
        """Return where a box lies on the page that came back, in parts of its width and height."""
        corners = product((vak.left, vak.right), (vak.top, vak.bottom))
        there = self.ligging.places(np.array([*corners]) * FIJN / 72) / self.maat
        left, top, right, bottom = np.clip([*there.min(axis=0), *there.max(axis=0)], 0, 1)
        return Vak(float(left), float(top), float(right), float(bottom))


def compare(beeld: "Image", uitgegeven: Blad, dpi: int = DPI) -> Bladvergelijking | None:
    """Hold the picture of a page against the issued page; None where its layout is another.

    ToolError where something must be read, and tesseract does not work.
    """
    scan, issued = at_size(beeld, dpi), uitgegeven.beeld(FIJN)
    if (ligging := register(scan, issued)) is None:
        return None
    seen = ink(blurred(ligging.straighten(scan, issued.size), *_ONCE))
    known = 1 - blurred(issued, *_TWICE) / np.float32(255)
    regels, off, limit = hold(uitgegeven.woorden, seen, known)
    rows = [[plek.woord for plek in regel.plekken] for regel in regels]
    penned, printed = _sorted_out(find_stains(off, known, limit), regels, limit)
    doubtful = [r for r in regels if r.naast or any(plek.lees for plek in r.plekken)]
    read = _read(seen, doubtful) if doubtful else {}
    afwijkingen = [*_afwijkingen(regels, read)]
    added = [(vlek, _sentence(vlek.vak, seen)) for vlek in penned]
    sure = [each.vak for line in read.values() for each in line if each.zekerheid > _SURE]
    penned = [vlek for vlek, text in added if not text]
    penned += [vlek for vlek in printed if vlek.under(sure) < _MOST]
    inkt = [Inkt(each.vak, _beside(each.vak, rows)) for each in penned]
    inkt += _struck(doubtful, afwijkingen, limit)
    afwijkingen += [Afwijking("", text, vlek.vak) for vlek, text in added if text]
    return Bladvergelijking(uitgegeven.tekst, tuple(afwijkingen), tuple(inkt), ligging, scan.size)


def find_ink(blad: Gelezenblad) -> tuple[Inkt, ...]:
    """Return what stands on a page that was read and is no text, such as what a pen wrote."""
    seen = ink(blurred(at_size(blad.beeld, blad.dpi), *_ONCE))
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
) -> tuple[list[Vlek], list[Vlek]]:
    """Return what was written with a pen, and what may be words, that are then to be read.

    A word that only has a pen over it need not be, but for figures: a pen can alter those.
    """
    penned, printed = [], []
    for vlek in vlekken:
        crossed = [regel for regel in regels if regel.beside(vlek.vak)]
        over = [plek for r in crossed for plek in r.plekken if plek.woord.vak.touches(vlek.vak)]
        words = [plek for plek in over if plek.lees]
        if vlek.is_flat and not words:
            continue  # a line of the page that lies elsewhere
        on_line = any(regel.has_within(vlek.vak) for regel in crossed)
        on_blank = any(is_blank_line(plek.woord.tekst) for plek in over)
        if on_blank or (not on_line and vlek.blank >= _BLANK):
            tall = vlek.vak.bottom - vlek.vak.top > _TALL
            for plek in words:
                gone = plek.minder > limit
                plek.lees = gone or has_figure(plek.woord)
                plek.vuil |= not gone and tall
            penned.append(vlek)
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
        for plek in regel.plekken:
            clear = plek.meer > _MUCH * limit and plek.minder <= limit
            if clear and not any(map(plek.woord.vak.touches, told)):
                yield Inkt(plek.woord.vak, _text(each.woord for each in regel.plekken))


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
    if vak.right - vak.left < _WIDE:
        return ""
    words = _words(np.pad(box_in(vak, seen), 2 * _GAP))
    sure = [each for each in words if each.zekerheid > _SURE and each.tekst[1:].isalpha()]
    return _text(words) if len(sure) >= _WORDS else ""


def _read(seen: Raster, regels: Sequence[Regel]) -> dict[Regel, list[Gelezenwoord]]:
    """Read lines of a page, closed up so that they are a block of text; return those of each."""
    bands = [slice(max(regel.top - _SPARE, 0), regel.bottom + _SPARE) for regel in regels]
    pieces = [np.pad(seen[band], _GAP) for band in bands]
    words, found, top = _words(np.vstack(pieces)), dict[Regel, list[Gelezenwoord]](), 0
    for regel, band, piece in zip(regels, bands, pieces, strict=True):
        here, end = top * 72 / FIJN, (top + len(piece)) * 72 / FIJN
        down, right = (band.start - top - _GAP) * 72 / FIJN, -_GAP * 72 / FIJN
        own = [each.moved(right, down) for each in words if here < each.vak.middle <= end]
        found[regel] = sorted(own, key=lambda each: each.vak.left)
        top += len(piece)
    return found


def _words(seen: Raster) -> tuple[Gelezenwoord, ...]:
    """Read lines of a part of a page, twice as large as it is."""
    from PIL import Image  # noqa: PLC0415 - slow to load

    part = Image.fromarray((255 * (1 - seen)).astype(np.uint8))
    larger = part.resize((part.width * 2, part.height * 2), Image.Resampling.BICUBIC)
    return ocr.read(larger, FIJN * 2, ocr.LINES)


def _afwijkingen(
    regels: Iterable[Regel], read: Mapping[Regel, Iterable[Gelezenwoord]]
) -> Iterator[Afwijking]:
    """Give what was read otherwise than it was issued, of lines that follow each other at once.

    Only where the picture differs as well; what is printed in grey can be lost in a scan in black
    and white, and is only guessed at then.
    """
    for is_read, run in groupby(regels, key=read.__contains__):
        lines = [*run] if is_read else []
        issued = [(plek, regel) for regel in lines for plek in regel.plekken]
        words = [w for regel in lines for w in read[regel] if w.tekst.strip("|_-~'")]
        keys = [key(plek.woord) for plek, _ in issued], [*map(key, words)]
        for equal, a, b, c, d in compare_words(*keys):
            near, own, new = issued[max(a - 1, 0) : b + 1], issued[a:b], words[c:d]
            filled = any(is_blank_line(plek.woord.tekst) for plek, _ in own)  # by a word, or more
            if not equal and len(own) == len(new) and not filled:  # each is held against its own
                doubtful = [at for at, (plek, _) in enumerate(own) if plek.lees]
                part = slice(doubtful[0], doubtful[-1] + 1) if doubtful else slice(0)
                own, new = own[part], new[part]
            elif equal or not any(plek.lees or (a == b and r.naast) for plek, r in near):
                continue
            yield from _told(own, new)


def _told(own: Sequence[tuple[Plek, Regel]], new: Sequence[Gelezenwoord]) -> Iterator[Afwijking]:
    old = [plek.woord for plek, _ in own]
    guessed = any(each.zekerheid < _CERTAIN for each in new) or _signs(old) == _signs(new)
    least = _SURE if any(map(has_figure, (*old, *new))) else _CERTAIN
    unsure = not new or any(each.zekerheid <= least for each in new)
    speck = not old and unsure and len(_text(new)) <= 1
    if not speck and not (guessed and all(regel.bleek for _, regel in own)):
        dirty = old and unsure and all(plek.vuil for plek, _ in own) and len(new) <= 2 * len(old)
        where = Vak.around(each.vak for each in old or new)
        yield Afwijking(_text(old), _text(new), where, onzeker=bool(dirty))


def _signs(woorden: Iterable[Woord]) -> str:
    return "".join(filter(str.isalnum, _text(woorden)))


def _text(woorden: Iterable[Woord]) -> str:
    return " ".join(woord.tekst for woord in woorden)
