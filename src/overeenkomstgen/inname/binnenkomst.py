"""What comes in: files, and what is in them, read with distrust (*binnenkomst*).

What reads a file may crash or hang on it, so that is done aside, with limits on time and memory;
what was lost is said of that file alone.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from overeenkomstgen.errors import InputError, os_fault
from overeenkomstgen.inname import inhoud
from overeenkomstgen.inname.blad import Blad, Bladen, Deel, Onherkend, Vak, Woord, Woordpapier
from overeenkomstgen.inname.inhoud import OnvolledigError, Soort, incomplete, kind_of, too_much
from overeenkomstgen.schijf.klok import age_of
from overeenkomstgen.schijf.plaats import is_link, read_bytes
from overeenkomstgen.schijf.process import LostError, Worker
from overeenkomstgen.word.pakket import cut

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES: Final = 200 * 1024**2
"""Of a file, and of all that comes out of it together."""
MOST_PARTS: Final = 500
"""That come out of a file."""
DEEPEST: Final = 5
"""How many files can be around one: a PDF in a zip, in an e-mail, in an e-mail has three."""
SECONDS: Final = 120.0
"""In which a file must be read, or a page be drawn."""

_T = TypeVar("_T")
_aside: Final = Worker(memory=2 * 1024**3)
_HOLDS: Final = {
    Soort.ZIP: ("zip", "daarin"),
    Soort.OLE: ("e-mail", "bijlage"),
    Soort.EML: ("e-mail", "bijlage"),
}
"""What a file with other files in it is called, and how one in it is found."""
_MAILS: Final = ((Soort.OLE,), (Soort.EML,))  # they have logos, which are told of nowhere
_HIDDEN: Final = (".", "~$")  # files of the system, and those by which Word locks another


def files_in(places: Iterable[Path]) -> Iterator[Path]:
    """Give files, and those in folders by name; of a folder none that is hidden or a link."""
    for place in places:
        if not place.is_dir():
            yield place
            continue
        for each in sorted(place.iterdir()):
            if each.name.startswith(_HIDDEN) or is_link(each):
                continue
            yield from files_in([each])


def read_still(place: Path, seconds: float = 0) -> bytes:
    """Read a file that has not changed for so many seconds, nor while it was read.

    Raises:
        OnvolledigError: It has, and may be on its way.
        InputError: It cannot be read, or is too big.
    """
    name = str(place)
    with os_fault(name, "controleer de naam", "kijk of het een bestand is dat u mag lezen"):
        before = place.stat()
        if before.st_size > MOST_BYTES:
            raise too_much(name)
        content = read_bytes(place)
        after = place.stat()
    same = (before.st_size, before.st_mtime_ns) == (len(content), after.st_mtime_ns)
    if not same or 0 <= age_of(after) < seconds:
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


class _OpError(Exception):
    """More came out of a file than may."""


@dataclass(slots=True)
class _Uitpakker:
    """Takes a file apart, with what is left of the bytes and files that may come out of it."""

    size: int = MOST_BYTES
    number: int = MOST_PARTS
    names: Counter[str] = field(default_factory=Counter)

    def parts(self, content: bytes, name: str, *around: Soort) -> tuple[Deel, ...]:
        """Return what is in a file, which came out of one kind of file after another."""
        try:
            soort = kind_of(content, name)
            if soort in _HOLDS:
                return self._unpacked(content, name, *around, soort)
            found = _with_pages(content, name, soort)
            if not found.bladen and around[-1:] not in _MAILS:
                what, advice = "deze afbeelding is te klein voor een bladzijde", "scan opnieuw"
                raise InputError.of(name, what, advice)
        except InputError as error:
            waits = isinstance(error, OnvolledigError) and not around
            return tuple(Onherkend(fault, wacht=waits) for fault in error.faults[:1])
        return (found,) if found.bladen else ()

    def _unpacked(self, content: bytes, name: str, *around: Soort) -> tuple[Deel, ...]:
        soort = around[-1]
        found = safely(name, inhoud.unpack, content, name, soort, self.size)
        if found is None:
            return (Woordpapier(name, content),)
        self.size -= sum(len(inside) for _, inside in found)
        self.number -= len(found)
        if min(self.size, self.number) < 0:
            raise _OpError
        if len(around) > DEEPEST:
            raise too_much(name)
        parts = [
            part
            for each, inside in found
            for part in self.parts(inside, self._name(name, soort, each), *around)
        ]
        if not parts:
            what = f"in deze {_HOLDS[soort][0]} zit niets dat een overeenkomst kan zijn"
            raise InputError.of(name, what, "kijk of het de goede is")
        return tuple(parts)

    def _name(self, name: str, soort: Soort, inside: str) -> str:
        """Return how the user finds a file in another; no two have one name."""
        shown = "".join(sign if sign.isprintable() else "?" for sign in inside)
        whole = f"{name}, {_HOLDS[soort][1]} {cut(shown)}"
        self.names[whole] += 1
        return f"{whole} ({self.names[whole]})" if self.names[whole] > 1 else whole


def _with_pages(content: bytes, name: str, soort: Soort) -> Bladen:
    if soort is not Soort.PDF:
        sizes = safely(name, inhoud.read_picture, content, name)
        pictures = (
            Blad(name, number, "", (), *size, _drawing(inhoud.draw_picture, content, name, number))
            for number, size in enumerate(sizes, 1)
        )
        return Bladen(name, soort.value, content, tuple(pictures))
    pages, brings = safely(name, inhoud.read_pdf, content, name)
    bladen = (
        Blad(
            name,
            number,
            page.tekst,
            tuple(Woord(text, Vak(*box)) for text, box in page.woorden),
            *page.maat,
            _drawing(inhoud.draw_pdf, content, name, number),
        )
        for number, page in enumerate(pages, 1)
    )
    return Bladen(name, soort.value, content, tuple(bladen), tuple(map(_left_alone, brings)))


def _drawing(
    draw: Callable[[bytes, str, int, int], "Image"], content: bytes, name: str, number: int
) -> "Callable[[int], Image]":
    return partial(safely, name, draw, content, name, number - 1)


def _left_alone(what: str) -> str:
    return f"In deze PDF zit ook {what}; daar is niets mee gedaan."


def safely(name: str, function: Callable[..., _T], *args: object) -> _T:
    """Do something with a file aside; InputError if it was lost."""
    try:
        return _aside.call(SECONDS, function, *args)
    except LostError as error:
        what = "dit bestand is niet te lezen: het lezen liep vast of vroeg te veel"
        raise InputError.of(name, what, "geef een scan van het papier") from error
