"""The heading over the rows of a kept file: which columns there are, in this version and before.

A record is a dataclass, and its attributes are the columns, but for those that are not
compared, which tell of the row itself. A column that is added gets a default; what was written
before it existed is read with that default. A heading with columns that nobody knows here is
of a newer version, and then nothing is touched.
"""

from __future__ import annotations

import re
import types
from collections.abc import Collection, Iterable, Sequence
from dataclasses import MISSING, fields
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args, get_type_hints

from overeenkomstgen.errors import RefusalError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")
"""A record, of which the attributes are the columns."""

_NAME = re.compile("[a-z][a-z0-9_]*")


class NieuwerError(RefusalError):
    """A newer version of the program wrote a file that this one does not know.

    Args:
        name: What the file is called.
        columns: The columns that are not known here.
        own: Whether a person may have added them, because nothing guards the file.
    """

    def __init__(self, name: str, columns: Iterable[str] = (), *, own: bool = False) -> None:
        unknown = ", ".join(columns)
        super().__init__(
            f"{name} is geschreven door een nieuwere versie van dit programma"
            f"{f', met meer kolommen: {unknown}' if unknown else ''}. Er is niets gewijzigd.",
            "Gebruik de nieuwste versie van het programma."
            + own * " Hebt u de kolom er zelf bij gezet, haal haar dan weg.",
        )


class Kolommen(Generic[T]):
    """The columns of a record."""

    def __init__(self, soort: type[T]) -> None:
        self._soort = soort
        hints = get_type_hints(soort)
        columns = [field for field in fields(soort) if field.compare]
        self._types = {field.name: hints[field.name] for field in columns}
        self._needed = {field.name for field in columns if field.default is MISSING}
        self.names = tuple(self._types)

    def are_names(self, heading: Collection[str]) -> bool:
        """Return whether a heading is of this record, in any version: this, older or newer."""
        return (
            self._needed <= set(heading)
            and len(set(heading)) == len(heading)
            and all(map(_NAME.fullmatch, heading))
        )

    def unknown(self, heading: Iterable[str]) -> list[str]:
        """Return the names in a heading that only a newer version knows."""
        return [name for name in heading if name not in self._types]

    def read(self, heading: Sequence[str], cells: Iterable[str]) -> T:
        """Return the record in a row under a heading of known names.

        Raises:
            ValueError: A cell does not hold what its column asks, or there are too many or few.
            ArithmeticError: The same, of an amount.
        """
        row = zip(heading, cells, strict=True)
        return self._soort(**{name: _parse(self._types[name], cell) for name, cell in row})


def _parse(hint: Any, cell: str) -> object:  # noqa: ANN401 - a type of any form
    """Return a cell's value of a type; an empty cell is None where the type allows that."""
    if isinstance(hint, types.UnionType):
        if not cell:
            return None
        (hint,) = (option for option in get_args(hint) if option is not type(None))
    return date.fromisoformat(cell) if hint is date else hint(cell)
