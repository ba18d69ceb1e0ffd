"""What is not wrong but deserves a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hulp.values import DEVENTER, periode
from hulp.werkmappen import ROOT
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.opmerkingen import opmerkingen
from overeenkomstgen.kern.tabel import heading_key
from overeenkomstgen.werkmap.werkmap import Werkmap, read_gemeenten

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


def table(*inwoners: int) -> list[Gemeente]:
    return [
        replace(DEVENTER, naam=f"Plaats {row}", cbs_code=f"GM{row:04}", inwoners=number, rij=row)
        for row, number in enumerate(inwoners, start=2)
    ]


def said(gemeenten: Sequence[Gemeente], eerder: Mapping[str, tuple[str, int]]) -> list[str]:
    members = replace(PERIODE.convenant, leden=len(gemeenten))
    return list(opmerkingen(replace(PERIODE, convenant=members), gemeenten, eerder))


LOOK = "kijk na of er geen cijfer te veel of te weinig staat"


@pytest.mark.parametrize(
    ("number", "remark"),
    [
        (1_014, "1.014 ligt ver onder de andere, van ten minste 73.155"),
        (10_144, "10.144 ligt ver onder de andere, van ten minste 73.155"),
        (1_014_460, "1.014.460 ligt ver boven de andere, van ten hoogste 238.326"),
        (10_144_600, "10.144.600 ligt ver boven de andere, van ten hoogste 238.326"),
    ],
)
def test_inhabitants_that_are_ten_times_off(number: int, remark: str) -> None:
    others = (73_155, 99_000, 112_926, 160_000, 238_326)
    assert said(table(*others, number), {}) == [
        f"Rij 7, Plaats 7, kolom inwoners: {remark}; {LOOK}."
    ]
    twice = said(table(number, *others, number), {})
    assert [text.partition(":")[0] for text in twice] == [
        "Rij 2, Plaats 2, kolom inwoners",
        "Rij 8, Plaats 8, kolom inwoners",
    ]


@given(st.lists(st.integers(30_000, 60_000), min_size=5, max_size=41), st.data())
def test_a_digit_too_many_or_too_few_is_always_told(
    numbers: list[int], data: st.DataObject
) -> None:
    """And nothing is told of municipalities of one size."""
    assert said(table(*numbers), {}) == []
    at = data.draw(st.integers(0, len(numbers) - 1))
    wrong = numbers[at] // 10 if data.draw(st.booleans()) else numbers[at] * 10
    told = said(table(*numbers[:at], wrong, *numbers[at + 1 :]), {})
    assert [text.partition(":")[0] for text in told] == [
        f"Rij {at + 2}, Plaats {at + 2}, kolom inwoners"
    ]


def test_large_and_small_municipalities_that_go_up_by_degrees() -> None:
    sizes = (950, 2_000, 4_500, 9_000, 20_000, 45_000, 100_000, 240_000, 360_000, 650_000, 880_000)
    assert said(table(*sizes), {}) == []


def test_the_table_of_this_werkmap_is_not_remarked_on() -> None:
    gemeenten = read_gemeenten(Werkmap(ROOT))[0]
    assert said(gemeenten, {heading_key(g.naam): (g.cbs_code, g.inwoners) for g in gemeenten}) == []


def test_two_codes_that_were_exchanged() -> None:
    one, two = table(101_446, 130_668)
    before = {heading_key(g.naam): (g.cbs_code, g.inwoners) for g in (one, two)}
    after = [replace(one, cbs_code=two.cbs_code), replace(two, cbs_code=one.cbs_code)]
    look = "kijk na of de code bij de naam hoort"
    assert said(after, before) == [
        f"Rij {row}, Plaats {row}, kolom cbs_code: GM000{other}, en in wat eerder is gemaakt was "
        f"het GM000{row}; {look}."
        for row, other in ((2, 3), (3, 2))
    ]
    for naam in ("PLAATS-2", "Groot-Plaats"):  # another spelling, and another name
        assert said([replace(one, naam=naam), two], before) == []


def test_inhabitants_that_are_ten_times_off_from_before() -> None:
    (one,) = table(101_446)
    assert said([one], {"plaats2": ("GM0002", 102_000)}) == []
    assert said([one], {"plaats2": ("GM0002", 1_014_460)}) == [
        f"Rij 2, Plaats 2, kolom inwoners: 101.446, en eerder was het 1.014.460; {LOOK}."
    ]


def test_the_same_of_many_rows_is_one_remark() -> None:
    gemeenten = [
        replace(gemeente, collegebesluit=date(2012, 1, number), datum_ondertekening=None)
        for number, gemeente in enumerate(table(*[100_000] * 8), start=1)
    ]
    assert said(gemeenten, {}) == [
        (
            "Rij 2 t/m 9, kolom collegebesluit: zoals in rij 2 (Plaats 2): 1 januari 2012 ligt "
            "meer dan een jaar voor de ondertekening van het convenant (19 december 2022)."
        )
    ]
