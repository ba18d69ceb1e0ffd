"""What is left when a tag takes whole paragraphs or rows away.

A file in which a cell, a header or a note has no paragraph, or a table no row, is damaged to Word
(ISO/IEC 29500-1, 17.4.65, 17.10 and 17.11). And the break of a section, which stands in the
properties of its last paragraph (17.6.18), would go along with it.
"""

import re
from typing import Final

from lxml import etree

from overeenkomstgen.word.elementen import W, reach

WHOLE_TAG: Final = re.compile(r"\{[{%#](?:p|tr|tc)\s")
"""The begin of a tag that takes the paragraph, row or cell that it stands in away."""

_BEFORE = re.compile(r"\{%p\s+(?:if|elif|else|for)\b")
_P, _TBL, _TR, _TC = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_BLOCKS = frozenset({_P, _TBL})
_P_PR, _BREAK = f"{W}pPr", f"{W}sectPr"
_EDGES = tuple(f"{W}{name}Reference" for name in ("header", "footer"))
_HOLDERS = tuple(f"{W}{name}" for name in ("txbxContent", "hdr", "ftr", "footnote", "endnote"))
_OURS = "overgenomen"  # an attribute that Word does not know; none is left in the end


def keep_break(paragraph: etree._Element, text: str) -> None:
    """Give the break of a section a paragraph of its own, if a tag takes this one away."""
    found = paragraph.find(f"{_P_PR}/{_BREAK}") if WHOLE_TAG.search(text) else None
    if found is None:
        return
    own = etree.Element(_P, {_OURS: ""})
    etree.SubElement(own, _P_PR).append(found)
    (paragraph.addprevious if _BEFORE.search(text) else paragraph.addnext)(own)


def mend_emptied(root: etree._Element) -> bool:
    """Put back into a filled part what it cannot do without; tell whether anything was."""
    breaks = root.findall(f".//{_P}[@{_OURS}]")
    for own in breaks:
        _hand_over(own)
    gone = [each for each in root.iter(_TR) if each.find(f".//{_TC}") is None]
    gone += [each for each in root.iter(_TBL) if all(row in gone for row in each.iter(_TR))]
    for each in gone:
        around = each.getparent()
        if around is not None:
            around.remove(each)
    lacking = [each for each in root.iter(_TC) if _last_block(each) != _P]
    lacking += [each for each in root.iter(*_HOLDERS) if not _last_block(each)]
    for holder in lacking:
        etree.SubElement(holder, _P)
    return bool(breaks or gone or lacking)


def _hand_over(own: etree._Element) -> None:
    """Let the paragraph before it end the section; one that holds nothing any more goes."""
    before, around, ending = own.getprevious(), own.getparent(), own.find(f"{_P_PR}/{_BREAK}")
    del own.attrib[_OURS]
    if before is None or before.tag != _P or around is None or ending is None:
        return
    if before.find(f"{_P_PR}/{_BREAK}") is None:
        reach(before, "pPr").append(ending)
    elif next(ending.iterchildren(*_EDGES), None) is not None:
        return  # the next section may go by its header
    around.remove(own)


def _last_block(holder: etree._Element) -> str:
    """Return what the last block in something is, whatever is wrapped around it; '' without one."""
    for child in holder.iterchildren(reversed=True):
        if found := child.tag if child.tag in _BLOCKS else _last_block(child):
            return str(found)
    return ""
