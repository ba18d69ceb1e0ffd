"""Edits Word files as people do, at random: words, paragraphs, rows, notes and fields."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from copy import deepcopy

from lxml import etree

from hulp.wordbouw import NAMESPACES, field, footnote, footnote_reference, pack, read_parts, run
from overeenkomstgen.word.elementen import W

_Element = etree._Element  # noqa: SLF001 - lxml calls the type of all that it gives so

DOCUMENT, NOTES = "word/document.xml", "word/footnotes.xml"
WORDS = (  # noqa: SIM905 - forty words read better in some lines
    "aan aanvullend acht artikel binnen bijdrage college dat de derde een gemeente € 5.000,00 het "
    "in inwoners jaar januari maand met niet of onverwijld op overleg partijen per schriftelijk "
    "soms termijn uiterlijk van verlenging voor wordt 12 31 zes zijn zonder"
).split()


class Bewerker:
    """Makes changes in one Word file.

    Args:
        content: The Word file.
        seed: The same seed makes the same changes.
    """

    def __init__(self, content: bytes, seed: int) -> None:
        self._parts = read_parts(content)
        self._chance = random.Random(seed)  # noqa: S311 - places to change, no secret
        self._body = etree.fromstring(self._parts[DOCUMENT])
        self._notes = etree.fromstring(self._parts[NOTES]) if NOTES in self._parts else None

    def edited(self, many: int) -> bytes:
        """Return the file after so many changes."""
        done = 0
        while done < many:
            done += self._chance.choice(EDITS)(self)
        self._parts[DOCUMENT] = etree.tostring(self._body)
        if self._notes is not None:
            self._parts[NOTES] = etree.tostring(self._notes)
        return pack(self._parts)

    # What can be done; each tells whether there was something to do it to.

    def change_words(self) -> bool:
        """Put in, take out or replace some words, in the text or in a note."""
        texts = [each for each in self._all("t") if (each.text or "").strip()]
        if self._notes is not None and self._chance.random() < 0.2:
            texts = [each for each in self._notes.iter(f"{W}t") if each.text]
        if not texts:
            return False
        element = self._chance.choice(texts)
        words = (element.text or "").split(" ")
        at = self._chance.randrange(len(words) + 1)
        size = self._chance.choice((0, 0, 1, 1, 2, 5))
        words[at : at + size] = self._some() if self._chance.random() < 0.7 else []
        return self._write(element, " ".join(words))

    def change_sentence(self) -> bool:
        """Put in a sentence, or take one out."""
        texts = [each for each in self._all("t") if (each.text or "").count(". ")]
        if not texts:
            return False
        element = self._chance.choice(texts)
        sentences = re.split(r"(?<=\.) ", element.text or "")
        at = self._chance.randrange(len(sentences))
        if self._chance.random() < 0.5:
            sentences.insert(at, self._sentence())
        else:
            del sentences[at]
        return self._write(element, " ".join(sentences))

    def add_paragraph(self) -> bool:
        """Put in a paragraph like another: an item of a list beside an item of a list."""
        beside = self._chance.choice(self._paragraphs())
        beside.addnext(self._paragraph_like(beside, self._sentence()))
        return True

    def remove_paragraphs(self) -> bool:
        """Take out a paragraph or some; the last of a cell or a text box stays."""
        several = [each for each in self._paragraphs() if self._free(each)]
        start = self._chance.randrange(max(len(several), 1))
        found = several[start : start + self._chance.choice((1, 1, 2, 4))]
        for each in found:
            if self._free(each):
                _parent(each).remove(each)
        return bool(found)

    def move_paragraphs(self) -> bool:
        """Move a paragraph or some elsewhere."""
        free = [each for each in self._paragraphs() if self._free(each)]
        if len(free) < 4:
            return False
        start, to = self._chance.randrange(len(free)), self._chance.choice(free)
        for each in free[start : start + self._chance.choice((1, 1, 2))]:
            if each is not to and self._free(each):
                to.addprevious(each)
        return True

    def split_paragraph(self) -> bool:
        """Make two paragraphs of one."""
        texts = [each for each in self._paragraphs() if self._plain(each)]
        if not texts:
            return False
        one = self._chance.choice(texts)
        text = "".join(each.text or "" for each in one.iter(f"{W}t"))
        spaces = [found.start() for found in re.finditer(" ", text)]
        if not spaces:
            return False
        at = self._chance.choice(spaces)
        one.addprevious(self._paragraph_like(one, text[:at]))
        one.addprevious(self._paragraph_like(one, text[at:].strip()))
        _parent(one).remove(one)
        return True

    def join_paragraphs(self) -> bool:
        """Make one paragraph of two that follow each other."""
        pairs = [
            (each, after)
            for each in self._paragraphs()
            if (after := each.getnext()) is not None and after.tag == f"{W}p" and self._free(after)
        ]
        if not pairs:
            return False
        one, other = self._chance.choice(pairs)
        one.append(_made(run(" ")))
        one.extend([each for each in other if each.tag != f"{W}pPr"])
        _parent(other).remove(other)
        return True

    def change_rows(self) -> bool:
        """Put in a row like another, or take one out."""
        rows = self._all("tr")
        if not rows:
            return False
        row = self._chance.choice(rows)
        if self._chance.random() < 0.5 and len(_parent(row).findall(f"{W}tr")) > 1:
            _parent(row).remove(row)
            return True
        new = deepcopy(row)
        for element in new.iter(f"{W}t"):
            element.text = " ".join(self._some())
        row.addnext(new)
        return True

    def change_notes(self) -> bool:
        """Put in a footnote, or take one out, with its reference or without."""
        if self._notes is None:
            return False
        references = self._all("footnoteReference")
        if references and self._chance.random() < 0.5:
            gone = self._chance.choice(references)
            _parent(gone).remove(gone)
            return True
        key = 1000 + len(self._notes)
        self._notes.append(_made(footnote(f" {self._sentence()}", key)))
        self._chance.choice(self._paragraphs()).append(_made(footnote_reference(key)))
        return True

    def change_field(self) -> bool:
        """Put in a field; change the result of one, or take one out."""
        simple = self._all("fldSimple")
        if simple and self._chance.random() < 0.5:
            gone = self._chance.choice(simple)
            _parent(gone).remove(gone)
            return True
        new = field(self._chance.choice(("REF a", "DATE", "NUMPAGES")), " ".join(self._some()))
        holder = self._chance.choice(self._paragraphs())
        holder.extend(list(etree.fromstring(f"<w:p {NAMESPACES}>{new}</w:p>")))
        return True

    def change_level(self) -> bool:
        """Put an item of a list on another level."""
        levels = self._all("ilvl")
        if levels:
            self._chance.choice(levels).set(f"{W}val", str(self._chance.randrange(2)))
        return bool(levels)

    # What they work with.

    def _all(self, name: str) -> list[_Element]:
        return [
            each
            for each in self._body.iter(f"{W}{name}")
            if not any(_is_double(holder) for holder in each.iterancestors())
        ]

    def _paragraphs(self) -> list[_Element]:
        return self._all("p")

    def _free(self, paragraph: _Element) -> bool:
        """Tell whether a paragraph may go: its holder keeps one, and no section ends with it."""
        holder = paragraph.getparent()
        return (
            holder is not None
            and paragraph.find(f"{W}pPr/{W}sectPr") is None
            and len(holder.findall(f"{W}p")) > 1
        )

    def _plain(self, paragraph: _Element) -> bool:
        """Tell whether there is nothing but text in it."""
        inner = {each.tag for each in paragraph if each.tag != f"{W}pPr"}
        runs = {each.tag for one in paragraph.iterfind(f"{W}r") for each in one}
        return self._free(paragraph) and inner == {f"{W}r"} and runs <= {f"{W}rPr", f"{W}t"}

    def _paragraph_like(self, other: _Element, text: str) -> _Element:
        new = _made(f"<w:p>{run(text)}</w:p>")
        properties = other.find(f"{W}pPr")
        if properties is not None:
            new.insert(0, deepcopy(properties))
            for section in new[0].findall(f"{W}sectPr"):
                new[0].remove(section)
        return new

    def _some(self) -> list[str]:
        return self._chance.choices(WORDS, k=self._chance.choice((1, 1, 2, 4)))

    def _sentence(self) -> str:
        return (
            " ".join(self._chance.choices(WORDS, k=self._chance.randrange(3, 14))).capitalize()
            + "."
        )

    def _write(self, element: _Element, text: str) -> bool:
        """Write a text; the spaces around it stay, as they divide it from its neighbours."""
        old = element.text or ""
        lead, tail = old[: len(old) - len(old.lstrip())], old[len(old.rstrip()) :]
        element.text = f"{lead}{text.strip()}{tail}"
        changed = element.text != old
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return changed


EDITS: Sequence[Callable[[Bewerker], bool]] = (
    *(Bewerker.change_words,) * 4,
    *(Bewerker.change_sentence, Bewerker.add_paragraph, Bewerker.remove_paragraphs),
    *(Bewerker.move_paragraphs, Bewerker.split_paragraph, Bewerker.join_paragraphs),
    *(Bewerker.change_rows, Bewerker.change_notes, Bewerker.change_field, Bewerker.change_level),
)


def _is_double(element: _Element) -> bool:
    return isinstance(element.tag, str) and element.tag.endswith("}Fallback")


def _parent(element: _Element) -> _Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def _made(xml: str) -> _Element:
    """Return an element of a Word file."""
    return etree.fromstring(f"<w:x {NAMESPACES}>{xml}</w:x>")[0]
