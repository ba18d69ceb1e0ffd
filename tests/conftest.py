"""What the tests share: a werkmap of their own, what was made once, and how long they take."""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from coverage import Coverage
from filelock import FileLock
from hypothesis import settings

from hulp.kiemcel import load_program
from hulp.lengte import Lengte
from hulp.lezing import read_once
from hulp.onthouden import open_onthoudend
from hulp.snapshots import Snapshots
from hulp.uitvoeren import Made, Ran, run_program
from hulp.werkmappen import copy_werkmap
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.office.installatie import SETTING

_MEASURING = "COVERAGE_PROCESS_CONFIG"
_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder in it is made by tempfile
_ROOM, _A_DAY = 4 * 1024**3, 24 * 3600
_OURS, _FOLDER = "overeenkomstgen-tests-", pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--snapshots-bijwerken", action="store_true", help="accept the text as it is now"
    )
    parser.addoption("--lang", action="store_true", help="full counts instead of fixed samples")


def pytest_configure(config: pytest.Config) -> None:
    """Make the tests the same whatever shell they were started from."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it is ignored
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # and this one below nohup
    # A user's Python compiles the program once, and not for each of a thousand runs; so do we.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    Lengte.lang = config.getoption("--lang")
    # How busy the machine is decides nothing, nor does chance in what is a sample.
    settings.register_profile("kort", deadline=None, max_examples=25, derandomize=True)
    settings.register_profile("lang", deadline=None, max_examples=500)
    settings.load_profile("lang" if Lengte.lang else "kort")
    _work_in_memory(config)


def _work_in_memory(config: pytest.Config) -> None:
    """Let workers write to memory where it has room: each file is forced to the disk otherwise.

    It is cleared away at the end, but where a test failed; then for a day, to be looked at.
    """
    alone = not config.getoption("numprocesses", None) or "PYTEST_XDIST_WORKER" in os.environ
    if alone or config.option.basetemp or not _MEMORY.is_dir():
        return
    for old in _MEMORY.glob(f"{_OURS}*"):
        if old.stat().st_mtime < time.time() - _A_DAY:
            shutil.rmtree(old, ignore_errors=True)
    room = shutil.disk_usage(_MEMORY).free > _ROOM
    if room and not os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC:  # tests start programs from there
        config.option.basetemp = config.stash[_FOLDER] = tempfile.mkdtemp(prefix=_OURS, dir=_MEMORY)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Clear away what the tests wrote to memory."""
    if folder := session.config.stash.get(_FOLDER, ""):
        if exitstatus == pytest.ExitCode.TESTS_FAILED:
            print(f"\nWhat the tests wrote stands in {folder}.")  # noqa: T201
        else:
            shutil.rmtree(folder, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Load all that is measured while it is; then collect, which measuring only makes slower."""
    measuring = Coverage.current()
    if measuring is not None:
        load_program()
    with nullcontext() if measuring is None else _stopped(measuring):
        collected = yield
    gc.freeze()  # what was collected stays: no need to look again whether it can go
    gc.set_threshold(50_000)  # nor often whether something of a test must
    return collected


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let coverage measure what a test does, here and in processes that it starts, or not."""
    measuring = Coverage.current()
    if measuring is None:
        return (yield)
    unmeasured = _is_unmeasured(item)
    here = nullcontext() if not unmeasured else _stopped(measuring)
    with pytest.MonkeyPatch.context() as patch, here:
        if unmeasured or item.get_closest_marker("processen") is None:
            patch.delenv(_MEASURING, raising=False)
        return (yield)


@contextmanager
def _stopped(measuring: Coverage) -> Iterator[None]:
    measuring.stop()
    try:
        yield
    finally:
        measuring.start()


def _is_unmeasured(item: pytest.Item) -> bool:
    """Tell whether a test only walks again where others walk: of each property, there are cases."""
    is_property = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    return is_property or item.get_closest_marker("ongemeten") is not None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let the slow ones come first, so that no worker is left with one at the end."""
    long = [item for item in items if item.get_closest_marker("lang") and not Lengte.lang]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]
    items.sort(key=lambda item: item.get_closest_marker("traag") is None)


@pytest.fixture(scope="session", autouse=True)
def _once() -> Iterator[None]:
    """Let no template be read and examined twice for the same."""
    with read_once():
        yield


@pytest.fixture
def snapshots(request: pytest.FixtureRequest) -> Snapshots:
    return Snapshots(update=request.config.getoption("--snapshots-bijwerken"))


@pytest.fixture
def werkmap(tmp_path: Path) -> Path:
    """Return a fresh copy of the project's werkmap, without output."""
    return copy_werkmap(tmp_path / "werkmap")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all workers have."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def onthoudend(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Path]:
    """Return a LibreOffice that remembers what it made, for the tests of all workers."""
    folder = tmp_path_factory.mktemp("libreoffice")
    with open_onthoudend(folder / "program", shared / "onthouden") as program:
        yield program


@pytest.fixture(scope="module")
def onthoudt(onthoudend: Path) -> Iterator[None]:
    """Let that one convert for every test of the module that names none itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SETTING, str(onthoudend))
        yield


@pytest.fixture(scope="session")
def made(shared: Path, onthoudend: Path) -> Made:
    """Make all agreements, once for all tests of all workers: nobody writes there."""
    werkmap, told = shared / "alle" / "werkmap", shared / "alle.json"
    with FileLock(shared / "alle.lock"):
        if not told.exists():
            own = {SETTING: str(onthoudend)}
            ran = run_program("genereer", cwd=copy_werkmap(werkmap), environment=own)
            told.write_text(json.dumps([ran.code, ran.out, ran.err]), "utf-8")
    code, out, err = json.loads(told.read_text("utf-8"))
    return Made(werkmap, Ran(ExitCode(code), out, err))


@pytest.fixture(scope="session")
def _full(shared: Path, onthoudend: Path) -> Path:
    """Make a werkmap in which something of everything has happened, once: nobody writes there."""
    from hulp.toonbank import full_werkmap  # noqa: PLC0415 - only the tests of the counter ask

    werkmap, done = shared / "vol" / "werkmap", shared / "vol" / "klaar"
    with FileLock(shared / "vol.lock"), pytest.MonkeyPatch.context() as patch:
        patch.setenv(SETTING, str(onthoudend))
        if not done.exists():
            full_werkmap(werkmap)
            done.touch()
    return werkmap


@pytest.fixture
def full(_full: Path, tmp_path: Path) -> Path:
    """Return a copy of it, in which each file is as old as it was."""
    return Path(shutil.copytree(_full, tmp_path / "vol" / "werkmap"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how many crash points each command has that was broken off at them."""
    reports = terminalreporter.getreports("passed")
    found = dict(
        value for each in reports for key, value in each.user_properties if key == "crashpunten"
    )
    if found:
        each = ", ".join(f"{name} {number}" for name, number in sorted(found.items()))
        terminalreporter.write_line(f"Crash points: {sum(found.values())} ({each})")
