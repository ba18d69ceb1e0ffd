"""Run the program again and again, with a Ctrl-C at another point each time; a script.

A point is a line that the program carries out in ``cli/`` or in Click, one of the moments in which
Python ends, or both signals at one of those. Each run is forked from this process, and ends as
Python ends.

A command that makes something is tried in a copy of a werkmap each time, with a folder for its
temporary files, at lines of other modules, and in turn with the other signals that stop it.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import sys
import tempfile
from functools import cache
from importlib.machinery import ExtensionFileLoader
from pathlib import Path
from typing import TYPE_CHECKING, Any

from overeenkomstgen.cli import main

if TYPE_CHECKING:
    from types import FrameType

FOLDERS = ["/overeenkomstgen/cli/", "/click/"]
LOADING = "compiled"
"""In the place of folders: what Python does while a compiled library is being loaded."""
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
AT_EXIT, AT_THE_VERY_END = -1, -2
HEARD = 5
"""The first point at which the program hears of it: its first four lines see to that."""


class Dying:
    """What Python takes away last, when it no longer hears signals itself."""

    def __del__(self, kill: Any = os.kill, pid: Any = os.getpid) -> None:  # noqa: ANN401 - Python's
        kill(pid(), signal.SIGINT)


@cache
def is_followed(file: str) -> bool:
    """Return whether the lines of a file are counted; a text is found sooner than code is."""
    return any(name in file for name in FOLDERS)


def count_lines(until: int, done: Path, number: signal.Signals = signal.SIGINT) -> None:
    """Press Ctrl-C at a line, or let another signal come, and write down how many there were."""
    passed = loading = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:  # noqa: ANN401 - Python's own
        nonlocal passed, loading
        if [LOADING] == FOLDERS and frame.f_code is ExtensionFileLoader.exec_module.__code__:
            loading += {"call": 1, "return": -1}.get(event, 0)
        if event == "call":
            return trace if loading or is_followed(frame.f_code.co_filename) else None
        if event == "line":
            passed += 1
            if passed == until:
                signal.raise_signal(number)
        return trace

    atexit.register(lambda: done.write_text(str(passed)))
    sys.settrace(trace)


def press(point: int, done: Path) -> None:
    """Let Ctrl-C come at a point."""
    if point == AT_EXIT:
        atexit.register(signal.raise_signal, signal.SIGINT)
    elif point == AT_THE_VERY_END:
        sys.modules["dying"] = Dying()  # type: ignore[assignment] # so that it goes last
    else:
        count_lines(point, done)


def press_twice(point: int, done: Path) -> None:
    """Let Ctrl-C come in the work of ``status``, and again at a point after that."""
    from overeenkomstgen.cli.status import status  # noqa: PLC0415 - once it is forked

    def callback(*_: object, **__: object) -> None:
        press(point, done)
        frame: FrameType | None = sys._getframe()  # noqa: SLF001 - those that are at work already
        trace: Any = sys.gettrace()
        while frame := frame.f_back if frame else None:
            frame.f_trace = trace
        signal.raise_signal(signal.SIGINT)

    status.callback = callback


def run(point: int, folder: Path, *, twice: bool) -> tuple[int, str, str, int]:
    """Return how a run ended, what it said, and how many points it passed."""
    out, err, done = (folder / name for name in ("out", "err", "gedaan"))
    done.write_text("0")
    if not (pid := os.fork()):
        for number, place in ((1, out), (2, err)):
            os.dup2(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        (press_twice if twice else press)(point, done)
        main(["status"])
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return code, out.read_text("utf-8"), err.read_text("utf-8"), int(done.read_text())


def stop(point: int, werkmap: Path, *words: str) -> tuple[int, str, list[str], int]:
    """Return how a command ended in a copy of a werkmap, what it said and left, and its points."""
    name = tempfile.mkdtemp()
    copy = shutil.copytree(werkmap, f"{name}/werkmap")
    (temporary := Path(name, "tijdelijk")).mkdir()
    out, done = Path(name, "out"), Path(name, "gedaan")
    done.write_text("0")
    if not (pid := os.fork()):
        for number in (1, 2):
            os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
        os.chdir(copy)
        os.environ["TMPDIR"], tempfile.tempdir = str(temporary), None
        count_lines(point, done, SIGNALS[point % len(SIGNALS)])
        main(words)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    left = [place.name for place in (*temporary.iterdir(), *Path(copy).rglob(".bezig-*"))]
    said, points = out.read_text("utf-8"), int(done.read_text())
    shutil.rmtree(name)
    return code, said, left, points


def stop_at_many(werkmap: Path, many: int, folders: list[str], *words: str) -> None:
    """Print how a command ended undisturbed, and when it was stopped at so many points."""
    FOLDERS[:] = folders
    whole = stop(0, werkmap, *words)
    points = (whole[-1] * (2 * number + 1) // (2 * many) for number in range(many))
    print(json.dumps([whole, *(stop(point, werkmap, *words) for point in points)]))  # noqa: T201 - the answer


if __name__ == "__main__":
    if sys.argv[2].isdecimal():
        stop_at_many(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3].split(","), *sys.argv[4:])
        sys.exit()
    folder, twice, step = Path(sys.argv[1]), sys.argv[2] == "twice", int(sys.argv[3])
    if twice:  # then loading was before the first
        __import__("overeenkomstgen.cli.status")
    *_, total = run(0, folder, twice=twice)
    points = [AT_THE_VERY_END, AT_EXIT, *range(HEARD, total + 2, step)]
    print(json.dumps([total, [run(point, folder, twice=twice)[:3] for point in points]]))  # noqa: T201 - the answer
