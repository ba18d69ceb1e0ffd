"""Settings: a parsed TOML table into frozen dataclasses, every fault collected.

The dataclass is the schema. A key that it does not have, a key that is missing,
and a value of another type are faults that name the key.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

from overeenkomstgen.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

_TYPE_NAMES: dict[Any, str] = {
    str: 'tekst tussen aanhalingstekens, zoals "Den Haag"',
    int: "een geheel getal, zoals 41",
    Decimal: "een getal met een punt, zoals 0.15",
    date: "een datum, zoals 2022-12-19",
    bool: "true of false",
    tuple: "een lijst tussen vierkante haken",
    Mapping: "een tabel met een kop tussen vierkante haken",
}


def parse_settings(
    schema: type[T], data: Mapping[str, object], source: str
) -> tuple[T | None, tuple[Fault, ...]]:
    """Return the settings as a value of the schema, or None and what is wrong.

    Args:
        schema: A dataclass; its fields are the keys, their types the types allowed.
            ``str``, ``int``, ``Decimal``, ``date``, ``bool``, tuples of those, nested
            dataclasses, ``Mapping[str, dataclass]`` and ``X | None`` can be used.
        data: The table as ``tomllib`` gives it with ``parse_float=Decimal``.
        source: The file's name, for messages.

    A dataclass with a ``check`` method is asked for what is wrong with its values:
    pairs of a key and a sentence.
    """
    faults: list[Fault] = []
    value = _parse_table(schema, data, _Place(source), faults)
    return (None if faults else value), tuple(faults)


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    source: str
    path: tuple[str, ...] = ()

    def inside(self, key: str) -> _Place:
        return _Place(self.source, (*self.path, key))

    def __str__(self) -> str:
        return f"{self.source}, [{'.'.join(self.path)}]" if self.path else self.source


_NO_VALUE = object()


def _parse_table(
    schema: type[Any], data: Mapping[str, object], place: _Place, faults: list[Fault]
) -> Any:  # noqa: ANN401 - the type is the schema's
    hints = get_type_hints(schema)
    fields = {field.name: field for field in dataclasses.fields(schema)}
    faults.extend(_unknown_key(key, fields, place) for key in data if key not in fields)
    values: dict[str, object] = {}
    for name, field in fields.items():
        if name not in data:
            if field.default is dataclasses.MISSING:
                faults.append(_missing_key(name, hints[name], place))
            continue
        values[name] = _parse_value(hints[name], data[name], place, name, faults)
    required = [name for name, field in fields.items() if field.default is dataclasses.MISSING]
    if any(values.get(name, _NO_VALUE) is _NO_VALUE for name in (*required, *values)):
        return _NO_VALUE
    value = schema(**values)
    check: Callable[[], Iterator[tuple[str, str, str]]] | None = getattr(value, "check", None)
    if check is not None:
        faults.extend(Fault(f"{place}, sleutel {key}", what, do) for key, what, do in check())
    return value


def _parse_value(
    hint: Any,  # noqa: ANN401 - a type of any form
    value: object,
    place: _Place,
    key: str,
    faults: list[Fault],
) -> object:
    if get_origin(hint) is types.UnionType:
        hint = next(option for option in get_args(hint) if option is not type(None))
    origin = get_origin(hint) or hint
    if isinstance(origin, type) and dataclasses.is_dataclass(origin):
        if isinstance(value, Mapping):
            return _parse_table(origin, value, place.inside(key), faults)
        origin = Mapping
    elif origin is Mapping and isinstance(value, Mapping):
        schema = get_args(hint)[1]
        inside = place.inside(key)
        return {
            name: _parse_value(schema, table, inside, name, faults) for name, table in value.items()
        }
    elif origin is tuple and isinstance(value, list):
        return _parse_list(get_args(hint), value, place, key, faults)
    elif _fits(origin, value):
        return value
    faults.append(
        Fault(f"{place}, sleutel {key}", f"{_shown(value)} past hier niet", _expects(origin))
    )
    return _NO_VALUE


def _parse_list(
    item_types: tuple[Any, ...], value: list[object], place: _Place, key: str, faults: list[Fault]
) -> object:
    if item_types[-1] is Ellipsis:
        item_types = (item_types[0],) * len(value)
    if len(item_types) != len(value):
        faults.append(
            Fault(
                f"{place}, sleutel {key}",
                f"de lijst heeft {len(value)} waarden",
                f"geef er {len(item_types)}",
            )
        )
        return _NO_VALUE
    items = tuple(
        _parse_value(item_type, item, place, key, faults)
        for item_type, item in zip(item_types, value, strict=True)
    )
    return _NO_VALUE if _NO_VALUE in items else items


def _fits(wanted: type, value: object) -> bool:
    if wanted is Decimal:
        return isinstance(value, Decimal) and value.is_finite()
    if wanted is date:  # in TOML a date with a time is another type
        return isinstance(value, date) and not isinstance(value, datetime)
    return type(value) is wanted


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "een tabel"
    if isinstance(value, list):
        return "een lijst"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _expects(wanted: type) -> str:
    return f"vul hier {_TYPE_NAMES[wanted]} in"


def _unknown_key(key: str, fields: Mapping[str, object], place: _Place) -> Fault:
    near = get_close_matches(key, fields, n=1)
    advice = f"bedoeld is misschien {near[0]}" if near else f"bekend zijn: {', '.join(fields)}"
    return Fault(str(place), f"de sleutel {key} is onbekend", advice)


def _missing_key(name: str, hint: Any, place: _Place) -> Fault:  # noqa: ANN401 - as above
    origin = get_origin(hint) or hint
    if dataclasses.is_dataclass(origin) or origin is Mapping:
        header = ".".join((*place.path, name))
        return Fault(str(place), f"de tabel [{header}] ontbreekt", "voeg de tabel toe")
    return Fault(str(place), f"de sleutel {name} ontbreekt", _expects(origin))
