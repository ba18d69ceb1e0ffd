"""A documentsoort: the names of its files, and what cannot be one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overeenkomstgen.domain.documentsoort import Documentsoort, Per
from overeenkomstgen.pipeline.gewijzigd import ASIDE


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
        *("x", "x-{}", "x-{gemeente}-{}", "x-{0}", "x-{gemeente}-{naam}", "x-{gemeente!z}"),
        *("x-{gemeente!r}", "x-{gemeente:99q}", "x-{gemeente:{gemeente}}", "x-{gemeente.naam}"),
        "x-{gemeente[0]}",
    ],
)
def test_anything_but_the_field_of_the_municipality(bestandsnaam: str) -> None:
    assert faults(soort(bestandsnaam)) == [
        (
            f'bestandsnaam: in "{bestandsnaam}" staat niet precies het veld {{gemeente}}; '
            'schrijf bijvoorbeeld "overeenkomst-{gemeente}"'
        )
    ]


@pytest.mark.parametrize("bestandsnaam", ["x-{gemeente}", "x-{}", "x-{a!r:9}"])
def test_a_field_where_there_is_one_document(bestandsnaam: str) -> None:
    assert faults(soort(bestandsnaam, per=Per.CONVENANT)) == [
        (
            f'bestandsnaam: in "{bestandsnaam}" staat een veld, maar er is maar één document; '
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
