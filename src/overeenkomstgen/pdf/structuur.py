"""Reads the structure of a tagged PDF: what a screen reader goes by (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from overeenkomstgen.pdf.voorwerpen import Voorwerpen, text_of


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
    of = objects.of
    root = objects.entries(objects.root.get("/StructTreeRoot"))
    given = objects.entries(root.get("/RoleMap"))
    mapped = {name[1:]: str(role)[1:] for name, role in given.items()}
    roles = {role: _standard(role, mapped) for role in mapped}
    numbers = {page: number for number, page in enumerate(pages, 1)}

    def children(node: Mapping[str, Any]) -> list[Any]:
        """Return what is in a node: elements, and references to content on a page."""
        found = of(node.get("/K", []))
        return list(map(of, found)) if isinstance(found, list) else [found]

    def elements_in(found: list[Any]) -> Iterator[Element]:
        """Yield each element among the children of a node, and after it all that are in it."""
        for each in filter(_is_element, found):
            own = children(each)
            within = list(elements_in(own))
            page = numbers.get(each["/Pg"]) if isinstance(each.get("/Pg"), str) else None
            role = text_of(of(each.get("/S")))[1:]
            yield Element(
                role=roles.get(role, role),
                page=page or next((element.page for element in within if element.page), None),
                described=bool(text_of(of(each.get("/Alt"))).strip()),
                has_content=not all(map(_is_element, own)),
                roles_within=frozenset(element.role for element in within),
            )
            yield from within

    return tuple(elements_in(children(root)))


def _is_element(child: object) -> bool:
    return isinstance(child, dict) and "/S" in child


def _standard(role: str, roles: Mapping[str, str]) -> str:
    """Return the standard type that a writer's own type stands for, over any number of steps."""
    for _ in roles:
        role = roles.get(role, role)
    return role
