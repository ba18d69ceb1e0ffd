"""Where something stands in a template, as the user finds it in Word."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import Final, NamedTuple

from lxml import etree

from overeenkomstgen.errors import Fault
from overeenkomstgen.sjabloon.leeg import keep_break
from overeenkomstgen.word.elders import PROPERTIES
from overeenkomstgen.word.elementen import W, paragraph_of, parse
from overeenkomstgen.word.getoond import LETTERS
from overeenkomstgen.word.pakket import cut

MARK: Final = re.compile("\n?\x01([0-9]+)\x02")
"""The mark at the start of a place; XML cannot hold its control characters otherwise."""

_SHOWN = 80  # characters of a paragraph
_LONGEST = 500  # characters of what a message says; a tag in it can be as long as a book
_PARAGRAPHS = 200  # of a row or cell, whose text is only shown: tables can stand in tables
_PLACES = (f"{W}p", f"{W}tr", f"{W}tc")
_SPACES = (f"{W}tab", f"{W}br", f"{W}cr")
_MARKED = re.compile(r"<\?p ([0-9]+)\?>")
_ONLY_TAGS = re.compile(r"\s*(?:(?:\{%(?:(?!%\}).)*%\}|\{#.*?#\})\s*)+")
_LISTED = ("eigenschap", "koppeling")  # parts whose places are no paragraphs


class Vindplaats(NamedTuple):
    """A paragraph, row, cell or property of a template.

    Attributes:
        kind: ``alinea``, ``koptekst``, ``eigenschap titel``, ``regel 3``.
        is_paragraph: Whether it is a paragraph or property, and no row or cell.
        alinea: The number of the paragraph in its part, or of the first one in a row or cell.
    """

    kind: str
    text: str
    is_paragraph: bool = True
    alinea: int | None = None

    def show(self, focus: str = "") -> str:
        """Return the place for a message, its text cut so that the focus can be seen."""
        if self.kind.startswith("eigenschap"):
            return self.kind
        text = _tidy(self.text)
        at = max(text.find(" ".join(focus.split())), 0)
        start = 0 if at + len(focus) <= _SHOWN else max(at - _SHOWN // 4, 0)
        shown = text[start : start + _SHOWN].strip()
        before = "…" if start else ""
        after = "…" if start + _SHOWN < len(text) else ""
        return f'{self.kind} "{before}{shown}{after}"'


class Bevinding(NamedTuple):
    """What is wrong in a template, what to do, and the words that it is about; not where it is."""

    what: str
    advice: str
    focus: str = ""


@dataclass(frozen=True)
class Jinjabron:
    """The source that Jinja reads: the XML of a part, with its places marked by their number."""

    sjabloon: str
    part: str
    source: str
    places: tuple[Vindplaats, ...]

    def fault(self, found: Bevinding, line: int | None) -> Fault:
        """Return the fault for a finding at a line of the source, counted from 1."""
        return self.fault_at(found, self._by_line[min(line or 0, len(self._by_line) - 1)])

    def fault_at(self, found: Bevinding, place: Vindplaats | None) -> Fault:
        """Return the fault for a finding at a place, or somewhere."""
        where = f"{self.sjabloon}, {place.show(found.focus)}" if place else self.sjabloon
        plek = None if place is None or place.alinea is None else (self.part, place.alinea)
        return Fault(where, cut(found.what, _LONGEST), cut(found.advice, _LONGEST), plek)

    @cached_property
    def _by_line(self) -> list[Vindplaats | None]:
        """The place that each line stands in, by the last mark before its end."""
        found: list[Vindplaats | None] = [None]
        for line in self.source.split("\n"):
            marks = MARK.findall(line)
            found.append(self.places[int(marks[-1])] if marks else found[-1])
        return found


def mark_places(xml: str, kind: str) -> tuple[str, tuple[Vindplaats, ...]]:
    """Put a mark at the start of each place, on a line of its own; return those places too.

    docxtpl does the same with a bare line break before each paragraph, after it took out the
    paragraphs that hold only a tag; a number on each line finds those too. Where the places are
    lines, the text is plain.
    """
    if kind == "regel":
        return _mark_lines(xml)
    root = parse(xml)
    elements = list(root if kind in _LISTED else root.iter(*_PLACES))
    numbers = {element: number for number, element in enumerate(elements)}
    places = tuple(_places(root, elements, kind))
    for number, element in enumerate(elements):
        keep_break(element, places[number].text)
        element.addprevious(etree.PI("p", str(number)))
        around = next(element.iterancestors(*_PLACES), None)
        if around in numbers and around.tag == f"{W}p":  # a text box: its paragraph goes on
            element.addnext(etree.PI("p", str(numbers[around])))
    return _MARKED.sub("\n\x01\\1\x02", etree.tostring(root, encoding="unicode")), places


def _places(
    root: etree._Element, elements: Sequence[etree._Element], kind: str
) -> Iterator[Vindplaats]:
    """Give the paragraphs, rows, cells or properties, each with all text that tags may be in."""
    if kind in _LISTED:
        for element in elements:
            name = element.get("name") or etree.QName(element).localname
            called = f"{kind} {PROPERTIES.get(name, name)}" if kind == "eigenschap" else kind
            yield Vindplaats(called, element.get("Target") or "".join(map(str, element.itertext())))
        return
    pieces: dict[etree._Element | None, list[str]] = defaultdict(list)
    for each in root.iter(*LETTERS, *_SPACES):
        if each.tag in LETTERS:
            pieces[paragraph_of(each)].append(each.text or "")
        elif (parent := each.getparent()) is not None and parent.tag == f"{W}r":
            pieces[paragraph_of(each)].append(" ")
    order = {paragraph: number for number, paragraph in enumerate(root.iter(f"{W}p"))}
    texts = {paragraph: "".join(pieces[paragraph]) for paragraph in order}
    for element in elements:
        if element.tag == f"{W}p":
            yield Vindplaats(kind, texts[element], alinea=order[element])
            continue
        inside = list(islice(element.iter(f"{W}p"), _PARAGRAPHS))
        first = next((each for each in inside if texts[each].strip()), None)
        text = " ".join(texts[each][:_LONGEST] for each in inside)
        alinea = None if first is None else order[first]
        yield Vindplaats(kind, text, is_paragraph=False, alinea=alinea)


@lru_cache(maxsize=2)
def _tidy(text: str) -> str:
    return " ".join(text.split())


def _mark_lines(text: str) -> tuple[str, tuple[Vindplaats, ...]]:
    """Mark the lines of plain text; a line with nothing but statements leaves no empty line."""
    lines = text.split("\n")
    pieces = [
        f"\n\x01{number}\x02{line.strip() if _ONLY_TAGS.fullmatch(line) else line + chr(10)}"
        for number, line in enumerate(lines)
    ]
    places = (Vindplaats(f"regel {number}", line) for number, line in enumerate(lines, 1))
    return "".join(pieces), tuple(places)
