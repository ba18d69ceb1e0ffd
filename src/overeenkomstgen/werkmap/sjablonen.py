"""The templates of a werkmap, and the texts of its e-mails: found right, now or before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from overeenkomstgen.errors import Fault, InputError
from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.documentsoort import Documentsoort, Rol
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.schijf.plaats import inside
from overeenkomstgen.schijf.schijf import fingerprint_of
from overeenkomstgen.velden.velden import MEEGESTUURD, find_veld, names
from overeenkomstgen.werkmap.werkmap import Werkmap

if TYPE_CHECKING:
    from overeenkomstgen.keuring.keuring import Keuring
    from overeenkomstgen.keuring.letterlijk import Waardenzoeker
    from overeenkomstgen.keuring.sjabloonbestand import Sjabloonbestand
    from overeenkomstgen.sjabloon.artikelen import Artikelen
    from overeenkomstgen.sjabloon.sjabloon import Ingevuld, Sjabloon

_MANY = 32  # templates that are kept, for a front that stays open


@dataclass(frozen=True)
class Bekend:
    """A template that was found right before; it is read when it is first filled in."""

    path: Path
    sha256: str
    fields: frozenset[str] = field(default=frozenset())

    def fill(self, values: Mapping[str, object], *, titel: str = "") -> Ingevuld:
        """Return a document with the values in it, and a title if the template gives it none.

        InputError when the template does not go with these values, or was changed meanwhile.
        """
        return _loaded(self.path, self.sha256).fill(values, titel=titel)


@lru_cache(maxsize=_MANY)
def _loaded(path: Path, sha256: str) -> Sjabloon:
    from overeenkomstgen.sjabloon.sjabloon import Sjabloon  # noqa: PLC0415 - slow to load

    sjabloon = Sjabloon.load(path)
    if sjabloon.sha256 != sha256:
        what = "het bestand is gewijzigd terwijl het programma bezig was"
        raise InputError.of(sjabloon.name, what, "probeer het nog eens")
    return sjabloon


@lru_cache(maxsize=_MANY)
def opened(path: Path, sha256: str) -> Sjabloonbestand:  # noqa: ARG001 - it is read anew by it
    """Return a template to examine, read once for each fingerprint that its file has."""
    from overeenkomstgen.keuring.sjabloonbestand import Sjabloonbestand  # noqa: PLC0415 - slow

    return Sjabloonbestand.read(path)


Invulbaar: TypeAlias = "Sjabloon | Bekend"
"""A template without faults."""

INGANG = "overeenkomst.ingang"
"""The field with the first day of an agreement, which is another for who joins later."""


@dataclass
class Sjabloonlezer:
    """Reads templates: keeps them by documentsoort, with all that is wrong with them.

    Attributes:
        kennis: The fields of what was found right before, by what it is known by.
        fresh: The same of what was found right now.
        keuringen: The templates that were examined now.
    """

    werkmap: Werkmap
    periode: Periode | None
    gemeenten: tuple[Gemeente, ...]
    kennis: Mapping[str, frozenset[str]]
    fresh: dict[str, frozenset[str]] = field(default_factory=dict)
    found: dict[str, Invulbaar] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    keuringen: list[Keuring] = field(default_factory=list)
    _files: dict[Path, str] = field(default_factory=dict)

    def read(self, rollen: Collection[Rol]) -> None:
        """Read what the documentsoorten with these roles have: templates, texts of e-mails."""
        if rollen and self.periode:
            self.artikelen  # noqa: B018 - read once, along with the templates
        for path, soorten in by_template(self.werkmap, self.periode).items():
            wanted = [key for key, soort in soorten.items() if soort.rol in rollen]
            if wanted and (sjabloon := self._template(path, [*soorten.values()])):
                self.found |= dict.fromkeys(wanted, sjabloon)
            for key in wanted:
                if sjabloon and soorten[key].rol is Rol.OVEREENKOMST:
                    self._check_first_day(path, sjabloon)
                if soorten[key].bericht:
                    self._check_message(soorten[key])

    @cached_property
    def _agreement(self) -> Path:
        """Where the template of the agreement stands."""
        soort = self.periode.overeenkomst.sjabloon if self.periode else ""
        return inside(self.werkmap.sjablonen, soort)

    def _sha256(self, path: Path) -> str:
        """Return the fingerprint of a file, which is read once; '' where there is none."""
        if path not in self._files:
            self._files[path] = fingerprint_of(path) if path.is_file() else ""
        return self._files[path]

    @cached_property
    def artikelen(self) -> Artikelen | None:
        """The articles of the agreement; None where its template cannot be read."""
        key = f"artikelen {self._sha256(self._agreement)}"
        for known in self.kennis.get(key, ()):
            with suppress(ValueError, TypeError, AttributeError, RecursionError):  # a strange line
                marks, texts = ({k: str(v) for k, v in each.items()} for each in json.loads(known))
                return marks, texts
        from overeenkomstgen.sjabloon.artikelen import read_artikelen  # noqa: PLC0415 - slow
        from overeenkomstgen.word.bestand import Woordbestand  # noqa: PLC0415 - the same

        try:
            bestand = Woordbestand.read(self._agreement)
        except InputError:  # its examination tells
            return None
        found = read_artikelen(bestand)
        if key.endswith(bestand.sha256):
            self.fresh[key] = frozenset({json.dumps(found)})
        return found

    @property
    def nummers(self) -> Mapping[str, str]:
        """The numbers of the articles of the agreement, by their bookmarks."""
        return self.artikelen[0] if self.artikelen else {}

    @cached_property
    def eigen(self) -> Collection[str] | None:
        """The names in a template of the columns that only this table has; None where any may."""
        return self.gemeenten[0].eigen.keys() if self.gemeenten else None

    @property
    def more(self) -> tuple[Collection[str] | None, Collection[str] | None]:
        """The bookmarks of the agreement, and :attr:`eigen`; None where it is not known."""
        return self.artikelen and self.artikelen[0], self.eigen

    @cached_property
    def _table(self) -> frozenset[str]:
        """What the values of the municipalities are known by."""
        values = repr((self.periode, self.gemeenten)).encode()
        return frozenset({hashlib.sha256(values).hexdigest()})

    def _template(self, path: Path, soorten: Sequence[Documentsoort]) -> Invulbaar | None:
        """Return a template, which is examined unless it and the table were found right before."""
        sha256 = self._sha256(path)
        wanted = (
            f"{soort.per} {soort.rol} {' '.join((*soort.verplicht, '', *soort.velden))}"
            for soort in soorten
        )
        own = f"{self._sha256(self._agreement)} {' '.join(self.eigen or ())}"
        key = f"sjabloon {sha256} {', '.join(wanted)} {own}"
        fields = self.kennis.get(key)
        if fields is not None and self._is_free(path, sha256):
            return Bekend(path, sha256, fields)
        keuring = self.examine(path, soorten)
        self.keuringen.append(keuring)
        self.faults += keuring.fouten
        sjabloon = keuring.sjabloon
        if sjabloon and sjabloon.sha256 == sha256 and not keuring.fouten:
            self.fresh |= {key: sjabloon.fields, f"waarden {sha256}": self._table}
        return sjabloon

    def examine(self, path: Path, soorten: Collection[Documentsoort]) -> Keuring:
        """Examine a template, in the werkmap or elsewhere."""
        from overeenkomstgen.keuring.keuring import examine  # noqa: PLC0415 - slow to load

        return examine(path, soorten, self._zoeker, self.artikelen, self.eigen)

    def _is_free(self, path: Path, sha256: str) -> bool:
        """Tell whether a template that was right is so with what the table says now."""
        key = f"waarden {sha256}"
        if self.kennis.get(key) == self._table:
            return True
        from overeenkomstgen.keuring.vondst import Graad  # noqa: PLC0415 - slow to load
        from overeenkomstgen.keuring.waarden import find_values  # noqa: PLC0415 - the same

        bestand = opened(path, sha256)
        found = find_values(bestand, self._zoeker, alles=False)
        if bestand.word.sha256 != sha256 or any(each.graad is Graad.FOUT for each in found):
            return False
        self.fresh[key] = self._table
        return True

    @cached_property
    def _zoeker(self) -> Waardenzoeker:
        from overeenkomstgen.keuring.letterlijk import make_zoeker  # noqa: PLC0415 - slow to load

        return make_zoeker(self.gemeenten, self.periode)

    def _check_first_day(self, path: Path, sjabloon: Invulbaar) -> None:
        """Find who joined, where their agreement would say that it starts as that of all does."""
        if INGANG not in sjabloon.fields:
            for gemeente in self.gemeenten:
                if gemeente.toetreding:
                    what = f"{gemeente.naam} treedt later toe, en dit sjabloon noemt haar dag niet"
                    advice = f"zet {find_veld(INGANG).opdracht} waar staat wanneer zij ingaat"
                    self.faults.append(Fault(f"sjablonen/{path.name}", what, advice))

    def _check_message(self, soort: Documentsoort) -> None:
        path = inside(self.werkmap.sjablonen, soort.bericht)
        own = " ".join((self._sha256(self._agreement), *(self.eigen or ()), "", *soort.velden))
        key = f"bericht {self._sha256(path)} {soort.per} {soort.rol} {own}"
        if key in self.kennis:
            return
        from overeenkomstgen.sjabloon.bericht import Berichtsjabloon  # noqa: PLC0415 - slow to load

        try:
            faults = Berichtsjabloon.load(path).faults(
                names(soort.per_post, *self.more) | {MEEGESTUURD}
            )
        except InputError as error:
            faults = error.faults
        self.faults += faults
        if not faults:
            self.fresh[key] = frozenset()


def by_template(werkmap: Werkmap, periode: Periode | None) -> dict[Path, dict[str, Documentsoort]]:
    """Return the documentsoorten by their template and key; more than one can have the same."""
    found: dict[Path, dict[str, Documentsoort]] = {}
    for key, soort in periode.documentsoort.items() if periode else ():
        found.setdefault(inside(werkmap.sjablonen, soort.sjabloon), {})[key] = soort
    return found
