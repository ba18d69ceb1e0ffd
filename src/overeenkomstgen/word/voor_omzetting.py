"""The copy of a Word file that LibreOffice converts; what is handed out stays as it is.

It is lean: LibreOffice spends its time on loading, mostly on what no page shows: a style sheet of
164 styles of which ten are used, the same again for an older Word, building blocks, data of forms.
And what LibreOffice would show otherwise than Word does is written out in it.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from lxml import etree

from overeenkomstgen.word.elementen import (
    CONTENT_TYPES,
    VAL,
    W,
    is_xml,
    parse,
    reach,
    references,
    related,
    serialize,
    source_of,
)
from overeenkomstgen.word.formule import write_as_text
from overeenkomstgen.word.lezer import Lezer
from overeenkomstgen.word.noten import Noten, write_notes
from overeenkomstgen.word.nummering import Nummering
from overeenkomstgen.word.pakket import pack, unpack
from overeenkomstgen.word.stijl import read_styles
from overeenkomstgen.word.tekens import may_write, written
from overeenkomstgen.word.voorlezen import with_styles, write_for_listener
from overeenkomstgen.word.woordveld import LIVE, Woordveld

LEAN_STYLES = 30_000  # bytes of a style sheet that is not worth the trouble
_BALLAST = ("stylesWithEffects", "glossaryDocument", "webSettings", "customXml", "thumbnail")
"""Relationships (ISO/IEC 29500-1, 15.2) to what does not show on a page."""
_USUAL = [kind.lower() for kind in (*_BALLAST, "glossary")]  # in the names of such parts
_STYLES = "word/styles.xml"
_NAMES = [
    *(f"{W}{name}" for name in ("pStyle", "rStyle", "tblStyle", "styleLink", "numStyleLink")),
    *(f"{W}defaultTableStyle", f"{W}clickAndTypeStyle"),
]
_KEPT = {f"{W}basedOn", f"{W}link"}
_R, _LINK = f"{W}r", f"{W}hyperlink"
_INSTRUCTIONS = re.compile(rb"""instr(?:Text\b[^>]*>([^<]*)|=["']([^"']*))""")
_OTHERS = (b"framePr", b"decorative", b"oMath", b"webHidden")  # what else is written out
_OUTSIDE = (b":hdr", b":ftr", b":footnotes")  # and of a text of which the lines have numbers
_NO_HEIGHT = (
    f'<w:p xmlns:w="{W.strip("{}")}"><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" '
    'w:lineRule="exact"/></w:pPr></w:p>'
)
_HAS_LINKS = (b":hyperlink ", b"HYPERLINK")
_BARE = "KoppelingZonderStijl"  # the style of links in the copy: it changes nothing of their looks


def slim(content: bytes) -> bytes:
    """Return a Word file that LibreOffice makes the same pages of, sooner; it must be sound."""
    whole = unpack(content, "")
    parts = dict(whole)
    write_out(parts, related(parts, "", "officeDocument"))
    if len(parts.get(_STYLES, b"")) > LEAN_STYLES:
        parts[_STYLES] = _lean_styles(parts[_STYLES], _used_styles(parts))
    ballast = any(kind in name.lower() for name in parts for kind in _USUAL)
    gone = _drop_ballast(parts) if ballast else set()
    if not gone and parts == whole:
        return content
    return pack({name: data for name, data in parts.items() if name not in gone}, briefly=True)


def _used_styles(parts: Mapping[str, bytes]) -> frozenset[str]:
    """Return the styles that something names; no field looks one up, as those are frozen."""
    named = (
        each
        for name, data in parts.items()
        if name.startswith("word/") and name.endswith(".xml") and "styles" not in name
        for each in parse(data).iter(*_NAMES)
    )
    return frozenset(each.get(VAL, "") for each in named)


@lru_cache(maxsize=16)  # the documents of a run share their styles
def _lean_styles(styles: bytes, used: frozenset[str]) -> bytes:
    """Return a style sheet with the styles that are used, and those that they build on."""
    root = parse(styles)
    by_id = {style.get(f"{W}styleId", ""): style for style in root.iterchildren(f"{W}style")}
    default = (key for key, style in by_id.items() if style.get(f"{W}default") in {"1", "true"})
    waiting = [*default, *used]
    kept: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key in by_id and key not in kept:
            kept.add(key)
            waiting += [child.get(VAL, "") for child in by_id[key] if child.tag in _KEPT]
    latent = root.iterchildren(f"{W}latentStyles")
    return _without(root, [*latent, *(by_id[key] for key in by_id.keys() - kept)])


def _drop_ballast(parts: dict[str, bytes]) -> set[str]:
    """Take the relationships to ballast out; return the parts that nothing needs now."""
    targets: set[str] = set()
    for name in [name for name in parts if name.endswith(".rels")]:
        root, said = parse(parts[name]), references(parts, source_of(name))
        found = [(each, to) for each, to in zip(root, said, strict=False) if to.kind in _BALLAST]
        if found:
            parts[name] = _without(root, [each for each, _ in found])
            targets |= {to.target for _, to in found}
    types = parse(parts[CONTENT_TYPES])
    gone = [each for each in types if each.get("PartName", "").lstrip("/") in targets]
    parts[CONTENT_TYPES] = _without(types, gone)
    return targets


def _without(root: etree._Element, gone: Iterable[etree._Element]) -> bytes:
    for each in gone:
        root.remove(each)
    return serialize(root)


def write_out(parts: dict[str, bytes], body: str) -> None:
    """Write out, in the parts of a sound Word file, what LibreOffice would show otherwise.

    The parts, by name, are changed in place; a text that has, at a glance, nothing to write out
    is not parsed. The body is the name of the main part.
    """
    write_notes(parts, body)
    kinds = _OTHERS + _OUTSIDE if b"lnNumType" in parts[body] else _OTHERS
    for name, content in parts.items():
        said = (each[1] or each[2] or b"" for each in _INSTRUCTIONS.finditer(content))
        others = any(map(content.__contains__, kinds))
        if is_xml(content) and (others or not all(map(LIVE.match, said))):
            root = parse(content)
            for veld in filter(lambda each: not each.is_live, _fields(root)):
                veld.freeze()
            write_as_text(root)
            _part_frames(root)
            etree.strip_elements(root, f"{W}webHidden")  # LibreOffice hides it on paper too
            for outside in root.iter(f"{W}p") if name != body else ():
                reach(outside, "pPr", "suppressLineNumbers")  # Word numbers those of the text
            for about in root.iter("{*}docPr"):
                if any(mark.get("val") in {"1", "true"} for mark in about.iter("{*}decorative")):
                    about.set("descr", "versiering")  # LibreOffice 7.4 does not know the mark
            parts[name] = serialize(root)
    name_of_styles = related(parts, body, "styles")
    styles = parts.get(name_of_styles, b"")
    for name, content in parts.items():
        if is_xml(content) and may_write(content, styles):
            parts[name] = written(content, styles)
    write_for_listener(parts, body, name_of_styles)
    linking = [name for name, data in parts.items() if any(map(data.__contains__, _HAS_LINKS))]
    if linking and styles:
        _style_links(parts, linking, name_of_styles)


def _part_frames(root: etree._Element) -> None:
    """Put a line of no height between a frame and a table; LibreOffice loses the frame else."""
    for framed in list(root.iterfind(f".//{W}framePr/../..")):
        following = framed.getnext()
        if following is not None and following.tag == f"{W}tbl":
            following.addprevious(parse(_NO_HEIGHT))


def _style_links(parts: dict[str, bytes], linking: list[str], styles: str) -> None:
    """Give each link a character style; without one LibreOffice draws it as text alone."""
    known = {each.get(f"{W}styleId", "") for each in parse(parts[styles])}
    with_bare = with_styles(parts[styles], ((_BARE, None),))
    for name in filter(lambda name: is_xml(parts[name]), linking):
        tree = parse(parts[name])
        runs = [run for link in tree.iter(_LINK) for run in link.iter(_R)]  # 17.16.22
        links = (each for each in _fields(tree) if each.name == "HYPERLINK")  # 17.16.5.25
        runs += (run for link in links for each in link.result for run in each.iterancestors(_R))
        styled = [reach(run, "rPr", "rStyle") for run in runs]
        bare = [style for style in styled if style.get(VAL) not in known]
        for each in bare:
            each.set(VAL, _BARE)
        if bare:
            parts |= {name: serialize(tree), styles: with_bare}


def _fields(root: etree._Element) -> list[Woordveld]:
    lezer = Lezer(read_styles(None), Nummering({}), Noten(None))
    lezer.read(root)
    return lezer.velden
