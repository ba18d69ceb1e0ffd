"""The text of an e-mail: a template in plain text, with the tags that Word templates have.

The first line is ``Onderwerp: …``, the second is empty, the rest is the text.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from overeenkomstgen.errors import Fault, InputError, os_fault, refuse
from overeenkomstgen.schijf.plaats import read_text
from overeenkomstgen.sjabloon.opdrachten.deel import Deel, compile_parts
from overeenkomstgen.sjabloon.opdrachten.invulling import Invulling
from overeenkomstgen.word.bestand import Onderdeel

_SUBJECT = "Onderwerp:"
_SUBJECT_LINE = re.compile(rf"\s*{_SUBJECT}(.*?)\s*", re.IGNORECASE)
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Bericht:
    """The words of an e-mail, and the fields whose fill-in lines are in it, each once, in order."""

    onderwerpregel: str
    tekst: str  # it ends with a line feed
    open_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Berichtsjabloon:
    """The template of an e-mail."""

    _delen: tuple[Deel, ...]
    _vorm: tuple[Fault, ...]

    @classmethod
    def load(cls, path: Path) -> "Berichtsjabloon":
        """Read and compile a template; what is wrong with it is for :meth:`faults` to tell.

        Raises:
            InputError: It cannot be read as text, or is much too long.
        """
        name = "/".join(path.parts[-2:])
        text = _read(path, name)
        first, _, rest = text.partition("\n")
        subject = ""
        if found := _SUBJECT_LINE.fullmatch(first):
            subject, text = found[1], f"\n{rest}"  # lines keep their numbers
        vorm = tuple(_check(name, subject, rest))
        onderdelen = [Onderdeel("onderwerp", "regel", subject), Onderdeel("tekst", "regel", text)]
        return cls(compile_parts(name, onderdelen), vorm)

    def faults(self, velden: Collection[str]) -> tuple[Fault, ...]:
        """Return all that is wrong with the template."""
        found = (deel.find_faults(velden) for deel in self._delen)
        return tuple(dict.fromkeys(chain(self._vorm, *found)))

    def fill(self, values: Mapping[str, object]) -> Bericht:
        """Return the words with these values; InputError for faults, or if they do not go."""
        refuse(chain(self._vorm, *(deel.faults for deel in self._delen)))
        invulling = Invulling()
        subject, text = (deel.fill(values, invulling) for deel in self._delen)
        open_fields = tuple(invulling.open_fields)
        return Bericht(" ".join(subject.split()), f"{text.strip()}\n", open_fields)


def _read(path: Path, name: str) -> str:
    """Return the text of a file, with line feeds; InputError if it is missing, or no UTF-8."""
    missing = "zet het in de map sjablonen, of verbeter de naam achter bericht in convenant.toml"
    try:
        with os_fault(name, missing, "kijk of u het mag lezen"):
            text = read_text(path)
    except UnicodeDecodeError as error:
        advice = "bewaar het opnieuw als UTF-8 (in Kladblok: Opslaan als, Codering UTF-8)"
        raise InputError.of(name, "dit bestand is geen UTF-8", advice) from error
    for number, line in enumerate(text.split("\n"), 1):
        if found := _NO_TEXT.search(line):  # a place in the source is marked with such a one
            what = f"er staat een teken in dat geen tekst is (U+{ord(found[0]):04X})"
            raise InputError.of(f"{name}, regel {number}", what, "typ die regel opnieuw")
    return text


def _check(name: str, subject: str, rest: str) -> Iterator[Fault]:
    """Find what is wrong with the first lines."""
    second, *text = map(str.strip, f"{rest}\n".split("\n"))
    if not subject:
        what = "hier staat niet het onderwerp van de e-mail"
        advice = f'begin met "{_SUBJECT} " en dan het onderwerp, zoals {_SUBJECT} Herinnering'
        yield Fault(f"{name}, regel 1", what, advice)
    elif second:
        what = "na het onderwerp hoort een lege regel"
        yield Fault(f"{name}, regel 2", what, "voeg een lege regel in; daarna begint de tekst")
    elif not any(text):
        what = "na het onderwerp staat geen tekst"
        yield Fault(name, what, "schrijf vanaf regel 3 de tekst van de e-mail")
