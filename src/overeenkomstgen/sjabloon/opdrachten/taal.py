"""The language of a template: Jinja in a sandbox, without harm, chance, clock or files.

What Jinja's own sandbox leaves open is work without end and memory without bounds; every
calculation, call and filter is paid for first. A fill-in line goes through every filter as it is;
an empty value fits none.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from types import GeneratorType
from typing import Any, Final, NoReturn

from jinja2 import StrictUndefined, pass_context
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from overeenkomstgen.kern import euro, notatie
from overeenkomstgen.kern.waarden import nearest
from overeenkomstgen.sjabloon.opdrachten.grens import STEP, Grens, TooMuchError, check_bits
from overeenkomstgen.sjabloon.opdrachten.invulling import (
    INVULLING,
    Invulling,
    Site,
    TagError,
    check_defined,
    kind_of,
)
from overeenkomstgen.velden.veld import Invulregel
from overeenkomstgen.word.pakket import cut

SITE: Final = "_site"
"""The argument that tells each filter at which :class:`Site` it stands."""
# What goes through a filter that no template can say: each printed expression, each operand of
# ``~``, each repetition, and lists and what is compared in a loop.
PRINT: Final = "#print"
PART: Final = "#part"
STAP: Final = "#stap"
WEEG: Final = "#weeg"

# These break a promise: the same input gives the same document, and values are escaped.
_REFUSED_FILTERS = {"random", "safe", "urlize", "xmlattr", "pprint"}
# Methods that make bytes, of which nothing here knows the size.
_REFUSED_METHODS = {"encode", "to_bytes"}
_MANY = (str, list, tuple)
_LONGEST = 40  # characters of a value in a message
_TAKES_NOTHING = {"default", "d"}  # the filters that have a use for an empty value


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
        del self.globals["lipsum"]

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as Jinja has it
        """Return a field; a field called ``items`` goes before the method of that name."""
        if type(obj) is dict or isinstance(obj, Mapping):
            if attribute in obj:
                return obj[attribute]
        elif isinstance(obj, Invulregel):
            return obj
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - as Jinja has it
        """Return whether a template can use something that a value has."""
        return attr not in _REFUSED_METHODS and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - as Jinja has it
        """Calculate, unless what comes out is too big."""
        grens: Grens = context.parent[INVULLING].grens
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
        grens: Grens = context.parent[INVULLING].grens
        formatting = getattr(obj, "__wrapped__", None)  # str.format, as Jinja guards it
        receiver = getattr(formatting or obj, "__self__", None)
        name = "{" if formatting else getattr(obj, "__name__", "")
        if isinstance(receiver, str):  # of what comes one by one, nobody knows the size
            args = tuple([*each] if isinstance(each, GeneratorType) else each for each in args)
        grens.check(name, receiver, (*args, *kwargs.values()))
        result = super().call(context, obj, *args, **kwargs)
        grens.weigh(result)
        return result


@pass_context
def _print(context: Context, value: object, site: int) -> object:
    invulling: Invulling = context.parent[INVULLING]
    return invulling.printed(value, invulling.sites[site])


@pass_context
def _part(context: Context, value: object, site: int) -> object:
    invulling: Invulling = context.parent[INVULLING]
    return invulling.text(value, invulling.sites[site])


@pass_context
def _step(context: Context, cost: int) -> None:
    context.parent[INVULLING].grens.take(cost)


@pass_context
def _weigh(context: Context, value: object) -> object:
    context.parent[INVULLING].grens.weigh(value)
    return value


def _unfit(name: str, value: object, site: Site) -> NoReturn:
    noun, advice = kind_of(value)
    what = f"{site.subject} is {noun} en past niet bij het filter {name}"
    raise TagError(what, advice, site.line)


def _guarded(name: str, builtin: Zandbak) -> Callable[..., object]:
    """Return one of Jinja's filters, guarded for fill-in lines and empty values."""

    @pass_context
    def guarded(context: Context, value: object, *args: object, **kwargs: Any) -> object:  # noqa: ANN401 - as Jinja has it
        invulling: Invulling = context.parent[INVULLING]
        site = invulling.site(kwargs.pop(SITE, None))
        if isinstance(value, Invulregel):
            return value
        if name not in _TAKES_NOTHING:
            if value is None:
                _unfit(name, value, site)
            args = tuple(invulling.text(a, site) if isinstance(a, Invulregel) else a for a in args)
            found: Any = [*value] if isinstance(value, GeneratorType) else value
            invulling.grens.check(name, found, (*args, *kwargs.values()))
            value = iter(found) if found is not value else value
        try:
            result = builtin.call_filter(name, value, args, kwargs, context)
        except (TagError, TooMuchError, UndefinedError, SecurityError, RecursionError, MemoryError):
            raise
        except Exception as error:
            what = f"het filter {name} past niet bij {site.subject}, of is niet goed gebruikt"
            advice = "controleer het filter en wat er tussen haakjes achter staat"
            raise TagError(what, advice, site.line) from error
        invulling.grens.weigh(result)
        return result

    return guarded


def _weighed(name: str, builtin: Zandbak) -> Callable[..., object]:
    """Return one of Jinja's tests, that pays for what it looks at."""

    @pass_context
    def weighed(context: Context, *given: object, **named: object) -> object:
        grens: Grens = context.parent[INVULLING].grens
        grens.take(STEP)
        grens.weigh((given, named))
        return builtin.call_test(name, given[0], given[1:], named)

    return weighed


def _join(builtin: Zandbak) -> Callable[..., object]:
    """Return Jinja's ``join``, that treats every item as a printed value."""

    @pass_context
    def join(
        context: Context,
        value: Any,  # noqa: ANN401 - as Jinja has it
        d: str = "",
        attribute: str | int | None = None,
        **kwargs: int,
    ) -> object:
        invulling: Invulling = context.parent[INVULLING]
        site = invulling.site(kwargs.pop(SITE, None))
        if isinstance(value, Invulregel):
            return value
        if value is None:
            _unfit("join", value, site)
        if attribute is not None:
            value = builtin.call_filter("map", value, (), {"attribute": attribute}, context)
        texts = [invulling.text(item, site) for item in value]
        invulling.grens.check("join", texts, (d,))
        return builtin.call_filter("join", texts, (d,), kwargs, context)

    return join


def _notation(
    name: str, types: tuple[type, ...], function: Callable[[Any], str]
) -> Callable[..., object]:
    """Return a filter that writes a value in Dutch notation."""
    # All documents of a run share their dates and most amounts; 1 and Decimal(1) do not mix.
    write = lru_cache(maxsize=1024, typed=True)(function)
    cost = STEP * (30 if name == "in_woorden" else 3)

    @pass_context
    def written(context: Context, value: object, **kwargs: int) -> object:
        invulling: Invulling = context.parent[INVULLING]
        site = invulling.site(kwargs.pop(SITE, None))
        if isinstance(value, Invulregel):
            return value
        check_defined(value)
        if isinstance(value, bool) or not isinstance(value, types):
            _unfit(name, value, site)
        invulling.grens.weigh(value)
        invulling.grens.take(cost)
        try:
            return write(value)
        except (ValueError, ArithmeticError) as error:
            shown = cut(str(value), _LONGEST)
            what = f"{site.subject} is {shown} en dat kan het filter {name} niet schrijven"
            advice = "een bedrag heeft hele centen, en in woorden is het niet negatief"
            raise TagError(what, advice, site.line) from error

    return written


def _in_words(number: int | Decimal) -> str:
    if isinstance(number, int):
        return notatie.format_getal_in_woorden(number)
    return euro.format_bedrag_in_woorden(number)


_NUMBER = (int, Decimal)
_NOTATIES: Mapping[str, tuple[tuple[type, ...], Callable[[Any], str]]] = {
    "bedrag": (_NUMBER, lambda number: euro.format_bedrag(Decimal(number))),
    "bedrag_heel": (_NUMBER, lambda number: euro.format_bedrag_heel(Decimal(number))),
    "getal": (_NUMBER, notatie.format_getal),
    "percentage": (_NUMBER, lambda number: notatie.format_percentage(Decimal(number))),
    "datum": ((date,), notatie.format_datum),
    "datum_kort": ((date,), notatie.format_datum_kort),
    "in_woorden": (_NUMBER, _in_words),
}


@cache
def make_language(*, escape: bool) -> Zandbak:
    """Return the language, ready to read templates with.

    With ``escape`` a template is XML, in which values are escaped; without it, plain text.
    """
    builtin, language = Zandbak(escape=escape), Zandbak(escape=escape)
    language.filters |= {
        **{name: _guarded(name, builtin) for name in builtin.filters},
        **{name: _notation(name, *notation) for name, notation in _NOTATIES.items()},
    }
    language.filters |= {"join": _join(builtin), PRINT: _print, PART: _part}
    language.filters |= {STAP: _step, WEEG: _weigh}
    tests = builtin.tests.keys() - {"filter", "test"}  # these look at no values
    language.tests |= {name: _weighed(name, builtin) for name in tests}
    return language
