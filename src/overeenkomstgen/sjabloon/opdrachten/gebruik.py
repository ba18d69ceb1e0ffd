"""The syntax tree that Jinja makes of a template: the fields in it, and the guards put into it."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple, TypeVar

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from overeenkomstgen.kern.notatie import keep_together
from overeenkomstgen.sjabloon.opdrachten.grens import CHARACTERS, NODE, STEP
from overeenkomstgen.sjabloon.opdrachten.invulling import Site
from overeenkomstgen.sjabloon.opdrachten.taal import PART, PRINT, SITE, STAP, WEEG
from overeenkomstgen.sjabloon.opdrachten.vindplaats import MARK

# What gives names of its own to what stands inside it: the children that are read
# before that, those that are the names, and the names that Jinja adds.
_SCOPES: dict[type[nodes.Node], tuple[tuple[str, ...], tuple[str, ...], set[str]]] = {
    nodes.For: (("iter",), ("target",), {"loop"}),
    nodes.With: (("values",), ("targets",), set()),
    nodes.Macro: (("defaults",), ("args",), {"caller", "varargs", "kwargs"}),
    nodes.CallBlock: (("call", "defaults"), ("args",), set()),
}
# What no reader sees: text of Word's own fields, and deleted text.
_UNSEEN = ("<w:instrText", "<w:delText", "<w:delInstrText")
_TEXT = re.compile(r"<w:t(?: [^<>]*)?>[^<]*")
# docxtpl's way to write braces that are no tag.
_ESCAPES = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
# What is carried out more than once; and what weighs, or holds what does.
_REPEATED = (nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block)
_WEIGHED = (*_REPEATED, nodes.List, nodes.Dict, nodes.Tuple, nodes.Compare, nodes.Getitem)

_Node = TypeVar("_Node", bound=nodes.Node)


class Gebruik(NamedTuple):
    """A name that a template uses on a line, and whether it gives that itself, as a loop does."""

    veld: str
    line: int
    own: bool


def find_fields(tree: nodes.Template, known: Iterable[str]) -> tuple[Gebruik, ...]:
    """Return each use of a field, and of a name that the template itself gives, in order."""
    found: list[Gebruik] = []
    _find(tree, {"self", *known}, found)
    return tuple(found)


def put_in_guards(tree: nodes.Template, kind: str) -> tuple[Site, ...]:
    """Let every value be printed through a guard; return its site by the number of the guard.

    Filters are told where they stand. Takes out the marks of places, which have then done their
    work, and puts in the braces that docxtpl has escaped: in the template, so that a value that
    looks like an escape comes out as it is. So the tree is changed.

    The kind is what the places of this part are called: ``alinea``, ``eigenschap``, ``koppeling``.
    """
    sites: list[Site] = []
    visible, address = kind not in {"eigenschap", "koppeling"}, kind == "koppeling"
    flowing = visible and kind != "regel"

    def site(node: nodes.Node | None, line: int, *, seen: bool = True) -> nodes.Const:
        sites.append(Site(_subject(node), line, visible and seen, address, flowing and seen))
        return nodes.Const(len(sites) - 1)

    def guard(name: str, node: nodes.Expr, *, seen: bool = True) -> nodes.Filter:
        where = [site(node, node.lineno, seen=seen)]
        return _made(nodes.Filter(node, name, where, [], None, None), node)

    tag = ">"
    there = [*tree.find_all((nodes.Filter, nodes.Concat, nodes.Output, *_WEIGHED))]
    for each in there:
        if isinstance(each, nodes.Filter):
            each.kwargs.append(nodes.Keyword(SITE, site(each.node, each.lineno)))  # type: ignore[arg-type] # Jinja says Pair, and uses Keyword
        elif isinstance(each, nodes.Concat):
            each.nodes = [guard(PART, node) for node in each.nodes]
        elif isinstance(each, nodes.Output):
            for number, node in enumerate(each.nodes):
                if isinstance(node, nodes.TemplateData):
                    node.data = data = _as_meant(node.data, tag)
                    tag = data[data.rfind("<") :] if "<" in data else tag + data
                else:
                    seen = ">" in tag and not tag.startswith(_UNSEEN)
                    each.nodes[number] = guard(PRINT, node, seen=seen)
    if any(isinstance(each, _WEIGHED) for each in there):
        _Wegen().visit(tree)
    return tuple(sites)


def _as_meant(data: str, tag: str) -> str:
    """Return text after a tag as it is printed: unmarked, braces as meant, and kept together."""
    data = MARK.sub("", data)
    for escape, braces in _ESCAPES.items():
        data = data.replace(escape, braces)
    return _TEXT.sub(lambda text: keep_together(text[0]), tag + data)[len(tag) :]


class _Wegen(NodeTransformer):
    """Puts in what weighs: at each repetition a step, and around what can grow a scale."""

    def visit(self, node: nodes.Node, *_: object, **__: object) -> nodes.Node:
        if isinstance(node, _REPEATED):
            text = sum(len(text.data) for text in node.find_all(nodes.TemplateData))
            cost = STEP + NODE * sum(1 for _ in node.find_all(nodes.Node)) + text // CHARACTERS
            node.body.insert(0, _made(nodes.ExprStmt(_filter(STAP, nodes.Const(cost))), node))
        if isinstance(node, nodes.For) and node.test is not None:  # looked at also if it says no
            count = _filter(STAP, nodes.Const(STEP))
            node.test = _made(nodes.And(nodes.Not(count), node.test), node)
        self.generic_visit(node)
        match node:
            case nodes.List() | nodes.Dict() | nodes.Tuple(ctx="load"):
                return _scale(node)
            case nodes.Compare():
                node.expr = _scale(node.expr)
                for operand in node.ops:
                    operand.expr = _scale(operand.expr)
            case nodes.Getitem(arg=nodes.Slice()):
                node.node = _scale(node.node)
            case nodes.Getitem():
                node.arg = _scale(node.arg)
        return node


def _scale(node: nodes.Expr) -> nodes.Expr:
    return node if isinstance(node, nodes.Const) else _made(_filter(WEEG, node), node)


def _filter(name: str, node: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None)


def _made(new: _Node, old: nodes.Node) -> _Node:
    """Return a node that was made, at the line of another."""
    new.lineno, new.environment = old.lineno, old.environment
    return new


def _dotted(node: nodes.Node | None) -> str | None:
    """Return an expression as the name of a field, if it is one: ``gemeente.naam``."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr(attr=step) | nodes.Getitem(arg=nodes.Const(value=str(step))):
            owner = _dotted(node.node)
            return owner and f"{owner}.{step}"
        case _:
            return None


def _find(node: nodes.Node, local: set[str], found: list[Gebruik]) -> None:
    """Add the fields in a node; ``local`` are the names given so far, and is added to."""
    if isinstance(node, nodes.Const | nodes.TemplateData):
        return
    name = _dotted(node)
    if name is not None:
        found.append(Gebruik(name, node.lineno, name.partition(".")[0] in local))
        return
    if isinstance(node, nodes.Macro):  # it can call itself
        local.add(node.name)
    before, targets, extra = _SCOPES.get(type(node), ((), (), set()))
    first = [*node.iter_child_nodes(only=before)] if before else []
    rest = [*node.iter_child_nodes(exclude=(*before, *targets, "target"))]
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
        rest[0] = node.node.node  # the value of a field, and not its method
    for child in first:
        _find(child, local, found)
    inner = local | extra | _names(node.iter_child_nodes(only=targets)) if targets else local
    for child in rest:
        _find(child, inner, found)
    if isinstance(node, nodes.Assign | nodes.AssignBlock):
        local |= _names([node.target])


def _names(targets: Iterable[nodes.Node]) -> set[str]:
    return {name.name for name in nodes.Template([*targets]).find_all(nodes.Name)}


def _subject(node: nodes.Node | None) -> str:
    """Return what a message calls a value: after the first field in it."""
    if node is None:
        return "dit gedeelte"
    parts = chain([node], node.find_all((nodes.Getattr, nodes.Getitem, nodes.Name)))
    name = next(filter(None, map(_dotted, parts)), None)
    return f"het veld {name}" if name else "een waarde"
