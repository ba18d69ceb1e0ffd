"""The links of a Word file that lead out of it (ISO/IEC 29500-1, 17.16.22 and 17.16.5.25)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from lxml import etree

from overeenkomstgen.word.elementen import VAL, W
from overeenkomstgen.word.woordvelden import read_fields

STYLE: Final = "KoppelingZonderStijl"
"""The style of links in the copy for LibreOffice, which changes nothing of how they look."""

_R, _PROPERTIES, _STYLE, _LINK = f"{W}r", f"{W}rPr", f"{W}rStyle", f"{W}hyperlink"


def style_links(root: etree._Element, known: Collection[str]) -> bool:
    """Give each link a character style; tell whether one got it.

    Without one LibreOffice draws a link as text, and no reader of the PDF can follow it.

    Args:
        root: A part with text.
        known: The styles that there are.
    """
    bare = [run for run in _runs(root) if _style_of(run).get(VAL) not in known]
    for run in bare:
        _style_of(run).set(VAL, STYLE)
    return bool(bare)


def _runs(root: etree._Element) -> Iterator[etree._Element]:
    """Give the runs of links."""
    for link in root.iter(_LINK):
        yield from link.iter(_R)
    for woordveld in read_fields(root):
        if woordveld.instruction.strip().upper().startswith("HYPERLINK"):
            yield from (run for each in woordveld.result for run in each.iterancestors(_R))


def _style_of(run: etree._Element) -> etree._Element:
    """Return the element that names the style of a run, made where there is none."""
    for tag in (_PROPERTIES, _STYLE):
        if (inner := run.find(tag)) is None:
            inner = etree.Element(tag)
            run.insert(0, inner)
        run = inner
    return run
