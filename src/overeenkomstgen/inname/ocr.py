"""Reading the text of a picture: the only door to tesseract."""

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from overeenkomstgen.inname.blad import DPI, Vak, Woord
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.process import IdleError, run
from overeenkomstgen.schijf.systeem import GEEN_NEDERLANDS, TESSERACT

if TYPE_CHECKING:
    from PIL.Image import Image

TIME_LIMIT = 60.0
"""Seconds that tesseract may take for one picture."""
PAGE, LINES = 3, 6
"""What a picture holds, as tesseract counts: a page, or a block of lines below each other."""

_WORD, _FIELDS = "5", 12
_NO_DUTCH = "Failed loading language"


@dataclass(frozen=True, slots=True)
class Gelezenwoord(Woord):
    """A word as it was read from a picture.

    Attributes:
        zekerheid: How sure tesseract is of it, from 0 to 100.
    """

    zekerheid: float = 100.0

    def moved(self, right: float, down: float) -> Self:
        """Return the same word elsewhere, by so many points."""
        v = self.vak
        vak = Vak(v.left + right, v.top + down, v.right + right, v.bottom + down)
        return replace(self, vak=vak)


def read(image: "Image", dpi: int = DPI, kind: int = PAGE) -> tuple[Gelezenwoord, ...]:
    """Read the Dutch text of a picture, in the order in which a person would.

    It has so many dots in an inch, and holds a page or lines. One that tesseract cannot read, or
    not in time, has no words.

    Raises:
        ToolError: tesseract is not there, or does not know Dutch.
    """
    content = io.BytesIO()
    image.save(content, "PPM")  # needs no packing
    command = ["--dpi", str(dpi), "--psm", str(kind), "-l", "nld", "tsv"]
    try:
        with schijf.temporary_folder() as folder:
            place = folder / "blad.pgm"
            schijf.write(place, content.getvalue())
            _, said = run(
                [TESSERACT.find() or "tesseract", str(place), "stdout", *command],
                idle_limit=TIME_LIMIT,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
    except FileNotFoundError as error:
        raise TESSERACT.missing() from error
    except IdleError:
        return ()
    if _NO_DUTCH in said:
        raise TESSERACT.missing(GEEN_NEDERLANDS)
    return tuple(_words(said, 72 / dpi))


def _words(said: str, scale: float) -> Iterator[Gelezenwoord]:
    for line in said.splitlines():
        level, *others = line.split("\t")
        if level != _WORD or len(others) != _FIELDS - 1 or not (text := others[-1].strip()):
            continue
        left, top, width, height = (int(each) * scale for each in others[5:9])
        vak = Vak(left, top, left + width, top + height)
        yield Gelezenwoord(text, vak, float(others[9]))
