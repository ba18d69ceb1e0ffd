"""Settings: every fault of a table is found, and names the key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest

from overeenkomstgen.kern.convenant import NO_SETTING
from overeenkomstgen.werkmap.instellingen import parse_settings


class Kleur(StrEnum):
    ROOD = "rood"
    BLAUW = "blauw"


@dataclass(frozen=True)
class Deel:
    bedrag: Decimal
    dag: date | None = None


@dataclass(frozen=True)
class Geheel:
    naam: str
    aantal: int
    bereik: tuple[int, int]
    namen: tuple[str, ...]
    deel: Deel
    soorten: Mapping[str, Deel]
    aan: bool = False
    kop: str = ""
    kleur: Kleur = Kleur.ROOD
    vrij: Mapping[str, str | date | Decimal | int | bool] = field(default_factory=dict)
    elders: int = field(default=0, metadata=NO_SETTING)

    def check(self) -> Iterator[tuple[str, str, str]]:
        if self.aantal < 0:
            yield "aantal", "het aantal is negatief", "vul nul of meer in"
        for key, deel in self.soorten.items():
            if deel.bedrag < 0:
                yield f"soorten.{key}.bedrag", "het bedrag is negatief", "vul nul of meer in"


GOOD = """
naam = "x"
aantal = 3
bereik = [1, 2]
namen = ["a", "b"]
[deel]
bedrag = 0.15
[soorten.brief]
bedrag = 1.00
dag = 2023-01-10
"""


def parsed(text: str) -> tuple[Geheel | None, list[str]]:
    data = tomllib.loads(text, parse_float=Decimal)
    value, faults = parse_settings(Geheel, data, "x.toml")
    return value, [str(fault) for fault in faults]


def test_good_settings_become_a_frozen_value() -> None:
    soorten = {"brief": Deel(Decimal("1.00"), date(2023, 1, 10))}
    assert parsed(GOOD) == (Geheel("x", 3, (1, 2), ("a", "b"), Deel(Decimal("0.15")), soorten), [])


def test_what_can_be_of_several_types() -> None:
    value, faults = parsed(
        f'{GOOD}[vrij]\na = "x"\nb = ""\nc = 2025-09-01\nd = 12.50\ne = 40\nf = true\n'
    )
    assert faults == []
    assert value is not None
    expected = {"a": "x", "b": "", "c": date(2025, 9, 1), "d": Decimal("12.50"), "e": 40, "f": True}
    assert value.vrij == expected
    assert [*map(type, value.vrij.values())] == [*map(type, expected.values())]


VRIJ = "vul hier tekst, een datum, een getal of een bedrag in"


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("[1]", "een lijst past hier niet"),
        ("{}", "een tabel past hier niet"),
        ("nan", "NaN past hier niet"),
        ("12:30:00", "12:30:00 past hier niet"),
        ("2025-09-01T12:30:00", "2025-09-01 12:30:00 past hier niet"),
        ("1025-09-01", "1025-09-01 past hier niet"),
        ('" "', "de tekst is leeg"),
        (f"0x{'f' * 9000}", "een getal dat veel te lang is past hier niet"),
    ],
)
def test_what_is_of_none_of_them(written: str, what: str) -> None:
    fault = f"x.toml, [vrij], sleutel a: {what}; {VRIJ}"
    assert parsed(f"{GOOD}[vrij]\na = {written}\n") == (None, [fault])


TEKST = 'vul hier tekst tussen aanhalingstekens in, zoals "Den Haag"'
LANG = "een getal dat veel te lang is"
GETAL = "vul hier een geheel getal in, zoals 41"
ZONDER = "vul hier zonder aanhalingstekens een geheel getal in, zoals 41"
PUNT = "vul hier een getal met een punt in, zoals 0.15"
DATUM = "vul hier een datum in, zoals 2022-12-19"
KOP = "maak er een kop van, [deel], met de sleutels daaronder"
SLEUTELS = "bekend zijn: naam, aantal, bereik, namen, aan, kop, kleur"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("aantal", "aantl", ": de sleutel aantl is onbekend; bedoeld is misschien aantal"),
        ("[deel]", "qqq = 1\n[deel]", f": de sleutel qqq is onbekend; {SLEUTELS}"),
        ("aantal = 3", "", f": de sleutel aantal ontbreekt; {GETAL}"),
        ("[deel]\nbedrag = 0.15", "", ": de kop [deel] ontbreekt; voeg hem toe"),
        ('"x"', "3", f", sleutel naam: 3 past hier niet; {TEKST}"),
        ("aantal = 3", 'aantal = "3"', f', sleutel aantal: "3" past hier niet; {ZONDER}'),
        ("aantal = 3", "aantal = true", f", sleutel aantal: true past hier niet; {GETAL}"),
        ("0.15", "nan", f", [deel], sleutel bedrag: NaN past hier niet; {PUNT}"),
        (
            "0.15",
            "1",
            ", [deel], sleutel bedrag: 1 is een geheel getal; schrijf het met een punt: 1.00",
        ),
        (
            "2023-01-10",
            "2023-01-10T12:00:00",
            f", [soorten.brief], sleutel dag: 2023-01-10 12:00:00 past hier niet; {DATUM}",
        ),
        ("[deel]\nbedrag = 0.15", "deel = 3", f", sleutel deel: 3 past hier niet; {KOP}"),
        ("aantal = 3", "aantal = [3]", f", sleutel aantal: een lijst past hier niet; {GETAL}"),
        ("aantal = 3", "aantal = {}", f", sleutel aantal: een tabel past hier niet; {GETAL}"),
        ("aantal = 3", f"aantal = {'9' * 99}", f", sleutel aantal: {LANG} past hier niet; {GETAL}"),
        ("= 3", f"= 0x{'f' * 9000}", f", sleutel aantal: {LANG} past hier niet; {GETAL}"),
        ("0.15", f"0x{'f' * 9000}", f", [deel], sleutel bedrag: {LANG} past hier niet; {PUNT}"),
        ("[1, 2]", "[1]", ", sleutel bereik: het aantal waarden in de lijst is 1; geef er 2"),
        ('"b"]', "2]", f", sleutel namen: 2 past hier niet; {TEKST}"),
        ('"x"', '" "', f", sleutel naam: de tekst is leeg; {TEKST}"),
        ('"b"]', '""]', f", sleutel namen: de tekst is leeg; {TEKST}"),
        ("[deel]", "aan = 1\n[deel]", ", sleutel aan: 1 past hier niet; vul hier true of false in"),
        (
            "[deel]",
            'kleur = "groen"\n[deel]',
            ', sleutel kleur: "groen" past hier niet; kies uit: rood, blauw',
        ),
        (
            "[1, 2]",
            "1",
            ", sleutel bereik: 1 past hier niet; vul hier een lijst tussen vierkante haken in",
        ),
        (
            "[deel]",
            "aantallen = 4\n[deel]",
            ": de sleutel aantallen is onbekend; bedoeld is misschien aantal",
        ),
        ("[deel]", "[del]", ": de kop [del] is onbekend; bedoeld is misschien [deel]"),
        ("[soorten.", "[sorten.", ": de kop [sorten] is onbekend; bedoeld is misschien [soorten]"),
        ("0.15", "0.15\n[deel.zzz]\na = 1", ": de kop [deel.zzz] is onbekend; haal de kop weg"),
        (
            "[deel]",
            "[zzz]\na = 1\n[deel]",
            ": de kop [zzz] is onbekend; bekend zijn: [deel], [soorten], [vrij]",
        ),
        (  # and the rest is not asked what is wrong with it
            "1.00",
            "1",
            (
                ", [soorten.brief], sleutel bedrag: 1 is een geheel getal; "
                "schrijf het met een punt: 1.00"
            ),
        ),
        (
            "1.00",
            "-1.00",
            ", [soorten.brief], sleutel bedrag: het bedrag is negatief; vul nul of meer in",
        ),
        ("= 3", "= -3", ", sleutel aantal: het aantal is negatief; vul nul of meer in"),
        ("= 3", "= 3\nelders = 1", f": de sleutel elders is onbekend; {SLEUTELS}"),
        ("= 3", "= -3\nzzz = 1", f": de sleutel zzz is onbekend; {SLEUTELS}"),
        (
            "dag = 2023-01-10",
            "[sorten.nota]\nbedrag = 2.00",
            ": de kop [sorten] is onbekend; bedoeld is misschien [soorten]",
        ),
    ],
)
def test_a_fault_names_the_key(old: str, new: str, message: str) -> None:
    assert old in GOOD
    value, faults = parsed(GOOD.replace(old, new))
    assert value is None
    assert faults == [f"x.toml{message}"]


def test_all_faults_come_at_once() -> None:
    text = GOOD.replace("aantal = 3", "aantl = 3").replace("0.15", '"x"').replace("[1, 2]", "[1]")
    assert parsed(text)[1] == [
        "x.toml: de sleutel aantl is onbekend; bedoeld is misschien aantal",
        "x.toml, sleutel bereik: het aantal waarden in de lijst is 1; geef er 2",
        (
            'x.toml, [deel], sleutel bedrag: "x" past hier niet; '
            "vul hier zonder aanhalingstekens een getal met een punt in, zoals 0.15"
        ),
    ]


def test_one_of_a_few_values_and_what_may_be_left_out_is_empty() -> None:
    value, faults = parsed('kleur = "blauw"\nkop = ""\n' + GOOD)
    assert not faults
    assert value is not None
    assert (value.kleur, value.kop) == (Kleur.BLAUW, "")


def test_what_stands_under_a_misspelt_header_is_looked_at_too() -> None:
    text = GOOD.replace("[deel]\nbedrag = 0.15", "[del]\nbedrag = 15\ndag = 3")
    assert parsed(text)[1] == [
        "x.toml: de kop [del] is onbekend; bedoeld is misschien [deel]",
        ("x.toml, [del], sleutel bedrag: 15 is een geheel getal; schrijf het met een punt: 15.00"),
        "x.toml, [del], sleutel dag: 3 past hier niet; vul hier een datum in, zoals 2022-12-19",
    ]
