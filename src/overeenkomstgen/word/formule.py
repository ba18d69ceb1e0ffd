"""Formulas, read on one line (ISO/IEC 29500-1, 22.1), and written out as text where they are."""

from __future__ import annotations

from lxml import etree

from overeenkomstgen.word.elementen import SPACE, W
from overeenkomstgen.word.getoond import FORMULAS, M

_DELIMITERS = (("begChr", "("), ("sepChr", "|"), ("endChr", ")"))
"""What stands around and between the parts in brackets, when nothing else is said (22.1.2.24)."""


def signs(element: etree._Element) -> tuple[str, str, str]:
    """Return what is read before, between and after the parts of a structure: ``breuk(``."""
    if element.tag == f"{M}d":
        said = {name: element.find(f"{M}dPr/{M}{name}") for name, _ in _DELIMITERS}
        before, between, after = (
            usual if (each := said[name]) is None else each.get(f"{M}val", "")
            for name, usual in _DELIMITERS
        )
        return before, between, after
    tag = str(element.tag)
    if word := FORMULAS.get(tag):
        sign = element.find(f"{tag}Pr/{M}chr")
        return word + ("" if sign is None else sign.get(f"{M}val", "")) + "(", "; ", ")"
    return "", "", ""


def parts(element: etree._Element) -> list[etree._Element]:
    """Return the parts of a structure, without its properties."""
    return [child for child in element if not str(child.tag).endswith("Pr")]


def write_as_text(root: etree._Element) -> None:
    """Make runs of text of all formulas in a part: LibreOffice may have no means to draw them."""
    for run in list(root.iter(f"{M}r")):
        run.tag = f"{W}r"
        for letters in run.iterchildren(f"{M}t"):
            letters.tag = f"{W}t"
            letters.set(SPACE, "preserve")
    for each in list(root.iter(f"{M}*")):
        parent = each.getparent()
        if parent is not None and not str(each.tag).endswith("Pr"):
            before, between, after = signs(each)
            for number, part in enumerate(parts(each)):
                each.addprevious(_run(between if number else before))
                each.addprevious(part)
            each.addprevious(_run(after))
        if parent is not None:
            parent.remove(each)


def _run(text: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}t", {SPACE: "preserve"}).text = text
    return run
