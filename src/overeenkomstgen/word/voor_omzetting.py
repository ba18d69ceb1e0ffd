"""A Word file made lean for conversion; what is handed out stays as it is.

LibreOffice spends its time on loading, and most of that goes to what no page shows: a style
sheet of 164 styles of which ten are used, the same again for an older Word, building blocks,
data of forms. The copy that it converts goes without.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from functools import lru_cache

from overeenkomstgen.word.elementen import (
    CONTENT_TYPES,
    VAL,
    W,
    parse,
    related,
    serialize,
    source_of,
)
from overeenkomstgen.word.pakket import pack
from overeenkomstgen.word.uitschrift import write_out

LEAN_STYLES = 30_000
"""Bytes of a style sheet that is not worth the trouble."""

_BALLAST = ("stylesWithEffects", "glossaryDocument", "webSettings", "customXml", "thumbnail")
"""Relationships (ISO/IEC 29500-1, 15.2) to what does not show on a page."""
_USUAL = [kind.lower() for kind in (*_BALLAST, "glossary")]  # in the names of such parts
_STYLES = "word/styles.xml"
_NAMES = {
    f"{W}{name}"
    for name in (
        *("pStyle", "rStyle", "tblStyle", "styleLink", "numStyleLink"),
        *("defaultTableStyle", "clickAndTypeStyle"),
    )
}
_KEPT = {f"{W}basedOn", f"{W}link"}


def slim(content: bytes) -> bytes:
    """Return a Word file that LibreOffice makes the same pages of, sooner; it must be sound."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()}
    parts = dict(whole)
    write_out(parts, related(parts, "", "officeDocument"))
    if len(parts.get(_STYLES, b"")) > LEAN_STYLES:
        parts[_STYLES] = _lean_styles(parts[_STYLES], _used_styles(parts))
    ballast = any(kind in name.lower() for name in parts for kind in _USUAL)
    gone = _drop_ballast(parts) if ballast else set()
    if not gone and parts == whole:
        return content
    return pack({name: data for name, data in parts.items() if name not in gone})


def _used_styles(parts: Mapping[str, bytes]) -> frozenset[str]:
    """Return the styles that something names; no field looks one up, as those are frozen."""
    used: set[str] = set()
    for name, data in parts.items():
        if not name.startswith("word/") or not name.endswith(".xml") or "styles" in name:
            continue
        used.update(each.get(VAL, "") for each in parse(data).iter(*_NAMES))
    return frozenset(used)


@lru_cache(maxsize=16)  # the documents of a run share their styles
def _lean_styles(styles: bytes, used: frozenset[str]) -> bytes:
    """Return a style sheet with the styles that are used, and those that they build on."""
    root = parse(styles)
    by_id = {style.get(f"{W}styleId", ""): style for style in root.findall(f"{W}style")}
    default = (key for key, style in by_id.items() if style.get(f"{W}default") in {"1", "true"})
    waiting = [*default, *used]
    kept: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key in kept or key not in by_id:
            continue
        kept.add(key)
        waiting += [child.get(VAL, "") for child in by_id[key] if child.tag in _KEPT]
    for key, style in by_id.items():
        if key not in kept:
            root.remove(style)
    for latent in root.findall(f"{W}latentStyles"):
        root.remove(latent)
    return serialize(root)


def _drop_ballast(parts: dict[str, bytes]) -> set[str]:
    """Take the relationships to ballast out; return the parts that nothing needs now."""
    targets: set[str] = set()
    for name in [name for name in parts if name.endswith(".rels")]:
        root = parse(parts[name])
        folder = posixpath.dirname(source_of(name))
        found = [each for each in root if posixpath.basename(each.get("Type", "")) in _BALLAST]
        for each in found:
            target = posixpath.join("/", folder, each.get("Target", ""))
            targets.add(posixpath.normpath(target).lstrip("/"))
            root.remove(each)
        if found:
            parts[name] = serialize(root)
    types = parse(parts[CONTENT_TYPES])
    for each in types:
        if each.get("PartName", "").lstrip("/") in targets:
            types.remove(each)
    parts[CONTENT_TYPES] = serialize(types)
    return targets
