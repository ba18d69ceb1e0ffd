"""What came in: a file with its pages, a Word file, or something that is neither, with why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from overeenkomstgen.errors import Fault

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 200
"""The dots in an inch of a picture of a page: what offices scan with."""
FIJN = 150
"""The same where pages are compared: enough for the strokes of a letter."""


@dataclass(frozen=True, slots=True)
class Vak:
    """A box on a page, in points of 1/72 inch from the upper left of the page as it is seen."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, vakken: "Iterable[Vak]") -> Self:
        """Return the box around boxes, of which there is at least one."""
        sides = zip(*((v.left, v.top, v.right, v.bottom) for v in vakken), strict=True)
        return cls(*(least(side) for least, side in zip((min, min, max, max), sides, strict=True)))

    @property
    def middle(self) -> float:
        """Halfway from its top to its bottom."""
        return (self.top + self.bottom) / 2

    def dots(self, dpi: int) -> tuple[int, int, int, int]:
        """Return its sides in a picture with so many dots in an inch."""
        scale = dpi / 72
        left, top = int(self.left * scale), int(self.top * scale)
        return left, top, int(self.right * scale), int(self.bottom * scale)

    def touches(self, other: "Vak") -> bool:
        """Return whether both cover some of the same."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Woord:
    """A word on a page: signs without white space, and the box around them."""

    tekst: str
    vak: Vak


@dataclass(frozen=True, slots=True)
class Blad:
    """One page that came in.

    Attributes:
        bron: Where it was found, as the user knows it: ``post.eml, bijlage scan.pdf``.
        nummer: Which page it is in that file, from 1.
        tekst: Its text, lines ending with a line feed; empty for a scan. ``woorden`` is the same.
        draw: Makes the picture, with so many dots in an inch.
    """

    bron: str
    nummer: int
    tekst: str = ""
    woorden: tuple[Woord, ...] = ()
    draw: "Callable[[int], Image] | None" = field(default=None, repr=False, compare=False)

    def beeld(self, dpi: int = DPI, bedekt: "Iterable[Vak]" = ()) -> "Image":
        """Return it as a picture in grey, mode ``L``, not to be altered; a huge one is smaller.

        What stands in the boxes ``bedekt`` is left out. InputError if it cannot be drawn.
        """
        if self.draw is None:
            raise ValueError(self.bron)
        seen, boxes = self.draw(dpi), tuple(bedekt)
        seen = seen.copy() if boxes else seen
        for box in boxes:
            seen.paste(255, box.dots(dpi))
        return seen


@dataclass(frozen=True, slots=True)
class Bladen:
    """A file that came in: a PDF, a picture, or one of Word, without pages until it is printed.

    Its ``bron`` is that of its pages, ``soort`` is ``pdf``, ``jpeg``, ``png``, ``tiff`` or
    ``docx``, ``inhoud`` the file byte for byte, ``pdf`` the same or its pictures as a PDF, dot for
    dot; ``opmerkingen`` tell what in it was left alone.
    """

    bron: str
    soort: str
    inhoud: bytes = field(repr=False)
    pdf: bytes = field(default=b"", repr=False)
    bladen: tuple[Blad, ...] = ()
    opmerkingen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Onherkend:
    """Something that came in and cannot be used.

    ``wacht`` says whether it may still become whole, as a file that is being written.
    """

    reden: Fault
    wacht: bool = False


Deel = Bladen | Onherkend
"""What was found in a file that came in; a zip or an e-mail can have several."""
