"""What comes in: files, and what is in them, read with distrust (*binnenkomst*).

What reads a file may crash or hang on it, so that is done aside, with limits on time and memory;
what was lost is said of that file alone.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

from overeenkomstgen.errors import InputError, os_fault
from overeenkomstgen.inname import inhoud
from overeenkomstgen.inname.blad import Blad, Bladen, Deel, Onherkend
from overeenkomstgen.inname.bladen import make_blad
from overeenkomstgen.inname.inhoud import OnvolledigError, incomplete, kind_of, too_much
from overeenkomstgen.schijf.plaats import is_link, read_bytes
from overeenkomstgen.schijf.process import Worker
from overeenkomstgen.word.pakket import cut

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES: Final = 200 * 1024**2
"""Of a file, and of all that comes out of it together."""
MOST_PARTS: Final = 500
"""That come out of a file."""
DEEPEST: Final = 5
"""How many files can be around one: a PDF in a zip, in an e-mail, in an e-mail has three."""
SECONDS: Final = 60.0
"""In which a file must be read, or a page be drawn."""

_T = TypeVar("_T")
ASIDE: Final = Worker(memory=2 * 1024**3)
"""Where that is done."""
_MAIL: Final = ("e-mail", "bijlage")
_HOLDS: Final = {inhoud.ZIP: ("zip", "daarin"), inhoud.MSG: _MAIL, inhoud.EML: _MAIL}
"""What a file with other files in it is called, and how one in it is found."""
_HIDDEN: Final = (".", "~$")  # files of the system, and those by which Word locks another


def files_in(places: Iterable[Path]) -> Iterator[Path]:
    """Give files, and those in folders by name; of a folder none that is hidden or a link."""
    for place in places:
        if place.is_dir():
            inside = [each for each in sorted(place.iterdir()) if not is_link(each)]
            yield from files_in(each for each in inside if not each.name.startswith(_HIDDEN))
        else:
            yield place


def read_still(place: Path) -> bytes:
    """Read a file; OnvolledigError if it changed meanwhile, InputError if it cannot be read."""
    name = str(place)
    with os_fault(name, "controleer de naam", "kijk of het een bestand is dat u mag lezen"):
        before = place.stat()
        if before.st_size > MOST_BYTES:
            raise too_much(name)
        content = read_bytes(place)
        after = place.stat()
    if (before.st_size, before.st_mtime_ns) != (len(content), after.st_mtime_ns):
        raise incomplete(name)
    return content


def take_in(content: bytes, name: str) -> tuple[Deel, ...]:
    """Return what is in a file that came in, by the name that the user knows it by; never nothing.

    What is not whole waits, where it is the file itself.
    """
    try:
        return _Uitpakker().parts(content, name)
    except _OpError:
        return (Onherkend(too_much(name).faults[0]),)


def safely(name: str, function: Callable[..., _T], *args: object) -> _T:
    """Do something with a file aside; InputError if it was lost."""
    return ASIDE.safely(name, "geef een scan van het papier", SECONDS, function, *args)


class _OpError(Exception):
    """More came out of a file than may."""


@dataclass(slots=True)
class _Uitpakker:
    """Takes a file apart, with what is left of the bytes and files that may come out of it."""

    size: int = MOST_BYTES
    number: int = MOST_PARTS
    names: Counter[str] = field(default_factory=Counter)

    def parts(self, content: bytes, name: str, *around: str) -> tuple[Deel, ...]:
        """Return what is in a file, which came out of one kind of file after another."""
        try:
            kind = kind_of(content, name)
            if kind in _HOLDS:
                return self._unpacked(content, name, *around, kind)
            if (found := _with_pages(content, name, kind)).bladen:
                return (found,)
            if around and _HOLDS[around[-1]] is _MAIL:
                return ()  # a logo
            what = "deze afbeelding is te klein voor een bladzijde"
            raise InputError.of(name, what, "scan opnieuw")
        except InputError as error:
            waits = isinstance(error, OnvolledigError) and not around
            return (Onherkend(error.faults[0], wacht=waits),)

    def _unpacked(self, content: bytes, name: str, *around: str) -> tuple[Deel, ...]:
        kind = around[-1]
        found = safely(name, inhoud.unpack, content, name, kind, self.size)
        if found is None:
            return (Bladen(name, inhoud.WORD, content),)
        self.size -= sum(len(inside) for _, inside in found)
        self.number -= len(found)
        if min(self.size, self.number) < 0:
            raise _OpError
        if len(around) > DEEPEST:
            raise too_much(name)
        named = [(self._name(name, kind, each), inside) for each, inside in found]
        if parts := [part for each, inside in named for part in self.parts(inside, each, *around)]:
            return tuple(parts)
        what = f"in deze {_HOLDS[kind][0]} zit niets dat een overeenkomst kan zijn"
        raise InputError.of(name, what, "kijk of het de goede is")

    def _name(self, name: str, kind: str, inside: str) -> str:
        """Return how the user finds a file in another; no two have one name."""
        shown = "".join(sign if sign.isprintable() else "?" for sign in inside)
        whole = f"{name}, {_HOLDS[kind][1]} {cut(shown)}"
        self.names[whole] += 1
        return f"{whole} ({self.names[whole]})" if self.names[whole] > 1 else whole


@lru_cache(maxsize=1)
def _draw(pdf: bytes, name: str, number: int, dpi: int) -> "Image":
    """Draw a page aside, where the last PDF is kept; here the last picture is."""
    asked = inhoud.draw_pdf, (name, hash(pdf)), number, dpi
    return cast("Image", safely(name, *asked) or safely(name, *asked, pdf))


def _with_pages(content: bytes, name: str, kind: str) -> Bladen:
    pdf = content
    if kind != inhoud.PDF:
        pdf = safely(name, inhoud.picture_as_pdf, content, name)
    pages, brings = safely(name, inhoud.read_pdf, pdf, name) if pdf else ([], ())
    lost, bladen = list[InputError](), list[Blad]()

    def drawn(number: int, dpi: int) -> "Image":
        if lost:  # a page that takes too long has neighbours that do
            raise lost[0]
        try:
            return _draw(pdf, name, number, dpi)
        except InputError as error:
            lost.append(error)
            raise

    for number, page in enumerate(pages, 1):
        bladen.append(make_blad(name, number, page, partial(drawn, number - 1)))
    told = (f"In deze PDF zit ook {what}; daar is niets mee gedaan." for what in brings)
    return Bladen(name, kind, content, pdf, tuple(bladen), tuple(told))
