"""The styles of a Word file: what a paragraph or a run gets from its style.

Names of elements are those of ISO/IEC 29500-1, clause 17 (WordprocessingML).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from overeenkomstgen.word.elementen import VAL, W, children, is_on, parse, value, whole_number

BODY_TEXT_LEVEL = 9  # w:outlineLvl, 17.3.1.20: 0 to 8 are heading levels, 9 is body text
_OUTLINE, _LIST, _FRAME = f"{W}outlineLvl", f"{W}numPr", f"{W}framePr"
_LIST_ID, _LIST_LEVEL = f"{W}numId", f"{W}ilvl"
_P_PR, _P_STYLE, _R_PR, _R_STYLE = f"{W}pPr", f"{W}pStyle", f"{W}rPr", f"{W}rStyle"
_RUN = tuple(W + name for name in ("caps", "smallCaps", "vanish", "strike", "dstrike"))
_OF_RUN = {*_RUN, f"{W}rFonts"}
_OF_RUNS = ("caps", "small_caps", "hidden", "struck", "fonts")
_NOTHING = (None, ())
_LATIN = ("ascii", "hAnsi")

Lettertype = tuple[str, str]
"""A font: as the theme calls it, ``minorHAnsi``, and by its own name; each may be empty."""
MAX_LINEAGE = 100  # styles that a style is based on, one on the other; Word allows ten or so


@dataclass(frozen=True, slots=True)
class Stijl:
    """What one style says, with what it inherits; None where nothing is said."""

    name: str = ""
    lineage: tuple[str, ...] = ()  # its id, then those of the styles that it is based on
    outline: int | None = None  # the outline level, 0 for a heading of the first level
    num_id: str | None = None  # the list that numbers its paragraphs, and the level in it
    ilvl: int | None = None
    caps: bool | None = None
    small_caps: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    fonts: tuple[Lettertype, ...] = ()  # for Latin letters
    frame: tuple[tuple[str, str], ...] = ()  # that its paragraphs stand in (17.3.1.11)

    def with_paragraph(self, properties: etree._Element | None) -> "Stijl":
        """Return the style with what a ``w:pPr`` says on top."""
        if properties is None:
            return self
        said = children(properties)
        outline, list_of, frame = said.get(_OUTLINE), said.get(_LIST), said.get(_FRAME)
        if outline is None and list_of is None and frame is None:
            return self
        numbers = {} if list_of is None else children(list_of)
        num_id, ilvl = numbers.get(_LIST_ID), numbers.get(_LIST_LEVEL)
        return replace(
            self,
            outline=self.outline if outline is None else whole_number(outline.get(VAL), 9),
            num_id=self.num_id if num_id is None else num_id.get(VAL),
            ilvl=self.ilvl if ilvl is None else whole_number(ilvl.get(VAL), 0),
            frame=self.frame if frame is None else tuple(sorted(frame.items())),
        )

    def with_run(self, properties: etree._Element | None) -> "Stijl":
        """Return the style with what a ``w:rPr`` says on top."""
        said = {} if properties is None else children(properties)
        if said.keys().isdisjoint(_OF_RUN):
            return self
        caps, small, hidden, once, twice = map(is_on, map(said.get, _RUN))
        struck = once if twice is None else once or twice
        fonts = fonts_of(properties)
        on_top = Stijl(caps=caps, small_caps=small, hidden=hidden, struck=struck, fonts=fonts)
        return self.with_character_style(on_top)

    def with_character_style(self, style: "Stijl") -> "Stijl":
        """Return the style with what a character style says on top."""
        said = {name: found for name in _OF_RUNS if (found := getattr(style, name)) not in _NOTHING}
        return replace(self, **said) if said else self

    @property
    def is_initial(self) -> bool:
        """Whether its paragraph is the first letter of the next one, as high as some lines."""
        return dict(self.frame).get(f"{W}dropCap", "none") != "none"

    @property
    def is_title(self) -> bool:
        """Whether it is Word's own style for a title, which it calls so in any language."""
        return self.name.lower() == "title"

    @property
    def heading(self) -> int | None:
        """The level as a heading, 1 to 9; None for body text."""
        if self.outline is None or self.outline >= BODY_TEXT_LEVEL:
            return None
        return self.outline + 1


NO_STYLE = Stijl()  # it says nothing


@dataclass(frozen=True, slots=True)
class Stijlen:
    """All styles of a Word file."""

    by_id: Mapping[str, Stijl]
    default: str  # the id of the style of paragraphs that name none
    fonts: tuple[Lettertype, ...] = ()  # of what has no others

    def get(self, style_id: str | None) -> Stijl:
        """Return a style; an unknown one, or none named, says nothing of its own."""
        return self.by_id.get(style_id or "", NO_STYLE)

    def of_paragraph(self, paragraph: etree._Element) -> Stijl:
        """Return the style of a ``w:p``, with its own properties on top."""
        properties = next(paragraph.iterchildren(_P_PR), None)
        if properties is None:
            return self.get(self.default)
        named = next(properties.iterchildren(_P_STYLE), None)
        style_id = self.default if named is None else named.get(VAL)
        return self.get(style_id).with_paragraph(properties)

    def of_run(self, run: etree._Element, style: Stijl) -> Stijl:
        """Return a paragraph's style with what a ``w:r`` in it says on top."""
        properties = next(run.iterchildren(_R_PR), None)
        if properties is None:
            return style
        named = next(properties.iterchildren(_R_STYLE), None)
        if named is not None:
            style = style.with_character_style(self.get(named.get(VAL)))
        return style.with_run(properties)


@lru_cache(maxsize=8)  # the documents of one run share their template's styles
def read_styles(content: bytes | None) -> Stijlen:
    """Read ``styles.xml``; None stands for a file without styles."""
    root = parse(content)
    elements = {style.get(f"{W}styleId", ""): style for style in root.iterfind(f"{W}style")}
    resolved: dict[str, Stijl] = {}

    def resolve(style_id: str, depth: int = 0) -> Stijl:
        if style_id not in resolved:
            resolved[style_id] = NO_STYLE  # a style that is based on itself ends here
            element = elements[style_id]
            base, name = value(element, "basedOn") or "", value(element, "name")
            known = base in elements and depth < MAX_LINEAGE
            parent = resolve(base, depth + 1) if known else NO_STYLE
            resolved[style_id] = replace(
                parent.with_paragraph(element.find(_P_PR)).with_run(element.find(_R_PR)),
                name=style_id if name is None else name,
                lineage=(style_id, *parent.lineage),
            )
        return resolved[style_id]

    for style_id in elements:
        resolve(style_id)
    paragraphs = (key for key, each in elements.items() if each.get(f"{W}type") == "paragraph")
    chosen = (key for key in paragraphs if elements[key].get(f"{W}default") in {"1", "true", "on"})
    general = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    return Stijlen(resolved, next(chosen, ""), fonts_of(general))


def fonts_of(properties: etree._Element | None) -> tuple[Lettertype, ...]:
    """Return the fonts for Latin letters that a ``w:rPr`` names (17.3.2.26)."""
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    if fonts is None:
        return ()
    found = ((fonts.get(f"{W}{slot}Theme", ""), fonts.get(f"{W}{slot}", "")) for slot in _LATIN)
    return tuple(filter(any, found))
