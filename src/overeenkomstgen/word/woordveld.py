"""Fields of Word's own, such as the number of a page (ISO/IEC 29500-1, 17.16)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from overeenkomstgen.word.alinea import FORMAT_MARKS, PAGE, PAGES, Alinea
from overeenkomstgen.word.elementen import VAL, W, is_on, value, whole_number

FIELD_MARKS = {"PAGE": PAGE, "NUMPAGES": PAGES}
_FORMAT = re.compile(rf"\\\*\s*({'|'.join(FORMAT_MARKS)})\b")
LIVE = re.compile(
    rb"""(?ix) \s* (?: $ | (?: PAGE | NUMPAGES | HYPERLINK | FORMTEXT | EQ | SYMBOL ) \b
    | SEQ \s+ [^\s\\]+ (?: \s+ \\\* \s* \w+ )* \s* $ | (?: REF | PAGEREF | NOTEREF )
      \s+ [^\s\\]+ (?: \s+ (?: \\[hrnw] | \\\* \s* (?: MERGE | CHAR ) FORMAT ) )* \s* $ )"""
)
"""The instructions that LibreOffice carries out as Word does, with these switches and no others."""
_CONTENTS = re.compile(r'\s*TOC\b(?:.*\\o\s+"([1-9])-([1-9])")?', re.IGNORECASE)
_NUMBER = re.compile(r"\t[0-9ivxlc]+\s*$", re.IGNORECASE)  # of the page, in a table of contents
_CHOICES = frozenset({"FORMCHECKBOX", "FORMDROPDOWN"})


def choice(begin: etree._Element) -> str | None:
    """Return what a tick box or a drop-down list shows (17.16.17); None of another field."""
    box, choices = begin.find(f"{W}ffData/{W}checkBox"), begin.find(f"{W}ffData/{W}ddList")
    if box is not None:
        checked = is_on(box.find(f"{W}checked"))
        ticked = is_on(box.find(f"{W}default")) if checked is None else checked
        return "\N{BALLOT BOX WITH X}" if ticked else "\N{BALLOT BOX}"
    if choices is None:
        return None
    entries = [each.get(VAL, "") for each in choices.iterfind(f"{W}listEntry")]
    chosen = value(choices, "result") or value(choices, "default")
    return dict(enumerate(entries)).get(whole_number(chosen, 0), "")


@dataclass(slots=True)
class Woordveld:
    """A field that is being read: first its instruction, then its result.

    In ``code`` is what stands in runs and is no result: its marks, and what is between them.
    """

    element: etree._Element
    instruction: str = ""
    separated: bool = False
    code: list[etree._Element] = field(default_factory=list)
    result: list[etree._Element] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it does: ``PAGE``."""
        return next(iter(self.instruction.split(maxsplit=1)), "").upper()

    @property
    def mark(self) -> str | None:
        """What it shows whatever stands in it: the number of a page is a mark."""
        if self.name in _CHOICES:
            return choice(self.element)
        mark = FIELD_MARKS.get(self.name)
        how = _FORMAT.search(self.instruction) if mark else None
        return mark and mark + (FORMAT_MARKS[how[1]] if how else "")

    @property
    def shown(self) -> bool:
        """Whether a reader sees what stands at this point of the field."""
        return self.separated and self.mark is None

    @property
    def is_live(self) -> bool:
        """Whether LibreOffice computes it as Word does.

        A table of contents is not live: its numbers of pages are computed without its field.
        """
        return LIVE.match(self.instruction.encode()) is not None

    def show(self, text: str) -> bool:
        """Let it show a text, if any, as what it showed looks; tell whether that changes it."""
        letters = [each for each in self.result if each.tag == f"{W}t"]
        if not (text and letters) or text == "".join(each.text or "" for each in letters):
            return False
        letters[0].text = text
        for each in letters[1:]:
            each.text = ""
        return True

    def freeze(self) -> None:
        """Leave only what it shows."""
        if self.name in _CHOICES and (shown := choice(self.element)) is not None:
            self.element.addprevious(text := etree.Element(f"{W}t"))
            text.text = shown
            self.code += self.result
        for child in list(self.element):  # of a simple one; the mark of another has none
            self.element.addprevious(child)
        for each in (self.element, *self.code):
            if (parent := each.getparent()) is not None:  # else it went with a field around it
                parent.remove(each)


def outdated(paragraphs: Iterable[Alinea]) -> Iterator[str]:
    """Give what a table of contents says that no paragraph says, and the headings it has not."""
    listed, others = dict[str, str](), dict[str, Alinea]()
    styles = set[str]()  # of the headings that it takes up (17.16.5.68)
    for each in paragraphs:
        for found in filter(None, map(_CONTENTS.match, each.instructions)):
            levels = range(int(found[1] or 1), int(found[2] or 0) + 1)
            styles = {f"heading {level}" for level in levels}
        said = _NUMBER.sub("", each.line) if each.listed else each.line
        flat = "".join(said.split()).casefold()
        if flat and each.listed:
            listed[flat] = each.line
        elif flat:
            others[flat] = each
    yield from (line for flat, line in listed.items() if flat not in others)
    missing = (each for flat, each in others.items() if flat not in listed)
    yield from (each.line for each in missing if each.style.name.lower() in styles)
