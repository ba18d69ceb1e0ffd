"""The pages of a PDF, from which headers, footnotes and the like are taken out one by one."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise

from overeenkomstgen.proef.vergelijking import SOFT_HYPHEN, flat, normalise
from overeenkomstgen.word.alinea import Alinea, by_row
from overeenkomstgen.word.tekst import Sectie

REACH = 8  # signs on either side by which a word that is broken at a line's end is recognised
_LAST_NUMBER = re.compile(r"(?<![^\n])[^\S\n]*([1-9][0-9]{0,5})\s*\Z")
_OF_ONLY_LINE = re.compile(r"\s*([1-9][0-9]{0,5})[^\S\n](?=[^\n]+\s*\Z)")
HEADER, FOOTER, BOX = "de koptekst", "de voettekst", "het tekstvak"

Plaats = tuple[int, int, bool]
"""Of a page: its section, its number, and whether it is the section's first."""
Rand = tuple[str, str]
"""Something at the edge of a page: what it is, and its text."""


class Drukproef:
    """What is left of the pages of a PDF.

    Args:
        pages: The text of each page, with a soft hyphen where a line ends in a hyphen.
        word: All text of the Word file, normalised.
        leaders: The signs that fill up tabs.

    Attributes:
        whole: All that stood on the pages, without white space.
        places: Of each page where it is in the document, once its edges were looked for.
    """

    def __init__(self, pages: Sequence[str], word: str, leaders: str) -> None:
        self._word = flat(word)
        self._leaders = leaders
        self._pages = [self._unbroken(normalise(page, leaders)) for page in pages]
        self.whole = flat("\n".join(self._pages))
        self.places: list[Plaats] = []

    @property
    def text(self) -> str:
        """What is left."""
        return self._unbroken("\n".join(self._pages)).replace(SOFT_HYPHEN, "-")

    def take_all(self, texts: Sequence[str]) -> Iterator[int]:
        """Take texts out of the pages where they stand; give the numbers of those that are nowhere.

        The last comes first: what runs on to the next page stands at its end then.
        """
        for number in reversed(range(len(texts))):
            found = self._take(texts[number], range(len(self._pages)), last=True)
            if not found and not self._take_running(_bare(normalise(texts[number], self._leaders))):
                yield number

    def missing_edges(self, sections: Sequence[Sectie]) -> Iterator[tuple[int, str, str]]:
        """Take out the headers and footers; give those that are missing: page, what, text."""
        place: Plaats | None = None
        for index, page in enumerate(self._pages):
            place, edges = self._best_edges(flat(page), sections, place)
            self.places.append(place)
            for name, text in edges:
                if not self._take(text, [index], last=name != HEADER):
                    yield index, name, text

    def take_line_numbers(self, sections: Sequence[Sectie]) -> None:
        """Take out the numbers of lines, which LibreOffice draws when the rest of a page stands."""
        for index, (section, _, _) in enumerate(self.places):
            step, least, page = sections[section].line_step, 0, self._pages[index]
            only = None if flat(page) in self._word else _OF_ONLY_LINE.match(page)
            while step and (found := only or _LAST_NUMBER.search(page)):
                number, only = int(found[1]), None
                if number % step or (least and number != least - step):
                    break
                page, least = page[: found.start()] + page[found.end() :], number
            self._pages[index] = page

    def place_initials(self, paragraphs: Sequence[Alinea]) -> None:
        """Put each drop cap before its paragraph; LibreOffice draws it after lines beside it."""
        initials = (both for both in pairwise(paragraphs) if both[0].style.is_initial)
        for cap, rest in ((self._flat(each.line) for each in both) for both in initials):
            if f"{cap}{rest[:REACH]}" not in flat(self.text):
                self._pages = [_with_initial(page, cap, rest) for page in self._pages]

    def take_repeated_rows(self, paragraphs: Sequence[Alinea]) -> None:
        """Take out the header rows of tables where a new page repeats them."""
        headings = (each for each in paragraphs if each.outer is not None and each.outer.header)
        tables = groupby(headings, key=lambda each: each.outer and each.outer.table)
        texts = (self._flat(" ".join(each.line for each in rows)) for _, rows in tables)
        for heading in filter(None, dict.fromkeys(texts)):
            repeats = flat(self.text).count(heading) - self._word.count(heading)
            for index, page in enumerate(self._pages):
                if index > 0 and repeats > 0 and flat(page).startswith(heading):
                    self._take_at(index, heading, last=False, whole_lines=True)
                    repeats -= 1

    def join_split_rows(self, paragraphs: Sequence[Alinea]) -> None:
        """Put the cells of a table's row that runs on to the next page in order again."""
        for each in by_row(paragraphs):
            if each[0][0].cell is None:
                continue
            cells = [" ".join(alinea.line for alinea in cell) for cell in each]
            row = normalise(" ".join(cells), self._leaders).replace(SOFT_HYPHEN, "")
            pieces = [_bare(normalise(cell, self._leaders)) for cell in cells]
            for index, (above, below) in enumerate(zip(self._pages, self._pages[1:], strict=False)):
                moved = _moved(pieces, _bare(above), _bare(below))
                if moved is not None:
                    kept = len(_bare(above)) + moved - sum(map(len, pieces))
                    self._pages[index] = f"{above[: _offset(above, kept, _bare)]}\n{row}"
                    self._pages[index + 1] = below[_offset(below, moved, _bare) :]
                    break

    def _flat(self, text: str) -> str:
        return flat(normalise(text, self._leaders).replace(SOFT_HYPHEN, ""))

    def _take(self, text: str, pages: Sequence[int], *, last: bool) -> bool:
        piece = self._flat(text)
        return any(
            self._take_at(index, piece, last=last, whole_lines=whole_lines)
            for whole_lines in (True, False)
            for index in pages
        )

    def _take_running(self, piece: str) -> bool:
        """Take out what stands at the end of a page, and runs on at the end of the next."""
        bare = list(map(_bare, self._pages))
        for first in range(len(bare) - 1):
            for index, size in enumerate(sizes := _spread(piece, bare[first:]), start=first):
                page = self._pages[index]
                self._pages[index] = page[: _offset(page, len(bare[index]) - size, _bare)]
            if sizes:
                return True
        return False

    def _take_at(self, index: int, piece: str, *, last: bool, whole_lines: bool) -> bool:
        rest = _without(self._pages[index], piece, last=last, whole_lines=whole_lines)
        if rest is not None:
            self._pages[index] = rest
        return rest is not None

    def _best_edges(
        self, page: str, sections: Sequence[Sectie], previous: Plaats | None
    ) -> tuple[Plaats, list[Rand]]:
        """Find in which section a page is: where the most of its header and footer fits."""
        choices = [
            (place, list(_edges(sections, place, len(self._pages))))
            for place in _places(sections, previous)
        ]

        def fit(choice: tuple[Plaats, list[Rand]]) -> int:
            pieces = [self._flat(text) for _, text in choice[1]]
            return sum(map(len, pieces)) if all(piece in page for piece in pieces) else -1

        return max(choices, key=fit)

    def _unbroken(self, text: str) -> str:
        """Make words whole that were broken at a line's end, as they stand in Word."""
        whole, *parts = text.split(f"{SOFT_HYPHEN}\n")
        for part in parts:
            before = flat(whole[-2 * REACH :])[-REACH:]
            after = flat(part[: 2 * REACH])[:REACH]
            if f"{before}-{after}" in self._word:
                whole += f"-{part}"
            elif before + after in self._word:
                whole += part
            else:
                whole += f"{SOFT_HYPHEN}\n{part}"
        return whole


def _with_initial(page: str, cap: str, text: str) -> str:
    """Return a page with a drop cap before the text that it stands in, if it does."""
    whole = flat(page)
    for size in range(1, len(text) + 1):
        at = whole.find(f"{text[:size]}{cap}{text[size : size + REACH]}")
        if at >= 0:
            start, end = _offset(page, at), _offset(page, at + size)
            return f"{page[:start]}{cap}{page[start:end]}{page[end + len(cap) :]}"
    return page


def _places(sections: Sequence[Sectie], previous: Plaats | None) -> Iterator[Plaats]:
    """Give the places that a page can have after the page before it, the likeliest first."""
    if previous is None:
        first_number = sections[0].first_number
        yield 0, 1 if first_number is None else first_number, True
        return
    current, number, _ = previous
    yield current, number + 1, False
    for later in range(current + 1, len(sections)):
        first_number = sections[later].first_number
        yield later, number + 1 if first_number is None else first_number, True
        yield later, number + 1, False  # it began halfway the page before


def _edges(sections: Sequence[Sectie], place: Plaats, pages: int) -> Iterator[Rand]:
    section, number, first = place
    header, footer = sections[section].edges(number, pages, first=first)
    edges = [(HEADER, header.text), (FOOTER, footer.text)]
    edges += [(BOX, box) for box in (*header.boxes, *footer.boxes)]
    return ((name, text) for name, text in edges if text.strip())


def _spread(piece: str, pages: Sequence[str]) -> list[int]:
    """Return how many signs of a piece stand at the end of each page; empty where it does not."""
    sizes: list[int] = []
    for page in pages:
        if sizes and page.endswith(piece):
            return [*sizes, len(piece)]
        at = page.find(piece[:REACH])
        while at >= 0 and not piece.startswith(page[at:]):
            at = page.find(piece[:REACH], at + 1)
        if at < 0:
            break
        sizes.append(len(page) - at)
        piece = piece[len(page) - at :]
    return []


def _without(page: str, piece: str, *, last: bool, whole_lines: bool) -> str | None:
    """Return a page without a piece of it, given without white space; None where it is not there.

    The last or the first place is taken; it may have to fill the lines on which it stands.
    """
    if not piece:  # only signs that fill up tabs
        return page
    text, spots, at = flat(page), [], -1
    while (at := text.find(piece, at + 1)) >= 0:
        start, end = _offset(page, at), _offset(page, at + len(piece) - 1) + 1
        beside = page[page.rfind("\n", 0, start) + 1 : start] + page[end:].partition("\n")[0]
        if not whole_lines or not beside.strip():
            spots.append((start, end))
    if not spots:
        return None
    start, end = spots[-1 if last else 0]
    return f"{page[:start]}\n{page[end:]}"


def _bare(text: str) -> str:
    """Return a text without white space and hyphens.

    Where a page ends within several cells, a hyphen at a line's end cannot be told from
    one that belongs to the word.
    """
    return flat(text).replace("-", "").replace(SOFT_HYPHEN, "")


def _offset(text: str, count: int, counted: Callable[[str], str] = flat) -> int:
    """Return where the sign stands that has ``count`` others before it that count."""
    offset = count
    while missing := count - len(counted(text[:offset])):
        offset += missing
    return offset + len(text[offset:]) - len(text[offset:].lstrip())


def _moved(cells: Sequence[str], above: str, below: str) -> int | None:
    """Tell how much of a row stands on the next page, in signs.

    A row that is split leaves the beginning of each cell on one page and the rest of
    each on the next.

    Returns:
        None where the row is not split, or where its cells are in order nonetheless.
    """

    def rests(index: int, start: int) -> Iterator[list[int]]:
        if index == len(cells):
            yield []
            return
        cell = cells[index]
        for size in range(len(cell) + 1):
            if below.startswith(cell[len(cell) - size :], start):
                for following in rests(index + 1, start + size):
                    yield [size, *following]

    if below.startswith("".join(cells)):  # the whole row stands on the next page
        return None
    for sizes in rests(0, 0):
        kept = "".join(cell[: len(cell) - size] for cell, size in zip(cells, sizes, strict=True))
        if kept and sum(sizes) and above.endswith(kept):
            return sum(sizes)
    return None
