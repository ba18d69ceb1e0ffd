"""What a screen reader makes of a PDF, as readable text: read by pikepdf alone, not by our code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Object, Page, Pdf, String, parse_content_stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pikepdf import OutlineItem

_LETTER = re.compile(r"<(\w\w)>\s*<((?:\w{4})+)>")
_TOLD = re.compile(r"\[.*?\]")
_CUT = re.compile(r"\[[^\]]*\Z")
_LONG = 90


def structure(path: Path) -> str:
    """Return language, bookmarks, structure in reading order, and what is no part of it."""
    with Pdf.open(path) as pdf:
        pages = {page.objgen: _texts(page) for page in pdf.pages}
        root: Any = pdf.Root.StructTreeRoot
        roles = {str(name): str(role) for name, role in root.get("/RoleMap", {}).items()}
        with pdf.open_outline() as outline:
            bookmarks = [*_bookmarks(outline.root, "  ")]
        tabs = {str(page.get("/Tabs")) for page in pdf.pages}
        edges = [
            f"  {number} {kind}: {' '.join(''.join(texts).split())}"
            for number, (_, artifacts) in enumerate(pages.values(), 1)
            for kind, texts in artifacts.items()
            if "".join(texts).strip()
        ]
        return "\n".join(
            (
                f"taal {pdf.Root.Lang}, tabvolgorde {' '.join(sorted(tabs))}",
                "bladwijzers",
                *bookmarks,
                "opbouw",
                *(f"  {line}" for line in _lines(root, roles, pages)),
                "buiten de opbouw",
                *edges,
                "",
            )
        )


def _bookmarks(items: list[OutlineItem], indent: str) -> Iterator[str]:
    for item in items:
        yield f"{indent}{item.title}"
        yield from _bookmarks(list(item.children), f"{indent}  ")


def _texts(page: Page) -> tuple[dict[int, str], dict[str, list[str]]]:
    """Return what is shown on a page: by the number of its content, and by kind of artifact."""
    fonts = {name: _letters(font) for name, font in page.resources.get("/Font", {}).items()}
    letters: Mapping[int, str] = {}
    marks: list[tuple[str, Any]] = []
    found: dict[int, str] = {}
    artifacts: dict[str, list[str]] = {}
    for instruction in parse_content_stream(page):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator in {"BMC", "BDC"}:
            marks.append((str(operands[0]), operands[1] if operator == "BDC" else {}))
        elif operator == "EMC":
            marks.pop()
        elif operator == "Tf":
            letters = fonts[str(operands[0])]
        elif operator in {"Tj", "TJ"}:
            pieces = operands[0] if operator == "TJ" else operands
            codes = b"".join(bytes(each) for each in pieces if isinstance(each, String))
            text = "".join(letters[code] for code in codes)
            numbers = [int(entries["/MCID"]) for _, entries in marks if "/MCID" in entries]
            if numbers:
                found[numbers[-1]] = found.get(numbers[-1], "") + text
            else:
                (tag, entries), *_ = marks
                assert tag == "/Artifact"
                kind = str(entries.get("/Subtype", entries.get("/Type", "/versiering")))[1:]
                artifacts.setdefault(kind, []).append(f"{text} ")
    return found, artifacts


def _letters(font: Object) -> dict[int, str]:
    pairs = _LETTER.findall(font.ToUnicode.read_bytes().decode("ascii"))
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def _lines(node: Any, roles: Mapping[str, str], pages: Mapping[Any, Any]) -> Iterator[str]:  # noqa: ANN401 - an element
    """Give a line for each element that is a block, in those that it is in."""
    for kid in _kids(node):
        if not _is_element(kid):
            continue
        role = str(kid.S)
        role = roles.get(role, role)[1:]
        within = [*_lines(kid, roles, pages)]
        if role in {"Document", "Div", "LBody", "THead", "TBody"}:
            yield from within
        elif role in {"L", "Table"}:
            yield f"{role}{_attributes(kid)}"
            yield from (f"  {line}" for line in within)
        elif role in {"TR", "LI"}:
            yield f"{role} {' | '.join(within)}"
        elif role in {"TD", "TH"}:
            cell = " / ".join(line.removeprefix("P ") for line in within)
            yield f"{role}{_attributes(kid)} {cell}"
        else:
            text = _said(kid, pages).strip()
            begin = _CUT.sub("", text[:_LONG])
            rest = text[len(begin) :]
            more = "".join(("…" if rest else "", *_TOLD.findall(rest)))
            yield f"{role} {begin}{more}"


def _said(node: Any, pages: Mapping[Any, Any]) -> str:  # noqa: ANN401 - an element
    """Return what is said of an element, with what stands there instead in brackets."""
    if "/Alt" in node:
        return f"[{node.Alt}]"
    parts = []
    for kid in _kids(node):
        if _is_element(kid):
            parts.append(_said(kid, pages))
        elif isinstance(kid, int):
            parts.append(pages[node.Pg.objgen][0].get(kid, ""))
    return "".join(parts).replace("\N{NO-BREAK SPACE}", "\N{SPACE}")


def _attributes(element: Any) -> str:  # noqa: ANN401 - an element
    entries = element.get("/A", Array())
    for each in entries if isinstance(entries, Array) else [entries]:
        for key in ("/ListNumbering", "/Scope"):
            if key in each:
                return f" {str(each[key])[1:]}"
    return ""


def _kids(node: Any) -> list[Any]:  # noqa: ANN401 - an element
    kids = node.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _is_element(kid: object) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid
