"""An invoice: its number, its VAT, its days; and how invoices are made out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hulp.values import FACTUUR
from overeenkomstgen.kern.factuur import Factuurregels

REGELS = Factuurregels("P31-{jaar}-{cbs_code}", Decimal("0.21"), 30)
DEVENTER = replace(FACTUUR, datum=date(2027, 2, 1), overschot=Decimal("3333.34"))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"nummer": "P31-{jaar}"},
            (
                "nummer",
                'in "P31-{jaar}" hoort precies één keer {volgnummer} te staan',
                'schrijf bijvoorbeeld "brief-{volgnummer}"',
            ),
        ),
        (
            {"nummer": "{jaar}-{jaar}-{cbs_code}"},
            (
                "nummer",
                'in "{jaar}-{jaar}-{cbs_code}" hoort precies één keer {volgnummer} te staan',
                'schrijf bijvoorbeeld "brief-{volgnummer}"',
            ),
        ),
        (
            {"nummer": "{jaar}-{cbs_code}-{naam}"},
            (
                "nummer",
                'in "{jaar}-{cbs_code}-{naam}" staat een veld dat hier niet past',
                (
                    "hier kunnen alleen {cbs_code} en {jaar} en {volgnummer} staan, precies zo "
                    "geschreven"
                ),
            ),
        ),
        (
            {"nummer": "{jaar-{cbs_code}"},
            (
                "nummer",
                'in "{jaar-{cbs_code}" horen de accolades niet bij elkaar',
                "zet een veld tussen { en }, of haal de accolades weg",
            ),
        ),
        (
            {"nummer": "{volgnummer:3}"},
            (
                "nummer",
                'in "{volgnummer:3}" staat een veld dat hier niet past',
                (
                    "hier kunnen alleen {cbs_code} en {jaar} en {volgnummer} staan, precies zo "
                    "geschreven"
                ),
            ),
        ),
        (
            {"nummer": "{volgnummer}-{volgnummer:03}"},
            (
                "nummer",
                'in "{volgnummer}-{volgnummer}" hoort precies één keer {volgnummer} te staan',
                'schrijf bijvoorbeeld "brief-{volgnummer}"',
            ),
        ),
        (
            {"nummer": "{jaar}/{cbs_code}"},
            (
                "nummer",
                '"{jaar}/{cbs_code}" kan niet in een bestandsnaam staan',
                "gebruik letters, cijfers en streepjes",
            ),
        ),
        (
            {"termijn": 0},
            (
                "termijn",
                "0 is geen termijn van betaling",
                "vul een aantal dagen in, zoals 30",
            ),
        ),
        (
            {"termijn": 366},
            (
                "termijn",
                "366 is geen termijn van betaling",
                "vul een aantal dagen in, zoals 30",
            ),
        ),
    ],
)
def test_what_cannot_be_is_said(changes: dict[str, object], expected: tuple[str, ...]) -> None:
    assert list(replace(REGELS, **changes).check()) == [expected]  # type: ignore[arg-type] # one of its attributes


@pytest.mark.parametrize(
    "changes",
    [
        *({"btw": Decimal(0)}, {"termijn": 1}, {"termijn": 365}),
        *(
            {"nummer": form}
            for form in ("P31-{jaar}-{volgnummer:03}", "{volgnummer}", "{cbs_code}-{volgnummer:09}")
        ),
    ],
)
def test_what_is_just_right(changes: dict[str, object]) -> None:
    assert list(replace(REGELS, **changes).check()) == []  # type: ignore[arg-type] # one of its attributes


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = [key for key, _, _ in Factuurregels("x", Decimal(1), -1).check()]
    assert found == ["nummer", "btw", "termijn"]


def test_what_is_to_be_paid() -> None:
    assert DEVENTER.bedrag == Decimal("11883.56")
    assert DEVENTER.btw == Decimal("2495.55")  # 2495,5476
    assert DEVENTER.totaal == Decimal("14379.11")


@pytest.mark.parametrize(
    ("bijdrage", "tarief", "btw"),
    [
        ("0.50", "0.21", "0.11"),  # 0,105
        ("1.50", "0.21", "0.32"),  # 0,315
        ("2.50", "0.21", "0.53"),  # 0,525: the even neighbour is 0,52
        ("0.10", "0.21", "0.02"),  # 0,021
        ("15216.90", "0.21", "3195.55"),  # 3195,549
        ("100.00", "0", "0.00"),
    ],
)
def test_vat_is_rounded_half_up(bijdrage: str, tarief: str, btw: str) -> None:
    factuur = replace(
        DEVENTER,
        bijdrage=Decimal(bijdrage),
        overschot=Decimal(0),
        btw_tarief=Decimal(tarief),
    )
    assert str(factuur.btw) == btw


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_vat_is_within_half_a_cent(cents: int, per_cent: int) -> None:
    factuur = replace(
        DEVENTER,
        bijdrage=Decimal(cents) / 100,
        overschot=Decimal(0),
        btw_tarief=Decimal(per_cent) / 100,
    )
    exact = Fraction(cents * per_cent, 10**4)
    assert Fraction(-1, 200) < Fraction(factuur.btw) - exact <= Fraction(1, 200)
    assert factuur.totaal - factuur.btw == factuur.bedrag


@pytest.mark.parametrize(
    ("datum", "termijn", "last"),
    [
        (date(2027, 2, 1), 30, date(2027, 3, 3)),
        (date(2024, 2, 1), 30, date(2024, 3, 2)),
        (date(2023, 12, 15), 30, date(2024, 1, 14)),
        (date(2023, 3, 15), 1, date(2023, 3, 16)),
    ],
)
def test_the_last_day_of_the_term(datum: date, termijn: int, last: date) -> None:
    assert replace(DEVENTER, datum=datum, termijn=termijn).vervaldatum == last


@pytest.mark.parametrize("btw", ["1E-999999999", "0E+999999999", "-0.1", "1"])
def test_no_rate(btw: str) -> None:
    """One of so many digits is not written out, which would fill the memory."""
    found = list(Factuurregels("P31-{jaar}-{cbs_code}", Decimal(btw), 30).check())
    what = f"{btw} is geen tarief van de btw"
    assert found == [("btw", what, "schrijf 21 procent als 0.21")]
