"""The inhabitants in the table beside those of CBS: what is equal, what differs, what is not sure.

CBS counts the population on 1 January, and gives a municipality a code that goes with
it: who merges with another gets no more figures under the old code. So only a figure of
the very day, under a code that CBS knows, by a name that is not another's, is taken over.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from overeenkomstgen.kern.notatie import format_datum, format_getal
from overeenkomstgen.kern.tabel import Table, heading_key, show_list, tidy
from overeenkomstgen.kern.waarden import (
    MAX_INWONERS,
    WaardeError,
    parse_cbs_code,
    parse_inwoners,
    show,
)

# ``Utrecht (gemeente)``, ``Bergen (NH.)``: how CBS tells names apart in its list of regions.
_TOEVOEGING = re.compile(r"\([^()]*\)\s*$")
_JAAR = re.compile(r"([0-9]{4})JJ00")


@dataclass(frozen=True, slots=True)
class Bevolking:
    """What CBS answered.

    Attributes:
        cijfers: The population of each municipality, by its code and the key of the period:
            ``GM0150`` and ``2022JJ00``; None where CBS gives no figure.
        namen: The names that CBS has for codes of municipalities, of now and of before.
        voorbehoud: What CBS remarks on the period when not all of it is final, else empty.
    """

    cijfers: Mapping[tuple[str, str], int | None]
    namen: Mapping[str, str]
    voorbehoud: str = ""


@dataclass(frozen=True, slots=True)
class Rij:
    """What the table says of a municipality: Excel's number of the row, the cells as they stand."""

    nummer: int
    gemeente: str
    cbs_code: str
    inwoners: str

    @property
    def naam(self) -> str:
        """What to call it: the name, or else the code, or else nothing but the row."""
        return show(self.gemeente) or show(self.cbs_code) or "zonder naam"


@dataclass(frozen=True, slots=True)
class Inwonersregel:
    """A municipality, compared.

    Attributes:
        cbs: The inhabitants according to CBS; None when that is not sure.
        tabel: The inhabitants in the table; None when the cell has no number.
        getekend: Whether the agreement, with the number in the table, was signed.
        probleem: Why the figure is not sure and what to do, in Dutch; empty when it is.
        opmerking: What deserves a look all the same, a sentence in Dutch; mostly empty.
    """

    rij: Rij
    cbs: int | None
    tabel: int | None
    getekend: bool
    probleem: str
    opmerking: str


@dataclass(frozen=True, slots=True)
class Inwonersvergelijking:
    """The whole table, in its order, beside the figures of CBS of a 1 January."""

    peildatum: date
    regels: tuple[Inwonersregel, ...]
    voorbehoud: str = ""

    @property
    def onzeker(self) -> tuple[Inwonersregel, ...]:
        """Of whom the number of CBS is not sure."""
        return tuple(regel for regel in self.regels if regel.cbs is None)

    @property
    def anders(self) -> tuple[Inwonersregel, ...]:
        """Who has another number in the table than that of CBS."""
        return tuple(regel for regel in self.regels if regel.cbs not in {None, regel.tabel})

    @property
    def gelijk(self) -> int:
        """How many have the number of CBS in the table."""
        return len(self.regels) - len(self.onzeker) - len(self.anders)

    @property
    def over_te_nemen(self) -> tuple[Inwonersregel, ...]:
        """Who gets the number of CBS: it differs, and nobody signed for the one in the table."""
        return tuple(regel for regel in self.anders if not regel.getekend)

    @property
    def getekend(self) -> tuple[Inwonersregel, ...]:
        """Who signed for another number than that of CBS."""
        return tuple(regel for regel in self.anders if regel.getekend)


def period_key(peildatum: date) -> str:
    """Return the key that CBS gives a year: ``2022JJ00``."""
    return f"{peildatum.year:04}JJ00"


def show_period(key: str) -> str:
    """Return a period of CBS as the user knows it: ``1 januari 2022``."""
    found = _JAAR.fullmatch(key)
    return format_datum(date(int(found[1]), 1, 1)) if found and int(found[1]) else show(key)


def read_rijen(table: Table) -> tuple[Rij, ...]:
    """Return what the rows say, of a table with the columns gemeente, cbs_code and inwoners."""
    places = [table.position(column) for column in ("gemeente", "cbs_code", "inwoners")]
    return tuple(
        Rij(row.number, *(tidy("".join(row.cells[at : at + 1])) for at in places))
        for row in table.rows
    )


def compare(
    rijen: Sequence[Rij], bevolking: Bevolking, peildatum: date, getekend: Collection[str]
) -> Inwonersvergelijking:
    """Compare the table with the figures of CBS."""
    codes = [_code(rij) for rij in rijen]
    times = Counter(code for code, _ in codes)
    cbs = _Cbs(bevolking, period_key(peildatum))
    regels = []
    for rij, (code, wrong) in zip(rijen, codes, strict=True):
        if not wrong and times[code] > 1:
            probleem = f"{code} staat {times[code]} keer in de tabel; laat één van die rijen staan"
        else:
            probleem = wrong or cbs.problem(rij, code)
        found, opmerking = (None, "") if probleem else (cbs.figures[code], cbs.remark(rij, code))
        cell = _number(rij.inwoners)
        regels.append(Inwonersregel(rij, found, cell, code in getekend, probleem, opmerking))
    return Inwonersvergelijking(peildatum, tuple(regels), bevolking.voorbehoud)


class _Cbs:
    """The figures of one day: the inhabitants by code, and what is said of them."""

    def __init__(self, bevolking: Bevolking, periode: str) -> None:
        self._namen = bevolking.namen
        self._dag = show_period(periode)
        self._elsewhen = {code: show_period(counted) for code, counted in bevolking.cijfers}
        self.figures = {
            code: figure
            for (code, counted), figure in bevolking.cijfers.items()
            if counted == periode
        }

    def problem(self, rij: Rij, code: str) -> str:
        """Return why the figure of a code is not sure, and what to do; empty when it is."""
        figure = self.figures.get(code)
        if code not in self._namen and code not in self.figures:
            return f"CBS kent de code {code} niet; kijk na of de code in de tabel goed is"
        if other := self._name_of_another(rij, code):
            what = f"CBS heeft {code} voor {self._namen[code]}, en {other} voor {rij.naam}"
            return f"{what}; verbeter de code of de naam in de tabel"
        if code not in self.figures and code in self._elsewhen:
            what = f"CBS gaf een getal van {self._elsewhen[code]}, niet van {self._dag}"
            return f"{what}; probeer het later opnieuw, of zoek het getal op bij CBS StatLine"
        if figure is None:
            return (
                f"CBS heeft bij {self._called(code)} geen getal van {self._dag}; is de gemeente "
                "opgegaan in een andere (herindeling), of bestond zij toen nog niet onder deze "
                "code, zoek dan op welke code op die dag gold"
            )
        if not 0 < figure <= MAX_INWONERS:
            what = f"CBS geeft {format_getal(figure)} als aantal inwoners van {self._called(code)}"
            return f"{what}, en dat kan niet; zoek het getal op bij CBS StatLine"
        return ""

    def remark(self, rij: Rij, code: str) -> str:
        """Return what is odd about a name, though not so odd that it is another's."""
        name = self._namen.get(code)
        if name is None or _key(name) == _key(rij.gemeente):
            return ""
        found = f"in de tabel staat {show(rij.gemeente)}" if rij.gemeente else "de naam ontbreekt"
        return f"CBS noemt {code} {name}; {found}. Kijk na of dat dezelfde gemeente is."

    def _called(self, code: str) -> str:
        return f"{code} ({self._namen[code]})" if code in self._namen else code

    def _name_of_another(self, rij: Rij, code: str) -> str:
        """Return the code of the other municipality that has this row's name; or nothing."""
        key = _key(rij.gemeente)
        if not key or code not in self._namen or key == _key(self._namen[code]):
            return ""
        others = sorted(other for other, name in self._namen.items() if _key(name) == key)
        return show_list(others, "of") if others else ""


def _code(rij: Rij) -> tuple[str, str]:
    """Return the code of a row; or none, with why and what to do."""
    if not rij.cbs_code:
        return "", "de cbs_code ontbreekt; vul haar in, zoals GM0150"
    try:
        return parse_cbs_code(rij.cbs_code), ""
    except WaardeError as error:
        return "", f"{error.what}; {error.advice}"


def _number(cell: str) -> int | None:
    """Return the number in a cell; None when there is none in it that can be read."""
    try:
        return parse_inwoners(cell) if cell else None
    except WaardeError:
        return None


def _key(name: str) -> str:
    """Return by what two names are the same."""
    return heading_key(_TOEVOEGING.sub("", name))
