"""Finding municipalities by what people type."""

from __future__ import annotations

from dataclasses import replace

import pytest

from overeenkomstgen.domain.namen import find_gemeenten
from values import DEVENTER

DEN_BOSCH = replace(DEVENTER, naam="'s-Hertogenbosch", cbs_code="GM0796")
SUDWEST = replace(DEVENTER, naam="Súdwest-Fryslân", cbs_code="GM1900")
ALPHEN = replace(DEVENTER, naam="Alphen aan den Rijn", cbs_code="GM0484")
TABEL = (ALPHEN, DEVENTER, DEN_BOSCH, SUDWEST)


@pytest.mark.parametrize(
    "query",
    [
        "'s-Hertogenbosch",
        "s-hertogenbosch",
        "\N{RIGHT SINGLE QUOTATION MARK}s-HERTOGENBOSCH",
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
