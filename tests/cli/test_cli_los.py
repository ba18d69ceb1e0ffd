"""Small things of the command line, in this process: the deadline, questions, what is set aside."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click
import pytest

from hulp.uitvoeren import run_program
from hulp.werkmappen import edit, files
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.cli.hoofd import run
from overeenkomstgen.cli.scherm import ask_first, table
from overeenkomstgen.errors import Vraag, VraagError
from overeenkomstgen.velden.kolommen import KOLOMMEN
from overeenkomstgen.velden.velden import VELDEN

pytestmark = pytest.mark.ongemeten

AIM = "om alle overeenkomsten uiterlijk 1 maart 2023 binnen te hebben;"


def set_day(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2023, 2, 1), f"Het streven is {AIM} dat is over 28 dagen."),
        (date(2023, 2, 28), f"Het streven is {AIM} dat is morgen."),
        (date(2023, 3, 1), f"Het streven is {AIM} dat is vandaag."),
        (date(2023, 3, 2), f"Het streven was {AIM} die datum is inmiddels verstreken."),
        (date(2023, 3, 11), f"Het streven was {AIM} die datum is inmiddels verstreken."),
    ],
)
def test_how_far_off_the_day_is(
    werkmap: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    day: date,
    sentence: str,
) -> None:
    set_day(monkeypatch, day)
    assert run(["--werkmap", str(werkmap), "status"]) == ExitCode.OK
    assert capsys.readouterr().out.splitlines()[-1] == sentence


def test_before_anything_is_made(
    werkmap: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    set_day(monkeypatch, date(2023, 2, 1))
    run(["--werkmap", str(werkmap), "status", "--json", "--ontbrekend"])
    found = json.loads(capsys.readouterr().out)
    assert (found["op"], found["getekend"], len(found["gemeenten"])) == ("2023-02-01", 0, 41)
    assert {gemeente["stand"] for gemeente in found["gemeenten"]} == {"niet gemaakt"}


HEADING = (
    "gemeente;cbs_code;stand;open_velden;ondertekend_op;opgezegd_op;laatste_dag;"
    "bedrag;eerste_dag;opvolger;ondertekend_door;medeondertekend_op;medeondertekend_door;"
    "scan;verzonden"
)


def test_a_console_of_windows_gets_utf_8(werkmap: Path) -> None:
    edit(werkmap, "Ede;GM0228;", "Ede\N{LATIN SMALL LETTER S WITH CEDILLA};GM0228;")
    console = {"PYTHONIOENCODING": "cp1252"}
    as_csv = run_program("status", "--csv", cwd=werkmap, environment=console)
    assert (as_csv.code, as_csv.err) == (ExitCode.OK, "")
    assert as_csv.out.splitlines()[0] == f"\N{BYTE ORDER MARK}{HEADING}"
    as_json = run_program("status", "--json", cwd=werkmap, environment=console)
    assert (as_json.code, as_json.err) == (ExitCode.OK, "")
    names = [gemeente["gemeente"] for gemeente in json.loads(as_json.out)["gemeenten"]]
    assert "Ede\N{LATIN SMALL LETTER S WITH CEDILLA}" in names
    assert [line.partition(";")[0] for line in as_csv.out.splitlines()[1:]] == names


@pytest.mark.parametrize("name", ["+Ede", "-Ede", "@Ede"])
def test_a_cell_is_no_formula(
    werkmap: Path, capfdbinary: pytest.CaptureFixture[bytes], name: str
) -> None:
    edit(werkmap, "Ede;GM0228;", f"{name};GM0228;")
    assert run(["--werkmap", str(werkmap), "status", "--csv"]) == ExitCode.OK
    heading, *rows, end = capfdbinary.readouterr().out.split(b"\r\n")
    assert heading == f"\N{BYTE ORDER MARK}{HEADING}".encode()
    assert (len(rows), end) == (41, b"")
    (row,) = [row for row in rows if b";GM0228;" in row]
    assert row.startswith(f"'{name};GM0228;".encode())
    assert run(["--werkmap", str(werkmap), "status", "--json"]) == ExitCode.OK
    found = json.loads(capfdbinary.readouterr().out)["gemeenten"]
    assert name in [gemeente["gemeente"] for gemeente in found]


def test_a_clock_that_is_set_wrongly(
    werkmap: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "abc")
    assert run(["--werkmap", str(werkmap), "status"]) == ExitCode.INPUT
    assert capsys.readouterr() == (
        "",
        (
            "Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd.\n"
            "  SOURCE_DATE_EPOCH: abc is geen aantal seconden sinds 1970; haal deze "
            "omgevingsvariabele weg of geef haar zo'n getal, zoals 1675252800\n"
        ),
    )


def test_a_question_is_answered_with_ja_or_nee(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    asked: list[str] = []

    def answer(question: str, **_: object) -> str:
        asked.append(question)
        return ["ja", "nee"][len(asked) - 1]

    monkeypatch.setattr(click, "prompt", answer)

    def record(confirmed: tuple[Vraag, ...]) -> tuple[Vraag, ...]:
        for vraag in questions:
            if vraag not in confirmed:
                raise VraagError(vraag, "Niet bevestigd.", "Kijk het na.")
        return confirmed

    questions = (Vraag("Klopt dit?"), Vraag("En dit?"))
    with pytest.raises(VraagError, match="Niet bevestigd"):
        ask_first(record, yes=False)
    assert asked == ["Klopt dit?", "En dit?"]
    assert ask_first(record, yes=True) == questions


def test_a_table_on_the_screen() -> None:
    assert table(("naam", "bedrag"), [("Ede", "9,00"), ("Oss", "10,00")], right=(1,)) == (
        "naam  bedrag\n----  ------\nEde     9,00\nOss    10,00"
    )


def test_what_was_changed_by_hand_is_kept_aside(
    werkmap: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(werkmap)
    assert run(["genereer", "Ede", "--alleen-word"]) == ExitCode.OK
    place = "overeenkomsten/samenwerkingsovereenkomst-ede.docx"
    made = files(werkmap / "uitvoer")[place]
    (werkmap / "uitvoer" / place).write_bytes(made + b"gewijzigd")
    capsys.readouterr()
    assert run(["genereer", "Ede", "--alleen-word"]) == ExitCode.OK
    (kept,) = (werkmap / "uitvoer/gewijzigd").iterdir()
    assert capsys.readouterr().out.startswith(
        "Let op: Het Word-bestand van Ede was met de hand gewijzigd. Die versie is bewaard in de "
        f"uitvoer als gewijzigd/{kept.name}; wijzig liever de tabel of het sjabloon.\n"
    )
    assert kept.read_bytes() == made + b"gewijzigd"
    assert files(werkmap / "uitvoer")[place] == made


def test_what_belongs_to_no_municipality_is_named(
    werkmap: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(werkmap)
    run(["genereer", "--alleen-word"])
    edit(werkmap, "Ede;GM0228;", "Eede;GM0228;")
    capsys.readouterr()
    assert run(["genereer", "--alleen-word"]) == ExitCode.OK
    assert (
        "Let op: Deze documenten horen bij geen gemeente in de tabel en zijn blijven staan: "
        "samenwerkingsovereenkomst-ede.docx.\n"
    ) in capsys.readouterr().out


@pytest.mark.parametrize("folder", [".", "sjablonen"])
def test_the_output_does_not_go_where_the_user_works(
    werkmap: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    monkeypatch.chdir(werkmap)
    assert run(["genereer", "Ede", "--uitvoer", folder]) == ExitCode.UNEXPECTED
    assert capsys.readouterr().err == (
        f"Fout: De documenten kunnen niet in {(werkmap / folder).resolve()}: daar staat al wat u "
        "zelf beheert.\nKies een andere map met --uitvoer PAD.\n"
    )


def test_the_columns_of_the_fields_are_columns_of_the_table() -> None:
    assert {veld.kolom for veld in VELDEN if veld.kolom} <= set(KOLOMMEN)
