"""Ctrl-C at each point of the command line, and Ctrl-C again while it is being dealt with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from hulp import onderbroken
from hulp.lengte import count
from overeenkomstgen.cli.afloop import ExitCode

TOLD = "\nAfgebroken. Wat al klaar was is bewaard, de rest is niet gemaakt.\n"


def runs(werkmap: Path, how: str, step: int) -> tuple[int, list[tuple[int, str, str]]]:
    """Return how many points there are, and how each run ended that was interrupted at one."""
    done = subprocess.run(
        [sys.executable, onderbroken.__file__, werkmap.parent, how, str(step)],
        cwd=werkmap,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    total, ended = json.loads(done.stdout)
    return total, [(code, out, err) for code, out, err in ended]


def test_once(werkmap: Path) -> None:
    """What has not begun to end is stopped; what has been done stays done."""
    total, ended = runs(werkmap, "once", count(11, 397))
    assert total > 1000
    whole = (ExitCode.OK, ended[0][1], "")
    assert "Getekend: 0 van 41." in whole[1]
    assert ended[:2] == [whole] * 2  # while Python ends
    assert ended[2] == (ExitCode.INTERRUPTED, "", TOLD)
    for code, out, err in ended[2:]:
        stopped = code == ExitCode.INTERRUPTED and err.replace("\n\n", "\n") == TOLD
        assert (stopped and whole[1].startswith(out)) or (code, out, err) == whole, err


def test_twice(werkmap: Path) -> None:
    """Whenever the second comes, the first is told, once, and decides the exit code."""
    total, ended = runs(werkmap, "twice", step := count(1, 3))
    assert total > 20
    assert len(ended) > total / step
    for code, out, err in ended:
        assert (code, out, err.replace("\n\n", "\n")) == (ExitCode.INTERRUPTED, "", TOLD)
