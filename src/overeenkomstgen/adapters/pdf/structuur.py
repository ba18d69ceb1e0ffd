"""Reads the structure of a tagged PDF: what a screen reader goes by (ISO 32000-1, 14.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, Pdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pikepdf import Object


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the structure, such as a heading, a table or a figure.

    Attributes:
        role: The standard type: ``H1``, ``P``, ``Table``.
        page: The number of the page on which it begins, or None where the PDF does not say.
        described: Whether it has alternative text.
        has_content: Whether something on a page belongs to it directly.
        roles_within: The types of all elements in it.
    """

    role: str
    page: int | None
    described: bool
    has_content: bool
    roles_within: frozenset[str]


def read_structure(document: Pdf) -> tuple[Element, ...]:
    """Return all elements in reading order; none where the PDF is not tagged."""
    root = document.Root.get(Name.StructTreeRoot)
    if not isinstance(root, Dictionary):
        return ()
    roles = {name[1:]: str(role)[1:] for name, role in root.get(Name.RoleMap, Dictionary()).items()}
    pages = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
    return tuple(element for child in _children(root) for element in _elements(child, roles, pages))


def _elements(
    node: Object, roles: Mapping[str, str], pages: Mapping[tuple[int, int], int]
) -> Iterator[Element]:
    """Yield the element itself and then all elements in it."""
    children = _children(node)
    within = [
        element
        for child in children
        if _is_element(child)
        for element in _elements(child, roles, pages)
    ]
    page = pages.get(node.Pg.objgen) if Name.Pg in node else None
    yield Element(
        role=_standard(str(node.S)[1:], roles),
        page=page or next((element.page for element in within if element.page), None),
        described=bool(str(node.get(Name.Alt, "")).strip()),
        has_content=not all(map(_is_element, children)),
        roles_within=frozenset(element.role for element in within),
    )
    yield from within


def _children(node: Object) -> list[Any]:
    """Return what is in an element: elements, and references to content on a page."""
    children = node.get(Name.K, Array())
    return list(children) if isinstance(children, Array) else [children]


def _is_element(child: object) -> bool:
    return isinstance(child, Dictionary) and Name.S in child


def _standard(role: str, roles: Mapping[str, str]) -> str:
    """Return the standard type that a writer's own type stands for, over any number of steps."""
    for _ in roles:
        role = roles.get(role, role)
    return role
