"""What the tests share: a werkmap of their own, the program as users run it, text snapshots."""

from __future__ import annotations

import csv
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from overeenkomstgen.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

settings.register_profile("loaded", deadline=None)  # how busy the machine is decides nothing
settings.load_profile("loaded")

ROOT = Path(__file__).parent.parent
SNAPSHOTS = Path(__file__).parent / "snapshots"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--snapshots-bijwerken", action="store_true", help="accept the text as it is now"
    )


def pytest_configure() -> None:
    """Make the tests the same whatever shell they were started from."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it is ignored
    # A user's Python compiles the program once, and not for each of a thousand runs.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


SLOW = (
    *("onderteken", "storing_register", "soorten", "facturen", "storing_genereer"),
    *("genereer_fouten", "voorbeeld", "cluster", "registerbestand", "aanvallen"),
    *("onderteken_fouten", "verzend", "herhaalbaar", "sjabloon_markeer", "sjablonen_brieven"),
    *("storing_omgeving", "storing_rijen", "vertrouwd", "vergelijk", "keuring_pdf", "genereer"),
)
"""The files that take longest; they come first, so that no worker is left with one at the end."""


UNMEASURED = (
    *("storing_genereer", "storing_omgeving", "storing_register", "storing_rijen"),
    *("storing_schijf", "onderteken_fouten", "genereer_fouten", "registerbestand"),
    *("herhaalbaar", "aanvallen", "voorbeeld", "vertrouwd", "keuring_pdf", "cli_los", "laden"),
    *("sjablonen_brieven", "sjablonen_nota_factuur", "ongewijzigd"),
)
"""The files whose runs of the program add nothing to the coverage: measuring costs a third more."""

_MEASURING = "COVERAGE_PROCESS_CONFIG"
_kept: dict[str, str] = {}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let coverage measure the processes that a test starts, or not."""
    if item.path.stem.removeprefix("test_") in UNMEASURED:
        if (how := os.environ.pop(_MEASURING, None)) is not None:
            _kept[_MEASURING] = how
    else:
        os.environ.update(_kept)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {f"test_{name}.py": number for number, name in enumerate(SLOW)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


@dataclass(frozen=True)
class Snapshots:
    """Whole texts that are kept beside the tests and compared."""

    update: bool

    def check(self, name: str, text: str) -> None:
        """Compare a text with the one that is kept; with the flag, keep this one."""
        file = SNAPSHOTS / name
        if self.update:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
        assert text == file.read_text("utf-8")


@pytest.fixture
def snapshots(request: pytest.FixtureRequest) -> Snapshots:
    return Snapshots(update=request.config.getoption("--snapshots-bijwerken"))


@pytest.fixture
def werkmap(tmp_path: Path) -> Path:
    """Return a fresh copy of the project's werkmap, without output."""
    return copy_werkmap(tmp_path / "werkmap")


def copy_werkmap(folder: Path) -> Path:
    """Copy the project's werkmap to a folder that does not exist yet."""
    folder.mkdir(parents=True)
    for name in ("convenant.toml", "gemeenten.csv"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "sjablonen", folder / "sjablonen")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Return everything that stands in a folder, locks left out."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.endswith(".slot")
    }


def edit(werkmap: Path, old: str, new: str, name: str = "gemeenten.csv") -> None:
    """Change a text in a file of a werkmap."""
    file = werkmap / name
    text = file.read_bytes().decode("utf-8")
    assert old in text
    file.write_bytes(text.replace(old, new).encode("utf-8"))


@dataclass(frozen=True)
class Ran:
    """What the program did: its exit code and what it printed."""

    code: ExitCode
    out: str
    err: str


def run_program(*arguments: str, cwd: Path, environment: dict[str, str] | None = None) -> Ran:
    """Run the program as a process of its own, in a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "overeenkomstgen", *arguments],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
    return Ran(ExitCode(done.returncode), done.stdout, done.stderr)


def interrupt(
    *arguments: str,
    cwd: Path,
    environment: dict[str, str],
    number: signal.Signals,
    once: Path,
) -> Ran:
    """Run the program, and send it a signal as soon as a file is there."""
    with subprocess.Popen(
        [sys.executable, "-m", "overeenkomstgen", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as program:
        deadline = time.monotonic() + 60
        while not once.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        program.send_signal(number)
        try:
            out, err = program.communicate(timeout=60)
        finally:
            program.kill()  # a program that does not end must not hold up the tests as well
    return Ran(ExitCode(program.returncode), out, err)


@contextmanager
def interrupting(label: str, total: int) -> Iterator[Callable[[], None]]:  # noqa: ARG001
    """Follow the work until the first document, then press Ctrl-C."""

    def step() -> None:
        raise KeyboardInterrupt

    yield step


@dataclass(frozen=True)
class Made:
    """A werkmap in which all agreements were made, and what the program said."""

    werkmap: Path
    ran: Ran

    @property
    def folder(self) -> Path:
        return self.werkmap / "uitvoer" / "overeenkomsten"

    def words(self) -> list[Path]:
        return sorted(self.folder.glob("*.docx"))

    def pdfs(self) -> list[Path]:
        return sorted(self.folder.glob("*.pdf"))

    def account(self) -> list[dict[str, str]]:
        with (self.werkmap / "uitvoer" / "verantwoording.csv").open(encoding="utf-8-sig") as file:
            return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make all agreements, once for all tests of a worker."""
    werkmap = copy_werkmap(tmp_path_factory.mktemp("alle") / "werkmap")
    return Made(werkmap, run_program("genereer", cwd=werkmap))
