"""Settings: a parsed TOML table into frozen dataclasses, every fault collected.

The dataclass is the schema. A key that it does not have, a key that is missing,
and a value of another type are faults that name the key.
"""

import dataclasses
import types
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Self, TypeVar, get_args, get_origin, get_type_hints

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.convenant import NO_SETTING
from overeenkomstgen.kern.tabel import tidy
from overeenkomstgen.kern.waarden import BUITEN_JAREN, JAREN, nearest

T = TypeVar("T")

_EXPECTED: dict[Any, str] = {
    str: 'tekst tussen aanhalingstekens in, zoals "Den Haag"',
    int: "een geheel getal in, zoals 41",
    Decimal: "een getal met een punt in, zoals 0.15",
    date: "een datum in, zoals 2022-12-19",
    bool: "true of false in",
    tuple: "een lijst tussen vierkante haken in",
    types.UnionType: "tekst, een datum, een getal of een bedrag in",
}


def parse_settings(
    schema: type[T], data: Mapping[str, object], source: str
) -> tuple[T | None, tuple[Fault, ...]]:
    """Return the settings as a value of the schema, or None and what is wrong.

    The schema is a dataclass; its fields are the keys, their types the types allowed: ``str``,
    ``int``, ``Decimal``, ``date``, ``bool``, enums, tuples of those, nested dataclasses,
    ``Mapping`` of names to those or to ``str | int`` and such, and ``X | None``. One with a
    ``check`` method is asked for what is wrong with its values: a key, what, and what to do. The
    data are as ``tomllib`` gives them with ``parse_float=Decimal``; messages name the source.
    """
    faults: list[Fault] = []
    value = _parse_table(schema, data, _Place(source, faults))
    return (None if faults else value), tuple(faults)


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    """A table or a setting in the file, with the faults that were found in the file."""

    source: str
    faults: list[Fault]
    path: tuple[str, ...] = ()

    def inside(self, *keys: str) -> Self:
        return dataclasses.replace(self, path=(*self.path, *keys))

    @property
    def header(self) -> str:
        """The header of a table: ``[stichting.vertegenwoordiger]``."""
        return f"[{'.'.join(self.path)}]"

    @property
    def table(self) -> str:
        return f"{self.source}, {self.header}" if self.path else self.source

    @property
    def setting(self) -> str:
        return f"{dataclasses.replace(self, path=self.path[:-1]).table}, sleutel {self.path[-1]}"

    @property
    def plek(self) -> tuple[str, int]:
        return ".".join(self.path), 0


_NO_VALUE = object()
_BITS = 100  # of a number, that is in no setting


def settings_of(schema: type[Any]) -> Iterator[tuple[dataclasses.Field[Any], Any]]:
    """Yield what ``convenant.toml`` can give of a schema: its fields, and the types of those."""
    kinds = get_type_hints(schema)
    for each in dataclasses.fields(schema):
        if each.metadata != NO_SETTING:
            yield each, _without_none(kinds[each.name])


def _parse_table(schema: type[Any], data: Mapping[str, object], place: _Place) -> Any:  # noqa: ANN401 - the type is the schema's
    fields = dict(settings_of(schema))
    hints = {field.name: hint for field, hint in fields.items()}
    settings = _settings(data, hints, place)
    values: dict[str, object] = {}
    for field in fields:
        name, hint = field.name, hints[field.name]
        if name in settings:
            key, written = settings[name]
            empty = written == "" == field.default  # what may be left out may be empty
            values[name] = "" if empty else _parse_value(hint, written, place.inside(key))
        elif field.default is field.default_factory:  # there is neither
            values[name] = _NO_VALUE
            place.faults.append(_missing_key(name, hint, place))
    if _NO_VALUE in values.values():
        return _NO_VALUE
    value = schema(**values)
    check: Callable[[], Iterator[tuple[str, str, str]]] | None = getattr(value, "check", None)
    if check is not None and hints.keys() >= data.keys():  # what is unknown could be what is missed
        for key, what, do in check():
            there = place.inside(*key.split("."))
            place.faults.append(Fault(there.setting, what, do, there.plek))
    return value


def _settings(
    data: Mapping[str, object], hints: Mapping[str, Any], place: _Place
) -> dict[str, tuple[str, object]]:
    """Return the key and the value of each setting, be its key misspelt; find unknown keys."""
    settings = {name: (name, data[name]) for name in hints if name in data}
    for key, value in data.items():
        if key in hints:
            continue
        table = isinstance(value, Mapping)
        alike = [name for name, hint in hints.items() if _is_table(hint) is table]
        near = nearest(key, [name for name in alike if name not in settings])
        if near:
            settings[near] = (key, value)
        elif near := nearest(key, alike):
            _, other = settings[near]
            if isinstance(value, Mapping) and isinstance(other, Mapping):
                # A table is also there by a table inside it: [stichting.vertegenwoordiger].
                settings[near] = (near, {**value, **other})
        noun, where = ("kop", place.source) if table else ("sleutel", place.table)
        found, *names = (place.inside(n).header if table else n for n in (key, *alike))
        if near:
            advice = f"bedoeld is misschien {names[alike.index(near)]}"
        elif alike:
            advice = f"bekend zijn: {', '.join(names)}"
        else:
            advice = f"haal de {noun} weg"
        place.faults.append(Fault(where, f"de {noun} {found} is onbekend", advice))
    return settings


def _parse_value(hint: Any, value: object, place: _Place) -> object:  # noqa: ANN401 - a type of any form
    origin = get_origin(hint) or hint
    if isinstance(origin, type) and dataclasses.is_dataclass(origin):
        if isinstance(value, Mapping):
            return _parse_table(origin, value, place)
        origin = Mapping
    elif origin is Mapping and isinstance(value, Mapping):
        schema = get_args(hint)[1]
        tables = {key: _parse_value(schema, each, place.inside(key)) for key, each in value.items()}
        return _NO_VALUE if _NO_VALUE in tables.values() else tables
    elif isinstance(origin, type) and issubclass(origin, Enum):
        for choice in origin:
            if choice.value == value:
                return choice
    elif origin is tuple and isinstance(value, list):
        return _parse_list(get_args(hint), value, place)
    elif _fits(hint, value):
        return value
    place.faults.append(Fault(place.setting, *_misfit(origin, value, place), place.plek))
    return _NO_VALUE


def _parse_list(item_types: tuple[Any, ...], value: list[object], place: _Place) -> object:
    if item_types[-1] is Ellipsis:
        item_types = (item_types[0],) * len(value)
    if len(item_types) != len(value):
        what = f"het aantal waarden in de lijst is {len(value)}"
        place.faults.append(Fault(place.setting, what, f"geef er {len(item_types)}", place.plek))
        return _NO_VALUE
    pairs = zip(item_types, value, strict=True)
    items = tuple(_parse_value(item_type, item, place) for item_type, item in pairs)
    return _NO_VALUE if _NO_VALUE in items else items


def _fits(wanted: Any, value: object) -> bool:  # noqa: ANN401 - a type of any form
    if isinstance(wanted, types.UnionType):
        return value == "" or any(_fits(option, value) for option in get_args(wanted))
    if wanted is Decimal:
        return isinstance(value, Decimal) and value.is_finite()
    if wanted is int:
        return type(value) is int and value.bit_length() < _BITS
    if wanted is date:  # in TOML a date with a time is another type
        return type(value) is date and value.year in JAREN
    return type(value) is wanted and (wanted is not str or tidy(str(value)) != "")


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "een tabel"
    if isinstance(value, list):
        return "een lijst"
    if isinstance(value, int) and value.bit_length() >= _BITS:
        return "een getal dat veel te lang is"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _misfit(wanted: type, value: object, place: _Place) -> tuple[str, str]:
    """Return what is wrong with a value of the wrong type, and what to do."""
    does_not_fit = f"{_shown(value)} past hier niet"
    if wanted is Mapping:
        return does_not_fit, f"maak er een kop van, {place.header}, met de sleutels daaronder"
    if issubclass(wanted, Enum):
        return does_not_fit, f"kies uit: {', '.join(str(choice.value) for choice in wanted)}"
    if wanted in {str, types.UnionType} and isinstance(value, str):
        return "de tekst is leeg", _expects(wanted)
    if wanted is Decimal and type(value) is int and value.bit_length() < _BITS:
        return f"{value} is een geheel getal", f"schrijf het met een punt: {value}.00"
    if not isinstance(value, str):
        far = wanted is date and type(value) is date
        said = f"{_shown(value)} {BUITEN_JAREN}", "kijk het jaartal na"
        return said if far else (does_not_fit, _expects(wanted))
    what = does_not_fit if tidy(value) else "hier is nog niets ingevuld"
    return what, _expects(wanted, "zonder aanhalingstekens ")


def _expects(wanted: type, how: str = "") -> str:
    return f"vul hier {how}{_EXPECTED[wanted]}"


def _without_none(hint: Any) -> Any:  # noqa: ANN401 - a type of any form
    if get_origin(hint) is types.UnionType:
        return next(option for option in get_args(hint) if option is not type(None))
    return hint


def _is_table(hint: Any) -> bool:  # noqa: ANN401 - as above
    return dataclasses.is_dataclass(hint) or get_origin(hint) is Mapping


def _missing_key(name: str, hint: Any, place: _Place) -> Fault:  # noqa: ANN401 - as above
    if _is_table(hint):
        return Fault(place.source, f"de kop {place.inside(name).header} ontbreekt", "voeg hem toe")
    origin = get_origin(hint) or hint
    what, at = f"de sleutel {name} ontbreekt", place.inside(name).plek
    return Fault(place.table, what, _expects(origin), at)
