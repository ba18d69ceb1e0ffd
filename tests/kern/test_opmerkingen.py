"""What is not wrong but deserves a look."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hulp.values import DEVENTER, periode
from overeenkomstgen.kern.opmerkingen import opmerkingen

PERIODE = replace(periode(), convenant=replace(periode().convenant, leden=1))
"""The convenant was signed on 19 December 2022 and ends with 2027."""


def remarks(besluit: date | None, getekend: date | None) -> tuple[str, ...]:
    gemeente = replace(DEVENTER, collegebesluit=besluit, datum_ondertekening=getekend)
    return tuple(opmerkingen(PERIODE, [gemeente]))


@pytest.mark.parametrize(
    ("besluit", "getekend"),
    [
        (None, None),
        (date(2021, 12, 19), date(2022, 12, 19)),
        (date(2027, 12, 31), date(2027, 12, 31)),
        (None, date(2023, 1, 10)),
        (date(2023, 1, 10), None),
    ],
)
def test_dates_that_can_be(besluit: date | None, getekend: date | None) -> None:
    assert remarks(besluit, getekend) == ()


@pytest.mark.parametrize(
    ("besluit", "getekend", "remark"),
    [
        (
            date(2021, 12, 18),
            None,
            (
                "Rij 13, Deventer, kolom collegebesluit: 18 december 2021 ligt meer dan een jaar "
                "voor de ondertekening van het convenant (19 december 2022)."
            ),
        ),
        (
            date(2028, 1, 1),
            None,
            (
                "Rij 13, Deventer, kolom collegebesluit: 1 januari 2028 ligt na het einde van het "
                "convenant (31 december 2027)."
            ),
        ),
        (
            None,
            date(2022, 12, 18),
            (
                "Rij 13, Deventer, kolom datum_ondertekening: 18 december 2022 ligt voor de "
                "ondertekening van het convenant (19 december 2022)."
            ),
        ),
        (
            None,
            date(2028, 1, 1),
            (
                "Rij 13, Deventer, kolom datum_ondertekening: 1 januari 2028 ligt na het einde van "
                "het convenant (31 december 2027)."
            ),
        ),
        (
            date(2023, 1, 10),
            date(2023, 1, 9),
            (
                "Rij 13, Deventer: de ondertekening (9 januari 2023) ligt voor het collegebesluit "
                "(10 januari 2023)."
            ),
        ),
    ],
)
def test_dates_that_are_far_off(besluit: date | None, getekend: date | None, remark: str) -> None:
    assert remarks(besluit, getekend) == (remark,)


def test_a_convenant_that_was_signed_on_a_leap_day() -> None:
    leap = replace(PERIODE.convenant, getekend_op=date(2024, 2, 29))
    besluiten = [date(2023, 2, 28), date(2023, 3, 1)]
    gemeenten = [
        replace(DEVENTER, collegebesluit=besluit, datum_ondertekening=None) for besluit in besluiten
    ]
    assert (*opmerkingen(replace(PERIODE, convenant=replace(leap, leden=2)), gemeenten),) == (
        (
            "Rij 13, Deventer, kolom collegebesluit: 28 februari 2023 ligt meer dan een jaar "
            "voor de ondertekening van het convenant (29 februari 2024)."
        ),
    )


def test_another_number_of_members() -> None:
    assert (*opmerkingen(periode(), [DEVENTER]),) == (
        "Volgens convenant.toml heeft het netwerk 41 leden; in de tabel staan er 1.",
    )
