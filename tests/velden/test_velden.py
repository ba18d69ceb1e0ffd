"""The merge fields."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hulp.eigensjabloon import deventer
from hulp.values import DEVENTER, onderwerp
from overeenkomstgen.kern.gemeente import Functie, Ondertekenaar
from overeenkomstgen.velden.veld import Invulregel
from overeenkomstgen.velden.velden import VELDEN, find_veld, fingerprint, merge_values, names


def test_deventer_has_the_values_of_the_facts() -> None:
    values = merge_values(onderwerp())
    assert values["bijdrage"]["tarief"] == Decimal("0.15")
    assert values["bijdrage"]["peildatum"] == date(2022, 1, 1)
    assert values["bijdrage"]["jaarbedrag"] == Decimal("15216.90")
    assert values["ondertekenaar"] == {
        "aanhef": "de heer",
        "naam": "R.C. König",
        "functie": "burgemeester",
        "gemachtigd": False,
        "voluit": "burgemeester, de heer R.C. König",
    }
    assert values["ondertekening"] == {
        "plaats": "Deventer",
        "datum": date(2023, 1, 10),
        "voluit": "te Deventer op 10 januari 2023",
    }
    assert values["convenant"]["periode"] == "2023 t/m 2027"
    assert values["stichting"]["vertegenwoordiger"]["naam"] == "V. Everhardt"


def test_what_is_not_known_is_a_line_to_write_on() -> None:
    gemeente = replace(DEVENTER, ondertekenaar=Ondertekenaar(None, None, None), collegebesluit=None)
    values = merge_values(onderwerp(gemeente))
    line = values["gemeente"]["collegebesluit"]
    assert line == Invulregel("gemeente.collegebesluit", 19)
    assert str(line) == "_" * 19
    assert not line
    assert [str(values["ondertekenaar"][name]) for name in ("aanhef", "naam", "functie")] == [
        "_" * 12,
        "_" * 27,
        "_" * 27,
    ]
    assert values["ondertekenaar"]["gemachtigd"] is False


@pytest.mark.parametrize(
    ("functie", "gemachtigd"),
    [
        (Functie.BURGEMEESTER, False),
        (Functie.WAARNEMEND_BURGEMEESTER, False),
        (Functie.LOCOBURGEMEESTER, False),
        (Functie.WETHOUDER, True),
        (Functie.GEMEENTESECRETARIS, True),
    ],
)
def test_who_needs_a_mandate(functie: Functie, *, gemachtigd: bool) -> None:
    assert Ondertekenaar("mevrouw", "A. Jansen", functie).gemachtigd is gemachtigd


def test_every_field_has_a_name_of_its_own_and_a_meaning() -> None:
    assert len({veld.naam for veld in VELDEN}) == len(VELDEN)
    assert all(find_veld(veld.naam).betekenis for veld in VELDEN)


def test_the_usual_filter_of_a_field_fits_its_value() -> None:
    kinds = {"datum": date, "bedrag": Decimal, "percentage": Decimal, "getal": int}
    known = deventer()
    filtered = {veld.naam: veld.filter for veld in VELDEN if veld.filter}
    assert set(filtered.values()) == set(kinds)
    fitting = {naam: (kinds[name], Invulregel) for naam, name in filtered.items()}
    assert [naam for naam, kind in fitting.items() if not isinstance(known[naam], kind)] == []
    assert "gemeente.collegebesluit" in filtered


def test_the_fingerprint_tells_values_apart() -> None:
    fields = {"gemeente.inwoners", "gemeente.naam"}
    values = merge_values(onderwerp())
    again = merge_values(onderwerp(replace(DEVENTER, adres="elders", rij=99)))
    other = merge_values(onderwerp(replace(DEVENTER, inwoners=101447)))
    assert fingerprint(values, fields) == fingerprint(again, fields)
    assert fingerprint(values, fields) != fingerprint(other, fields)
    assert fingerprint(values, fields) != fingerprint(values, {"gemeente.naam"})


def test_a_document_of_the_convenant_has_no_fields_of_one_municipality() -> None:
    values = merge_values(onderwerp(None))
    assert values["stand"]["aantal"] == 0
    assert values["stand"]["datum"] == date(2023, 2, 1)
    assert values["deelnemers"] == ()
    assert "gemeente" not in values
    assert "jaarbedrag" not in values["bijdrage"]
    assert "gemeente.naam" in names(onderwerp().soort) - names(onderwerp(None).soort)
