"""Where something stands in a template, as the user finds it in Word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from typing import Final

from overeenkomstgen.errors import Fault

SHOWN: Final = 80
"""The number of characters of a paragraph that a message shows."""

LONGEST: Final = 500
"""The number of characters of what a message says; a tag in it can be as long as a book."""

MARK: Final = re.compile("\n?\x01([0-9]+)\x02")
"""The mark at the start of a place; XML cannot hold its control characters otherwise."""

_PIECES = 200  # of the text of a row or cell, which is only shown: tables can stand in tables
_TOKEN = re.compile(
    r"<w:(?P<open>p|tr|tc)(?=[ />])[^>]*?(?P<empty>/?)>"
    r"|</w:(?P<close>p|tr|tc)>"
    r"|<w:t(?: [^>]*)?>(?P<text>[^<]*)</w:t>"
    r"|(?P<space><w:(?:tab|br|cr)(?: w:type=\"\w+\")?/>)"
)
_ONLY_TAGS = re.compile(r"\s*(?:(?:\{%(?:(?!%\}).)*%\}|\{#.*?#\})\s*)+")
_PROPERTY = re.compile(r"<(?:dc|cp|dcterms):(\w+)(?: [^>]*)?>([^<]*)</")
_PROPERTIES = {
    "title": "titel",
    "subject": "onderwerp",
    "creator": "auteur",
    "description": "opmerkingen",
    "language": "taal",
    "identifier": "id",
    "keywords": "labels",
    "category": "categorie",
}


@dataclass(frozen=True, slots=True)
class Vindplaats:
    """A paragraph, row, cell or property of a template.

    Attributes:
        kind: ``alinea``, ``koptekst``, ``eigenschap titel``, ``regel 3``.
        text: Its text.
        is_paragraph: Whether it is a paragraph or property, and no row or cell.
    """

    kind: str
    text: str
    is_paragraph: bool = True

    def show(self, focus: str = "") -> str:
        """Return the place for a message, its text cut so that the focus can be seen."""
        if self.kind.startswith("eigenschap"):
            return self.kind
        text = _tidy(self.text)
        at = max(text.find(" ".join(focus.split())), 0)
        start = 0 if at + len(focus) <= SHOWN else max(at - SHOWN // 4, 0)
        shown = text[start : start + SHOWN].strip()
        before = "…" if start else ""
        after = "…" if start + SHOWN < len(text) else ""
        return f'{self.kind} "{before}{shown}{after}"'


@dataclass(frozen=True, slots=True)
class Bevinding:
    """Something wrong in a template, not yet with its place.

    Attributes:
        what: What is wrong, in Dutch.
        advice: What to do, in Dutch.
        focus: The words of the paragraph that it is about.
    """

    what: str
    advice: str
    focus: str = ""


@dataclass(frozen=True)
class Jinjabron:
    """The source that Jinja reads: the XML of a part, with its places marked.

    Attributes:
        sjabloon: What messages call the template.
        source: The source.
        places: The places, by the number of their mark.
    """

    sjabloon: str
    source: str
    places: tuple[Vindplaats, ...]

    def fault(self, found: Bevinding, line: int | None) -> Fault:
        """Return the fault for a finding at a line of the source, counted from 1."""
        number = self._line_places[min(line, len(self._line_places)) - 1] if line else None
        return self.fault_at(found, None if number is None else self.places[number])

    def fault_at(self, found: Bevinding, place: Vindplaats | None) -> Fault:
        """Return the fault for a finding at a place, or somewhere."""
        where = f"{self.sjabloon}, {place.show(found.focus)}" if place else self.sjabloon
        return Fault(where, cut(found.what), cut(found.advice))

    @cached_property
    def _line_places(self) -> list[int | None]:
        """The place that each line stands in, by the last mark before its end."""
        numbers: list[int | None] = []
        last = None
        for line in self.source.split("\n"):
            if marks := MARK.findall(line):
                last = int(marks[-1])
            numbers.append(last)
        return numbers


def cut(text: str, longest: int = LONGEST) -> str:
    """Return a text for a message, without what is too much of it."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def mark_places(xml: str, kind: str) -> tuple[str, tuple[Vindplaats, ...]]:
    """Put a mark at the start of each place, on a line of its own.

    docxtpl does the same with a bare line break before each paragraph, after it
    took out the paragraphs that hold only a tag; a number on each line finds
    those too.

    Args:
        xml: The XML of a part; where the places are lines, plain text.
        kind: What its paragraphs are called.

    Returns:
        The XML with marks, and the places by the number of their mark.
    """
    if kind == "eigenschap":
        return _mark_properties(xml)
    if kind == "regel":
        return _mark_lines(xml)
    places: list[tuple[bool, list[str]]] = []
    inside: list[int] = []
    pieces: list[str] = []
    done = 0

    for token in _TOKEN.finditer(xml):
        if token["open"]:
            pieces += xml[done : token.start()], f"\n\x01{len(places)}\x02"
            done = token.start()
            if not token["empty"]:
                inside.append(len(places))
            places.append((token["open"] == "p", []))
        elif token["close"]:
            inside.pop()
            if inside and places[inside[-1]][0]:  # a text box: its paragraph goes on
                pieces += xml[done : token.end()], f"\n\x01{inside[-1]}\x02"
                done = token.end()
            _append(" ", places, inside)
        else:
            _append(" " if token["space"] else unescape(token["text"]), places, inside)
    pieces.append(xml[done:])
    return "".join(pieces), tuple(Vindplaats(kind, "".join(t), p) for p, t in places)


@lru_cache(maxsize=2)
def _tidy(text: str) -> str:
    return " ".join(text.split())


def _append(text: str, places: list[tuple[bool, list[str]]], inside: list[int]) -> None:
    """Add text to the paragraph that it stands in, and to its cell and row."""
    for number in reversed(inside):
        is_paragraph, pieces = places[number]
        if is_paragraph and number != inside[-1]:
            break
        if not is_paragraph and len(pieces) >= _PIECES:
            break  # and so are the tables around it
        pieces.append(text if is_paragraph else text[:LONGEST])


def _mark_properties(xml: str) -> tuple[str, tuple[Vindplaats, ...]]:
    places: list[Vindplaats] = []

    def mark(found: re.Match[str]) -> str:
        name = _PROPERTIES.get(found[1], found[1])
        places.append(Vindplaats(f"eigenschap {name}", unescape(found[2])))
        return f"\n\x01{len(places) - 1}\x02{found[0]}"

    return _PROPERTY.sub(mark, xml), tuple(places)


def _mark_lines(text: str) -> tuple[str, tuple[Vindplaats, ...]]:
    """Mark the lines of plain text; a line with nothing but statements leaves no empty line."""
    lines = text.split("\n")
    pieces = [
        f"\n\x01{number}\x02{line.strip() if _ONLY_TAGS.fullmatch(line) else line + chr(10)}"
        for number, line in enumerate(lines)
    ]
    places = (Vindplaats(f"regel {number}", line) for number, line in enumerate(lines, 1))
    return "".join(pieces), tuple(places)
