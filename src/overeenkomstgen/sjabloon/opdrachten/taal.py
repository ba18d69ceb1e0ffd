"""The language of a template: Jinja in a sandbox, without harm, chance, clock or files.

What Jinja's own sandbox leaves open is work without end and memory without
bounds; every calculation and call is paid for first.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import GeneratorType
from typing import Any

from jinja2 import StrictUndefined
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from overeenkomstgen.kern.invulregel import Invulregel
from overeenkomstgen.kern.waarden import nearest
from overeenkomstgen.sjabloon.opdrachten.filters import make_filters, make_tests
from overeenkomstgen.sjabloon.opdrachten.grens import Grens, check_bits
from overeenkomstgen.sjabloon.opdrachten.invulling import INVULLING

# These break a promise: the same input gives the same document, and values are escaped.
_REFUSED_FILTERS = {"random", "safe", "urlize", "xmlattr", "pprint"}
_REFUSED_GLOBALS = {"lipsum"}
# Methods that make bytes, of which nothing here knows the size.
_REFUSED_METHODS = {"encode", "to_bytes"}
_MANY = (str, list, tuple)


class Ontbreekt(StrictUndefined):
    """A name without a value: every use of it is an error, with the nearest known name."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        """The name, and on a second line the nearest one."""
        name, owner = str(self._undefined_name), self._undefined_obj
        known = [key for key in owner if isinstance(key, str)] if isinstance(owner, Mapping) else []
        return f"{name}\n{nearest(name, known) or ''}"


class Zandbak(ImmutableSandboxedEnvironment):
    """Jinja without side effects, chance, clock or files."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, *, escape: bool) -> None:
        # Optimizing would carry out expressions while a template is read, unguarded.
        super().__init__(autoescape=escape, undefined=Ontbreekt, optimized=False)
        for name in _REFUSED_FILTERS:
            del self.filters[name]
        for name in _REFUSED_GLOBALS:
            del self.globals[name]

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as Jinja has it
        """Return a field; a field called ``items`` goes before the method of that name."""
        if isinstance(obj, Invulregel):
            return obj
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - as Jinja has it
        """Return whether a template can use something that a value has."""
        return attr not in _REFUSED_METHODS and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - as Jinja has it
        """Calculate, unless what comes out is too big."""
        grens: Grens = context[INVULLING].grens
        many, other = (right, left) if isinstance(right, _MANY) else (left, right)
        if operator == "*" and isinstance(many, _MANY):
            grens.check(operator, many, (other,))
        elif operator == "%" and isinstance(left, str):
            grens.check(operator, left, (right,))
        else:
            grens.weigh((left, right))
        if operator == "**" and isinstance(left, int) and isinstance(right, int):
            check_bits(left.bit_length() * abs(right))
        result = super().call_binop(context, operator, left, right)
        grens.weigh(result)
        return result

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as Jinja has it
        """Call a function, a macro or a method, unless what comes out is too big."""
        grens: Grens = context[INVULLING].grens
        formatting = getattr(obj, "__wrapped__", None)  # str.format, as Jinja guards it
        receiver = getattr(formatting or obj, "__self__", None)
        name = "{" if formatting else getattr(obj, "__name__", "")
        if isinstance(receiver, str):  # of what comes one by one, nobody knows the size
            args = tuple([*each] if isinstance(each, GeneratorType) else each for each in args)
        grens.check(name, receiver, (*args, *kwargs.values()))
        result = super().call(context, obj, *args, **kwargs)
        grens.weigh(result)
        return result


def make_language(*, escape: bool = True) -> Zandbak:
    """Return the language, ready to read templates with.

    Args:
        escape: Whether the template is XML, in which values are escaped, and not plain text.
    """
    builtin, language = Zandbak(escape=escape), Zandbak(escape=escape)
    language.filters.update(make_filters(builtin))
    language.tests.update(make_tests(builtin))
    return language
