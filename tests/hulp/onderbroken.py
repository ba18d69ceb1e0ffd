"""Run the program again and again, with a Ctrl-C at another point each time; a script.

A point is a line that the program carries out in ``cli/`` or in Click, one of the moments in which
Python ends, or both signals at one of those. Each run is forked from this process, and ends as
Python ends.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from overeenkomstgen.cli import main

if TYPE_CHECKING:
    from types import FrameType

FOLDERS = ("/overeenkomstgen/cli/", "/click/")
AT_EXIT, AT_THE_VERY_END = -1, -2
HEARD = 5
"""The first point at which the program hears of it: its first four lines see to that."""


class Dying:
    """What Python takes away last, when it no longer hears signals itself."""

    def __del__(self, kill: Any = os.kill, pid: Any = os.getpid) -> None:  # noqa: ANN401 - Python's
        kill(pid(), signal.SIGINT)


def count_lines(until: int, done: Path) -> None:
    """Press Ctrl-C at a line, and write down how many there were."""
    passed = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:  # noqa: ANN401 - Python's own
        nonlocal passed
        if event == "call":
            return trace if any(name in frame.f_code.co_filename for name in FOLDERS) else None
        if event == "line":
            passed += 1
            if passed == until:
                signal.raise_signal(signal.SIGINT)
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


if __name__ == "__main__":
    folder, twice, step = Path(sys.argv[1]), sys.argv[2] == "twice", int(sys.argv[3])
    if twice:  # then loading was before the first
        __import__("overeenkomstgen.cli.status")
    *_, total = run(0, folder, twice=twice)
    points = [AT_THE_VERY_END, AT_EXIT, *range(HEARD, total + 2, step)]
    print(json.dumps([total, [run(point, folder, twice=twice)[:3] for point in points]]))  # noqa: T201 - the answer
