"""Each command broken off at each change that it makes to the disk: nothing half is left.

A change is one call of the operating system: a file is opened for writing, written, renamed. The
program is killed just before it, or half-way a file; or Ctrl-C comes; or the disk refuses it, or
all from there on. What then stands there is whole, and the next run finishes the job.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hulp.ingreep import ERRORS
from hulp.lengte import Lengte, count, sample
from hulp.proeven import COMMANDS, Proeven, told
from hulp.storing import alive, prepare, wait_until_gone
from overeenkomstgen.cli.afloop import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from hulp.storing import Proefneming

pytest_plugins = ("hulp.opstelling",)
pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]

command = pytest.mark.parametrize("name", list(COMMANDS))


@command
def test_all_goes_through_the_door(proeven: Proeven, name: str) -> None:
    proef = proeven[name]
    assert proef.changes
    assert [place for by, _, place in proef.changes if by != "deur"] == []


@command
def test_killed(proeven: Proeven, name: str, punten: Callable[..., list[int]]) -> None:
    proef = proeven[name]
    for point in punten(name, proef, 4):
        werkmap, ended = proef.disturb(point, "kill")
        assert ended.was_killed, (point, proef.changes[point - 1], ended)
        proef.finish(werkmap)
        shutil.rmtree(werkmap.parent)


@pytest.mark.parametrize(
    ("name", "how"),
    [
        (name, how)
        for (number, name), (other, how) in product(enumerate(COMMANDS), enumerate(ERRORS))
        if Lengte.lang or number % 2 == other % 2
    ],
)
def test_refused_by_the_disk(
    proeven: Proeven, name: str, how: str, punten: Callable[..., list[int]]
) -> None:
    proef = proeven[name]
    for point in punten(name, proef, 1, (1 + ERRORS.index(how)) / 5):
        werkmap, ended = proef.disturb(point, how)
        said = told(ended)
        if ended.code == ExitCode.OK:
            assert ended.err == ""
        else:
            assert said, proef.changes[point - 1]
        proef.finish(werkmap)
        shutil.rmtree(werkmap.parent)


@command
def test_interrupted(proeven: Proeven, name: str, punten: Callable[..., list[int]]) -> None:
    """Once, or again at the next change, while the program tidies up."""
    proef = proeven[name]
    for number, point in enumerate(punten(name, proef, 2)):
        werkmap, ended = proef.disturb(point, "twice" if number % 2 else "int")
        told(ended)
        if ended.code == ExitCode.OK:
            assert ended.err == ""
        else:
            assert ended.code == ExitCode.INTERRUPTED
            assert "\nAfgebroken. " in ended.err
        proef.finish(werkmap)
        shutil.rmtree(werkmap.parent)


@pytest.fixture(scope="module")
def echt(proeven: Proeven) -> Proefneming:
    """Return genereer with LibreOffice itself."""
    base = proeven["genereer"]
    return prepare(base.plek, base.begin, "genereer", real=True)


def test_killed_with_libreoffice_itself(echt: Proefneming) -> None:
    """What a killed run left of LibreOffice ends by itself, and does not disturb the next."""
    for number, point in enumerate(sample(range(1, len(echt.changes) + 1), count(30, 3))):
        werkmap, ended = echt.disturb(point, "kill" if number % 2 else "int")
        assert ended.was_killed or ended.code in {ExitCode.INTERRUPTED, ExitCode.OK}
        echt.finish(werkmap)
        shutil.rmtree(werkmap.parent)
    wait_until_gone(echt.plek.folder)


def at_work(folder: Path) -> list[int]:
    """Return the processes of LibreOffice that are at work in a folder."""
    found = []
    for pid in alive(folder):
        with suppress(OSError):  # it has gone
            found += [pid] * (Path(f"/proc/{pid}/comm").read_text() == "soffice.bin\n")
    return found


def test_libreoffice_is_killed_while_the_program_goes_on(echt: Proefneming) -> None:
    """It is tried again; when that fails too, the program says so, and the next run ends it."""
    for _ in range(count(10, 1)):
        werkmap, environment = echt.copy(), echt.own()
        run = echt.plek.cel.start("genereer", cwd=werkmap, environment=environment)
        while not (found := at_work(Path(environment["TMPDIR"]))):
            assert not run.has_ended()
            time.sleep(0.005)
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        ended = run.wait()
        if ended.code != ExitCode.OK:
            assert ended.code == ExitCode.DOCUMENTS_FAILED
            assert "LibreOffice maakt er geen PDF van; kijk of Word het kan openen." in ended.err
            echt.check_whole(werkmap)
        echt.finish(werkmap)
    wait_until_gone(echt.plek.folder)


STRUCK = sample(list(COMMANDS), 4)[: count(4, 1)]
"""The commands that the system kills too."""

CALLS = "openat,rename,renameat2,unlink,unlinkat,mkdir,rmdir,link,linkat"
_CHANGED = re.compile(
    r"(?:openat\(.*O_(?:WRONLY|RDWR|CREAT).*= \d+<(?P<opened>.*)>"
    r"|(?:rename|mkdir|rmdir|unlink|link)(?:at2?)?\((?:\d+<[^>]*>, )?\"(?P<named>[^\"]*)\").*"
)
_BY_CHANCE = re.compile(r"-\w{8}(?=/|$)|^\d+(?= )")  # a folder; where a row comes, in what order


_QUICKLY = ("-f", "--seccomp-bpf")  # what is not asked for is not even stopped


def traced(proef: Proefneming, werkmap: Path, *options: str) -> tuple[int, str]:
    """Run the command under strace; return how it ended, and what the system was asked."""
    log = werkmap.with_name("strace")
    program = (sys.executable, "-m", "hulp.deuren", *proef.arguments)
    words = (
        *("strace", *_QUICKLY, "-y", "-qq", "-o", str(log), "-e", f"trace={CALLS}"),
        *options,
        *program,
    )
    environment = {**os.environ, **proef.own(), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(words, cwd=werkmap, env=environment, capture_output=True, check=False)
    return done.returncode, log.read_text("utf-8", "surrogateescape") if log.exists() else ""


@pytest.mark.parametrize("name", sample(list(COMMANDS), 4))
def test_nothing_is_changed_past_what_is_counted(proeven: Proeven, name: str) -> None:
    """The system sees no other change in the werkmap; a kill that it gives is the same."""
    works = shutil.which("strace") and not subprocess.call(
        ["strace", *_QUICKLY, "-o", os.devnull, "-e", "inject=fsync:retval=0:when=1", "true"]
    )
    if not works:
        pytest.skip("strace is not there, or this system lets nobody trace a program")
    proef, werkmap = proeven[name], proeven[name].copy()
    code, said = traced(proef, werkmap)
    assert code == ExitCode.OK
    seen = [match["opened"] or match["named"] for match in _CHANGED.finditer(said)]
    inside = {place for place in seen if place.startswith(str(werkmap)) or "/" not in place}
    assert inside
    counted = {Path(place).name for _, _, place in proef.changes}
    names = {_BY_CHANCE.sub("", Path(place).name) for place in inside}
    assert names - {_BY_CHANCE.sub("", counted_name) for counted_name in counted} == set()
    calls = len(re.findall(r"\brename\(", said))
    assert calls
    for number in sample(range(1, calls + 1), count(50, 2)) if name in STRUCK else ():
        werkmap = proef.copy()
        code, _ = traced(proef, werkmap, "-e", f"inject=rename:signal=KILL:when={number}")
        assert code in {-signal.SIGKILL, 128 + signal.SIGKILL, ExitCode.OK}, number
        proef.check_whole(werkmap)
        proef.finish(werkmap)
