"""Programs outside this one: real ones, that talk, fall silent and will not go."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from hulp.storing import alive, wait_until_gone
from overeenkomstgen.schijf.process import IdleError, Program, _running, run

STUBBORN = """
trap '' TERM
sleep 300 &
echo er
wait
sleep 300
"""

INTERRUPTED = """
import os, signal, sys, threading
from overeenkomstgen.schijf.process import Program

def work():
    with Program(["sh", "-c", "sleep 300 & echo er; sleep 300"]) as program:
        for line in program.lines(60):
            os.kill(os.getpid(), signal.SIGINT)

threading.Thread(target=work, daemon=True).start()
signal.pause()
"""


def zombies() -> list[str]:
    """Return the dead children of this process that nobody has asked after."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has gone
            state, parent, *_ = stat.read_text().rpartition(")")[2].split()
            found += [state] * (state == "Z" and parent == str(os.getpid()))
    return found


def marked(tmp_path: Path) -> dict[str, str]:
    """Return an environment by which a program and all its children are known."""
    return {**os.environ, "MERK": str(tmp_path)}


def test_runs_a_program_to_its_end() -> None:
    done = run(["sh", "-c", "echo één; echo twee >&2; exit 3"], idle_limit=10)
    assert done == (3, "één\ntwee\n")


def test_gives_no_input() -> None:
    assert run(["cat"], idle_limit=10) == (0, "")


def test_gives_the_environment_and_nothing_else() -> None:
    assert run(["/usr/bin/env"], env={"TAAL": "nl"}, idle_limit=10) == (0, "TAAL=nl\n")


def test_output_that_is_no_utf8_does_no_harm() -> None:
    assert run(["printf", r"caf\351\n"], idle_limit=10) == (0, "caf\ufffd\n")


def test_tells_of_a_program_that_is_not_there() -> None:
    with pytest.raises(FileNotFoundError, match="bestaat-niet"):
        run(["bestaat-niet"], idle_limit=10)


def test_gives_lines_as_they_come(tmp_path: Path) -> None:
    go_on = tmp_path / "verder"
    script = f"echo een; until [ -e '{go_on}' ]; do sleep 0.01; done; echo twee"
    with Program(["sh", "-c", script]) as program:
        lines = program.lines(10)
        assert next(lines) == "een"
        go_on.touch()
        assert list(lines) == ["twee"]


def test_each_line_gives_new_time(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float | None] = []

    class Told(queue.Queue[str | None]):
        def get(self, block: bool = True, timeout: float | None = None) -> str | None:  # noqa: FBT001, FBT002 - as it is there
            waited.append(timeout)
            return super().get(block, timeout)

    monkeypatch.setattr(queue, "SimpleQueue", Told)
    with Program(["printf", r"1\n2\n3\n"]) as program:
        assert list(program.lines(60)) == ["1", "2", "3"]
    assert waited == [60] * 4


def test_ends_a_silent_program_with_its_children(tmp_path: Path) -> None:
    with Program(["sh", "-c", STUBBORN], env=marked(tmp_path)) as program:
        assert next(program.lines(60)) == "er"
        assert len(alive(tmp_path)) == 2
        with pytest.raises(IdleError):
            next(program.lines(0.3))
    wait_until_gone(tmp_path)
    assert not zombies()


def test_ends_what_a_program_leaves_behind(tmp_path: Path) -> None:
    """The child that stays has closed its output, so that the program seems to be done."""
    script = "sleep 300 >/dev/null 2>&1 & echo klaar"
    done = run(["sh", "-c", script], env=marked(tmp_path), idle_limit=10)
    assert done == (0, "klaar\n")
    wait_until_gone(tmp_path)


def test_ends_a_program_that_closed_its_output(tmp_path: Path) -> None:
    with pytest.raises(IdleError):
        run(["sh", "-c", "exec >&- 2>&-; sleep 300"], env=marked(tmp_path), idle_limit=0.2)
    wait_until_gone(tmp_path)


def test_ends_a_program_when_something_goes_wrong(tmp_path: Path) -> None:
    def go_wrong() -> None:
        with Program(["sleep", "300"], env=marked(tmp_path)):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go_wrong()
    wait_until_gone(tmp_path)


def test_another_thread_can_end_it() -> None:
    with Program(["sleep", "300"]) as program:
        threading.Timer(0.1, program.stop).start()
        assert list(program.lines(60)) == []
        assert program.stop() == -signal.SIGTERM


@pytest.mark.ongemeten
def test_nothing_is_left_when_our_own_program_is_interrupted(tmp_path: Path) -> None:
    command = [sys.executable, "-c", INTERRUPTED]
    done = subprocess.run(
        command, env=marked(tmp_path), capture_output=True, text=True, timeout=300, check=False
    )
    assert done.stderr.splitlines()[-1] == "KeyboardInterrupt"
    wait_until_gone(tmp_path)


def test_one_that_is_interrupted_while_it_starts_can_be_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ctrl-C came after the program was started and before anyone listened to it."""

    def interrupted(_: threading.Thread) -> None:
        raise KeyboardInterrupt

    before = set(_running)
    monkeypatch.setattr(threading.Thread, "start", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Program(["sleep", "300"])
    monkeypatch.undo()
    (left,) = _running - before
    assert left.stop() == -signal.SIGTERM
    assert left not in _running
