"""The sandbox that templates are filled in: Jinja without harm, chance, clock or files.

What Jinja's own sandbox leaves open is work without end and memory without
bounds; every calculation, call and repetition is measured here first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from overeenkomstgen.kern.invulregel import Invulregel
from overeenkomstgen.sjabloon.opdrachten.maat import (
    MAX_SIZE,
    MAX_WIDTH,
    STEP,
    Maat,
    check_braces,
    check_format,
    check_operation,
    check_size,
    check_text_method,
    check_width,
)

if TYPE_CHECKING:
    from jinja2.runtime import Context

OPNAME: Final = "#opname"
"""The name of the :class:`Opname` among the values; no template can say it."""

# These break a promise: the same input gives the same document, and values are escaped.
_REFUSED_FILTERS = {"random", "safe", "urlize", "xmlattr", "pprint"}
_REFUSED_GLOBALS = {"lipsum"}
# Methods that make bytes, of which nothing here knows the size.
_REFUSED_METHODS = {"encode", "to_bytes"}
_LONG_TEXT = 10_000  # the longest text for filters that look at a text again for each line of it


class Zandbak(ImmutableSandboxedEnvironment):
    """Jinja without side effects, chance, clock or files.

    Args:
        escape: Whether values are escaped, as in XML.
        undefined: What stands for a name without a value.
    """

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, *, escape: bool, undefined: type[StrictUndefined] = StrictUndefined) -> None:
        # Optimizing would carry out expressions while a template is read, unguarded.
        super().__init__(autoescape=escape, undefined=undefined, optimized=False)
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
        check_operation(_maat(context), operator, left, right)
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as Jinja has it
        """Call a function, a macro or a method, unless what comes out is too big."""
        maat = _maat(context)
        maat.take(STEP)
        receiver = getattr(obj, "__self__", None)
        if isinstance(receiver, str) and obj.__name__ == "join" and args:
            args = (tuple(args[0]), *args[1:])  # of what comes one by one, nobody knows the size
        maat.weigh(args)
        maat.weigh(kwargs)
        if isinstance(receiver, str):
            maat.weigh(receiver)
            check_text_method(maat, obj.__name__, receiver, args + tuple(kwargs.values()))
        elif isinstance(receiver, list | tuple | Mapping):
            maat.weigh(receiver)
        if (pattern := getattr(obj, "pattern", None)) is not None:
            check_braces(maat, pattern, (args, kwargs))
        result = super().call(context, obj, *args, **kwargs)
        maat.weigh(result)
        return result

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:  # noqa: ANN401 - as Jinja has it
        """Return ``str.format`` as Jinja guards it, and with it the text that is to be filled."""
        wrapped = super().wrap_str_format(value)
        if wrapped is not None:
            wrapped.pattern = str(value.__self__)  # type: ignore[attr-defined] # a function holds it
        return wrapped


def check_filter(
    maat: Maat, name: str, value: object, args: tuple[object, ...], kwargs: Mapping[str, object]
) -> None:
    """Look at what one of Jinja's filters would make before it does.

    Raises:
        TooMuchError: It would be too big, or take too long.
    """
    given = args + tuple(kwargs.values())
    size, others = maat.weigh(value), maat.weigh(given)
    maat.take(STEP)
    match name:
        case "format":
            check_format(maat, str(value), given)
        case "replace":
            check_text_method(maat, name, str(value), given)
        case "center" | "batch" | "slice" | "round":
            check_width(*given)
        case "indent":
            check_width(*given)
            wide = sum(arg for arg in given if isinstance(arg, int)) + others + STEP
            check_size(maat, (str(value).count("\n") + 1) * wide)
        case "wordwrap":
            check_size(maat, size if size <= _LONG_TEXT else MAX_SIZE + 1)
            check_size(maat, (size + 1) * (others + 1))
        case "striptags":
            check_size(maat, size if size <= _LONG_TEXT else MAX_SIZE + 1)
        case "tojson":
            check_width(*(arg * MAX_WIDTH // 10 for arg in given if isinstance(arg, int)))
        case "sum":  # adding lists up goes over them again and again
            check_size(maat, MAX_SIZE + 1 if any(isinstance(a, list | tuple) for a in given) else 0)
        case "map" | "select" | "selectattr" | "reject" | "rejectattr":
            maat.take(size * (others + 1))


def _maat(context: Context) -> Maat:
    maat: Maat = context[OPNAME].maat
    return maat
