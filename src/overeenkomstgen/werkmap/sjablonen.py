"""The templates of a werkmap, and the texts of its e-mails: found right, now or before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from overeenkomstgen.errors import Fault, InputError
from overeenkomstgen.kern.documentsoort import Documentsoort
from overeenkomstgen.kern.velden import names
from overeenkomstgen.schijf.plaats import inside
from overeenkomstgen.schijf.schijf import fingerprint_of
from overeenkomstgen.werkmap.werkmap import Werkmap

if TYPE_CHECKING:
    from overeenkomstgen.sjabloon.sjabloon import Ingevuld, Sjabloon

_TEMPLATE, _MESSAGE = "sjabloon", "bericht"


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


@dataclass(slots=True)
class Sjabloonlezer:
    """Reads templates: keeps them by documentsoort, with all that is wrong with them.

    Attributes:
        kennis: The fields of what was found right, now or before, by what it is known by.
        fresh: What of that was found right now.
    """

    werkmap: Werkmap
    kennis: dict[str, frozenset[str]]
    fresh: dict[str, frozenset[str]] = field(default_factory=dict)
    found: dict[str, Invulbaar] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def add(self, key: str, soort: Documentsoort) -> None:
        """Read the template of a documentsoort, and the text of the e-mail that goes with it."""
        path = inside(self.werkmap.sjablonen, soort.sjabloon)
        try:
            sjabloon = self._known(_TEMPLATE, path, soort) or self._load(path, soort)
        except InputError as error:
            self.faults.extend(error.faults)
        else:
            self.found[key] = sjabloon
            self.faults.extend(find_missing(sjabloon, "/".join(path.parts[-2:]), soort))
        if soort.bericht:
            self._check_message(inside(self.werkmap.sjablonen, soort.bericht), soort)

    def _known(self, kind: str, path: Path, soort: Documentsoort) -> Bekend | None:
        if not self.kennis or not path.is_file():
            return None
        sha256 = fingerprint_of(path)
        fields = self.kennis.get(_for(kind, sha256, soort))
        return None if fields is None else Bekend(path, sha256, fields)

    def _load(self, path: Path, soort: Documentsoort) -> Invulbaar:
        from overeenkomstgen.sjabloon.sjabloon import Sjabloon  # noqa: PLC0415 - slow to load

        sjabloon = Sjabloon.load(path)
        self._judged(
            _for(_TEMPLATE, sjabloon.sha256, soort), sjabloon.faults(names(soort)), sjabloon.fields
        )
        return sjabloon

    def _check_message(self, path: Path, soort: Documentsoort) -> None:
        if self._known(_MESSAGE, path, soort):
            return
        from overeenkomstgen.sjabloon.bericht import Berichtsjabloon  # noqa: PLC0415 - slow to load

        try:
            faults = Berichtsjabloon.load(path).faults(names(soort))
        except InputError as error:
            faults = error.faults
        self._judged(
            "" if faults else _for(_MESSAGE, fingerprint_of(path), soort), faults, frozenset()
        )

    def _judged(self, key: str, faults: Sequence[Fault], fields: frozenset[str]) -> None:
        self.faults.extend(faults)
        if not faults:
            self.kennis[key] = self.fresh[key] = fields


def _for(kind: str, sha256: str, soort: Documentsoort) -> str:
    """Return what something is known by: what it is, and which fields there are for it."""
    return f"{kind} {sha256} {soort.per} {soort.rol}"


def find_missing(sjabloon: Invulbaar, name: str, soort: Documentsoort) -> Iterator[Fault]:
    """Find the fields that a documentsoort cannot do without, and that the template lacks."""
    for veld in soort.verplicht:
        if veld not in sjabloon.fields:
            what = f"het veld {veld} komt niet voor, en is verplicht in: {soort.naam}"
            advice = f"zet {{{{ {veld} }}}} op zijn plaats, of haal het veld weg uit verplicht in "
            yield Fault(name, what, f"{advice}convenant.toml")
