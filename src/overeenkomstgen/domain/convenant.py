"""The convenant and its parties, as ``convenant.toml`` gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from overeenkomstgen.domain.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.domain.register import Opzegdag


@dataclass(frozen=True, slots=True)
class Vertegenwoordiger:
    """Who represents a party: *de heer* or *mevrouw*, initials and surname, office."""

    aanhef: str
    naam: str
    functie: str


@dataclass(frozen=True, slots=True)
class Stichting:
    """The foundation that the municipalities contract with."""

    naam: str
    korte_naam: str
    adres: str
    plaats: str
    vertegenwoordiger: Vertegenwoordiger


@dataclass(frozen=True, slots=True)
class Netwerk:
    """The network of municipalities; no legal person, it cannot bind its members."""

    naam: str
    korte_naam: str
    vertegenwoordiger: Vertegenwoordiger


@dataclass(frozen=True, slots=True)
class Convenant:
    """The framework between network and foundation.

    Attributes:
        getekend_op: The day on which the convenant was signed.
        ingang: First day of the agreements under it.
        einde: Last day of the agreements under it.
        leden: Number of members of the network.
        retour_voor: The day by which the signed agreements should be in.
        opzeggen_voor: The day of the year before which notice counts for the same year.
    """

    naam: str
    getekend_op: date
    getekend_te: str
    ingang: date
    einde: date
    leden: int
    retour_voor: date
    opzeggen_voor: Opzegdag

    @property
    def periode(self) -> str:
        """The first and last calendar year: ``2023 t/m 2027``."""
        return f"{self.ingang.year} t/m {self.einde.year}"

    def check(self) -> Iterator[tuple[str, str, str]]:
        """Yield what cannot be: key, what is wrong, what to do."""
        if self.einde <= self.ingang:
            yield "einde", "het einde ligt niet na de ingang", "verbeter één van beide datums"
        if self.leden < 1:
            yield "leden", f"{self.leden} is geen aantal leden", "vul het aantal leden in"


@dataclass(frozen=True, slots=True)
class Bijdrage:
    """What the municipalities pay.

    Attributes:
        tarief: Euros per inhabitant per year, excluding VAT.
        peildatum: The day on which the inhabitants are counted.
    """

    tarief: Decimal
    peildatum: date

    def check(self) -> Iterator[tuple[str, str, str]]:
        """Yield what cannot be: key, what is wrong, what to do."""
        if self.tarief <= 0:
            yield "tarief", f"{self.tarief} is geen tarief", "vul een bedrag boven nul in"


@dataclass(frozen=True, slots=True)
class Periode:
    """Everything that ``convenant.toml`` holds: one convenant period."""

    convenant: Convenant
    bijdrage: Bijdrage
    stichting: Stichting
    netwerk: Netwerk
    documentsoort: Mapping[str, Documentsoort]

    def soort(self, rol: Rol) -> Documentsoort:
        """Return the documentsoort with a role; :meth:`check` sees to it that there is one."""
        return next(soort for soort in self.documentsoort.values() if soort.rol is rol)

    def check(self) -> Iterator[tuple[str, str, str]]:
        """Yield what cannot be: key, what is wrong, what to do."""
        for rol, per in (
            (Rol.OVEREENKOMST, Per.GEMEENTE),
            (Rol.DEELNEMERSLIJST, Per.CONVENANT),
        ):
            found = [soort for soort in self.documentsoort.values() if soort.rol is rol]
            if len(found) != 1:
                yield (
                    "documentsoort",
                    f'{len(found)} documentsoorten hebben rol = "{rol}"',
                    "geef die rol aan precies één documentsoort",
                )
            elif found[0].per is not per:
                yield (
                    "documentsoort",
                    f'{found[0].naam} heeft rol = "{rol}" en is er per {found[0].per}',
                    f'schrijf daar per = "{per}"',
                )
