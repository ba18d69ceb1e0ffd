"""A setting as a box to fill in: what it means, what it has, and what a text in it would be."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import MISSING, dataclass, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin

from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.notatie import format_datum_kort
from overeenkomstgen.kern.waarden import WaardeError, parse_datum, parse_keuze, readable, show
from overeenkomstgen.velden.velden import VELDEN
from overeenkomstgen.werkmap.instellingen import settings_of

_BETEKENIS = {veld.naam: veld.betekenis for veld in VELDEN}
_UITLEG = {
    "vertegenwoordiger.vanaf": "eerste dag in functie, van wie een ander opvolgt",
    "tabel.xlsx": "het blad van gemeenten.xlsx; leeg als er maar één is",
    "agenda.wat": "wat er gedaan moet zijn",
    "agenda.dag": "de laatste dag ervoor, van elk jaar",
    "agenda.jaren": "in welke jaren van de periode; later is alle behalve het eerste",
    "documentsoort.naam": "hoe het document heet",
    "documentsoort.meervoud": "hoe er meer heten",
    "documentsoort.sjabloon": "het Word-bestand in de map sjablonen",
    "documentsoort.bestandsnaam": "{gemeente} wordt de naam van de gemeente, {jaar} het jaar",
    "documentsoort.paginas": "hoeveel bladzijden het ten minste en ten hoogste heeft",
    "documentsoort.map": "de map in uitvoer; leeg is uitvoer zelf",
    "documentsoort.per": "waarvan er elk een is: gemeente, gemeente en jaar, of het convenant",
    "documentsoort.rol": "wat het voor het programma is; een brief heeft geen rol",
    "documentsoort.verplicht": "de velden zonder welke het niet volledig is",
    "documentsoort.open_toegestaan": "de velden die met de pen worden ingevuld",
    "documentsoort.voor": "voor welke gemeenten het is",
    "documentsoort.datum": "de dag die erop staat; leeg is de dag waarop het wordt gemaakt",
    "documentsoort.kenmerk": "ons kenmerk; {jaar} en {cbs_code} worden ingevuld",
    "documentsoort.bericht": "de tekst van de e-mail, een bestand in de map sjablonen",
    "documentsoort.bijsluiten": "welke documentsoorten in de e-mail meegaan",
    "documentsoort.bijlagen": "welke stukken uit de map bijlagen in de e-mail meegaan",
    "documentsoort.ook_word": "of het ook als Word meegaat, omdat de gemeente het invult",
    "documentsoort.paginacode": "of op elke bladzijde van een overeenkomst een code staat",
}
"""What a setting means that no merge field has, by its key without what it is one of."""
_SLEUTELS = {veld.sleutel.replace("], sleutel ", ".").rpartition("[")[2] for veld in VELDEN}
_JA_NEE = ("ja", "nee")
_NUMBERS = {
    Decimal: (re.compile(r"-?[0-9]+(?:[.,][0-9]+)?"), "geen getal", "vul een getal in, zoals 0,15"),
    int: (re.compile(r"-?[0-9]{1,20}"), "geen geheel getal", "vul alleen cijfers in"),
}


@dataclass(frozen=True, slots=True)
class Instelling:
    """A setting, with what it has.

    Attributes:
        sleutel: Its key with the tables that it is in: ``stichting.iban``.
        waarde: What it has, as people write it: ``01-03-2023``, ``0,15``; a list by lines.
        uitleg: What it means, in Dutch; empty where that is said nowhere.
        is_open: Whether it is not known yet, or wrong.
        soort: The type of its value, or of those in a list.
        is_lijst: Whether it has more values, a line each.
        leeg: Its value when nothing is filled in; None for none.
    """

    sleutel: str
    waarde: str
    uitleg: str
    is_open: bool
    soort: Any = str
    is_lijst: bool = False
    leeg: str | None = ""

    @property
    def kop(self) -> str:
        """The table that it is in: ``stichting``."""
        return self.sleutel.rpartition(".")[0]

    @property
    def naam(self) -> str:
        """The key itself: ``iban``."""
        return self.sleutel.rpartition(".")[2]

    @property
    def keuzes(self) -> tuple[str, ...]:
        """What can be chosen; none where anything can be filled in."""
        if self.soort is bool:
            return _JA_NEE
        return tuple(str(each.value) for each in self.soort) if issubclass(self.soort, Enum) else ()

    def parse(self, text: str) -> Any:  # noqa: ANN401 - each setting has a type of its own
        """Return the value that a text is, None for none; or raise a WaardeError."""
        if self.is_lijst:
            return [self._one(line) for line in text.splitlines() if line.strip()]
        return self._one(text) if readable(text) else self.leeg

    def _one(self, text: str) -> Any:  # noqa: ANN401 - as above
        text = readable(text)
        if self.keuzes:
            chosen = parse_keuze(text, self.keuzes, f"keuze voor {self.naam}")
            return chosen == _JA_NEE[0] if self.soort is bool else chosen
        if self.soort in _NUMBERS:
            form, no, advice = _NUMBERS[self.soort]
            if not form.fullmatch(text):
                raise WaardeError(f"{show(text)} is {no}", advice)
            whole = self.soort is Decimal and text.lstrip("-").isdecimal()
            return self.soort(text.replace(",", ".") + ".00" * whole)  # TOML tells them apart
        return parse_datum(text) if self.soort is date else text


def as_written(value: object) -> str:
    """Return the value of a setting as people write it; empty for None."""
    if isinstance(value, (list, tuple)):
        return "\n".join(map(as_written, value))
    if isinstance(value, bool):
        return _JA_NEE[not value]
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, date):
        return format_datum_kort(value)
    return "" if value is None else str(value)


def all_settings(
    data: Mapping[str, Any], wrong: Collection[str], told: Mapping[str, str]
) -> Iterator[Instelling]:
    """Yield all that ``convenant.toml`` has or could have; of what there can be more, what it has.

    With the keys of what is wrong, and what is remarked on a key.
    """
    for key, hint, value, default in _walk(Periode, data, ""):
        is_list = get_origin(hint) is tuple
        must, empty = default is MISSING, default if default in ("", None) else None
        shown = as_written(value if value is not None else None if must else default)
        kop, _, naam = key.rpartition(".")
        steps = (kop, kop.partition(".")[0], kop.rpartition(".")[2])
        known = (_UITLEG.get(f"{step}.{naam}") for step in steps)
        betekenis = _BETEKENIS.get(key) or next(filter(None, known), "")
        remark = told.get(key) or told.get(kop)  # of a table on one line
        uitleg = ". ".join(filter(None, (betekenis, remark)))
        is_open = key in wrong or (not shown and (must or key in _SLEUTELS))
        kind = get_args(hint)[0] if is_list else hint
        yield Instelling(key, shown, uitleg, is_open, kind, is_list, "" if must else empty)


def _walk(schema: Any, data: Any, path: str) -> Iterator[tuple[str, Any, Any, Any]]:  # noqa: ANN401 - of any form
    """Yield of each setting its key, its type, its value and what it is when left out."""
    data = data if isinstance(data, Mapping) else {}
    for field, hint in settings_of(schema):
        key, value, items = f"{path}{field.name}", data.get(field.name), get_args(hint)
        if is_dataclass(hint):
            if value is not None or field.default is not None:
                yield from _walk(hint, value, f"{key}.")
        elif get_origin(hint) is Mapping:
            for name, each in value.items() if isinstance(value, Mapping) else ():
                if is_dataclass(items[1]):
                    yield from _walk(items[1], each, f"{key}.{name}.")
                else:
                    yield f"{key}.{name}", type(each), each, MISSING
        elif items and is_dataclass(items[0]):
            for index, each in enumerate(value if isinstance(value, list) else ()):
                yield from _walk(items[0], each, f"{key}.{index}.")
        else:
            yield key, hint, value, field.default
