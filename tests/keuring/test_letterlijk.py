"""Values of municipalities that stand in a text word for word, and the rows to try out with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hulp.values import DEVENTER, onderwerp, periode
from overeenkomstgen.kern.documentsoort import Per, Rol
from overeenkomstgen.kern.gemeente import Functie, Gemeente, Ondertekenaar
from overeenkomstgen.keuring.letterlijk import make_zoeker
from overeenkomstgen.uitgifte.proefrijen import choose_proefrijen, first_complete, with_invoice

HAARLEM = replace(
    DEVENTER,
    naam="Haarlem",
    cbs_code="GM0392",
    plaats="Haarlem",
    adres="Zijlvest 39",
    postcode="2011 VB",
    inwoners=162898,
    email="post@haarlem.example; r@h.nl",
    ondertekenaar=Ondertekenaar(None, None, None),
    collegebesluit=None,
    plaats_ondertekening=None,
    datum_ondertekening=date(2023, 3, 1),
)
HAARLEMMERMEER = replace(
    HAARLEM,
    naam="Haarlemmermeer",
    cbs_code="GM0394",
    plaats="'s-Hage",
    email=None,
    inwoners=159336,
    datum_ondertekening=None,
)
DEN_HAAG = replace(HAARLEMMERMEER, naam="Den Haag", cbs_code="GM0518", plaats="Den Haag")
ALL = (DEVENTER, HAARLEM, HAARLEMMERMEER, DEN_HAAG)


def found(text: str) -> list[str]:
    return [value.tekst for value in make_zoeker(ALL, periode()).find(text)]


def test_what_was_paid_before_is_of_a_municipality_too() -> None:
    """Nought is what the table says of who took no part, and that is no one's own."""
    both = (replace(DEVENTER, vorige_inwoners=99653), replace(HAARLEM, vorige_inwoners=0))
    text = "99.653 inwoners, € 12.954,89, dus € 2.262,01 meer; 0 of € 0,00"
    values = [value.tekst for value in make_zoeker(both, periode()).find(text)]
    assert values == ["99.653", "€ 12.954,89", "€ 2.262,01"]


@pytest.mark.ongemeten
@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("in Deventer.", ["Deventer"]),
        ("Haarlem, Haarlemmermeer", ["Haarlem", "Haarlemmermeer"]),
        ("deventer Deventers Oud-Deventer Deventer-Noord", ["deventer", "Deventers"]),
        ("Grote\xa0Kerkhof  1", ["Grote Kerkhof 1"]),
        ("Grote Kerkhof 10", []),
        ("7411 KT of 7411KT", ["7411 KT", "7411KT"]),
        ("R.C. König", ["R.C. König"]),
        ("101.446, 101446, 101 446", ["101.446", "101446", "101 446"]),
        ("1.101.446 en 101.446,5", []),
        (
            "€\xa015.216,90; 15216,90; € 15.217; €15.217",
            ["€ 15.216,90", "15216,90", "€ 15.217", "€15.217"],
        ),
        ("15.217 inwoners", []),
        (
            "10 januari 2023 10-01-2023 10-1-2023 2023-01-10",
            ["10 januari 2023", "10-01-2023", "10-1-2023", "2023-01-10"],
        ),
        ("post@haarlem.example", ["post@haarlem.example"]),
        ("mail r@h.nl", ["r@h.nl"]),
        ("\u2019s-Hage", ["'s-Hage"]),
        ("Den Haag op 1 maart 2023", []),
        ("{{ 'Deventer' }} {% if x == 'Deventer' %} {# Deventer #}", []),
        ("{{ open Deventer", ["Deventer"]),
        ("", []),
    ],
)
def test_values_in_a_text(text: str, values: list[str]) -> None:
    assert found(text) == values


PIECES = (
    *("Deventer", "deventer", "Haarlem", "R.C. König", "mr. drs. König", "post@haarlem.example"),
    *("www.deventer.nl", "Deventers", "Grote Kerkhof 1", "7411 KT", "Postbus 5000", "101.446"),
    *("€ 15.216,90", "15.217", "10 januari 2023", "10 januari", "de burgemeester, hij", "dinsdag"),
    *("KvK 12345678", "tel. 0570 693 911", "rechtbank te", "{{ 'Deventer' }}", "{{", ".", "-"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.sampled_from(("", " ", ", ")))
def test_what_has_a_value_is_the_same_without_the_rest(pieces: list[str], between: str) -> None:
    zoeker, text = make_zoeker(ALL, periode()), between.join(pieces)
    everything, some = zoeker.find(text), zoeker.find(text, alles=False)
    assert [v for v in some if v.waarde] == [v for v in everything if v.waarde]


def test_without_municipalities_or_a_period() -> None:
    assert list(make_zoeker((), None).find("Deventer")) == []
    found = [v.tekst for v in make_zoeker(ALL, None).find("Den Haag, € 15.216,90, 1 maart 2023")]
    assert found == ["Den Haag", "1 maart 2023"]


def test_what_a_value_can_be() -> None:
    value = next(make_zoeker(ALL, periode()).find("Zijlvest 39"))
    assert value.velden == ("gemeente.adres",)
    assert value.gemeenten == ("Haarlem", "Haarlemmermeer", "Den Haag")
    value = next(make_zoeker(ALL, periode()).find("Deventer"))
    assert value.velden == ("gemeente.naam", "gemeente.plaats", "ondertekening.plaats")


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_name_is_found_between_anything_but_letters(before: str, after: str) -> None:
    text = f"{before.replace('{', '')} \n Deventer \n {after.replace('{', '')}"
    assert "Deventer" in found(text)


def rijen(*gemeenten: Gemeente) -> list[tuple[str, tuple[str, ...]]]:
    return [(rij.gemeente.naam, rij.redenen) for rij in choose_proefrijen(gemeenten)]


def test_rows_to_try_out_with() -> None:
    assert rijen(*ALL) == [
        ("Deventer", ("langste", "meeste accenten")),
        ("Den Haag", ("kortste",)),
        ("Haarlemmermeer", ("leegste",)),
    ]
    assert rijen() == []
    assert rijen(HAARLEM) == [("Haarlem", ("langste", "kortste", "leegste"))]


def test_many_hyphens_are_no_accent() -> None:
    hyphens = replace(HAARLEM, naam="a-b-c-d-e-f-g-h")
    accent = replace(HAARLEM, naam="é", cbs_code="GM0001")
    found = {rij.gemeente.naam: rij.redenen for rij in choose_proefrijen((hyphens, accent))}
    assert "meeste accenten" in found["é"]


def test_the_first_complete_row() -> None:
    signer = Ondertekenaar("mevrouw", "A. B", Functie.WETHOUDER)
    complete = replace(DEVENTER, naam="Tweede", cbs_code="GM0002", ondertekenaar=signer)
    assert first_complete((HAARLEM, DEVENTER, complete)) is DEVENTER


def test_an_invoice_to_look_at() -> None:
    plain = onderwerp()
    assert with_invoice(plain) is plain
    found = periode()
    soort = found.find_soort(Rol.FACTUUR)
    assert soort is not None
    assert soort.per is Per.JAAR
    made = with_invoice(replace(plain, soort=soort, jaar=2024)).factuur
    assert made is not None
    assert (made.nummer, str(made.totaal)) == ("P31-2024-001", "18412.45")
