"""Reads the structure of a tagged PDF: what a screen reader goes by (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from overeenkomstgen.pdf.voorwerpen import Voorwerpen, is_dictionary, text_of


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


def read_structure(objects: Voorwerpen, pages: Sequence[str]) -> tuple[Element, ...]:
    """Return all elements in reading order; none where the PDF is not tagged."""
    root = objects.entries(objects.root.get("/StructTreeRoot"))
    if not root:
        return ()
    own = {name[1:]: str(role)[1:] for name, role in objects.entries(root.get("/RoleMap")).items()}
    numbers = {page: number for number, page in enumerate(pages, 1)}
    reader = _Lezer(objects, {role: _standard(role, own) for role in own}, numbers)
    children = filter(_is_element, reader.children(root))
    return tuple(element for child in children for element in reader.read(child))


@dataclass(frozen=True, slots=True)
class _Lezer:
    """Reads elements.

    Attributes:
        roles: The standard type that each type of a writer's own stands for.
    """

    objects: Voorwerpen
    roles: Mapping[str, str]
    pages: Mapping[str, int]

    def read(self, node: Mapping[str, Any]) -> Iterator[Element]:
        """Yield the element itself and then all elements in it."""
        children = self.children(node)
        elements = [child for child in children if _is_element(child)]
        within = [element for child in elements for element in self.read(child)]
        page = self.pages.get(node["/Pg"]) if isinstance(node.get("/Pg"), str) else None
        role = text_of(self.objects.of(node.get("/S")))[1:]
        yield Element(
            role=self.roles.get(role, role),
            page=page or next((element.page for element in within if element.page), None),
            described=bool(text_of(self.objects.of(node.get("/Alt"))).strip()),
            has_content=len(elements) < len(children),
            roles_within=frozenset([element.role for element in within]),
        )
        yield from within

    def children(self, node: Mapping[str, Any]) -> list[Any]:
        """Return what is in an element: elements, and references to content on a page."""
        of = self.objects.of
        children = of(node.get("/K", []))
        return list(map(of, children)) if isinstance(children, list) else [children]


def _is_element(child: object) -> bool:
    return is_dictionary(child) and "/S" in child


def _standard(role: str, roles: Mapping[str, str]) -> str:
    """Return the standard type that a writer's own type stands for, over any number of steps."""
    for _ in roles:
        role = roles.get(role, role)
    return role
