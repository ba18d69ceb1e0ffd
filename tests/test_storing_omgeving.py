"""Where the program runs: clocks that jump, fonts, languages, names of folders, sizes, company."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hulp.ingreep import read_log
from hulp.lengte import Lengte, sample
from hulp.storing import (
    GEMEENTEN,
    Plek,
    make_scan,
    prepare,
    small_werkmap,
    state,
)
from hulp.uitvoeren import run_program
from hulp.werkmappen import ROOT, VOOR_FACTUREN, fill_in
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.werkmap.registers import read_facturen, read_register
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from hulp.kiemcel import Ended, Run
    from hulp.storing import Proefneming

pytest_plugins = ("hulp.opstelling",)
pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]

BUSY = "Fout: Er is al een run bezig in {}.\nWacht tot die klaar is en probeer het dan opnieuw.\n"


@pytest.fixture(scope="module")
def empty(plek: Plek) -> Path:
    werkmap = small_werkmap(plek.new_folder() / "leeg")
    make_scan(werkmap / "scan.pdf")
    return werkmap


@pytest.fixture(scope="module")
def made(plek: Plek) -> Path:
    """Return a werkmap in which all can sign."""
    werkmap = small_werkmap(plek.new_folder() / "gemaakt", "factuurbrief")
    fill_in(werkmap, *VOOR_FACTUREN)
    plek.run(werkmap, "genereer")
    make_scan(werkmap / "scan.pdf")
    return werkmap


@pytest.fixture(scope="module")
def reference(plek: Plek, empty: Path) -> Proefneming:
    """Return what genereer leaves in a werkmap of an ordinary name, in an ordinary locale."""
    return prepare(plek, empty, "genereer")


@pytest.fixture
def werkmap(plek: Plek, made: Path) -> Path:
    return copied(plek, made)


def copied(plek: Plek, werkmap: Path, name: str = "werkmap") -> Path:
    return Path(shutil.copytree(werkmap, plek.new_folder() / name))


def at(plek: Plek, day: str, werkmap: Path, *arguments: str) -> Ended:
    """Run the program at noon of a day, or by the real clock."""
    environment = plek.environment()
    environment["SOURCE_DATE_EPOCH"] = (
        str((date.fromisoformat(day) - date(1970, 1, 1)).days * 86400 + 43200) if day else ""
    )
    return plek.cel.run(*arguments, cwd=werkmap, environment=environment)


def listed(werkmap: Path) -> str:
    return read_word(werkmap / "uitvoer/bijlage-3.docx").as_text()


@pytest.mark.parametrize(
    "days",
    sample(
        [
            pytest.param(("2030-06-01", "2023-02-01", ""), id="back"),
            pytest.param(("2023-02-01", "2030-06-01", "2023-02-02"), id="to and fro"),
            pytest.param(("", "2023-02-01", "2023-01-31"), id="back from the real clock"),
            pytest.param(
                ("1999-12-31", "2038-01-20", "2023-02-01"), id="from one end to the other"
            ),
        ],
        2,
    ),
)
def test_a_clock_that_jumps_loses_no_line(
    plek: Plek, werkmap: Path, days: tuple[str, str, str]
) -> None:
    """The order of the lines is that in which they were recorded, whatever the clock said."""
    recorded: list[str] = []
    for day, gemeente in zip(days, GEMEENTEN, strict=True):
        ended = at(plek, day, werkmap, "onderteken", gemeente, "--op", "10-01-2023")
        if day == "1999-12-31":  # on that day the paper cannot have been signed yet
            assert ended.code == ExitCode.INPUT
            assert "ligt in de toekomst" in ended.err, ended
        else:
            assert (ended.code, ended.err) == (ExitCode.OK, "")
            recorded.append(gemeente)
        entries = read_register(werkmap / "register.csv")
        assert [entry.gemeente for entry in entries] == recorded
        assert [entry.nummer for entry in entries] == list(range(1, len(recorded) + 1))
    for day in ("", "2023-02-01", "2035-01-01"):
        assert at(plek, day, werkmap, "bijlage3").code == ExitCode.OK
        assert f"{len(recorded)} van 3" in listed(werkmap)
        said = at(plek, day, werkmap, "status")
        assert said.code == ExitCode.OK
        assert f"{len(recorded)} van 3" in said.out


def test_a_line_that_is_dated_later_than_today(plek: Plek, werkmap: Path) -> None:
    """Recorded while the clock was a year ahead; it still counts, and can be corrected."""
    command = ("onderteken", "Deventer", "--op", "01-02-2024")
    assert at(plek, "2024-02-02", werkmap, *command).code == ExitCode.OK
    assert at(plek, "2023-02-01", werkmap, "genereer").code == ExitCode.OK
    assert "1 van 3" in listed(werkmap)
    again = at(plek, "2023-02-01", werkmap, *command)
    assert again.code == ExitCode.INPUT
    assert "Deventer: deze gemeente heeft al getekend, op 1 februari 2024" in again.err
    words = ("corrigeer", "Deventer", "--op", "10-01-2023", "--reden", "de klok liep voor")
    assert at(plek, "2023-02-01", werkmap, *words).code == ExitCode.OK
    assert [e.datum for e in read_register(werkmap / "register.csv")] == [
        date(2024, 2, 1),
        date(2023, 1, 10),
    ]


HIDDEN = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>/usr/share/fonts</dir>
<selectfont><rejectfont><glob>*Carlito*</glob></rejectfont></selectfont>
<cachedir>{}</cachedir>
</fontconfig>
"""


@pytest.fixture
def without_carlito(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which the font of the templates is not there."""
    place = tmp_path / "fonts.conf"
    place.write_text(HIDDEN.format(tmp_path / "fontcache"))
    return {"FONTCONFIG_FILE": str(place)}


def test_a_font_that_is_missing_is_told_by_controleer(
    plek: Plek, empty: Path, without_carlito: dict[str, str]
) -> None:
    ended = plek.cel.run("controleer", cwd=empty, environment=without_carlito)
    assert ended.code == ExitCode.OK
    assert ended.out.startswith(
        'Let op: sjablonen/samenwerkingsovereenkomst.docx, alinea "Samenwerkingsovereenkomst": het '
        "lettertype Calibri is er op deze computer niet; met een ander kunnen regels en bladzijden "
        "anders lopen; installeer het lettertype met: sudo apt-get install "
        "fonts-crosextra-carlito, of kies er een dat er wel is, zoals Arial.\n"
    )


def test_a_font_that_is_missing_is_told_by_genereer(
    plek: Plek, empty: Path, without_carlito: dict[str, str]
) -> None:
    """No document in other letters is issued without a word about it."""
    werkmap = copied(plek, empty)
    environment = {**plek.environment(real=True), **without_carlito}
    ended = plek.cel.run("genereer", "Deventer", cwd=werkmap, environment=environment)
    assert (
        "Let op: sjablonen/samenwerkingsovereenkomst.docx, alinea "
        '"Samenwerkingsovereenkomst": het lettertype Calibri is er op deze computer niet; met een '
        "ander kunnen regels en bladzijden anders lopen; installeer het lettertype met: "
        "sudo apt-get install fonts-crosextra-carlito, of kies er een dat er wel is, zoals Arial.\n"
    ) in ended.out


def compiled_locale(folder: Path, name: str) -> str:
    """Make a locale where the machine has what it takes; its name is set in any case."""
    language = name.partition(".")[0]
    subprocess.run(
        ["localedef", "-i", language, "-f", "UTF-8", folder / name],
        capture_output=True,
        check=False,
    )
    return name


@pytest.mark.parametrize(
    "name", sample(["C", "POSIX", "tr_TR.UTF-8", "nl_NL.UTF-8", "bestaat_niet"], 3)
)
def test_any_language_of_the_machine(reference: Proefneming, tmp_path: Path, name: str) -> None:
    """The Turkish i, a comma in numbers, no locale at all: the documents are the same."""
    if "." in name:
        compiled_locale(tmp_path, name)
    werkmap = reference.copy()
    environment = {**reference.own(), "LC_ALL": name, "LOCPATH": str(tmp_path)}
    ran = run_program("genereer", cwd=werkmap, environment=environment)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    reference.check_finished(werkmap)
    sign = ("onderteken", "DEVENTER", "--op", "10 januari 2023", "--bestand", "scan.pdf", "--ja")
    ran = run_program(*sign, cwd=werkmap, environment=environment)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    (entry,) = read_register(werkmap / "register.csv")
    assert (entry.gemeente, entry.datum) == ("Deventer", date(2023, 1, 10))


NAMES = [
    "met spaties erin",
    "één ü ñ ø ß",
    "'enkele' en \"dubbele\"",
    "komma, punt; en dubbele: punt",
    "100% van %20 en %s",
    "# nummer #1",
    "$HOME `pwd` $(id) & {x} [y] ~ ! *",
    "-streepje vooraan",
    "n\u0303 en \U0001f600",
    "/".join(["een heel lange naam " * 5] * 3),
]
ALL_IN_ONE = (
    "-é ü ø, 'enkele' en \"dubbele\"; 100% van %20 en %s: #1 $HOME `pwd` $(id) & {x} [y] ~ ! * "
    "n\u0303 en \U0001f600"
)
"""What is odd in those names, but for the length."""


@pytest.mark.parametrize("name", NAMES if Lengte.lang else [ALL_IN_ONE, NAMES[-1]])
def test_any_name_of_the_werkmap(
    plek: Plek, empty: Path, reference: Proefneming, name: str
) -> None:
    werkmap = copied(plek, empty, name)
    assert reference.run(werkmap).code == ExitCode.OK
    reference.check_finished(werkmap)
    sign = (
        "onderteken",
        "Deventer",
        "--op",
        "10-01-2023",
        "--bestand",
        str(werkmap / "scan.pdf"),
        "--ja",
    )
    ended = plek.cel.run("--werkmap", werkmap, *sign, cwd=ROOT, environment=plek.environment())
    assert (ended.code, ended.err) == (ExitCode.OK, "")
    assert "1 van 3" in listed(werkmap)
    assert plek.run(werkmap, "overzicht").code == ExitCode.OK


def test_libreoffice_itself_in_a_werkmap_with_all_those_names(plek: Plek, empty: Path) -> None:
    name = "'a' \"b\", 100% #1 é ñ & {x} " + "lang " * 35
    werkmap = copied(plek, empty, name)
    environment = plek.environment(real=True)
    ended = plek.cel.run("genereer", "Deventer", cwd=werkmap, environment=environment)
    assert (ended.code, ended.err) == (ExitCode.OK, "")
    assert sorted(file.suffix for file in (werkmap / "uitvoer/overeenkomsten").iterdir()) == [
        ".docx",
        ".pdf",
    ]


def test_no_row(plek: Plek, empty: Path) -> None:
    werkmap = copied(plek, empty)
    table = werkmap / "gemeenten.csv"
    table.write_bytes(table.read_bytes().splitlines(keepends=True)[0])
    before = state(werkmap)
    for words in (("controleer",), ("genereer",), ("onderteken", "Deventer", "--op", "10-01-2023")):
        ended = plek.cel.run(*words, cwd=werkmap, environment=plek.environment())
        assert (ended.code, ended.out) == (ExitCode.INPUT, "")
        assert "gemeenten.csv" in ended.err
    assert state(werkmap) == before


def test_one_row(plek: Plek) -> None:
    werkmap = small_werkmap(plek.new_folder() / "een", gemeenten=("Zwolle",))
    plek.run(werkmap, "genereer")
    plek.run(werkmap, "onderteken", "Zwolle", "--op", "10-01-2023")
    assert "1 van 1" in listed(werkmap)


def both(plek: Plek, werkmap: Path, point: int, *commands: tuple[str, ...]) -> list[Ended]:
    """Run commands in one werkmap: the first stands still at a change until the others wait."""
    environment = {**plek.environment(), "SOURCE_DATE_EPOCH": "1735732800"}
    logs = [werkmap.with_name(f"wijzigingen-{number}") for number, _ in enumerate(commands)]
    runs: list[Run] = []
    for log, command in zip(logs, commands, strict=True):
        ingreep = (log, 0 if runs else point, "stop")
        runs.append(plek.cel.start(*command, cwd=werkmap, environment=environment, ingreep=ingreep))
        if len(runs) == 1:
            runs[0].wait_until_stopped()
    for run in runs[1:]:
        while not run.has_ended() and not any("slot" in place for *_, place in read_log(run.log)):
            time.sleep(0.005)
    runs[0].send(signal.SIGCONT)
    return [run.wait() for run in runs]


POINTS = sample((1, 12, 30, 60, 90), 2)
"""Changes at which the first of two stands still."""


@pytest.mark.parametrize("point", POINTS)
def test_two_that_record_both_do(plek: Plek, werkmap: Path, point: int) -> None:
    commands = [("onderteken", name, "--op", "10-01-2023") for name in GEMEENTEN]
    for ended in both(plek, werkmap, point, *commands):
        assert (ended.code, ended.err) == (ExitCode.OK, "")
    entries = read_register(werkmap / "register.csv")
    assert sorted(entry.gemeente for entry in entries) == list(GEMEENTEN)
    assert "3 van 3" in listed(werkmap)


@pytest.mark.parametrize("point", POINTS)
def test_of_two_that_record_the_same_one_does(plek: Plek, werkmap: Path, point: int) -> None:
    ended = both(plek, werkmap, point, *[("onderteken", "Deventer", "--op", "10-01-2023")] * 2)
    assert sorted(run.code for run in ended) == [ExitCode.OK, ExitCode.INPUT]
    assert len(read_register(werkmap / "register.csv")) == 1
    assert "1 van 3" in listed(werkmap)


@pytest.mark.parametrize("words", [("genereer",), ("facturen", "2025")])
def test_of_two_that_make_documents_one_does(
    plek: Plek, werkmap: Path, words: tuple[str, ...]
) -> None:
    plek.run(werkmap, "onderteken", *GEMEENTEN, "--op", "10-01-2023")
    proef = prepare(plek, werkmap, *words, environment={"SOURCE_DATE_EPOCH": "1735732800"})
    copy = proef.copy()
    first, second = both(plek, copy, 10, words, words)
    assert (first.code, first.err) == (ExitCode.OK, "")
    assert (second.code, second.out, second.err) == (ExitCode.BUSY, "", BUSY.format(copy))
    assert len(read_facturen(copy / "facturen.csv")) == (3 if words[0] == "facturen" else 0)
    proef.check_finished(copy)


def test_one_that_makes_and_one_that_records(plek: Plek, werkmap: Path) -> None:
    """The one that records waits."""
    sign = ("onderteken", "Deventer", "--op", "10-01-2023")
    for ended in both(plek, werkmap, 10, ("genereer",), sign):
        assert (ended.code, ended.err) == (ExitCode.OK, "")
    assert len(read_register(werkmap / "register.csv")) == 1
    assert plek.run(werkmap, "genereer").code == ExitCode.OK
    assert "1 van 3" in listed(werkmap)
