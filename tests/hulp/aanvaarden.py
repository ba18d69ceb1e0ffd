"""Accepts or rejects all tracked changes of a Word file, as Word does.

It goes by ISO/IEC 29500-1, 17.13.5, and knows nothing of who wrote the file: what was put in or
moved to a place, what was taken out or moved from there, and marks of paragraphs, of which the
paragraph then runs on in the next.
"""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
INSERTED, DELETED = ("ins", "moveTo"), ("del", "moveFrom")


def settle(document: bytes, *, accept: bool) -> bytes:
    """Return a main part without tracked changes, all of them accepted or all rejected."""
    root = etree.fromstring(document)
    stays, goes = (INSERTED, DELETED) if accept else (DELETED, INSERTED)
    for name in goes:
        for change in root.xpath(f"//w:{name}[not(parent::w:rPr)]", namespaces={"w": W[1:-1]}):
            change.getparent().remove(change)
    for name in stays:
        for change in root.xpath(f"//w:{name}[not(parent::w:rPr)]", namespaces={"w": W[1:-1]}):
            for each in list(change):
                change.addprevious(each)
            change.getparent().remove(change)
    for text in root.iter(f"{W}delText"):
        text.tag = f"{W}t"
    for paragraph in list(root.iter(f"{W}p")):
        if any(paragraph.find(f"{W}pPr/{W}rPr/{W}{name}") is not None for name in goes):
            _run_on(paragraph)
    return etree.tostring(root)


def _run_on(paragraph: etree._Element) -> None:
    """Let a paragraph run on in the next, which keeps its own properties."""
    following = paragraph.getnext()
    assert following is not None
    assert following.tag == f"{W}p", "the last mark of a part cannot be taken out"
    at = int(following.find(f"{W}pPr") is not None)
    for each in [each for each in paragraph if each.tag != f"{W}pPr"][::-1]:
        following.insert(at, each)
    holder = paragraph.getparent()
    assert holder is not None
    holder.remove(paragraph)
