"""The fields of Word itself (ISO/IEC 29500-1, 17.16): which of them, and freezing what they show.

A field keeps what it showed last. Most are computed anew by one program, now and then, and not
by another; what a reader of the Word file sees is what stands there. In the copy for LibreOffice
only that stays, but for what depends on the pages, and for links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from overeenkomstgen.word.alinea import Alinea
from overeenkomstgen.word.elementen import W, paragraph_of

_LIVE = re.compile(
    rb"""\s* (?: $ | (?: PAGE | NUMPAGES | HYPERLINK | FORM\w+ | EQ | SYMBOL ) \b
    | (?: REF | PAGEREF | NOTEREF ) \s+ [^\s\\]+
        (?: \s+ (?: \\[hnrw] | \\\* \s* (?: MERGE | CHAR ) FORMAT ) )* \s* $
    | SEQ \s+ [^\s\\]+ (?: \s+ \\\* \s* \w+ )* \s* $ )""",
    re.IGNORECASE | re.VERBOSE,
)
"""What LibreOffice computes as Word does; with other switches it gives what they would change.

A table of contents is none: without its field the numbers of pages in it are computed, and those
that are out of date show.
"""
_INSTRUCTIONS = re.compile(rb"""instr(?:Text\b[^>]*>([^<]*)|=["']([^"']*))""")
_CONTENTS = re.compile(r'\s*TOC\b(?:.*\\o\s+"([1-9])-([1-9])")?', re.IGNORECASE)
_NUMBER = re.compile(r"\t[0-9ivxlc]+\s*$", re.IGNORECASE)  # of the page, in a table of contents
_R, _BOX, _PROPERTIES = f"{W}r", f"{W}txbxContent", f"{W}rPr"
_SIMPLE, _INSTR, _INSTR_TEXT = f"{W}fldSimple", f"{W}instr", f"{W}instrText"
_CHAR, _CHAR_TYPE = f"{W}fldChar", f"{W}fldCharType"


@dataclass(slots=True)
class Woordveld:
    """A field.

    Attributes:
        instruction: What it does, as Word writes it: ``NUMPAGES``.
        code: All that is no result: its marks, and what stands between its begin and its result.
        separated: Whether its instruction is whole.
        result: What stands in the runs of its result.
    """

    instruction: str = ""
    code: list[etree._Element] = field(default_factory=list)
    separated: bool = False
    result: list[etree._Element] = field(default_factory=list)


def may_freeze(content: bytes) -> bool:
    """Tell, at a glance, whether a part can have a field to freeze."""
    found = _INSTRUCTIONS.finditer(content)
    return any(not _LIVE.match(each[1] or each[2] or b"") for each in found)


def freeze(root: etree._Element) -> None:
    """Leave of each field only what it shows, but for those that LibreOffice computes itself."""
    for woordveld in list(read_fields(root)):
        if _LIVE.match(woordveld.instruction.encode()):
            continue
        for element in woordveld.code:
            parent = element.getparent()
            if parent is None:
                continue  # it went with a field around it
            if element.tag == _SIMPLE:
                for child in list(element):
                    element.addprevious(child)
            parent.remove(element)


def read_fields(root: etree._Element) -> Iterator[Woordveld]:
    """Give the fields in a part, each when it ends; what never ends is none."""
    opened: dict[etree._Element | None, list[Woordveld]] = {}  # a text box has its own
    for element in root.iter():
        run = element.getparent()
        if element.tag == _SIMPLE:
            inside = [child for run in element.iter(_R) for child in run]
            yield Woordveld(element.get(_INSTR, ""), [element], separated=True, result=inside)
        elif run is not None and run.tag == _R and element.tag != _PROPERTIES:
            stack = opened.setdefault(next(run.iterancestors(_BOX), None), [])
            if (ended := _follow(stack, element)) is not None:
                yield ended


def outdated(root: etree._Element, paragraphs: Sequence[Alinea]) -> Iterator[str]:
    """Give what stands in a table of contents and nowhere else, and headings that it has not.

    Args:
        root: A part.
        paragraphs: Its paragraphs.
    """
    for found, veld in ((_CONTENTS.match(each.instruction), each) for each in read_fields(root)):
        inside = {paragraph_of(each) for each in veld.result}
        if found is None:
            continue
        listed = [each.line for each in paragraphs if each.element in inside]
        entries = {_flat(_NUMBER.sub("", line)): line for line in listed}
        others = {_flat(each.line): each for each in paragraphs if each.element not in inside}
        yield from (line for flat, line in entries.items() if flat and flat not in others)
        levels = range(int(found[1] or 1), int(found[2] or 0) + 1)
        missing = (each for flat, each in others.items() if flat and flat not in entries)
        yield from (each.line for each in missing if each.style.heading in levels)


def _flat(text: str) -> str:
    return "".join(text.split())


def _follow(stack: list[Woordveld], element: etree._Element) -> Woordveld | None:
    """Take what stands in a run along in the fields that are open; return the one that it ends."""
    step = element.get(_CHAR_TYPE) if element.tag == _CHAR else None
    if step == "begin":
        stack.append(Woordveld())
    for each in stack:
        is_code = not each.separated or (step == "end" and each is stack[-1])
        (each.code if is_code else each.result).append(element)
    if stack and element.tag == _INSTR_TEXT:
        stack[-1].instruction += element.text or ""
    elif stack and step == "separate":
        stack[-1].separated = True
    return stack.pop() if stack and step == "end" else None
