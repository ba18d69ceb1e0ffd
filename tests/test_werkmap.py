"""The werkmap: found, read, and every fault of it reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from overeenkomstgen.errors import InputError
from overeenkomstgen.werkmap import (
    Werkmap,
    WerkmapError,
    find_werkmap,
    read_gemeenten,
    read_periode,
)
from values import periode


def test_the_nearest_folder_upward_is_the_werkmap(werkmap: Path) -> None:
    deep = werkmap / "uitvoer" / "overeenkomsten"
    deep.mkdir(parents=True)
    assert find_werkmap(None, deep) == Werkmap(werkmap)
    assert find_werkmap(werkmap, Path("/")) == Werkmap(werkmap)


def test_no_werkmap(tmp_path: Path) -> None:
    with pytest.raises(WerkmapError) as caught:
        find_werkmap(None, tmp_path)
    assert str(caught.value) == (
        f"Er is geen werkmap: convenant.toml staat niet in {tmp_path} of een map daarboven.\n"
        "Ga naar de map van de convenantperiode, of wijs hem aan met --werkmap PAD."
    )
    with pytest.raises(WerkmapError) as caught:
        find_werkmap(tmp_path, Path("/"))
    assert str(caught.value) == (
        f"Er is geen werkmap: convenant.toml staat niet in {tmp_path}.\n"
        "Ga naar de map van de convenantperiode, of wijs hem aan met --werkmap PAD."
    )
    assert caught.value.exit_code == InputError.exit_code


def test_the_period_of_the_project() -> None:
    found = periode()
    assert found.convenant.periode == "2023 t/m 2027"
    assert found.convenant.leden == 41
    assert str(found.bijdrage.tarief) == "0.15"
    assert next(iter(found.documentsoort)) == "samenwerkingsovereenkomst"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            b"a = 1 b = 2",
            (
                "convenant.toml, regel 1, teken 7: hier staat iets dat geen instelling is; "
                "vergelijk de regel met de andere regels"
            ),
        ),
        (
            b"[a]\n[a]\n",
            (
                "convenant.toml, regel 2, teken 3: een sleutel of tabel staat er twee keer; "
                "vergelijk de regel met de andere regels"
            ),
        ),
        (
            b"a =",
            (
                "convenant.toml, aan het einde: hier staat iets dat geen instelling is; "
                "vergelijk de regel met de andere regels"
            ),
        ),
        (
            b"naam = 'K\xf6nig'",
            "convenant.toml: het bestand is geen UTF-8; bewaar het opnieuw als UTF-8",
        ),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, text: bytes, message: str) -> None:
    (tmp_path / "convenant.toml").write_bytes(text)
    found, faults = read_periode(Werkmap(tmp_path))
    assert found is None
    assert [str(fault) for fault in faults] == [message]


def test_no_file(tmp_path: Path) -> None:
    assert [str(fault) for fault in read_periode(Werkmap(tmp_path))[1]] == [
        (
            "convenant.toml: het bestand is niet te lezen (het bestaat niet); "
            "kijk of het bestaat en van u gelezen mag worden"
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "tarief = 0.15",
            "tarief = -0.15",
            (
                "convenant.toml, [bijdrage], sleutel tarief: -0.15 is geen tarief; "
                "vul een bedrag boven nul in"
            ),
        ),
        (
            "einde = 2027-12-31",
            "einde = 2022-12-31",
            (
                "convenant.toml, [convenant], sleutel einde: het einde ligt niet na de ingang; "
                "verbeter een van beide datums"
            ),
        ),
        (
            "leden = 41",
            "leden = 0",
            (
                "convenant.toml, [convenant], sleutel leden: 0 is geen aantal leden; "
                "vul het aantal leden in"
            ),
        ),
        (
            'bestandsnaam = "samenwerkingsovereenkomst-{gemeente}"',
            'bestandsnaam = "samenwerkingsovereenkomst"',
            (
                "convenant.toml, [documentsoort.samenwerkingsovereenkomst], sleutel bestandsnaam: "
                'in "samenwerkingsovereenkomst" staat niet precies het veld {gemeente}; '
                'schrijf bijvoorbeeld "overeenkomst-{gemeente}"'
            ),
        ),
        (
            "paginas = [2, 3]",
            "paginas = [3, 2]",
            (
                "convenant.toml, [documentsoort.samenwerkingsovereenkomst], sleutel paginas: "
                "3 tot 2 bladzijden kan niet; schrijf bijvoorbeeld [2, 3]"
            ),
        ),
    ],
)
def test_values_that_cannot_be(werkmap: Path, old: str, new: str, message: str) -> None:
    file = werkmap / "convenant.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    assert [str(fault) for fault in read_periode(Werkmap(werkmap))[1]] == [message]


def test_two_tables_are_one_too_many(werkmap: Path) -> None:
    (werkmap / "gemeenten.xlsx").touch()
    assert [str(fault) for fault in read_gemeenten(Werkmap(werkmap))[1]] == [
        (
            "gemeenten.csv en gemeenten.xlsx: er zijn twee tabellen met gemeenten; "
            "laat er een in de werkmap"
        )
    ]
