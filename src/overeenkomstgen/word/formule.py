"""Formulas, read on one line (ISO/IEC 29500-1, 22.1), and written out as text where they are."""

from lxml import etree

from overeenkomstgen.word.elementen import SPACE, W
from overeenkomstgen.word.getoond import FORMULAS, M


def signs(element: etree._Element) -> tuple[str, str, str]:
    """Return what is read before, between and after the parts of a structure: ``breuk(``."""
    if element.tag == f"{M}d":  # 22.1.2.24: brackets, when nothing else is said
        before, between = _said(element, "begChr", "("), _said(element, "sepChr", "|")
        return before, between, _said(element, "endChr", ")")
    if word := FORMULAS.get(str(element.tag)):
        return f"{word}{_said(element, 'chr', '')}(", "; ", ")"
    return "", "", ""


def _said(element: etree._Element, name: str, usual: str) -> str:
    found = element.find(str(element.tag) + f"Pr/{M}{name}")
    return usual if found is None else found.get(f"{M}val", "")


def operands(element: etree._Element) -> list[etree._Element]:
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
        before, between, after = signs(each)
        for number, part in enumerate(operands(each)):
            part.addprevious(_run(between if number else before))
        each.append(_run(after))
    properties = {str(each.tag) for each in root.iter(f"{M}*") if str(each.tag).endswith("Pr")}
    etree.strip_elements(root, *properties)
    etree.strip_tags(root, f"{M}*")


def _run(text: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}t", {SPACE: "preserve"}).text = text
    return run
