"""The convenant, as ``convenant.toml`` gives them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from overeenkomstgen.errors import InputError
from overeenkomstgen.kern.documentsoort import Documentsoort, Rol
from overeenkomstgen.kern.euro import CENT
from overeenkomstgen.kern.factuur import Factuur, Factuurregels
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.jaardag import Agendapunt, Opzegdag
from overeenkomstgen.kern.naamvorm import is_file_name
from overeenkomstgen.kern.partij import Aanspreekpunt, Netwerk, Stichting
from overeenkomstgen.kern.waarden import nearest

_OUDSTE = 10  # years between the counting of inhabitants and the first day of agreements
_MEESTE = 1000  # members: there are not so many municipalities
_FIJNSTE = Decimal("0.0001")  # euros: what of a tariff can be printed
NO_SETTING = {"setting": False}
"""Of an attribute that ``convenant.toml`` does not give."""
LANGSTE = 25
"""Years that agreements hold at most."""
MAX_TARIEF = Decimal(1000)
"""Euros per inhabitant per year: more than any municipality pays for anything."""


def is_tarief(tarief: Decimal) -> bool:
    """Tell whether an amount per inhabitant is within reason."""
    return 0 < tarief <= MAX_TARIEF and tarief == tarief.quantize(_FIJNSTE)


@dataclass(frozen=True, slots=True)
class Convenant:
    """The framework between network and foundation.

    Attributes:
        ingang, einde: First and last day of the agreements under it, as it was signed.
        opzeggen_voor: The day of the year before which notice counts for the same year.
        retour_voor: The day by which the signed agreements should be in; None without one.
        tot: The day that it was extended to, as the register says and ``convenant.toml`` does not.
    """

    naam: str
    getekend_op: date
    getekend_te: str
    ingang: date
    einde: date
    leden: int
    opzeggen_voor: Opzegdag
    retour_voor: date | None = None
    tot: date | None = field(default=None, metadata=NO_SETTING)

    @property
    def laatste_dag(self) -> date:
        """The last day of the agreements, with an extension that was recorded."""
        return self.tot or self.einde

    @property
    def periode(self) -> str:
        """The first and last calendar year: ``2023 t/m 2027``."""
        return f"{self.ingang.year} t/m {self.einde.year}"

    @property
    def jaren(self) -> int:
        """The number of calendar years in which the agreements hold."""
        return self.einde.year - self.ingang.year + 1

    def check(self) -> Iterator[tuple[str, str, str]]:
        """Yield what cannot be: key, what is wrong, what to do."""
        if self.einde <= self.ingang:
            yield "einde", "het einde ligt niet na de ingang", "verbeter één van beide datums"
        elif self.jaren > LANGSTE:
            what = f"het einde ligt {self.jaren - 1} jaar na de ingang"
            yield "einde", what, "verbeter één van beide datums"
        elif self.retour_voor and not self.getekend_op <= self.retour_voor <= self.einde:
            what = f"{self.retour_voor} ligt niet tussen getekend_op en einde"
            yield "retour_voor", what, "verbeter één van die datums"
        if not 1 <= self.leden <= _MEESTE:
            yield "leden", f"{self.leden} is geen aantal leden", "vul het aantal leden in"


@dataclass(frozen=True, slots=True)
class Bijdrage:
    """What the municipalities pay.

    Attributes:
        tarief: Euros per inhabitant per year, excluding VAT.
        vorig_tarief: The tariff of the period before; None when there was none.
        vorige_peildatum: The day on which inhabitants were counted for that period.
    """

    tarief: Decimal
    peildatum: date
    vorig_tarief: Decimal | None = None
    vorige_peildatum: date | None = None

    @property
    def verhoging_tarief(self) -> Decimal | None:
        """How much the tariff is higher than before, in euros."""
        return None if self.vorig_tarief is None else self.tarief - self.vorig_tarief

    @property
    def stijging(self) -> Decimal | None:
        """How much the tariff is higher than before, as a fraction of what it was."""
        if self.vorig_tarief is None:
            return None
        return (self.tarief - self.vorig_tarief) / self.vorig_tarief

    def check(self) -> Iterator[tuple[str, str, str]]:
        """Yield what cannot be: key, what is wrong, what to do."""
        advice = f"vul een bedrag in tussen 0 en {MAX_TARIEF}, met hooguit vier decimalen"
        if not is_tarief(self.tarief):
            yield "tarief", f"{self.tarief} is geen tarief", advice
        if (vorig := self.vorig_tarief) is not None and not is_tarief(vorig):
            yield "vorig_tarief", f"{vorig} is geen tarief", f"{advice}, of haal de sleutel weg"


def jaarbedrag(inwoners: int, tarief: Decimal) -> Decimal:
    """Return what a municipality pays for one year, in euros, excluding VAT.

    Inhabitants times tariff (article 3.1); a tariff of less than a cent can leave
    a fraction, which is rounded half up.
    """
    return (inwoners * tarief).quantize(CENT, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Tabel:
    """Where the municipalities stand: the sheet of ``gemeenten.xlsx``; empty for the only one."""

    xlsx: str = ""


@dataclass(frozen=True, slots=True)
class Periode:
    """Everything that ``convenant.toml`` holds: one convenant period."""

    convenant: Convenant
    bijdrage: Bijdrage
    stichting: Stichting
    netwerk: Netwerk
    documentsoort: Mapping[str, Documentsoort]
    relatiemanager: Aanspreekpunt = field(default_factory=Aanspreekpunt)
    factuur: Factuurregels | None = None
    tabel: Tabel = Tabel()
    agenda: tuple[Agendapunt, ...] = ()

    def verlengd(self, tot: date | None) -> "Periode":
        """Return the same, extended to a day, or as it was signed.

        Its name and the years for which a contribution was agreed stay as they were.
        """
        return replace(self, convenant=replace(self.convenant, tot=tot))

    @property
    def overeenkomst(self) -> Documentsoort:
        """What the municipalities sign; :meth:`check` sees to it that there is one."""
        return next(s for s in self.documentsoort.values() if s.rol is Rol.OVEREENKOMST)

    def choose_soort(self, key: str | None) -> Documentsoort:
        """Return what ``convenant.toml`` calls so, the agreement for None; or an InputError."""
        if key is None:
            return self.overeenkomst
        if found := self.documentsoort.get(key):
            return found
        near = nearest(key, self.documentsoort)
        known = ", ".join(self.documentsoort)
        advice = f"bedoeld is misschien {near}" if near else f"kies uit: {known}"
        where = f'documentsoort "{key}"'
        raise InputError.of(where, "deze documentsoort staat niet in convenant.toml", advice)

    def find_soort(self, rol: Rol) -> Documentsoort | None:
        """Return the documentsoort with a role, where there is one."""
        return next((s for s in self.documentsoort.values() if s.rol is rol), None)

    def key_of(self, soort: Documentsoort) -> str:
        """Return what ``convenant.toml`` calls a documentsoort, which is one of this period."""
        return next(key for key, found in self.documentsoort.items() if found == soort)

    @property
    def factuurregels(self) -> Factuurregels:
        """How invoices are made out; ValueError where there are none."""
        if self.factuur is None:
            raise ValueError("convenant.toml does not tell how invoices are made out")
        return self.factuur

    def make_factuur(
        self, gemeente: Gemeente, jaar: int, datum: date, bijdrage: Decimal
    ) -> Factuur:
        """Make out an invoice, without a share in a surplus; ValueError where there are none."""
        return Factuur(
            nummer=self.factuurregels.make_nummer(jaar, gemeente.cbs_code),
            cbs_code=gemeente.cbs_code,
            gemeente=gemeente.naam,
            jaar=jaar,
            datum=datum,
            inwoners=gemeente.inwoners,
            tarief=self.bijdrage.tarief,
            peildatum=self.bijdrage.peildatum,
            bijdrage=bijdrage,
            overschot=Decimal(0),
            overschot_totaal=Decimal(0),
            btw_tarief=self.factuurregels.btw,
            termijn=self.factuurregels.termijn,
        )

    def check(self) -> Iterator[tuple[str, str, str]]:
        """Yield what cannot be: key, what is wrong, what to do."""
        day, convenant = self.bijdrage.peildatum, self.convenant
        if day > convenant.einde or day.year < convenant.ingang.year - _OUDSTE:
            what = f"{day} ligt te ver van de ingang op {convenant.ingang}"
            yield "bijdrage.peildatum", what, "vul de dag in waarop de inwoners zijn geteld"
        if (former := self.bijdrage.vorige_peildatum) and former >= convenant.ingang:
            what = f"{former} ligt niet voor de ingang op {convenant.ingang}"
            yield "bijdrage.vorige_peildatum", what, "verbeter de dag, of haal de sleutel weg"
        rollen = [soort.rol for soort in self.documentsoort.values()]
        if Rol.OVEREENKOMST not in rollen:
            what = f'geen enkele documentsoort heeft rol = "{Rol.OVEREENKOMST}"'
            yield "documentsoort", what, "geef die rol aan wat de gemeenten tekenen"
        for rol in (Rol.OVEREENKOMST, Rol.DEELNEMERSLIJST, Rol.FACTUUR, Rol.CREDITFACTUUR):
            if (number := rollen.count(rol)) > 1:
                what = f'{number} documentsoorten hebben rol = "{rol}"'
                yield "documentsoort", what, "geef die rol aan één documentsoort"
        if self.factuur is None and (found := [rol for rol in rollen if rol.is_factuur]):
            what = (
                f'er is een documentsoort met rol = "{found[0]}", maar de kop [factuur] ontbreekt'
            )
            yield "documentsoort", what, "voeg de kop [factuur] toe, met nummer, btw en termijn"
        yield from self._check_soorten()

    def _check_soorten(self) -> Iterator[tuple[str, str, str]]:
        places: dict[str, str] = {}
        for key, soort in self.documentsoort.items():
            if not is_file_name(key):  # the folder of its drafts is called after it
                what = f'"{key}" kan niet de naam van een documentsoort zijn'
                yield "documentsoort", what, "gebruik letters, cijfers en streepjes"
            for other in soort.bijsluiten:
                if other not in self.documentsoort:
                    known = ", ".join(self.documentsoort)
                    what = f'{key} sluit "{other}" bij, en die documentsoort is er niet'
                    yield "documentsoort", what, f"kies uit: {known}"
            place = f"{soort.map}/{soort.bestandsnaam}".casefold()
            if (first := places.setdefault(place, key)) != key:
                what = f"de documenten van {first} en {key} krijgen dezelfde naam"
                yield "documentsoort", what, "geef één van beide een andere map of bestandsnaam"
