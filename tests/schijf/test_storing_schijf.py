"""Disks and folders that fail of themselves: full, read only, gone, or held by another."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hulp.ingreep import read_log
from hulp.lengte import sample
from hulp.proeven import told
from hulp.schijf import fill, make_read_only, small_disk
from hulp.storing import state, wait_until_gone
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.werkmap.registers import read_register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hulp.proeven import Proeven
    from hulp.storing import Proefneming

pytest_plugins = ("hulp.opstelling",)
pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]

ROOM = (0, 4, 12, 28, 60, 124, 252, 508, 2044)  # KiB

BUSY = "Fout: Er is al een run bezig in {}.\nWacht tot die klaar is en probeer het dan opnieuw.\n"


def leave_room(disk: Path, room: int) -> Path:
    """Fill a disk but for so many KiB; return what fills it."""
    fill(disk)
    vulling = disk / "vulling"
    os.truncate(vulling, vulling.stat().st_size - room * 1024)
    return vulling


@pytest.mark.parametrize("name", ["genereer", "onderteken", "facturen", "verzend"])
def test_a_disk_that_is_full(proeven: Proeven, name: str) -> None:
    """With ever more room the command comes further; it tells, and nothing half is left."""
    proef, codes = proeven[name], []
    for room in sample(ROOM, 3):
        with small_disk(proef.plek.new_folder() / "schijf", "8m") as disk:
            werkmap = proef.copy(disk)
            vulling = leave_room(disk, room)
            ended = proef.run(werkmap)
            codes.append(ended.code)
            proef.check_whole(werkmap)
            vulling.unlink()
            if "schijf is vol" in told(ended):
                proef.finish(werkmap)
            else:
                assert ended.code == ExitCode.OK, ended
                proef.check_finished(werkmap)
            wait_until_gone(proef.plek.folder)  # what is at work there keeps the disk
    assert codes[0] != ExitCode.OK
    assert codes[-1] == ExitCode.OK


def test_a_full_disk_for_temporary_files(proeven: Proeven) -> None:
    """LibreOffice works there too."""
    proef, codes = proeven["genereer"], []
    for room in sample(ROOM, 3):
        with small_disk(proef.plek.new_folder() / "tijdelijk", "4m") as disk:
            leave_room(disk, room)
            werkmap = proef.copy()
            environment = {**proef.environment, "TMPDIR": str(disk)}
            ended = proef.plek.cel.run(*proef.arguments, cwd=werkmap, environment=environment)
            assert told(ended)
            codes.append(ended.code)
            proef.check_whole(werkmap)
            proef.finish(werkmap)
            wait_until_gone(disk)
            assert [file.name for file in disk.iterdir()] == ["vulling"]
    assert codes[0] == ExitCode.OK  # Python finds another folder where it can write nothing
    assert codes[-1] == ExitCode.OK


def test_a_disk_that_is_read_only(proeven: Proeven) -> None:
    proef = proeven["onderteken"]
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


def test_an_account_that_another_program_holds(proeven: Proeven) -> None:
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
def test_something_else_in_the_place(proeven: Proeven, name: str, place: str) -> None:
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


@pytest.mark.parametrize("what", ["uitvoer", "uitvoer/.bezig-*", "ondertekend", "sjablonen", "."])
@pytest.mark.parametrize("name", ["genereer", "onderteken"])
def test_a_folder_that_vanishes_during_the_run(proeven: Proeven, name: str, what: str) -> None:
    """It is removed, or, where that would take away what the user made, renamed for a while."""
    proef = proeven[name]
    for point in sample(range(9, len(proef.changes) + 1), 2):
        werkmap = proef.copy()
        elsewhere = werkmap.with_name("elders")
        place = f"{werkmap}/{what}".removesuffix("/.")
        how = f"rm -rf {place}" if what.startswith("uitvoer") else f"mv {place} {elsewhere}"
        ended = proef.start(werkmap, point, f"{how} 2> /dev/null").wait()
        told(ended)
        if elsewhere.exists():
            put_back(elsewhere, Path(place))
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
    shutil.rmtree(place, ignore_errors=True)
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
def test_a_slot_that_another_program_holds(proeven: Proeven, name: str, slot: str) -> None:
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
        ("inwoners", ".slot"),
    ],
)
def test_a_slot_that_is_waited_for(proeven: Proeven, name: str, slot: str) -> None:
    """Who records something waits for another program, and then goes on."""
    proef = proeven[name]
    werkmap = proef.copy()
    with holding(werkmap / slot):
        run = proef.start(werkmap)
        while not any(place.endswith(f"/{slot}") for *_, place in read_log(run.log)):
            time.sleep(0.01)
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
