"""Finding municipalities by what people type."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hulp.values import DEVENTER
from overeenkomstgen.kern.namen import find_gemeenten, sort_key

DEN_BOSCH = replace(DEVENTER, naam="'s-Hertogenbosch", cbs_code="GM0796")
SUDWEST = replace(DEVENTER, naam="Súdwest-Fryslân", cbs_code="GM1900")
ALPHEN = replace(DEVENTER, naam="Alphen aan den Rijn", cbs_code="GM0484")
VEENENDAAL = replace(DEVENTER, naam="Veenendaal-Venlo", cbs_code="GM9999")
TABEL = (ALPHEN, DEVENTER, DEN_BOSCH, SUDWEST, VEENENDAAL)


@pytest.mark.parametrize(
    "query",
    [
        "'s-Hertogenbosch",
        "s-hertogenbosch",
        "\N{RIGHT SINGLE QUOTATION MARK}s-HERTOGENBOSCH",
        "\N{MODIFIER LETTER APOSTROPHE}s-Hertogenbosch",
        "`s Hertogenbosch",
        "'s Hertogenbosch",
        "den bosch",
        "Den-Bosch",
        "GM0796",
        "gm0796",
    ],
)
def test_a_name_is_found_without_fuss(query: str) -> None:
    assert find_gemeenten([query], TABEL) == ((DEN_BOSCH,), ())


def test_accents_make_no_difference() -> None:
    assert find_gemeenten(["sudwest fryslan"], TABEL) == ((SUDWEST,), ())


def test_no_names_means_all() -> None:
    assert find_gemeenten([], TABEL) == (TABEL, ())


def test_the_order_is_that_of_the_table_and_nothing_comes_twice() -> None:
    assert find_gemeenten(["den bosch", "deventer", "GM0150"], TABEL)[0] == (DEVENTER, DEN_BOSCH)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            "Devnter",
            (
                'gemeente "Devnter": deze gemeente staat niet in de tabel; '
                "bedoeld is misschien Deventer"
            ),
        ),
        (
            "alphen",
            (
                'gemeente "alphen": deze gemeente staat niet in de tabel; '
                "bedoeld is misschien Alphen aan den Rijn"
            ),
        ),
        (
            "en",
            (
                'gemeente "en": deze gemeente staat niet in de tabel; '
                "de namen staan in de tabel met gemeenten"
            ),
        ),
        (
            "ven",
            (
                'gemeente "ven": deze gemeente staat niet in de tabel; '
                "bedoeld is misschien Deventer of Veenendaal-Venlo"
            ),
        ),
        (
            "Dronten",
            (
                'gemeente "Dronten": deze gemeente staat niet in de tabel; '
                "de namen staan in de tabel met gemeenten"
            ),
        ),
        (
            "GM0151",
            (
                'gemeente "GM0151": geen gemeente in de tabel heeft die code; '
                "kijk in de kolom cbs_code van de tabel met gemeenten"
            ),
        ),
        (
            "gm 15",
            (
                'gemeente "gm 15": geen gemeente in de tabel heeft die code; '
                "kijk in de kolom cbs_code van de tabel met gemeenten"
            ),
        ),
        (
            "Parijs",
            (
                'gemeente "Parijs": deze gemeente staat niet in de tabel; '
                "de namen staan in de tabel met gemeenten"
            ),
        ),
        (
            "!",
            (
                'gemeente "!": deze gemeente staat niet in de tabel; '
                "de namen staan in de tabel met gemeenten"
            ),
        ),
    ],
)
def test_an_unknown_name_gets_the_nearest(query: str, message: str) -> None:
    found, faults = find_gemeenten([query, "deventer"], TABEL)
    assert found == (DEVENTER,)
    assert [str(fault) for fault in faults] == [message]


@pytest.mark.parametrize("name", ["den bosch", "Alphen aan den Rijn", "'s Hertogenbosch"])
def test_a_name_typed_as_loose_words(name: str) -> None:
    found, faults = find_gemeenten(["Devnter", *name.split(), "deventer"], TABEL)
    assert found == (DEVENTER,)
    assert [str(fault) for fault in faults] == [
        ('gemeente "Devnter": deze gemeente staat niet in de tabel; bedoeld is misschien Deventer'),
        (
            f'gemeente "{name}": deze naam is als losse woorden getypt; '
            f'zet een naam van meer woorden tussen aanhalingstekens: "{name}"'
        ),
    ]


def test_words_that_are_names_themselves_are_not_joined() -> None:
    sud, west = (
        replace(DEVENTER, naam=naam, cbs_code=code)
        for naam, code in (("Súdwest", "GM0001"), ("Fryslân", "GM0002"))
    )
    assert find_gemeenten(["sudwest", "fryslan"], (*TABEL, sud, west)) == ((sud, west), ())


@pytest.mark.parametrize("sign", "'\u2018\u2019\u201b\u00b4\u0060\u02bc")
def test_names_are_sorted_as_dutch_does(sign: str) -> None:
    names = ["Zwolle", f"{sign}s-Hertogenbosch", "Deventer", "Heerlen", "'s-Gravenhage", "Ede"]
    assert sorted(names, key=sort_key) == [
        "Deventer",
        "Ede",
        "'s-Gravenhage",
        "Heerlen",
        f"{sign}s-Hertogenbosch",
        "Zwolle",
    ]
