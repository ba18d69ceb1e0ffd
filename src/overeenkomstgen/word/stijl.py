"""The styles of a Word file: what a paragraph or a run gets from its style.

Names of elements are those of ISO/IEC 29500-1, clause 17 (WordprocessingML).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from overeenkomstgen.word.bestand import W, parse, whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

VAL = f"{W}val"
BODY_TEXT_LEVEL = 9  # w:outlineLvl, 17.3.1.20: 0 to 8 are heading levels, 9 is body text
_OUTLINE, _LIST = f"{W}outlineLvl", f"{W}numPr"
_LIST_ID, _LIST_LEVEL = f"{W}numId", f"{W}ilvl"
_RUN = (f"{W}caps", f"{W}smallCaps", f"{W}vanish")

MAX_LINEAGE = 100
"""The number of styles that a style is based on, one on the other; Word allows ten or so."""


@dataclass(frozen=True, slots=True)
class Stijl:
    """What one style says, with what it inherits; None where nothing is said.

    Attributes:
        lineage: The style's id, then those of the styles that it is based on.
        outline: The outline level, 0 for a heading of the first level.
        num_id: The list that the style numbers its paragraphs with.
        ilvl: The level in that list.
    """

    name: str = ""
    lineage: tuple[str, ...] = ()
    outline: int | None = None
    num_id: str | None = None
    ilvl: int | None = None
    caps: bool | None = None
    small_caps: bool | None = None
    hidden: bool | None = None

    def with_paragraph(self, properties: etree._Element | None) -> Stijl:
        """Return the style with what a ``w:pPr`` says on top."""
        if properties is None:
            return self
        said = children(properties)
        outline, list_of = said.get(_OUTLINE), said.get(_LIST)
        if outline is None and list_of is None:
            return self
        numbers = {} if list_of is None else children(list_of)
        num_id, ilvl = numbers.get(_LIST_ID), numbers.get(_LIST_LEVEL)
        return replace(
            self,
            outline=self.outline if outline is None else whole_number(outline.get(VAL), 9),
            num_id=self.num_id if num_id is None else num_id.get(VAL),
            ilvl=self.ilvl if ilvl is None else whole_number(ilvl.get(VAL), 0),
        )

    def with_run(self, properties: etree._Element | None) -> Stijl:
        """Return the style with what a ``w:rPr`` says on top."""
        if properties is None:
            return self
        said = children(properties)
        caps, small_caps, hidden = map(_on, map(said.get, _RUN))
        if caps is None and small_caps is None and hidden is None:
            return self
        return replace(
            self,
            caps=self.caps if caps is None else caps,
            small_caps=self.small_caps if small_caps is None else small_caps,
            hidden=self.hidden if hidden is None else hidden,
        )

    def with_character_style(self, style: Stijl) -> Stijl:
        """Return the style with what a character style says on top."""
        return replace(
            self,
            caps=self.caps if style.caps is None else style.caps,
            small_caps=self.small_caps if style.small_caps is None else style.small_caps,
            hidden=self.hidden if style.hidden is None else style.hidden,
        )

    @property
    def heading(self) -> int | None:
        """The level as a heading, 1 to 9; None for body text."""
        if self.outline is None or self.outline >= BODY_TEXT_LEVEL:
            return None
        return self.outline + 1


NO_STYLE = Stijl()
"""The style that says nothing."""


@dataclass(frozen=True, slots=True)
class Stijlen:
    """All styles of a Word file, by id.

    Attributes:
        default: The id of the style of paragraphs that name none.
    """

    by_id: Mapping[str, Stijl]
    default: str

    def get(self, style_id: str | None) -> Stijl:
        """Return a style; an unknown one, or none named, says nothing of its own."""
        return self.by_id.get(style_id or "", NO_STYLE)


def toggle(properties: etree._Element, name: str) -> bool | None:
    """Return an on-or-off property (17.3.2), or None where it is not mentioned."""
    return _on(properties.find(f"{W}{name}"))


def _on(element: etree._Element | None) -> bool | None:
    return None if element is None else element.get(VAL, "true") in {"true", "1", "on"}


def children(element: etree._Element) -> dict[str, etree._Element]:
    """Return the first child of each name; one look is quicker than one for each name."""
    return {str(child.tag): child for child in element.iterchildren(reversed=True)}


@lru_cache(maxsize=8)  # the documents of one run share their template's styles
def read_styles(content: bytes | None) -> Stijlen:
    """Read ``styles.xml``; None stands for a file without styles."""
    elements = {} if content is None else _elements(parse(content))
    resolved: dict[str, Stijl] = {}
    for style_id in elements:
        _resolve(style_id, elements, resolved)
    default = next(
        (
            style_id
            for style_id, element in elements.items()
            if element.get(f"{W}type") == "paragraph"
            and element.get(f"{W}default") in {"1", "true", "on"}
        ),
        "",
    )
    return Stijlen(resolved, default)


def _elements(root: etree._Element) -> dict[str, etree._Element]:
    return {style.get(f"{W}styleId", ""): style for style in root.iterfind(f"{W}style")}


def _resolve(
    style_id: str,
    elements: Mapping[str, etree._Element],
    resolved: dict[str, Stijl],
    depth: int = 0,
) -> Stijl:
    if style_id in resolved:
        return resolved[style_id]
    resolved[style_id] = Stijl()  # a style that is based on itself ends here
    element = elements[style_id]
    base = element.find(f"{W}basedOn")
    base_id = "" if base is None else base.get(VAL, "")
    known = base_id in elements and depth < MAX_LINEAGE
    parent = _resolve(base_id, elements, resolved, depth + 1) if known else Stijl()
    name = element.find(f"{W}name")
    style = replace(
        parent.with_paragraph(element.find(f"{W}pPr")).with_run(element.find(f"{W}rPr")),
        name=style_id if name is None else name.get(VAL, style_id),
        lineage=(style_id, *parent.lineage),
    )
    resolved[style_id] = style
    return style
