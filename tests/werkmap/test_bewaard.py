"""Werkmappen that earlier versions left can be read for ever, also when columns are added.

``bewaard/`` holds them as they were left; nothing there is ever changed. They are given to the
program of today, and to that of tomorrow: this very program, with a column added to each record.
"""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import overeenkomstgen
from hulp.uitvoeren import Ran, call_program, run_program
from hulp.werkmappen import ROOT, files, fill_in
from hulp.wordbouw import pack, read_parts
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.werkmap.geheugen import NAME as GEHEUGEN

pytestmark = [pytest.mark.ongemeten, pytest.mark.usefixtures("onthoudt")]

KEPT = sorted((ROOT / "tests/bewaard").glob("werkmap-*"))
DAY = {"SOURCE_DATE_EPOCH": "1709294400"}  # 1 March 2024, 12:00 UTC
COPIES = ("ondertekend/register.csv.kopie", "facturen/facturen.csv.kopie")
MADE = {".docx", ".pdf", ".xlsx"}
FINGERPRINTS = """
from overeenkomstgen.office.installatie import find_libreoffice
how = find_libreoffice().maakwijze
print(how.word, how.pdf)
"""

today = partial(call_program, environment=DAY)


@pytest.fixture(params=KEPT, ids=lambda place: place.name)
def werkmap(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copytree(request.param, tmp_path / "werkmap"))


@pytest.fixture(scope="module")
def morgen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the program is that knows a column more of each record."""
    own = Path(overeenkomstgen.__file__).parent
    copy = tmp_path_factory.mktemp("morgen") / own.name
    shutil.copytree(own, copy, ignore=shutil.ignore_patterns("*.pyc.*"))
    for record in ("register.Melding", "factuur.Factuur", "verantwoording.Regel"):
        add_column(copy, *record.split("."))
    return copy.parent


def add_column(program: Path, module: str, record: str) -> None:
    """Add a column to a record, below the others."""
    found = program.rglob(f"{module}.py")
    (place,) = (file for file in found if f"\nclass {record}:" in file.read_text("utf-8"))
    lines = place.read_text("utf-8").splitlines()
    classes = (n for n in ast.parse("\n".join(lines)).body if isinstance(n, ast.ClassDef))
    body = next(node.body for node in classes if node.name == record)
    last = max(node.end_lineno or 0 for node in body if isinstance(node, ast.AnnAssign))
    lines.insert(last, '    kleur: str = ""')
    place.write_text("\n".join(lines), "utf-8")


def documents(werkmap: Path) -> dict[str, bytes]:
    """Return what was made or is kept for ever."""
    return {name: data for name, data in files(werkmap).items() if Path(name).suffix in MADE}


def done(ran: Ran) -> str:
    """Return what was said, with plain spaces; nothing was wrong."""
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    return ran.out.replace("\N{NO-BREAK SPACE}", " ")


def test_there_is_something_kept() -> None:
    assert [place.name for place in KEPT] == ["werkmap-1"]


def standing(werkmap: Path, run: Callable[..., Ran]) -> list[tuple[str, str, str]]:
    found = json.loads(done(run("status", "--json", cwd=werkmap)))["gemeenten"]
    return [(each["gemeente"], each["stand"], each["ondertekend_op"]) for each in found]


def test_today_reads_it_all_and_changes_nothing(werkmap: Path) -> None:
    before = files(werkmap)
    assert standing(werkmap, today) == [
        ("Almelo", "opgezegd", "2023-01-31"),
        ("Deventer", "ondertekend", "2023-02-01"),
        ("Zwolle", "gemaakt", ""),
    ]
    assert "reservekopie" not in done(today("controleer", cwd=werkmap))
    assert files(werkmap) == before


def test_tomorrow_reads_it_all_and_makes_nothing_again(werkmap: Path, morgen: Path) -> None:
    """Then tomorrow's program adds to it, and today's sees that it is not for it."""
    tomorrow = partial(run_program, environment={**DAY, "PYTHONPATH": str(morgen)})
    kept = files(werkmap)
    done(today("genereer", cwd=werkmap))  # how that was made, is remembered of this machine
    assert "nieuw: 0" in done(today("facturen", "2024", cwd=werkmap))  # the workbook, as of today
    before = documents(werkmap)
    assert {name: data for name, data in before.items() if not name.startswith("uitvoer/")} == {
        name: data
        for name, data in kept.items()
        if Path(name).suffix in MADE and not name.startswith("uitvoer/")
    }
    take_for_its_own(werkmap / "uitvoer" / GEHEUGEN, morgen)
    assert standing(werkmap, tomorrow) == standing(werkmap, today)
    assert "Er is niets opnieuw gemaakt" in done(tomorrow("genereer", cwd=werkmap))
    assert "nieuw: 0" in done(tomorrow("facturen", "2024", cwd=werkmap))
    assert documents(werkmap) == before
    assert {name: files(werkmap)[name] for name in ("register.csv", "facturen.csv")} == {
        name: kept[name] for name in ("register.csv", "facturen.csv")
    }

    done(tomorrow("onderteken", "Zwolle", "--op", "2024-02-28", cwd=werkmap))
    fill_in(werkmap, "postcode", "kvk_nummer", "btw_nummer", "iban")
    told = done(tomorrow("facturen", "2024", "Zwolle", cwd=werkmap))
    assert "P31-2024-GM0193  Zwolle" in told
    assert told.startswith("Let op: De wet vraagt factuurnummers die doorlopen")
    now = files(werkmap)
    for name, rows in (("register.csv", 2), ("facturen.csv", 2)):
        assert now[name].startswith(kept[name])
        assert now[name].count(b"\r\n") == kept[name].count(b"\r\n") + rows
        assert b";kleur;vorige;controle\r\n" in now[name]
    assert json.loads(now[".ketting.json"])["rijen"] == {"register.csv": 5, "facturen.csv": 3}
    assert not [name for name in now if name.endswith(".lengte")]
    assert ("Zwolle", "ondertekend", "2024-02-28") in standing(werkmap, tomorrow)

    for arguments in (("status",), ("genereer",), ("facturen", "2024"), ("bijlage3",)):
        refused(werkmap, "register.csv", *arguments)
    for name in ("register.csv", "facturen.csv", ".ketting.json", *COPIES):
        (werkmap / name).unlink()
    for name in (".register.csv.lengte", ".facturen.csv.lengte", "register.csv", "facturen.csv"):
        (werkmap / name).write_bytes(kept[name])
    for place in (werkmap / "ondertekend/uitgegeven").glob("GM0193-*"):
        place.unlink()
    for place in (werkmap / "facturen").glob("*-GM0193-*"):
        place.unlink()
    own = " Hebt u de kolom er zelf bij gezet, haal haar dan weg."
    refused(werkmap, "verantwoording.csv", "genereer", "--alles", advice=own)
    shutil.copytree(werkmap / "uitvoer", werkmap / "elders")
    (werkmap / "uitvoer/verantwoording.csv").write_bytes(kept["uitvoer/verantwoording.csv"])
    for arguments in (("genereer",), ("facturen", "2024")):
        refused(werkmap, "verantwoording.csv", *arguments, "--uitvoer", "elders", advice=own)


def test_what_was_signed_says_the_same_where_lines_may_end_elsewhere(werkmap: Path) -> None:
    """These were made when a line could end within a date or after initials."""
    place = werkmap / "sjablonen/samenwerkingsovereenkomst.docx"
    place.write_bytes(pack(read_parts(place.read_bytes())))  # the same text: another file
    (werkmap / "uitvoer/overeenkomsten/samenwerkingsovereenkomst-deventer.docx").unlink()
    told = done(today("genereer", "Deventer", "Almelo", "--alleen-word", cwd=werkmap))
    assert told == (
        "Er is niets gemaakt.\n\nOndertekend, ongewijzigd gelaten: 2\n    Almelo, Deventer\n"
    )


def take_for_its_own(geheugen: Path, program: Path) -> None:
    """Let a program take what another made for its own: nothing but columns is different."""
    found = subprocess.run(
        [sys.executable, "-c", FINGERPRINTS],
        env={**os.environ, "PYTHONPATH": str(program)},
        capture_output=True,
        text=True,
        check=True,
    )
    word, pdf = found.stdout.split()
    lines = [json.loads(line) for line in geheugen.read_text("utf-8").splitlines()]
    made = [
        [kind, place, word, " ".join([pdf, *then[-1].split()[1:]])]  # with the code on its pages
        for kind, place, *then in lines
        if kind == "gemaakt"
    ]
    assert made
    geheugen.write_text("\n".join(map(json.dumps, made)), "utf-8")


def refused(werkmap: Path, name: str, *arguments: str, advice: str = "") -> None:
    """See that today's program says that a file is newer than it knows, and changes nothing."""
    before = files(werkmap)
    ran = today(*arguments, cwd=werkmap)
    assert (ran.code, ran.out) == (ExitCode.INPUT, "")
    assert ran.err == (
        f"Fout: {name} is geschreven door een nieuwere versie van dit programma, met meer "
        "kolommen: kleur. Er is niets gewijzigd.\n"
        f"Gebruik de nieuwste versie van het programma.{advice}\n"
    )
    assert files(werkmap) == before


def test_git_never_takes_what_is_kept_in_the_root_and_takes_it_anywhere_else(
    tmp_path: Path,
) -> None:
    shutil.copy(ROOT / ".gitignore", tmp_path)
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    werkmap = overeenkomstgen.Werkmap(Path())
    given = {werkmap.sjablonen, werkmap.bijlagen}
    kept = [werkmap.register, werkmap.factuurregister, werkmap.zendingregister]
    kept += [folder / "scan.pdf" for folder in werkmap.mappen if folder not in given]
    names = [*map(str, kept), ".ketting.json", ".register.csv.lengte"]
    elsewhere = [f"tests/bewaard/werkmap-1/{name}" for name in names]
    ignored = subprocess.run(
        ["git", "check-ignore", "--no-index", *names, *elsewhere],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ignored.stdout.splitlines() == names
