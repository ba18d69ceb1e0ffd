"""A germ cell: the program loaded once, from which each run is born ready in milliseconds.

To kill the program five hundred times, it must start five hundred times, and starting takes
longer than most of what it does. This process loads all of it and then forks a child for
each run. The child is the real program, with its own folder, environment and output, and is
killed as any process is; only what is the same each time is not done again: loading Python,
reading the tags of the project's own templates, and taking the fingerprint of the program.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from hulp.ingreep import Ingreep

_NO_MEASURING = ("COV_CORE", "COVERAGE")  # it would be measured again in each child


@dataclass(frozen=True)
class Ended:
    """How a run ended, and what it had printed; the code is negative for a signal."""

    code: int
    out: str
    err: str

    @property
    def was_killed(self) -> bool:
        return self.code == -signal.SIGKILL


@dataclass(frozen=True)
class Run:
    """A run that was started: the real program, in a process of its own."""

    cel: Kiemcel
    pid: int
    out: Path
    err: Path
    log: Path

    def send(self, number: signal.Signals) -> None:
        """Send it a signal; one that has ended meanwhile does not notice."""
        os.kill(self.pid, number)  # it is not buried before wait(), so the number is still its own

    def has_ended(self) -> bool:
        """Tell whether it has ended, and waits to be buried."""
        return self._state() == "Z"

    def wait_until_stopped(self) -> None:
        """Wait until it is stopped, or has ended."""
        while self._state() not in {"T", "Z"}:
            time.sleep(0.002)

    def _state(self) -> str:
        return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0]

    def wait(self) -> Ended:
        """Wait until it ends."""
        code = self.cel.ask("wait", pid=self.pid)
        return Ended(code, self.out.read_text("utf-8"), self.err.read_text("utf-8"))


class Kiemcel:
    """A process that has loaded the program and starts runs of it; a context manager."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._number = folder, 0
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(_NO_MEASURING)
        }
        environment["PYTHONPATH"] = os.pathsep.join(sys.path)
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
            bufsize=1,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def start(
        self,
        *arguments: str | Path,
        cwd: Path,
        environment: Mapping[str, str] | None = None,
        ingreep: tuple[Path, int, str] | None = None,
    ) -> Run:
        """Start the program in a folder; what happens to it is for :class:`ingreep.Ingreep`."""
        self._number += 1
        out, err = (self._folder / f"{self._number}.{name}" for name in ("out", "err"))
        for place in (out, err):  # it may be killed before it can make them
            place.touch()
        pid = self.ask(
            "start",
            arguments=[str(argument) for argument in arguments],
            cwd=str(cwd),
            environment=dict(environment or {}),
            out=str(out),
            err=str(err),
            ingreep=ingreep and [str(ingreep[0]), *ingreep[1:]],
        )
        return Run(self, pid, out, err, ingreep[0] if ingreep else Path(os.devnull))

    def run(
        self,
        *arguments: str | Path,
        cwd: Path,
        environment: Mapping[str, str] | None = None,
        ingreep: tuple[Path, int, str] | None = None,
    ) -> Ended:
        """Run the program to its end; see :meth:`start`."""
        return self.start(*arguments, cwd=cwd, environment=environment, ingreep=ingreep).wait()

    def ask(self, what: str, **details: object) -> int:
        """Ask the process something, and return its answer."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"what": what, **details}) + "\n")
        return int(self._process.stdout.readline())


def _serve() -> None:
    """Load the program, and do once what each run would do again; then start runs of it."""
    load_program()
    importlib.import_module("hulp.deuren")
    from hulp.lezing import read_once  # noqa: PLC0415 - the same
    from overeenkomstgen.keuring.sjabloonbestand import Sjabloonbestand  # noqa: PLC0415 - the same
    from overeenkomstgen.office.installatie import find_maakwijze  # noqa: PLC0415 - the same
    from overeenkomstgen.sjabloon.sjabloon import Sjabloon  # noqa: PLC0415 - the same

    find_maakwijze()
    with read_once():
        for template in (Path(__file__).parents[2] / "sjablonen").glob("*.docx"):
            Sjabloon.load(template)
            Sjabloonbestand.read(template)
        _give_birth()


def _give_birth() -> None:
    """Start and bury runs, as long as they are asked for."""
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        wish = json.loads(line)
        if wish["what"] == "wait":
            _, status = os.waitpid(wish["pid"], 0)
            print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - the answer
            continue
        ready, told = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(ready)
            _become(wish, told)
        os.close(told)
        os.read(ready, 1)  # from here on it is the program, and hears signals as the program does
        os.close(ready)
        print(pid, flush=True)  # noqa: T201 - the answer


def load_program() -> None:
    """Import the whole program, with what it loads only when it is used."""
    package = importlib.import_module("overeenkomstgen")
    importlib.import_module("overeenkomstgen.cli")  # first, for its Dutch
    for module in pkgutil.walk_packages(package.__path__, "overeenkomstgen."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in ("pikepdf.pdfa", "pypdfium2", "docxtpl", "docx", "openpyxl"):
        importlib.import_module(name)


def _become(wish: Mapping[str, Any], told: int) -> None:
    """Be the program, in the child; does not return."""
    from overeenkomstgen.cli import main  # noqa: PLC0415 - load_program() comes first

    os.setsid()
    with Path(os.devnull).open() as nothing:
        os.dup2(nothing.fileno(), 0)
    for number, name in ((1, "out"), (2, "err")):
        place = os.open(wish[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(place, number)
        os.close(place)
    os.chdir(wish["cwd"])
    os.environ.update(wish["environment"])
    time.tzset()
    tempfile.tempdir = None
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if wish["ingreep"]:
        log, at, how = wish["ingreep"]
        Ingreep(Path(log), at, how).install()
    os.close(told)
    code: int | str | None = None
    try:
        main(wish["arguments"])
    except SystemExit as ended:
        code = ended.code
    assert isinstance(code, int)
    atexit._run_exitfuncs()  # noqa: SLF001 - and then go, without undoing all that was loaded
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _serve()
