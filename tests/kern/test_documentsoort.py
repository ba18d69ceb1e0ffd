"""A documentsoort: the names of its files, and what cannot be one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol, Voor
from overeenkomstgen.uitgifte.hergebruik import ASIDE


def soort(
    bestandsnaam: str = "x-{gemeente}", folder: str = "", per: Per = Per.GEMEENTE
) -> Documentsoort:
    return Documentsoort("Brief", "Brieven", "brief.docx", bestandsnaam, (1, 2), folder, per)


def faults(found: Documentsoort) -> list[str]:
    return [f"{key}: {what}; {do}" for key, what, do in found.check()]


@pytest.mark.parametrize(
    ("bestandsnaam", "folder", "stem"),
    [
        ("x-{gemeente}", "", "x-s-hertogenbosch"),
        ("{gemeente}", "a b/Ç", "a b/Ç/s-hertogenbosch"),
        ("v1.2 ({gemeente})", "overeenkomsten", "overeenkomsten/v1.2 (s-hertogenbosch)"),
        ("x{{-{gemeente}", "", "x{-s-hertogenbosch"),
    ],
)
def test_the_place_of_a_document(bestandsnaam: str, folder: str, stem: str) -> None:
    found = soort(bestandsnaam, folder)
    assert faults(found) == []
    assert found.stem("'s-Hertogenbosch") == stem


@pytest.mark.parametrize(
    "bestandsnaam", ["x-{gemeente", "x-gemeente}", "{gemeente!}", "{gemeente!zz}"]
)
def test_braces_that_do_not_match(bestandsnaam: str) -> None:
    assert faults(soort(bestandsnaam)) == [
        (
            f'bestandsnaam: in "{bestandsnaam}" horen de accolades niet bij elkaar; '
            "zet een veld tussen { en }, of haal de accolades weg"
        )
    ]


@pytest.mark.parametrize(
    "bestandsnaam",
    [
        *("x-{}", "x-{gemeente}-{}", "x-{0}", "x-{gemeente}-{naam}", "x-{gemeente!z}"),
        *("x-{gemeente!r}", "x-{gemeente:99q}", "x-{gemeente:{gemeente}}", "x-{gemeente.naam}"),
        *("x-{gemeente[0]}", "x-{gemeente}-{jaar}"),
    ],
)
def test_anything_but_the_field_of_the_municipality(bestandsnaam: str) -> None:
    assert faults(soort(bestandsnaam)) == [
        (
            f'bestandsnaam: in "{bestandsnaam}" staat een veld dat hier niet past; '
            "hier kan alleen {gemeente} staan, precies zo geschreven"
        )
    ]


@pytest.mark.parametrize("bestandsnaam", ["x", "{gemeente}-{gemeente}"])
def test_not_the_field_of_the_municipality_once(bestandsnaam: str) -> None:
    assert faults(soort(bestandsnaam)) == [
        (
            f'bestandsnaam: in "{bestandsnaam}" hoort precies één keer {{gemeente}} te staan; '
            'schrijf bijvoorbeeld "brief-{gemeente}"'
        )
    ]


def test_one_for_each_year_has_the_year_in_its_name_or_folder() -> None:
    assert faults(soort("x-{gemeente}-{jaar}", per=Per.JAAR)) == []
    assert faults(soort("x-{gemeente}", "brieven/{jaar}", per=Per.JAAR)) == []
    assert soort("{jaar}-{gemeente}", "a/{jaar}", Per.JAAR).stem("Ede", 2024) == "a/2024/2024-ede"
    assert faults(soort("x-{gemeente}", per=Per.JAAR)) == [
        (
            'bestandsnaam: in "x-{gemeente}" horen precies één keer {gemeente} en {jaar} te staan; '
            'schrijf bijvoorbeeld "brief-{jaar}-{gemeente}"'
        )
    ]
    assert faults(soort("x-{gemeente}", "{gemeente}", per=Per.JAAR))[0] == (
        'map: in "{gemeente}" staat een veld dat hier niet past; '
        "hier kan alleen {jaar} staan, precies zo geschreven"
    )


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"kenmerk": "{gemeente}"},
            (
                'kenmerk: in "{gemeente}" staat een veld dat hier niet past; '
                "hier kunnen alleen {cbs_code} en {jaar} staan, precies zo geschreven"
            ),
        ),
        (
            {"bericht": "../x.txt"},
            (
                'bericht: "../x.txt" is geen bestandsnaam; '
                "geef de naam van een bestand in de map sjablonen, zonder map"
            ),
        ),
        (
            {"bijlagen": ("a.pdf", "b/c.pdf")},
            (
                'bijlagen: "b/c.pdf" is geen bestandsnaam; '
                "geef de naam van een bestand in de map bijlagen, zonder map"
            ),
        ),
        (
            {"rol": Rol.FACTUUR, "voor": Voor.GETEKEND},
            (
                'per: een factuur is er per jaar, en hier staat per = "gemeente"; '
                'schrijf per = "jaar"'
            ),
        ),
        (
            {"rol": Rol.FACTUUR, "per": Per.JAAR, "bestandsnaam": "{jaar}-{gemeente}"},
            (
                'voor: een factuur is voor wie heeft getekend, en hier staat voor = "alle"; '
                'schrijf voor = "getekend"'
            ),
        ),
        (
            {"rol": Rol.CREDITFACTUUR},
            (
                'per: een creditfactuur is er per jaar, en hier staat per = "gemeente"; '
                'schrijf per = "jaar"'
            ),
        ),
        (
            {
                "rol": Rol.CREDITFACTUUR,
                "per": Per.JAAR,
                "bestandsnaam": "{jaar}-{gemeente}",
                "voor": Voor.GETEKEND,
            },
            (
                "voor: een creditfactuur hangt af van de factuur, en hier staat voor = "
                '"getekend"; laat deze sleutel weg'
            ),
        ),
        (
            {"rol": Rol.OVEREENKOMST, "voor": Voor.NIET_GETEKEND},
            (
                'voor: "niet getekend" past niet bij een document dat er voor alle gemeenten is; '
                "laat deze sleutel weg"
            ),
        ),
    ],
)
def test_what_does_not_go_together(changes: dict[str, Any], fault: str) -> None:
    assert faults(replace(soort(), **changes)) == [fault]


def test_a_reference() -> None:
    found = replace(soort(), kenmerk="{jaar}-AB-{cbs_code}")
    assert faults(found) == []


@pytest.mark.parametrize("bestandsnaam", ["x-{gemeente}", "x-{}", "x-{a!r:9}"])
def test_a_field_where_there_is_one_document(bestandsnaam: str) -> None:
    assert faults(soort(bestandsnaam, per=Per.CONVENANT)) == [
        (
            f'bestandsnaam: in "{bestandsnaam}" staat een veld, en dat kan hier niet; '
            "laat het veld weg"
        )
    ]


@pytest.mark.parametrize(
    "bestandsnaam",
    [
        *("../../x-{gemeente}", "a/{gemeente}", "a\\{gemeente}", "/{gemeente}", "C:{gemeente}"),
        *(".{gemeente}", "{gemeente} ", "{gemeente}.", "x\n{gemeente}", "{gemeente}?"),
    ],
)
def test_a_name_that_no_file_has(bestandsnaam: str) -> None:
    assert faults(soort(bestandsnaam)) == [
        (
            f'bestandsnaam: "{bestandsnaam}" is geen gewone bestandsnaam; '
            "gebruik letters, cijfers en streepjes; de map staat bij de sleutel map"
        )
    ]


def test_no_name_at_all() -> None:
    assert faults(soort("", per=Per.CONVENANT)) == [
        (
            'bestandsnaam: "" is geen gewone bestandsnaam; '
            "gebruik letters, cijfers en streepjes; de map staat bij de sleutel map"
        )
    ]


@pytest.mark.parametrize(
    "folder",
    [
        *("../..", "..", ".", "/etc", "a/../..", "a//b", "a/", "a\\b", "C:\\x", "C:x", "\\\\pc\\x"),
        *(".verborgen", "a ", "a.", " "),
    ],
)
def test_a_folder_outside_the_output(folder: str) -> None:
    assert faults(soort(folder=folder)) == [
        (
            f'map: "{folder}" is geen map in de uitvoer; '
            'schrijf een gewone naam, zoals "overeenkomsten"'
        )
    ]


@pytest.mark.parametrize("folder", [ASIDE, ASIDE.upper(), f"{ASIDE}/brieven"])
def test_the_folder_of_what_was_changed_by_hand(folder: str) -> None:
    assert faults(soort(folder=folder)) == [
        (
            f"map: de map {folder} is voor wat met de hand is gewijzigd; "
            'schrijf een andere naam, zoals "overeenkomsten"'
        )
    ]


def test_all_faults_come_at_once() -> None:
    found = Documentsoort("Brief", "Brieven", "brief.docx", "{", (2, 1), "..")
    assert [key for key, _, _ in found.check()] == ["map", "bestandsnaam", "paginas"]


@given(st.text(st.sampled_from("{}!:[].gemeente/ x")) | st.text(), st.sampled_from(Per))
def test_what_is_not_refused_is_one_file_in_its_folder(bestandsnaam: str, per: Per) -> None:
    found = soort(bestandsnaam, "map", per)
    if not faults(found):
        assert found.stem("Ede").split("/") == ["map", found.file_stem("Ede")]
