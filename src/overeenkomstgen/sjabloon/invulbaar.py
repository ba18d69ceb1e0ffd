"""What can be filled in: a template that was read, or one that is known and read when needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from overeenkomstgen.errors import InputError

if TYPE_CHECKING:
    from overeenkomstgen.sjabloon.sjabloon import Ingevuld, Sjabloon


@dataclass(frozen=True)
class Bekend:
    """A template that was found right before; it is read when it is first filled in."""

    path: Path
    sha256: str
    fields: frozenset[str] = field(default=frozenset())

    def fill(self, values: Mapping[str, object]) -> Ingevuld:
        """Return a document with the values in it.

        Raises:
            InputError: The template does not go with these values, or was changed meanwhile.
        """
        return self._sjabloon.fill(values)

    @cached_property
    def _sjabloon(self) -> Sjabloon:
        from overeenkomstgen.sjabloon.sjabloon import Sjabloon  # noqa: PLC0415 - slow to load

        sjabloon = Sjabloon.load(self.path)
        if sjabloon.sha256 != self.sha256:
            what = "het bestand is gewijzigd terwijl het programma bezig was"
            raise InputError.of(sjabloon.name, what, "geef de opdracht nog eens")
        return sjabloon


Invulbaar: TypeAlias = "Sjabloon | Bekend"
"""A template without faults."""
