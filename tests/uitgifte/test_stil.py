"""What is signed is quiet: of 41 agreements is told what matters, and no more."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hulp.uitvoeren import call_program
from hulp.werkmappen import add_columns, copy_werkmap, edit, files
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.word.tekst import read_word

pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]

MARCH_2023 = {"SOURCE_DATE_EPOCH": "1678446000"}  # 10 March 2023
SIGNED = "\nOndertekend, ongewijzigd gelaten: 41\n"
Rij = dict[str, str]


def run(werkmap: Path, *arguments: str) -> str:
    """Run the program on 10 March 2023; return what it says, with plain spaces."""
    ran = call_program(*arguments, cwd=werkmap, environment=MARCH_2023)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    return ran.out.replace("\N{NO-BREAK SPACE}", " ")


def change(werkmap: Path, of_row: Callable[[int, Rij], Rij]) -> None:
    """Change cells of the table: what a row, by its place and its cells, is to have."""
    table = werkmap / "gemeenten.csv"
    rows = [*csv.DictReader(io.StringIO(table.read_text("utf-8-sig")), delimiter=";")]
    made = io.StringIO()
    write = csv.DictWriter(made, [*rows[0]], delimiter=";")
    write.writeheader()
    write.writerows(row | of_row(at, row) for at, row in enumerate(rows))
    table.write_text(made.getvalue(), "utf-8")


@pytest.fixture(scope="module")
def all_signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a werkmap in which all 41 signed on 15 February; of 40 the decision was not known."""
    werkmap = copy_werkmap(tmp_path_factory.mktemp("stil") / "werkmap")
    run(werkmap, "genereer")
    _, *rows = (werkmap / "gemeenten.csv").read_text("utf-8-sig").splitlines()
    names = [row.partition(";")[0] for row in rows]
    run(werkmap, "onderteken", *names, "--op", "2023-02-15")
    return werkmap


@pytest.fixture
def werkmap(all_signed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(all_signed, tmp_path / "werkmap"))


def differs(werkmap: Path) -> list[str]:
    """Return what a run says that differs from what was signed, a line each; it makes nothing."""
    before = files(werkmap / "uitvoer/overeenkomsten")
    said = run(werkmap, "genereer")
    assert files(werkmap / "uitvoer/overeenkomsten") == before
    _, _, after = said.partition(SIGNED)
    return [line.removeprefix("  ") for line in after.splitlines() if line.startswith("  ")]


def test_dates_that_are_filled_in_afterwards_are_no_difference(werkmap: Path) -> None:
    """Acceptance: of 41 and 35 dates, the one that contradicts the paper stands alone, by name."""

    def decided(at: int, row: Rij) -> Rij:
        if row["gemeente"] == "Zwolle":
            return {"collegebesluit": "01-03-2023"}
        return {"collegebesluit": "24-01-2023"} if at < 35 and not row["collegebesluit"] else {}

    change(werkmap, decided)
    zwolle = (
        "Zwolle: het collegebesluit is volgens de tabel van 1 maart 2023, en getekend is op "
        "15 februari 2023."
    )
    assert differs(werkmap) == [zwolle]
    assert f"Let op: {zwolle}\n" in run(werkmap, "status")


def test_of_a_person_that_is_another_in_all_is_one_line(werkmap: Path) -> None:
    """A director in convenant.toml, and a new mayor in two, and in many."""
    assert differs(werkmap) == []
    edit(werkmap, '"V. Everhardt"', '"A. de Nieuwe"', "convenant.toml")
    (told,) = differs(werkmap)
    assert told == (
        '41 gemeenten, zoals Alkmaar: In het getekende exemplaar staat "directeur-bestuurder, de '
        'heer V. Everhardt, hierna te noemen:", in een nieuw exemplaar staat "directeur-'
        'bestuurder, de heer A. de Nieuwe, hierna te noemen:".'
    )

    def elected(_: int, row: Rij) -> Rij:
        new = {"aanhef": "mevrouw", "ondertekenaar": "B. Burger", "functie": "burgemeester"}
        return new if row["gemeente"] in {"Ede", "Oss"} else {}

    change(werkmap, elected)
    said = differs(werkmap)
    assert [line.partition(":")[0] for line in said] == [
        "41 gemeenten, zoals Alkmaar",
        "Ede",
        "Oss",
    ]
    change(werkmap, lambda _, row: {"ondertekenaar": f"B. Burger-{row['cbs_code']}"})
    assert [line.partition(":")[0] for line in differs(werkmap)] == [
        "41 gemeenten, zoals Alkmaar",
        "41 gemeenten, zoals Alkmaar",
    ]


def test_what_was_signed_for_holds(werkmap: Path) -> None:
    """Inhabitants, a decision that was printed, the tariff, the first day: both commands say so."""
    other = {"inwoners": "101447", "collegebesluit": "11-01-2023"}
    change(werkmap, lambda _, row: other if row["gemeente"] == "Deventer" else {})
    besluit = "Deventer: getekend is met een collegebesluit van 10-01-2023; in de tabel staat "
    told = [
        f"{besluit}11-01-2023.",
        "Deventer: getekend is voor 101.446 inwoners; in de tabel staan er 101.447.",
    ]
    assert sorted(differs(werkmap)) == told
    edit(werkmap, "tarief = 0.15", "tarief = 0.16", "convenant.toml")
    add_columns(werkmap, {"toetreding": {"Oss": "01-07-2024"}})
    edit(werkmap, "leden = 41", "leden = 40", "convenant.toml")
    tarief = "41 gemeenten, zoals Alkmaar: getekend is voor € 0,15 per inwoner; in convenant.toml"
    ingang = "Oss: de getekende overeenkomst gaat in op 01-03-2023, en volgens de tabel op "
    told += [f"{tarief} staat € 0,16.", f"{ingang}01-07-2024; facturen volgen de tabel."]
    assert {*told} <= {*differs(werkmap)}
    said = [line for line in run(werkmap, "status").splitlines() if line.startswith("Let op: ")]
    assert sorted(said) == sorted(f"Let op: {line}" for line in told)


def successor(werkmap: Path, vanaf: str) -> None:
    """Let somebody else represent the foundation from a day on."""
    with (werkmap / "convenant.toml").open("a", encoding="utf-8") as settings:
        settings.write(
            f"""
[[stichting.opvolgers]]
vanaf = {vanaf}
aanhef = "mevrouw"
naam = "A. Opvolger"
functie = "directeur-bestuurder"
"""
        )


def test_who_came_into_office_after_the_signatures_is_no_difference(werkmap: Path) -> None:
    successor(werkmap, "2023-03-01")
    assert differs(werkmap) == []
    run(werkmap, "genereer", "--soort", "ontvangstbevestiging", "Ede")
    letter = read_word(werkmap / "uitvoer/ontvangstbevestigingen/ontvangstbevestiging-ede.docx")
    assert "A. Opvolger" in letter.as_text().replace("\N{NO-BREAK SPACE}", " ")
    assert "Everhardt" not in letter.as_text()
    run(werkmap, "onderteken", "Ede", "--namens", "stichting", "--op", "2023-02-20")
    run(werkmap, "onderteken", "Oss", "--namens", "stichting", "--op", "2023-03-02")
    said = run(werkmap, "status", "Ede", "Oss")
    assert ("V. Everhardt" in said, "A. Opvolger" in said) == (True, True)


def test_who_held_the_office_then_counts_for_what_is_signed(werkmap: Path) -> None:
    successor(werkmap, "2023-02-10")
    assert len(differs(werkmap)) == 1
    successor(werkmap, "2023-02-10")
    ran = call_program("status", cwd=werkmap, environment=MARCH_2023)
    assert ran.code == ExitCode.INPUT
    assert (
        "convenant.toml, [stichting], sleutel opvolgers: A. Opvolger volgt A. Opvolger op, en is "
        "er niet later gekomen; zet wie later kwam eronder, en kijk de dagen na"
    ) in ran.err
