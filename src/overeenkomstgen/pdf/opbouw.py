"""What a screen reader goes by, where LibreOffice says more than a document means, or too late.

A table without a heading that only lays text out, such as a block to sign in, or labels with
their values, is no table to whoever hears it: its text is read cell by cell (ISO 14289-1, 7.5
asks headings of every table). A line, or the border of a text box, is no figure to describe
(7.3). And the text in a frame comes before the paragraph that it is fastened to. A link in a
header or a footer, or from a note back to the text, is in the structure too (7.18.5), and each
note has a name (7.9). What is empty is left out.

An item of a list has its label apart (7.6), a row a heading of its own, and a line to write on
the description of what belongs there (ISO 32000-1, 14.9.3): its signs stay as they are, for who
searches or copies. :mod:`overeenkomstgen.word.voorlezen` names which those are.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Any, TypeGuard

from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Object, Pdf, String

from overeenkomstgen.pdf.bladinhoud import Bladen

_MOST_FILLED = 2  # cells with something in them, of a row of a table that lays out
_VERSIERING = "versiering"  # the description of an image that says that it is decoration
_SHOWS = re.compile(rb"(?<![^\s\])>])(?:Do|Tj|TJ|sh|BI|'|\")\s")
"""What draws more than lines and areas: images, letters and shades."""
_HOLLOW = frozenset({"/TD", "/TH", "/Figure", "/Formula", "/Link", "/Note"})
"""What means something where nothing is in it, such as a cell of a table."""
_LABELLED = frozenset({"/L", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"})
_LABEL = re.compile(
    r"""(?P<Decimal>(?:\w+\s)?\W*(?:\d+\.)*\d+\W*)
    | (?P<LowerRoman>\W*(?:i|[ivxlc]{2,})[.):\]]\W*)
    | (?P<UpperRoman>\W*(?:I|[IVXLC]{2,})[.):\]]\W*)
    | (?P<LowerAlpha>\W*[a-z][.):\]]\W*) | (?P<UpperAlpha>\W*[A-Z][.):\]]\W*)
    | (?P<Disc>[\N{BULLET}\uf0b7]) | (?P<Circle>[o\N{WHITE BULLET}\N{WHITE CIRCLE}])
    | (?P<Square>[\N{BLACK SQUARE}\N{BLACK SMALL SQUARE}\uf0a7])
    | (?P<None>[^\w\s\N{EURO SIGN}$\xa7%&(\"'\u2018-\u201f]{1,2})""",
    re.VERBOSE,
)
"""What the label of a list's item looks like, by ListNumbering (14.8.5.5)."""


def is_layout(filled: Sequence[int]) -> bool:
    """Tell by the number of filled cells of each row whether a table without a heading lays out."""
    return max(filled, default=0) <= _MOST_FILLED or sum(map(bool, filled)) <= 1


def mend_structure(bladen: Bladen) -> None:
    """Let a document mean what it means: read frames in time, and layout and lines as such."""
    document = bladen.document
    root = document.Root.get(Name.StructTreeRoot, Dictionary())
    elements = [(str(element.S), element) for element in _within(root)]
    lines: dict[str, Object] = {}
    for role, element in elements:
        if role == "/Table":
            _untag_layout(element)
        elif role == "/Div" and not all(map(_is_element, _kids(element.P))):
            _move(element, before=element.P)
        elif role == "/Figure" and str(element.get(Name.Alt, _VERSIERING)) == _VERSIERING:
            _untag_decoration(bladen, element)
        elif role in _LABELLED:
            _label(bladen, element)
        elif role.startswith("/invulregel|"):
            _describe_line(bladen, element, lines.setdefault(role.split("|")[1], element))
        elif role.startswith("/rijkop|"):
            element.S, cell = Name.Span, element.P.P
            if cell.S == Name.TD:
                cell.S, scope = Name.TH, Dictionary(O=Name.Table, Scope=Name.Row)
                cell.A = Array([*_kids(cell, "/A"), scope])
    for element in (each for _, each in elements if "/K" not in each):
        _drop_hollow(element)
    _name_notes(document, root, [element for role, element in elements if role == "/Note"])
    _tag_links(document, root)


def _label(bladen: Bladen, element: Object) -> None:
    """Tell the number of a heading, or of each item of a list, from the text behind it.

    LibreOffice 7.4 does not say what the label of an item is, nor 25.2 always how they count.
    """
    is_list, numbering = element.S == Name.L, None
    for item in filter(_is_element, _kids(element)) if is_list else [element]:
        holder, kids = item, _kids(item)
        while kids and _is_element(kids[0]):
            holder, kids = kids[0], _kids(kids[0])
        if not kids or not isinstance(kids[0], int) or not (is_list or kids[1:]):
            continue
        label = bladen.label(page := holder.Pg, kids[0], _LABEL)
        numbering = numbering or (label and label.lastgroup)
        if label and is_list and str(holder.S) != "/Lbl":
            made = Dictionary(Type=Name.StructElem, S=Name.Lbl, P=item, Pg=page)
            made = bladen.document.make_indirect(made)
            item.K = Array([made, *_kids(item)])
            _adopt(bladen, made, kids[:1])
            if kids[1:]:
                del holder.K[0]
            else:
                del holder.K
                _drop_hollow(holder)
    if is_list and numbering:
        element.A = Dictionary(O=Name.List, ListNumbering=Name(f"/{numbering}"))


def _describe_line(bladen: Bladen, element: Object, first: Object) -> None:
    """Say what is to be filled in on a line; what LibreOffice parted is one again."""
    role, element.S = str(element.S), Name.Span
    if _same(element, first):
        element.Alt = String(f"in te vullen{role.split('|')[2]}")
    elif element.Pg == first.Pg:
        kids = _kids(element.P)
        start, *ends = (n for n, kid in enumerate(kids) if _same(kid, first) or _same(kid, element))
        for end in ends:  # none where the word is in something else, such as a link
            parts = [*_kids(first), *kids[start + 1 : end], *_kids(element)]
            if all(isinstance(part, int) for part in parts):
                _adopt(bladen, first, parts)
                element.P.K = Array([*kids[: start + 1], *kids[end + 1 :]])


def _adopt(bladen: Bladen, element: Object, contents: Sequence[Any]) -> None:
    """Let an element have marked content of its page, by number."""
    parents = bladen.parents(element.Pg)
    for number in contents:
        parents[number] = element
    element.K = Array(contents)


def _name_notes(document: Pdf, root: Object, notes: list[Object]) -> None:
    unnamed = [note for note in notes if Name.ID not in note]
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


def _untag_decoration(bladen: Bladen, figure: Object) -> None:
    """Say of a figure that it is decoration, if it is, or if it holds no more than lines."""
    numbers = _kids(figure)
    content = bladen.contents[figure.Pg.objgen] if numbers else b""
    for number in numbers:
        mark = b"/Figure<</MCID %d>>BDC" % number if isinstance(number, int) else b"?"
        before, found, rest = content.partition(mark)
        shown = _SHOWS.search(rest[: rest.find(b"\nEMC") + 1])
        if not found or (shown and Name.Alt not in figure):
            return
        content = b"%s/Artifact BMC%s" % (before, rest)
    if numbers:
        bladen.contents[figure.Pg.objgen] = content
    beside = [str(kid.S) if _is_element(kid) else "" for kid in _kids(figure.P)]
    if numbers or Name.Alt in figure or ("/Figure", "/Div") in pairwise(beside):
        _move(figure)  # else it may be an image without a description, that is drawn as decoration


def _move(element: Object, before: Object | None = None) -> None:
    """Take an element out of the one that it is in, and put it before another if one is given."""
    holder = element.P
    holder.K = Array(kid for kid in _kids(holder) if not _same(kid, element))
    if before is not None:
        kids = [[element, kid] if _same(kid, before) else [kid] for kid in _kids(before.P)]
        element.P, before.P.K = before.P, Array(chain.from_iterable(kids))
    _drop_hollow(holder)


def _drop_hollow(element: Object) -> None:
    if not _kids(element) and str(element.get(Name.S, "/TD")) not in _HOLLOW:
        _move(element)


def _same(kid: object, element: Object) -> bool:
    return _is_element(kid) and kid.objgen == element.objgen


def _within(node: Object, *roles: str, apart: str = "") -> Iterator[Object]:
    """Give the elements of some types in another, or of all, in order; not in those apart."""
    waiting = [*filter(_is_element, _kids(node))]
    while waiting:
        child = waiting.pop(0)
        role = child.S if roles or apart else None
        if not roles or role in roles:
            yield child
        if not apart or apart != role:
            waiting[:0] = filter(_is_element, _kids(child))


def _kids(node: Object, key: str = "/K") -> list[Any]:
    kids = node.get(key)
    return [] if kids is None else list(kids) if isinstance(kids, Array) else [kids]


def _is_element(kid: object) -> TypeGuard[Dictionary]:
    return isinstance(kid, Object) and "/S" in kid


def _is_filled(node: Object) -> bool:
    """Tell whether something on a page belongs to an element, or to one in it."""
    return any(_is_filled(kid) if _is_element(kid) else True for kid in _kids(node))
