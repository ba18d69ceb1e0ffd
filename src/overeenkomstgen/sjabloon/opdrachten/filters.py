"""The filters of a template: Jinja's, each paid for, and those of Dutch notation.

A fill-in line goes through every filter as it is; an empty value fits none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import GeneratorType
from typing import Any, Final, NoReturn

from jinja2 import Environment, pass_context
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import Context

from overeenkomstgen.kern import euro, notatie
from overeenkomstgen.kern.invulregel import Invulregel
from overeenkomstgen.sjabloon.opdrachten.grens import STEP, Grens, TooMuchError
from overeenkomstgen.sjabloon.opdrachten.invulling import (
    INVULLING,
    Invulling,
    Site,
    TagError,
    check_defined,
    kind_of,
)
from overeenkomstgen.sjabloon.opdrachten.vindplaats import cut

PRINT: Final = "#print"
"""The filter that every printed expression goes through; no template can say it."""
PART: Final = "#part"
"""The filter that every operand of ``~`` goes through; no template can say it."""
SITE: Final = "_site"
"""The argument that tells each filter at which :class:`Site` it stands."""
STAP: Final = "#stap"
"""The filter that every repetition goes through; no template can say it."""
WEEG: Final = "#weeg"
"""The filter that lists, and what is compared in a loop, go through; no template can say it."""

_LONGEST = 40  # characters of a value in a message
_TAKES_NOTHING = {"default", "d"}  # the filters that have a use for an empty value


def make_filters(builtin: Environment) -> dict[str, Callable[..., object]]:
    """Return the filters of the language, by name."""
    return {
        **{name: _guarded(name, builtin) for name in builtin.filters},
        **{name: _notation(name, *notation) for name, notation in _NOTATIES.items()},
        "join": _join(builtin),
        PRINT: _print,
        PART: _part,
        STAP: _step,
        WEEG: _weigh,
    }


def make_tests(builtin: Environment) -> dict[str, Callable[..., object]]:
    """Return the tests of the language that look at values, by name."""
    return {name: _weighed(name, builtin) for name in builtin.tests.keys() - {"filter", "test"}}


@pass_context
def _print(context: Context, value: object, **kwargs: int) -> object:
    invulling: Invulling = context[INVULLING]
    return invulling.printed(value, invulling.site(kwargs[SITE]))


@pass_context
def _part(context: Context, value: object, **kwargs: int) -> object:
    invulling: Invulling = context[INVULLING]
    return invulling.text(value, invulling.site(kwargs[SITE]))


@pass_context
def _step(context: Context, cost: int) -> None:
    invulling: Invulling = context[INVULLING]
    invulling.grens.take(cost)


@pass_context
def _weigh(context: Context, value: object) -> object:
    invulling: Invulling = context[INVULLING]
    invulling.grens.weigh(value)
    return value


def _unfit(name: str, value: object, site: Site) -> NoReturn:
    noun, advice = kind_of(value)
    raise TagError(
        f"{site.subject} is {noun} en past niet bij het filter {name}", advice, site.line
    )


def _guarded(name: str, builtin: Environment) -> Callable[..., object]:
    """Return one of Jinja's filters, guarded for fill-in lines and empty values."""

    @pass_context
    def guarded(context: Context, value: object, *args: object, **kwargs: Any) -> object:  # noqa: ANN401 - as Jinja has it
        invulling: Invulling = context[INVULLING]
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
            raise TagError(
                f"het filter {name} past niet bij {site.subject}, of is niet goed gebruikt",
                "controleer het filter en wat er tussen haakjes achter staat",
                site.line,
            ) from error
        invulling.grens.weigh(result)
        return result

    return guarded


def _weighed(name: str, builtin: Environment) -> Callable[..., object]:
    """Return one of Jinja's tests, that pays for what it looks at."""

    @pass_context
    def weighed(context: Context, *given: object, **named: object) -> object:
        grens: Grens = context[INVULLING].grens
        grens.take(STEP)
        grens.weigh((given, named))
        return builtin.call_test(name, given[0], given[1:], named)

    return weighed


def _join(builtin: Environment) -> Callable[..., object]:
    """Return Jinja's ``join``, that treats every item as a printed value."""

    @pass_context
    def join(
        context: Context,
        value: Any,  # noqa: ANN401 - as Jinja has it
        d: str = "",
        attribute: str | int | None = None,
        **kwargs: int,
    ) -> object:
        invulling: Invulling = context[INVULLING]
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
        invulling: Invulling = context[INVULLING]
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
            raise TagError(
                f"{site.subject} is {shown} en dat kan het filter {name} niet schrijven",
                "een bedrag heeft hele centen, en in woorden is het niet negatief",
                site.line,
            ) from error

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
