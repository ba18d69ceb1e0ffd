"""Settings: every fault of a table is found, and names the key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from overeenkomstgen.domain.instellingen import parse_settings


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

    def check(self) -> Iterator[tuple[str, str, str]]:
        if self.aantal < 0:
            yield "aantal", "het aantal is negatief", "vul nul of meer in"


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
    value, faults = parsed(GOOD)
    assert not faults
    assert value == Geheel(
        "x",
        3,
        (1, 2),
        ("a", "b"),
        Deel(Decimal("0.15")),
        {"brief": Deel(Decimal("1.00"), date(2023, 1, 10))},
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "aantal",
            "aantl",
            "x.toml: de sleutel aantl is onbekend; bedoeld is misschien aantal",
        ),
        (
            "[deel]",
            "qqq = 1\n[deel]",
            (
                "x.toml: de sleutel qqq is onbekend; "
                "bekend zijn: naam, aantal, bereik, namen, deel, soorten, aan"
            ),
        ),
        (
            "aantal = 3",
            "",
            "x.toml: de sleutel aantal ontbreekt; vul hier een geheel getal, zoals 41 in",
        ),
        ("[deel]\nbedrag = 0.15", "", "x.toml: de tabel [deel] ontbreekt; voeg de tabel toe"),
        (
            'naam = "x"',
            "naam = 3",
            (
                "x.toml, sleutel naam: 3 past hier niet; "
                'vul hier tekst tussen aanhalingstekens, zoals "Den Haag" in'
            ),
        ),
        (
            "aantal = 3",
            'aantal = "3"',
            'x.toml, sleutel aantal: "3" past hier niet; vul hier een geheel getal, zoals 41 in',
        ),
        (
            "aantal = 3",
            "aantal = true",
            "x.toml, sleutel aantal: true past hier niet; vul hier een geheel getal, zoals 41 in",
        ),
        (
            "bedrag = 0.15",
            "bedrag = nan",
            (
                "x.toml, [deel], sleutel bedrag: NaN past hier niet; "
                "vul hier een getal met een punt, zoals 0.15 in"
            ),
        ),
        (
            "bedrag = 0.15",
            "bedrag = 1",
            (
                "x.toml, [deel], sleutel bedrag: 1 past hier niet; "
                "vul hier een getal met een punt, zoals 0.15 in"
            ),
        ),
        (
            "dag = 2023-01-10",
            "dag = 2023-01-10T12:00:00",
            (
                "x.toml, [soorten.brief], sleutel dag: 2023-01-10 12:00:00 past hier niet; "
                "vul hier een datum, zoals 2022-12-19 in"
            ),
        ),
        (
            "[deel]\nbedrag = 0.15",
            "deel = 3",
            (
                "x.toml, sleutel deel: 3 past hier niet; "
                "vul hier een tabel met een kop tussen vierkante haken in"
            ),
        ),
        (
            "aantal = 3",
            "aantal = [3]",
            (
                "x.toml, sleutel aantal: een lijst past hier niet; "
                "vul hier een geheel getal, zoals 41 in"
            ),
        ),
        (
            "aantal = 3",
            "aantal = {}",
            (
                "x.toml, sleutel aantal: een tabel past hier niet; "
                "vul hier een geheel getal, zoals 41 in"
            ),
        ),
        (
            "[1, 2]",
            "[1]",
            "x.toml, sleutel bereik: de lijst heeft 1 waarden; geef er 2",
        ),
        (
            '["a", "b"]',
            '["a", 2]',
            (
                "x.toml, sleutel namen: 2 past hier niet; "
                'vul hier tekst tussen aanhalingstekens, zoals "Den Haag" in'
            ),
        ),
        (
            "aantal = 3",
            "aantal = -3",
            "x.toml, sleutel aantal: het aantal is negatief; vul nul of meer in",
        ),
    ],
)
def test_a_fault_names_the_key(old: str, new: str, message: str) -> None:
    assert old in GOOD
    value, faults = parsed(GOOD.replace(old, new))
    assert value is None
    assert message in faults


def test_all_faults_come_at_once() -> None:
    text = GOOD.replace("aantal = 3", "aantl = 3").replace("0.15", '"x"').replace("[1, 2]", "[1]")
    assert parsed(text)[1] == [
        "x.toml: de sleutel aantl is onbekend; bedoeld is misschien aantal",
        "x.toml: de sleutel aantal ontbreekt; vul hier een geheel getal, zoals 41 in",
        "x.toml, sleutel bereik: de lijst heeft 1 waarden; geef er 2",
        (
            'x.toml, [deel], sleutel bedrag: "x" past hier niet; '
            "vul hier een getal met een punt, zoals 0.15 in"
        ),
    ]
