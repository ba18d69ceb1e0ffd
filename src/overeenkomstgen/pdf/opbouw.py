"""What a screen reader goes by, where LibreOffice says more than a document means, or too late.

A table without a heading that only lays text out, such as a block to sign in, or labels with
their values, is no table to whoever hears it: its text is read cell by cell (ISO 14289-1, 7.5
asks headings of every table). A line, or the border of a text box, is no figure to describe
(7.3). And the text in a frame comes before the paragraph that it is fastened to. A link in a
header or a footer, or from a note back to the text, is in the structure too (7.18.5), and each
note has a name (7.9).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import TypeGuard

from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Object, Pdf, String

from overeenkomstgen.pdf.stroom import read_stream

_MOST_FILLED = 2  # cells with something in them, of a row of a table that lays out
_VERSIERING = "versiering"  # the description of an image that says that it is decoration
_SHOWS = re.compile(rb"(?<![^\s\])>])(?:Do|Tj|TJ|sh|BI|'|\")\s")
"""What draws more than lines and areas: images, letters and shades."""


def is_layout(filled: Sequence[int]) -> bool:
    """Tell by the number of filled cells of each row whether a table without a heading lays out."""
    return max(filled, default=0) <= _MOST_FILLED or sum(map(bool, filled)) <= 1


def mend_structure(document: Pdf) -> None:
    """Let a document mean what it means: read frames in time, and layout and lines as such."""
    root = document.Root.get(Name.StructTreeRoot, Dictionary())
    for element in list(_within(root, "/Table", "/Figure", "/Div")):
        role = str(element.S)
        if role == "/Table":
            _untag_layout(element)
        elif role == "/Div" and not all(map(_is_element, _kids(element.P))):
            _move(element, before=element.P)
        elif role == "/Figure" and str(element.get(Name.Alt, _VERSIERING)) == _VERSIERING:
            _untag_decoration(document, element)
    _name_notes(document, root)
    _tag_links(document, root)


def _name_notes(document: Pdf, root: Object) -> None:
    unnamed = [note for note in _within(root, "/Note") if Name.ID not in note]
    if unnamed and Name.IDTree not in root:
        root.IDTree = NameTree.new(document).obj
    for number, note in enumerate(unnamed, 1):
        note.ID = String(f"noot {number}")
        NameTree(root.IDTree)[f"noot {number}"] = note


def _tag_links(document: Pdf, root: Object) -> None:
    """Put each link that is in no element in one of its own, behind the text."""
    if Name.ParentTree not in root:
        return
    parents, whole = NumberTree(root.ParentTree), next(filter(_is_element, _kids(root)), root)
    links = ((page, each) for page in document.pages for each in page.get(Name.Annots, Array()))
    loose = (
        (page, each)
        for page, each in links
        if each.get(Name.Subtype) == Name.Link and Name.StructParent not in each
    )
    for key, (page, each) in enumerate(loose, max(parents, default=-1) + 1):
        link = Dictionary(Type=Name.StructElem, S=Name.Link, P=whole, Pg=page.obj)
        link.K = Dictionary(Type=Name.OBJR, Obj=each)
        each.StructParent, parents[key] = key, document.make_indirect(link)
        whole.K = Array([*_kids(whole), parents[key]])


def _untag_layout(table: Object) -> None:
    rows = list(_within(table, "/TR", apart="/Table"))
    cells = [list(_within(row, "/TD", "/TH", apart="/Table")) for row in rows]
    heading = any(cell.S == Name.TH for row in cells for cell in row)
    if not heading and is_layout([sum(map(_is_filled, row)) for row in cells]):
        groups = _within(table, "/THead", "/TBody", "/TFoot", apart="/Table")
        for each in (table, *groups, *rows, *chain.from_iterable(cells)):
            each.S = Name.Div
            if Name.A in each:
                del each.A  # how wide and high it is, and what a cell spans


def _untag_decoration(document: Pdf, figure: Object) -> None:
    """Say of a figure that it is decoration, if it is, or if it holds no more than lines."""
    numbers = _kids(figure)
    content = read_stream(figure.Pg.get(Name.Contents)) or b"" if numbers else b""
    for number in numbers:
        mark = b"/Figure<</MCID %d>>BDC" % number if isinstance(number, int) else b"?"
        before, found, rest = content.partition(mark)
        shown = _SHOWS.search(rest[: rest.find(b"\nEMC") + 1])
        if not found or (shown and Name.Alt not in figure):
            return
        content = b"%s/Artifact BMC%s" % (before, rest)
    if numbers:
        figure.Pg.Contents = document.make_stream(zlib.compress(content), Filter=Name.FlateDecode)
    beside = [str(kid.S) if _is_element(kid) else "" for kid in _kids(figure.P)]
    if numbers or Name.Alt in figure or ("/Figure", "/Div") in pairwise(beside):
        _move(figure)  # else it may be an image without a description, that is drawn as decoration


def _move(element: Object, before: Object | None = None) -> None:
    """Take an element out of the one that it is in, and put it before another if one is given."""
    element.P.K = Array(kid for kid in _kids(element.P) if not _same(kid, element))
    if before is not None:
        kids = [[element, kid] if _same(kid, before) else [kid] for kid in _kids(before.P)]
        element.P, before.P.K = before.P, Array(chain.from_iterable(kids))


def _same(kid: object, element: Object) -> bool:
    return _is_element(kid) and kid.objgen == element.objgen


def _within(node: Object, *roles: str, apart: str = "") -> Iterator[Object]:
    """Give the elements of some types in another, in order; not of those that stand apart."""
    for child in filter(_is_element, _kids(node)):
        if child.S in roles:
            yield child
        if apart != child.S:
            yield from _within(child, *roles, apart=apart)


def _kids(node: Object) -> list[object]:
    kids = node.get(Name.K, Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _is_element(kid: object) -> TypeGuard[Dictionary]:
    return isinstance(kid, Dictionary) and Name.S in kid


def _is_filled(node: Object) -> bool:
    """Tell whether something on a page belongs to an element, or to one in it."""
    return any(_is_filled(kid) if _is_element(kid) else True for kid in _kids(node))
