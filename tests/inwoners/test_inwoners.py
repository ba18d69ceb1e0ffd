"""Comparing inhabitants with CBS: every verdict, in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overeenkomstgen.inwoners.afwijkingen import (
    Bevolking,
    Rij,
    compare,
    period_key,
    read_rijen,
    show_period,
)
from overeenkomstgen.kern.tabel import Row, Table

DAY = date(2022, 1, 1)
KEY = "2022JJ00"
NAMES = {
    "GM0141": "Almelo",
    "GM0150": "Deventer",
    "GM0344": "Utrecht (gemeente)",
    "GM0398": "Heerhugowaard",
    "GM0518": "'s-Gravenhage (gemeente)",
    "GM0373": "Bergen (NH.)",
    "GM0893": "Bergen (L.)",
    "GM9999": "Alleen de naam",
}
BEVOLKING = Bevolking(
    {
        ("GM0141", KEY): 73155,
        ("GM0150", KEY): 101446,
        ("GM0344", KEY): 361699,
        ("GM0373", KEY): 29839,
        ("GM0893", KEY): 13163,
        ("GM0398", KEY): None,
        ("GM0398", "2021JJ00"): 58389,
        ("GM0518", KEY): 553417,
        ("GM0777", KEY): 5,
    },
    NAMES,
)
NO_FIGURE = (
    "geen getal van 1 januari 2022; is de gemeente opgegaan in een andere (herindeling), of "
    "bestond zij toen nog niet onder deze code, zoek dan op welke code op die dag gold"
)
MEND = "verbeter de code of de naam in de tabel"
LOOK = "Kijk na of dat dezelfde gemeente is."


def verdict(
    naam: str, code: str, cell: str = "", bevolking: Bevolking = BEVOLKING, *, signed: bool = False
) -> tuple[str, int | None, str, str]:
    rij = Rij(7, naam, code, cell)
    found = compare([rij], bevolking, DAY, {"GM0150"} if signed else set())
    (regel,) = found.regels
    assert regel.getekend is signed
    numbers = {"gelijk": found.gelijk, "anders": len(found.anders), "onzeker": len(found.onzeker)}
    (outcome,) = (name for name, number in numbers.items() if number)
    return outcome, regel.cbs, regel.probleem, regel.opmerking


@pytest.mark.parametrize("cell", ["101446", "101.446", "101 446"])
def test_equal(cell: str) -> None:
    assert verdict("Deventer", "GM0150", cell) == ("gelijk", 101446, "", "")


@pytest.mark.parametrize("cell", ["", "101447", "onbekend", "101,446", "0"])
def test_different(cell: str) -> None:
    assert verdict("Deventer", "gm0150", cell) == ("anders", 101446, "", "")


@pytest.mark.parametrize(
    ("naam", "code"),
    [("Utrecht", "GM0344"), ("Bergen (L)", "GM0893"), ("BERGEN", "GM0373")],
)
def test_what_cbs_adds_to_a_name_does_not_count(naam: str, code: str) -> None:
    assert verdict(naam, code)[2:] == ("", "")


@pytest.mark.parametrize(
    ("naam", "code", "problem"),
    [
        ("Deventer", "", "de cbs_code ontbreekt; vul haar in, zoals GM0150"),
        (
            "Deventer",
            "0150",
            (
                "0150 is geen CBS-code van een gemeente; schrijf de code als GM0150: GM en vier "
                "cijfers"
            ),
        ),
        (
            "Deventer",
            "GM0151",
            "CBS kent de code GM0151 niet; kijk na of de code in de tabel goed is",
        ),
        (
            "Heerhugowaard",
            "GM0398",
            f"CBS heeft bij GM0398 (Heerhugowaard) {NO_FIGURE}",
        ),
        (
            "Alleen de naam",
            "GM9999",
            f"CBS heeft bij GM9999 (Alleen de naam) {NO_FIGURE}",
        ),
        (
            "Deventer",
            "GM0141",
            f"CBS heeft GM0141 voor Almelo, en GM0150 voor Deventer; {MEND}",
        ),
        (
            "Bergen",
            "GM0150",
            f"CBS heeft GM0150 voor Deventer, en GM0373 of GM0893 voor Bergen; {MEND}",
        ),
    ],
)
def test_not_to_be_compared(naam: str, code: str, problem: str) -> None:
    assert verdict(naam, code, "1") == ("onzeker", None, problem, "")


def test_another_year() -> None:
    old = Bevolking({("GM0150", "2021JJ00"): 101236}, NAMES)
    assert verdict("Deventer", "GM0150", "101236", old)[2] == (
        "CBS gaf een getal van 1 januari 2021, niet van 1 januari 2022; probeer het later "
        "opnieuw, of zoek het getal op bij CBS StatLine"
    )


@pytest.mark.parametrize(("figure", "shown"), [(0, "0"), (-5, "-5"), (20_000_001, "20.000.001")])
def test_a_figure_that_cannot_be(figure: int, shown: str) -> None:
    found = Bevolking({("GM0150", KEY): figure, ("GM0151", KEY): figure}, NAMES)
    assert verdict("Deventer", "GM0150", bevolking=found)[2] == (
        f"CBS geeft {shown} als aantal inwoners van GM0150 (Deventer), en dat kan niet; zoek het "
        "getal op bij CBS StatLine"
    )
    assert verdict("Deventer", "GM0151", bevolking=found)[2].startswith(
        f"CBS geeft {shown} als aantal inwoners van GM0151, en"
    )


@pytest.mark.parametrize(
    ("naam", "code", "remark"),
    [
        (
            "Den Haag",
            "GM0518",
            f"CBS noemt GM0518 's-Gravenhage (gemeente); in de tabel staat Den Haag. {LOOK}",
        ),
        ("", "GM0150", f"CBS noemt GM0150 Deventer; de naam ontbreekt. {LOOK}"),
        ("Deventer", "GM0777", ""),
    ],
)
def test_a_name_that_deserves_a_look(naam: str, code: str, remark: str) -> None:
    outcome, found, problem, said = verdict(naam, code)
    assert (outcome, problem, said) == ("anders", "", remark)
    assert found


def test_a_code_that_stands_twice() -> None:
    rijen = [Rij(2, "Deventer", "GM0150", "1"), Rij(5, "", "gm0150", "1")]
    found = compare(rijen, BEVOLKING, DAY, set())
    assert [regel.probleem for regel in found.regels] == [
        "GM0150 staat 2 keer in de tabel; laat één van die rijen staan"
    ] * 2
    assert [regel.rij.naam for regel in found.regels] == ["Deventer", "gm0150"]
    assert Rij(5, "", "", "1").naam == "zonder naam"


def test_what_was_signed_for_is_not_taken_over() -> None:
    rijen = [
        Rij(2, "Almelo", "GM0141", ""),
        Rij(3, "Deventer", "GM0150", "101447"),
        Rij(4, "Utrecht", "GM0344", "361699"),
        Rij(5, "Weg", "GM0001", "5"),
    ]
    found = compare(rijen, BEVOLKING, DAY, {"GM0150", "GM0344", "GM0001"})
    assert [regel.rij.naam for regel in found.over_te_nemen] == ["Almelo"]
    assert [regel.rij.naam for regel in found.getekend] == ["Deventer"]
    assert (found.gelijk, len(found.anders), len(found.onzeker)) == (1, 2, 1)


def test_the_rows_of_a_table() -> None:
    table = Table(
        "t.csv",
        1,
        ("cbs_code", "adres", "gemeente", "inwoners"),
        (Row(2, ("GM0150", "", " Deventer\n", "5 ")), Row(4, ("GM0141",))),
    )
    assert read_rijen(table) == (Rij(2, "Deventer", "GM0150", "5"), Rij(4, "", "GM0141", ""))


@pytest.mark.parametrize(
    ("key", "shown"),
    [(KEY, "1 januari 2022"), ("2022KW01", "2022KW01"), ("0000JJ00", "0000JJ00"), ("", "")],
)
def test_a_period_in_words(key: str, shown: str) -> None:
    assert show_period(key) == shown


@given(st.dates())
def test_the_key_of_a_year(day: date) -> None:
    assert period_key(day) == f"{day:%Y}".zfill(4) + "JJ00"


@given(st.integers(1, 20_000_000), st.integers(1, 20_000_000))
def test_only_what_differs_is_taken_over(tabel: int, cbs: int) -> None:
    found = Bevolking({("GM0150", KEY): cbs}, NAMES)
    taken = compare([Rij(2, "Deventer", "GM0150", str(tabel))], found, DAY, set()).over_te_nemen
    assert [regel.cbs for regel in taken] == ([cbs] if tabel != cbs else [])
