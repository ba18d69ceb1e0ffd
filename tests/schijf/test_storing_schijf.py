"""Disks and folders that fail: full at every stage, read only, gone, or held by another."""

from __future__ import annotations

import csv
import os
import random
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hulp.cbsserver import cbs_server
from hulp.schijf import fill, make_read_only, small_disk
from hulp.storing import (
    ZAAD,
    Plek,
    make_scan,
    open_plek,
    prepare,
    small_werkmap,
    state,
    wait_until_gone,
)
from hulp.werkmappen import ROOT, edit
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.werkmap.registerbestand import read_register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hulp.kiemcel import Ended
    from hulp.storing import Proefneming

pytestmark = pytest.mark.ongemeten

LATER = {"SOURCE_DATE_EPOCH": "1735732800"}  # 1 January 2025
ROOM = (0, 4, 12, 28, 60, 124, 252, 508, 2044)  # KiB


BUSY = "Fout: Er is al een run bezig in {}.\nWacht tot die klaar is en probeer het dan opnieuw.\n"


@pytest.fixture(scope="module")
def plek() -> Iterator[Plek]:
    with open_plek() as place:
        yield place


@pytest.fixture(scope="module")
def cbs() -> Iterator[dict[str, str]]:
    """Run a CBS; give the environment in which it is found."""
    with (ROOT / "gemeenten.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    with cbs_server(
        figures={(row["cbs_code"], "2022JJ00"): int(row["inwoners"]) for row in rows},
        names={row["cbs_code"]: row["gemeente"] for row in rows},
    ) as server:
        yield {"OVEREENKOMSTGEN_CBS": server.address}


COMMANDS = {
    "genereer": ("genereer",),
    "word": ("genereer", "--alleen-word"),
    "bijlage3": ("bijlage3",),
    "onderteken": ("onderteken", "Deventer", "--op", "10-01-2023", "--bestand", "scan.pdf"),
    "zeg-op": ("zeg-op", "Zwolle", "--op", "15-12-2024"),
    "facturen": ("facturen", "2025"),
    "verzend": ("verzend",),
    "inwoners": ("inwoners", "--schrijf"),
    "afleiden": (
        *("sjabloon", "afleiden", "--gemeente", "Deventer"),
        "uitvoer/overeenkomsten/samenwerkingsovereenkomst-deventer.docx",
    ),
}
command = pytest.mark.parametrize("name", list(COMMANDS))


@pytest.fixture(scope="module")
def proeven(plek: Plek, cbs: dict[str, str]) -> dict[str, Proefneming]:
    """Return each command in a werkmap that it can do its work in."""
    base = small_werkmap(plek.new_folder() / "gemaakt", "factuurbrief", "aanbiedingsbrief")
    plek.run(base, "genereer")
    plek.run(base, "genereer", "--soort", "aanbiedingsbrief")
    make_scan(base / "scan.pdf")
    changed, signed, fewer = (
        Path(shutil.copytree(base, plek.new_folder() / name))
        for name in ("gewijzigd", "getekend", "anders")
    )
    for old, new in (("73155", "73156"), ("101446", "101447"), ("130668", "130669")):
        edit(changed, old, new)
    edit(fewer, "73155", "73000")
    plek.run(signed, "onderteken", "Almelo", "Zwolle", "--op", "10-01-2023")
    begin = {"genereer": changed, "word": changed, "inwoners": fewer}
    begin |= dict.fromkeys(("zeg-op", "facturen"), signed)
    return {
        name: prepare(
            plek,
            begin.get(name, base),
            *words,
            environment=cbs | (LATER if begin.get(name) == signed else {}),
            runs=2 if name in {"genereer", "onderteken"} else 1,
        )
        for name, words in COMMANDS.items()
    }


def told(ended: Ended) -> str:
    """Return what a run said, having seen that it is no complaint of Python's."""
    said = ended.out + ended.err
    assert "Traceback" not in said, said
    assert "niet had mogen gebeuren" not in said, said
    return said


@contextmanager
def disk_with_room(proef: Proefneming, room: int) -> Iterator[Path]:
    """Copy the werkmap to a disk with so many KiB left."""
    with small_disk(proef.plek.new_folder() / "schijf", "8m") as disk:
        werkmap = proef.copy(disk)
        fill(disk)
        with (disk / "vulling").open("r+b") as file:
            file.truncate(file.seek(0, os.SEEK_END) - room * 1024)
        yield werkmap


@command
def test_a_disk_that_is_full_at_each_stage(proeven: dict[str, Proefneming], name: str) -> None:
    """With ever more room the command comes further; it tells, and nothing half is left."""
    proef, codes = proeven[name], []
    for room in ROOM:
        with disk_with_room(proef, room) as werkmap:
            ended = proef.run(werkmap)
            said = told(ended)
            codes.append(ended.code)
            proef.check_whole(werkmap)
            (werkmap.parent / "vulling").unlink()
            if said.count("schijf is vol") == 0:
                assert ended.code == ExitCode.OK, ended
                proef.check_finished(werkmap)
            else:
                proef.finish(werkmap)
        if ended.code == ExitCode.OK and "schijf is vol" not in said:
            break
    assert codes[0] != ExitCode.OK
    assert codes[-1] == ExitCode.OK
    assert len(codes) > 2


@pytest.mark.parametrize("name", ["genereer", "onderteken", "inwoners"])
def test_a_full_disk_for_temporary_files(proeven: dict[str, Proefneming], name: str) -> None:
    proef, codes = proeven[name], []
    for room in ROOM[::2]:
        with small_disk(proef.plek.new_folder() / "tijdelijk", "4m") as disk:
            fill(disk)
            with (disk / "vulling").open("r+b") as file:
                file.truncate(file.seek(0, os.SEEK_END) - room * 1024)
            werkmap = proef.copy()
            environment = {**proef.environment, "TMPDIR": str(disk)}
            ended = proef.plek.cel.run(*proef.arguments, cwd=werkmap, environment=environment)
            said = told(ended)
            codes.append(ended.code)
            proef.check_whole(werkmap)
            if ended.code == ExitCode.OK:
                proef.check_finished(werkmap)
            else:
                assert said
                proef.finish(werkmap)
            wait_until_gone(disk)
            assert [file.name for file in disk.iterdir()] == ["vulling"]
    assert codes[0] == ExitCode.OK  # Python finds another folder where it can write nothing
    assert codes[-1] == ExitCode.OK


@command
def test_a_disk_that_is_read_only(proeven: dict[str, Proefneming], name: str) -> None:
    proef = proeven[name]
    with small_disk(proef.plek.new_folder() / "schijf", "8m") as disk:
        werkmap = proef.copy(disk)
        make_read_only(disk)
        ended = proef.run(werkmap)
        assert ended.code not in {ExitCode.OK, ExitCode.INPUT}
        assert "alleen te lezen" in told(ended)
        assert state(werkmap) == proef.before
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        proef.finish(werkmap)


@contextmanager
def immutable(place: Path) -> Iterator[None]:
    """Let nobody change, rename or remove a file or a folder, as Windows does when it is open."""
    made = subprocess.run(["chattr", "+i", place], capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"a file that cannot be changed needs root: {made.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", place], check=True)


HELD = [
    ("genereer", "uitvoer/overeenkomsten/samenwerkingsovereenkomst-deventer.docx"),
    ("genereer", "uitvoer/overeenkomsten/samenwerkingsovereenkomst-deventer.pdf"),
    ("genereer", "uitvoer/overeenkomsten"),
    ("genereer", "uitvoer"),
    ("word", "uitvoer/overeenkomsten/samenwerkingsovereenkomst-deventer.pdf"),
    ("bijlage3", "uitvoer"),
    ("onderteken", "uitvoer"),
    ("onderteken", "."),
    ("zeg-op", "register.csv"),
    ("zeg-op", "."),
    ("facturen", "."),
    ("verzend", "uitvoer"),
    ("inwoners", "gemeenten.csv"),
    ("inwoners", "."),
    ("afleiden", "sjablonen"),
]


@pytest.mark.parametrize(("name", "place"), HELD)
def test_what_another_program_holds(proeven: dict[str, Proefneming], name: str, place: str) -> None:
    proef = proeven[name]
    werkmap = proef.copy()
    with immutable(werkmap / place):
        ended = proef.run(werkmap)
        assert "geen toegang" in told(ended), ended
        proef.check_whole(werkmap)
    proef.finish(werkmap)


def test_an_account_that_another_program_holds(proeven: dict[str, Proefneming]) -> None:
    """The documents are there; the program says that it cannot know them again next time."""
    proef = proeven["genereer"]
    werkmap = proef.copy()
    with immutable(werkmap / "uitvoer/verantwoording.csv"):
        ended = proef.run(werkmap)
    assert ended.code == ExitCode.OK
    assert "De verantwoording is niet bijgewerkt." in told(ended)
    proef.check_whole(werkmap)
    assert proef.run(werkmap).code == ExitCode.OK
    shutil.rmtree(werkmap / "uitvoer/gewijzigd", ignore_errors=True)
    proef.check_finished(werkmap)


@command
def test_files_that_are_open_for_reading_do_no_harm(
    proeven: dict[str, Proefneming], name: str
) -> None:
    proef = proeven[name]
    werkmap = proef.copy()
    opened = [file.open("r+b") for file in werkmap.rglob("*") if file.is_file()]
    ended = proef.run(werkmap)
    for file in opened:
        file.close()
    assert ended.code == ExitCode.OK
    proef.check_finished(werkmap)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("genereer", "uitvoer/overeenkomsten/samenwerkingsovereenkomst-deventer.docx"),
        ("genereer", "uitvoer/overeenkomsten/samenwerkingsovereenkomst-deventer.pdf"),
        ("genereer", "uitvoer/verantwoording.csv"),
        ("bijlage3", "uitvoer/bijlage-3.pdf"),
        ("onderteken", "register.csv"),
        ("onderteken", "ondertekend"),
        ("facturen", "facturen.csv"),
        ("facturen", "facturen"),
        ("verzend", "uitvoer/verzenden"),
        ("inwoners", "kopie"),
    ],
)
def test_something_else_in_the_place(
    proeven: dict[str, Proefneming], name: str, place: str
) -> None:
    """There is a folder where a file is to come, or a file where a folder is to come."""
    proef = proeven[name]
    werkmap = proef.copy()
    there, aside = werkmap / place, werkmap.parent / "opzij"
    if there.exists():
        there.rename(aside)
    if there.suffix:
        (there / "bezet").mkdir(parents=True)
    else:
        there.write_text("geen map")
    ended = proef.run(werkmap)
    said = told(ended)
    assert ended.code != ExitCode.OK or "niet bijgewerkt" in said
    assert str(place) in said or there.name in said
    if there.suffix:
        shutil.rmtree(there)
    else:
        there.unlink()
    if aside.exists():
        aside.rename(there)
    proef.check_whole(werkmap)
    proef.finish(werkmap)


def remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("what", ["uitvoer", "uitvoer/.bezig-*", "ondertekend", "sjablonen", "."])
@pytest.mark.parametrize("name", ["genereer", "onderteken"])
def test_a_folder_that_vanishes_during_the_run(
    proeven: dict[str, Proefneming], name: str, what: str
) -> None:
    """It is removed, or, where that would take away what the user made, renamed for a while."""
    proef = proeven[name]
    moments = random.Random(f"{ZAAD} {name} {what}")  # noqa: S311 - the same moments each time
    for attempt in range(3):
        delay = moments.uniform(0, proef.length)
        print(f"{what}: zaad {ZAAD}, poging {attempt}, {delay:.4f} s")  # noqa: T201 - shown on failure
        werkmap = proef.copy()
        run = proef.plek.cel.start(*proef.arguments, cwd=werkmap, environment=proef.own())
        time.sleep(delay)
        elsewhere = werkmap.with_name("elders")
        found = list(werkmap.glob(what)) if what != "." else [werkmap]
        for folder in found:
            if what.startswith("uitvoer"):
                remove(folder)
            else:
                folder.rename(elsewhere)
        ended = run.wait()
        told(ended)
        if elsewhere.exists():
            put_back(elsewhere, werkmap if what == "." else werkmap / what)
        entries = read_register(werkmap / "register.csv")
        assert len(entries) <= 1
        if name == "onderteken":
            assert entries or ended.code != ExitCode.OK
            if what == "uitvoer":  # what was issued is to be made again before it can be signed
                assert proef.run(werkmap, "genereer").code == ExitCode.OK
        finish(proef, werkmap, exact=what not in {"uitvoer", "ondertekend"})


def put_back(elsewhere: Path, place: Path) -> None:
    """Put a folder back; what the program made in its place meanwhile goes into it."""
    if place.exists():
        shutil.copytree(place, elsewhere, dirs_exist_ok=True)
    remove(place)
    elsewhere.rename(place)


def finish(proef: Proefneming, werkmap: Path, *, exact: bool) -> None:
    """Give the command again; exact: the result is what it would have been undisturbed."""
    if exact:
        proef.finish(werkmap)
        return
    again = proef.run(werkmap)
    if again.code == ExitCode.INPUT:
        assert "heeft al getekend" in again.err
        again = proef.run(werkmap, "bijlage3")
    assert (again.code, again.err) == (ExitCode.OK, "")
    made = {name for name in state(werkmap) if name.startswith("uitvoer/")}
    assert made >= {name for name in proef.result if name.startswith("uitvoer/")} - {
        name for name in proef.result if "aanbiedingsbrie" in name
    }


HOLDER = """
import sys
from filelock import FileLock
with FileLock(sys.argv[1]):
    print("vast", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.parametrize(
    ("name", "slot"),
    [
        ("genereer", ".slot"),
        ("facturen", ".slot"),
        ("verzend", ".slot"),
        ("genereer", "uitvoer/.uitvoer.slot"),
    ],
)
def test_a_slot_that_another_program_holds(
    proeven: dict[str, Proefneming], name: str, slot: str
) -> None:
    proef = proeven[name]
    werkmap = proef.copy()
    with holding(werkmap / slot):
        ended = proef.run(werkmap)
    place = (werkmap / slot).parent
    assert (ended.code, ended.out, ended.err) == (
        ExitCode.BUSY,
        "",
        BUSY.format(place),
    )
    assert state(werkmap) == proef.before
    proef.finish(werkmap)


@pytest.mark.parametrize(
    ("name", "slot"),
    [
        ("onderteken", ".slot"),
        ("onderteken", ".register.csv.slot"),
        ("inwoners", ".slot"),
        ("facturen", ".facturen.csv.slot"),
        ("onderteken", ".ondertekend.slot"),
    ],
)
def test_a_slot_that_is_waited_for(proeven: dict[str, Proefneming], name: str, slot: str) -> None:
    """Who records something waits for another program, and then goes on."""
    proef = proeven[name]
    werkmap = proef.copy()
    with holding(werkmap / slot):
        run = proef.plek.cel.start(*proef.arguments, cwd=werkmap, environment=proef.own())
        time.sleep(proef.length)
        assert not run.has_ended()
    ended = run.wait()
    assert (ended.code, ended.err) == (ExitCode.OK, "")
    proef.check_finished(werkmap)


@contextmanager
def holding(slot: Path) -> Iterator[None]:
    """Let another process hold a lock file."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, slot],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "vast\n"
        yield
        holder.communicate()
