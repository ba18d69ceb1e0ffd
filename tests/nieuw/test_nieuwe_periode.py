"""A next period: what is refused, what is remarked, what changes in the settings file."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hulp.values import periode
from overeenkomstgen.kern.tabel import Row, Table
from overeenkomstgen.nieuw.nieuwe_periode import (
    Punt,
    Voorstel,
    change_settings,
    clear_rows,
    find_old_lines,
    find_old_sentences,
    find_opmerkingen,
    old_years,
    parse_jaren,
    refuse,
)
from overeenkomstgen.verwijzing import vak

GOED = Voorstel(date(2028, 1, 1), date(2031, 12, 31), Decimal("0.16"), date(2027, 1, 1))
OUD = periode()


@pytest.mark.parametrize(
    ("text", "jaren"),
    [
        ("2023-2027", (2023, 2027)),
        (" 2023 t/m 2027 ", (2023, 2027)),
        ("2023\N{EN DASH}2027", (2023, 2027)),
        ("2023 tot en met 2027", (2023, 2027)),
        ("2023", None),
        ("../2023-2027", None),
        ("2023-2027-x", None),
    ],
)
def test_the_years_of_a_period(text: str, jaren: tuple[int, int] | None) -> None:
    assert parse_jaren(text) == jaren


@pytest.mark.parametrize("voorstel", [GOED, replace(GOED, tarief=Decimal("0.15250"))])
def test_a_good_proposal_is_not_refused(voorstel: Voorstel) -> None:
    """Also with four decimals, and where the old period is not known."""
    assert not [*refuse(voorstel, OUD.convenant), *refuse(voorstel, None)]
    assert not list(find_opmerkingen(GOED, OUD.convenant, date(2027, 6, 1)))


def test_all_refusals_at_once() -> None:
    wrong = Voorstel(date(2023, 3, 1), date(2023, 3, 1), Decimal("0.00001"), date(2027, 1, 1))
    assert [str(fault) for fault in refuse(wrong, OUD.convenant)] == [
        (
            f"{vak('ingang')}: 1 maart 2023 ligt niet na de ingang van de oude periode; "
            "geef een dag na 1 maart 2023"
        ),
        f"{vak('einde')}: 1 maart 2023 ligt niet na de ingang; geef een dag na 1 maart 2023",
        (
            f"{vak('tarief')}: 0,00001 heeft meer dan vier cijfers achter de komma; "
            "geef er ten hoogste vier, zoals 0,1525"
        ),
    ]


@pytest.mark.parametrize("tarief", ["0.00", "-0.15"])
def test_a_tariff_is_above_zero(tarief: str) -> None:
    (fault,) = refuse(replace(GOED, tarief=Decimal(tarief)), OUD.convenant)
    shown = tarief.replace(".", ",")
    assert str(fault) == f"{vak('tarief')}: {shown} is geen bedrag boven nul; geef het als 0,15"


def test_everything_unusual() -> None:
    voorstel = Voorstel(date(2028, 3, 1), date(2031, 12, 31), Decimal("0.1525"), date(2029, 1, 1))
    assert tuple(find_opmerkingen(voorstel, OUD.convenant, date(2027, 6, 1))) == (
        (
            "De oude periode eindigt op 31 december 2027 en de nieuwe begint pas op 1 maart 2028; "
            "daartussen geldt er geen overeenkomst."
        ),
        (
            "Het tarief van € 0,1525 heeft een deel van een cent; controleer zegt in welk "
            "sjabloon dat zo niet te schrijven is."
        ),
        "De peildatum 1 januari 2029 ligt na de ingang op 1 maart 2028.",
        (
            "De peildatum 1 januari 2029 is nog niet geweest; de aantallen inwoners zijn er dus "
            "nog niet."
        ),
    )


def test_periods_that_overlap_are_remarked() -> None:
    voorstel = replace(GOED, ingang=date(2027, 12, 31))
    assert tuple(find_opmerkingen(voorstel, OUD.convenant, date(2027, 6, 1))) == (
        (
            "De nieuwe periode begint op 31 december 2027, terwijl de oude nog loopt tot en met "
            "31 december 2027."
        ),
    )


def test_after_an_extension_the_next_period_begins_on_the_day_after_it() -> None:
    oud = replace(OUD.convenant, tot=date(2028, 2, 29))
    today = date(2027, 12, 1)
    assert not [*find_opmerkingen(replace(GOED, ingang=date(2028, 3, 1)), oud, today)]
    assert tuple(find_opmerkingen(replace(GOED, ingang=date(2028, 1, 1)), oud, today)) == (
        (
            "De nieuwe periode begint op 1 januari 2028, terwijl de oude nog loopt tot en met "
            "29 februari 2028."
        ),
    )


def test_what_is_of_one_period_is_cleared() -> None:
    columns = ("gemeente", "inwoners", "adres", "collegebesluit", "e-mail")
    table = Table(
        "gemeenten.csv",
        1,
        columns,
        (
            Row(2, ("Ede", "1000", "Straat 1", "10-01-2023", "info@ede.nl")),
            Row(4, ("Oss", "2000", "Laan 2")),  # the cells at the end are blank
        ),
    )
    oss = ("Oss", "", "Laan 2", "", "", "2000")
    assert clear_rows(table, {4: 2000}) == ((*columns, "vorige_inwoners"), oss)
    again = replace(table, columns=("gemeente", "vorige_inwoners", "inwoners"))
    assert clear_rows(again, {2: 900, 4: 2000}) == (
        again.columns,
        ("Ede", "900", ""),
        ("Oss", "2000", ""),
    )


def test_the_old_years_begin_with_the_preparation() -> None:
    assert old_years(OUD) == range(2022, 2028)
    early = replace(OUD.overeenkomst, datum=date(2021, 5, 1))
    assert old_years(replace(OUD, documentsoort={"x": early})) == range(2021, 2028)


def test_old_sentences() -> None:
    text = (
        "# Convenant 2023 t/m 2027\n"
        "Het loopt tot 2028. De wet van 1992 geldt. In 2027 wordt\tgeëvalueerd; dat is zeker.\n"
        "Het tarief is € 0,15 per inwoner. Dat was € 10,15 of 0,155. Telefoon 12022027.\n"
        "# Convenant 2023 t/m 2027\n"
    )
    assert list(find_old_sentences(text, OUD)) == [
        "Convenant 2023 t/m 2027",
        "In 2027 wordt geëvalueerd;",
        "Het tarief is € 0,15 per inwoner.",
    ]


def test_old_lines_of_the_settings() -> None:
    lines = [
        "# Loopt van 2023 af",
        "peildatum = 2027-01-01",
        "datum=2027-01-01 # besluit van 2022",
        '  kenmerk = "2022-AB-{cbs_code}"',
        "getal = 12022",
        "jaar = 2031",
    ]
    assert list(find_old_lines("\n".join(lines), OUD)) == [
        Punt(f"convenant.toml, regel {number}", f"hier staat nog een jaartal: {line}")
        for number, line in (
            (1, "# Loopt van 2023 af"),
            (3, "datum=2027-01-01 # besluit van 2022"),
            (4, 'kenmerk = "2022-AB-{cbs_code}"'),
        )
    ]


SETTINGS = """\
# Bovenaan.

[convenant]
getekend_op = 2022-12-19   # in Den Haag
ingang = 2023-03-01
einde  = 2027-12-31 # laatste dag
leden = 41

[bijdrage]
tarief = 0.15 # per inwoner
peildatum = 2022-01-01

# De soorten.
[documentsoort.brief]
naam = "Brief"
# De dag.
datum = 2022-12-21 # uit de brief
paginas = [1, 2]

[factuur]
nummer = "P31"

[documentsoort.nota]
datum = 2022-12-22
"""

CHANGED = """\
# Bovenaan.

[convenant]
getekend_op = "" # vul in: de dag waarop het nieuwe convenant is getekend (DAY); in Den Haag
ingang = 2028-01-01
einde  = 2031-12-31 # laatste dag
retour_voor = "" # vul in: de streefdag voor de getekende overeenkomsten (DAY; \
of haal deze regel weg)
getekend_te = "" # vul in: de plaats waar het nieuwe convenant is getekend
leden = 41

[bijdrage]
tarief = 0.1600 # per inwoner
vorig_tarief = 0.15
vorige_peildatum = 2022-01-01
peildatum = 2027-01-01

# De soorten.
[documentsoort.brief]
naam = "Brief"
# De dag.
paginas = [1, 2]

[factuur]
nummer = "P31"

[documentsoort.nota]
""".replace("DAY", "jaar-maand-dag, zonder aanhalingstekens")

BRIEF = replace(OUD.overeenkomst, datum=date(2022, 12, 21))
GEDATEERD = replace(OUD, documentsoort={"brief": BRIEF, "nota": BRIEF})


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_settings_change_and_the_rest_stays(end: str) -> None:
    before, after = (text.replace("\n", end) for text in (SETTINGS, CHANGED))
    assert (
        change_settings(
            before, replace(GOED, tarief=Decimal("0.1600")), GEDATEERD, GEDATEERD.convenant.leden
        )
        == after
    )


@pytest.mark.parametrize(
    "text",
    [
        "bijdrage = { tarief = 0.15, peildatum = 2022-01-01 } # x\nconvenant = { einde = 1 }\n",
        "bijdrage.tarief = 0.15\nbijdrage.peildatum = 2022-01-01\n[convenant]\neinde = 1",
        "[bijdrage]\npeildatum = 2022-01-01\ntarief = 0.15\n\n[convenant]\neinde = 1",
        "[bijdrage]\ntarief = 0.15\n[convenant]",
    ],
)
def test_settings_in_other_layouts(text: str) -> None:
    changed = change_settings(text, GOED, replace(OUD, documentsoort={}), OUD.convenant.leden)
    assert tomllib.loads(changed, parse_float=Decimal) == {
        "bijdrage": {
            "tarief": Decimal("0.16"),
            "vorig_tarief": Decimal("0.15"),
            "vorige_peildatum": date(2022, 1, 1),
            "peildatum": date(2027, 1, 1),
        },
        "convenant": {
            **dict.fromkeys(("getekend_op", "getekend_te", "retour_voor"), ""),
            "ingang": date(2028, 1, 1),
            "einde": date(2031, 12, 31),
        },
    }


@given(
    st.dates(date(2023, 3, 2), date(2090, 1, 1)),
    st.integers(1, 3000),
    st.decimals("0.0001", "9", places=4),
    st.dates(date(2020, 1, 1), date(2099, 1, 1)),
)
def test_the_settings_say_what_was_proposed(
    ingang: date, days: int, tarief: Decimal, peildatum: date
) -> None:
    voorstel = Voorstel(ingang, ingang + timedelta(days), tarief, peildatum)
    changed = change_settings(SETTINGS, voorstel, GEDATEERD, GEDATEERD.convenant.leden)
    found = tomllib.loads(changed, parse_float=Decimal)
    assert found["convenant"] == {
        **dict.fromkeys(("getekend_op", "getekend_te", "retour_voor"), ""),
        "ingang": ingang,
        "einde": voorstel.einde,
        "leden": 41,
    }
    assert found["bijdrage"] == {
        "tarief": tarief,
        "vorig_tarief": OUD.bijdrage.tarief,
        "vorige_peildatum": OUD.bijdrage.peildatum,
        "peildatum": peildatum,
    }
    assert str(tarief) in changed  # with the decimals as they were typed
